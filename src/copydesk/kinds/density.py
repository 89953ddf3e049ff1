"""density: phrases that are harmless one by one and tell in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Related
from copydesk.matching import Hit, Pattern
from copydesk.record import field, record
from copydesk.rule import Rule

_SHOWN = 3


@record(kw_only=True)
class Density(Rule):
    """One finding a text, at the first phrase, if the weights of all phrases come to too many a thousand words.

    {found} lists the phrases; the others are its related places. Quoted phrases count only where in_quotes is check.

    phrases       pattern of whole words, in any case → weight
    per_thousand  weight a thousand words from which the text is reported
    least_kinds   so many different phrases there must be, so that one pet word is not enough
    least_words   a shorter text counts as if it had so many words
    """

    kind: ClassVar[str] = "density"

    phrases: Mapping[str, float] = field(default_factory=dict)
    per_thousand: float = 10.0
    least_kinds: int = 3
    least_words: int = 200

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if not self.phrases:
            yield "phrases", "a rule of this kind needs phrases"
        for phrase, weight in self.phrases.items():
            if weight <= 0:
                yield "phrases", f"the weight of {phrase!r} must be above 0"

    def patterns(self) -> tuple[Pattern, ...]:
        return (Pattern(tuple(self.phrases), ignorecase=True),)

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        counted = [hit for hit in hits if self._counts(article, hit)]
        kinds = {hit.alternative for hit in counted}
        if len(kinds) < self.least_kinds:
            return
        weight = sum(self._weights[hit.alternative] for hit in counted)
        words = max(len(article.document.words), self.least_words)
        if weight * 1000 < self.per_thousand * words:
            return
        first, *others = counted
        document = article.document
        related = tuple(
            Related(document.span(hit.start, hit.end), f"“{document.text[hit.start : hit.end]}”") for hit in others
        )
        yield from self.report(article, first.start, first.end, found=_listed(document.text, counted), related=related)

    def _counts(self, article: Article, hit: Hit) -> bool:
        quoted = self.in_quotes != "check" and article.quotes.at(hit.start) is not None
        return not quoted and self.allows(article, hit.start, hit.end)

    @cached_property
    def _weights(self) -> tuple[float, ...]:
        return tuple(self.phrases.values())


def _listed(text: str, hits: Sequence[Hit]) -> str:
    """The different phrases in order, a few of them by name."""
    phrases = list(dict.fromkeys(" ".join(text[hit.start : hit.end].lower().split()) for hit in hits))
    shown = ", ".join(phrases[:_SHOWN])
    return f"{shown} and {len(phrases) - _SHOWN} more" if len(phrases) > _SHOWN else shown
