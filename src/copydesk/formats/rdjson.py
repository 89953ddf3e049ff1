"""Reviewdog's diagnostic format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from copydesk.diagnostic import Diagnostic, Report, Severity
from copydesk.formats.asides import Anchor, asides
from copydesk.formats.cells import printable
from copydesk.formats.columns import Columns, utf8_length
from copydesk.formats.escape import to_json
from copydesk.formats.options import FormatOptions
from copydesk.formats.paths import relative
from copydesk.text import Span

SUGGESTION_LIMIT = 5
_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.SUGGESTION: "INFO"}


def write(reports: Iterable[Report], options: FormatOptions) -> Iterator[str]:
    """A DiagnosticResult. Columns count UTF-8 bytes from 1; the end of a range is exclusive."""
    source = {"name": "copydesk"} | ({"url": options.homepage} if options.homepage else {})
    yield f'{{"source": {to_json(source)}, "diagnostics": ['
    separator = "\n"
    for report in reports:
        for diagnostic in _report(report, options):
            yield separator + to_json(diagnostic)
            separator = ",\n"
    yield "]}\n"


def _report(report: Report, options: FormatOptions) -> Iterator[dict[str, Any]]:
    path = relative(report.source.path, options.root)
    for aside in asides(report):
        yield {
            "message": printable(aside.message),
            "location": {"path": path, "range": {"start": {"line": 1}}},
            "severity": _SEVERITIES[aside.severity],
            "code": {"value": aside.name},
        }
    anchor, columns = Anchor(report.source), Columns(report.source, utf8_length)
    for found in report.diagnostics:
        yield _diagnostic(path, found, anchor, columns, options)


def _diagnostic(
    path: str, found: Diagnostic, anchor: Anchor, columns: Columns, options: FormatOptions
) -> dict[str, Any]:
    link = options.rule(found.rule).link
    item: dict[str, Any] = {
        "message": printable(found.message),
        "location": {"path": path, "range": _range(columns, anchor.span(found.span))},
        "severity": _SEVERITIES[found.severity],
        "code": {"value": found.rule} | ({"url": link} if link else {}),
    }
    # A suggestion is one edit, so a fix of several places has no form here.
    edits = [(found.span, text) for text in found.replacements[:SUGGESTION_LIMIT]]
    if not edits and found.fix and len(found.fix.edits) == 1:
        edits = [*found.fix.edits]
    if edits:
        item["suggestions"] = [{"range": _range(columns, span), "text": text} for span, text in edits]
    if found.related:
        item["related_locations"] = [
            {"message": printable(place.message), "location": {"path": path, "range": _range(columns, place.span)}}
            for place in found.related
        ]
    return item


def _range(columns: Columns, span: Span) -> dict[str, dict[str, int]]:
    start, end = columns.position(span.start), columns.position(span.end)
    return {
        "start": {"line": start.line, "column": start.column},
        "end": {"line": end.line, "column": end.column},
    }
