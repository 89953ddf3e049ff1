"""conditional: a thing that asks for another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic
from copydesk.kinds.existence import compile_exceptions
from copydesk.matching import Hit, Pattern
from copydesk.record import record
from copydesk.rule import Rule


@record(kw_only=True)
class Conditional(Rule):
    """Each match of `first` is a finding unless `second` is met.

    With a group in `second`, what the group captures anywhere in the text excuses the same words of `first`;
    without one, a block that holds `second` excuses all of its matches.
    """

    kind: ClassVar[str] = "conditional"

    first: str
    second: str
    ignorecase: bool = False
    exceptions: tuple[str, ...] = ()

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        for key, pattern in (("first", self.first), ("second", self.second)):
            try:
                re.compile(pattern)
            except re.error as error:
                yield key, f"bad pattern {pattern!r}: {error}"

    def patterns(self) -> tuple[Pattern, ...]:
        return (Pattern((self.first,), self.ignorecase, False),)

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        document = article.document
        captured: set[str] = set()
        excused: set[int] = set()
        for match in self._second.finditer(document.prose):
            captured.update(group for group in match.groups() if group)
            block = document.block_at(match.start())
            if block and not match.groups():
                excused.add(block.start)
        for hit in hits:
            found = document.text[hit.start : hit.end]
            block = document.block_at(hit.start)
            if found in captured or (block and block.start in excused):
                continue
            if not (self.exceptions and self._exceptions.search(found)):
                yield from self.report(article, hit.start, hit.end)

    @cached_property
    def _second(self) -> re.Pattern[str]:
        return re.compile(self.second, re.MULTILINE | (re.IGNORECASE if self.ignorecase else 0))

    @cached_property
    def _exceptions(self) -> re.Pattern[str]:
        return compile_exceptions(self.exceptions)
