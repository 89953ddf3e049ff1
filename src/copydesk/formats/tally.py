"""What a run adds up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from copydesk.diagnostic import Report, Severity

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.SUGGESTION)


class Tally:
    """Counts of one run, filled while its reports go by."""

    def __init__(self) -> None:
        self.files = 0
        self.clean = 0
        self.suppressed = 0
        self.severities: Counter[Severity] = Counter()
        self.rules: Counter[str] = Counter()
        self.hidden: Counter[str] = Counter()
        self.unchecked: list[tuple[str, str, str]] = []

    def count(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The same reports, counted as they pass."""
        for report in reports:
            self.add(report)
            yield report

    def add(self, report: Report) -> None:
        """Counts one report."""
        self.files += 1
        self.clean += not (report.diagnostics or report.errors or report.hidden)
        self.suppressed += report.suppressed
        self.severities.update(found.severity for found in report.diagnostics)
        self.rules.update(found.rule for found in report.diagnostics)
        self.hidden.update(report.hidden)
        self.unchecked += [(report.source.path, error.rule, error.message) for error in report.errors]

    @property
    def findings(self) -> int:
        """All findings that are shown."""
        return sum(self.severities.values())

    def by_frequency(self) -> list[tuple[str, int]]:
        """Rules with their number of findings, most frequent first, then by name."""
        return sorted(self.rules.items(), key=lambda item: (-item[1], item[0]))

    def as_data(self) -> dict[str, Any]:
        """The `summary` of the report schema."""
        return {
            "files": self.files,
            "clean": self.clean,
            "findings": self.findings,
            **{f"{severity.label}s": self.severities[severity] for severity in SEVERITIES},
            "hidden": sum(self.hidden.values()),
            "suppressed": self.suppressed,
            "not_checked": len(self.unchecked),
        }
