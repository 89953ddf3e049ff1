"""What all kinds of rule share: what they are given, what they answer, their exceptions and their messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from copydesk.matching import Pattern
from copydesk.vale.definition import NOTHING, Action, Definition
from copydesk.vale.dialect import compiled
from copydesk.vale.edits import suggestions
from copydesk.vale.kinds.terms import term_pattern
from copydesk.vale.messages import filled, listed
from copydesk.vale.scope import Selector, selector

# A hit: where it starts and ends in the text, and which alternative of the pattern it is of.
Match = tuple[int, int, int]


class Words(NamedTuple):
    """What the project says about words: the template for them, the accepted and the rejected; `folders` hold its lists."""

    template: str = ""
    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


class Said(NamedTuple):
    """What is to be said about a finding: shared by all that are alike."""

    message: str
    description: str = ""
    action: Action = NOTHING


# text[start:end] of a block, and what is to be said about it; of the text as a whole, `start` is -1.
Finding = tuple[int, int, Said]


class Memory:
    """What rules remember from block to block of one file; `suffix` is the file's own, with its dot."""

    def __init__(self, suffix: str = "") -> None:
        self.seen: set[str] = set()
        self.suffix = suffix


class Rule:
    """One rule; `find` gives its findings in a block, `hits` being the matches of its patterns there.

    A rule that is not `scanned` for has no patterns: `candidates` says which texts it may have a finding in.
    """

    scanned = False

    def __init__(self, definition: Definition, words: Words) -> None:
        self.definition = definition
        self.words = words
        self.name = definition.name
        self.limit = definition.limit

    @cached_property
    def selector(self) -> Selector:
        return selector(self.definition.scopes)

    def pattern(self, gap: str) -> Pattern:
        """The pattern to scan for, with `gap` for the spaces between words."""
        raise NotImplementedError  # only kinds that are scanned for are asked

    def patterns(self, gap: str) -> tuple[Pattern, ...]:
        """All patterns to scan for."""
        return (self.pattern(gap),)

    def candidates(self, texts: Sequence[str]) -> Iterable[int]:
        """The numbers of those texts, in order, that are worth a look."""
        return range(len(texts))

    def find(self, text: str, hits: Sequence[Match], memory: Memory) -> Iterable[Finding]:
        """What the rule says of a text: `hits` are those of its patterns there. Each kind has its own; a Measure has none."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Raises ValueError for a pattern that cannot be used."""

    def say(self, match: str) -> Said:
        """What is said about a match that needs no other values."""
        definition = self.definition
        own = definition.action
        given = [match]
        if own.name:
            own = self._recased(own, match)
            found = suggestions(own, match)
            given.append(listed(found) if len(found) > 1 else found[0] if found else match)
            if own.name != "suggest":
                own = Action(own.name, tuple(own.params))
        return self.filled(given, own)

    def filled(self, values: Sequence[str], action: Action | None = None) -> Said:
        """The message and the description with the values filled in."""
        definition = self.definition
        about = filled(definition.description, values) if definition.description else ""
        return Said(filled(definition.message, values), about, definition.action if action is None else action)

    def _recased(self, action: Action, match: str) -> Action:
        if self.definition.matchcase and action.name == "replace":
            from copydesk.vale.casing import recased

            return Action(action.name, tuple(recased(param, match) for param in action.params))
        return action

    def is_exception(self, match: str, text: str, start: int, end: int) -> bool:
        """Whether a match in a text is one of the exceptions, or a part of one that is a phrase."""
        exceptions = self.exceptions
        if exceptions and exceptions.search(match):
            return True
        phrases = self._phrases
        return bool(phrases) and any(m.start() <= start and end <= m.end() for m in phrases.finditer(text))

    def terms(self) -> tuple[str, ...]:
        """The exceptions, with those of the vocabulary if the rule asks for it."""
        own = self.definition.strings("exceptions")
        return (*own, *self.words.accepted) if self.definition.flag("vocab", True) else own

    @cached_property
    def exceptions(self) -> Any:
        """An expression for the exceptions; None without any."""
        terms = sorted((term_pattern(term) for term in self.terms()), key=len, reverse=True)
        return compiled(rf"\b(?:{'|'.join(_one(term) for term in terms)})\b", re.MULTILINE) if terms else None

    @cached_property
    def _phrases(self) -> Any:
        terms = [term_pattern(t) for t in self.terms() if " " in t or "\t" in t or r"\s" in t]
        return compiled(rf"\b(?:{'|'.join(terms)})\b", re.IGNORECASE) if terms else None


def _one(term: str) -> str:
    """A term whose flags end with it."""
    return f"(?i:{term[4:]})" if term.startswith("(?i)") else term


def framed(alternative: str, template: str, *, nonword: bool) -> str:
    """An alternative of a pattern in the project's template for words."""
    return alternative if nonword else template.replace("%s", alternative)
