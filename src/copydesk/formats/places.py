"""What the places of a finding mean: which findings are about the whole text, which other places belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.diagnostic import Related
from copydesk.text import Position, Source, Span

RELATED_LIMIT = 6


def prose_span(text: str) -> Span:
    """The text without white space at its ends."""
    return Span(len(text) - len(text.lstrip()), len(text.rstrip()))


def covers(span: Span, whole: Span) -> bool:
    """True for a finding that is about the whole text."""
    return span.start <= whole.start and span.end >= whole.end


def elsewhere(source: Source, related: Sequence[Related]) -> Iterator[tuple[str, list[Position]]]:
    """The first six other places of a finding, those that share a message together."""
    groups: dict[str, list[Position]] = {}
    for item in related[:RELATED_LIMIT]:
        groups.setdefault(item.message, []).append(source.lines.position(item.span.start))
    yield from groups.items()
