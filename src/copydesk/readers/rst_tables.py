"""reStructuredText: tables drawn with +---+ or === ===, and those of comma-separated values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from copydesk.readers.lines import BLANK, Line, Shape

if TYPE_CHECKING:
    from copydesk.readers.rst_blocks import Blocks

_BORDER = re.compile(r"=+(?:[ ]+=+)*\Z")
_SPANS = re.compile(r"-+(?:[ ]+-+)*\Z")
_RULE = frozenset("-=+")
_BLANK = Line(0, 0, 0, BLANK)
_RUN = re.compile(r"[-=]+")


class _Row:
    """One line of a drawn table, by columns: wide characters take two."""

    def __init__(self, text: str, line: Line, left: int) -> None:
        self.line = line
        self._first = line.first - (line.indent - left)
        self.text = text[max(self._first, 0) : line.end]
        self._columns: list[int] | None = None
        if not self.text.isascii():
            self._columns = []
            for index, char in enumerate(self.text):
                self._columns += [index] * (2 if east_asian_width(char) in "WF" else 1)

    def _index(self, column: int) -> int:
        if self._columns is None:
            return min(column, len(self.text))
        return self._columns[column] if column < len(self._columns) else len(self.text)

    def at(self, column: int) -> str:
        index = self._index(column)
        return self.text[index : index + 1]

    def part(self, start: int, end: int) -> str:
        return self.text[self._index(start) : self._index(end)]

    def cut(self, start: int, end: int) -> Line:
        """What stands between two columns."""
        a, b = self._index(start), self._index(end)
        words = self.text[a:b]
        lead = len(words) - len(words.lstrip())
        length = len(words.rstrip())
        if length <= lead:
            return Line(self.line.stop, self.line.stop, self.line.stop, BLANK)
        return Line(self._first + a + lead, self._first + a + length, self.line.stop, start + lead)


def write_table(blocks: Blocks, at: int, end: int, shape: Shape) -> int:
    """Writes the cells of the table whose upper border is line `at`; the number of the line behind, `at` if there is none."""
    if blocks.said(at)[0] == "+":
        return _write_grid(blocks, at, end, shape)
    return _write_simple(blocks, at, end, shape)


def _write_cell(blocks: Blocks, lines: list[Line], shape: Shape) -> None:
    """The blocks in a cell."""
    outer, blocks.lines = blocks.lines, lines
    left = blocks.left(0, len(lines))
    if left != BLANK:
        blocks.body(0, len(lines), left, shape._replace(fixed="cell"))
    blocks.lines = outer


def _write_grid(blocks: Blocks, at: int, end: int, shape: Shape) -> int:
    left = blocks.lines[at].indent
    stop = at
    while stop < end and blocks.lines[stop].indent == left and blocks.said(stop)[0] in "+|":
        stop += 1
    rows = [_Row(blocks.text, line, left) for line in blocks.lines[at:stop]]
    if stop - at < 3 or not set(rows[-1].text) <= _RULE:
        return at
    header = next((n for n, row in enumerate(rows) if row.text.startswith("+=")), 0)
    for top, _, lines in sorted(_grid_cells(rows), key=lambda cell: cell[:2]):
        _write_cell(blocks, lines, shape.tagged("th" if top < header else "td"))
    return stop


def _grid_cells(rows: Sequence[_Row]) -> list[tuple[int, int, list[Line]]]:
    """The first line, first column and lines of each cell.

    Column by column, a cell goes on in the next line if that has its edges in the same places; a rule closes it.
    """
    edges = sorted(
        {n for row in rows if row.text[:2] in ("+-", "+=") for n in range(len(row.text)) if row.at(n) == "+"}
    )
    cells: list[tuple[int, int, list[Line]]] = []
    opened: dict[int, tuple[int, list[Line]]] = {}
    for number, row in enumerate(rows):
        index = 0
        while index < len(edges) - 1:
            start = edges[index]
            known = opened.get(start)
            stop = known[0] if known and row.at(known[0]) in ("|", "+") else _edge(row, edges, index)
            between = row.part(start + 1, stop)
            if between and set(between) <= _RULE:
                opened.pop(start, None)
            elif known and known[0] == stop:
                known[1].append(row.cut(start + 1, stop))
            elif row.at(start) in ("|", "+"):
                lines = [row.cut(start + 1, stop)]
                opened[start] = stop, lines
                cells.append((number, start, lines))
            while index < len(edges) - 1 and edges[index] < stop:
                index += 1
            if edges[index] < stop:
                break
    return cells


def _edge(row: _Row, edges: Sequence[int], index: int) -> int:
    """The next column behind edges[index] where this line has an edge."""
    return next((edge for edge in edges[index + 1 :] if row.at(edge) in ("|", "+")), edges[-1])


def _write_simple(blocks: Blocks, at: int, end: int, shape: Shape) -> int:
    left = blocks.lines[at].indent
    stop, borders = at + 1, [at]
    while stop < end and len(borders) < 3:
        if blocks.lines[stop].indent == left and _BORDER.match(blocks.said(stop)):
            borders.append(stop)
            if stop + 1 >= end or blocks.lines[stop + 1].indent == BLANK:
                break
        stop += 1
    if len(borders) < 2:
        return at
    columns = [m.start() for m in _RUN.finditer(blocks.said(at))]
    rows = [
        _Row(blocks.text, line, left) if line.indent != BLANK else None for line in blocks.lines[: borders[-1]][at:]
    ]
    header = borders[1] - at if len(borders) == 3 else 0
    group: list[_Row | None] = []
    begin = 0
    for number, row in enumerate([*rows[1:], None], 1):
        is_rule = row is not None and bool(_BORDER.match(row.text) or _SPANS.match(row.text))
        starts = row is not None and bool(row.part(0, columns[1] if len(columns) > 1 else 1 << 20).strip())
        if group and (is_rule or starts or number == len(rows)):
            own = [m.start() for m in _RUN.finditer(row.text)] if row and is_rule and "-" in row.text else columns
            _write_row(blocks, group, own, shape.tagged("th" if begin < header else "td"))
            group = []
        if not is_rule and (row is not None or group):
            begin = begin if group else number
            group.append(row)
    return borders[-1] + 1


def _write_row(blocks: Blocks, rows: Sequence[_Row | None], columns: Sequence[int], shape: Shape) -> None:
    for start, stop in zip(columns, [*columns[1:], 1 << 20], strict=True):
        _write_cell(blocks, [row.cut(start, stop) if row else _BLANK for row in rows], shape)
