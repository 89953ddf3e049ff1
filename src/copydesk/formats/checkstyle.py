"""Checkstyle XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copydesk.diagnostic import Report, Severity
from copydesk.formats.asides import asides
from copydesk.formats.escape import to_xml
from copydesk.formats.options import FormatOptions
from copydesk.formats.paths import relative

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "info"}


def write(reports: Iterable[Report], options: FormatOptions) -> Iterator[str]:
    """One `file` for each report, an `error` in it for each finding; only the start of a finding has a place here."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n'
    for report in reports:
        yield f'<file name="{to_xml(relative(report.source.path, options.root))}">\n'
        for aside in asides(report):
            yield _error(1, 1, aside.severity, aside.message, aside.name)
        for found in report.diagnostics:
            line, column = report.source.lines.position(found.span.start)
            yield _error(line, column, found.severity, found.message, found.rule)
        yield "</file>\n"
    yield "</checkstyle>\n"


def _error(line: int, column: int, severity: Severity, message: str, rule: str) -> str:
    return (
        f'<error line="{line}" column="{column}" severity="{_SEVERITIES[severity]}"'
        f' message="{to_xml(message)}" source="{to_xml(rule)}"/>\n'
    )
