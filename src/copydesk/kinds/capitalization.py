"""capitalization: the case of whole blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar, Literal

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic
from copydesk.matching import Hit
from copydesk.record import record
from copydesk.rule import Rule

Place = Literal["first", "last", "inside"]

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_SMALL = {
    "AP": frozenset("a an and as at but by for if in nor of off on or per so the to up via vs yet".split()),
    "Chicago": frozenset(
        "a about above across after against along among an and around as at before behind below beneath beside between but "
        "by despite down during except for from if in inside into like near nor of off on onto or out over past per so since "
        "than the through throughout to toward under until up upon via vs with within without yet".split()
    ),
}


@record(kw_only=True)
class Capitalization(Rule):
    """A block whose case is not the wanted one is a finding.

    match       $title, $sentence, $lower, $upper, or a pattern that the block must match
    style       which small words stay small in $title
    threshold   the share of words that must be right
    exceptions  words that keep their own case
    """

    kind: ClassVar[str] = "capitalization"

    match: str
    style: Literal["AP", "Chicago"] = "AP"
    threshold: float = 0.8
    exceptions: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    prefix: str = ""

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if self.match.startswith("$") and self.match not in ("$title", "$sentence", "$lower", "$upper"):
            yield "match", f"{self.match!r} is none of $title, $sentence, $lower, $upper"
        elif not self.match.startswith("$"):
            try:
                re.compile(self.match)
            except re.error as error:
                yield "match", f"bad pattern {self.match!r}: {error}"

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        document = article.document
        for block in document.blocks:
            text = document.text[block.start : block.end]
            if not text.strip():
                continue
            expected = self._expected(text)
            if not self._is_right(text, expected):
                replacements = (expected,) if self.match.startswith("$") else ()
                yield from self.report(article, block.start, block.end, replacements=replacements)

    def _is_right(self, text: str, expected: str) -> bool:
        if not self.match.startswith("$"):
            return re.search(self.match, text) is not None
        pairs = [(a[0], b[0]) for a, b in zip(_WORD.finditer(text), _WORD.finditer(expected), strict=True)]
        if not pairs:
            return True
        if self.match == "$sentence" and pairs[0][0] != pairs[0][1]:
            return False
        right = sum(a == b or (self.match == "$title" and a.isupper()) for a, b in pairs)
        return right / len(pairs) >= self.threshold

    def _expected(self, text: str) -> str:
        """The text in the wanted case; words keep their lengths and places."""
        if self.prefix and text.startswith(self.prefix):
            return self.prefix + self._expected(text[len(self.prefix) :])
        words = list(_WORD.finditer(text))
        parts, at = [], 0
        for index, word in enumerate(words):
            first, last = self._is_first(text, words, index), index == len(words) - 1
            place: Place = "first" if first else "last" if last else "inside"
            parts += [text[at : word.start()], self._cased(word[0], place)]
            at = word.end()
        return "".join([*parts, text[at:]])

    def _is_first(self, text: str, words: list[re.Match[str]], index: int) -> bool:
        if index == 0:
            return True
        between = text[words[index - 1].end() : words[index].start()]
        return any(mark in between for mark in (":", "—", "?", "!", *self.indicators))

    def _cased(self, word: str, place: Place) -> str:
        if word.lower() in self._kept:
            return self._kept[word.lower()]
        if self.match == "$lower":
            return word.lower() if len(word.lower()) == len(word) else word
        if self.match == "$upper":
            return word.upper() if len(word.upper()) == len(word) else word
        if self.match == "$title" and place == "inside" and word.lower() in _SMALL[self.style]:
            return word.lower()
        if self.match == "$title" or place == "first":
            return word[:1].upper() + word[1:]
        return word if word.isupper() and len(word) > 1 else word.lower()

    @cached_property
    def _kept(self) -> dict[str, str]:
        return {word.lower(): word for word in self.exceptions}
