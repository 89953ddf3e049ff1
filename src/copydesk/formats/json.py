"""One JSON document for the whole run, a finding a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from copydesk.diagnostic import Report
from copydesk.formats import record
from copydesk.formats.escape import to_json
from copydesk.formats.options import FormatOptions
from copydesk.formats.paths import relative
from copydesk.formats.schema import SCHEMA_VERSION
from copydesk.formats.tally import Tally
from copydesk.readability.summary import Summary
from copydesk.text import Source


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
    yield f',\n   "suppressed": {report.suppressed}'
    if report.summary:
        yield f',\n   "text": {to_json(_figures(report.source, report.summary))}'
    yield "}"


def _figures(source: Source, text: Summary) -> dict[str, Any]:
    """Figures of one text: running text only, by textstat's reckoning."""
    place = source.lines.position(text.at)
    longest = {"words": text.longest, "line": place.line, "column": place.column} if text.longest else None
    return {
        "words": text.words,
        "sentences": text.sentences,
        "syllables": text.syllables,
        "grade": round(text.grade, 2),
        "longest_sentence": longest,
    }
