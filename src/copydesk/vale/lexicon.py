"""Hunspell dictionaries with plain affixes, read without any library: that of Vale's own among them.

Beside the words only prefixes, suffixes and both together are understood. Vale's en_US-web needs no more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

BUILT_IN = Path(__file__).parent / "data" / "en_US-web"

# So many questions are answered by looking through the sorted words.
_OFTEN = 3_000
_SEARCHES = 60


class Affix(NamedTuple):
    """An ending (or beginning): what is put for `strip` where the stem meets `condition`; `cross` lets both kinds meet."""

    flag: str
    strip: str
    add: str
    condition: re.Pattern[str]
    cross: bool


class Lexicon:
    """The words of a dictionary, sorted, and its rules of affixes (the text of its .aff file)."""

    def __init__(self, lines: list[str], rules: str) -> None:
        self._lines = lines
        self._asked = self._searched = 0
        self._prefixes: dict[str, list[Affix]] = {}
        self._suffixes: dict[str, list[Affix]] = {}
        self._longest = 0
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
        condition = re.compile(f"{source}\\Z" if suffix else source)
        affix = Affix(fields[1], strip, add, condition, self._crossing)
        (self._suffixes if suffix else self._prefixes).setdefault(add, []).append(affix)
        self._longest = max(self._longest, len(add))

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
        for length in range(min(self._longest, size - 1) + 1):
            part = word[size - length :] if suffix else word[:length]
            if part not in table:
                continue
            for affix in table[part]:
                stem = word[: size - length] + affix.strip if suffix else affix.strip + word[length:]
                if stem and (affix.condition.search(stem) if suffix else affix.condition.match(stem)):
                    yield affix, stem

    def lists(self, word: str) -> bool:
        """Whether the word is an entry, with or without a capital at its start, as nearly all words are."""
        lower = word.lower()
        if word[1:] != lower[1:]:
            return False
        flags = self.flags(lower)
        return bool(flags) and any("c" not in each for each in flags)

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
        self._searched += 1
        if self._searched > _SEARCHES:
            found = list(self._with_capitals.get(lower, ()))
            return [lower, *found] if lower in self._entries[0] else found
        text, folded = self._whole
        found, at = [], folded.find(f"\n{lower}")
        while at >= 0:
            end = at + 1 + len(lower)
            if folded[end : end + 1] in ("/", "\n"):
                found.append(text[at + 1 : end])
            at = folded.find(f"\n{lower}", end)
        return found

    @cached_property
    def _whole(self) -> tuple[str, str]:
        """All entries as one text, and the same in lower case (of the same length, or else as it is)."""
        text = "\n" + "\n".join(self._lines) + "\n"
        folded = text.lower()
        return text, folded if len(folded) == len(text) else text

    @cached_property
    def _with_capitals(self) -> dict[str, list[str]]:
        """The words that hold capitals, by themselves in lower case."""
        table: dict[str, list[str]] = {}
        for word in self._entries[0]:
            lower = word.lower()
            if lower != word:
                table.setdefault(lower, []).append(word)
        return table


@lru_cache(maxsize=4)
def open_lexicon(path: Path) -> Lexicon:
    """A dictionary whose words are sorted already, read once."""
    lines = path.with_suffix(".dic").read_text(encoding="utf-8").split("\n")
    return Lexicon(lines, path.with_suffix(".aff").read_text(encoding="utf-8"))
