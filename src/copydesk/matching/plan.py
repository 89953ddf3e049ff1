"""The plan: what to look for in a text so that all patterns are found in one pass over it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from copydesk.matching.engines import MISSING, Clock, OutOfTimeError
from copydesk.matching.look import Index, Look
from copydesk.matching.pattern import Hit, Pattern, Scan, Trouble
from copydesk.matching.record import WAYS, Hard, Record, dump, load
from copydesk.matching.seek import Everywhere, Expression, Found, Listed, Seeker, Span, Spots, Windows, merged

TIME_LIMIT = 1.0
# Half the time that calling Hit takes, and there are many.
_new = tuple.__new__


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
        return dump(self._record)

    @cached_property
    def _hards(self) -> list[Hard]:
        return [Hard(*hard) for hard in self._record.hards]

    @cached_property
    def _index(self) -> Index:
        return Index.of(self._record)

    @property
    def timed(self) -> tuple[int, ...]:
        """The patterns whose search may need more than linear time, and so has a limit."""
        return tuple(sorted({use[0] for hard in self._hards if hard.engine != "re" for use in hard.uses}))

    def expression(self, name: int) -> Expression:
        """The hard alternative of an index in the record, made ready when first asked for. Raises ImportError."""
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = Expression(self._hards[name])
        return made

    def scan(self, text: str, time_limit: float = TIME_LIMIT) -> Scan:
        """All matches of all patterns in a text.

        A pattern that may need more than linear time gets `time_limit` seconds of processor time, then it is a
        `Trouble` without hits.
        """
        looked = Look(self._index, self._record.always, text)
        uses: dict[int, list[tuple[int, int]]] = {}
        for name in looked.positions:
            for pattern, rank in self._hards[name].uses:
                uses.setdefault(pattern, []).append((name, rank))
        hits = {pattern: _apart(found) for pattern, found in looked.found.items() if pattern not in uses}
        troubles = []
        spots: dict[int, list[Span]] = {}
        for pattern in sorted(uses):
            try:
                search = _Search(self, looked, spots, Clock(time_limit))
                found = search.hits(pattern, uses[pattern])
            except (OutOfTimeError, TimeoutError):
                troubles.append(Trouble(pattern, f"stopped after {time_limit:g} s: the pattern takes too long here"))
                continue
            except ImportError:
                troubles.append(Trouble(pattern, MISSING))
                continue
            if found:
                hits[pattern] = found
        return Scan(hits, tuple(troubles))


class _Search:
    """The search for one pattern in a text that has been looked at; patterns share the `spots` of hard alternatives."""

    def __init__(self, plan: Plan, looked: Look, spots: dict[int, list[Span]], clock: Clock) -> None:
        self.plan, self.looked, self.spots, self.clock = plan, looked, spots, clock

    def hits(self, pattern: int, uses: list[tuple[int, int]]) -> list[Hit]:
        """The hits of a pattern, from its literals and its hard alternatives (their names and ranks)."""
        text = self.looked.view.text
        found = self.looked.found.get(pattern, [])
        seekers: list[Seeker] = []
        for name, rank in uses:
            expression = self.plan.expression(name)
            positions = self.looked.positions[name]
            mode = expression.hard.mode
            if mode == "spot" and expression.hard.engine == "re":
                found += [(start, rank, end) for start, end in self.spans(name)]
            elif mode == "spot":
                seekers.append(Spots(expression, rank, text, positions, self.clock))
            elif mode in ("line", "span"):
                seekers.append(Windows(expression, rank, text, positions, self.clock))
            elif mode == "joined":
                return _plain(expression.joined(text, self.clock))
            elif len(uses) == 1 and not found and (every := expression.every(text)):
                return [Hit(start, end, rank // WAYS) for start, end in every]
            else:
                seekers.append(Everywhere(expression, rank, text, positions, self.clock))
        return _plain(merged([*seekers, Listed(found)])) if seekers else _apart(found)

    def spans(self, name: int) -> list[Span]:
        """The matches of a linear hard alternative at its positions."""
        known = self.spots.get(name)
        if known is None:
            expression = self.plan.expression(name)
            known = expression.at(self.looked.view.text, self.looked.positions[name])
            self.spots[name] = known
        return known


def _plain(found: Iterable[Found]) -> list[Hit]:
    return [_new(Hit, (start, end, rank // WAYS)) for start, rank, end in found]


def _apart(found: list[Found]) -> list[Hit]:
    """The matches that come first, without overlap."""
    found.sort()
    hits = []
    place = 0
    for start, rank, end in found:
        if start >= place:
            hits.append(_new(Hit, (start, end, rank // WAYS)))
            place = end
    return hits
