"""Scopes: which blocks a rule looks at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

_WHOLE = frozenset(("raw", "summary", "doc"))
# Blocks that are no plain paragraphs have one of these in their label.
PARTS = frozenset(("heading", "table", "list", "blockquote", "figure", "attr", "alt", "frontmatter", "comment"))
INLINE_SCOPES = frozenset(("link", "strong", "emphasis", "code", "quote"))


class Part(NamedTuple):
    """One term of a scope: the sections that a block's label must all have, or, negated, must not."""

    sections: frozenset[str]
    negated: bool


class Selector(NamedTuple):
    """A scope: any of `options`, each of which asks for all its parts."""

    options: tuple[tuple[Part, ...], ...]

    def matches(self, label: str) -> bool:
        """Whether a rule of this scope looks at a block with the label."""
        here = sections(label)
        fragment = label.startswith("sentence.")
        for option in self.options:
            if fragment and not any("sentence" in part.sections and not part.negated for part in option):
                continue
            if _fits(here, option):
                return True
        return False

    @property
    def excluded(self) -> tuple[str, ...]:
        """The inline elements whose text is left out of the blocks."""
        return tuple(
            name
            for option in self.options
            for part in option
            for name in part.sections
            if part.negated and len(part.sections) == 1 and name in INLINE_SCOPES
        )

    def asks_for(self, name: str) -> bool:
        """Whether some option names the section."""
        return any(name in part.sections and not part.negated for option in self.options for part in option)

    @property
    def wanted(self) -> frozenset[str]:
        """The inline elements that have to be known for this scope."""
        asked = {name for name in INLINE_SCOPES if self.asks_for(name)}
        return frozenset((*asked, *self.excluded))


@cache
def sections(label: str) -> frozenset[str]:
    """The parts of a label."""
    return frozenset(label.split("."))


def _fits(sections: frozenset[str], option: Iterable[Part]) -> bool:
    for part in option:
        there = part.sections <= sections
        if not part.negated and not there:
            return False
        if part.negated and (there or not _WHOLE.isdisjoint(sections)):
            return False
    return True


def selector(scopes: Iterable[str]) -> Selector:
    """The selector in the scopes of a rule."""
    return Selector(tuple(tuple(_part(term) for term in scope.split("&")) for scope in scopes))


def _part(term: str) -> Part:
    term = term.strip()
    return Part(frozenset(re.split(r"\s*\.\s*", term.removeprefix("~"))), term.startswith("~"))
