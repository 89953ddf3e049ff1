"""How far a typed word lies from a meant one, and which of several was likely meant: by slips, keyboard and use."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
PLACE = {letter: (column + 0.5 * row, row) for row, letters in enumerate(ROWS) for column, letter in enumerate(letters)}

# A typist's slips, in units of one wrong letter.
SWAP, DOUBLE, NEIGHBOUR, VOWEL, LEFT_OUT, FIRST = 0.7, 0.6, 0.85, 0.85, 0.7, 0.6
STEP = 6.0
"""So many powers of e more often must a word be used that lies one letter further off."""


def distance(typed: str, meant: str) -> float:
    """How many slips lie between two words: letters wrong, left out, put in or swapped, the likelier ones for less."""
    before: list[float] = []
    above = [float(i) for i in range(len(meant) + 1)]
    for i, a in enumerate(typed, 1):
        row = [float(i)]
        for j, b in enumerate(meant, 1):
            best = above[j - 1] + substitution(a, b)
            best = min(best, above[j] + (DOUBLE if i > 1 and typed[i - 2] == a else 1))
            best = min(best, row[j - 1] + (DOUBLE if j > 1 and meant[j - 2] == b else LEFT_OUT))
            if i > 1 and j > 1 and a == meant[j - 2] and typed[i - 2] == b and a != b:
                best = min(best, before[j - 2] + SWAP)
            row.append(best)
        before, above = above, row
    return above[-1] + (FIRST if typed[:1] != meant[:1] else 0)


def substitution(a: str, b: str) -> float:
    """The cost of one letter for another."""
    if a == b:
        return 0
    if a in "aeiou" and b in "aeiou":
        return VOWEL
    if a in PLACE and b in PLACE:
        (x, row), (x2, row2) = PLACE[a], PLACE[b]
        if abs(row - row2) <= 1 and abs(x - x2) <= 1:
            return NEIGHBOUR
    return 1


def score(typed: str, meant: str, uses: Mapping[str, float]) -> float:
    """The higher the likelier that `meant` (one word or several) was meant; in powers of e."""
    least = min((uses.get(part, 0) for part in meant.split()), default=0)
    return math.log(least + 0.5) - STEP * distance(typed, meant.replace(" ", ""))


def ranked(typed: str, options: Iterable[str], uses: Mapping[str, float]) -> tuple[str, ...]:
    """The options, the likeliest first."""
    return tuple(sorted(options, key=lambda meant: -score(typed, meant, uses)))


def one_slip(word: str) -> Iterator[str]:
    """Every word with one letter swapped, left out, put in or replaced."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        if tail:
            yield head + tail[1:]
        for letter in letters:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
