"""One look at a text: where the keys of a plan stand, and what that makes a match, or a chance of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from copydesk.matching.record import HARD, IGNORECASE, Record
from copydesk.matching.seek import Found
from copydesk.matching.view import ALIEN_DIGIT, View


class Look:
    """`found`: matches of literals by pattern; `positions`: by hard alternative, where it may match (see `Hard`)."""

    def __init__(self, record: Record, text: str) -> None:
        self.record = record
        self.view = View(text)
        self.found: defaultdict[int, list[Found]] = defaultdict(list)
        self.positions: defaultdict[int, list[int]] = defaultdict(list, {name: [] for name in record.always})
        self._words()
        if record.strings:
            self._keys(record.strings, self.view.folded)
        if record.shapes:
            self._keys(record.shapes, self.view.shapes)

    def _words(self) -> None:
        words, pairs = self.record.words, self.record.pairs
        self._consider((place, words[word]) for place, word in self.view.positions(words))
        self._consider((place, pairs[pair]) for place, pair in self.view.pair_positions(pairs))

    def _keys(self, keys: Mapping[str, Sequence[int]], text: str) -> None:
        rare = ALIEN_DIGIT in text
        for key, entries in keys.items():
            if rare or ALIEN_DIGIT not in key:
                place = text.find(key)
                if place >= 0:
                    self._consider((place, entries) for place in _places(key, text, place))

    def _consider(self, places: Iterable[tuple[int, Sequence[int]]]) -> None:
        """Takes note of the entries for which what was found at a place is part of a match, or may be."""
        _, _, _, _, texts, offsets, owners, ranks, edges, _, _ = self.record
        text, folded = self.view.text, self.view.folded
        found, positions = self.found, self.positions
        for place, entries in places:
            for entry in entries:
                start = place - offsets[entry]
                if start < 0:
                    continue
                literal = texts[entry]
                edge = edges[entry]
                if edge == HARD:
                    lead = ranks[entry]
                    if not literal or (place >= lead and folded.startswith(literal, place - lead)):
                        positions[owners[entry]].append(start)
                elif (folded if edge & IGNORECASE else text).startswith(literal, start):
                    end = start + len(literal)
                    if _stands(text, start, end, edge):
                        found[owners[entry]].append((start, ranks[entry], end))


def _places(key: str, text: str, place: int) -> Iterator[int]:
    while place >= 0:
        yield place
        place = text.find(key, place + 1)


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
