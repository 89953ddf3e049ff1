"""The JSON that Vale writes, for editors and scripts that read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from copydesk.diagnostic import Diagnostic, Report
from copydesk.formats.asides import Anchor, asides
from copydesk.formats.escape import to_json
from copydesk.formats.options import FormatOptions
from copydesk.formats.paths import relative
from copydesk.text import Source


def write(reports: Iterable[Report], options: FormatOptions) -> Iterator[str]:
    """An object from path to alerts. Files without alerts are absent, as with Vale."""
    files: dict[str, list[dict[str, Any]]] = {}
    for report in reports:
        if alerts := list(_alerts(report, options)):
            files.setdefault(relative(report.source.path, options.root), []).extend(alerts)
    separator = "\n"
    yield "{"
    for path, alerts in files.items():
        yield f"{separator}{to_json(path)}: [\n" + ",\n".join(map(to_json, alerts)) + "]"
        separator = ",\n"
    yield "}\n"


def _alerts(report: Report, options: FormatOptions) -> Iterator[dict[str, Any]]:
    for aside in asides(report):
        yield {
            "Action": {"Name": "", "Params": None},
            "Span": [1, 1],
            "Check": aside.name,
            "Description": "",
            "Link": "",
            "Message": aside.message,
            "Severity": aside.severity.label,
            "Match": "",
            "Line": 1,
        }
    anchor = Anchor(report.source)
    for found in report.diagnostics:
        yield _alert(report.source, found, anchor, options)


def _alert(source: Source, found: Diagnostic, anchor: Anchor, options: FormatOptions) -> dict[str, Any]:
    """Vale's Span is [first, last] in the line of the start, both included; a finding of more lines is cut there."""
    span = anchor.span(found.span)
    line, column = source.lines.position(span.start)
    end = max(min(span.end, source.lines.span(line).end), span.start)
    rule = options.rule(found.rule)
    return {
        "Action": _action(found),
        "Span": [column, column + max(end - span.start, 1) - 1],
        "Check": found.rule,
        "Description": rule.why.strip(),
        "Link": rule.link,
        "Message": found.message,
        "Severity": found.severity.label,
        "Match": source.text[span.start : end],
        "Line": line,
    }


def _action(found: Diagnostic) -> dict[str, Any]:
    if not found.replacements:
        return {"Name": "", "Params": None}
    if not any(found.replacements):
        return {"Name": "remove", "Params": None}
    return {"Name": "replace", "Params": list(found.replacements)}
