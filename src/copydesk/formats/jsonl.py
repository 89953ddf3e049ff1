"""JSON lines: an object a finding; objects without `rule` tell what was not checked or not shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copydesk.diagnostic import Report
from copydesk.formats import record
from copydesk.formats.escape import to_json
from copydesk.formats.options import FormatOptions


def write(reports: Iterable[Report], options: FormatOptions) -> Iterator[str]:
    """One line for each finding, each failure and each file with hidden findings."""
    for report in reports:
        for part in (record.findings, record.unchecked, record.hidden):
            for item in part(report, options):
                yield to_json(item) + "\n"
