"""HTML → blocks."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from copydesk.readers.tags import Comment, Tag, entities, markup
from copydesk.vale.blocks import Piece
from copydesk.vale.walker import Walker

Pieces = Callable[[int, int], Sequence[Piece]]


def write_html(walker: Walker, text: str, pieces: Pieces) -> None:
    """Writes the tags and texts of a page or of a part of one; `pieces` says where text[start:end] stands."""
    for token in markup(text):
        if isinstance(token, Tag):
            _write_tag(walker, text, token, pieces)
        elif isinstance(token, Comment):
            body = text[token.start : token.end]
            lead = len(body) - len(body.lstrip())
            place = pieces(token.start + lead, token.start + lead + 1)
            walker.comment(body.strip(), place[0].start if place else -1)
        else:
            walker.text(_decoded(text, token.start, token.end, pieces))


def _write_tag(walker: Walker, text: str, tag: Tag, pieces: Pieces) -> None:
    if tag.closes:
        walker.end(tag.name)
        return
    if text.startswith("/>", tag.end - 2):
        walker.void(tag.name)
        return
    values = {name: html.unescape(text[start:end]) for name, start, end in reversed(tag.attributes)}
    alt: Sequence[Piece] = ()
    for name, start, end in tag.attributes:
        if tag.name == "img" and name == "alt" and end > start:
            alt = _decoded(text, start, end, pieces)
        elif tag.name == "meta" and name == "content" and end > start and _describes(values):
            walker.description(_decoded(text, start, end, pieces))
    walker.begin(tag.name, values, alt)


def _describes(values: dict[str, str]) -> bool:
    return values.get("name") == "description" or values.get("property") == "og:description"


def _decoded(text: str, start: int, end: int, pieces: Pieces) -> list[Piece]:
    found: list[Piece] = []
    at = start
    for a, b, stands_for in entities(text, start, end):
        found += pieces(at, a)
        source = pieces(a, b)
        if source:
            found.append(Piece(stands_for, source[0].start, source[-1].start + source[-1].length - source[0].start))
        at = b
    found += pieces(at, end)
    return found
