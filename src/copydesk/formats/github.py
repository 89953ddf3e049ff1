"""Workflow commands, which GitHub Actions shows as annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copydesk.diagnostic import Report, Severity
from copydesk.formats.asides import Anchor, asides
from copydesk.formats.cells import one_line, printable
from copydesk.formats.options import FormatOptions
from copydesk.formats.paths import relative

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def write(reports: Iterable[Report], options: FormatOptions) -> Iterator[str]:
    """One line for each finding, errors first, since GitHub shows about ten of a kind in a step."""
    lines = [line for report in reports for line in _report(report, options)]
    lines.sort(key=lambda item: -item[0])
    yield from (line for _, line in lines)


def _report(report: Report, options: FormatOptions) -> Iterator[tuple[Severity, str]]:
    path = printable(relative(report.source.path, options.root))
    for aside in asides(report):
        place = {"file": path, "line": "1", "title": aside.name}
        yield aside.severity, _command(aside.severity, place, aside.message)
    anchor, lines = Anchor(report.source), report.source.lines
    for found in report.diagnostics:
        span = anchor.span(found.span)
        start, end = lines.position(span.start), lines.position(span.end)
        place = {"file": path, "line": str(start.line), "endLine": str(end.line)}
        if start.line == end.line:  # GitHub drops an annotation that has columns and more than one line
            place |= {"col": str(start.column), "endColumn": str(end.column)}
        yield found.severity, _command(found.severity, place | {"title": found.rule}, found.message)


def _command(severity: Severity, properties: dict[str, str], message: str) -> str:
    pairs = ",".join(f"{name}={printable(value).translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{_COMMANDS[severity]} {pairs}::{one_line(message).translate(_DATA)}\n"
