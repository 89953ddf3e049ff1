"""The plan: what to look for in a text so that all patterns are found in one pass over it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from copydesk.matching.engines import MISSING, Clock, OutOfTimeError
from copydesk.matching.look import Look
from copydesk.matching.pattern import Hit, Pattern, Scan, Trouble
from copydesk.matching.record import VERSION, WAYS, Hard, Record, load
from copydesk.matching.seek import Everywhere, Expression, Found, Lines, Listed, Seeker, merged

TIME_LIMIT = 1.0


class Plan:
    """Patterns made ready to be found; the same patterns make the same plan."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._made: dict[int, Expression] = {}  # what has been needed; it says nothing that the record does not

    @classmethod
    def build(cls, patterns: Sequence[Pattern]) -> Plan:
        """A plan for the patterns. Raises PatternError for the first that cannot be used."""
        # What reads patterns is not needed where a plan comes from a cache, and takes longer to import than to scan.
        from copydesk.matching.build import build

        return cls(build(patterns))

    @classmethod
    def from_data(cls, data: Any) -> Plan:
        """A plan from `to_data`, which must not be changed afterwards. Raises ValueError for data of another shape."""
        return cls(load(data))

    def to_data(self) -> Any:
        """The plan as JSON-compatible data: lists, strings, numbers, and mappings with strings as keys."""
        return [VERSION, *self._record]

    @cached_property
    def _hards(self) -> list[Hard]:
        return [Hard(*hard) for hard in self._record.hards]

    def _expression(self, name: int) -> Expression:
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = Expression(self._hards[name])
        return made

    def scan(self, text: str, time_limit: float = TIME_LIMIT) -> Scan:
        """All matches of all patterns in a text.

        A pattern that may need more than linear time gets `time_limit` seconds, then it is a `Trouble` without hits.
        """
        look = Look(self._record, text)
        hits: dict[int, list[Hit]] = {}
        troubles = []
        names: dict[int, list[int]] = {}
        for name in look.positions:
            names.setdefault(self._hards[name].pattern, []).append(name)
        for pattern in sorted(look.found.keys() | names.keys()):
            try:
                found = self._hits(look, pattern, names.get(pattern, []), Clock(time_limit))
            except (OutOfTimeError, TimeoutError):
                troubles.append(Trouble(pattern, f"stopped after {time_limit:g} s: the pattern takes too long here"))
                continue
            except ImportError:
                troubles.append(Trouble(pattern, MISSING))
                continue
            if found:
                hits[pattern] = found
        return Scan(hits, tuple(troubles))

    def _hits(self, look: Look, pattern: int, names: list[int], clock: Clock) -> list[Hit]:
        """The hits of one pattern, from its literals and its hard alternatives."""
        text = look.view.text
        found = look.found.get(pattern, [])
        seekers: list[Seeker] = []
        for name in names:
            expression, positions = self._expression(name), look.positions[name]
            mode = expression.hard.mode
            if mode == "spot":
                found += expression.at(text, positions, clock)
            elif mode == "line":
                seekers.append(Lines(expression, text, positions, clock))
            elif mode == "joined":
                return _plain(expression.joined(text, clock))
            elif len(names) == 1 and not found and (every := expression.every(text)):
                return _plain(every)
            else:
                seekers.append(Everywhere(expression, text, positions, clock))
        if not seekers:
            return _apart(found)
        return _plain(merged([*seekers, Listed(found)]))


def _plain(found: Iterable[Found]) -> list[Hit]:
    return [Hit(start, end, rank // WAYS) for start, rank, end in found]


def _apart(found: list[Found]) -> list[Hit]:
    """The matches that come first, without overlap."""
    found.sort()
    hits = []
    place = 0
    for start, rank, end in found:
        if start >= place:
            hits.append(Hit(start, end, rank // WAYS))
            place = end
    return hits
