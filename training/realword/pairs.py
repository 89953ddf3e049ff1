"""The curated pairs of words that writers mistake for one another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PAIRS = Path(__file__).parent / "pairs.txt"


@dataclass(frozen=True)
class Pair:
    """Two words (a part of two words is joined by `_`) and the group under which `pairs.txt` lists them."""

    a: str
    b: str
    group: str


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """The pairs of the file, in its order."""
    group = ""
    pairs = []
    for line in path.read_text(encoding="utf8").split("\n"):
        if line.startswith("## "):
            group = line[3:].split(":")[0].strip()
        elif line and not line.startswith("#"):
            pairs.extend(_pair(item, group) for item in line.split())
    return pairs


def _pair(item: str, group: str) -> Pair:
    a, b = item.lstrip("!").split("-", 1)
    return Pair(a, b, "dropped" if item[0] == "!" else group)


def parts(word: str) -> list[str]:
    """The one or two words of a term."""
    return word.split("_")
