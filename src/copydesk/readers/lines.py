"""What the readers of line-based markup (reStructuredText, AsciiDoc, Org) share: lines, their places, and writing them.

These languages are read a line at a time: the indent and the first characters of a line say what it is. Blocks are runs
of lines; nothing is copied until the text of a block is written, and that is cut from the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from copydesk.readers.prose import Prose, Role, View
from copydesk.text import Source

Inline = Callable[[Prose, View], Sequence[tuple[int, int]]]
"""Adds the text of a view to the open block, and gives the places of the footnotes in it, which it left out."""

DEPTH_LIMIT = 60
BLANK = 1 << 30
"""The indent of a line without text: deeper than any, since a blank line ends no indented block."""
TAB = 8

_MARGIN = " \t\v\f"


class Line(NamedTuple):
    """text[first:end] is what a line says, text[stop] its line end (or the end of the text)."""

    first: int
    end: int
    stop: int
    indent: int


class Shape(NamedTuple):
    """What the prose at some place is: `fixed` names a kind that all of it has, whatever lists or quotations are in it."""

    quotes: int = 0
    lists: int = 0
    fixed: str = ""
    tags: tuple[str, ...] = ()
    depth: int = 0

    def kind(self) -> tuple[str, int]:
        """The kind and level of a block of prose here."""
        if self.fixed:
            return self.fixed, 0
        if self.quotes:
            return "quotation", self.quotes
        return ("list", self.lists) if self.lists else ("paragraph", 0)

    def tagged(self, *tags: str) -> Shape:
        return self._replace(tags=self.tags + tags)


def split_lines(text: str, start: int = 0) -> list[Line]:
    """The lines of text[start:], whose line ends are all \\n."""
    lines: list[Line] = []
    for raw in text[start:].split("\n"):
        length = len(raw)
        stop = start + length
        indent = 0
        if length and (raw[0] in _MARGIN or raw[-1].isspace()):
            indent = length - len(raw.lstrip(_MARGIN))
            length = len(raw.rstrip())
        if length <= indent:
            lines.append(Line(stop, stop, stop, BLANK))
        elif indent and "\t" in raw[:indent]:
            lines.append(Line(start + indent, start + length, stop, len(raw[:indent].expandtabs(TAB))))
        else:
            lines.append(Line(start + indent, start + length, stop, indent))
        start = stop + 1
    return lines


def slice_lines(text: str, start: int, end: int) -> list[Line]:
    """The lines of text[start:end] that say something, without white space around them."""
    lines: list[Line] = []
    while start < end:
        stop = text.find("\n", start)
        last = end if stop < 0 else min(stop, end)
        raw = text[start:last]
        words = raw.strip()
        if words:
            first = start + len(raw) - len(raw.lstrip())
            lines.append(Line(first, first + len(words), len(text) if stop < 0 else stop, 0))
        start = last + 1
    return lines


def split_values(text: str, lines: Sequence[Line], separator: str = ",") -> Iterator[list[Line]]:
    """The values in some lines of a table of separated values; in quotation marks they hold separators and line ends."""
    at, end = (lines[0].first, lines[-1].end) if lines else (0, 0)
    while at < end:
        while at < end and text[at] in " \t\n":
            at += 1
        begin, stop, after = at, -1, at
        if text.startswith('"', at):
            begin = stop = at + 1
            while (stop := text.find('"', stop, end)) >= 0 and text.startswith('""', stop):
                stop += 2
            stop = end if stop < 0 else stop
            after = stop + 1
        next_one = min(
            (n for n in (text.find(separator, after, end), text.find("\n", after, end)) if n >= 0), default=end
        )
        if value := slice_lines(text, begin, next_one if stop < 0 else stop):
            yield value
        at = next_one + 1


def with_line_feeds(source: Source) -> View:
    """The text of a source with \\n for each line end."""
    text = source.text
    if "\r" not in text:
        return View(text, [(0, 0)])
    pieces = [(0, 0)]
    pieces += [(m.start() - shorter, m.start() + 1) for shorter, m in enumerate(re.finditer(r"\r\n", text))]
    return View(re.sub(r"\r\n?", "\n", text), pieces)


class Writer:
    """Writes lines of a source as blocks of prose. `text` is the source with \\n for each line end."""

    def __init__(self, source: Source) -> None:
        self.prose = Prose(source)
        self._view = with_line_feeds(source)
        self.text = self._view.text
        self._as_is = "\r" not in source.text

    def cut(self, lines: Sequence[Line]) -> View:
        """The text of some lines without their indents, as one view."""
        text = self.text
        parts: list[str] = []
        pieces: list[tuple[int, int]] = []
        at, expected = 0, -1
        last = len(lines) - 1
        for number, (first, end, stop, _) in enumerate(lines):
            if first != expected:
                pieces.append((at, first))
            at += end - first
            if number < last:
                if stop != end:
                    pieces.append((at, stop))
                at += 1
                expected = stop + 1
            parts.append(text[first:end])
        joined = "\n".join(parts)
        return View(joined, pieces or [(0, 0)]) if self._as_is else self._view.cut(joined, pieces or [(0, 0)])

    def block(self, inline: Inline, shape: tuple[str, int, tuple[str, ...]], lines: Sequence[Line]) -> None:
        """A block of a kind, level and tags, and behind it the footnotes that are written in it."""
        view = self.cut(lines)
        self.prose.open(*shape)
        asides = inline(self.prose, view)
        self.prose.close()
        for start, end in asides:
            self.prose.open("paragraph", 0, (*shape[2], "footnote"))
            inline(self.prose, view.cut(view.text[start:end], [(0, start)]))
            self.prose.close()

    def raw(self, kind: str, first: Line, last: Line, tags: tuple[str, ...] = ()) -> None:
        """A block that is shown as it stands, from the start of one line to the end of another."""
        start = self.text.rfind("\n", 0, first.first) + 1
        self.prose.open(kind, 0, tags)
        self.prose.add(self._view, start, last.end)
        self.prose.close()

    def slice(self, kind: str, start: int, end: int, tags: tuple[str, ...] = (), role: Role = "prose") -> None:
        """A block of text[start:end], without any markup in it."""
        self.prose.open(kind, 0, tags)
        self.prose.add(self._view, start, end, role)
        self.prose.close()

    def picture(self, lines: Sequence[Line], tags: tuple[str, ...] = ()) -> None:
        """The text that stands for a picture, a caption."""
        self.prose.open("caption", 0, tags)
        view = self.cut(lines)
        self.prose.add(view, 0, len(view.text), "alt")
        self.prose.mark("alt", 0)
        self.prose.close()
