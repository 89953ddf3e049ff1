"""A text as the matcher looks at it: folded, in words, and as a string of shapes.

All of them have the length of the text, so that an offset in one is an offset in the others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cached_property
from itertools import accumulate, compress, repeat

# `re` lets these match ASCII letters when it ignores case; lower() makes two of the first and keeps two others.
_ODD = (("\u0130", "i"), ("\u0131", "i"), ("\u017f", "s"), ("\u212a", "k"))
# Typographic characters that English prose is full of, sent to a control character: what is left of the non-ASCII
# characters is rare, so that a shape which may hold "any other character" says something.
_MARKS = "‘’“”–—…•\u00a0"
MARK = "\x01"
QUERY = "\x02"  # a question mark, for "?" stands for what ASCII has not
ALIEN = "?"
ALIEN_DIGIT = "\x03"


# So many words are looked for one by one.
FEW = 4
# What a word may be in the keys of a plan.
KEY, FIRST, SECOND = 1, 2, 4
_HAS_ROLE = {role: bytes(int(bool(code & role)) for code in range(256)) for role in (KEY, FIRST, SECOND)}
_ALIEN_DIGITS = re.compile(r"(?![\x00-\x7f])\d")


def _shape_of(code: int) -> str:
    char = chr(code)
    if char.isalpha():
        return "A" if char.isupper() else "a"
    if char.isdigit():
        return "0"
    if char.isspace():
        return " "
    return MARK if code < 32 and char != QUERY else char


_SHAPES = bytes(ord(_shape_of(code)) for code in range(128)) + bytes(128)
_WORDS = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128)) + bytes(128)


def shape(char: str) -> str:
    """The shape of one character: A a 0, a space, MARK, ALIEN, ALIEN_DIGIT, or the character itself."""
    if char in _MARKS:
        return MARK
    if not char.isascii():
        return ALIEN_DIGIT if char.isdecimal() else ALIEN
    return QUERY if char == "?" else _SHAPES[ord(char) : ord(char) + 1].decode("ascii")


def fold(text: str) -> str:
    """The text in lower case, of the same length: for the letters of `foldable`, equal here is equal to `re`."""
    if not text.isascii():
        for odd, plain in _ODD:
            text = text.replace(odd, plain)
    return text.lower()


def foldable(char: str) -> bool:
    """Whether `re`, ignoring case, takes this character and another for equal exactly if `fold` makes them equal."""
    if char.isascii():
        return True
    if "\u00c0" <= char <= "\u017e":
        return char not in "\u00df\u0130\u0131\u0149" and len(char.upper()) == 1
    return char.lower() == char == char.upper() == char.title()


def words(folded: str) -> str:
    """A folded text with a space for everything but ASCII letters and digits."""
    return folded.encode("ascii", "replace").translate(_WORDS).decode("ascii")


class View:
    """A text and the forms of it that have been needed so far."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def shapes(self) -> str:
        text = self.text
        if not text.isascii():
            for mark in _MARKS:
                text = text.replace(mark, MARK)
        raw = text.replace("?", QUERY).encode("ascii", "replace")
        shapes = raw.translate(_SHAPES).decode("ascii")
        if ALIEN not in shapes or not _ALIEN_DIGITS.search(text):
            return shapes
        pairs = zip(shapes, text, strict=True)
        return "".join(ALIEN_DIGIT if s == ALIEN and char.isdecimal() else s for s, char in pairs)

    @cached_property
    def _words(self) -> list[str]:
        """The words, and nothing between two characters that are in none: each has one character after it."""
        return words(self.folded).split(" ")

    @cached_property
    def _lengths(self) -> list[int]:
        """The length of all words before each; with one character between any two, it begins its number further on."""
        return list(accumulate(map(len, self._words), initial=0))

    def few_positions(self, wanted: Collection[str]) -> list[tuple[int, str]]:
        """Where a few wanted words stand, in order: to look for each costs less than to part the text."""
        found = []
        for word in wanted:
            place = self.folded.find(word)
            if place >= 0:
                whole = re.compile(rf"(?<![a-z0-9]){word}(?![a-z0-9])")
                found += [(match.start(), word) for match in whole.finditer(self.folded, place)]
        return sorted(found)

    def roles(self, known: Mapping[str, int]) -> bytes:
        """What each word may be: KEY, FIRST and SECOND added up, or 0."""
        return bytes(map(known.get, self._words, repeat(0)))

    def positions(self, roles: bytes) -> list[tuple[int, str]]:
        """Where the words stand that are a KEY, in order."""
        words, lengths = self._words, self._lengths
        return [(lengths[n] + n, words[n]) for n in compress(range(len(words)), roles.translate(_HAS_ROLE[KEY]))]

    def pair_positions(self, roles: bytes, wanted: Collection[str]) -> list[tuple[int, str]]:
        """Where the wanted pairs of words stand, in order."""
        words, lengths = self._words, self._lengths
        first, second = (int.from_bytes(roles.translate(_HAS_ROLE[role]), "little") for role in (FIRST, SECOND))
        both = (first & second >> 8).to_bytes(len(words), "little")
        pairs = ((n, f"{words[n]} {words[n + 1]}") for n in compress(range(len(words)), both))
        return [(lengths[n] + n, pair) for n, pair in pairs if pair in wanted]
