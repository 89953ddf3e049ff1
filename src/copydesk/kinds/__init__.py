"""The kinds of rule: one file each. A new kind is a file and a line in this list."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.rule import Rule

# Imported when a pack first uses them: a run pays only for the kinds it needs.
KINDS = {
    "capitalization": "capitalization:Capitalization",
    "conditional": "conditional:Conditional",
    "consistency": "consistency:Consistency",
    "density": "density:Density",
    "existence": "existence:Existence",
    "hard_words": "hard_words:HardWords",
    "metric": "metric:Metric",
    "occurrence": "occurrence:Occurrence",
    "readability": "readability:Readability",
    "repetition": "repetition:Repetition",
    "sentence_length": "sentence_length:SentenceLength",
    "substitution": "substitution:Substitution",
}


def kind_class(name: str) -> type[Rule]:
    """The class of a kind. Raises KeyError for a name that is not in the list."""
    module, _, cls = KINDS[name].partition(":")
    found: type[Rule] = getattr(import_module(f"copydesk.kinds.{module}"), cls)
    return found
