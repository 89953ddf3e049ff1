"""AsciiDoc: sections, delimited blocks, lists, tables, macros, attributes and paragraphs, line by line."""

from __future__ import annotations

import re
from typing import NamedTuple

from copydesk.readers import asciidoc_tables
from copydesk.readers.asciidoc_inline import write_inline
from copydesk.readers.asciidoc_macros import alt
from copydesk.readers.lines import BLANK, DEPTH_LIMIT, Line, Shape, Writer
from copydesk.readers.prose import TooDeepError

_HIDDEN = re.compile(r"(?:ifdef|ifndef|ifeval|endif|include)::\S*\[.*\]\Z|//(?!/)")
_ENTRY = re.compile(r":(!?[\w][\w-]*!?):(?:[ \t]+(.*))?\Z")
_LIST_LINE = re.compile(r"\[(?:\[[^\]]*\]|[\w.#%{,\"'].*)?\]\Z")
_TITLE = re.compile(r"\.(?=\.?[^ \t.])")
_SECTION = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S.*?)(?:[ \t]+\1)?\Z")
_UNDERLINES = {"=": 1, "-": 2, "~": 3, "^": 4, "+": 5}
_FENCE = re.compile(r"-{4,}\Z|={4,}\Z|\.{4,}\Z|\*{4,}\Z|_{4,}\Z|\+{4,}\Z|/{4,}\Z|~{4,}\Z|--\Z|```|[|,:!]={3,}\Z")
_BREAK = re.compile(r"'{3,}\Z|<{3,}\Z|-{3}\Z|\*{3}\Z|- - -\Z|\* \* \*\Z")
_BLOCK_MACRO = re.compile(r"([A-Za-z][\w-]*)::(\S*?)\[(.*)\]\Z")
_ITEM = re.compile(r"(-|\*{1,6}|•|\.{1,6}|[0-9]+\.|[a-zA-Z]\.|[ivxIVX]+\)|<(?:[0-9]+|\.)>)[ \t]+(?=\S)")
_CHECK = re.compile(r"\[[ xX*]\][ \t]+")
_TERM = re.compile(r"(?!//)(\S.*?)(:{2,4}|;;)(?:[ \t]+|\Z)")
_ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+(?=\S)")
_STYLE = re.compile(r"\[([\w-]*)")
_CODE_STYLES = frozenset(
    "source listing literal stem latexmath asciimath pass comment plantuml mermaid graphviz ditaa blockdiag seqdiag "
    "vega vegalite svgbob a2s bpmn bytefield nomnoml nwdiag actdiag packetdiag rackdiag pikchr wavedrom d2 dbml erd "
    "math subs".split()
)


class Attributes(NamedTuple):
    """What stands above a block: its style, its title, and its attributes as they are written."""

    style: str = ""
    title: Line | None = None
    written: str = ""


NO_ATTRIBUTES = Attributes()


class Blocks:
    """Reads the lines of a document and writes its blocks. `meta` fills with the attributes of its header."""

    def __init__(self, writer: Writer, lines: list[Line]) -> None:
        self.writer = writer
        self.text = writer.text
        self.lines = lines
        self.meta: dict[str, str] = {}
        self._markers: list[str] = []

    def _is_hidden(self, line: Line) -> bool:
        """True for a blank line, a comment, or an instruction to the preprocessor."""
        if line.indent == BLANK:
            return True
        return (
            not line.indent and self.text[line.first] in "/ie" and bool(_HIDDEN.match(self.text, line.first, line.end))
        )

    def said(self, at: int) -> str:
        """What line `at` says."""
        line = self.lines[at]
        return self.text[line.first : line.end]

    def header(self) -> int:
        """Writes the title of the document, notes author and attributes; the number of the line behind its header.

        Without a title there is no header, and the attributes above the text are read as those inside it are.
        """
        at = 0
        while at < len(self.lines) and (self._is_hidden(self.lines[at]) or _ENTRY.match(self.said(at))):
            at = at + 1 if self._is_hidden(self.lines[at]) else self._entry(at, len(self.lines))
        if at < len(self.lines) and self.said(at).startswith(("= ", "# ")):
            at = self._section(at, self.lines[at])
        elif at < len(self.lines) and self._is_underlined(at, len(self.lines)) and self.said(at + 1)[0] == "=":
            self.block("heading", 1, [self.lines[at]], ())
            at += 2
        else:
            return 0
        names = ["author", "revision"]
        while at < len(self.lines) and self.lines[at].indent != BLANK:
            if _ENTRY.match(self.said(at)):
                at = self._entry(at, len(self.lines))
            elif self._is_hidden(self.lines[at]):
                at += 1
            elif names and self.said(at)[0].isalnum():
                self.meta.setdefault(names.pop(0), self.said(at))
                at += 1
            else:
                break
        return at

    def body(self, at: int, end: int, shape: Shape) -> None:
        """Writes lines[at:end]. Raises TooDeepError."""
        if shape.depth > DEPTH_LIMIT:
            raise TooDeepError(DEPTH_LIMIT)
        shape = shape._replace(depth=shape.depth + 1)
        markers, self._markers = self._markers, []
        attributes = NO_ATTRIBUTES
        attached = False
        while at < end:
            words = self.said(at)
            if self._is_hidden(self.lines[at]):
                at += 1
            elif words == "+":
                attached = True
                at += 1
            elif self.lines[at].indent == 0 and _ENTRY.match(words):
                at = self._entry(at, end)
            elif self.lines[at].indent == 0 and (above := self._above(at, attributes)):
                attributes = above
                at += 1
            else:
                at = self._block(at, end, shape, attributes, attached=attached)
                attributes, attached = NO_ATTRIBUTES, False
        self._markers = markers

    def _entry(self, at: int, end: int) -> int:
        """An attribute and the lines that it goes on in."""
        entry = _ENTRY.match(self.said(at))
        if entry and entry[2] and entry[1].lower() in ("author", "description", "date", "revdate", "doctitle"):
            self.meta.setdefault(entry[1].lower(), entry[2])
        while at < end and self.said(at).endswith(" \\"):
            at += 1
        return at + 1

    def _above(self, at: int, attributes: Attributes) -> Attributes | None:
        """The attributes with those of line `at`, if it is a line of attributes or a title."""
        words = self.said(at)
        if words[0] == "[" and _LIST_LINE.match(words):
            style = _STYLE.match(words)
            return attributes._replace(
                style=style[1] if style and style[1] else attributes.style, written=attributes.written + words
            )
        if _TITLE.match(words):
            line = self.lines[at]
            return attributes._replace(title=line._replace(first=line.first + 1))
        return None

    def _block(self, at: int, end: int, shape: Shape, attributes: Attributes, *, attached: bool) -> int:
        """Writes the block that begins at line `at`; the number of the line behind it."""
        line, words = self.lines[at], self.said(at)
        item = _ITEM.match(words)
        term = None if item or line.indent > 8 else _TERM.match(words)
        is_list = bool(item or term) and not (line.indent == 0 and _FENCE.match(words))
        if not attached and not is_list:
            self._markers = []
        inside = shape._replace(lists=shape.lists + len(self._markers)) if attached else shape
        if attributes.title:
            is_table = words.startswith(("|===", ",===", ":===", "!==="))
            self.block("caption", 0, [attributes.title], (*inside.tags, *(["table"] if is_table else []), "title"))
        if line.indent == 0 and (fence := _FENCE.match(words)):
            return self._fenced(at, end, fence[0], inside, attributes)
        if line.indent == 0 and _SECTION.match(words):
            return self._section(at, line)
        if line.indent == 0 and self._is_underlined(at, end):
            self.block("heading", _UNDERLINES[self.said(at + 1)[0]], [line], inside.tags)
            return at + 2
        if line.indent == 0 and _BREAK.match(words):
            return at + 1
        if line.indent == 0 and (macro := _BLOCK_MACRO.match(words)):
            return self._block_macro(at, macro, inside)
        if item and attributes.style not in _CODE_STYLES:
            return self._item(at, end, item, shape)
        if term and attributes.style not in _CODE_STYLES:
            return self._term(at, end, term, shape)
        return self._paragraph(at, end, inside, attributes)

    def _section(self, at: int, line: Line) -> int:
        section = _SECTION.match(self.said(at))
        if section:
            title = line._replace(first=line.first + section.start(2), end=line.first + section.end(2))
            self.block("heading", len(section[1]), [title], ())
        return at + 1

    def _is_underlined(self, at: int, end: int) -> bool:
        if at + 1 >= end or self.lines[at + 1].indent:
            return False
        words, under = self.said(at), self.said(at + 1)
        return (
            under[0] in _UNDERLINES
            and under == under[0] * len(under)
            and abs(len(under) - len(words)) <= 1
            and len(under) > 1
            and any(c.isalnum() for c in words)
        )

    def _fenced(self, at: int, end: int, fence: str, shape: Shape, attributes: Attributes) -> int:
        """A block between two lines of signs."""
        stop = at + 1
        while stop < end and not (self.lines[stop].indent == 0 and self.said(stop) == fence):
            stop += 1
        sign, style = fence[0], attributes.style
        if fence[1:2] == "=" and sign in "|,:!":
            asciidoc_tables.write_table(self, at + 1, stop, sign, attributes.written, shape)
        elif style in _CODE_STYLES or (sign in "-.+`/" and fence != "--"):
            if sign != "/" and style != "comment":
                self._code(at + 1, stop, shape.tagged(style or "listing"))
        elif style == "verse":
            self.paragraph(at + 1, stop, shape._replace(quotes=shape.quotes + 1))
        elif sign == "_" or style == "quote":
            self.body(at + 1, stop, shape._replace(quotes=shape.quotes + 1))
        else:
            named = {"=": "example", "*": "sidebar"}.get(sign, "open")
            self.body(at + 1, stop, shape.tagged(style.lower() or named))
        return stop + 1

    def _code(self, at: int, end: int, shape: Shape) -> None:
        while at < end and self.lines[at].indent == BLANK:
            at += 1
        while end > at and self.lines[end - 1].indent == BLANK:
            end -= 1
        if at < end:
            self.writer.raw("code", self.lines[at], self.lines[end - 1], shape.tags)

    def _block_macro(self, at: int, macro: re.Match[str], shape: Shape) -> int:
        """Of an image the text that stands for it is shown; of other macros nothing is known."""
        if macro[1] == "image":
            line, words = self.lines[at], self.said(at)
            start, end = alt(words, macro.start(3), macro.end(3))
            text = line._replace(first=line.first + start, end=line.first + end)
            self.writer.picture([text], shape.tagged("image").tags)
        return at + 1

    def _item(self, at: int, end: int, item: re.Match[str], shape: Shape) -> int:
        marker = "1." if item[1][0].isdigit() else "<1>" if item[1][0] == "<" else item[1]
        self._mark(marker)
        line = self.lines[at]
        past = item.end()
        if check := _CHECK.match(self.said(at), past):
            past = check.end()
        self.lines[at] = line._replace(first=line.first + past)
        stop = self._text_end(at, end, in_list=True)
        self.paragraph(at, stop, shape._replace(lists=shape.lists + len(self._markers)))
        return stop

    def _mark(self, marker: str) -> None:
        """Notes the marker of a list: one that is known ends the lists begun after it."""
        if marker in self._markers:
            del self._markers[self._markers.index(marker) + 1 :]
        elif len(self._markers) < DEPTH_LIMIT:
            self._markers.append(marker)

    def _term(self, at: int, end: int, term: re.Match[str], shape: Shape) -> int:
        self._mark(term[2])
        inside = shape._replace(lists=shape.lists + len(self._markers))
        line = self.lines[at]
        self.block(*inside.kind(), [line._replace(end=line.first + term.end(1))], inside.tagged("dt").tags)
        self.lines[at] = line._replace(first=line.first + term.end())
        if term.end() >= line.end - line.first:
            at += 1
            while at < end and self._is_hidden(self.lines[at]):
                at += 1
            if at >= end or self._starts_block(at) or _TERM.match(self.said(at)) or _ITEM.match(self.said(at)):
                return at
        stop = self._text_end(at, end, in_list=True)
        self.paragraph(at, stop, inside.tagged("dd"))
        return stop

    def _starts_block(self, at: int) -> bool:
        """True for a line that ends a paragraph."""
        words = self.said(at)
        if self.lines[at].indent:
            return False
        return words == "+" or bool(_FENCE.match(words)) or (words[0] == "[" and bool(_LIST_LINE.match(words)))

    def _text_end(self, at: int, end: int, *, in_list: bool) -> int:
        """The number of the line behind the paragraph that begins at line `at`."""
        at += 1
        while at < end and self.lines[at].indent != BLANK and not self._starts_block(at):
            words = self.said(at)
            if in_list and (_ITEM.match(words) or _TERM.match(words) or _SECTION.match(words)):
                break
            at += 1
        return at

    def _paragraph(self, at: int, end: int, shape: Shape, attributes: Attributes) -> int:
        """A paragraph, or what its style or its first words make of it."""
        stop = self._text_end(at, end, in_list=False)
        line = self.lines[at]
        style = attributes.style
        if style in _CODE_STYLES or (line.indent and style not in ("quote", "verse", "normal")):
            if style != "comment":
                self._code(at, stop, shape.tagged(style or "literal"))
            return stop
        if admonition := _ADMONITION.match(self.said(at)):
            self.lines[at] = line._replace(first=line.first + admonition.end())
            shape = shape.tagged("admonition")
        if style in ("quote", "verse"):
            shape = shape._replace(quotes=shape.quotes + 1)
        elif self.said(at).startswith(">"):
            return self._marked_quotation(at, stop, shape)
        elif self.said(at)[0] == '"' and self.said(stop - 1).startswith("-- "):
            self.paragraph(at, stop - 1, shape._replace(quotes=shape.quotes + 1))
            return stop
        self.paragraph(at, stop, shape)
        return stop

    def _marked_quotation(self, at: int, end: int, shape: Shape) -> int:
        """Lines that begin with ">", as in Markdown; the last may name whom they quote."""
        for number in range(at, end):
            line, words = self.lines[number], self.said(number)
            first = line.end - len(words.removeprefix(">").lstrip())
            self.lines[number] = (
                line._replace(first=first) if first < line.end else Line(line.stop, line.stop, line.stop, BLANK)
            )
        last = end - 1 if self.said(end - 1).startswith("-- ") else end
        self.body(at, last, shape._replace(quotes=shape.quotes + 1))
        return end

    def paragraph(self, at: int, end: int, shape: Shape) -> None:
        """One block of lines[at:end]."""
        lines = [line for line in self.lines[at:end] if line.first < line.end and not self._is_hidden(line)]
        if lines:
            self.block(*shape.kind(), lines, shape.tags)

    def block(self, kind: str, level: int, lines: list[Line], tags: tuple[str, ...]) -> None:
        """A block, and behind it the footnotes in it."""
        self.writer.block(write_inline, (kind, level, tags), lines)
