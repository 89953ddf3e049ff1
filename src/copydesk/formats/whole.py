"""Which findings are about the whole text."""

from __future__ import annotations

from copydesk.text import Span


def prose_span(text: str) -> Span:
    """The text without white space at its ends."""
    return Span(len(text) - len(text.lstrip()), len(text.rstrip()))


def covers(span: Span, whole: Span) -> bool:
    """True for a finding that is about the whole text."""
    return span.start <= whole.start and span.end >= whole.end
