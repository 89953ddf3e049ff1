"""What the directives of Docutils, Sphinx and their extensions hold: prose, a title, code, or nothing to read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.readers.lines import BLANK, Line, Shape, split_values

if TYPE_CHECKING:
    from copydesk.readers.rst_blocks import Blocks

_OPTION = re.compile(r":([^:\s][^:]*):(?:[ \t]+|\Z)")

# What these hold is shown as it stands, is made by a program, or is not text.
CODE = frozenset(
    "code code-block code-cell sourcecode highlight highlightlang literalinclude parsed-literal raw math include toctree "
    "contents sectnum section-numbering graphviz graph digraph inheritance-diagram productionlist doctest testcode "
    "testoutput testsetup testcleanup currentmodule module py:currentmodule py:module js:module default-domain role "
    "default-role title meta codeauthor sectionauthor moduleauthor cssclass rst-class index tabularcolumns unicode date "
    "target-notes ipython plot mermaid uml plantuml blockdiag seqdiag nwdiag prompt command-output program-output click "
    "argparse jupyter-execute bibliography swagger openapi apidoc exec program".split()
)
# Their argument is where their text begins.
_TEXT = frozenset(
    "attention caution danger error hint important note tip warning seealso todo pull-quote epigraph highlights compound "
    "glossary replace header footer line-block centered impl-detail".split()
)
_VERSIONS = frozenset(
    "deprecated versionadded versionchanged versionremoved deprecated-removed soft-deprecated availability".split()
)
# Their argument is a title or a line by itself.
_TITLED = frozenset("admonition topic sidebar rubric dropdown card grid-item-card tab-item tab".split())
_TABLES = frozenset("table list-table csv-table flat-table".split())
_QUOTES = frozenset("epigraph highlights pull-quote".split())
_PICTURES = frozenset("image figure".split())
_SIGNED = re.compile(r".*:|(?:function|method|class|attribute|data|exception|module|option|envvar|describe|object)\Z")
_WORD = re.compile(r"\S+[ \t]*")


def write_directive(blocks: Blocks, name: str, at: int, end: int, shape: Shape) -> None:
    """Writes a directive; its argument begins in line `at` and its lines end before `end`."""
    end = blocks.trimmed(at, end)
    starts_below = at < end and blocks.lines[at].indent == BLANK
    begin = at + 1 if starts_below else at
    stop = begin
    while stop < end and blocks.lines[stop].indent != BLANK:
        stop += 1
    options = next((n for n in range(begin, stop) if _OPTION.match(blocks.said(n))), stop)
    if begin == at < end:
        left = blocks.left(at + 1, stop)
        blocks.lines[at] = blocks.lines[at]._replace(indent=blocks.lines[at].indent if left == BLANK else left)
    shape = shape.tagged(name)
    values = _options(blocks, options, stop)
    if name in CODE or name.startswith("auto"):
        _write_value(blocks, values, "caption", shape)
        blocks.code(stop, end, shape)
    elif name in _PICTURES:
        _write_value(blocks, values, "alt", shape)
        _write_legend(blocks, stop, end, shape)
    elif name in _TABLES:
        _write_text(blocks, begin, options, shape._replace(fixed="caption"))
        _write_table(blocks, name, (stop, end), values, shape)
    else:
        _write_value(blocks, values, "caption", shape)
        _write_argument(blocks, name, begin, options, shape, starts_below=starts_below)
        _write_text(blocks, stop, end, _quoting(name, shape))


def _options(blocks: Blocks, at: int, end: int) -> dict[str, list[Line]]:
    """The lines of the value of each option in lines[at:end]."""
    values: dict[str, list[Line]] = {}
    value: list[Line] = []
    for number in range(at, end):
        line = blocks.lines[number]
        option = _OPTION.match(blocks.said(number))
        if option:
            value = values.setdefault(option[1].lower(), [])
            line = line._replace(first=line.first + option.end())
        if line.first < line.end:
            value.append(line)
    return values


def _write_value(blocks: Blocks, values: dict[str, list[Line]], name: str, shape: Shape) -> None:
    """The text of a picture, or a caption given as an option."""
    lines = values.get(name)
    if not lines:
        return
    if name == "caption":
        blocks.block("caption", 0, lines, shape.tags)
        return
    blocks.writer.picture(lines, shape.tags)


def _write_text(blocks: Blocks, at: int, end: int, shape: Shape) -> None:
    while at < end and blocks.lines[at].indent == BLANK:
        at += 1
    if at < end:
        blocks.body(at, end, blocks.left(at, end), shape)


def _write_legend(blocks: Blocks, at: int, end: int, shape: Shape) -> None:
    """The first paragraph of a figure is its caption."""
    while at < end and blocks.lines[at].indent == BLANK:
        at += 1
    stop = at
    while stop < end and blocks.lines[stop].indent != BLANK:
        stop += 1
    if at < end and blocks.said(at) != "..":
        _write_text(blocks, at, stop, shape._replace(fixed="caption"))
    _write_text(blocks, stop, end, shape)


def _write_argument(blocks: Blocks, name: str, at: int, end: int, shape: Shape, *, starts_below: bool) -> None:
    """What of an argument is prose; lines that begin below the directive are no argument of one that is not known."""
    if name in _VERSIONS and at < end:
        version = _WORD.match(blocks.said(at))
        indent = blocks.lines[at].indent
        blocks.push(at, version.end() if version else 0)
        if blocks.lines[at].indent != BLANK:
            blocks.lines[at] = blocks.lines[at]._replace(indent=indent)
        _write_text(blocks, at, end, shape)
    elif name in _TITLED and at < end:
        blocks.block("heading", 6, blocks.lines[at:end], shape.tags)
    elif name in _TEXT or (starts_below and not _SIGNED.match(name)):
        _write_text(blocks, at, end, _quoting(name, shape))
    elif not _SIGNED.match(name):
        _write_text(blocks, at + 1, end, shape)


def _quoting(name: str, shape: Shape) -> Shape:
    return shape._replace(quotes=shape.quotes + 1) if name in _QUOTES else shape


def _write_table(
    blocks: Blocks, name: str, place: tuple[int, int], values: dict[str, list[Line]], shape: Shape
) -> None:
    at, end = place
    if name == "table":
        _write_text(blocks, at, end, shape)
        return
    given = values.get("header-rows", [])
    digits = blocks.text[given[0].first : given[0].end] if given else ""
    headers = int(digits) if digits.isdecimal() and len(digits) < 4 else 0
    if name == "csv-table":
        said = "".join(blocks.text[line.first : line.end] for line in values.get("delim", []))
        separator = {"": ",", "tab": "\t", "space": " "}.get(said, said)
        for lines, tag in (values.get("header", []), "th"), (blocks.lines[at:end], "td"):
            for cell in split_values(blocks.text, [line for line in lines if line.indent != BLANK], separator):
                blocks.block("cell", 0, cell, shape.tagged(tag).tags)
        return
    cells = shape._replace(fixed="cell")
    left = blocks.left(at, end)
    rows = [n for n in range(at, end) if blocks.lines[n].indent == left and blocks.said(n)[0] in "*-+"]
    split = rows[headers] if headers < len(rows) else end
    _write_text(blocks, at, split if headers else at, cells.tagged("th"))
    _write_text(blocks, split if headers else at, end, cells)
