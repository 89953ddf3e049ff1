"""A GitLab Code Quality report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from copydesk.diagnostic import Report, Severity
from copydesk.formats.asides import asides
from copydesk.formats.cells import printable
from copydesk.formats.escape import to_json
from copydesk.formats.fingerprint import fingerprints
from copydesk.formats.options import FormatOptions
from copydesk.formats.paths import relative

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.SUGGESTION: "info"}


def write(reports: Iterable[Report], options: FormatOptions) -> Iterator[str]:
    """A JSON array, empty for a clean run. GitLab drops issues with equal fingerprints, so the path is part of them."""
    separator = "[\n"
    for report in reports:
        for issue in _report(report, options):
            yield separator + to_json(issue)
            separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def _report(report: Report, options: FormatOptions) -> Iterator[dict[str, Any]]:
    path = relative(report.source.path, options.root)
    for number, aside in enumerate(asides(report)):
        yield _issue(path, aside.name, aside.message, aside.severity, 1, f"{aside.name}\0{aside.message}\0{number}")
    for found, fingerprint in zip(report.diagnostics, fingerprints(report), strict=True):
        line = report.source.lines.position(found.span.start).line
        yield _issue(path, found.rule, found.message, found.severity, line, fingerprint)


def _issue(path: str, rule: str, message: str, severity: Severity, line: int, identity: str) -> dict[str, Any]:
    fingerprint = hashlib.sha256(f"{path}\0{identity}".encode("utf-8", "surrogatepass")).hexdigest()
    return {
        "description": printable(message),
        "check_name": rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[severity],
        "location": {"path": path, "lines": {"begin": line}},
    }
