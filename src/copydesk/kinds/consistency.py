"""consistency: two spellings of one thing in one text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Related
from copydesk.matching import Hit, Pattern
from copydesk.record import field, record
from copydesk.rule import Rule
from copydesk.text import recase


@record(kw_only=True)
class Consistency(Rule):
    """Where both sides of a pair of `either` occur, each use of the rarer one is a finding that points at the other.

    On a tie the side that came later is the odd one.
    """

    kind: ClassVar[str] = "consistency"

    either: Mapping[str, str] = field(default_factory=dict)
    ignorecase: bool = False
    nonword: bool = False

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if not self.either:
            yield "either", "a rule of this kind needs pairs under either"

    def patterns(self) -> tuple[Pattern, ...]:
        return (Pattern(self._sides(), self.ignorecase, not self.nonword),)

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        sides = self._sides()
        for pair in range(0, len(sides), 2):
            first = [hit for hit in hits if hit.alternative == pair]
            second = [hit for hit in hits if hit.alternative == pair + 1]
            if not first or not second:
                continue
            key = (len(second), -second[0].start) > (len(first), -first[0].start)
            usual, odd = (second, first) if key else (first, second)
            yield from self._findings(article, usual, odd)

    def _findings(self, article: Article, usual: list[Hit], odd: list[Hit]) -> Iterator[Diagnostic]:
        document = article.document
        kept = document.text[usual[0].start : usual[0].end]
        related = (Related(document.span(usual[0].start, usual[0].end), f"“{kept}” here"),)
        for hit in odd:
            word = recase(kept.lower(), document.text[hit.start : hit.end])
            yield from self.report(article, hit.start, hit.end, replacements=(word,), related=related)

    def _sides(self) -> tuple[str, ...]:
        return tuple(side for pair in self.either.items() for side in pair)
