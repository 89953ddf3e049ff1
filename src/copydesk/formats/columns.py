"""Columns as others count them. Everything in this program counts code points; this is where that ends."""

from __future__ import annotations

from collections.abc import Callable

from copydesk.text import Position, Source

Measure = Callable[[str], int]


def utf8_length(text: str) -> int:
    """Bytes of the text in UTF-8; a lone surrogate counts three, as in the files that hold one."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def utf16_length(text: str) -> int:
    """UTF-16 code units of the text."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class Columns:
    """Positions in one source with columns in another unit. Asking in order of offsets keeps long lines cheap."""

    def __init__(self, source: Source, measure: Measure) -> None:
        self._source = source
        self._measure = measure
        self._line = 0
        self._offset = 0
        self._units = 0

    def position(self, offset: int) -> Position:
        """Line and column, both from 1, the column in units of the measure."""
        line, column = self._source.lines.position(offset)
        if line != self._line:
            self._line, self._offset, self._units = line, offset - column + 1, 0
        text = self._source.text
        if offset >= self._offset:
            self._units += self._measure(text[self._offset : offset])
        else:
            self._units -= self._measure(text[offset : self._offset])
        self._offset = offset
        return Position(line, self._units + 1)
