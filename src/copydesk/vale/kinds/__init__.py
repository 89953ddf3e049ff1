"""Vale's kinds of rule, one module each, imported when a rule of the kind is made."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from copydesk.vale.definition import Definition
from copydesk.vale.kinds.rule import Finding, Match, Memory, Rule, Said, Words

__all__ = ["Finding", "Match", "Memory", "Rule", "Said", "Words", "made"]

# The module and the class of each kind.
_KINDS: Mapping[str, tuple[str, str]] = {
    "existence": ("existence", "Existence"),
    "substitution": ("substitution", "Substitution"),
    "occurrence": ("occurrence", "Occurrence"),
    "repetition": ("repetition", "Repetition"),
    "consistency": ("consistency", "Consistency"),
    "conditional": ("conditional", "Conditional"),
    "capitalization": ("capitalization", "Capitalization"),
    "metric": ("measures", "Metric"),
    "readability": ("measures", "Readability"),
    "spelling": ("spelling", "Spelling"),
    "sequence": ("sequence", "SequenceRule"),
}


def made(definition: Definition, words: Words) -> Rule:
    """The rule of a definition. Raises ValueError for a kind that is not there."""
    if definition.extends not in _KINDS:
        raise ValueError(f"{definition.name} is a {definition.extends}, which copydesk does not run")
    module, name = _KINDS["substitution" if definition.name == "Vale.Terms" else definition.extends]
    cls = getattr(import_module(f"copydesk.vale.kinds.{module}"), "Terms" if definition.name == "Vale.Terms" else name)
    rule: Rule = cls(definition, words)
    return rule
