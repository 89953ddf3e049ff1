"""How the lines at the head of a page look: headline, byline, date line, dateline."""

from __future__ import annotations

import re
from functools import cache

from copydesk.article.credits import read_credit
from copydesk.article.dates import find_dates

_MENU = frozenset(
    """
    home news world politics business sport sports technology tech science health culture opinion lifestyle
    entertainment travel weather video videos podcasts login subscribe search menu share advertisement contact about
    newsletter newsletters crypto fashion featured animals money arts music markets more topics sections skip author
    avatar read mins min
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BYLINE_STARTS = (
    "by ",
    "By ",
    "BY ",
    "by: ",
    "By: ",
    "Written by ",
    "Words by ",
    "Reporting by ",
    "Story by ",
    "Text by ",
)


def may_be_headline(line: str) -> bool:
    """True for 2 to 22 words without a final stop that are no menu, byline, date or picture credit."""
    words = _WORD.findall(line)
    if not 2 <= len(words) <= 22 or line[-1] in ".,;:" or has_byline(line) or is_date_line(line):
        return False
    menu = sum(word.lower() in _MENU for word in words)
    return menu <= max(1, len(words) // 4) and read_credit(line) is None


@cache
def _writers() -> re.Pattern[str]:
    name = r"(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|de|da|di|del|van|von|der|al|bin|la|le)"
    return re.compile(
        rf"\s*{name}(?:[ \t]+{name}){{0,5}}(?:(?:,|\s+and|\s*&|,\s*and)[ \t]+{name}(?:[ \t]+{name}){{0,5}}){{0,4}}"
    )


def has_byline(line: str) -> bool:
    """True for "By" and names in capitals, with little behind them."""
    start = next((start for start in _BYLINE_STARTS if line.startswith(start)), "")
    match = _writers().match(line, len(start)) if start else None
    if match is None or line[-1] in "!?":
        return False
    rest = len(line) - match.end()
    return rest <= 60 and not (line[-1] == "." and rest > 4)


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(
        r"(?:published|posted|updated|last updated|last modified|date|first published)(?: on| at)?:?"
        r"|(?:at )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,5}\b)?",
        re.IGNORECASE,
    )


def is_date_line(line: str) -> bool:
    """True for a line that says nothing but a date, with "Published" or a time."""
    if not any(map(str.isdigit, line)):
        return False
    left = line
    for day in reversed(list(find_dates(line))):
        left = left[: day.start] + " " + left[day.end :]
    return left != line and not re.search(r"[^\W_]", _labels().sub(" ", left))


@cache
def _datelines() -> tuple[re.Pattern[str], re.Pattern[str]]:
    date = r"(?P<date>,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)?\s*"
    capitals = re.compile(
        r"[A-ZÀ-Þ]{3,}(?:[ .'’-]+[A-ZÀ-Þ]{2,}){0,3}(?:,\s[A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:/[A-ZÀ-Þ ]{3,})?"
        + date
        + r"(?:(?P<agency>\((?:[A-Z][\w./ ]{1,30})\))\s*(?:[—–]|--?)?|(?:[—–]|\s--?\s))"
    )
    mixed = re.compile(
        r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}(?:,\s[A-Z][\w.]+)?"
        + date
        + r"(?P<agency>\((?:Reuters|AP|AFP|UPI|Xinhua|PTI|ANI|dpa|DPA|IANS|EFE|Bloomberg|CNN|BBC)\))\s*(?:[—–]|--?|:)?"
    )
    return capitals, mixed


def read_dateline(line: str) -> int:
    """The length of the dateline that a line begins with, as in "PARIS (Reuters) —"; 0 without one."""
    if not line[:1].isupper() or not ("(" in line[:80] or "—" in line[:80] or "–" in line[:80] or " -" in line[:80]):
        return 0
    for pattern in _datelines():
        match = pattern.match(line)
        # A place alone before a dash is a dateline only before running text.
        if match and (match["agency"] or match["date"] or len(line) - match.end() > 60):
            return len(match[0].rstrip())
    return 0
