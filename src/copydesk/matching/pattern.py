"""What is asked of the matcher, and what it answers."""

from __future__ import annotations

import re
from typing import NamedTuple


class Pattern(NamedTuple):
    r"""One pattern: alternatives in order of preference, in the language of Python's `re`.

    It means exactly `re.compile(r"\b(?:" + "|".join(f"(?:{a})" for a in alternatives) + r")\b", flags).finditer(text)`,
    without the two `\b` if it is not `bounded`; the flags are MULTILINE, and IGNORECASE if `ignorecase`. A
    back-reference counts the groups of its own alternative, and flags at the start of an alternative, as in `(?i)sic`,
    hold for that alternative. A pattern without alternatives matches nothing.
    """

    alternatives: tuple[str, ...]
    ignorecase: bool = False
    bounded: bool = True


class Hit(NamedTuple):
    """A match: text[start:end], and the index of the alternative that matched."""

    start: int
    end: int
    alternative: int


class Trouble(NamedTuple):
    """A pattern that could not be followed to the end of the text; it has no hits in this scan."""

    pattern: int
    reason: str


class Scan(NamedTuple):
    """What one scan found: index of a pattern → its hits in order (no entry without hits), and what went wrong."""

    hits: dict[int, list[Hit]]
    troubles: tuple[Trouble, ...] = ()


class PatternError(ValueError):
    """A pattern that cannot be used: `index` counts patterns, `alternative` its alternatives, `reason` is one line."""

    def __init__(self, index: int, alternative: int, reason: str) -> None:
        super().__init__(reason)
        self.index = index
        self.alternative = alternative
        self.reason = reason


def expression(source: str, bounded: bool) -> str:  # noqa: FBT001  # the name of Pattern's own field
    """The regular expression of one alternative by itself."""
    return rf"\b(?:{source})\b" if bounded else f"(?:{source})"


def flags(ignorecase: bool) -> int:  # noqa: FBT001  # the name of Pattern's own field
    """The flags of a pattern."""
    return int(re.MULTILINE | re.IGNORECASE) if ignorecase else int(re.MULTILINE)
