"""readability: the grade of school that a text asks of its readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic
from copydesk.document import WORD
from copydesk.matching import Hit
from copydesk.readability import formulas
from copydesk.readability.running import is_ended
from copydesk.readability.tally import Tally
from copydesk.record import field, record
from copydesk.rule import Rule

GRADES: Mapping[str, Callable[[Tally], float]] = {
    "Automated Readability": formulas.automated_readability_index,
    "Coleman-Liau": formulas.coleman_liau_index,
    "Flesch-Kincaid": formulas.flesch_kincaid_grade,
    "Gunning Fog": formulas.gunning_fog,
    "SMOG": formulas.smog_index,
}


@record(kw_only=True)
class Readability(Rule):
    """A finding on the whole text if the mean of `metrics` is above `grade`; {found} is the mean, {fixed} the limit.

    metrics      Flesch-Kincaid, Gunning Fog, Coleman-Liau, SMOG, Automated Readability: each gives a US school grade
    grade        the highest grade that passes
    targets      genre → another limit for texts of that genre
    least_words  a shorter text is not judged: of a few sentences a formula says little
    digits       digits behind the point in {found}
    """

    kind: ClassVar[str] = "readability"

    metrics: tuple[str, ...]
    grade: float
    targets: Mapping[str, float] = field(default_factory=dict)
    least_words: int = 1
    digits: int = 2

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        unknown = [name for name in self.metrics if name not in GRADES]
        if unknown or not self.metrics:
            yield "metrics", f"{', '.join(unknown) or 'empty'}; known are {', '.join(GRADES)}"
        if not 0 <= self.digits <= 6:
            yield "digits", "between 0 and 6"

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        text = article.counts
        if text.n_words < max(self.least_words, 1):
            return
        mean = sum(GRADES[name](text) for name in self.metrics) / len(self.metrics)
        limit = self.targets.get(article.genre, self.grade)
        if mean > limit:
            yield from report_on_whole(self, article, f"{mean:.{self.digits}f}", f"{limit:g}")


def report_on_whole(rule: Rule, article: Article, found: str, fixed: str = "") -> Iterator[Diagnostic]:
    """A finding on the text as a whole; so that it can be seen, it marks the first word of the first full sentence."""
    document = article.document
    full = (sentence for sentence in document.sentences if is_ended(document, sentence))
    for sentence in chain(full, document.sentences):
        word = WORD.search(document.text, sentence.start, sentence.end)
        if word and rule.allows(article, word.start(), word.end()) and not article.quotes.at(word.start()):
            yield from rule.report(article, word.start(), word.end(), found=found, fixed=fixed)
            return
