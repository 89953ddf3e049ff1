"""A text cut where marks begin and end, so that marks that overlap become pieces that do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from copydesk.text import LINE_END, Source, Span

BLOCK_LINES = 10
HEADING_LIMIT = 90
SENTENCE_ENDS = ".!?,;:)”’\"'"


class Segment(NamedTuple):
    """text[start:end] and the indexes of the spans over it, in order; an empty span gives an empty segment."""

    start: int
    end: int
    marks: tuple[int, ...]


class Block(NamedTuple):
    """Lines without an empty one among them: text[start:end], and the number of the first line."""

    start: int
    end: int
    line: int


def blocks(source: Source) -> Iterator[Block]:
    """The text in pieces to set one below the other: between empty lines, and never more than ten lines."""
    first, lines, end = 0, 0, 0
    for number in range(1, len(source.lines) + 1):
        span = source.lines.span(number)
        blank = not source.text[span.start : span.end].strip()
        if lines and (blank or lines == BLOCK_LINES):
            yield Block(source.lines.span(first).start, end, first)
            lines = 0
        if not blank:
            first = first if lines else number
            lines, end = lines + 1, span.end
    if lines:
        yield Block(source.lines.span(first).start, end, first)


def segments(within: Span, spans: Sequence[tuple[int, Span]]) -> Iterator[Segment]:
    """The text of `within` in order, cut at the ends of the (index, span) pairs that touch it."""
    touching = [(index, span) for index, span in spans if span.start <= within.end and span.end >= within.start]
    points: dict[int, list[int]] = {}
    for index, span in touching:
        if span.start == span.end:
            points.setdefault(span.start, []).append(index)
    cuts = {within.start, within.end}
    for _, span in touching:
        cuts |= {max(span.start, within.start), min(span.end, within.end)}
    coming = sorted(touching, key=lambda item: -item[1].start)
    active: list[tuple[int, Span]] = []
    ordered = sorted(cuts)
    for start, end in pairwise([*ordered, ordered[-1]]):
        if start in points:
            yield Segment(start, start, tuple(points[start]))
        while coming and coming[-1][1].start <= start:
            active.append(coming.pop())
        active = [item for item in active if item[1].end > start]
        if end > start:
            yield Segment(start, end, tuple(sorted(index for index, _ in active)))


def is_heading(text: str) -> bool:
    """A guess: one short line that does not end as a sentence does."""
    text = text.strip()
    return len(text) <= HEADING_LIMIT and not LINE_END.search(text) and text[-1:] not in SENTENCE_ENDS


def by_block(pieces: Sequence[Block], spans: Iterable[Span]) -> list[list[int]]:
    """For each block the indexes of the spans (in order of start) that begin in it, or in the white space before it."""
    found: list[list[int]] = [[] for _ in pieces]
    at = 0
    for index, span in enumerate(spans):
        while at < len(pieces) - 1 and span.start >= pieces[at].end:
            at += 1
        if pieces:
            found[at].append(index)
    return found
