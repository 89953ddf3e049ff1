"""reStructuredText: which lines are a section, a list, a quotation, a table, a directive, a comment, code or a paragraph.

The order in which the forms are tried, and what ends each, are those of Docutils' own parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from copydesk.readers import rst_directives, rst_tables
from copydesk.readers.lines import BLANK, DEPTH_LIMIT, Line, Shape, Writer
from copydesk.readers.prose import TooDeepError
from copydesk.readers.rst_inline import write_inline

_BULLET = re.compile(r"[-+*•‣⁃](?:[ \t]+|\Z)")
_ITEM = re.compile(r"(?:\(?(#|[0-9]+|[a-zA-Z]|[ivxlcdmIVXLCDM]+)(\)|(?<!\()\.))(?:[ \t]+|\Z)")
_FIELD = re.compile(r":(?![: ])(?:[^:\\]|\\.|:(?![ `]|\Z))*(?<! ):(?:[ \t]+|\Z)")
_OPTION = (
    r"(?:-[a-zA-Z0-9](?: ?(?:[a-zA-Z][\w-]*|<[^<>]+>))?|(?:--|/)[a-zA-Z0-9][\w-]*(?:[ =](?:[a-zA-Z][\w-]*|<[^<>]+>))?)"
)
_OPTIONS = re.compile(rf"{_OPTION}(?:, {_OPTION})*(?:[ \t]{{2,}}|\Z)")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_GRID = re.compile(r"\+-[-+]+-\+\Z")
_SIMPLE = re.compile(r"=+(?:[ ]+=+)+\Z")
_FOOTNOTE = re.compile(r"\[(?:[0-9]+|#[\w.+:-]*|\*|[^\W_][\w.+:-]*)\](?:[ \t]+|\Z)")
_TARGET = re.compile(r"_(?![ \t]|\Z)|__(?:[ \t:]|\Z)")
_SUBSTITUTION = re.compile(r"\|(?! )[^|]*[^|\s]\|[ \t]+")
_DIRECTIVE = re.compile(r"([^\W_]+(?:[-._+:][^\W_]+)*) ?::(?:[ \t]+|\Z)")
_BIBLIOGRAPHIC = {"author", "authors", "date", "version", "revision", "status", "organization", "contact", "copyright"}
_BIBLIOGRAPHIC |= {"address", "orphan", "tocdepth", "nocomments", "nosearch"}


class Blocks:
    """Reads the lines of a document and writes its blocks. `meta` fills with the fields above the first paragraph."""

    def __init__(self, writer: Writer, lines: list[Line]) -> None:
        self.writer = writer
        self.text = writer.text
        self.lines = lines
        self.meta: dict[str, str] = {}
        self._styles: list[str] = []
        self._titles = 0
        self._prose_seen = False
        self._by_sign: dict[str, Callable[[int, int, int, Shape], int]] = {
            **dict.fromkeys("-+*•‣⁃", self._bullet),
            ".": self._explicit,
            "_": self._explicit,
            ":": self._field,
            "|": self._line_block,
            ">": self._doctest,
        }

    def body(self, at: int, end: int, indent: int, shape: Shape) -> None:
        """Writes lines[at:end], none of which stands further left than `indent`. Raises TooDeepError."""
        if shape.depth > DEPTH_LIMIT:
            raise TooDeepError(DEPTH_LIMIT)
        shape = shape._replace(depth=shape.depth + 1)
        while at < end:
            here = self.lines[at].indent
            if here == BLANK:
                at += 1
            elif here > indent:
                at = self._quotation(at, end, indent, shape)
            else:
                at = self._form(at, end, here, shape)

    def said(self, at: int) -> str:
        """What line `at` says."""
        line = self.lines[at]
        return self.text[line.first : line.end]

    def inner(self, at: int, end: int, indent: int) -> int:
        """The number of the first line after `at` that stands further left than `indent`, or `end`."""
        at += 1
        while at < end and self.lines[at].indent >= indent:
            at += 1
        return at

    def left(self, at: int, end: int) -> int:
        """The smallest indent of lines[at:end]."""
        return min((line.indent for line in self.lines[at:end]), default=BLANK)

    def trimmed(self, at: int, end: int) -> int:
        """`end` without the blank lines before it."""
        while end > at and self.lines[end - 1].indent == BLANK:
            end -= 1
        return end

    def push(self, at: int, past: int) -> None:
        """Takes a marker of `past` characters off line `at`."""
        line = self.lines[at]
        first = line.first + past
        if first >= line.end:
            self.lines[at] = Line(line.stop, line.stop, line.stop, BLANK)
        else:
            self.lines[at] = line._replace(first=first, indent=line.indent + past)

    def prose(self, at: int, end: int, shape: Shape) -> None:
        """One block of lines[at:end]."""
        if at < end:
            self._prose_seen = True
            kind, level = shape.kind()
            self.block(kind, level, self.lines[at:end], shape.tags)

    def block(self, kind: str, level: int, lines: list[Line], tags: tuple[str, ...]) -> None:
        self.writer.block(write_inline, (kind, level, tags), lines)

    def code(self, at: int, end: int, shape: Shape) -> None:
        """lines[at:end] as they stand."""
        while at < end and self.lines[at].indent == BLANK:
            at += 1
        end = self.trimmed(at, end)
        if at < end:
            self.writer.raw("code", self.lines[at], self.lines[end - 1], shape.tags)

    def _form(self, at: int, end: int, indent: int, shape: Shape) -> int:
        """Writes what begins at line `at`; the number of the line behind it."""
        words = self.said(at)
        sign = words[0]
        form = self._by_sign.get(sign)
        after = form(at, end, indent, shape) if form else at
        if after == at and sign in "-/" and (option := _OPTIONS.match(words)) and self._is_described(at, end, option):
            after = self._item(at, end, indent, option.end(), indent + 1, shape.tagged("option"))
        if after == at and (item := _ITEM.match(words)) and self._goes_on(at, end, indent, item):
            after = self._item(at, end, indent, item.end(), indent + item.end(), shape)
        if after == at and sign in "+=" and (_GRID.match(words) or _SIMPLE.match(words)):
            after = rst_tables.write_table(self, at, end, shape)
        if after == at and sign in _PUNCTUATION and words == sign * len(words):
            after = self._line(at, end, indent, words)
        return after if after > at else self._paragraph(at, end, indent, shape)

    def _is_described(self, at: int, end: int, option: re.Match[str]) -> bool:
        """An option without a description is text."""
        if option.end() < len(option.string):
            return True
        below = self.trimmed(at + 1, self.inner(at, end, self.lines[at].indent + 1))
        return below > at + 1

    def _quotation(self, at: int, end: int, indent: int, shape: Shape) -> int:
        stop = self.inner(at, end, indent + 1)
        self.body(at, stop, self.left(at, stop), shape._replace(quotes=shape.quotes + 1))
        return stop

    def _bullet(self, at: int, end: int, indent: int, shape: Shape) -> int:
        bullet = _BULLET.match(self.said(at))
        return self._item(at, end, indent, bullet.end(), indent + bullet.end(), shape) if bullet else at

    def _item(self, at: int, end: int, indent: int, past: int, inside: int, shape: Shape) -> int:
        """An item of a list, whose lines stand at column `inside` or further right; those below tell where, if it is no list."""
        stop = self.inner(at, end, max(inside, indent + 1))
        below = self.left(at + 1, stop)
        self.push(at, past)
        left = inside if inside > indent + 1 or below == BLANK else below
        if self.lines[at].indent == BLANK:
            left = below
        else:
            self.lines[at] = self.lines[at]._replace(indent=left)
        self.body(at, stop, min(left, below), shape._replace(lists=shape.lists + 1))
        return stop

    def _goes_on(self, at: int, end: int, indent: int, item: re.Match[str]) -> bool:
        """Docutils takes "1. x" for an item only if the next line is blank, indented, or the next item."""
        if at + 1 >= end or self.lines[at + 1].indent > indent:
            return True
        after = _ITEM.match(self.said(at + 1))
        return bool(after) and after[2] == item[2] and _follows(item[1], after[1]) if after else False

    def _field(self, at: int, end: int, indent: int, shape: Shape) -> int:
        """A field's body is prose; of those that open a document, only what they note."""
        field = _FIELD.match(self.said(at))
        if not field:
            return at
        name = field[0].strip()[1:-1].lower()
        if not self._prose_seen and shape.depth == 1 and name in _BIBLIOGRAPHIC:
            stop = self.inner(at, end, indent + 1)
            value = " ".join(self.said(n) for n in range(at, stop) if self.lines[n].indent != BLANK)[field.end() :]
            if value.strip():
                self.meta.setdefault(name, value.strip())
            return stop
        return self._item(at, end, indent, field.end(), indent + 1, shape.tagged("field"))

    def _line_block(self, at: int, end: int, indent: int, shape: Shape) -> int:
        """Lines that each begin with a bar, and those that go on in the next."""
        if not (self.said(at) == "|" or self.said(at).startswith("| ")):
            return at
        stop = at
        while stop < end and self.lines[stop].indent != BLANK:
            words = self.said(stop)
            if self.lines[stop].indent <= indent:
                if words != "|" and not words.startswith("| "):
                    break
                self.push(stop, len(words) - len(words[1:].lstrip()))
            stop += 1
        tags = (*shape.tags, "line-block")
        self.block(*shape.kind(), [line for line in self.lines[at:stop] if line.indent != BLANK], tags)
        return stop

    def _doctest(self, at: int, end: int, indent: int, shape: Shape) -> int:
        words = self.said(at)
        if not (words == ">>>" or words.startswith(">>> ")):
            return at
        stop = at
        while stop < end and self.lines[stop].indent != BLANK:
            stop += 1
        self.code(at, stop, shape)
        return stop

    def _line(self, at: int, end: int, indent: int, words: str) -> int:
        """A title between two lines, or a transition; `at` if the line is neither."""
        if at + 1 < end and self.lines[at + 1].indent != BLANK:
            under = self.said(at + 2) if at + 2 < end else ""
            if under and under[0] == words[0] and under == under[0] * len(under) and words != "::":
                self._heading(at + 1, words[0] * 2)
                return at + 3
            return at
        return at + 1 if len(words) >= 4 else at

    def _heading(self, at: int, style: str) -> None:
        if style not in self._styles:
            self._styles.append(style)
        self.block("heading", min(self._styles.index(style) + 1, 6), [self.lines[at]], ())
        self._titles += 1
        self._prose_seen = self._prose_seen or self._titles > 2  # the fields stand under the title, and a subtitle

    def _paragraph(self, at: int, end: int, indent: int, shape: Shape) -> int:
        """A title over a line, a term and its definition, or lines up to the next blank or indented one."""
        stop = at + 1
        if stop < end and self.lines[stop].indent != BLANK:
            if self.lines[stop].indent > indent and not self.said(at).endswith("::"):
                return self._definition(at, end, indent, shape)
            words = self.said(stop)
            is_line = words[0] in _PUNCTUATION and words == words[0] * len(words) and self.lines[stop].indent == indent
            if is_line and (len(words) >= 4 or len(words) >= len(self.said(at))) and words != "::":
                self._heading(at, words[0])
                return stop + 1
        while stop < end and self.lines[stop].indent == indent:
            stop += 1
        last = self.lines[stop - 1]
        if not self.text.startswith("::", last.end - 2) or last.end - 2 < last.first:
            self.prose(at, stop, shape)
            return stop
        shown = self.text[last.first : last.end - 1]
        cut = len(shown) if len(shown) > 1 and not shown[-2].isspace() else len(shown[:-1].rstrip())
        self.lines[stop - 1] = last._replace(end=last.first + cut)
        self.prose(at, stop - (not cut), shape)
        return self._literal(stop, end, indent, shape)

    def _literal(self, at: int, end: int, indent: int, shape: Shape) -> int:
        """The indented or quoted lines that a paragraph ending in :: announces."""
        while at < end and self.lines[at].indent == BLANK:
            at += 1
        stop = at
        if at < end and self.lines[at].indent > indent:
            stop = self.inner(at, end, indent + 1)
        elif at < end and self.said(at)[0] in _PUNCTUATION:
            sign = self.said(at)[0]
            while stop < end and self.lines[stop].indent == indent and self.said(stop)[0] == sign:
                stop += 1
        self.code(at, stop, shape)
        return stop

    def _definition(self, at: int, end: int, indent: int, shape: Shape) -> int:
        inside = shape._replace(lists=shape.lists + 1)
        self.prose(at, at + 1, inside.tagged("dt"))
        stop = self.inner(at, end, indent + 1)
        self.body(at + 1, stop, self.left(at + 1, stop), inside.tagged("dd"))
        return stop

    def _explicit(self, at: int, end: int, indent: int, shape: Shape) -> int:
        """Footnotes, targets, substitutions, directives and comments."""
        words = self.said(at)
        if not words.startswith(".. ") and words != "..":
            return self.inner(at, end, indent + 1) if words == "__" or words.startswith("__ ") else at
        said = words[2:].lstrip()
        past = len(words) - len(said)
        stop = self.inner(at, end, indent + 1)
        if not said:  # an empty comment ends at a blank line
            return at + 1 if at + 1 < end and self.lines[at + 1].indent == BLANK else stop
        if footnote := _FOOTNOTE.match(said):
            return self._item(at, end, indent, past + footnote.end(), indent + 1, shape.tagged("footnote"))
        if _TARGET.match(said):
            blank = (number for number in range(at, stop) if self.lines[number].indent == BLANK)
            return next(blank, stop)
        if substitution := _SUBSTITUTION.match(said):
            past += substitution.end()
            said = said[substitution.end() :]
            shape = shape._replace(fixed="caption", tags=(*shape.tags, "substitution"))
        if directive := _DIRECTIVE.match(said):
            self.push(at, past + directive.end())
            rst_directives.write_directive(self, directive[1].lower(), at, stop, shape)
        return stop


def _follows(one: str, other: str) -> bool:
    """True if the second enumerator comes after the first: 1 and 2, a and b, i and ii, # and #."""
    if "#" in (one, other):
        return other == "#"
    if one.isdigit() and other.isdigit():
        return int(other[-9:]) == int(one[-9:]) + 1
    if len(one) == len(other) == 1 and ord(other) == ord(one) + 1:
        return True
    return _roman(other) == _roman(one) + 1 > 1


def _roman(numeral: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}.get(c, 0) for c in numeral.lower()]
    if not all(values):
        return 0
    return sum(-value if any(value < later for later in values[n + 1 :]) else value for n, value in enumerate(values))
