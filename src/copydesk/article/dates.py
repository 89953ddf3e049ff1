"""Calendar dates as English prose writes them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

MONTHS = ("january february march april may june july august september october november december").split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

_MONTH = (
    r"(?P<{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|–|—|to|until|till|through|and)\s*"
_WEEKDAY = r"(?:(?P<{0}>Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)?,?\s+)?"
_YEAR = r"(?:,?\s*(?P<{0}>(?:1[5-9]|20)\d\d)(?!\d))?"
_AMERICAN = re.compile(
    r"\b"
    + _WEEKDAY.format("weekday")
    + _MONTH.format("month")
    + r"\s+"
    + _DAY.format("day")
    + r"(?![\d%]|[.,]\d{3})\b"
    + rf"(?:{_TO}(?:{_MONTH.format('month_to')}\s+)?{_DAY.format('day_to')}(?![\d%:]|[.,]\d{{3}}|\s*(?:[ap]\.?m|percent|per\b))\b)?"
    + _YEAR.format("year")
)
_BRITISH = re.compile(
    r"\b"
    + _WEEKDAY.format("weekday")
    + r"(?:the\s+)?"
    + rf"(?:{_DAY.format('day_from')}\s*(?:-|–|—|to|and)\s*)?"
    + _DAY.format("day")
    + r"\s+(?:of\s+)?"
    + _MONTH.format("month")
    + r"(?![a-z])"
    + _YEAR.format("year")
)
_ISO = re.compile(r"(?<![\d/-])(?P<year>(?:19|20)\d\d)[-/](?P<month>[01]?\d)[-/](?P<day>[0-3]?\d)(?![\d/])")


class DateMention(NamedTuple):
    """A day written out: text[start:end]. `year` is 0 if none is given; the second day of a range is `day_to`, `month_to`."""

    start: int
    end: int
    year: int
    month: int
    day: int
    weekday: int | None = None
    month_to: int = 0
    day_to: int = 0

    @property
    def date(self) -> datetime.date | None:
        """The (first) day; None without a year or if the calendar has no such day."""
        try:
            return datetime.date(self.year, self.month, self.day) if self.year else None
        except ValueError:
            return None


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[DateMention]:
    """The days named in text[start:end], in order: "March 3, 2024", "Mon 3 March", "March 25 to 27", "2024-03-03"."""
    end = len(text) if end is None else end
    found: list[DateMention] = []
    for pattern in (_AMERICAN, _BRITISH):
        found += filter(None, (_worded(match) for match in pattern.finditer(text, start, end)))
    found += (
        DateMention(*m.span(), int(m["year"]), int(m["month"]), int(m["day"]))
        for m in _ISO.finditer(text, start, end)
        if 0 < int(m["month"]) < 13
    )
    last = -1
    # "25 March 2024" is one British date, not also an American one: the longer of two that overlap stands.
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if mention.start >= last:
            last = mention.end
            yield mention


def _worded(match: re.Match[str]) -> DateMention | None:
    groups = match.groupdict()
    month = _month(groups["month"])
    day = int(groups["day"])
    weekday = _weekday(groups["weekday"]) if groups["weekday"] else None
    year = int(groups["year"] or 0)
    if groups.get("day_from"):
        return DateMention(*match.span(), year, month, int(groups["day_from"]), weekday, month, day)
    if groups.get("day_to"):
        later = _month(groups["month_to"]) if groups.get("month_to") else month
        return DateMention(*match.span(), year, month, day, weekday, later, int(groups["day_to"]))
    return DateMention(*match.span(), year, month, day, weekday) if 0 < day < 40 else None


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def _weekday(name: str) -> int:
    return next(i for i, day in enumerate(WEEKDAYS) if day.startswith(name.lower()[:3]))
