"""occurrence: too many of something, or too few."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar, Literal

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic
from copydesk.document import PROSE_KINDS
from copydesk.matching import Hit
from copydesk.record import record
from copydesk.rule import Rule


@record(kw_only=True)
class Occurrence(Rule):
    """A block in which `token` matches more than `max` or less than `min` times is a finding; {found} is the number.

    token  a pattern, without word boundaries of its own
    max    0 means no upper limit
    min    0 means no lower limit
    per    what is counted in: each block, each sentence, or the whole text
    show   what is marked: the first match, as Vale does, or the whole block or sentence
    """

    kind: ClassVar[str] = "occurrence"

    token: str
    max: int = 0
    min: int = 0
    ignorecase: bool = False
    per: Literal["block", "sentence", "text"] = "block"
    show: Literal["match", "whole"] = "match"

    def problems(self) -> Iterator[tuple[str, str]]:
        # What judges patterns is needed when a pack is loaded, not when its plan comes from the cache.
        from copydesk.matching.dialect import parse
        from copydesk.matching.effort import Effort, effort

        yield from super().problems()
        try:
            tree = parse(self.token, re.MULTILINE)
        except ValueError as error:
            yield "token", f"bad pattern {self.token!r}: {error}"
        else:
            if effort(tree.node) is Effort.WILD:
                yield "token", f"there are texts on which the pattern {self.token!r} would take for ever"
        if self.max <= 0 and self.min <= 0:
            yield "max", "a rule of this kind needs max or min"

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        for start, end in self._stretches(article):
            number = len(self._token.findall(article.document.prose, start, end))
            if number < self.min or number > self.max > 0:
                shown = (start, end) if self.show == "whole" else self._first(article, start, end)
                fixed = str(self.min if number < self.min else self.max)
                yield from self.report(article, *shown, found=str(number), fixed=fixed)

    def _stretches(self, article: Article) -> Iterator[tuple[int, int]]:
        document = article.document
        if self.per == "sentence":
            yield from document.sentences
        elif self.per == "text":
            yield 0, len(document.text)
        else:
            yield from ((block.start, block.end) for block in document.blocks if block.kind in PROSE_KINDS)

    def _first(self, article: Article, start: int, end: int) -> tuple[int, int]:
        spans = (match.span() for match in self._token.finditer(article.document.prose, start, end))
        return next((span for span in spans if not article.document.masked.overlaps(*span)), (start, start))

    @cached_property
    def _token(self) -> re.Pattern[str]:
        return re.compile(self.token, re.MULTILINE | (re.IGNORECASE if self.ignorecase else 0))
