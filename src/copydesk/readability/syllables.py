"""Syllables of an English word: the CMU Pronouncing Dictionary first, hyphenation patterns for what it lacks.

Words that it lacks and that are met often stand in the file of the dictionary too, with what the patterns make of them.
Both lie beside this module as files built by `training/syllables/build.py`; their licences are in `LICENSES.md`.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from copydesk.readability.words import clean

DICTIONARY = Path(__file__).with_name("syllables.bin")
PATTERNS = Path(__file__).with_name("hyphenation.txt")

HEADER = struct.Struct("<8sII")
MAGIC = b"cdsyll\x00\x01"


class DamagedDictionaryError(Exception):
    """The file of syllables is not the one that was built: wrong mark, length or checksum."""


class Dictionary(NamedTuple):
    """Word to syllables, read where it lies on disk.

    The file is a header (mark, number of buckets as a power of two, CRC-32 of all that follows), the start of
    each bucket and of the end as little-endian 32-bit numbers, and the buckets: lines of word, tab and one byte that
    is 48 more than the syllables (a digit up to nine). A word lies in the bucket that the CRC-32 of its UTF-8 names.
    """

    starts: memoryview
    lines: bytes | mmap.mmap

    def get(self, word: str) -> int | None:
        """The syllables of `word` (lower case), or None where the dictionary lacks it."""
        key = word.encode("utf-8", "surrogatepass")
        bucket = zlib.crc32(key) & (len(self.starts) - 2)
        lines = self.lines[self.starts[bucket] : self.starts[bucket + 1]]
        at = lines.find(b"\n" + key + b"\t")
        return None if at < 0 else lines[at + len(key) + 2] - 48

    def items(self) -> list[tuple[str, int]]:
        """Every word with its syllables, in the order of the file."""
        rows = self.lines[self.starts[0] : self.starts[-1]].decode("utf-8").split("\n")
        return [(row[:-2], ord(row[-1]) - 48) for row in rows if row]


def open_dictionary(path: Path) -> Dictionary:
    """Map the file and check it. Raises DamagedDictionaryError."""
    with path.open("rb") as file:
        if path.stat().st_size < HEADER.size:
            raise DamagedDictionaryError(f"{path.name}: too short")
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    magic, buckets, checksum = HEADER.unpack_from(mapped)
    whole = memoryview(mapped)
    if magic != MAGIC or zlib.crc32(whole[HEADER.size :]) != checksum:
        raise DamagedDictionaryError(f"{path.name}: damaged, install copydesk again")
    end = HEADER.size + 4 * (buckets + 1)
    return Dictionary(_numbers(whole[HEADER.size : end]), mapped)


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """The dictionary of this process, opened when first asked for."""
    return open_dictionary(DICTIONARY)


def _numbers(raw: memoryview) -> memoryview:
    """Little-endian 32-bit numbers, in place where the machine counts that way too."""
    if struct.pack("=I", 1) == struct.pack("<I", 1):
        return raw.cast("I")
    return memoryview(struct.pack(f"={len(raw) // 4}I", *struct.unpack(f"<{len(raw) // 4}I", raw))).cast("I")


class Hyphenation(NamedTuple):
    """Liang's patterns: letters (a dot for the edge of the word) to one digit before each letter and after the last.

    Zeros at the end are left out. What a pattern begins with is a pattern too, if only with "0", so that a search may
    stop at the first letters that none begins with.
    """

    patterns: Mapping[str, str]

    def breaks(self, word: str) -> int:
        """How many places `word` (lower case) may be divided at, two letters or more from either end."""
        if word.isdecimal():
            return 0  # no pattern has a digit among its letters
        dotted = f".{word}."
        find = self.patterns.get
        points = ["0"] * (len(dotted) + 1)
        for start in range(len(dotted) - 1):
            for stop in range(start + 1, len(dotted) + 1):
                digits = find(dotted[start:stop])
                if digits is None:
                    break
                if digits != "0":
                    here = slice(start, start + len(digits))
                    points[here] = map(max, digits, points[here])
        return sum(point in "13579" for point in points[3 : len(dotted) - 2])


@lru_cache(maxsize=1)
def hyphenation() -> Hyphenation:
    """The patterns of this process, read once: letters on the first line that is no comment, digits on the next."""
    lines = [line for line in PATTERNS.read_text(encoding="utf-8").split("\n") if not line.startswith("#")]
    return Hyphenation(dict(zip(lines[0].split(" "), lines[1].split(" "), strict=True)))


@lru_cache(maxsize=1 << 16)
def count_syllables(word: str) -> int:
    """Syllables of one word without punctuation, in any case.

    A word that the dictionary lacks counts one more than the places where it may be hyphenated, as in textstat.
    """
    lowered = word.lower()
    known = dictionary().get(lowered)
    return hyphenation().breaks(lowered) + 1 if known is None else known


@lru_cache(maxsize=1)
def easy_words() -> frozenset[str]:
    """The words that Dale and Chall call easy, in textstat's version of their list."""
    path = Path(__file__).with_name("easy_words.txt")
    return frozenset(path.read_text(encoding="utf-8").split("\n")) - {""}


@lru_cache(maxsize=1 << 16)
def hard_syllables(word: str) -> int | None:
    """Syllables of a word that is not an easy one; None for an easy word, whatever its length."""
    lowered = word.lower()
    if lowered in easy_words():
        return None
    # Lower case can take a letter apart (İ) and leave a mark that textstat then drops as punctuation.
    return count_syllables(lowered if lowered.isascii() else clean(lowered))
