"""The matches of hard alternatives: wherever their positions say, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from copydesk.matching.engines import Clock, compiled, compiled_regex
from copydesk.matching.record import Hard

Found = tuple[int, int, int]  # start, rank, end
_AT_ONCE = 8_192  # so much text is searched without a look at the clock, even if the time is quadratic


class Seeker(Protocol):
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


class _Expression:
    """A hard alternative over one text, held to its clock. Raises OutOfTimeError."""

    def __init__(self, hard: Hard, text: str, clock: Clock) -> None:
        make: Any = compiled_regex if hard.engine == "regex" else compiled
        self.hard = hard
        self.text = text
        self.clock = clock
        self.match: Any = make(hard.match, hard.flags).match
        self.search: Any = make(hard.search, hard.flags).search
        self.skips = hard.search != hard.match

    def at(self, place: int) -> Found | None:
        """The match that begins at a place."""
        if self.hard.engine == "re":
            match = self.match(self.text, place)
        elif self.hard.engine == "regex":
            match = self.match(self.text, place, timeout=self.clock.left())
        else:
            self.clock.left()
            match = self.match(self.text, place)
        return (place, self.hard.rank, match.end()) if match else None

    def within(self, place: int, last: int, stop: int) -> Found | None:
        """The first match that begins between two places, in the text up to `stop`."""
        if self.hard.engine == "patient" and stop - place > _AT_ONCE:
            return next(filter(None, map(self.at, range(place, last + 1))), None)
        if self.skips and (found := self.at(place)):
            return found
        if self.hard.engine == "regex":
            match = self.search(self.text, place, stop, timeout=self.clock.left())
        else:
            match = self.search(self.text, place, stop)
            if self.hard.engine == "patient":
                self.clock.left()
        return (match.start(), self.hard.rank, match.end()) if match and match.start() <= last else None


class Spots:
    """Attempts at given places."""

    def __init__(self, expression: _Expression, positions: list[int]) -> None:
        self.expression = expression
        self.positions = sorted(set(positions))
        self.index = 0

    def next(self, place: int) -> Found | None:
        while self.index < len(self.positions):
            here = self.positions[self.index]
            if here >= place and (found := self.expression.at(here)):
                return found
            self.index += 1
        return None


class Lines:
    """Searches in the lines around given places."""

    def __init__(self, expression: _Expression, positions: list[int]) -> None:
        self.expression = expression
        hard = expression.hard
        self.windows = _windows(expression.text, sorted(set(positions)), hard.newlines, hard.slack)
        self.window = next(self.windows, None)

    def next(self, place: int) -> Found | None:
        while self.window is not None:
            first, last, stop = self.window
            if place <= last and (found := self.expression.within(max(first, place), last, stop)):
                return found
            self.window = next(self.windows, None)
        return None


def _windows(text: str, positions: list[int], newlines: int, slack: int) -> Iterator[tuple[int, int, int]]:
    """(first start, last start, end of the text to show) of each stretch of lines that matches can lie in.

    A match holds one of the positions and at most so many newlines, and looks at most `slack` characters beyond.
    """
    first, last = 0, -1
    for position in positions:
        if last >= 0 and position <= last and not newlines:
            continue
        start = _lines_back(text, position, newlines)
        if last >= 0 and start > last:
            yield first, last, min(len(text), _lines_on(text, last + 1, newlines - 1) + slack + 2)
            last = -1
        first = start if last < 0 else first
        last = _lines_on(text, position, newlines)
    if last >= 0:
        yield first, last, min(len(text), _lines_on(text, last + 1, newlines - 1) + slack + 2)


def _lines_back(text: str, place: int, count: int) -> int:
    """The start of the line of a place, or of the line `count` lines before."""
    for _ in range(count + 1):
        place = text.rfind("\n", 0, place)
        if place < 0:
            return 0
    return place + 1


def _lines_on(text: str, place: int, count: int) -> int:
    """The end of the line of a place, or of the line `count` lines after; the place itself for count -1."""
    for turn in range(count + 1):
        place = text.find("\n", place + (1 if turn else 0))
        if place < 0:
            return len(text)
    return min(place, len(text))


class Everywhere:
    """Searches in all of the text."""

    def __init__(self, expression: _Expression) -> None:
        self.expression = expression

    def next(self, place: int) -> Found | None:
        length = len(self.expression.text)
        return self.expression.within(place, length, length)


def seeker(hard: Hard, text: str, positions: list[int], clock: Clock) -> Seeker:
    """The matches of a hard alternative. Raises ImportError if it needs the `regex` module and that is not there."""
    expression = _Expression(hard, text, clock)
    if hard.mode == "spot":
        return Spots(expression, positions)
    return Lines(expression, positions) if hard.mode == "line" else Everywhere(expression)


def joined(hard: Hard, text: str, clock: Clock) -> Iterator[Found]:
    """The matches of a whole pattern that may be empty. Raises OutOfTimeError."""
    if hard.engine == "regex":
        matches = compiled_regex(hard.match, hard.flags).finditer(text, timeout=clock.left())
    else:
        matches = compiled(hard.match, hard.flags).finditer(text)
    for match in matches:
        yield match.start(), hard.marks.index(match.lastindex), match.end()


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
