"""Documents that a reader of our own has made → blocks, for formats that Vale hands to other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copydesk.document import Block, Document, Mark
from copydesk.readers import read
from copydesk.text import Source
from copydesk.vale.blocks import Piece
from copydesk.vale.dialect import compiled
from copydesk.vale.walker import Walker

_TAGS = {"quotation": "blockquote", "list": "li", "cell": "td", "caption": "figcaption", "paragraph": "p"}
_INLINE = {"link": "a", "strong": "strong", "emphasis": "em", "code": "code", "quote": "q", "deleted": "del"}
FORMATS = {"rst": "rst", "adoc": "asciidoc", "org": "org"}

_COMMENTS = {
    "rst": re.compile(r"^[ \t]*\.\.[ \t]+(vale [^\r\n]*)", re.MULTILINE),
    "adoc": re.compile(r"(?:<!--|^//)[ \t]*(vale .*?)[ \t]*(?:-->|$)", re.MULTILINE),
    "org": re.compile(r"^[ \t]*#[ \t]+(vale [^\r\n]*)", re.MULTILINE),
}


def write_document(walker: Walker, source: Source, name: str, ignored: Sequence[str] = ()) -> None:
    """Writes the blocks of a source, read as `name`, into the walker; what the patterns find in it is shown as code."""
    for match in _COMMENTS[name].finditer(source.text):
        walker.comments.read(match[1].strip(), match.start(1))
    walker.comments.now = frozenset()
    document = read(source, FORMATS[name])
    marks = list(document.marks)
    hidden = [m.span(1 if m.re.groups else 0) for pattern in ignored for m in compiled(pattern).finditer(source.text)]
    for block in document.blocks:
        if any(a <= document.span(block.start, block.end).start < b for a, b in hidden):
            continue
        inner = [mark for mark in marks if block.start <= mark.start and mark.end <= block.end]
        inner += [Mark("code", *span) for a, b in hidden for span in _shown(document, block, a, b)]
        _write_block(walker, document, block, sorted(inner, key=lambda mark: (mark.start, -mark.end)))


def _shown(document: Document, block: Block, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The part of a block that stands in source[start:end], if there is one."""
    places = [
        (max(a, a + start - source), min(b, a + end - source))
        for a, b, source, length in document.map.runs(block.start, block.end)
        if source < end and start < source + length and b - a == length
    ]
    if places:
        yield places[0][0], places[-1][1]


def _write_block(walker: Walker, document: Document, block: Block, marks: Sequence[Mark]) -> None:
    if block.kind in ("code", "front_matter"):
        walker.begin("pre")
        walker.end("pre")
        walker.new_line()
        return
    tag = f"h{min(max(block.level, 1), 6)}" if block.kind == "heading" else _TAGS.get(block.kind, "p")
    walker.begin(tag)
    _write_inline(walker, document, block.start, block.end, marks)
    walker.end(tag)
    walker.new_line()


def _write_inline(walker: Walker, document: Document, start: int, end: int, marks: Sequence[Mark]) -> None:
    at = start
    for mark in marks:
        if mark.start < at or mark.end > end or mark.kind not in (*_INLINE, "alt"):
            continue
        _write_text(walker, document, at, mark.start)
        inner = [other for other in marks if other is not mark and mark.start <= other.start and other.end <= mark.end]
        if mark.kind == "alt":
            walker.begin("img", {}, tuple(_pieces(document, mark.start, mark.end)))
        else:
            walker.begin(_INLINE[mark.kind])
            _write_inline(walker, document, mark.start, mark.end, [m for m in inner if m != mark])
            walker.end(_INLINE[mark.kind])
        at = mark.end
    _write_text(walker, document, at, end)


def _write_text(walker: Walker, document: Document, start: int, end: int) -> None:
    if end > start:
        walker.text(list(_pieces(document, start, end)))


def _pieces(document: Document, start: int, end: int) -> Iterator[Piece]:
    for a, b, source, length in document.map.runs(start, end):
        yield Piece(document.text[a:b], source, length)
