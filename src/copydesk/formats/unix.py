"""One line a finding, as compilers write it and editors read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copydesk.diagnostic import Report
from copydesk.formats.asides import asides
from copydesk.formats.cells import one_line, printable
from copydesk.formats.options import FormatOptions
from copydesk.formats.paths import relative


def write(reports: Iterable[Report], options: FormatOptions) -> Iterator[str]:
    """Lines `path:line:column: severity: message [rule]`."""
    for report in reports:
        path = printable(relative(report.source.path, options.root))
        for aside in asides(report):
            yield f"{path}:1:1: {aside.severity.label}: {one_line(aside.message)} [{one_line(aside.name)}]\n"
        for found in report.diagnostics:
            line, column = report.source.lines.position(found.span.start)
            place = f"{path}:{line}:{column}"
            yield f"{place}: {found.severity.label}: {one_line(found.message)} [{one_line(found.rule)}]\n"
