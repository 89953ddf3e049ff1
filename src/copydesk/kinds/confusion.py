"""confusion: a word that exists but is not the one meant."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import ClassVar, Literal

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Edit, Fix
from copydesk.matching import Hit
from copydesk.models.confusion import WEIGHTS, ConfusionModel, Suspect
from copydesk.record import record
from copydesk.rule import Rule

SURE, CERTAIN = 0.5, 0.95
"""Confidence at a tier's threshold, and far above it."""


@record(kw_only=True)
class Confusion(Rule):
    """The words that the trained model finds out of place, with the word that fits; never replaced unasked.

    Where a language model is at hand, it is asked about every place that the trained one lets through, loosely, and has
    the last word.

    tier        "warning": pairs and places where the model was seldom wrong; "suggestion": the looser ones
    pairs       report these only, as "typed meant" or, both ways, "one/other"; empty means all that the model knows
    exceptions  words that are never reported
    """

    kind: ClassVar[str] = "confusion"

    tier: Literal["warning", "suggestion"] = "warning"
    pairs: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        document = article.document
        for suspect in article.once("confusion", _suspects):
            word = suspect.word.lower().replace("’", "'")
            if suspect.tier != self.tier or word in self.exceptions:
                continue
            if self.pairs and (word, suspect.replacement.lower()) not in self._wanted():
                continue
            # The certainty grows with the margin, a log-odds above the tier's threshold.
            sure = SURE + (CERTAIN - SURE) * suspect.margin / (suspect.margin + 3)
            fix = Fix((Edit(document.span(suspect.start, suspect.end), suspect.replacement),))
            yield from self.report(
                article, suspect.start, suspect.end, replacements=(suspect.replacement,), fix=fix, confidence=sure
            )

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        for pair in self.pairs:
            if not all(_split(pair)):
                yield "pairs", f"{pair!r} must be two words: 'typed meant' or 'one/other'"

    def _wanted(self) -> frozenset[tuple[str, str]]:
        wanted = set()
        for pair in self.pairs:
            first, second = _split(pair)
            wanted.add((first, second))
            if "/" in pair:
                wanted.add((second, first))
        return frozenset(wanted)

    def notes(self) -> Iterator[str]:
        known = len(_model().pairs)
        yield f"the model knows {known} mistakes, each with figures of its own: copydesk explain {self.id}:causal-casual"
        yield from _measured()
        for pair in self.pairs:
            yield from self.notes_on(pair)

    def notes_on(self, part: str) -> Iterator[str]:
        for figures in _model().figures(*_split(part)):
            sure = (
                f"precision {figures.precision:.2f}, were one use in two a mistake"
                if figures.uses
                else "precision unknown"
            )
            yield (
                f"“{figures.wrong}” for “{figures.right}” ({figures.tier}): {sure}; recall {figures.recall:.2f}; measured on "
                f"{figures.uses} correct uses of “{figures.wrong}”"
            )


@cache
def _model() -> ConfusionModel:
    return ConfusionModel.open()


def _suspects(article: Article) -> tuple[Suspect, ...]:
    document = article.document
    if article.language is None:
        return tuple(_model().find(document.prose, document.sentences))
    from copydesk.kinds.second_opinion import judged

    return tuple(judged(document, tuple(_model().candidates(document.prose, document.sentences)), article.language))


def _measured() -> Iterator[str]:
    """How the model did on text that neither training nor calibration has seen, as training/realword measured it."""
    figures = json.loads(WEIGHTS.with_suffix(".metrics.json").read_text(encoding="utf8"))
    alarms, found = figures["gross alarms in 10,000 words of unseen text"], figures["recall, core pairs exchanged"]
    for tiers, tier in (("its warnings", "warning"), ("warnings and suggestions", "suggestion")):
        yield (
            f"{tiers}: {alarms[tier]:.2f} alarms in 10,000 words of published text ({alarms['words']:,} words, real mistakes "
            f"counted too), {found[tier]:.2f} of the words exchanged ({found['items']:,})"
        )


def _split(pair: str) -> tuple[str, str]:
    """The two words of a pair: "typed meant", "one/other" or "one-other"."""
    mark = next((mark for mark in "/ -" if mark in pair), "-")
    first, _, second = pair.partition(mark)
    return first.strip().replace("_", " "), second.strip().replace("_", " ")
