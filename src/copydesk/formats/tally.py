"""What a run adds up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from copydesk.diagnostic import Report, Severity
from copydesk.readability.summary import Summary

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.SUGGESTION)


class Longest(NamedTuple):
    """The longest sentence of a run: its words, the file and the line where it starts."""

    words: int = 0
    path: str = ""
    line: int = 0


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
        self.text = Summary()
        self.longest = Longest()

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
        self.severities.update([found.severity for found in report.diagnostics])
        self.rules.update([found.rule for found in report.diagnostics])
        self.hidden.update(report.hidden)
        self.unchecked += [(report.source.path, error.rule, error.message) for error in report.errors]
        if report.summary:
            self._add_text(report, report.summary)

    def _add_text(self, report: Report, summary: Summary) -> None:
        before, source = self.text, report.source
        self.text = Summary(
            before.words + summary.words, before.sentences + summary.sentences, before.syllables + summary.syllables
        )
        if summary.longest > self.longest.words:
            self.longest = Longest(summary.longest, source.path, source.lines.position(summary.at).line)

    @property
    def findings(self) -> int:
        """All findings that are shown."""
        return sum(self.severities.values())

    @property
    def per_thousand(self) -> float:
        """Findings a thousand words, those beyond the cap included; 0.0 without words."""
        found = self.findings + sum(self.hidden.values())
        return 1000 * found / self.text.words if self.text.words else 0.0

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
            "words": self.text.words,
            "sentences": self.text.sentences,
            "grade": round(self.text.grade, 2),
            "longest_sentence": self.longest.words,
            "findings_per_thousand_words": round(self.per_thousand, 2),
        }
