"""A finding, and what was not checked, as the plain data that `json` and `jsonl` write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from copydesk.diagnostic import Diagnostic, Fix, Report
from copydesk.formats.fingerprint import fingerprints
from copydesk.formats.options import FormatOptions
from copydesk.formats.paths import relative
from copydesk.text import Source, Span

Record = dict[str, Any]


def findings(report: Report, options: FormatOptions) -> Iterator[Record]:
    """One record a finding; the keys are those of the finding schema."""
    path = relative(report.source.path, options.root)
    for diagnostic, fingerprint in zip(report.diagnostics, fingerprints(report), strict=True):
        yield _finding(path, report.source, diagnostic, fingerprint, options)


def unchecked(report: Report, options: FormatOptions) -> Iterator[Record]:
    """One record for each thing that was not checked; `failed` names the rule or the step."""
    path = relative(report.source.path, options.root)
    for error in report.errors:
        yield {"path": path, "error": error.message, "failed": error.rule}


def hidden(report: Report, options: FormatOptions) -> Iterator[Record]:
    """One record with the findings beyond the cap by rule, if there are any."""
    if report.hidden:
        yield {"path": relative(report.source.path, options.root), "hidden": dict(sorted(report.hidden.items()))}


def _finding(path: str, source: Source, found: Diagnostic, fingerprint: str, options: FormatOptions) -> Record:
    record: Record = {
        "path": path,
        "rule": found.rule,
        "severity": found.severity.label,
        "confidence": round(found.confidence, 4),
        "message": found.message,
        "why": options.rule(found.rule).why.strip(),
        **_place(source, found.span),
        "text": source.text[found.span.start : found.span.end],
        "replacements": list(found.replacements),
        "fingerprint": fingerprint,
    }
    if link := options.rule(found.rule).link:
        record["link"] = link
    if found.fix:
        record["fix"] = _fix(found.fix)
    if found.related:
        record["related"] = [{**_place(source, place.span), "message": place.message} for place in found.related]
    return record


def _place(source: Source, span: Span) -> Record:
    start, end = source.lines.position(span.start), source.lines.position(span.end)
    return {
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "start": span.start,
        "end": span.end,
    }


def _fix(fix: Fix) -> Record:
    return {
        "safe": fix.safe,
        "edits": [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in fix.edits],
    }
