"""Write the weights that the program maps: choose pairs, lay their weights into slots, fit thresholds on them."""

from __future__ import annotations

import argparse
from array import array
from collections.abc import Iterator
from pathlib import Path

import numba
import numpy as np

from copydesk.models.confusion import WEIGHTS
from copydesk.models.confusion_table import MARKS, Row, fill, write_table
from copydesk.models.tokens import SPECIAL
from training.realword.calibrate import (
    Direction,
    Pool,
    context,
    direction,
    judged,
    pooled,
    pooled_recall,
    without,
    worth_of,
)
from training.realword.features import GATE, JOINT, MOST, features
from training.realword.pairs import Pair, parts, read_pairs
from training.realword.scores import STEP, Scored, Weights, load, scored_pairs
from training.realword.sources import SOURCES
from training.realword.texts import Places, Text, side, vocabulary

LOAD = 0.66  # weights for each slot of a pair's table
LEAST = 2  # units: smaller weights are left out
WORTH = {"slip": 0.5, "rare": 0.0}  # share of its mistakes that a pair must bring in, beyond what its alarms cost
WORTH_ELSE = 0.06
WORTH_ASKED = 0.3  # the same, for a pair that is worth asking a better judge about
RARE = 200  # uses in the calibration text up to which a word is rare


@numba.njit(cache=True)
def _score(ids, places, width, coarse, fine, slots):
    keys = np.empty(MOST, np.int64)
    total, near, gate = (
        np.zeros(len(places), np.int32),
        np.zeros(len(places), np.int32),
        np.zeros(len(places), np.int32),
    )
    for i in range(len(places)):
        count = features(ids, places[i], width, coarse, fine, keys)
        for k in range(count):
            at, mark = keys[k] % (len(slots) - 1), keys[k] & MARKS
            held = slots[at]
            if held >> 7 != mark:
                held = slots[at + 1]
            if held >> 7 == mark:
                weight = ((np.int32(held) & 127) ^ 64) - 64
                total[i] += weight
                if k < GATE and k not in JOINT:
                    near[i] += weight
            if k == GATE - 1:
                gate[i] = total[i]
    return total, near, gate


class Table:
    """The weights of the chosen pairs, laid into slots as the program will read them."""

    def __init__(self, numbers: list[int], weights: Weights) -> None:
        self.numbers = numbers
        self.slots: list[array[int]] = []
        self.given = 0
        for number in numbers:
            units = weights.units[number].astype(int)
            strong = np.abs(units) >= LEAST
            self.given += int(strong.sum())
            size = max(int(strong.sum() / LOAD), 3) | 1  # odd: slot and mark of a key have nothing in common
            self.slots.append(
                fill(zip(weights.keys[number][strong].tolist(), units[strong].tolist(), strict=True), size)
            )
        self.held = sum(len(slots) - slots.count(0) for slots in self.slots)

    def scored(self, work: Path, text: Text) -> Iterator[tuple[Pair, int, Scored, Scored]]:
        """As `scored_pairs`, through the slots; the number is the pair's place among the chosen."""
        at = Places(text, vocabulary(work))
        coarse, fine = np.load(work / "classes.npy")
        pairs = read_pairs()
        for place, number in enumerate(self.numbers):
            pair, slots = pairs[number], np.frombuffer(self.slots[place], np.uint16)
            sides = []
            for term in (pair.a, pair.b):
                places = at.of(term)
                sides.append(Scored(places, *_score(text.ids, places, len(parts(term)), coarse, fine, slots)))
            yield pair, place, sides[0], sides[1]


def both(pair: Pair, first: Scored, second: Scored, size: int, pool: Pool) -> tuple[Direction, Direction]:
    """The two directions of a pair. A rare word alone is never put into a text."""
    return direction(pair, 1, first, second, size, pool), direction(pair, -1, second, first, size, pool)


def honest(text: Text, words: list[str], scored: Scored, known: frozenset[str]) -> Scored:
    """The places without the real mistakes that `judged.txt` lists."""
    high = np.flatnonzero(np.abs(scored.score) > 2 / STEP)
    bad = [i for i in high if context(words, text.ids, int(scored.at[i])) in known]
    keep = np.ones(len(scored.at), bool)
    keep[bad] = False
    return without(scored, keep)


def row(way: Direction, place: int) -> Row:
    """A direction as the file holds it."""
    typed, replacement = way.typed.replace("_", " "), way.replacement.replace("_", " ")
    return Row(typed, replacement, place, way.sign, way.gates, way.loose_gates, way.warning, way.suggestion,
               way.candidate, way.figures)  # fmt: skip


def pack(work: Path, out: Path) -> None:
    """Choose, lay out, fit, write."""
    text, weights = side(work, "calibrate"), load(work)
    words, known, size = list(vocabulary(work)), judged(), len(text.ids)
    clean = {}
    for number, (pair, *scored) in enumerate(scored_pairs(work, text, weights)):
        clean[number] = (pair, *(honest(text, words, one, known) for one in scored))
    rare = [one for _, a, b in clean.values() for one in (a.score, -b.score) if 1 <= len(one) <= RARE]
    pool = Pool(pooled(rare), pooled_recall([-one for one in rare]))
    chosen = []
    for number, (pair, first, second) in clean.items():
        ways = both(pair, first, second, size, pool)
        whole = sum(worth_of(pair.group, len(s.at), size) for s in (first, second))
        alone, asked = (sum(way.worth[search] for way in ways) / whole for search in (0, 1))
        enough = alone > WORTH.get(pair.group, WORTH_ELSE) or (pair.group not in WORTH and asked > WORTH_ASKED)
        if pair.group != "dropped" and (enough or pair.group == "rare"):
            chosen.append(number)
    table = Table(chosen, weights)
    rows = []
    for pair, place, first, second in table.scored(work, text):
        first, second = (honest(text, words, one, known) for one in (first, second))
        ways = both(pair, first, second, size, pool)[: 1 if pair.group == "rare" else 2]
        rows += [row(way, place) for way in ways if way.used]
    coarse, fine = np.load(work / "classes.npy")
    facts = {"scale": STEP, "built": {s.name: [s.licence, s.origin, s.sha256] for s in SOURCES if s.role != "test"}}
    listed = list(vocabulary(work))[len(SPECIAL) :]
    write_table(out, listed, (coarse.astype(np.uint8).tobytes(), fine.tolist()), table.slots, rows, facts)
    print(
        f"{len(chosen)} pairs, {len(rows)} directions, {table.held} of {table.given} weights, {out.stat().st_size} bytes"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    pack(options.work, options.out)
