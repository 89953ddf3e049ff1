"""Choosing among the fixes of many findings, and applying them to a text."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from copydesk.diagnostic import Diagnostic, Edit, Fix
from copydesk.text import LINE_END, Span

Which = Literal["safe", "all"]


class Applied(NamedTuple):
    """A changed text, the findings whose fixes are in it, and those whose fixes did not fit or came into the way."""

    text: str
    applied: tuple[Diagnostic, ...]
    skipped: tuple[Diagnostic, ...]


def apply(text: str, diagnostics: Iterable[Diagnostic], *, which: Which) -> Applied:
    """The text with fixes applied, each as a whole or not at all, none over another.

    `diagnostics` are findings in this very text. "safe" takes the safe fixes, "all" every fix, and where a finding has
    none its replacement if it offers exactly one. Of fixes in one place the more severe, then the surer finding's wins.
    Everything outside the edits stays as it is; line ends that an edit brings are written as the text writes them.
    A skipped fix may fit once the text has been checked again.
    """
    wanted = [(found, fix) for found in diagnostics if (fix := _fix(found, which)) is not None]
    newline = _line_end(text)
    taken = _Taken()
    applied: list[Diagnostic] = []
    skipped: list[Diagnostic] = []
    for found, fix in sorted(wanted, key=lambda pair: _rank(*pair)):
        edits = sorted({Edit(Span(*edit.span), LINE_END.sub(newline, edit.text)) for edit in fix.edits})
        fits = _is_sound(text, edits) and taken.add(edits)
        (applied if fits else skipped).append(found)
    return Applied(_edited(text, taken.edits), tuple(applied), tuple(skipped))


def _fix(found: Diagnostic, which: Which) -> Fix | None:
    if found.fix is not None:
        return found.fix if which == "all" or found.fix.safe else None
    if which == "all" and len(found.replacements) == 1:
        return Fix((Edit(found.span, found.replacements[0]),))
    return None


def _rank(found: Diagnostic, fix: Fix) -> tuple[int, float, Span, str, tuple[Edit, ...]]:
    return -found.severity, -found.confidence, found.span, found.rule, fix.edits


def _line_end(text: str) -> str:
    """What most lines of the text end with."""
    counts = Counter(LINE_END.findall(text))
    return max(counts, key=lambda end: counts[end]) if counts else "\n"


def _is_sound(text: str, edits: Sequence[Edit]) -> bool:
    """True if the edits lie in the text, apart from one another, change something and cut no \\r\\n in two."""
    at = 0
    for span, _ in edits:
        if not at <= span.start <= span.end <= len(text):
            return False
        if any(text[place - 1 : place + 1] == "\r\n" for place in span if place):
            return False
        at = span.end
    distinct = len({edit.span for edit in edits}) == len(edits)
    return distinct and any(text[span.start : span.end] != new for span, new in edits)


class _Taken:
    """The edits chosen so far, in order, none touching another where one of them only inserts."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []

    def add(self, edits: Sequence[Edit]) -> bool:
        """Takes all edits, or none and says so. An edit that was taken before is shared."""
        fresh = [edit for edit in edits if not self._has(edit)]
        if not all(self._is_free(edit.span) for edit in fresh):
            return False
        for edit in fresh:
            self.edits.insert(bisect_left(self.edits, edit), edit)
        return True

    def _has(self, edit: Edit) -> bool:
        index = bisect_left(self.edits, edit)
        return index < len(self.edits) and self.edits[index] == edit

    def _is_free(self, span: Span) -> bool:
        index = bisect_left(self.edits, span, key=lambda edit: edit.span)
        return not any(_clash(span, edit.span) for edit in self.edits[max(index - 1, 0) : index + 1])


def _clash(one: Span, other: Span) -> bool:
    """True if the spans share a character, or one inserts at the edge of the other and who comes first is unclear."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def _edited(text: str, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    at = 0
    for span, new in edits:
        parts += [text[at : span.start], new]
        at = span.end
    return "".join([*parts, text[at:]])
