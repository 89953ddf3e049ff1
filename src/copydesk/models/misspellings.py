"""Misspelled words and what was meant: a mapped table of 110,000 entries, built by `training/misspellings`."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from copydesk.models.packed import Packed, open_packed

MARK, VERSION = b"CDSPELL\0", 2
TABLE = Path(__file__).with_name("misspellings.bin")

EDGE = "."
"""The neighbour of a word at the edge of a clause."""
SCALE = 16
"""Logarithms are kept in sixteenths."""
TRUST = 0.8
"""How much the neighbours count beside slips and use; tuned on edited text with slips put in."""


class Entry(NamedTuple):
    """What is known of a misspelling.

    rights  what may be meant, the likeliest first
    reach   0: with a capital it may be a name; 1: it is a slip in a title, too; 2: with a capital anywhere
    gaps    how much less likely each of `rights` is than the first, as logarithms
    """

    rights: tuple[str, ...]
    reach: int = 0
    gaps: tuple[float, ...] = ()


NONE = Entry(())


class Misspellings:
    """Wrong word → right words, read where they lie on disk.

    A word lies in the bucket that the CRC-32 of its UTF-8 names. A bucket is text: for each of its words a line feed, the
    word, a tab, the right words parted by tabs, the likeliest first, a tab, = and the reach, and where there are several
    right words the gaps in sixteenths with commas between. A last line feed ends it.

    For the right words that compete, `rivals` lists them, one a line; `pairs` holds for each from its place in
    `pair_starts` two bytes of neighbour (its line in `neighbours`, times two, and one if it stands on the right) and one
    signed byte: how much likelier than by chance the two stand together, in sixteenths of a power of e.
    """

    def __init__(self, packed: Packed) -> None:
        self._packed = packed
        self._starts = packed.section("starts").cast("I")
        self._lines = packed.section("lines")
        self._last = len(self._starts) - 2
        self.built: dict[str, str] = packed.header["built"]

    @classmethod
    def open(cls, path: Path = TABLE) -> Misspellings:
        """Map the table. Raises WeightsError where the file is missing, damaged or of another version."""
        return cls(open_packed(path, MARK, VERSION))

    def __len__(self) -> int:
        words: int = self._packed.header["words"]
        return words

    def look_up(self, word: str) -> Entry:
        """What is known of a word in lower case with straight apostrophes; NONE if it is not known to be wrong."""
        key = word.encode("utf8", "surrogatepass")
        bucket = zlib.crc32(key) & self._last
        start, end = self._starts[bucket], self._starts[bucket + 1]
        if start == end:
            return NONE
        lines = bytes(self._lines[start:end])
        at = lines.find(b"\n" + key + b"\t")
        if at < 0:
            return NONE
        at += len(key) + 2
        *rights, last = lines[at : lines.index(b"\n", at)].decode("utf8").split("\t")
        gaps = last[2:].split(",") if len(rights) > 1 else ()
        return Entry(tuple(rights), int(last[1]), tuple(int(gap) / SCALE for gap in gaps))

    def corrections(self, word: str) -> tuple[str, ...]:
        """What is likely meant by a word; () if it is not known to be wrong."""
        return self.look_up(word).rights

    def ranked(self, entry: Entry, left: str, right: str) -> tuple[str, ...]:
        """The right words, the likeliest between two neighbours first (words in lower case, or EDGE)."""
        if len(entry.rights) < 2:
            return entry.rights
        odds = {word: self._beside(word, left, right) * TRUST - gap for word, gap in zip(entry.rights, entry.gaps)}  # noqa: B905 - as many
        return tuple(sorted(entry.rights, key=lambda word: -odds[word]))

    def _beside(self, word: str, left: str, right: str) -> float:
        """How much likelier than by chance a word stands between its neighbours, as a logarithm; 0.0 if nothing is known."""
        rival = self._rivals.get(word)
        if rival is None:
            return 0.0
        starts, pairs = self._packed.section("pair_starts").cast("I"), self._packed.section("pairs")
        wanted = [self._neighbours.get(left, -1) * 2, self._neighbours.get(right, -1) * 2 + 1]
        found = 0
        for at in range(starts[rival] * 3, starts[rival + 1] * 3, 3):
            if pairs[at] + pairs[at + 1] * 256 in wanted:
                found += pairs[at + 2] - 256 * (pairs[at + 2] > 127)
        return found / SCALE

    @cached_property
    def _rivals(self) -> Mapping[str, int]:
        return {word: at for at, word in enumerate(self._words("rivals"))}

    @cached_property
    def _neighbours(self) -> Mapping[str, int]:
        return {word: at for at, word in enumerate(self._words("neighbours"))}

    def _words(self, section: str) -> list[str]:
        return bytes(self._packed.section(section)).rstrip(b"\0").decode("utf8").split("\n")


@lru_cache(maxsize=1)
def misspellings() -> Misspellings:
    """The table of this process, opened when first asked for."""
    return Misspellings.open()
