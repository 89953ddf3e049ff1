"""Findings at one place: a mistake that two rules see is one mistake, and is told once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from copydesk.diagnostic import Diagnostic
from copydesk.kinds.languagetool import called
from copydesk.record import replace
from copydesk.text import Span

# A finding that is longer than this is about a sentence, not about a slip in it.
_LONGEST = 60


def join(found: Iterable[Diagnostic], seconds: Collection[str]) -> Iterator[Diagnostic]:
    """The findings, those of the rules `seconds` (by id) left out where another rule has one at the same place.

    That one then names both, is as sure as the surer of the two, and has the other's replacements if it has none.
    """
    own: list[Diagnostic] = []
    others: list[Diagnostic] = []
    for diagnostic in found:
        (others if diagnostic.rule in seconds else own).append(diagnostic)
    places = sorted((d.span.start, index) for index, d in enumerate(own) if _is_slip(d))
    for other in others:
        index = next((i for start, i in places if start < other.span.end and _same_place(own[i], other)), None)
        if index is None:
            yield other
        else:
            own[index] = _both(own[index], other)
    yield from own


def _is_slip(diagnostic: Diagnostic) -> bool:
    return _length(diagnostic.span) <= _LONGEST


def _same_place(own: Diagnostic, other: Diagnostic) -> bool:
    """True if the two overlap and are about the same words: the same span, or a correction on each side."""
    if not _overlap(own.span, other.span):
        return False
    return own.span == other.span or (bool(own.replacements) and bool(other.replacements))


def _overlap(one: Span, two: Span) -> bool:
    return one.start < two.end and two.start < one.end


def _length(span: Span) -> int:
    return span.end - span.start


def _both(own: Diagnostic, other: Diagnostic) -> Diagnostic:
    name = called(other.message)
    # The second finding of one LanguageTool rule at the place adds nothing.
    message = own.message if name in own.message else f"{own.message} LanguageTool says so too ({name})."
    same = own.span == other.span
    return replace(
        own,
        message=message,
        confidence=max(own.confidence, other.confidence),
        replacements=own.replacements or (other.replacements if same else ()),
    )
