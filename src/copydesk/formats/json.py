"""One JSON document for the whole run, a finding a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copydesk.diagnostic import Report
from copydesk.formats import record
from copydesk.formats.escape import to_json
from copydesk.formats.options import FormatOptions
from copydesk.formats.paths import relative
from copydesk.formats.schema import SCHEMA_VERSION
from copydesk.formats.tally import Tally


def write(reports: Iterable[Report], options: FormatOptions) -> Iterator[str]:
    """The document that the report schema describes. Files are written as they come, the summary is last."""
    tally = Tally()
    tool = {"name": "copydesk", "version": options.version}
    yield f'{{"schema_version": "{SCHEMA_VERSION}",\n "tool": {to_json(tool)},\n "files": ['
    separator = "\n"
    for report in tally.count(reports):
        yield separator
        yield from _file(report, options)
        separator = ",\n"
    yield f'],\n "summary": {to_json(tally.as_data())}'
    if options.statistics:
        yield f',\n "statistics": {to_json(dict(tally.by_frequency()))}'
    yield "}\n"


def _file(report: Report, options: FormatOptions) -> Iterator[str]:
    yield f'  {{"path": {to_json(relative(report.source.path, options.root))},\n   "findings": ['
    separator = "\n    "
    for item in record.findings(report, options):
        del item["path"]
        yield separator + to_json(item)
        separator = ",\n    "
    errors = [{"failed": error.rule, "error": error.message} for error in report.errors]
    yield f'],\n   "errors": {to_json(errors)},\n   "hidden": {to_json(dict(sorted(report.hidden.items())))}'
    yield f',\n   "suppressed": {report.suppressed}}}'
