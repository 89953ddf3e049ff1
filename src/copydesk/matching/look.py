"""One look at a text: where the keys of a plan stand, and what that makes a match, or a chance of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from copydesk.matching.record import HARD, IGNORECASE, Record
from copydesk.matching.seek import Found
from copydesk.matching.view import ALIEN_DIGIT, FEW, FIRST, KEY, SECOND, View

# Offset of the key in the text to compare, that text, edges, owner, rank: an entry of a `Record`.
Entry = tuple[int, str, int, int, int]


class Keys:
    """The keys of one kind, each with its entries side by side once it has been met: most keys are in no text."""

    def __init__(self, record: Record, table: Mapping[str, Sequence[int]]) -> None:
        self.record = record
        self.table = table
        self.names: Collection[str] = table.keys()
        self.met: dict[str, list[Entry]] = {}

    def entries(self, key: str) -> list[Entry]:
        made = self.met.get(key)
        if made is None:
            _, _, _, _, texts, offsets, owners, ranks, edges, _, _ = self.record
            made = [(offsets[e], texts[e], edges[e], owners[e], ranks[e]) for e in self.table[key]]
            self.met[key] = made
        return made


class Index(NamedTuple):
    """The keys of a record."""

    words: Keys
    pairs: Keys
    strings: Keys
    shapes: Keys

    # By word whether it is a key, and the first or the second of a pair that is one (see `View.roles`).
    roles: Mapping[str, int]

    @classmethod
    def of(cls, record: Record) -> Index:
        roles = dict.fromkeys(record.words, KEY)
        for pair in record.pairs:
            first, _, second = pair.partition(" ")
            roles[first] = roles.get(first, 0) | FIRST
            roles[second] = roles.get(second, 0) | SECOND
        words, pairs, strings, shapes = (Keys(record, table) for table in record[:4])
        return cls(words, pairs, strings, shapes, roles)


class Look:
    """`found`: matches of literals by pattern; `positions`: by hard alternative, where it may match (see `Hard`)."""

    def __init__(self, index: Index, always: Sequence[int], text: str) -> None:
        self.view = View(text)
        self.found: defaultdict[int, list[Found]] = defaultdict(list)
        self.positions: defaultdict[int, list[int]] = defaultdict(list, {name: [] for name in always})
        if len(index.roles) <= FEW and not index.pairs.table:
            self._consider(index.words, self.view.few_positions(index.roles))
        else:
            roles = self.view.roles(index.roles)
            self._consider(index.words, self.view.positions(roles))
            self._consider(index.pairs, self.view.pair_positions(roles, index.pairs.names))
        if index.strings.table:
            self._search(index.strings, self.view.folded)
        if index.shapes.table:
            self._search(index.shapes, self.view.shapes)

    def _search(self, keys: Keys, text: str) -> None:
        rare = ALIEN_DIGIT in text
        for key in keys.table:
            if rare or ALIEN_DIGIT not in key:
                place = text.find(key)
                if place >= 0:
                    self._note(keys, key, _places(key, text, place))

    def _note(self, keys: Keys, key: str, places: list[int]) -> None:
        """Takes note of the entries of one key at all places where it was found."""
        others = []
        for entry in keys.met.get(key) or keys.entries(key):
            offset, literal, edge, owner, _ = entry
            if edge == HARD and not literal:
                self.positions[owner] += [place - offset for place in places if place >= offset] if offset else places
            else:
                others.append(entry)
        if others:
            self._compare((place, others) for place in places)

    def _consider(self, keys: Keys, places: Iterable[tuple[int, str]]) -> None:
        """Takes note of the entries for which what was found at a place is part of a match, or may be."""
        met = keys.met
        self._compare((place, met.get(key) or keys.entries(key)) for place, key in places)

    def _compare(self, places: Iterable[tuple[int, list[Entry]]]) -> None:
        """Takes note of those entries that fit the text around their places."""
        text, folded = self.view.text, self.view.folded
        found, positions = self.found, self.positions
        for place, entries in places:
            for offset, literal, edge, owner, rank in entries:
                start = place - offset
                if start < 0:
                    continue
                if edge == HARD:
                    if not literal or (place >= rank and folded.startswith(literal, place - rank)):
                        positions[owner].append(start)
                elif (folded if edge & IGNORECASE else text).startswith(literal, start):
                    end = start + len(literal)
                    if _stands(text, start, end, edge):
                        found[owner].append((start, rank, end))


def _places(key: str, text: str, place: int) -> list[int]:
    """Where a key stands from its first place on, overlapping or not."""
    find, places = text.find, []
    while place >= 0:
        places.append(place)
        place = find(key, place + 1)
    return places


def _stands(text: str, start: int, end: int, edge: int) -> bool:
    """Whether what must stand before and after a literal does (see `Record.edges`)."""
    before, after = edge & 3, edge >> 2 & 3
    if before:
        char = text[start - 1] if start else " "
        if (char.isalnum() or char == "_") == (before == 1):
            return False
    if after:
        char = text[end] if end < len(text) else " "
        return (char.isalnum() or char == "_") != (after == 1)
    return True
