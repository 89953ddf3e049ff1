"""Calendar dates as English prose writes them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

# No word boundary in front: with a set of first letters the search runs several times as fast.
_MONTH_NAME = re.compile(
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)(?![a-z])"
)
_ISO = re.compile(r"[12](?<![\d/-].)(?:9|0)\d\d([-/])[01]?\d\1[0-3]?\d(?![\d/])")
# How far around a month's name its date can reach.
_BEFORE, _AFTER = 40, 45


class DateMention(NamedTuple):
    """A day written out: text[start:end].

    `year` is 0 if none is given. The second day of a range is `day_to` in `month_to`, both 0 without a range. `weekday`
    counts from Monday, 0.
    """

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
    found = [mention for m in _MONTH_NAME.finditer(text, start, end) if (mention := _around(text, m, start, end))]
    for m in _ISO.finditer(text, start, end):
        year, month, day = re.split("[-/]", m[0])
        if 0 < int(month) < 13:
            found.append(DateMention(*m.span(), int(year), int(month), int(day)))
    last = -1
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if mention.start >= last:
            last = mention.end
            yield mention


def _around(text: str, month: re.Match[str], start: int, end: int) -> DateMention | None:
    """The date that holds the month's name: British if a day stands before it, else American."""
    at = month.start()
    if at > start and text[at - 1].isalnum():
        return None
    before = text[max(at - 8, start) : at]
    if any(c.isdigit() for c in before):
        for found in _british().finditer(text, max(at - _BEFORE, start), min(month.end() + _AFTER, end)):
            if found.start("month") == at and "\n\n" not in found[0]:
                return _mention(found)
    if any(c.isdigit() for c in text[month.end() : month.end() + 4]):
        match = _american().match(text, at, min(month.end() + _AFTER, end))
        if match and "\n\n" not in match[0]:
            return _with_weekday(text, _mention(match), start)
    return None


_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|–|—|to|until|till|through|and)\s*"
_YEAR = r"(?:,?\s*(?P<year>(?:1[5-9]|20)\d\d)(?!\d))?"
_NO_DAY = r"(?![\d%:]|[.,]\d|\s*(?:[ap]\.?m\b|percent|per\b|million|billion))"


@cache
def _american() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<month>[A-Z][a-z]{{2,8}})\.?\s+{_DAY.format('day')}{_NO_DAY}\b"
        rf"(?:{_TO}(?:(?P<month_to>{_MONTH_NAME.pattern})\.?\s+)?{_DAY.format('day_to')}{_NO_DAY}\b"
        rf"(?!\s+{_MONTH_NAME.pattern}))?" + _YEAR
    )


@cache
def _british() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\d.,:$£€])(?:(?P<weekday>(?:Mon|Tues?|Wed|Thu|Fri|Sat|Sun)[a-z]*)\.?,?\s+)?(?:the\s+)?"
        rf"(?:{_DAY.format('from')}\s*(?:-|–|—|to|and)\s*)?{_DAY.format('day')}\s+(?:of\s+)?"
        rf"(?P<month>{_MONTH_NAME.pattern})\.?" + _YEAR.replace(r",?\s*", r",?\s+")
    )


_CAPITALISED = re.compile(r"\b[A-Z][\w'’.-]*\s$")


@cache
def _weekday_before() -> re.Pattern[str]:
    return re.compile(r"\b((?:Mon|Tues?|Wed|Thu|Fri|Sat|Sun)[a-z]*)\.?,?\s+$")


def _mention(match: re.Match[str]) -> DateMention | None:
    groups = match.groupdict()
    month, day, year = _month(groups["month"]), int(groups["day"]), int(groups["year"] or 0)
    start, end = match.start(), match.end()
    end -= len(match[0]) - len(match[0].rstrip(" \n."))  # a stop behind "3 Mar" may as well be the sentence's
    weekday = _weekday(groups["weekday"]) if groups.get("weekday") else None
    if groups.get("from"):
        return DateMention(start, end, year, month, int(groups["from"]), weekday, month, day)
    if groups.get("day_to"):
        later = _month(groups["month_to"]) if groups.get("month_to") else month
        return DateMention(start, end, year, month, day, weekday, later, int(groups["day_to"]))
    return DateMention(start, end, year, month, day, weekday) if 0 < day < 32 else None


def _with_weekday(text: str, mention: DateMention | None, start: int) -> DateMention | None:
    if mention is None:
        return None
    match = _weekday_before().search(text, max(mention.start - 12, start), mention.start)
    if match and match[1] == "Sun" and _CAPITALISED.search(text[max(match.start() - 24, start) : match.start()]):
        return mention  # the Vancouver Sun, August 16, 2008
    return mention._replace(start=match.start(), weekday=_weekday(match[1])) if match else mention


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def _weekday(name: str) -> int | None:
    return next((i for i, day in enumerate(WEEKDAYS) if day.startswith(name.lower()[:3])), None)
