"""The matches of hard alternatives: wherever their positions say, in the order of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Any, Protocol

from copydesk.matching.engines import Clock, compiled, compiled_regex
from copydesk.matching.record import WAYS, Hard

Span = tuple[int, int]
Found = tuple[int, int, int]  # start, rank, end
# So much text is searched without a look at the clock, even if the time is quadratic.
_AT_ONCE = 8_192
_A_LINE = 2_048


class Expression:
    """A hard alternative made ready. Raises ImportError if it needs the `regex` module and that is not there.

    The methods raise OutOfTimeError, or TimeoutError, when the clock has run out.
    """

    def __init__(self, hard: Hard) -> None:
        make: Any = compiled_regex if hard.engine == "regex" else compiled
        expression: Any = make(hard.source, hard.flags)
        self.hard = hard
        self.match = expression.match
        self.search = expression.search
        self.finditer = expression.finditer
        self.starts = compiled(hard.starts, hard.flags).finditer if hard.starts else None
        self.skips = hard.starts.endswith("+") and not hard.starts.startswith(r"\b")
        if self.skips:  # a search need not stop within a run; hard.starts is the set of the run and a plus
            self.search = make(f"(?<!{hard.starts[:-1]}){hard.source}", hard.flags).search

    def at(self, text: str, positions: list[int]) -> list[Span]:
        """The matches of a linear expression that begin at the positions, whether they overlap or not."""
        match = self.match
        return [found.span() for place in positions if (found := match(text, place))]

    def one(self, text: str, place: int, clock: Clock) -> Span | None:
        """The match that begins at a place."""
        left = clock.left() if self.hard.engine != "re" else 0.0
        match = self.match(text, place, timeout=left) if self.hard.engine == "regex" else self.match(text, place)
        return match.span() if match else None

    def within(self, text: str, place: int, last: int, stop: int, clock: Clock) -> Span | None:
        """The first match that begins between two places, in the text up to `stop`."""
        engine = self.hard.engine
        if self.starts and (engine == "patient" or not self.skips) and stop - place > _A_LINE:
            runs = self.starts(text, place, stop)
            return self._first(text, takewhile(last.__ge__, (run.start() for run in runs)), clock)
        if engine == "patient" and stop - place > _AT_ONCE:
            return self._first(text, range(place, last + 1), clock)
        if self.skips and (found := self.one(text, place, clock)):
            return found
        left = clock.left() if engine != "re" else 0.0
        match = self.search(text, place, stop, timeout=left) if engine == "regex" else self.search(text, place, stop)
        return match.span() if match and match.start() <= last else None

    def _first(self, text: str, places: Iterable[int], clock: Clock) -> Span | None:
        return next((found for place in places if (found := self.one(text, place, clock))), None)

    def every(self, text: str) -> Iterator[Span] | None:
        """All matches in a text, if one linear search finds them."""
        return None if self.hard.engine != "re" or self.starts else (match.span() for match in self.finditer(text))

    def joined(self, text: str, clock: Clock) -> Iterator[Found]:
        """All matches of a whole pattern that may be empty."""
        matches = self.finditer(text, timeout=clock.left()) if self.hard.engine == "regex" else self.finditer(text)
        for match in matches:
            yield match.start(), self.hard.marks.index(match.lastindex) * WAYS, match.end()


class Seeker(Protocol):
    """Matches in the order of the text."""

    def next(self, place: int) -> Found | None:
        """The first match at or after a place; places never go back."""


class Listed:
    """Matches that are all known."""

    def __init__(self, found: list[Found]) -> None:
        self.found = sorted(found)
        self.index = 0

    def next(self, place: int) -> Found | None:
        while self.index < len(self.found) and self.found[self.index][0] < place:
            self.index += 1
        return self.found[self.index] if self.index < len(self.found) else None


class Spots:
    """Attempts at given places, none within a match: there a dear expression may find itself over and over."""

    def __init__(self, expression: Expression, rank: int, text: str, positions: list[int], clock: Clock) -> None:
        self.expression, self.rank, self.text, self.clock = expression, rank, text, clock
        self.positions = sorted(set(positions))

    def next(self, place: int) -> Found | None:
        for index in range(bisect_left(self.positions, place), len(self.positions)):
            if found := self.expression.one(self.text, self.positions[index], self.clock):
                return found[0], self.rank, found[1]
        return None


class Windows:
    """Searches in the stretches of a text where matches can begin."""

    def __init__(self, expression: Expression, rank: int, text: str, positions: list[int], clock: Clock) -> None:
        self.expression, self.rank, self.text, self.clock = expression, rank, text, clock
        self.windows = windows(text, sorted(positions), expression.hard)
        self.window = next(self.windows, None)

    def next(self, place: int) -> Found | None:
        while self.window is not None:
            first, last, stop = self.window
            start = max(first, place)
            if start <= last and (found := self.expression.within(self.text, start, last, stop, self.clock)):
                return found[0], self.rank, found[1]
            self.window = next(self.windows, None)
        return None


class Everywhere:
    """Searches in all of the text; a match cannot begin after the last of the positions, if there are any."""

    def __init__(self, expression: Expression, rank: int, text: str, positions: list[int], clock: Clock) -> None:
        self.expression, self.rank, self.text, self.clock = expression, rank, text, clock
        self.last = max(positions, default=len(text))

    def next(self, place: int) -> Found | None:
        if place > self.last:
            return None
        found = self.expression.within(self.text, place, self.last, len(self.text), self.clock)
        return (found[0], self.rank, found[1]) if found else None


def windows(text: str, positions: list[int], hard: Hard) -> Iterator[tuple[int, int, int]]:
    """(first start, last start, end of the text to show) of the stretches in which a hard alternative can begin."""
    if hard.mode == "span":
        return _spans(text, positions, hard.spread, hard.slack)
    return _lines(text, positions, hard.newlines, hard.slack)


def _spans(text: str, positions: list[int], spread: int, slack: int) -> Iterator[tuple[int, int, int]]:
    """(first start, last start, end of the text to show) of the stretches that end at the positions."""
    first, last = 0, -1
    for position in positions:
        if position - spread > last:
            if last >= 0:
                yield first, last, min(len(text), last + slack + 2)
            first = max(0, position - spread)
        last = position
    if last >= 0:
        yield first, last, min(len(text), last + slack + 2)


def _lines(text: str, positions: list[int], newlines: int, slack: int) -> Iterator[tuple[int, int, int]]:
    """(first start, last start, end of the text to show) of each stretch of lines that matches can lie in.

    A match holds one of the positions and at most so many newlines, and looks at most `slack` characters beyond.
    """
    first, last = 0, -1
    for position in positions:
        if position <= last and not newlines:
            continue
        start = _lines_back(text, position, newlines)
        if start > last:
            if last >= 0:
                yield first, last, _shown(text, last, newlines, slack)
            first = start
        last = _lines_on(text, position, newlines)
    if last >= 0:
        yield first, last, _shown(text, last, newlines, slack)


def _shown(text: str, last: int, newlines: int, slack: int) -> int:
    """How much of the text an attempt at `last` can see: what it may read, and two more for boundaries."""
    for _ in range(newlines):
        found = text.find("\n", last + 1)
        last = len(text) if found < 0 else found
    return min(len(text), last + slack + 2)


def _lines_back(text: str, place: int, count: int) -> int:
    """The start of the line of a place, or of the line `count` lines before."""
    for _ in range(count + 1):
        place = text.rfind("\n", 0, place)
        if place < 0:
            return 0
    return place + 1


def _lines_on(text: str, place: int, count: int) -> int:
    """The end of the line of a place, or of the line `count` lines after."""
    place -= 1
    for _ in range(count + 1):
        place = text.find("\n", place + 1)
        if place < 0:
            return len(text)
    return place


def merged(seekers: list[Seeker]) -> Iterator[Found]:
    """The matches that one expression with all the alternatives would find: leftmost, then first, without overlap."""
    heads = [(found, seeker) for seeker in seekers if (found := seeker.next(0))]
    while heads:
        best = min(found for found, _ in heads)
        yield best
        place = best[2]
        heads = [
            (after, seeker) for found, seeker in heads if (after := found if found[0] >= place else seeker.next(place))
        ]
