"""Org: headlines, lists, blocks, drawers, tables, keywords, comments and paragraphs, line by line."""

from __future__ import annotations

import re
from bisect import bisect_right

from copydesk.readers.lines import BLANK, DEPTH_LIMIT, Line, Shape, Writer
from copydesk.readers.org_inline import write_inline
from copydesk.readers.prose import TooDeepError

_HEADLINE = re.compile(r"(\*+)[ \t]+(?=\S)")
_PRIORITY = re.compile(r"\[#[A-Z0-9]{1,2}\][ \t]*")
_LABELS = re.compile(r"(?:\A|[ \t]+):[\w@#%:]+:\Z")
_WORD = re.compile(r"\S+(?:[ \t]+|\Z)")
_PLANNING = re.compile(r"(?:CLOSED|SCHEDULED|DEADLINE|CLOCK):")
_DRAWER = re.compile(r":[\w-]+:\Z")
_BEGIN = re.compile(r"#\+begin(?:_(\S+)|(?=:))", re.IGNORECASE)
_END = re.compile(r"#\+end(?:_(\S+)|(?=:))", re.IGNORECASE)
_KEYWORD = re.compile(r"#\+([\w-]+)(?:\[[^\]]*\])?:[ \t]*")
_COMMENT = re.compile(r"#(?:\s|\Z)")
_FIXED = re.compile(r":(?:\s|\Z)")
_RULE = re.compile(r"-{5,}\Z")
_ITEM = re.compile(r"(?:[-+]|\*|[0-9]+[.)])(?:[ \t]+|\Z)")
_CHECK = re.compile(r"(?:\[@[0-9a-zA-Z]+\][ \t]*)?(?:\[[ Xx-]\](?:[ \t]+|\Z))?")
_TERM = re.compile(r"(.*?)[ \t]+::(?:[ \t]+|\Z)")
_FOOTNOTE = re.compile(r"\[fn:[\w-]+\][ \t]*")
_LATEX = re.compile(r"\\begin\{([\w*]+)\}")
_CELL = re.compile(r"[^|]+")
_ALT = re.compile(r":alt[ \t]+(.*?)(?=[ \t]+:[a-z]|\Z)")
_COOKIE_CELL = re.compile(r"<(?:[lrc]?[0-9]*)>\Z")
_CODE = frozenset("src example export comment latex html ascii ditaa dot plantuml equation align math".split())
_STATES = frozenset(
    "TODO DONE NEXT WAITING WAIT HOLD CANCELLED CANCELED STARTED INPROGRESS IN-PROGRESS SOMEDAY".split()
)
_SETTINGS = frozenset(("TODO", "SEQ_TODO", "TYP_TODO"))


class Blocks:
    """Reads the lines of a document and writes its blocks. `meta` fills with its title, author and the like."""

    def __init__(self, writer: Writer, lines: list[Line]) -> None:
        self.writer = writer
        self.text = writer.text
        self.lines = lines
        self.meta: dict[str, str] = {}
        self._states = _STATES
        self._ends: dict[str, list[int]] = {}
        for number, line in enumerate(lines):
            if line.indent != BLANK:
                self._note_end(number, self.text[line.first : line.end])

    def _note_end(self, number: int, words: str) -> None:
        """Remembers the lines that end something, so that none is looked for twice."""
        if words[0] == "#" and (end := _END.match(words)):
            self._ends.setdefault("#" + (end[1] or "").lower(), []).append(number)
        elif words[0] == ":" and words.upper() == ":END:":
            self._ends.setdefault(":", []).append(number)
        elif words[0] == "*" and not self.lines[number].indent and _HEADLINE.match(words):
            self._ends.setdefault("*", []).append(number)
        elif words[0] == "\\" and words.startswith("\\end{"):
            self._ends.setdefault(words.rstrip(), []).append(number)

    def _end(self, what: str, at: int, end: int) -> int:
        """The number of the next line that ends `what`, -1 if there is none before `end` and the next headline."""
        found = self._after(what, at, end)
        return found if found >= 0 and not 0 <= self._after("*", at, end) < found else -1

    def _after(self, what: str, at: int, end: int) -> int:
        known = self._ends.get(what, [])
        index = bisect_right(known, at)
        return known[index] if index < len(known) and known[index] < end else -1

    def said(self, at: int) -> str:
        """What line `at` says."""
        line = self.lines[at]
        return self.text[line.first : line.end]

    def body(self, at: int, end: int, shape: Shape) -> None:
        """Writes lines[at:end]. Raises TooDeepError."""
        if shape.depth > DEPTH_LIMIT:
            raise TooDeepError(DEPTH_LIMIT)
        shape = shape._replace(depth=shape.depth + 1)
        while at < end:
            at = at + 1 if self.lines[at].indent == BLANK else self._element(at, end, shape)

    def _element(self, at: int, end: int, shape: Shape) -> int:
        """Writes what begins at line `at`; the number of the line behind it."""
        words = self.said(at)
        sign = words[0]
        after = at
        if sign == "*" and self.lines[at].indent == 0 and _HEADLINE.match(words):
            return self._headline(at, end)
        if sign == "#":
            after = self._keyword(at, end, shape)
        elif sign == ":":
            after = self._colon(at, end, shape)
        elif sign == "|":
            after = self._table(at, end, shape)
        elif sign == "\\" and (latex := _LATEX.match(words)):
            stop = self._end(f"\\end{{{latex[1]}}}", at - 1, end)
            after = self._code(at, stop + 1, shape.tagged("latex")) if stop >= 0 else at
        elif _PLANNING.match(words) or _RULE.match(words):
            after = at + 1
        if after == at and self._is_item(at):
            after = self._item(at, end, shape)
        return after if after > at else self._paragraph(at, end, shape)

    def _headline(self, at: int, end: int) -> int:
        """Writes a headline without its state, priority and labels; one marked COMMENT takes its subtree with it."""
        line, words = self.lines[at], self.said(at)
        stars = _HEADLINE.match(words)
        past = stars.end() if stars else 0
        state = _WORD.match(words, past)
        if state and state[0].strip() in self._states:
            word = line._replace(first=line.first + past, end=line.first + past + len(state[0].strip()))
            self.block("front_matter", 0, [word], ("state",))
            past = state.end()
        if priority := _PRIORITY.match(words, past):
            past = priority.end()
        labels = _LABELS.search(words, past)
        stop = labels.start() if labels else len(words)
        depth = len(stars[1]) if stars else 1
        if words[past:stop].startswith("COMMENT") and words[past + 7 : stop][:1] in ("", " ", "\t"):
            at += 1
            while at < end and not ((other := self._stars(at)) and other <= depth):
                at += 1
            return at
        if past < stop:
            self.block("heading", min(depth, 6), [line._replace(first=line.first + past, end=line.first + stop)], ())
        return at + 1

    def _stars(self, at: int) -> int:
        if self.lines[at].indent:
            return 0
        stars = _HEADLINE.match(self.said(at))
        return len(stars[1]) if stars else 0

    def _keyword(self, at: int, end: int, shape: Shape) -> int:
        """A comment, a block between #+begin and #+end, or a keyword and its value."""
        words = self.said(at)
        if _COMMENT.match(words):
            return at + 1
        if begin := _BEGIN.match(words):
            name = (begin[1] or "").lower()
            stop = self._end("#" + name, at, end)
            return at + 1 if stop < 0 else self._between(at + 1, stop, name, shape)
        keyword = _KEYWORD.match(words)
        if not keyword:
            return at + 1 if words.startswith("#+") else at
        key, value = keyword[1].upper(), words[keyword.end() :]
        line = self.lines[at]
        self._note(key, value, line._replace(first=line.first + keyword.end()), shape)
        return at + 1

    def _note(self, key: str, value: str, line: Line, shape: Shape) -> None:
        if key in _SETTINGS:
            self._states |= {word.partition("(")[0] for word in value.split() if word != "|"}
        if not value:
            return
        if key in ("TITLE", "SUBTITLE"):
            self.block("heading", 1, [line], (key.lower(),))
        elif key in ("AUTHOR", "DESCRIPTION"):
            self.block("front_matter", 0, [line], (key.lower(),))
        elif key == "CAPTION":
            self.block("caption", 0, [line], shape.tags)
        elif key == "ATTR_HTML" and (alt := _ALT.search(value)):
            start = line.end - len(value)
            picture = line._replace(first=start + alt.start(1), end=start + alt.end(1))
            self.writer.picture([picture], shape.tags)
        if key in ("TITLE", "AUTHOR", "DESCRIPTION", "DATE"):
            self.meta.setdefault(key.lower(), value)

    def _between(self, at: int, end: int, name: str, shape: Shape) -> int:
        """The inside of a block."""
        if name == "comment":
            pass
        elif name in _CODE:
            self._code(at, end, shape.tagged(name))
        elif name == "verse":
            lines = [line for line in self.lines[at:end] if line.indent != BLANK]
            if lines:
                self.block("quotation", shape.quotes + 1, lines, shape.tagged(name).tags)
        elif name == "quote":
            self.body(at, end, shape._replace(quotes=shape.quotes + 1))
        else:
            self.body(at, end, shape.tagged(name) if name else shape)
        return end + 1

    def _code(self, at: int, end: int, shape: Shape) -> int:
        first, last = at, end
        while first < last and self.lines[first].indent == BLANK:
            first += 1
        while last > first and self.lines[last - 1].indent == BLANK:
            last -= 1
        if first < last:
            self.writer.raw("code", self.lines[first], self.lines[last - 1], shape.tags)
        return end

    def _colon(self, at: int, end: int, shape: Shape) -> int:
        """A drawer, which is not shown, or lines of fixed width."""
        words = self.said(at)
        if _DRAWER.match(words):
            stop = self._end(":", at, end)
            return stop + 1 if stop >= 0 else at
        if not _FIXED.match(words):
            return at
        stop = at
        while stop < end and self.lines[stop].indent != BLANK and _FIXED.match(self.said(stop)):
            stop += 1
        return self._code(at, stop, shape)

    def _table(self, at: int, end: int, shape: Shape) -> int:
        stop = at
        while stop < end and self.lines[stop].indent != BLANK and self.text[self.lines[stop].first] == "|":
            stop += 1
        rules = [number for number in range(at, stop) if self.said(number).startswith("|-")]
        header = rules[0] if rules and at < rules[0] < stop - 1 else at
        for number in range(at, stop):
            if not self.said(number).startswith("|-"):
                self._row(number, shape.tagged("th" if number < header else "td"))
        return stop

    def _row(self, at: int, shape: Shape) -> None:
        line, words = self.lines[at], self.said(at)
        for cell in _CELL.finditer(words):
            value = cell[0].strip()
            if value and not _COOKIE_CELL.match(value):
                first = line.first + cell.start() + len(cell[0]) - len(cell[0].lstrip())
                self.block("cell", 0, [line._replace(first=first, end=first + len(value))], shape.tags)

    def _is_item(self, at: int) -> bool:
        words = self.said(at)
        return bool(_ITEM.match(words)) and (words[0] != "*" or self.lines[at].indent > 0)

    def _item(self, at: int, end: int, shape: Shape) -> int:
        """An item, and all that stands further right than its mark; two blank lines end it."""
        indent = self.lines[at].indent
        stop = at + 1
        while stop < end and self.lines[stop].indent > indent:
            if self.lines[stop].indent == BLANK and self.lines[stop - 1].indent == BLANK:
                break
            stop += 1
        line, words = self.lines[at], self.said(at)
        item = _ITEM.match(words)
        past = item.end() if item else 0
        if check := _CHECK.match(words, past):
            past = check.end()
        inside = shape._replace(lists=shape.lists + 1)
        if words[0] in "-+*" and (term := _TERM.match(words, past)):
            term_line = line._replace(first=line.first + past, end=line.first + term.end(1))
            if term_line.first < term_line.end:
                self.block(*inside.kind(), [term_line], inside.tagged("dt").tags)
            past, inside = term.end(), inside.tagged("dd")
        first = line.first + past
        blank = Line(line.stop, line.stop, line.stop, BLANK)
        self.lines[at] = line._replace(first=first, indent=indent + past) if first < line.end else blank
        self.body(at, stop, inside)
        return stop

    def _starts_element(self, at: int) -> bool:
        """True for a line that ends a paragraph."""
        words = self.said(at)
        sign = words[0]
        if sign == "*" and self.lines[at].indent == 0:
            return bool(_HEADLINE.match(words))
        if sign == "#":
            return bool(_COMMENT.match(words) or words.startswith("#+"))
        if sign == ":":
            return bool(_FIXED.match(words) or _DRAWER.match(words))
        if sign == "|" or (sign == "[" and self.lines[at].indent == 0 and _FOOTNOTE.match(words)):
            return True
        return (sign in "-+*0123456789" and self._is_item(at)) or bool(_RULE.match(words) or _LATEX.match(words))

    def _paragraph(self, at: int, end: int, shape: Shape) -> int:
        stop = at + 1
        while stop < end and self.lines[stop].indent != BLANK and not self._starts_element(stop):
            stop += 1
        footnote = _FOOTNOTE.match(self.said(at))
        if footnote and self.lines[at].indent == 0:
            line = self.lines[at]
            self.lines[at] = line._replace(first=line.first + footnote.end())
            shape = shape.tagged("footnote")
        lines = [line for line in self.lines[at:stop] if line.first < line.end]
        if lines:
            self.block(*shape.kind(), lines, shape.tags)
        return stop

    def block(self, kind: str, level: int, lines: list[Line], tags: tuple[str, ...]) -> None:
        """A block, and behind it the footnotes in it."""
        self.writer.block(write_inline, (kind, level, tags), lines)
