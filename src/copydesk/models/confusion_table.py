"""The file of the real-word model, read where it lies: each part is looked at when it is first asked for.

Sections: `words` and `ends` (the vocabulary, in the order of its numbers), `slots` (a hash of it), `coarse` and `fine`
(the classes of words), `terms` (what is typed and what is meant), `firsts` and `starts` (numbers of first words of what is
typed, and where the rows of each begin), `rows`, `pairs` (where the weights of a pair lie, and their CRC-32), and,
loose, `weights`.

A weight is two bytes: nine bits that tell the features of a slot apart, seven of weight. It lies in the slot that the
remainder of its key by the size of the pair's table names, or in the next one.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from copydesk.models.packed import damaged, open_packed, write_packed
from copydesk.models.tokens import SPECIAL

MARK, VERSION = b"CDPAIRS\0", 2
MARKS = 511  # what is kept of a key beside its slot
STRONGEST = 63
_ROW = struct.Struct("<HHHh8i4fI")


class Row(NamedTuple):
    """One direction of a pair; thresholds and gates in units of a weight.

    gates        what the neighbours must say, each by itself and then together, for the rest to be looked at
    figures      precision and recall of the warnings, then of warnings and suggestions; correct uses that were counted
    """

    typed: str
    replacement: str
    pair: int
    sign: int  # 1: the pair's second word is the replacement
    gates: tuple[int, int]
    loose_gates: tuple[int, int]
    warning: int
    suggestion: int
    candidate: int
    figures: tuple[float, float, float, float, int]


class ConfusionTable:
    """An opened file. Raises WeightsError at the first use of a pair whose weights were changed.

    `firsts` holds the number of each word that begins what may be typed, with its place among them, from 1.
    """

    def __init__(self, path: Path) -> None:
        packed = open_packed(path, MARK, VERSION)
        self._path = path
        self.scale: float = packed.header["scale"]
        self.built: dict[str, list[str]] = packed.header["built"]
        self._words = packed.section("words")
        self._ends = packed.section("ends").cast("I")
        self._slots = packed.section("slots").cast("H")
        self._mask = len(self._slots) - 1
        self.coarse = packed.section("coarse")
        self.fine = packed.section("fine").cast("H")
        self._terms = str(packed.section("terms"), "utf8").split("\n")
        firsts = packed.section("firsts").cast("H")
        self.firsts = dict(zip(firsts, range(1, len(firsts) + 1), strict=True))
        self._starts = packed.section("starts").cast("H")
        self._rows = packed.section("rows")
        self._pairs = packed.section("pairs").cast("I")
        self._weights = packed.section("weights")
        self._known: dict[int, memoryview] = {}

    def number(self, word: str) -> int | None:
        """A folded word's number in the vocabulary."""
        key = word.encode("utf8", "surrogatepass")
        at = zlib.crc32(key) & self._mask
        while number := self._slots[at]:
            place = number - len(SPECIAL)
            if self._words[self._ends[place] : self._ends[place + 1]] == key:
                return number
            at = (at + 1) & self._mask
        return None

    def rows(self, place: int) -> tuple[Row, ...]:
        """The rows of what begins with a word, by its place in `firsts`."""
        return tuple(map(self._row, range(self._starts[place - 1], self._starts[place])))

    def all_rows(self) -> tuple[Row, ...]:
        """Every row."""
        return tuple(map(self._row, range(len(self._rows) // _ROW.size)))

    def weights(self, pair: int) -> memoryview:
        """The slots of a pair, checked when first asked for; one more than its size, for the last to have a next one."""
        held = self._known.get(pair)
        if held is None:
            start, size, checksum = self._pairs[3 * pair : 3 * pair + 3]
            data = self._weights[2 * start : 2 * (start + size + 1)]
            if zlib.crc32(data) != checksum:
                raise damaged(self._path)
            self._known[pair] = held = data.cast("H")
        return held

    def verify(self) -> None:
        """Check the weights of every pair. Raises WeightsError."""
        for pair in range(len(self._pairs) // 3):
            self.weights(pair)

    def _row(self, number: int) -> Row:
        typed, meant, pair, sign, *units, a, b, c, d, uses = _ROW.unpack_from(self._rows, number * _ROW.size)
        gate, joint, loose, loose_joint, warning, suggestion, candidate, _ = units
        figures = (round(a, 4), round(b, 4), round(c, 4), round(d, 4), uses)
        return Row(self._terms[typed], self._terms[meant], pair, sign, (gate, joint), (loose, loose_joint),
                   warning, suggestion, candidate, figures)  # fmt: skip


def fill(weights: Iterable[tuple[int, int]], size: int) -> array[int]:
    """The slots of a pair from keys and weights, the strongest first: one that finds both its slots taken is left out."""
    slots = array("H", bytes(2 * (size + 1)))
    for key, weight in sorted(weights, key=lambda item: -abs(item[1])):
        at = key % size
        if not slots[at] or not slots[at := at + 1]:
            slots[at] = (key & MARKS) << 7 | max(min(weight, STRONGEST), -STRONGEST) & 127
    return slots


def write_table(
    path: Path,
    words: Sequence[str],
    classes: tuple[Sequence[int], Sequence[int]],
    pairs: Sequence[array[int]],
    rows: Iterable[Row],
    facts: Mapping[str, object],
) -> None:
    """Write a file that ConfusionTable reads: the vocabulary, its classes (coarse, fine), slots by pair, rows; scale, built."""
    ordered = sorted(rows, key=lambda row: (row.typed.partition(" ")[0], row.typed, row.replacement))
    terms = sorted({term for row in ordered for term in (row.typed, row.replacement)})
    place = {term: number for number, term in enumerate(terms)}
    first_words = [row.typed.partition(" ")[0] for row in ordered]
    firsts = sorted(set(first_words))
    numbers = {word: number for number, word in enumerate(words, len(SPECIAL))}
    encoded = [word.encode() for word in words]
    lengths = [len(slots) for slots in pairs]
    where = [0, *accumulate(lengths)]
    table = [
        n for at, slots in zip(where, pairs, strict=False) for n in (at, len(slots) - 1, zlib.crc32(slots.tobytes()))
    ]
    write_packed(path, MARK, VERSION, facts, {
        "words": b"".join(encoded),
        "ends": array("I", [0, *accumulate(map(len, encoded))]).tobytes(),
        "slots": _hashed(encoded).tobytes(),
        "coarse": bytes(classes[0]),
        "fine": array("H", classes[1]).tobytes(),
        "terms": "\n".join(terms).encode(),
        "firsts": array("H", map(numbers.__getitem__, firsts)).tobytes(),
        "starts": array("H", [*map(first_words.index, firsts), len(ordered)]).tobytes(),
        "rows": b"".join(_packed(row, place) for row in ordered),
        "pairs": array("I", table).tobytes(),
    }, {"weights": b"".join(slots.tobytes() for slots in pairs)})  # fmt: skip


def _packed(row: Row, place: Mapping[str, int]) -> bytes:
    return _ROW.pack(place[row.typed], place[row.replacement], row.pair, row.sign, *row.gates, *row.loose_gates,
                     row.warning, row.suggestion, row.candidate, 0, *row.figures)  # fmt: skip


def _hashed(words: Sequence[bytes]) -> array[int]:
    """Numbers of the words by CRC-32, the next free slot where two meet; nought is free."""
    mask = (1 << (2 * len(words)).bit_length()) - 1 if len(words) < 30_000 else 0xFFFF
    slots = array("H", bytes(2 * (mask + 1)))
    for number, word in enumerate(words, len(SPECIAL)):
        at = zlib.crc32(word) & mask
        while slots[at]:
            at = (at + 1) & mask
        slots[at] = number
    return slots
