"""The plan: what to look for in a text so that all patterns are found in one pass over it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from copydesk.matching.engines import MISSING, Clock, OutOfTimeError
from copydesk.matching.pattern import Hit, Pattern, Scan, Trouble
from copydesk.matching.record import IGNORECASE, VERSION, WAYS, Hard, Record, load
from copydesk.matching.seek import Found, Listed, Seeker, joined, merged, seeker
from copydesk.matching.view import View, is_word

TIME_LIMIT = 1.0


class Plan:
    """Patterns made ready to be found; the same patterns make the same plan."""

    def __init__(self, record: Record) -> None:
        self._record = record

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

    def scan(self, text: str, time_limit: float = TIME_LIMIT) -> Scan:
        """All matches of all patterns in a text.

        A pattern that may need more than linear time gets `time_limit` seconds, then it is a `Trouble` without hits.
        """
        pass_ = _Pass(self._record, text)
        pass_.look()
        hits: dict[int, list[Hit]] = {}
        troubles = []
        seekers: dict[int, list[int]] = {}
        for name in sorted(pass_.positions):
            seekers.setdefault(self._hards[name].pattern, []).append(name)
        for pattern in sorted(pass_.found.keys() | seekers.keys()):
            try:
                found = self._resolve(pass_, pattern, seekers.get(pattern, []), time_limit)
            except (OutOfTimeError, TimeoutError):
                troubles.append(Trouble(pattern, f"stopped after {time_limit:g} s: the pattern takes too long here"))
                continue
            except ImportError:
                troubles.append(Trouble(pattern, MISSING))
                continue
            if found:
                hits[pattern] = found
        return Scan(hits, tuple(troubles))

    def _resolve(self, pass_: _Pass, pattern: int, names: list[int], time_limit: float) -> list[Hit]:
        literals = pass_.found.get(pattern, [])
        if not names:
            return _apart(literals)
        clock = Clock(time_limit)
        text = pass_.view.text
        first = self._hards[names[0]]
        if first.mode == "joined":
            return [Hit(start, end, number) for start, number, end in joined(first, text, clock)]
        seekers: list[Seeker] = [seeker(self._hards[name], text, pass_.positions[name], clock) for name in names]
        if literals:
            seekers.append(Listed(literals))
        return [Hit(start, end, rank // WAYS) for start, rank, end in merged(seekers)]


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


class _Pass:
    """One look at a text: matches of literals by pattern, and where hard alternatives may match."""

    def __init__(self, record: Record, text: str) -> None:
        self.record = record
        self.view = View(text)
        self.found: dict[int, list[Found]] = {}
        self.positions: dict[int, list[int]] = {name: [] for name in record.always}

    def look(self) -> None:
        words = self.record.words
        for position, word in self.view.positions(words):
            for entry in words[word]:
                self.consider(entry, position)
        self.look_for(self.record.strings, self.view.folded)
        if self.record.shapes:
            self.look_for(self.record.shapes, self.view.shapes)

    def look_for(self, keys: dict[str, list[int]], text: str) -> None:
        find = text.find
        for key, entries in keys.items():
            position = find(key)
            while position >= 0:
                for entry in entries:
                    self.consider(entry, position)
                position = find(key, position + 1)

    def consider(self, entry: int, position: int) -> None:
        record = self.record
        start = position - record.offsets[entry]
        if start < 0:
            return
        literal = record.texts[entry]
        if not literal:
            self.positions.setdefault(record.owners[entry], []).append(start)
            return
        edges = record.edges[entry]
        view = self.view
        if not (view.folded if edges & IGNORECASE else view.text).startswith(literal, start):
            return
        end = start + len(literal)
        if _edge(view.text, start - 1, edges & 3) and _edge(view.text, end, edges >> 2 & 3):
            self.found.setdefault(record.owners[entry], []).append((start, record.ranks[entry], end))


def _edge(text: str, index: int, wanted: int) -> bool:
    return not wanted or is_word(text, index) == (wanted == 2)
