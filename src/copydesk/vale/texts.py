"""The texts of a file that rules look at: its blocks, their paragraphs and sentences, the running text, the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from copydesk.document import SourceMap
from copydesk.text import Source, Span
from copydesk.vale.blocks import Block, Piece, Reading
from copydesk.vale.kinds import Memory, Said
from copydesk.vale.segment import sentences
from copydesk.vale.statistics import Statistics

Spans = list[tuple[int, int]]


class Placed:
    """A block and where it stands. `shift` is what to add to an offset if it is in the source as it is."""

    __slots__ = ("_map", "block", "shift")

    def __init__(self, block: Block) -> None:
        self.block = block
        pieces = block.pieces
        self.shift = pieces[0].start if len(pieces) == 1 and len(pieces[0].text) == pieces[0].length else None
        self._map: SourceMap | None = None

    def span(self, start: int, end: int) -> Span:
        """The source of text[start:end] of the block."""
        if self.shift is not None:
            return Span(start + self.shift, end + self.shift)
        if self._map is None:
            self._map = self.block.source()
        return self._map.span(start, end)


class Text(NamedTuple):
    """A text: `text` is `at` characters into its block. It has the label `scope`, and may have another one, `also`."""

    text: str
    scope: str
    also: str
    at: int
    home: Placed
    pages: Pages


class Pages:
    """A file as rules see it, and what they have found in it.

    found   by place in the source and name of the rule: end of the place, what is said, the match
    """

    def __init__(self, source: Source, reading: Reading, suffix: str) -> None:
        self.source = source
        self.reading = reading
        self.suffix = suffix
        self.memory = Memory(suffix)
        self.found: dict[tuple[int, str], tuple[int, Said, str]] = {}
        self.counts: dict[tuple[str, int, int], tuple[Statistics, Mapping[str, float]]] = {}
        self._blocks = list(map(Placed, reading.blocks))
        self._spans: dict[int, Spans] = {}

    def blocks(self) -> list[Text]:
        """The blocks."""
        return [Text(placed.block.text, placed.block.scope, "", 0, placed, self) for placed in self._blocks]

    def paragraphs(self) -> Iterator[Text]:
        """The blocks with their paragraphs; one that is a single paragraph is both at once."""
        for placed in self._blocks:
            text, scope = placed.block[:2]
            if not placed.block.split:
                yield Text(text, scope, "", 0, placed, self)
            elif "\n\n" not in text:
                yield Text(text, scope, f"paragraph.{scope}", 0, placed, self)
            else:
                at = 0
                for part in text.split("\n\n"):
                    end = min(at + len(part) + 2, len(text))
                    if at < end:
                        yield Text(text[at:end], f"paragraph.{scope}", "", at, placed, self)
                    at = end
                yield Text(text, scope, "", 0, placed, self)

    def sentences(self) -> list[Text]:
        """The sentences of all blocks but attributes and what a page says of itself."""
        found: list[Text] = []
        for number, placed in enumerate(self._blocks):
            text, scope = placed.block[:2]
            if not scope.startswith(("text.attr", "meta")):
                label = f"sentence.{scope}"
                found += [Text(text[a:b], label, "", a, placed, self) for a, b in self._sentences_of(number)]
        return found

    def inline(self) -> Iterator[Text]:
        """The inline elements of the blocks."""
        for placed in self._blocks:
            for capture in placed.block.inline:
                text = "".join(piece.text for piece in capture.pieces)
                block = Block(text, capture.scope + self.suffix, capture.pieces, off=placed.block.off)
                yield Text(text, block.scope, "", 0, Placed(block), self)

    def summary(self, *, placed: bool) -> Text:
        """The running text; with `placed` its characters know their source."""
        prose = [block for block in self.reading.blocks if block.prose]
        pieces: list[Piece] = []
        for block in prose if placed else ():
            pieces += [Piece(block.lead, block.pieces[0].start, 0)] if block.lead else []
            last = block.pieces[-1]
            pieces += [*block.pieces, Piece("\n\n", last.start + last.length, 0)]
        text = "\n\n".join([block.lead + block.text for block in prose])
        reading = self.reading
        whole = Block(text, f"summary{self.suffix}", tuple(pieces), off=reading.off, metrics=reading.metrics)
        return Text(text, whole.scope, "", 0, Placed(whole), self)

    def raw(self) -> Text:
        """The source as it is."""
        text = self.source.text
        block = Block(text, f"raw{self.suffix}", (Piece(text, 0, len(text)),), off=self.reading.off)
        return Text(text, block.scope, "", 0, Placed(block), self)

    def spoken(self) -> Iterator[tuple[str, Spans]]:
        """The sentences of the running text, block by block; a blank line parts paragraphs there too."""
        for number, block in enumerate(self.reading.blocks):
            if not block.prose:
                continue
            if "\n\n" not in block.text:
                yield block.text, self._sentences_of(number)
                continue
            found, at = [], 0
            for part in block.text.split("\n\n"):
                found += [(at + a, at + b) for a, b in sentences(part)]
                at += len(part) + 2
            yield block.text, found

    def _sentences_of(self, number: int) -> Spans:
        spans = self._spans.get(number)
        if spans is None:
            spans = self._spans[number] = list(sentences(self._blocks[number].block.text))
        return spans
