"""Misspelled words and what was meant: a mapped table of 95,000 entries, built by `training/misspellings`."""

from __future__ import annotations

import zlib
from functools import lru_cache
from pathlib import Path

from copydesk.models.packed import Packed, open_packed

MARK, VERSION = b"CDSPELL\0", 1
TABLE = Path(__file__).with_name("misspellings.bin")


class Misspellings:
    """Wrong word → right words, read where they lie on disk.

    A word lies in the bucket that the CRC-32 of its UTF-8 names. A bucket is text: for each of its words a line feed, the
    word, a tab, and the right words, the likeliest first, parted by tabs. A last line feed ends it.
    """

    def __init__(self, packed: Packed) -> None:
        self._starts = packed.section("starts").cast("I")
        self._lines = packed.section("lines")
        self._last = len(self._starts) - 2
        self.built: dict[str, str] = packed.header["built"]

    @classmethod
    def open(cls, path: Path = TABLE) -> Misspellings:
        """Map the table. Raises WeightsError where the file is missing, damaged or of another version."""
        return cls(open_packed(path, MARK, VERSION))

    def __len__(self) -> int:
        return bytes(self._lines).count(b"\n") - sum(
            1 for a, b in zip(self._starts, self._starts[1:], strict=False) if a < b
        )

    def corrections(self, word: str) -> tuple[str, ...]:
        """What is likely meant by a word in lower case with straight apostrophes; () if it is not known to be wrong."""
        key = word.encode("utf8", "surrogatepass")
        bucket = zlib.crc32(key) & self._last
        start, end = self._starts[bucket], self._starts[bucket + 1]
        if start == end:
            return ()
        lines = bytes(self._lines[start:end])
        at = lines.find(b"\n" + key + b"\t")
        if at < 0:
            return ()
        at += len(key) + 2
        return tuple(lines[at : lines.index(b"\n", at)].decode("utf8").split("\t"))


@lru_cache(maxsize=1)
def misspellings() -> Misspellings:
    """The table of this process, opened when first asked for."""
    return Misspellings.open()
