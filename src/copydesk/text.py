"""Text as the whole program counts it: code points, half-open spans, lines that end at \\n, \\r\\n or \\r only.

Other countings (UTF-8 bytes, UTF-16 units) exist only at the edges, in the formats that ask for them.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points in the source text."""

    start: int
    end: int


class Position(NamedTuple):
    """A place as people count it: line and column from 1, the column in code points."""

    line: int
    column: int


# str.splitlines() also splits at U+000B, U+000C, U+0085, U+2028 and U+2029, which no editor counts as a line end.
LINE_END = re.compile(r"\r\n|\n|\r")


class LineIndex:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self._text = text
        if "\r" in text:
            self._starts = [0, *(m.end() for m in LINE_END.finditer(text))]
        else:
            lengths = [len(line) + 1 for line in text.split("\n")]
            self._starts = list(accumulate(lengths[:-1], initial=0))

    def __len__(self) -> int:
        return len(self._starts)

    @property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        return self._starts

    def position(self, offset: int) -> Position:
        """The line and column of a code point; an offset past the end counts on in the last line."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line + 1, offset - self._starts[line] + 1)

    def offset(self, position: Position) -> int:
        """The code point at a position, kept inside its line; a line past the end gives the end of the text."""
        if position.line > len(self._starts):
            return len(self._text)
        span = self.span(max(position.line, 1))
        return min(span.start + max(position.column, 1) - 1, span.end)

    def span(self, line: int) -> Span:
        """The line counted from 1, without its line end."""
        start = self._starts[line - 1]
        if line == len(self._starts):
            return Span(start, len(self._text))
        end = self._starts[line]
        return Span(start, end - 2 if self._text[end - 2 : end] == "\r\n" else end - 1)


class Ranges:
    """Sorted ranges of one text that do not overlap; built from any order, overlapping ones are merged."""

    def __init__(self, pairs: Iterable[tuple[int, int]] = ()) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(pairs):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            elif end > start:
                merged.append((start, end))
        self._pairs = merged
        self._starts = [start for start, _ in merged]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def __bool__(self) -> bool:
        return bool(self._pairs)

    def at(self, offset: int) -> tuple[int, int] | None:
        """The range that holds the code point, if any."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self._pairs[index][1]:
            return self._pairs[index]
        return None

    def overlaps(self, start: int, end: int) -> bool:
        """True if any range shares a code point with [start, end)."""
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and self._pairs[index][1] > start

    def covers(self, start: int, end: int) -> bool:
        """True if one range holds the whole of [start, end)."""
        found = self.at(start)
        return found is not None and end <= found[1]

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of the ranges that lie inside [start, end)."""
        parts = []
        for a, b in self._pairs[max(bisect_right(self._starts, start) - 1, 0) :]:
            if a >= end:
                break
            if b > start:
                parts.append((max(a, start), min(b, end)))
        return parts


class DecodeError(ValueError):
    """Bytes that are not text: `offset` is the first bad byte, counted from 0 with any byte-order mark."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(f"unreadable encoding at byte {offset}: {reason}; save the file as UTF-8")
        self.offset = offset


class Decoded(NamedTuple):
    """A file's text without its byte-order mark, and what is needed to write it back byte for byte."""

    text: str
    encoding: str
    bom: bytes


_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(data: bytes) -> Decoded:
    """UTF-8, or what a byte-order mark names (UTF-8, UTF-16).

    Raises DecodeError for anything else: a guess would put replacement characters into somebody's article.
    """
    bom, encoding = next(((mark, name) for mark, name in _BOMS if data.startswith(mark)), (b"", "utf-8"))
    try:
        return Decoded(data[len(bom) :].decode(encoding), encoding, bom)
    except UnicodeDecodeError as error:
        raise DecodeError(error.start + len(bom), f"not {encoding.upper()}") from None


class Source:
    """One text to check: where it came from and what it says, without its byte-order mark."""

    def __init__(self, path: str, text: str, encoding: str = "utf-8", bom: bytes = b"") -> None:
        self.path = path
        self.text = text
        self.encoding = encoding
        self.bom = bom

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> Source:
        """Raises DecodeError, which names the first bad byte."""
        return cls(path, *decode(data))

    def to_bytes(self, text: str) -> bytes:
        """A changed text in the encoding, and with the byte-order mark, of the original."""
        return self.bom + text.encode(self.encoding)

    @cached_property
    def lines(self) -> LineIndex:
        return LineIndex(self.text)


# C0 but tab and line feed, DEL, C1, zero-width and bidi controls, line and paragraph separators, surrogates, BOM, tags.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The text with every character that could move a cursor, hide or reorder others shown as its escape (\\u001b)."""
    return _HIDDEN.sub(lambda m: f"\\u{ord(m[0]):04x}" if ord(m[0]) < 0x10000 else f"\\U{ord(m[0]):08x}", text)


def lower(text: str) -> str:
    """Lower case without a change of length, so that offsets hold: `"İ".lower()` has two code points."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def recase(word: str, like: str) -> str:
    """`word` in the case of `like`: all capitals, first capital, or as it is."""
    letters = [c for c in like if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return word.upper()
    if letters and letters[0].isupper():
        return word[:1].upper() + word[1:]
    return word
