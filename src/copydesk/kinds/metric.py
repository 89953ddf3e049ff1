"""metric: a formula over the counts of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic
from copydesk.kinds.readability import report_on_whole
from copydesk.matching import Hit
from copydesk.readability.arithmetic import Formula, FormulaError, parse_number, parse_question
from copydesk.readability.variables import VARIABLES, count_variables
from copydesk.record import record
from copydesk.rule import Rule

_VALUE = "value"
_ANSWERS = VARIABLES | {_VALUE}


@record(kw_only=True)
class Metric(Rule):
    """A finding on the whole text if the value of `formula` meets `condition`; {found} is the value.

    formula    arithmetic on counts, such as `words / sentences`: + - * /, brackets, math.sqrt and the like
    condition  what the value is held against, such as `> 40`
    """

    kind: ClassVar[str] = "metric"

    formula: str
    condition: str

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        try:
            parse_number(self.formula, VARIABLES)
        except FormulaError as error:
            yield "formula", str(error)
        try:
            parse_question(f"{_VALUE} {self.condition}", _ANSWERS)
        except FormulaError as error:
            yield "condition", str(error)

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        counts = count_variables(article.document)
        if not counts["words"]:
            return
        try:
            value = self._formula(counts)
            met = self._condition({**counts, _VALUE: value})
        except (ArithmeticError, ValueError):  # no headings to divide by, and so no value that is too high
            return
        if met:
            yield from report_on_whole(self, article, f"{value:.2f}")

    @cached_property
    def _formula(self) -> Formula:
        return parse_number(self.formula, VARIABLES)

    @cached_property
    def _condition(self) -> Formula:
        return parse_question(f"{_VALUE} {self.condition}", _ANSWERS)
