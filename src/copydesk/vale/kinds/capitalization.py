"""Headings and the like that are not in the case they should be in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from copydesk.vale.casing import Terms, sentence_case, title_case
from copydesk.vale.definition import Action
from copydesk.vale.dialect import compiled
from copydesk.vale.kinds.rule import Finding, Match, Memory, Rule
from copydesk.vale.kinds.terms import term_pattern


class Capitalization(Rule):
    """A text that should be in title case, sentence case, all small or all capitals, or match a pattern."""

    def prepare(self) -> None:
        if not self.definition.text("match").startswith("$"):
            compiled(self.definition.text("match"))

    def find(self, text: str, hits: Sequence[Match], memory: Memory) -> Iterator[Finding]:
        expected, good = self._judge(text)
        if good:
            return
        action = self.definition.action
        if action.name == "replace" and not action.params and self.definition.text("match") in ("$title", "$sentence"):
            action = Action("replace", (expected,))
        yield (0, len(text), self.filled((text, expected), action))

    def _judge(self, text: str) -> tuple[str, bool]:
        definition, wanted = self.definition, self.definition.text("match")
        threshold = definition.number("threshold") or 0.8
        if wanted == "$title":
            chicago = definition.text("style") == "Chicago"
            expected = title_case(text, self._vocabulary, definition.text("prefix"), chicago=chicago)
            return expected, self._share(text, expected, title=True) >= threshold
        if wanted == "$sentence":
            indicators = definition.strings("indicators")
            expected = sentence_case(text, self._vocabulary, definition.text("prefix"), indicators)
            return expected, self._share(text, expected, title=False) >= threshold
        excepted = bool(self.exceptions and self.exceptions.search(text))
        if wanted in ("$lower", "$upper"):
            expected = text.lower() if wanted == "$lower" else text.upper()
            return expected, text == expected or excepted
        return wanted, bool(compiled(wanted).search(text)) or excepted

    @cached_property
    def _vocabulary(self) -> Terms:
        terms = sorted(self.terms(), key=len, reverse=True)
        # In Vale the exceptions of a rule keep their case, and lose that as soon as a vocabulary is added to them.
        added = self.words.accepted and self.definition.flag("vocab", True)
        return Terms(terms if added else [f"(?-i:{term_pattern(term)})" for term in terms])

    def _share(self, text: str, expected: str, *, title: bool) -> float:
        """The share of words that are as they should be; nothing if the first word of a sentence is not."""
        good = 0
        words, wanted = ([m.group() for m in self._words.finditer(part)] for part in (text, expected))
        exceptions = self.exceptions
        for index, word in enumerate(words):
            if (
                index >= len(wanted)
                or word == wanted[index]
                or (exceptions and exceptions.search(word))
                or (title and word == word.upper())
            ):
                good += 1
            elif not title and index == 0 and word != _titled(word.lower()):
                return -1.0
        return good / len(words) if words else float("nan")

    @cached_property
    def _words(self) -> Any:
        plain = r"(?:[^\W_]|\*)+[^\s]*"
        exceptions = self.exceptions
        return re.compile(f"{exceptions.pattern}|{plain}", re.MULTILINE) if exceptions else re.compile(plain)


def _titled(word: str) -> str:
    """Go's strings.Title: each letter behind something that is no letter, digit, underscore or apostrophe."""
    return re.sub(r"(?<![\w'’])\w", lambda m: m[0].upper(), word)
