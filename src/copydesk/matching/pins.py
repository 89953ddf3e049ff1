"""What to look for in a text to find the places where a pattern may match.

A pin is a word, a string or a shape that every match (of one way to read the pattern) contains, at a known distance
from its start if possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, product
from typing import Literal, NamedTuple

from copydesk.matching.charset import ASCII_WORD, LETTER, shapes
from copydesk.matching.common import pair_per_megabyte, per_megabyte
from copydesk.matching.dialect import Chars
from copydesk.matching.variants import Gap, Mark, Row
from copydesk.matching.view import ALIEN, ALIEN_DIGIT, MARK, fold, foldable, shape, words

Kind = Literal["words", "pairs", "strings", "shapes"]
_SHAPES = 6  # alternatives of one shape, at most; those with a non-ASCII digit cost nothing
_ALL_SHAPES = 24
_LONGEST = 10
_SPREAD = 6
_CASED = 3
_TOKEN = re.compile("[a-z0-9]+")
_OTHER = "\ud800"  # a character that no pattern is written with
_PLAIN = re.compile(f"[^{_OTHER}]+")

# Microseconds for a megabyte of prose: one pass of str.find for one character, and for a longer string.
_PASS = 100
_RARE = 1_000
_LONG_PASS = 800
_SLOW_PASS = 3_000  # where the last character is a common one
_TOGETHER = {"0a": 0.03, "a0": 0.01, "aA": 0.01, "A0": 0.03, "0A": 0.1, ".a": 0.03, ".A": 0.1, "00": 60, "AA": 15}
_PER_MILLION = {"a": 760_000, " ": 165_000, "A": 28_000, "0": 5_000, ".": 8_000, ",": 8_000, "'": 6_000, "-": 5_000}
_PER_MILLION |= {MARK: 4_000, ":": 1_000, '"': 1_500, "(": 700, ")": 700, ALIEN: 300}


class Pin(NamedTuple):
    """One of `keys` stands between `low` and `high` characters (None: any number) after the start of the match.

    `around` is a folded text that the key stands in, `lead` characters after its start: where it is not, is no match.
    `cost` is that of finding the keys, `places` how many places are expected, both for a million characters.
    """

    kind: Kind
    keys: tuple[str, ...]
    low: int
    high: int | None
    cost: float
    places: float
    around: str = ""
    lead: int = 0

    @property
    def near(self) -> bool:
        return self.high is not None and self.high - self.low <= _SPREAD


def literal_pin(text: str, before: int, after: int) -> Pin | None:
    """What to find a text by, given what must stand before and after it (see `Record.edges`)."""
    folded = fold(text)
    found: list[Pin] = []
    whole = [
        token
        for token in _TOKEN.finditer(words(folded))
        if (before == 1 or token.start()) and (after == 1 or token.end() < len(text))
    ]
    found += [Pin("words", (word[0],), word.start(), word.start(), 0, per_megabyte(word[0])) for word in whole]
    found += [
        Pin("pairs", (f"{one[0]} {two[0]}",), one.start(), one.start(), 0, pair_per_megabyte(one[0], two[0]))
        for one, two in pairwise(whole)
        if one.end() + 1 == two.start()
    ]
    if any(char.isupper() for char in text[1:]):
        cased = "".join(map(shape, text[:_CASED]))  # short, so that many texts share the pass
        found.append(Pin("shapes", (cased,), 0, 0, _PASS, _prevalence(cased)))
    known = "".join(char if foldable(raw) else _OTHER for char, raw in zip(folded, text, strict=True))
    strings = ((part[0], part.start()) for part in _PLAIN.finditer(known))
    found += [Pin("strings", (key,), start, start, _pass(key), _frequency(key)) for key, start in strings]
    return min(found, key=lambda pin: pin.cost + pin.places, default=None)


@dataclass
class _Stretch:
    """Characters in a row, without a gap; `bounds` are the indices of those with a word boundary before them."""

    low: int
    high: int | None
    cells: list[Chars] = field(default_factory=list)
    bounds: set[int] = field(default_factory=set)


def pins(row: Row, *, bounded: bool, thorough: bool = False) -> Iterator[Pin]:
    """What a way to read a pattern can be found by: words and strings, and shapes if the others are not rare.

    `thorough`: all of them in any case.
    """
    stretches = [(stretch, "".join(map(_plain, stretch.cells))) for stretch in _stretches(row, bounded=bounded)]
    for find in (_words, _strings, _shapes):
        rare = False
        for stretch, plain in stretches:
            for pin in find(stretch, plain):
                rare = rare or (pin.near and pin.cost + pin.places < _RARE)
                yield pin
        if rare and not thorough:
            return


def _stretches(row: Row, *, bounded: bool) -> Iterator[_Stretch]:
    now = _Stretch(0, 0, bounds={0} if bounded else set())
    for item in row:
        match item:
            case Chars():
                now.cells.append(item)
            case Mark(kind):
                if kind != "condition":
                    now.bounds.add(len(now.cells))
            case Gap(low, high):
                yield now
                length = len(now.cells)
                top = None if now.high is None or high is None else now.high + length + high
                now = _Stretch(now.low + length + low, top)
    if bounded:
        now.bounds.add(len(now.cells))
    yield now


def _pin(stretch: _Stretch, index: int, kind: Kind, keys: tuple[str, ...], cost: float, count: float) -> Pin:
    high = None if stretch.high is None else stretch.high + index
    return Pin(kind, keys, stretch.low + index, high, cost, count)


@lru_cache(maxsize=65_536)
def _plain(cell: Chars) -> str:
    """The one character, folded, that a cell stands for, or _OTHER."""
    return fold(cell.options[0]) if len(cell.options) == 1 and foldable(cell.options[0]) else _OTHER


def _words(stretch: _Stretch, plain: str) -> Iterator[Pin]:
    before: re.Match[str] | None = None
    for token in _TOKEN.finditer(plain):
        start, end = token.span()
        if not (_parted(stretch, start - 1, start) and _parted(stretch, end, end)):
            continue
        lead = start - plain.rfind(_OTHER, 0, start) - 1
        around = plain[start - lead :].partition(_OTHER)[0]
        pin = _pin(stretch, start, "words", (token[0],), 0, per_megabyte(token[0]))
        yield pin._replace(around=around, lead=lead)
        if before and before.end() + 1 == start:
            first = before.start()
            pair = _pin(
                stretch, first, "pairs", (f"{before[0]} {token[0]}",), 0, pair_per_megabyte(before[0], token[0])
            )
            around = plain[start - lead :].partition(_OTHER)[0]
            same = plain[before.end()] != _OTHER
            yield pair._replace(around=around, lead=lead - start + first) if same else pair
        before = token


def _parted(stretch: _Stretch, outside: int, place: int) -> bool:
    """Whether a word is sure to begin or end at the place, seeing the cell outside of it."""
    if place in stretch.bounds:
        return True
    if not 0 <= outside < len(stretch.cells):
        return False
    cell = stretch.cells[outside]
    if _plain(cell) != _OTHER:
        return True  # a letter or digit would have been part of the word
    return not cell.mask & (ASCII_WORD | LETTER)


def _strings(stretch: _Stretch, plain: str) -> Iterator[Pin]:
    for part in _PLAIN.finditer(plain):
        yield _pin(stretch, part.start(), "strings", (part[0],), _pass(part[0]), _frequency(part[0]))


def _frequency(key: str) -> float:
    """About how often a folded string occurs in a million characters."""
    count = 1_000_000.0
    for index, char in enumerate(key):
        if char.isalpha():
            count *= 0.04 if index == 0 else 0.2
        else:
            count *= {" ": 0.2, ",": 0.012, ".": 0.012, "’": 0.008, "-": 0.004}.get(char, 0.002)
    return max(count, per_megabyte(key) if key.isalnum() else 2)


def _shapes(stretch: _Stretch, plain: str) -> Iterator[Pin]:
    sets = [shapes(cell.mask) for cell in stretch.cells]
    for start in range(len(sets)):
        keys: list[str] = [""]
        for end in range(start + 1, min(len(sets), start + _LONGEST) + 1):
            keys = [key + shape for key, shape in product(keys, sets[end - 1])]
            usual = [key for key in keys if ALIEN_DIGIT not in key]
            if not keys or len(usual) > _SHAPES or len(keys) > _ALL_SHAPES:
                break
            yield _pin(stretch, start, "shapes", tuple(keys), sum(map(_pass, usual)), sum(map(_prevalence, usual)))


def _pass(key: str) -> float:
    return _PASS if len(key) == 1 else _SLOW_PASS if key[-1] in "a " else _LONG_PASS


# Counted, for letters in a row do not come by chance.
_COUNTED = {"AA": 4_100, "AAA": 2_900, "AAAA": 2_000, "AAa": 300, "aA": 1_700}


@lru_cache(maxsize=4096)
def _prevalence(shape: str) -> float:
    if shape in _COUNTED:
        return _COUNTED[shape]
    if shape[:3] in _COUNTED:
        return _COUNTED[shape[:3]] * 0.5 ** (len(shape) - 3)
    count = 1_000_000.0
    for index, char in enumerate(shape):
        count *= _PER_MILLION.get(char, 400) / 1_000_000
        count *= _TOGETHER.get(shape[index : index + 2], 1)
    return max(count, 2)
