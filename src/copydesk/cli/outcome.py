"""What a run tells its caller: the exit code, and on request how long it took."""

from __future__ import annotations

import time

from copydesk.cli.complaint import complain
from copydesk.diagnostic import Severity
from copydesk.formats.tally import Tally


def exit_code(tally: Tally, fail_on: str, max_warnings: int | None) -> int:
    """1 if a finding is as grave as `fail_on` ("never": none is) or warnings are more than allowed, else 0."""
    limit = fail_limit(fail_on)
    failing = limit is not None and any(n and severity >= limit for severity, n in tally.severities.items())
    too_many = max_warnings is not None and tally.severities[Severity.WARNING] > max_warnings
    return 1 if failing or too_many else 0


def fail_limit(fail_on: str) -> Severity | None:
    """The least severity that fails a run; None for "never"."""
    return None if fail_on == "never" else Severity.from_label(fail_on)


def tell_timings(began: float, loaded: float, tally: Tally) -> None:
    """Say on stderr how long the rules and the texts took; the times are those of `time.perf_counter`."""
    done = time.perf_counter()
    complain(f"rules {1e3 * (loaded - began):.0f} ms, texts {1e3 * (done - loaded):.0f} ms, {tally.files} files")
