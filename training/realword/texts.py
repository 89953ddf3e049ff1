"""The prepared texts as arrays, and where a term stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from copydesk.models.tokens import SPECIAL
from training.realword.pairs import parts


@dataclass(frozen=True)
class Text:
    """Tokens as numbers (0 between sentences), their case, and the source that each position comes from."""

    ids: np.ndarray
    case: np.ndarray
    source: np.ndarray
    names: tuple[str, ...]


def side(work: Path, name: str) -> Text:
    """All prepared texts of a side (`train`, `calibrate`, `test`), one after the other, in the order of their names."""
    files = sorted(work.glob(f"{name}.*.npz"))
    loaded = [np.load(file) for file in files]
    return Text(
        np.concatenate([one["ids"] for one in loaded]),
        np.concatenate([one["case"] for one in loaded]),
        np.concatenate([np.full(len(one["ids"]), i, np.uint8) for i, one in enumerate(loaded)]),
        tuple(file.name.split(".")[1] for file in files),
    )


def vocabulary(work: Path) -> dict[str, int]:
    """Each word's number, the special ones first."""
    words = (work / "vocabulary.txt").read_text(encoding="utf8").rstrip("\n").split("\n")
    return {word: number for number, word in enumerate([*SPECIAL, *words])}


class Places:
    """Where terms of one or two words stand in a text, where a writer could have mistaken them."""

    def __init__(self, text: Text, words: dict[str, int]) -> None:
        self.text, self.words = text, words
        self._order = np.argsort(text.ids, kind="stable")
        self._ends = np.cumsum(np.bincount(text.ids, minlength=len(words)))
        self._hyphen = words["-"]

    def of(self, term: str) -> np.ndarray:
        """Positions of a term's first word: no part of a compound, no name, nothing in capitals."""
        number = [self.words[part] for part in parts(term)]
        found = self._order[self._ends[number[0] - 1] : self._ends[number[0]]]
        ids, case, last = self.text.ids, self.text.case, len(number) - 1
        found = found[(found > 0) & (found < len(ids) - 2)]
        if last:
            found = found[(ids[found + 1] == number[1]) & (case[found + 1] == 0)]
        lower = (case[found] == 0) | ((case[found] == 1) & (ids[found - 1] == 0))
        return found[lower & (ids[found - 1] != self._hyphen) & (ids[found + last + 1] != self._hyphen)]
