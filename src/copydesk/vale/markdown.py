"""Markdown → blocks, as goldmark with GitHub's extensions and Vale's walker would cut them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from markdown_it.token import Token

from copydesk.readers.markdown_parser import Dialect, parser
from copydesk.readers.prose import View
from copydesk.vale import links
from copydesk.vale.blocks import Piece
from copydesk.vale.page import write_html
from copydesk.vale.paragraphs import chunks
from copydesk.vale.walker import Walker

_BLOCK_TAGS = frozenset(
    "heading_open paragraph_open bullet_list_open ordered_list_open list_item_open blockquote_open table_open thead_open "
    "tbody_open tr_open th_open td_open".split()
)
_INLINE_TAGS = {
    "em_open": "em", "em_close": "em", "strong_open": "strong", "strong_close": "strong", "s_open": "del",
    "s_close": "del", "link_close": "a",
}  # fmt: skip
_TASK = re.compile(r"\[[ xX]\] ")


def write_markdown(walker: Walker, view: View, dialect: Dialect = "markdown") -> None:
    """Writes the blocks of a text, whose line ends must all be \\n, into the walker."""
    shift = view.shift
    parts = chunks(view.text) if dialect == "markdown" else None
    if parts is None or shift is None:
        _Writer(walker, view).write(parser(dialect).parse(view.text))
        return
    for start, end, paragraph, marked in parts:
        part = view.text[start:end]
        if not paragraph:
            here = view.cut(part, [(0, start)])
            _Writer(walker, here).write(parser(dialect).parse(part))
            continue
        part = part.rstrip()
        piece = Piece(part, start + shift, len(part))
        addressed = links.may_hold(part)
        if not marked and not addressed:
            walker.paragraph(piece)
            continue
        walker.begin("p")
        if marked:
            _Writer(walker, view).write_text(part, start)
        else:
            links.write(walker, [piece], 0)
        walker.end("p")
        walker.new_line()


class _Writer:
    def __init__(self, walker: Walker, view: View) -> None:
        self._walker = walker
        self._view = view
        self._pending: list[Piece] = []
        self._items: list[bool] = []
        self._in_link = 0
        self._brackets = 0

    def write(self, tokens: Sequence[Token]) -> None:
        walker = self._walker
        for token in tokens:
            kind = token.type
            if kind == "inline":
                self._inline(token)
            elif kind in ("fence", "code_block", "html_block"):
                self._verbatim(token)
            elif token.hidden:
                if token.nesting < 0:
                    walker.new_line()
            elif token.nesting > 0:
                walker.begin(token.tag)
                if kind != "paragraph_open" and kind not in ("heading_open", "th_open", "td_open", "list_item_open"):
                    walker.new_line()
                if kind == "list_item_open":
                    self._items.append(True)
            elif token.nesting < 0:
                if kind == "list_item_close":
                    self._items.pop()
                walker.end(token.tag)
                walker.new_line()

    def write_text(self, text: str, start: int) -> None:
        """Writes the text of a paragraph, which stands at a place of the view."""
        tokens = parser("markdown").inline.parse(text, parser("markdown"), {}, [])
        self._children(tokens, _Place(self._view, text, [(0, start)]), 0, 0)

    def _verbatim(self, token: Token) -> None:
        walker = self._walker
        raw, pieces = token.meta["cut"]
        place = _Place(self._view, raw, pieces)
        if token.type == "html_block":
            write_html(walker, raw, place.pieces)
            return
        walker.begin("pre")
        walker.begin("code")
        if walker.is_promoted:  # Vale takes it for code in a line then, and shows it masked
            walker.text(place.pieces(0, len(raw)) or [Piece("\n", 0, 0)])
        walker.end("code")
        walker.end("pre")
        walker.new_line()

    def _inline(self, token: Token) -> None:
        raw, pieces = token.meta["cut"]
        self._brackets = 0
        lead = max(raw.find(token.content), 0)
        if self._items and self._items[-1]:
            self._items[-1] = False
            box = _TASK.match(token.content)
            if box and token.children:
                self._children(token.children, _Place(self._view, raw, pieces), lead, lead + box.end())
                return
        self._children(token.children or (), _Place(self._view, raw, pieces), lead, 0)

    def _children(self, tokens: Sequence[Token], place: _Place, base: int, skip: int) -> None:
        """The tokens of a block; those before `skip` (a task's box) are left out."""
        walker, pending = self._walker, self._pending
        auto = False
        for token in tokens:
            kind, meta = token.type, token.meta
            start, end = base + meta.get("at", 0), base + meta.get("end", 0)
            if kind == "text":
                if token.content and not auto:
                    pending += place.pieces(max(start, skip), start + len(token.content))
                continue
            if kind == "text_special":
                entity = token.info == "entity"
                pending += (
                    place.stand_in(token.content, start, end) if entity else place.pieces(end - len(token.content), end)
                )
                continue
            if kind == "softbreak":
                at = place.text.index("\n", start)
                pending += place.pieces(at, at + 1)
                continue
            self._write_text()
            if kind in _INLINE_TAGS:
                (walker.begin if token.nesting > 0 else walker.end)(_INLINE_TAGS[kind])
            elif kind == "link_open":
                auto = token.markup == "autolink"
                self._open_link(token, place, start, end)
            else:
                self._write_other(token, place, start, end)
            if kind == "link_close":
                auto = False
                self._in_link -= 1
        self._write_text()

    def _open_link(self, token: Token, place: _Place, start: int, end: int) -> None:
        href = str(token.attrs.get("href", ""))
        self._in_link += 1
        if token.markup != "autolink":
            self._walker.begin("a", {"href": href})
            return
        address = place.text[start + 1 : end - 1]
        self._walker.begin("a", {"href": links.target(address) if ":" in address else f"mailto:{address}"})
        self._pending += place.pieces(start + 1, end - 1)

    def _write_other(self, token: Token, place: _Place, start: int, end: int) -> None:
        """Writes a line break, code, a picture or a tag."""
        walker, pending = self._walker, self._pending
        if token.type == "hardbreak":
            at = place.text.index("\n", start)
            walker.begin("br")
            pending += place.pieces(at, at + 1)
        elif token.type == "code_inline":
            walker.begin("code")
            inner = _inside_code(place.text, start + len(token.markup), end - len(token.markup))
            pending += [p._replace(text=p.text.replace("\n", " ")) for p in place.pieces(*inner)]
            self._write_text()
            walker.end("code")
        elif token.type == "image":
            walker.begin("img", {}, tuple(_alt(token.children or (), place, start + 2)))
        elif token.type == "html_inline":
            write_html(walker, place.text[start:end], partial(_shifted, place, start))

    def _write_text(self) -> None:
        pending = self._pending
        if not pending:
            return
        text = "".join([piece.text for piece in pending])
        if self._in_link or not links.may_hold(text):
            self._walker.text(pending)
        else:
            links.write(self._walker, pending, self._brackets)
        if "[" in text or "]" in text:
            self._brackets = links.open_brackets(text, self._brackets)
        pending.clear()


def _alt(tokens: Sequence[Token], place: _Place, base: int) -> Iterator[Piece]:
    for token in tokens:
        start, end = base + token.meta.get("at", 0), base + token.meta.get("end", 0)
        if token.type == "text":
            yield from place.pieces(start, start + len(token.content))
        elif token.type == "text_special":
            yield from place.stand_in(token.content, start, end)
        elif token.type == "softbreak":
            at = place.text.index("\n", start)
            yield from place.pieces(at, at + 1)
        elif token.type == "code_inline":
            yield from place.pieces(start + len(token.markup), end - len(token.markup))
        elif token.children:
            yield from _alt(token.children, place, start + 2)


def _shifted(place: _Place, by: int, start: int, end: int) -> list[Piece]:
    return place.pieces(by + start, by + end)


class _Place:
    """The text of a block and where it stands in the source."""

    def __init__(self, outer: View, raw: str, pieces: Sequence[tuple[int, int]]) -> None:
        self.text = raw
        self._outer, self._cut = outer, pieces
        self._view: View | None = None
        self._shift: int | None = None
        if len(pieces) == 1 and pieces[0][1] >= 0:
            runs = list(outer.runs(pieces[0][1], pieces[0][1] + len(raw)))
            if len(runs) == 1 and runs[0][1] - runs[0][0] == len(raw):
                self._shift = runs[0][0] - pieces[0][0]

    def pieces(self, start: int, end: int) -> list[Piece]:
        """The pieces of text[start:end]."""
        if end <= start:
            return []
        if self._shift is not None:
            return [Piece(self.text[start:end], start + self._shift, end - start)]
        if self._view is None:
            self._view = self._outer.cut(self.text, self._cut)
        found: list[Piece] = []
        at, source = start, -1
        for here, a, b in self._view.placed(start, end):
            if here > at:
                found.append(Piece(self.text[at:here], a, 0))
            found.append(Piece(self.text[here : here + b - a], a, b - a))
            at, source = here + b - a, b
        if at < end and source >= 0:
            found.append(Piece(self.text[at:end], source, 0))
        return found

    def stand_in(self, text: str, start: int, end: int) -> list[Piece]:
        """Text that is written otherwise in text[start:end]."""
        runs = self.pieces(start, end)
        if not runs or not text:
            return []
        last = runs[-1]
        return [Piece(text, runs[0].start, last.start + last.length - runs[0].start)]


def _inside_code(text: str, start: int, end: int) -> tuple[int, int]:
    """A code span without the one space that CommonMark takes off at both ends."""
    code = text[start:end]
    if code[:1] in " \n" and code[-1:] in " \n" and code.strip(" \n"):
        return start + 1, end - 1
    return start, end
