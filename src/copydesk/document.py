"""A text as its reader sees it: the prose of all blocks in one string, every character of it mapped back to the source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, compress
from operator import add
from typing import NamedTuple

from copydesk.record import field, record
from copydesk.sentences import split_sentences
from copydesk.text import Ranges, Source, Span

BLOCK_KINDS = ("heading", "paragraph", "quotation", "caption", "list", "cell", "code", "front_matter")
_UNREAD = frozenset(("code", "front_matter"))
PROSE_KINDS = frozenset(BLOCK_KINDS) - _UNREAD

_VISIBLE = re.compile(r"[^\r\n]")
_UNWRAPPED = {ord("\n"): " ", ord("\r"): " "}
_PLAIN = bytes(code if chr(code).isalnum() else 32 for code in range(128)) + bytes(128)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Segment(NamedTuple):
    """`length` characters of prose that stand for `source_length` characters of source.

    Where the two are equal the characters are the same, one for one; elsewhere (an entity) the segment maps as a whole.
    """

    start: int
    source: int
    length: int
    source_length: int


class SourceMap:
    """From offsets in the prose to spans of the source. Segments are sorted by start; None means that prose is source."""

    def __init__(self, segments: Sequence[Segment] | None = None) -> None:
        self._segments = segments
        self._starts = [segment.start for segment in segments or ()]

    def span(self, start: int, end: int) -> Span:
        """The source from the first to the last character of prose[start:end], markup between them included."""
        if self._segments is None:
            return Span(start, end)
        if end <= start:
            at = self._bounds(start)[0]
            return Span(at, at)
        return Span(self._bounds(start)[0], self._bounds(end - 1)[1])

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        """The pieces of prose[start:end]: (start, end, start in the source, length in the source)."""
        if self._segments is None:
            yield start, end, start, end - start
            return
        at = start
        while at < end:
            index = max(bisect_right(self._starts, at) - 1, 0)
            after = self._starts[index + 1] if index + 1 < len(self._starts) else end
            stop = min(max(after, at + 1), end)
            span = self.span(at, stop)
            yield at, stop, span.start, span.end - span.start
            at = stop

    def _bounds(self, offset: int) -> Span:
        """The source of one character; one that the reader put in (a break between blocks) has none and gives the place."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or not self._segments:
            return Span(0, 0)
        segment = self._segments[index]
        into = offset - segment.start
        if into >= segment.length:
            return Span(segment.source + segment.source_length, segment.source + segment.source_length)
        if segment.length == segment.source_length:
            return Span(segment.source + into, segment.source + into + 1)
        return Span(segment.source, segment.source + segment.source_length)


class Block(NamedTuple):
    """A piece of prose that stands by itself: `Document.text[start:end]`.

    `level` is that of a heading (1 to 6) or the depth of a list or quotation. `tags` are the names of the HTML elements
    around it, outermost first.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    tags: tuple[str, ...] = ()


class Mark(NamedTuple):
    """What the markup makes of `Document.text[start:end]`: a "link", "strong", "emphasis", "code", "quote", or the "alt"
    text of a picture. A mark may lie inside another, never across the edge of a block.
    """

    kind: str
    start: int
    end: int


class Tokens(NamedTuple):
    """The runs of ASCII letters and digits of a text, for rules that ask of thousands of words whether one is in a set.

    words   the runs, in order, and nothing ("") between two other characters
    starts  where each begins
    """

    words: list[str]
    starts: list[int]

    def find(self, wanted: Container[str]) -> list[int]:
        """Where the wanted words begin."""
        return list(compress(self.starts, map(wanted.__contains__, self.words)))

    def number_at(self, offset: int) -> int:
        """The number of the first word that begins at or after the offset."""
        return bisect_left(self.starts, offset)


class Sentence(NamedTuple):
    """`Document.text[start:end]`, without white space around it; never reaches over a block."""

    start: int
    end: int


@record
class Document:
    """What a reader made of a source.

    text    the prose of all blocks, in order, blank lines between them; for plain text the source itself, with \\n for \\r\\n
    blocks  in order, none inside another; text between them is white space
    masked  prose that stays in its sentence but is not language: inline code, addresses, links written out
    meta    the fields of the front matter (or of an HTML head), keys in lower case
    format  the reader's name: "plain", "markdown", "html", "rst", "asciidoc" or "org"
    notes   what the reader could not do as asked, in a sentence each
    marks   the inline markup, by start; the readers of "plain" and "html" write none
    """

    source: Source
    text: str
    blocks: tuple[Block, ...]
    map: SourceMap = field(default_factory=SourceMap)
    masked: Ranges = field(default_factory=Ranges)
    meta: Mapping[str, str] = field(default_factory=dict)
    format: str = "plain"
    notes: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Where prose[start:end] stands in the source."""
        return self.map.span(start, end)

    def block_at(self, offset: int) -> Block | None:
        """The block that holds the offset; None between blocks."""
        index = bisect_right(self._block_starts, offset) - 1
        if index >= 0 and offset < self.blocks[index].end:
            return self.blocks[index]
        return None

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the offset, or None in white space and code."""
        index = self.sentence_index(offset)
        if index >= 0 and offset < self.sentences[index].end:
            return self.sentences[index]
        return None

    def sentence_index(self, offset: int) -> int:
        """The number of the last sentence that starts at or before the offset, -1 if there is none."""
        return bisect_right(self._sentence_starts, offset) - 1

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all prose blocks, in order."""
        return tuple(
            Sentence(start, end)
            for block in self.blocks
            if block.kind in PROSE_KINDS
            for start, end in split_sentences(self.text, block.start, block.end)
        )

    @cached_property
    def prose(self) -> str:
        """`text` as rules search it, at the same offsets: code and front matter blanked out, wrapped lines unwrapped.

        Inside a block of prose a line end is a space, so that a phrase is found where a line happens to break in it.
        """
        parts, at = [], 0
        for block in self.blocks:
            words = self.text[block.start : block.end]
            if block.kind in _UNREAD:
                words = _VISIBLE.sub(" ", words)
            elif block.kind in PROSE_KINDS and ("\n" in words or "\r" in words):
                words = words.translate(_UNWRAPPED)
            else:
                continue
            parts += [self.text[at : block.start], words]
            at = block.end
        return "".join([*parts, self.text[at:]]) if parts else self.text

    @cached_property
    def tokens(self) -> Tokens:
        """The plain words of the prose, as they are written."""
        words = self.prose.encode("ascii", "replace").translate(_PLAIN).decode("ascii").split(" ")
        return Tokens(words, list(map(add, accumulate(map(len, words), initial=0), range(len(words)))))

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Plain word → the numbers of its places in `tokens`, in order."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.tokens.words):
            found[word].append(number)
        return found

    @cached_property
    def words(self) -> tuple[tuple[int, int], ...]:
        """The words of the prose in order: runs of letters, with apostrophes inside."""
        return tuple(m.span() for m in WORD.finditer(self.prose))

    @cached_property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """The lines of `text` that hold anything but white space, without white space around them."""
        return tuple(m.span() for m in re.finditer(r"[^\s](?:[^\r\n]*[^\s])?", self.text))

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]
