"""AsciiDoc: the cells of a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.readers.lines import BLANK, Line, Shape, slice_lines, split_lines, split_values

if TYPE_CHECKING:
    from copydesk.readers.asciidoc_blocks import Blocks

_SPEC = r"(?:(?:(?<=\s)|\A)([0-9.]*[*+]?[<^>.]{0,3}[adehlmsv]?))?(?<!\\)"
_BARS = {"|": re.compile(_SPEC + r"\|"), "!": re.compile(_SPEC + "!")}
_COLUMNS = re.compile(r"cols\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^,\]]+))")
_REPEATED = re.compile(r"([0-9]{1,3})\*(.*)")
_HEADER = re.compile(r"%[\w%]*header|options\s*=\s*\"?[^\]]*header|opts\s*=\s*\"?[^\]]*header")
_FORMAT = re.compile(r"format\s*=\s*\"?(csv|dsv|tsv)")
_SEPARATORS = {",": ",", ":": ":", "csv": ",", "dsv": ":", "tsv": "\t"}
_MOST = 500


def write_table(blocks: Blocks, at: int, end: int, sign: str, attributes: str, shape: Shape) -> None:
    """Writes the cells in lines[at:end] of a table drawn with a sign."""
    while at < end and blocks.lines[at].indent == BLANK:
        at += 1
    if at >= end:
        return
    lines = blocks.lines[at:end]
    given = _FORMAT.search(attributes)
    separator = _SEPARATORS.get(given[1] if given else sign)
    if separator:
        for value in split_values(blocks.text, [line for line in lines if line.indent != BLANK], separator):
            blocks.block("cell", 0, value, shape.tagged("td").tags)
        return
    styles = _styles(attributes)
    has_header = bool(_HEADER.search(attributes)) or (len(lines) > 1 and lines[1].indent == BLANK)
    region = blocks.text[lines[0].first : lines[-1].end]
    bars = list(_BARS[sign].finditer(region))
    base = lines[0].first
    width = len(styles) or sum(bar.start() + base < lines[0].stop for bar in bars) or 1
    ends = [*(bar.start() for bar in bars[1:]), len(region)][: len(bars)]
    for number, (bar, stop) in enumerate(zip(bars, ends, strict=True)):
        own = (bar[1] or "")[-1:]
        style = own if own.isalpha() else styles[number % width] if styles else ""
        tag = "th" if (has_header and number < width) or style == "h" else "td"
        _write_cell(blocks, base + bar.end(), base + stop, style if tag == "td" else "", shape.tagged(tag))


def _styles(attributes: str) -> list[str]:
    """The style of each column, "" for none."""
    columns = _COLUMNS.search(attributes)
    if not columns:
        return []
    styles: list[str] = []
    for spec in re.split(r"[,;]", next(group for group in columns.groups() if group is not None)):
        repeated = _REPEATED.match(spec.strip())
        count, rest = (int(repeated[1]), repeated[2]) if repeated else (1, spec.strip())
        styles += [rest[-1:] if rest[-1:].isalpha() else ""] * count
    return styles[:_MOST]


def _write_cell(blocks: Blocks, start: int, end: int, style: str, shape: Shape) -> None:
    """The paragraphs of a cell; one of style "a" holds blocks of any sort, one of style "l" is code."""
    text = blocks.text
    if style == "a":
        outer, blocks.lines = blocks.lines, _lines(text, start, end)
        blocks.body(0, len(blocks.lines), shape._replace(fixed="cell"))
        blocks.lines = outer
        return
    paragraph: list[Line] = []
    kind = "code" if style == "l" else "cell"
    last = start
    for line in slice_lines(text, start, end):
        if text.startswith("//", line.first) and not text.startswith("///", line.first):
            continue
        if paragraph and text.count("\n", last, line.first) > 1:
            blocks.block(kind, 0, paragraph, shape.tags)
            paragraph = []
        paragraph.append(line)
        last = line.end
    if paragraph:
        blocks.block(kind, 0, paragraph, shape.tags)


def _lines(text: str, start: int, end: int) -> list[Line]:
    """The lines of text[start:end] with their indents; the first begins behind the bar."""
    lines = split_lines(text[:end], start)
    first = lines[0]
    if first.indent != BLANK:
        lines[0] = first._replace(indent=0)
    stop = text.find("\n", end)
    lines[-1] = lines[-1]._replace(stop=len(text) if stop < 0 else stop) if lines[-1].indent != BLANK else lines[-1]
    return lines
