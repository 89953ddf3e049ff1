"""The kinds that measure a text: metric and readability."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from copydesk.readability.arithmetic import Formula, FormulaError, parse_number, parse_question
from copydesk.vale.kinds.rule import Finding, Rule, Said
from copydesk.vale.messages import filled
from copydesk.vale.statistics import Statistics, deviation, scores

_HEADING = re.compile(r"heading\.(h[1-6])")
_NAMES = {
    "Gunning Fog": "gunning_fog", "Coleman-Liau": "coleman_liau", "Flesch-Kincaid": "flesch_kincaid", "SMOG": "smog",
    "Automated Readability": "automated_readability",
}  # fmt: skip
KNOWN = frozenset(
    "words sentences paragraphs characters syllables complex_words polysyllabic_words long_words sentence_length_sd pre list "
    "blockquote heading_h1 heading_h2 heading_h3 heading_h4 heading_h5 heading_h6 automated_readability coleman_liau "
    "flesch_kincaid flesch_reading_ease gunning_fog lix smog".split()
)


class Measure(Rule):
    """A rule about a text as a whole: `measure` gives its finding."""

    def measure(self, text: Statistics, known: Mapping[str, float]) -> Finding | None:
        """The finding in a text, of which the counts and all `variables` but the deviation are known."""
        raise NotImplementedError

    def _say(self, value: float) -> Finding:
        shown = (f"{value:.2f}",)
        definition = self.definition
        about = filled(definition.description, shown) if definition.description else ""
        return (-1, -1, Said(filled(definition.message, shown), about, definition.action))


class Metric(Measure):
    """A formula over the counts of a text."""

    def prepare(self) -> None:
        try:
            _ = self._formula, self._question
        except FormulaError as error:
            raise ValueError(str(error)) from None

    @cached_property
    def _formula(self) -> Formula:
        formula = _HEADING.sub(r"heading_\1", self.definition.text("formula"))
        return parse_number(" ".join(formula.split()), KNOWN)

    @cached_property
    def _question(self) -> Formula:
        condition = self.definition.text("condition").replace("&&", " and ").replace("||", " or ")
        return parse_question(f"result__ {condition}", KNOWN | {"result", "result__"})

    @cached_property
    def _deviates(self) -> bool:
        return "sentence_length_sd" in self.definition.text("formula") + self.definition.text("condition")

    def measure(self, text: Statistics, known: Mapping[str, float]) -> Finding | None:
        if not text.words:
            return None
        counts = {**known, "sentence_length_sd": deviation(text)} if self._deviates else known
        try:
            value = float(self._formula(counts))
            met = self._question({**counts, "result": value, "result__": round(value, 6)})
        except (ArithmeticError, ValueError, KeyError):
            return None
        return self._say(value) if met else None


class Readability(Measure):
    """The mean of reading grades."""

    def measure(self, text: Statistics, known: Mapping[str, float]) -> Finding | None:
        metrics = self.definition.strings("metrics")
        if not text.words or not metrics:
            return None
        grades = scores(text)
        mean = sum(grades[_NAMES[name]] for name in metrics if name in _NAMES) / len(metrics)
        return self._say(mean) if mean > self.definition.number("grade") else None
