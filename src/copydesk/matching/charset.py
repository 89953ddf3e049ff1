"""Sets of characters as bits: one for each ASCII character and four for all others.

The four make a set inexact, so it comes as two: all that it may hold, and what it holds for certain.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from copydesk.matching.view import ALIEN, ALIEN_DIGIT, MARK, shape

_IGNORECASE, _ONLY_ASCII = int(re.IGNORECASE), int(re.ASCII)
_ASCII = [chr(code) for code in range(128)]


def _ascii(chars: Any) -> int:
    return sum(1 << ord(char) for char in chars)


# Non-ASCII letters and other word characters, decimal digits, white space, and the rest.
LETTER, DIGIT, SPACE, OTHER = (1 << bit for bit in range(128, 132))
ALIENS = LETTER | DIGIT | SPACE | OTHER
ASCII = (1 << 128) - 1
ALL = ASCII | ALIENS
NEWLINE = 1 << ord("\n")
WORD = _ascii(c for c in _ASCII if c.isalnum() or c == "_") | LETTER | DIGIT
ASCII_WORD = _ascii(c for c in _ASCII if c.isalnum())
_CATEGORIES = {
    "DIGIT": _ascii("0123456789") | DIGIT,
    "SPACE": _ascii(c for c in _ASCII if c.isspace()) | SPACE,
    "WORD": WORD,
}
# The ASCII letters that have a non-ASCII letter equal to them when case is ignored.
_KIN = {"i": "\u0130\u0131", "s": "\u017f", "k": "\u212a"}


class Set(NamedTuple):
    may: int
    must: int


@lru_cache(maxsize=4096)
def literal(char: str, ignorecase: bool) -> Set:  # noqa: FBT001  # a field of Pattern
    """The set of one character."""
    if not char.isascii():
        kin = [plain for plain, odd in _KIN.items() if char in odd] if ignorecase else []
        return Set(_alien(char) | (ALIENS if ignorecase else 0) | _ascii("".join(kin + [c.upper() for c in kin])), 0)
    if not ignorecase or not char.isalpha():
        return Set(1 << ord(char), 1 << ord(char))
    both = 1 << ord(char.lower()) | 1 << ord(char.upper())
    return Set(both | (LETTER if char.lower() in _KIN else 0), both)


def negated(chars: Set) -> Set:
    return Set(ALL & ~chars.must, ALL & ~chars.may)


def members(items: Any, flags: int) -> Set:
    """The set of a bracket expression as the parser gives it."""
    may = must = 0
    negative = False
    for kind, value in items:
        if str(kind) == "NEGATE":
            negative = True
            continue
        one = _member(kind.name, value, flags)
        may |= one.may
        must |= one.must
    return negated(Set(may, must)) if negative else Set(may, must)


def _member(kind: str, value: Any, flags: int) -> Set:
    ignorecase = bool(flags & _IGNORECASE)
    if kind == "LITERAL":
        return literal(chr(value), ignorecase)
    if kind == "RANGE":
        return _range(value[0], value[1], ignorecase)
    name = str(value).removeprefix("CATEGORY_")
    chars = _CATEGORIES[name.removeprefix("NOT_")]
    found = Set(chars, chars & ASCII if flags & _ONLY_ASCII else chars)
    return negated(found) if name.startswith("NOT_") else found


def _range(low: int, high: int, ignorecase: bool) -> Set:  # noqa: FBT001  # a field of Pattern
    may = must = 0
    for code in range(low, min(high, 127) + 1):
        one = literal(chr(code), ignorecase)
        may, must = may | one.may, must | one.must
    if high > 127:
        may |= ALIENS
        if ignorecase:
            may |= _ascii("iskISK")
    return Set(may, must)


def _alien(char: str) -> int:
    if char.isalnum():
        return DIGIT if char.isdecimal() else LETTER
    return SPACE if char.isspace() else OTHER


@lru_cache(maxsize=4096)
def shapes(mask: int) -> tuple[str, ...]:
    """The shapes (see `view`) that a character of the set may have."""
    found = {shape(char) for char in _ASCII if mask >> ord(char) & 1}
    if mask & (ALIENS & ~DIGIT):
        found.add(ALIEN)
    if mask & DIGIT:
        found.add(ALIEN_DIGIT)
    if mask & (OTHER | SPACE):
        found.add(MARK)
    return tuple(sorted(found))
