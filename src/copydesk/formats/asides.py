"""What a report says beside its findings, for formats that know findings only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from copydesk.diagnostic import Report, Severity
from copydesk.formats.places import covers, prose_span
from copydesk.text import Source, Span

NOT_CHECKED = "not-checked"


class Aside(NamedTuple):
    """To be written as if it were a finding on line 1, so that no half check passes in silence."""

    name: str
    severity: Severity
    message: str


def asides(report: Report) -> Iterator[Aside]:
    """What was not checked, then what was counted and not shown."""
    for error in report.errors:
        yield Aside(error.rule or NOT_CHECKED, Severity.ERROR, f"not checked: {error.message}")
    for rule, count in sorted(report.hidden.items()):
        yield Aside(rule, Severity.SUGGESTION, f"{count} more of this rule, counted and not shown")


class Anchor:
    """Where the findings of one source are hung up."""

    def __init__(self, source: Source) -> None:
        self._whole = prose_span(source.text)
        first = source.lines.span(source.lines.position(self._whole.start).line)
        self._first = Span(self._whole.start, max(min(first.end, self._whole.end), self._whole.start))

    def span(self, span: Span) -> Span:
        """The span itself; for a finding about the whole text its first line, since hosts show a remark at its last."""
        return self._first if covers(span, self._whole) else span
