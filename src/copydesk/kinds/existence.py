"""existence: words that should not be there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic
from copydesk.matching import Hit, Pattern
from copydesk.record import record
from copydesk.rule import Rule


@record(kw_only=True)
class Existence(Rule):
    """Each match of `tokens` is a finding.

    tokens      patterns; one matches whole words unless `nonword`
    raw         patterns joined without a gap and put before the tokens (behind them with `append`), as Vale does
    exceptions  patterns; a match that contains one is dropped
    """

    kind: ClassVar[str] = "existence"

    tokens: tuple[str, ...] = ()
    raw: tuple[str, ...] = ()
    append: bool = False
    ignorecase: bool = False
    nonword: bool = False
    exceptions: tuple[str, ...] = ()

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if not (any(self.tokens) or any(self.raw)):
            yield "tokens", "a rule of this kind needs tokens or raw"

    def patterns(self) -> tuple[Pattern, ...]:
        tokens = tuple(token for token in self.tokens if token.strip())
        if not self.raw:
            return (Pattern(tokens, self.ignorecase, not self.nonword),)
        group = "|".join(tokens)
        words = "" if not tokens else f"(?:{group})" if self.nonword else rf"\b(?:{group})\b"
        raw = "".join(self.raw)
        return (Pattern((words + raw if self.append else raw + words,), self.ignorecase, False),)

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        for hit in hits:
            if not (self.exceptions and self._exceptions.search(article.document.text[hit.start : hit.end])):
                yield from self.report(article, hit.start, hit.end)

    @cached_property
    def _exceptions(self) -> re.Pattern[str]:
        return compile_exceptions(self.exceptions)


def compile_exceptions(exceptions: Sequence[str]) -> re.Pattern[str]:
    """One pattern for a list of exceptions: whole words, the longest first, so that the most exact one is found."""
    return re.compile(rf"\b(?:{'|'.join(sorted(exceptions, key=len, reverse=True))})\b")
