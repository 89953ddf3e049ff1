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
# What a reader says of a block tells more than its kind does: the last of its tags that stands here counts.
_TOLD = {
    "th": "th", "dt": "dt", "dd": "dd", "field": "td", "option": "td", "footnote": "p", "admonition": "p", "rubric": "p",
    "topic": "p", "sidebar": "p", "table": "caption", "list-table": "caption", "csv-table": "caption", "title": "p",
    "substitution": "p",
}  # fmt: skip
_TELLING = {
    "cell": {"th"}, "list": {"dt", "dd", "field", "option", "footnote"}, "heading": {"admonition", "rubric", "topic", "sidebar"},
    "caption": {"table", "list-table", "csv-table", "title", "substitution"},
}  # fmt: skip
# Vale sees what Org keeps for itself, and never the caption of code in reStructuredText.
_SEEN = frozenset(("author", "description"))
_UNSEEN = frozenset(("code", "code-block", "raw"))
_INLINE = {"link": "a", "strong": "strong", "emphasis": "em", "code": "code", "quote": "q", "deleted": "del"}
FORMATS = {"rst": "rst", "adoc": "asciidoc", "org": "org"}

_ADDRESS = re.compile(r"(?:https?|ftp)://|mailto:")
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
    at = 0
    state: Block | None = None
    for block in document.blocks:
        while at < len(marks) and marks[at].start < block.start:
            at += 1
        if any(a <= document.span(block.start, block.end).start < b for a, b in hidden):
            continue
        until = at
        while until < len(marks) and marks[until].start < block.end:
            until += 1
        inner = marks[at:until]
        inner += list(_addresses(document, block, inner))
        inner += [Mark("code", *span) for a, b in hidden for span in _shown(document, block, a, b)]
        if block.kind == "front_matter" and "state" in block.tags:
            state = block
            continue
        _write_block(walker, document, block, state, sorted(inner, key=lambda mark: (mark.start, -mark.end)))
        state = None


def _addresses(document: Document, block: Block, marks: Sequence[Mark]) -> Iterator[Mark]:
    """The addresses that stand in the text as they are, which the converters make links of."""
    for start, end in document.masked.within(block.start, block.end):
        if _ADDRESS.match(document.text, start, end) and not any(
            mark.end > start and mark.start < end for mark in marks
        ):
            yield Mark("link", start, end)


def _shown(document: Document, block: Block, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The part of a block that stands in source[start:end], if there is one."""
    places = [
        (max(a, a + start - source), min(b, a + end - source))
        for a, b, source, length in document.map.runs(block.start, block.end)
        if source < end and start < source + length and b - a == length
    ]
    if places:
        yield places[0][0], places[-1][1]


def _write_block(walker: Walker, document: Document, block: Block, state: Block | None, marks: Sequence[Mark]) -> None:
    """Writes one block, and before the words of a headline its state, which Vale takes for one of them."""
    tag = _tag(block, marks)
    walker.begin(tag)
    at = block.start
    if state:
        at = marks[0].start if marks else block.end
        space = Piece(" ", document.span(state.start, state.end).end, 1)
        walker.text([*_pieces(document, state.start, state.end), space, *_pieces(document, block.start, at)])
    if tag != "pre":
        _write_inline(walker, document, at, block.end, marks)
    walker.end(tag)
    walker.new_line()


def _tag(block: Block, marks: Sequence[Mark]) -> str:
    """The element that the block would be in the page that Vale reads."""
    told = next((tag for tag in reversed(block.tags) if tag in _TELLING.get(block.kind, ())), "")
    if block.kind == "front_matter" and not _SEEN.isdisjoint(block.tags):
        return "p"
    if block.kind in ("code", "front_matter") or (block.kind == "caption" and not _UNSEEN.isdisjoint(block.tags)):
        return "pre"
    if block.kind == "caption" and any(mark.kind == "alt" and mark[1:] == (block.start, block.end) for mark in marks):
        return "p"
    if told:
        return _TOLD[told]
    return f"h{min(max(block.level, 1), 6)}" if block.kind == "heading" else _TAGS.get(block.kind, "p")


def _write_inline(walker: Walker, document: Document, start: int, end: int, marks: Sequence[Mark]) -> None:
    at = start
    waiting: list[Piece] = []
    for mark in marks:
        if mark.start < at or mark.end > end or mark.kind not in (*_INLINE, "alt", "attribute"):
            continue
        waiting += _pieces(document, at, mark.start)
        if mark.kind == "attribute":  # that nothing sets, and so is dropped: the text around it is one
            at = mark.end
            continue
        _write_text(walker, waiting)
        inner = [other for other in marks if other is not mark and mark.start <= other.start and other.end <= mark.end]
        if mark.kind == "alt":
            walker.begin("img", {}, tuple(_pieces(document, mark.start, mark.end)))
        else:
            shown = document.text[mark.start : mark.end]
            is_address = mark.kind == "link" and document.masked.covers(mark.start, mark.end)
            walker.begin(_INLINE[mark.kind], {"href": shown} if is_address else {})
            _write_inline(walker, document, mark.start, mark.end, [m for m in inner if m != mark])
            walker.end(_INLINE[mark.kind])
        at = mark.end
    _write_text(walker, [*waiting, *_pieces(document, at, end)])


def _write_text(walker: Walker, pieces: list[Piece]) -> None:
    """Writes the pieces, and empties their list."""
    if pieces:
        walker.text(pieces.copy())
        pieces.clear()


def _pieces(document: Document, start: int, end: int) -> Iterator[Piece]:
    for a, b, source, length in document.map.runs(start, end):
        yield Piece(document.text[a:b], source, length)
