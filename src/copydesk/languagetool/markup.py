"""A document as LanguageTool's annotated markup, and the way back from its offsets to ours.

What is sent is `document.prose` cut into text and markup: code, links and the space between blocks are markup with an
interpretation, so that the server reads whole sentences and still counts in our offsets. It counts UTF-16 units.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from copydesk.document import PROSE_KINDS, Document

# What the server reads in the place of code or a link: a name it knows, so that the sentence stays whole.
STAND_IN = "Python"
BREAK = "\n\n"
# Long texts go in parts: the server's time grows with the text of a request, and so does its answer.
PART_LENGTH = 20_000


class Piece(NamedTuple):
    """document.prose[start:end]; None in place of an interpretation means that it is read as it stands."""

    start: int
    end: int
    read_as: str | None = None


class Part(NamedTuple):
    """Pieces for one request, without a gap: together document.prose[start:end]."""

    start: int
    end: int
    pieces: tuple[Piece, ...]

    def annotation(self, prose: str) -> list[dict[str, str]]:
        """The list that the server takes as `annotation`."""
        return [
            {"text": prose[start:end]} if read_as is None else {"markup": prose[start:end], "interpretAs": read_as}
            for start, end, read_as in self.pieces
        ]


def parts(document: Document, length: int = PART_LENGTH) -> Iterator[Part]:
    """The prose in parts of about `length` code points, cut between blocks and, where those are longer, sentences."""
    pending: list[Piece] = []
    for run in _runs(document, length):
        if pending and run[-1].end - pending[0].start > length:
            yield from _part(pending)
            pending = []
        pending += run
    yield from _part(pending)


def _part(pieces: list[Piece]) -> Iterator[Part]:
    if any(piece.read_as is None for piece in pieces):
        yield Part(pieces[0].start, pieces[-1].end, tuple(pieces))


def _runs(document: Document, length: int) -> Iterator[list[Piece]]:
    """Pieces that stay together: a block with the gap before it; a block that is too long, sentence by sentence."""
    at = 0
    for block in document.blocks:
        if block.kind not in PROSE_KINDS:
            continue
        gap = [Piece(at, block.start, _between(document.prose, at, block.start))] if at < block.start else []
        at = block.end
        if block.end - block.start <= length:
            yield gap + list(_pieces(document, block.start, block.end))
            continue
        cuts = [s.start for s in document.sentences if block.start < s.start < block.end]
        for start, end in zip([block.start, *cuts], [*cuts, block.end], strict=True):
            yield gap + list(_pieces(document, start, end))
            gap = []


def _between(prose: str, start: int, end: int) -> str:
    """How the space before a block is read; a line that goes on in lower case goes on with the sentence before it."""
    goes_on = start and prose[end : end + 1].islower() and prose[start - 1].isalpha() and "\n\n" not in prose[start:end]
    return " " if goes_on else BREAK


def _pieces(document: Document, start: int, end: int) -> Iterator[Piece]:
    """Text, with what is masked in it as markup."""
    at = start
    for a, b in document.masked.within(start, end):
        if a > at:
            yield Piece(at, a)
        yield Piece(a, b, STAND_IN)
        at = b
    if at < end:
        yield Piece(at, end)


class Utf16:
    """Offsets in a text, counted in UTF-16 units and in code points."""

    def __init__(self, text: str) -> None:
        self._wide = [index for index, char in enumerate(text) if char > "\uffff"] if not text.isascii() else []
        # Where the units behind each such character begin.
        self._ends = [index + 2 + before for before, index in enumerate(self._wide)]
        self.length = len(text) + len(self._wide)

    def code_point(self, offset: int) -> int:
        """The code point that holds the UTF-16 unit; the middle of a pair counts as its character."""
        before = bisect_right(self._ends, offset)
        if before < len(self._wide) and offset > self._wide[before] + before:
            return self._wide[before]
        return offset - before
