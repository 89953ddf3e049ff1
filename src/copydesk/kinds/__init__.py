"""The kinds of rule: one file each. A new kind is a file and a line in this list."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.rule import Rule

# Imported when a pack first uses them: a run pays only for the kinds it needs.
KINDS = {
    "a_an": "a_an:AAn",
    "acronym": "acronym:Acronym",
    "agreement": "agreement:Agreement",
    "capitalization": "capitalization:Capitalization",
    "characters": "characters:Characters",
    "claim": "claim:Claim",
    "conditional": "conditional:Conditional",
    "confusion": "confusion:Confusion",
    "consistency": "consistency:Consistency",
    "dangling": "dangling:Dangling",
    "date": "date:Date",
    "density": "density:Density",
    "guilt": "claim:Guilt",
    "duplicate": "duplicate:Duplicate",
    "existence": "existence:Existence",
    "fit": "fit:Fit",
    "hard_words": "hard_words:HardWords",
    "languagetool": "languagetool:LanguageTool",
    "leftover": "leftover:Leftover",
    "metric": "metric:Metric",
    "misspelling": "misspelling:Misspelling",
    "monotone_openers": "structure:MonotoneOpeners",
    "name": "name:NameRule",
    "occurrence": "occurrence:Occurrence",
    "opinion": "opinion:Opinion",
    "possessive": "possessive:Possessive",
    "question": "question:Question",
    "quote": "quote:Quote",
    "readability": "readability:Readability",
    "repeated_phrase": "structure:RepeatedPhrase",
    "repeated_word": "repeated_word:RepeatedWord",
    "repetition": "repetition:Repetition",
    "residue": "residue:Residue",
    "sentence_length": "sentence_length:SentenceLength",
    "sequence": "sequence:SequenceRule",
    "spelling": "spelling:Spelling",
    "splice": "splice:Splice",
    "substitution": "substitution:Substitution",
    "unsupported": "opinion:Unsupported",
    "vague_source": "claim:VagueSource",
    "verb_form": "verb_form:VerbForm",
}


def kind_class(name: str) -> type[Rule]:
    """The class of a kind. Raises KeyError for a name that is not in the list."""
    module, _, cls = KINDS[name].partition(":")
    found: type[Rule] = getattr(import_module(f"copydesk.kinds.{module}"), cls)
    return found
