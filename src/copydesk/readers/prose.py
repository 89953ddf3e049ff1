"""Building the prose of a marked-up source: pieces of the source, and the few characters that stand for others.

Prose is cut from the source and never searched for afterwards, so every character knows where it came from.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from copydesk.document import Block, Document, Mark, Segment, SourceMap
from copydesk.readers.masks import masks
from copydesk.text import Ranges, Source

BREAK = "\n\n"


class TooDeepError(Exception):
    """More blocks or elements inside one another than a reader follows; it says so in the words of a document's notes."""

    def __init__(self, limit: int, what: str = "blocks") -> None:
        super().__init__(f"more than {limit} {what} inside one another; read as plain text")


NOWHERE = -1


class View:
    """A text made of slices of the source, as a parser sees it: line prefixes cut off, line ends made alike.

    `pieces` holds (offset in the view, offset in the source), rising in both; from each on, view and source run side by
    side up to the next. Characters of a piece at NOWHERE, and before the first, have no source: a tab's half, say.
    """

    def __init__(self, text: str, pieces: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self._starts = [start for start, _ in pieces]
        self._sources = [source for _, source in pieces]
        # Where the view is one slice of the source, what to add to an offset.
        self.shift = pieces[0][1] if len(pieces) == 1 and pieces[0][0] == 0 and pieces[0][1] != NOWHERE else None

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The slices of the source that view[start:end] is made of, in order."""
        return ((a, b) for _, a, b in self.placed(start, end))

    def placed(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The same, with the offset in the view at which each slice begins."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        last = len(self._starts) - 1
        while index <= last and self._starts[index] < end:
            here = self._starts[index]
            a = max(start, here)
            b = end if index == last else min(end, self._starts[index + 1])
            source = self._sources[index]
            if b > a and source != NOWHERE:
                yield a, source + a - here, source + b - here
            index += 1

    def cut(self, text: str, pieces: Sequence[tuple[int, int]]) -> View:
        """A view of `text`, whose pieces point into this view."""
        ends = [start for start, _ in pieces[1:]] + [len(text)]
        deeper: list[tuple[int, int]] = []
        for (start, inner), end in zip(pieces, ends, strict=True):
            if inner == NOWHERE:
                deeper.append((start, NOWHERE))
                continue
            at = inner
            for here, a, b in self.placed(inner, inner + end - start):
                if here > at:
                    deeper.append((start + at - inner, NOWHERE))
                deeper.append((start + here - inner, a))
                at = here + b - a
            if at < inner + end - start:
                deeper.append((start + at - inner, NOWHERE))
        return View(text, deeper)


Role = Literal["prose", "code", "alt"]


class Piece(NamedTuple):
    """Prose and the source[start:end] that it stands for; code is masked, and "alt" (the text of a picture) may become
    a caption.
    """

    text: str
    start: int
    end: int
    role: Role = "prose"


class Prose:
    """Collects blocks in the order of the source and makes a Document of them."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._pieces: list[Piece] = []
        self._shape = Block("paragraph", 0, 0)
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._segments: list[Segment] = []
        self._masked: list[tuple[int, int]] = []
        self._open_marks: list[tuple[str, int, int]] = []
        self._marks: list[Mark] = []

    def open(self, kind: str, level: int = 0, tags: tuple[str, ...] = ()) -> None:
        """Ends the block before it; nothing is written until there is text."""
        self.close()
        self._shape = Block(kind, 0, 0, level, tags)

    def add(self, view: View, start: int, end: int, role: Role = "prose") -> None:
        """Prose that is in the source as it stands."""
        text = self._source.text
        if view.shift is None:
            self._pieces += [Piece(text[a:b], a, b, role) for a, b in view.runs(start, end)]
        elif end > start:
            start, end = start + view.shift, end + view.shift
            self._pieces.append(Piece(text[start:end], start, end, role))

    def stand_in(self, text: str, view: View, start: int, end: int, role: Role = "prose") -> None:
        """Prose written otherwise in the source, as an entity is. Of the same length as its source, it is that."""
        runs = list(view.runs(start, end))
        if runs and text:
            a, b = runs[0][0], runs[-1][1]
            self._pieces.append(Piece(self._source.text[a:b] if b - a == len(text) else text, a, b, role))

    @property
    def here(self) -> int:
        """A place in the open block, for `mark`."""
        return len(self._pieces)

    def mark(self, kind: str, since: int) -> None:
        """Notes a kind of inline markup around all that was added since the place `since`."""
        if len(self._pieces) > since:
            self._open_marks.append((kind, since, len(self._pieces)))

    @property
    def at_space(self) -> bool:
        """True if white space here would stand beside white space or at the start of a block."""
        return not self._pieces or self._pieces[-1].text[-1].isspace()

    def close(self) -> None:
        """Writes the open block, without white space around it; pictures at its edges become captions of their own."""
        pieces, self._pieces = self._pieces, []
        marks, self._open_marks = self._open_marks, []
        if not pieces:
            return
        first, last = 0, len(pieces)
        while first < last and (pieces[first].role == "alt" or not pieces[first].text.strip()):
            first += 1
        while last > first and (pieces[last - 1].role == "alt" or not pieces[last - 1].text.strip()):
            last -= 1
        written: list[tuple[int, int, int]] = []
        if first:
            self._captions(pieces, 0, first, written)
        self._write(pieces, first, last, self._shape, written)
        if last < len(pieces):
            self._captions(pieces, last, len(pieces), written)
        if marks:
            self._write_marks(marks, written)

    def finish(self, form: str, meta: Mapping[str, str]) -> Document:
        """The document; the builder is spent."""
        self.close()
        text = "".join(self._parts)
        return Document(
            source=self._source,
            text=text,
            blocks=tuple(self._blocks),
            map=SourceMap(self._segments),
            masked=Ranges([*self._masked, *masks(text)]),
            meta=meta,
            format=form,
            marks=tuple(sorted(self._marks, key=lambda mark: (mark.start, -mark.end))),
        )

    def _captions(self, pieces: list[Piece], at: int, end: int, written: list[tuple[int, int, int]]) -> None:
        """Writes each run of pictures in pieces[at:end] as a caption."""
        while at < end:
            since = at
            while at < end and pieces[at].role == "alt":
                at += 1
            if at > since:
                self._write(pieces, since, at, Block("caption", 0, 0, 0, self._shape.tags), written)
            at += 1

    def _write(
        self, pieces: list[Piece], first: int, last: int, shape: Block, written: list[tuple[int, int, int]]
    ) -> None:
        """Writes pieces[first:last] as a block; to `written` go the number, start and end of each piece that shows."""
        first, last = _trim(pieces, first, last, "\r\n" if shape.kind == "code" else None)
        if first == last:
            return
        if self._blocks:
            self._parts.append(BREAK)
            self._length += len(BREAK)
        begin = self._length
        for number in range(first, last):
            piece = pieces[number]
            self._segment(piece)
            start, self._length = self._length, self._length + len(piece.text)
            if piece.role == "code":
                self._masked.append((start, self._length))
            self._parts.append(piece.text)
            written.append((number, start, self._length))
        self._blocks.append(shape._replace(start=begin, end=self._length))

    def _write_marks(self, marks: list[tuple[str, int, int]], written: list[tuple[int, int, int]]) -> None:
        """Writes the marks; one around pictures that became captions is divided where the blocks are."""
        for kind, since, until in marks:
            first, end = bisect_left(written, (since,)), bisect_left(written, (until,))
            while first < end:
                last = first
                while last + 1 < end and written[last + 1][1] == written[last][2]:
                    last += 1
                self._marks.append(Mark(kind, written[first][1], written[last][2]))
                first = last + 1

    def _segment(self, piece: Piece) -> None:
        """Writes where a piece stands; one that goes on where the last one ended makes that longer."""
        text, start, end, _ = piece
        length, source_length = len(text), end - start
        if length == source_length and self._segments:
            at, source, before, source_before = self._segments[-1]
            if before == source_before and at + before == self._length and source + before == start:
                self._segments[-1] = Segment(at, source, before + length, before + length)
                return
        self._segments.append(Segment(self._length, start, length, source_length))


def _trim(pieces: list[Piece], first: int, last: int, blank: str | None) -> tuple[int, int]:
    """Takes the `blank` characters (white space if None) off both ends of pieces[first:last]; what is left of that."""
    while first < last and not pieces[first].text.strip(blank):
        first += 1
    while last > first and not pieces[last - 1].text.strip(blank):
        last -= 1
    if first < last:
        head = pieces[first]
        lead = len(head.text) - len(head.text.lstrip(blank))
        if lead and len(head.text) == head.end - head.start:
            pieces[first] = head._replace(text=head.text[lead:], start=head.start + lead)
        tail = pieces[last - 1]
        trail = len(tail.text) - len(tail.text.rstrip(blank))
        if trail and len(tail.text) == tail.end - tail.start:
            pieces[last - 1] = tail._replace(text=tail.text[:-trail], end=tail.end - trail)
    return first, last
