"""Which words stand beside which: what tells the corrections of one misspelling apart.

For a word that competes for a misspelling, and for each of the commonest words on its left and on its right, the pointwise
mutual information of the two in sixteenths, as a signed byte; pairs that say little are left out.
"""

from __future__ import annotations

import lzma
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from copydesk.models.misspellings import EDGE, SCALE

COMMON = 300
LEAST_SEEN = 4
LEAST_EXPECTED = 12.0
LEAST_TOLD = 0.8
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)*|[.!?;:,()\"“”\n]")


def count_pairs(
    folder: Path, rivals: Iterable[str], common: Iterable[str]
) -> tuple[Counter[tuple[str, str, str]], Counter[str]]:
    """Uses of (side, neighbour, rival) over the texts of a folder, and uses of single words. An edge is a neighbour too."""
    wanted, beside = frozenset(rivals), frozenset(common) | {EDGE}
    pairs: Counter[tuple[str, str, str]] = Counter()
    single: Counter[str] = Counter()
    for path in sorted(folder.glob("*.txt.xz")):
        with lzma.open(path, "rt", encoding="utf8") as file:
            while block := file.read(1 << 22):
                tokens = tokenize(block + file.readline())
                single.update(tokens)
                for at, word in enumerate(tokens):
                    if word in wanted:
                        left = tokens[at - 1] if at else EDGE
                        right = tokens[at + 1] if at + 1 < len(tokens) else EDGE
                        if left in beside:
                            pairs["<", left, word] += 1
                        if right in beside:
                            pairs[">", right, word] += 1
    return pairs, single


def tokenize(text: str) -> list[str]:
    """Words in lower case with straight apostrophes; every mark and line end is an edge."""
    found = _TOKEN.findall(text.lower().replace("’", "'"))
    return [token if token[0].isalpha() else EDGE for token in found]


def told(
    pairs: Counter[tuple[str, str, str]], single: Counter[str], rivals: Iterable[str], common: Iterable[str]
) -> Iterator[tuple[str, str, str, int]]:
    """(side, neighbour, rival, sixteenths) for each pair that says something."""
    total = sum(single.values())
    for rival in sorted(set(rivals)):
        for neighbour in sorted({*common, EDGE}):
            expected = single[rival] * single[neighbour] / total
            for side in "<>":
                seen = pairs[side, neighbour, rival]
                if seen < LEAST_SEEN and expected < LEAST_EXPECTED:
                    continue
                value = math.log((seen + 0.5) / (expected + 0.5))
                if abs(value) >= LEAST_TOLD:
                    yield side, neighbour, rival, max(-127, min(127, round(value * SCALE)))
