"""How wide a text is on a terminal, and the part of a line that fits there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, east_asian_width

from copydesk.text import visible

TAB = "    "
SNAP = 12  # a cut moves up to so many characters to stand between two words

_SPACE, _SPACES = re.compile(r"\s"), re.compile(r"\s+")
# Vowels and final consonants of Korean, drawn into the cell of the first consonant.
_JAMO = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff]")


class Excerpt(NamedTuple):
    """`shown` has nothing to obey in it; the mark begins `before` columns into it and is `marked` columns wide."""

    shown: str
    before: int
    marked: int


def columns(text: str) -> int:
    """Terminal columns of a text from `printable`."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def reveal(text: str) -> str:
    """The text with hidden characters as escapes, those among them that no XML may hold; tabs and line feeds stay."""
    return visible(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def printable(text: str) -> str:
    """The text as one line: tabs widened, line ends and everything a terminal would obey shown as escapes."""
    return reveal(text.replace("\t", TAB)).replace("\n", "\\n")


def one_line(text: str) -> str:
    """The text with all white space, line ends among it, folded to single spaces, and then printable."""
    return printable(" ".join(text.split()))


def wrap(text: str, width: int) -> Iterator[str]:
    """The words of a printable text in lines of at most `width` columns; a word that is wider is broken."""
    line, used = "", 0
    for word in text.split(" "):
        size = columns(word)
        if line and used + 1 + size > width:
            yield line
            line, used = "", 0
        while size > width:
            head = _fit(word, width - used - 1 if line else width)
            yield word[:head]
            word = word[head:]
            size = columns(word)
        line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
    yield line


def excerpt(line: str, start: int, end: int, width: int) -> Excerpt:
    """The part of a line round line[start:end] that fits into `width` columns, cut ends shown as …"""
    start = min(start, len(line))
    end = min(max(start, end), len(line))
    margin = len(line) - len(line.lstrip())
    low = max(min(margin, start), start - width)
    high = min(len(line), min(end, start + width) + width)
    cells = [_cell(char) for char in line[low:high]]
    texts, widths = [text for text, _ in cells], [size for _, size in cells]
    first, last = start - low, min(end, high) - low
    if low > min(margin, start) or high < len(line.rstrip()) or sum(widths) > width:
        left, right = _window(line[low:high], widths, first, last, width)
    else:
        left, right = 0, len(texts)
    shown = "".join(texts[left:right])
    lead = "…" if low + left > min(margin, start) else ""
    tail = "…" if low + right < len(line.rstrip()) else ""
    return Excerpt(lead + shown + tail, len(lead) + sum(widths[left:first]), sum(widths[first : min(last, right)]))


def _window(text: str, widths: Sequence[int], first: int, last: int, width: int) -> tuple[int, int]:
    """Which characters to show: the mark, as much as fits of it, and what is round it in equal parts."""
    room = width - 2  # for the two ellipses
    free = max(room - sum(widths[first:last]), 0)
    after = sum(widths[last:])
    before = max(free // 2, free - after)
    left = first
    while left and before >= widths[left - 1]:
        left -= 1
        before -= widths[left]
    if left:
        space = _SPACES.search(text, left, min(left + SNAP, first))
        left = space.end() if space else left
    right, used = left, 0
    while right < len(widths) and used + widths[right] <= room:
        used += widths[right]
        right += 1
    if right < len(widths):
        spaces = list(_SPACE.finditer(text, max(last, right - SNAP), right))
        right = spaces[-1].start() if spaces else right
    return left, right


@lru_cache(maxsize=2048)
def _cell(char: str) -> tuple[str, int]:
    text = printable(char)
    return text, columns(text)


def _fit(text: str, width: int) -> int:
    """How many characters fit, at least one."""
    used = 0
    for index, char in enumerate(text):
        used += _width(char)
        if used > width:
            return max(index, 1)
    return len(text)


def _width(char: str) -> int:
    if char.isascii():
        return 1
    if category(char) in ("Mn", "Me", "Cf") or _JAMO.match(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
