"""Hunspell dictionaries with plain affixes, read without any library: that of Vale's own among them.

Beside the words only prefixes, suffixes and both together are understood. Vale's en_US-web needs no more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

BUILT_IN = Path(__file__).parent / "data" / "en_US-web"

# So many questions are answered by looking through the sorted words.
_OFTEN = 3_000


class Affix(NamedTuple):
    """An ending (or beginning): what is put for `strip` where the stem meets `condition`; `cross` lets both kinds meet."""

    flag: str
    strip: str
    add: str
    condition: str
    cross: bool


@cache
def _condition(source: str, *, suffix: bool) -> Callable[[str], object]:
    """Made ready when it is first asked for: few are in one article."""
    pattern = re.compile(source)
    return pattern.search if suffix else pattern.match


class Lexicon:
    """The words of a dictionary, sorted, and its rules of affixes (the text of its .aff file).

    `inside` are its words with capitals behind their first letter, if they are known already.
    """

    def __init__(self, lines: list[str], rules: str, inside: list[str] | None = None) -> None:
        self._lines = lines
        self._inside = inside
        self._asked = 0
        self._prefixes: dict[str, list[Affix]] = {}
        self._suffixes: dict[str, list[Affix]] = {}
        self._crossing = False
        for line in rules.split("\n"):
            self._read(line.split())

    @classmethod
    def sorted(cls, path: Path) -> Lexicon:
        """The dictionary at a path (without its endings .aff and .dic), in whatever order its words are."""
        words = path.with_suffix(".dic").read_text("utf-8", "replace").split("\n")
        return cls(sorted(word.strip() for word in words), path.with_suffix(".aff").read_text("utf-8", "replace"))

    def _read(self, fields: list[str]) -> None:
        if not fields or fields[0] not in ("PFX", "SFX"):
            return
        if len(fields) == 4:
            self._crossing = fields[2] == "Y"
            return
        strip, add = ("" if part == "0" else part for part in fields[2:4])
        source = fields[4] if len(fields) > 4 and fields[4] != "." else ""
        suffix = fields[0] == "SFX"
        condition = f"{source}\\Z" if suffix and source else source
        affix = Affix(fields[1], strip, add, condition, self._crossing)
        (self._suffixes if suffix else self._prefixes).setdefault(add, []).append(affix)

    def flags(self, word: str) -> Sequence[str]:
        """The flags of each entry that is the word."""
        self._asked += 1
        if self._asked <= _OFTEN:
            return self._looked_up(word)
        table, more = self._entries
        line = table.get(word)
        if line is None:
            return ()
        at = len(word) + 1
        return [line[at:]] if word not in more else [line[at:] for line in more[word]]

    @cached_property
    def _entries(self) -> tuple[dict[str, str], dict[str, list[str]]]:
        """The entry by word, and all of them where there are several: worth the time in a run of many texts."""
        words = [line.partition("/")[0] for line in self._lines]
        table = dict(zip(words, self._lines, strict=True))
        more: dict[str, list[str]] = {}
        if len(table) < len(words):
            for word, line in zip(words, self._lines, strict=True):
                if table[word] is not line:
                    more.setdefault(word, [table[word]]).append(line)
        return table, more

    def _looked_up(self, word: str) -> list[str]:
        lines, found = self._lines, []
        index = bisect_left(lines, word)
        while index < len(lines) and lines[index].startswith(word):
            line = lines[index]
            if len(line) == len(word):
                found.append("")
            elif line[len(word)] == "/":
                found.append(line[len(word) + 1 :])
            elif line[len(word)] > "/":
                break
            index += 1
        return found

    def has(self, word: str) -> bool:
        """Whether an entry gives the word exactly as it is written."""
        if any("c" not in flags for flags in self.flags(word)):
            return True
        for affix, stem in self._stems(word, suffix=True):
            if any(affix.flag in flags for flags in self.flags(stem)):
                return True
            if affix.cross and self._with_prefix(stem, affix.flag):
                return True
        return self._with_prefix(word, "")

    def _with_prefix(self, word: str, suffix: str) -> bool:
        for affix, stem in self._stems(word, suffix=False):
            if suffix and not affix.cross:
                continue
            if any(affix.flag in flags and suffix in flags for flags in self.flags(stem)):
                return True
        return False

    def _stems(self, word: str, *, suffix: bool) -> Iterator[tuple[Affix, str]]:
        table = self._suffixes if suffix else self._prefixes
        size = len(word)
        for length in self._lengths[suffix].get(word[-1:] if suffix else word[:1], self._lengths[suffix][""]):
            part = word[size - length :] if suffix else word[:length]
            if length >= size or part not in table:
                continue
            for affix in table[part]:
                stem = word[: size - length] + affix.strip if suffix else affix.strip + word[length:]
                if stem and (not affix.condition or _condition(affix.condition, suffix=suffix)(stem)):
                    yield affix, stem

    @cached_property
    def _lengths(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """How long the prefixes are that begin with a sign, and the suffixes that end with one; "" is any other sign."""
        found: tuple[dict[str, list[int]], dict[str, list[int]]] = ({}, {})
        for table, lengths, edge in zip(
            (self._prefixes, self._suffixes), found, (slice(0, 1), slice(-1, None)), strict=True
        ):
            empty = [0] if "" in table else []
            lengths[""] = empty
            for add in table:
                if add:
                    lengths.setdefault(add[edge], [*empty]).append(len(add))
            for each in lengths.values():
                each[:] = sorted(set(each))
        return found

    def lists(self, word: str) -> bool:
        """Whether the word is an entry, with or without a capital at its start, as nearly all words are."""
        lower = word.lower()
        if word[1:] != lower[1:]:
            return False
        flags = self.flags(lower)
        return bool(flags) and any("c" not in each for each in flags)

    def listed(self, words: Collection[str]) -> set[str]:
        """Those of the words that are an entry."""
        if self._asked + len(words) <= _OFTEN:
            return set(filter(self.lists, words))
        table = self._entries[0]
        lower = {word: word.lower() for word in words}
        found = {word for word, low in lower.items() if low in table and word[1:] == low[1:]}
        # A "c" among the flags says that an entry is none by itself.
        odd = [word for word in found if "c" in table[lower[word]][len(word) :]]
        return found.difference(word for word in odd if not self.lists(word))

    def spells(self, word: str) -> bool:
        """Whether the word is right, a capital at its start or all capitals allowed where Hunspell allows them."""
        if self.lists(word) or self.has(word):
            return True
        letters = [sign for sign in word if sign.isalpha()]
        upper = sum(map(str.isupper, letters))
        first = word[:1].isupper()
        if upper == 0 or (upper != len(letters) and not first):
            return False
        if upper == 1 and first and len(letters) > 1:
            return self.has(word.lower())
        if upper == len(letters):
            return self.has(word.lower()) or self.has(word.capitalize()) or bool(self.recased(word))
        return self.has(word[0].lower() + word[1:])

    def recased(self, word: str) -> str:
        """The one spelling of the word that differs in its capitals; nothing if there are more, or none."""
        found = {entry for entry in self._cased(word.lower()) if entry != word}
        for affix, stem in self._stems(word, suffix=True):
            for entry in self._cased(stem.lower()):
                whole = (entry[: -len(affix.strip)] if affix.strip else entry) + affix.add
                if whole != word and any(affix.flag in flags for flags in self.flags(entry)):
                    found.add(whole)
        return found.pop() if len(found) == 1 else ""

    def _cased(self, lower: str) -> list[str]:
        """The entries that are the word but for their capitals."""
        plain = (lower, lower[:1].upper() + lower[1:])
        return [*(word for word in plain if self.flags(word)), *self._with_capitals_inside.get(lower, ())]

    @cached_property
    def _with_capitals_inside(self) -> dict[str, list[str]]:
        """The words that hold capitals behind their first letter, by themselves in lower case."""
        table: dict[str, list[str]] = {}
        for word in self._inside if self._inside is not None else capitals_inside(self._lines):
            table.setdefault(word.lower(), []).append(word)
        return table


def capitals_inside(lines: Iterable[str]) -> list[str]:
    """The words of a dictionary's lines that hold capitals behind their first letter."""
    words = dict.fromkeys(line.partition("/")[0] for line in lines)
    return [word for word in words if word[1:] != word[1:].lower()]


@lru_cache(maxsize=4)
def open_lexicon(path: Path) -> Lexicon:
    """A dictionary whose words are sorted already, read once."""
    lines = path.with_suffix(".dic").read_text(encoding="utf-8").split("\n")
    listed = path.with_suffix(".cased")
    inside = listed.read_text(encoding="utf-8").split("\n") if listed.is_file() else None
    return Lexicon(lines, path.with_suffix(".aff").read_text(encoding="utf-8"), inside)
