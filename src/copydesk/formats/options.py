"""What a format is told besides the reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from copydesk.diagnostic import Severity
from copydesk.record import field, record


class RuleInfo(NamedTuple):
    """What a reader of the output may want to know of a rule: one line, the reason, where to read more."""

    id: str
    summary: str = ""
    why: str = ""
    link: str = ""
    severity: Severity = Severity.WARNING


@record
class FormatOptions:
    """fail_on     findings from this severity on make the run fail; None: none does
    color       terminal colours in `text`
    width       columns of the terminal, for `text`
    root        the folder that paths are written relative to; empty: paths as they came
    rules       by rule id; a rule that is missing here is written without reason and link
    version     of copydesk
    homepage    of copydesk, an absolute address; empty: left out
    statistics  findings by rule after the summary, in `text` and `json`
    quiet       findings only, no summary, in `text`
    """

    fail_on: Severity | None = Severity.WARNING
    color: bool = False
    width: int = 100
    root: str = ""
    rules: Mapping[str, RuleInfo] = field(default_factory=dict)
    version: str = ""
    homepage: str = ""
    statistics: bool = False
    quiet: bool = False

    def rule(self, name: str) -> RuleInfo:
        """What is known of a rule; an unknown one has a name only."""
        return self.rules.get(name) or RuleInfo(name)

    def fails(self, severity: Severity) -> bool:
        """True for a severity that makes the run fail."""
        return self.fail_on is not None and severity >= self.fail_on


def category(rule: str) -> str:
    """The pack that a rule belongs to: the part of its id before the slash."""
    return rule.partition("/")[0]
