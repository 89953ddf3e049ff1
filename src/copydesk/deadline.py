"""A time limit for work in this process."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class OutOfTime(BaseException):
    """A task ran past its limit. Not an Exception, so that what contains failing rules does not contain this."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises OutOfTime in the block after so many seconds, where the system can (POSIX, main thread)."""

    def interrupt(*_: object) -> None:
        raise OutOfTime

    try:
        before = signal.signal(signal.SIGALRM, interrupt)
    except (AttributeError, ValueError):  # Windows, another thread
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
