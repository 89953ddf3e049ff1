"""Regular expressions made ready: `re`, and the `regex` module for what `re` refuses or may never finish."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from importlib import import_module
from time import thread_time
from typing import Any

_PIECE = re.compile(r"\\.|\[\^?\]?|\]|[^\\\[\]]+", re.DOTALL)
# What `re` takes for a word character and for white space, in the language of the `regex` module.
_W = r"\p{L}\p{N}_"
_S = r"\s\x1c-\x1f"
_ESCAPES = {
    r"\w": f"[{_W}]",
    r"\W": f"[^{_W}]",
    r"\s": f"[{_S}]",
    r"\S": f"[^{_S}]",
    r"\b": f"(?:(?<=[{_W}])(?![{_W}])|(?<![{_W}])(?=[{_W}]))",
    r"\B": f"(?:(?<=[{_W}])(?=[{_W}])|(?<![{_W}])(?![{_W}]))",
}
_MEMBERS = {r"\w": _W, r"\s": _S}

MISSING = "it needs the regex module, which comes with copydesk[vale]"


class OutOfTimeError(Exception):
    """A pattern has used up its time."""


# The clock is a call to the system: for one search after another it is looked at so seldom.
_SELDOM = 8


class Clock:
    """The time left for one pattern, in seconds of this thread's processor time. It runs from the first look at it."""

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.end: float | None = None
        self._asked = 0
        self._last = limit

    def left(self) -> float:
        """Seconds left, more than 0, as of one of the last few times it was asked. Raises OutOfTimeError."""
        self._asked += 1
        if self._asked % _SELDOM != 1:
            return self._last
        now = thread_time()
        if self.end is None:
            self.end = now + self.limit
        left = self.end - now
        if left <= 0:
            raise OutOfTimeError
        self._last = left
        return left


@lru_cache(maxsize=4096)
def compiled(source: str, flags: int) -> re.Pattern[str]:
    """The expression for `re`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they were for the author of the pattern
        return re.compile(source, flags)


@lru_cache(maxsize=4096)
def compiled_regex(source: str, flags: int) -> Any:
    """The expression for the `regex` module. Raises ImportError without it, ValueError for a bad expression."""
    regex = import_module("regex")
    ignorecase = regex.IGNORECASE if flags & re.IGNORECASE else 0
    try:
        return regex.compile(_translated(source), regex.MULTILINE | ignorecase)
    except regex.error as error:
        raise ValueError(error.msg) from None
    except (OverflowError, RecursionError) as error:
        raise ValueError(str(error)) from None


def _translated(source: str) -> str:
    """The expression with the escapes whose meaning differs spelled out: a combining mark is no letter for `re`."""
    parts = []
    inside = False
    for piece in _PIECE.findall(source):
        if piece.startswith("\\"):
            parts.append((_MEMBERS if inside else _ESCAPES).get(piece, piece))
            continue
        if piece[0] in "[]":
            inside = piece != "]"
        parts.append(piece)
    return "".join(parts)


def complaint(source: str, flags: int) -> str | None:
    """Why the `regex` module cannot be used for an expression: None if it can, "" if it does not take it."""
    try:
        compiled_regex(source, flags)
    except ImportError:
        return MISSING
    except ValueError:
        return ""
    return None
