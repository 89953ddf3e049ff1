"""The blocks of a file as Vale sees them: text with its scope, every character mapped to the source.

Vale makes HTML of every format and cuts its blocks from that: inline code becomes asterisks, text inside an inline element
is set off by a space, each end of a block-level element ends a block. The words of a rule meet that text, so it has to be
the same text to the letter; only the places are known here from the start and not searched for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from copydesk.document import Segment, SourceMap


class Piece(NamedTuple):
    """Text and the source[start:start + length] it stands for; of the same length, it is that text one for one."""

    text: str
    start: int
    length: int


class Capture(NamedTuple):
    """The text of an inline element, `block.text[start:end]`; `masked` elements show only asterisks there."""

    scope: str
    start: int
    end: int
    pieces: tuple[Piece, ...]
    masked: bool


class Block(NamedTuple):
    """A piece of a file that rules look at.

    scope      the dotted label, such as "text.heading.h2.md"
    pieces     the text in pieces that know their source
    split      True for plain paragraphs, of which there are `paragraph` blocks
    off        what comments had switched off when the block ended: rule, style, rule[match] or "off"
    inline     the inline elements in it
    prose      True if it counts as running text (readability)
    lead       white space before the text that only the running text has
    """

    text: str
    scope: str
    pieces: tuple[Piece, ...]
    split: bool = False
    off: frozenset[str] = frozenset()
    inline: tuple[Capture, ...] = ()
    prose: bool = False
    lead: str = ""
    metrics: tuple[tuple[str, int], ...] = ()

    def source(self) -> SourceMap:
        """Where the characters of the text stand."""
        return source_map(self.pieces)


class Region(NamedTuple):
    """The stretch of the source in which a comment switches something off."""

    key: str
    start: int
    end: int


class Reading(NamedTuple):
    """All blocks of a file in order, the regions that comments switch off, and how many elements of each sort there are."""

    blocks: Sequence[Block]
    regions: Sequence[Region] = ()
    metrics: tuple[tuple[str, int], ...] = ()
    off: frozenset[str] = frozenset()


def source_map(pieces: Sequence[Piece]) -> SourceMap:
    """The map of a text made of pieces."""
    segments, at = [], 0
    for text, start, length in pieces:
        segments.append(Segment(at, start, len(text), length))
        at += len(text)
    return SourceMap(segments)


def stripped(pieces: Sequence[Piece], characters: str) -> list[Piece]:
    """The pieces without the characters at both ends."""
    kept = left_stripped(pieces, characters)
    while kept:
        text, start, length = kept[-1]
        short = text.rstrip(characters)
        if short == text:
            break
        kept.pop()
        if short:
            cut = len(text) - len(short)
            kept.append(Piece(short, start, length - cut if length == len(text) else length))
            break
    return kept


def left_stripped(pieces: Sequence[Piece], characters: str) -> list[Piece]:
    """The pieces without the characters at the start."""
    for index, (text, start, length) in enumerate(pieces):
        short = text.lstrip(characters)
        if short == text:
            return list(pieces[index:])
        if short:
            cut = len(text) - len(short)
            first = Piece(short, start + cut, length - cut) if length == len(text) else Piece(short, start, length)
            return [first, *pieces[index + 1 :]]
    return []
