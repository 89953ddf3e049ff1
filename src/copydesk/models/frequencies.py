"""How often words are used, and words that are newer than the dictionaries; both lie beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("frequencies.txt")
WORDS = Path(__file__).with_name("words.txt")


@lru_cache(maxsize=1)
def frequencies() -> Mapping[str, int]:
    """Word in lower case → uses in 91 million words of running text, as a power of two; words of fewer than 16 are missing."""
    found: dict[str, int] = {}
    for line in TABLE.read_text(encoding="utf-8").split("\n"):
        level, *words = line.split(" ")
        if words:
            found.update(dict.fromkeys(words, 1 << int(level)))
    return found


@lru_cache(maxsize=1)
def newer_words() -> frozenset[str]:
    """Words of today that the Hunspell dictionaries lack; a word with a capital is right only so."""
    return frozenset(read_words(WORDS))


def read_words(path: Path) -> set[str]:
    """The words of a file: several on a line are parted by spaces, # starts a comment. Raises OSError, UnicodeDecodeError."""
    lines = path.read_text(encoding="utf-8-sig").replace("\r", "\n").split("\n")
    return {word for line in lines for word in line.partition("#")[0].replace("’", "'").split()}
