"""From a row of HTML tags and texts to blocks, by Vale's own rules of what joins and what parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from copydesk.vale.blocks import Block, Capture, Piece, Reading, left_stripped, stripped
from copydesk.vale.comments import Comments
from copydesk.vale.elements import BLOCK_SCOPES, INLINE, VOID, Scopes, class_scope, is_literal, is_nested_list

_RUNNING = ("text.list", "text.blockquote")
_TIGHT_BEFORE = "([{—–"
_CLOSING = ".?!,:;)]}—–"
_BLANK = " \t\n\r\f\v"
Attributes = Mapping[str, str]
_NONE: Attributes = {}


class _Open:
    """An inline element whose text is being gathered."""

    def __init__(self, tag: str, scope: str, masked: bool, begin: int) -> None:  # noqa: FBT001
        self.tag, self.scope, self.masked, self.begin = tag, scope, masked, begin
        self.pieces: list[Piece] = []


class Walker:
    """Takes tags and texts one by one and gathers blocks."""

    def __init__(self, suffix: str, scopes: Scopes, styles: Sequence[str], *, rst: bool = False) -> None:
        self.blocks: list[Block] = []
        self.metrics: Counter[str] = Counter()
        self.comments = Comments(styles)
        self.meta_scope = ""
        self._suffix = suffix
        self._scopes = scopes
        self._rst = rst
        self._buffer: list[Piece] = []
        self._length = 0
        self._tags: list[str] = []
        self._classes: list[str] = []
        self._enclosing: list[tuple[str, str]] = []
        self._promoted: Counter[str] = Counter()
        self._active = ""
        self._inside_class = ""
        self._depth = 0
        self._in_block = self._inline = self._skip = self._closed_inline = False
        self._trailing = self._pad = self._href = self._class = ""
        self._open: list[_Open] = []
        self._captures: list[Capture] = []

    def reading(self, length: int) -> Reading:
        """What was gathered; `length` is that of the source."""
        if self._has_text():
            self._flush()
        regions = self.comments.finish(length)
        off = frozenset(("off",)) & self.comments.now
        return Reading(self.blocks, regions, tuple(self.metrics.items()), off)

    @property
    def is_promoted(self) -> bool:
        """True inside a block-level element that stands in an inline one."""
        return not self._in_block

    def finish_block(self) -> None:
        """Ends the block that is open, if any, and all elements around it."""
        self._flush()
        self._enclosing.clear()
        self._in_block = self._inline = self._skip = self._closed_inline = False
        self._inside_class = self._trailing = self._pad = ""

    def begin(self, name: str, attributes: Attributes = _NONE, alt: Sequence[Piece] = ()) -> None:
        """A start tag; of an image, `alt` is what stands in its place."""
        is_inline = name in INLINE
        if not is_inline and name not in VOID and any(tag in INLINE for tag in self._tags):
            self._promoted[name] += 1
            is_inline = True
        if self._inside_class and name == self._inside_class:
            self._depth += 1
        classes = attributes.get("class", "")
        skipped_class = self._scopes.skips(classes)
        if not is_inline and name not in VOID:
            self._enclosing.append((name, classes))
        by_class = skipped_class and not is_inline
        if not is_inline and (name in self._scopes.blocks or by_class):
            if by_class:
                self._inside_class, self._depth = name, 1
            self._in_block = True
            self.metrics[name] += 1
        else:
            self._begin_text(name, classes, is_inline)
        self._after(attributes, classes)
        if alt and not skipped_class and not any(self._scopes.skips(own) for _, own in self._enclosing):
            self._attribute("alt", alt)

    def _begin_text(self, name: str, classes: str, is_inline: bool) -> None:  # noqa: FBT001
        if not is_inline and name not in VOID and self._has_text():
            self._flush()
        if name in ("em", "b") and self._last_tag() == "code":
            name = "code"
        self._inline = is_inline or name in VOID
        self._skip = name in self._scopes.inline or name in self._scopes.blocks
        self._closed_inline = False
        self._pad = ""
        if name in self._scopes.wanted:
            self._open.append(_Open(name, self._scopes.wanted[name], self._skip, self._length))
        self._tags.append(name)
        self._classes.append(classes)
        self._active = name

    def end(self, name: str) -> None:
        """An end tag."""
        is_inline = name in INLINE
        if not is_inline and self._promoted[name] > 0:
            self._promoted[name] -= 1
            is_inline = True
        if self._inside_class and name == self._inside_class:
            self._depth -= 1
        closed = bool(self._inside_class) and self._depth == 0
        if not is_inline:
            self._unclose(name)
        if self._in_block and (closed or (not is_inline and name in self._scopes.blocks)):
            self._in_block = False
            if closed:
                self._inside_class = ""
        elif is_inline:
            self._end_inline(name)
        if not is_inline:
            self._flush()
        self._after(_NONE, "")

    def paragraph(self, piece: Piece) -> None:
        """A paragraph of plain text, without white space at its ends."""
        open_still = self._tags or self._enclosing or self._open or self._buffer or self._in_block or self._inside_class
        if open_still or self._promoted["p"] or "off" in self.comments.now:
            self.begin("p")
            self.text([piece])
            self.end("p")
            self.new_line()
            return
        # What the four would do where nothing is open.
        self._inline = self._skip = self._closed_inline = False
        self._pad = self._href = self._class = ""
        self._active, self._trailing = "p", "\n"
        self.metrics["paragraphs"] += 1
        label = "text" + self.meta_scope + self._suffix
        self.blocks.append(Block(piece.text, label, (piece,), split=True, off=self.comments.now, prose=True))

    def _end_inline(self, name: str) -> None:
        if self._tags and self._tags[-1] == name:
            self._tags.pop()
        self._active = ""
        self._closed_inline = True
        self._pad = ""
        if self._open and self._open[-1].tag == name:
            done = self._open.pop()
            pieces = stripped(done.pieces, " \t\n\r\f\v")
            if pieces:
                written = "".join(piece.text for piece in self._buffer)[done.begin :]
                begin = done.begin + len(written) - len(written.lstrip(" \n"))
                end = done.begin + len(written.rstrip(" \n"))
                self._captures.append(Capture(done.scope, begin, end, tuple(pieces), done.masked))

    def void(self, name: str) -> None:
        """A tag that closes itself, such as <br/>."""
        if name in INLINE:
            self._inline = True
            self._closed_inline = False
        self._after(_NONE, "")

    def comment(self, text: str, at: int) -> None:
        """A comment, without its marks and the white space at its ends; `at` is where the text begins."""
        if not self._inline:
            self._closed_inline = True
            self._pad = self._trailing
        self.comments.read(text, at)
        self._after(_NONE, "")

    def new_line(self) -> None:
        """White space between two tags, as there is between blocks."""
        if not self._in_block and "off" not in self.comments.now:
            self._trailing = "\n"
        self._after(_NONE, "")

    def text(self, pieces: Sequence[Piece]) -> None:
        """Text between two tags."""
        raw = "".join([piece.text for piece in pieces]) if len(pieces) > 1 else pieces[0].text
        trimmed = raw.strip(_BLANK)
        if self._rst:
            self._skip = self._skip or is_literal(self._tags)
        if self._in_block or "off" in self.comments.now:
            self._after(_NONE, "")
            return
        if trimmed:
            kept = pieces if len(trimmed) == len(raw) else stripped(pieces, _BLANK)
            self._add(raw, trimmed, kept)
        last = raw[-1:]
        self._trailing = "\n" if last in ("\n", "\r") else " " if last in (" ", "\t") else ""
        self._after(_NONE, "")

    def _add(self, raw: str, trimmed: str, pieces: Sequence[Piece]) -> None:
        nested = not self._inline and is_nested_list(self._tags)
        separator = "\n" if raw[0] in "\n\r" else " " if raw[0] in " \t" else ""
        if self._closed_inline and not separator:
            separator = self._pad
        self._pad = ""
        skip = self._skip or self._scopes.skips(self._class)
        starts = not skip and trimmed[0] in _CLOSING and not nested
        masked = skip or self._href == trimmed
        if masked:
            shown = [Piece(re.sub(r"[^\n]", "*", piece.text), piece.start, piece.length) for piece in pieces]
            self._skip = False
        else:
            shown = list(pieces)
            self._skip = False
        prefix = " " if nested else ""
        if self._closed_inline and separator:
            prefix = separator + prefix
        elif not self._closed_inline and self._inline and not starts:
            prefix = " " + prefix
        self._closed_inline = False
        prefix = self._without_spurious(prefix)
        if prefix:
            at = pieces[0].start
            if separator and len(prefix) == 1 and prefix == separator:
                shown.insert(0, Piece(prefix, max(at - 1, 0), 1))
            else:
                shown.insert(0, Piece(prefix, at, 0))
        self._buffer += shown
        self._length += len(prefix) + len(trimmed)
        for element in self._open:
            element.pieces += pieces if element.masked else shown

    def _without_spurious(self, prefix: str) -> str:
        if not prefix.startswith(" ") or not self._buffer:
            return prefix
        last = self._buffer[-1].text[-1:]
        if self._trailing == "" and last in _TIGHT_BEFORE:
            prefix = prefix[1:]
        if prefix.startswith(" ") and last > "\x7f" and last.isspace():
            prefix = prefix[1:]
        return prefix

    def _after(self, attributes: Attributes, classes: str) -> None:
        self._href = attributes.get("href", "")
        self._class = classes

    def _flush(self) -> None:
        if self._has_text():
            self._emit()
        self._tags.clear()
        self._classes.clear()
        self._captures.clear()
        self._buffer.clear()
        self._length = 0

    def _has_text(self) -> bool:
        return any(not piece.text.isspace() for piece in self._buffer)

    def _emit(self) -> None:
        scope = "meta" if "data" in self._tags else ""
        if not scope:
            scope = next((BLOCK_SCOPES[tag] for tag in self._tags if tag in BLOCK_SCOPES), "")
        running = not scope or scope in _RUNNING
        self.metrics[scope.removeprefix("text.") if scope else "paragraphs"] += 1
        pieces = left_stripped(self._buffer, " ")
        text = "".join([piece.text for piece in pieces])
        lead = self._length - len(text)
        inline = tuple(c._replace(start=c.start - lead, end=c.end - lead) for c in self._captures)
        label = (
            (scope or "text")
            + class_scope((*(own for _, own in self._enclosing), *self._classes))
            + self.meta_scope
            + self._suffix
        )
        prose = running and scope != "meta"
        block = Block(text, label, tuple(pieces), not scope, self.comments.now, inline, prose, " " * lead)
        self.blocks.append(block)

    def _attribute(self, name: str, pieces: Sequence[Piece]) -> None:
        text = "".join([piece.text for piece in pieces])
        if text and name not in self._scopes.blocks:
            self.blocks.append(Block(text, f"text.attr.{name}", tuple(pieces), off=self.comments.now))

    def description(self, pieces: Sequence[Piece]) -> None:
        """What a page says of itself to search engines."""
        self._attribute("description", pieces)

    def _unclose(self, name: str) -> None:
        for index in range(len(self._enclosing) - 1, -1, -1):
            if self._enclosing[index][0] == name:
                del self._enclosing[index]
                return

    def _last_tag(self) -> str:
        return self._tags[-1] if self._tags else self._active
