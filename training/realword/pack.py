"""Write the weights that the program maps: choose pairs, lay their weights into one hashed table, fit thresholds on it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numba
import numpy as np

from copydesk.models.confusion import MARK, VERSION, WEIGHTS
from copydesk.models.packed import write_packed
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
from training.realword.features import GATE, MOST, features
from training.realword.pairs import Pair, parts, read_pairs
from training.realword.scores import STEP, Scored, Weights, load, scored_pairs
from training.realword.sources import SOURCES
from training.realword.texts import Places, Text, side, vocabulary

SLOTS = 5_800_079  # a prime; two bytes each
LEAST = 3  # units: smaller weights are left out
SHIFT = 7_919_317  # apart by so much, pairs share no run of slots
WORTH = {"slip": 0.45, "rare": 0.0}  # share of its mistakes that a pair must bring in, beyond what its alarms cost
WORTH_ELSE = 0.06
RARE = 200  # uses in the calibration text up to which a word is rare


@numba.njit(cache=True)
def _score(ids, places, width, coarse, fine, checks, weights, shift):
    keys = np.empty(MOST, np.int64)
    total, gate = np.zeros(len(places), np.int32), np.zeros(len(places), np.int32)
    for i in range(len(places)):
        count = features(ids, places[i], width, coarse, fine, keys)
        for k in range(count):
            slot = (keys[k] + shift) % len(checks)
            if checks[slot] == keys[k] & 255:
                total[i] += weights[slot]
            if k == GATE - 1:
                gate[i] = total[i]
    return total, gate


class Table:
    """The hashed table; where two weights meet, the stronger stays."""

    def __init__(self, numbers: list[int], weights: Weights) -> None:
        self.numbers = numbers
        self.checks, self.weights = np.zeros(SLOTS, np.uint8), np.zeros(SLOTS, np.int8)
        keys = np.concatenate([weights.keys[n].astype(np.int64) for n in numbers])
        units = np.concatenate([weights.units[n] for n in numbers])
        shifts = np.concatenate([np.full(len(weights.keys[n]), self.shift(n)) for n in numbers])
        strong = np.abs(units.astype(int)) >= LEAST
        keys, units, shifts = keys[strong], units[strong], shifts[strong]
        order = np.argsort(np.abs(units.astype(int)), kind="stable")
        slots = (keys + shifts)[order] % SLOTS
        self.checks[slots], self.weights[slots] = keys[order] & 255, units[order]
        self.given, self.held = len(units), int((self.weights != 0).sum())

    @staticmethod
    def shift(number: int) -> int:
        """Where the weights of the pair with this number lie."""
        return (number + 1) * SHIFT % SLOTS

    def scored(self, work: Path, text: Text) -> Iterator[tuple[Pair, int, Scored, Scored]]:
        """As `scored_pairs`, through the table."""
        at = Places(text, vocabulary(work))
        coarse, fine = np.load(work / "classes.npy")
        pairs = read_pairs()
        for number in self.numbers:
            pair = pairs[number]
            sides = []
            for term in (pair.a, pair.b):
                places = at.of(term)
                found = _score(
                    text.ids, places, len(parts(term)), coarse, fine, self.checks, self.weights, self.shift(number)
                )
                sides.append(Scored(places, *found))
            yield pair, number, sides[0], sides[1]


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


def row(way: Direction, shift: int) -> list[object]:
    """A direction as the header of the weights holds it."""
    typed, replacement = way.typed.replace("_", " "), way.replacement.replace("_", " ")
    return [typed, replacement, way.sign, shift, way.gate, way.warning, way.suggestion, *way.figures]


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
        worth = sum(way.worth for way in both(pair, first, second, size, pool))
        worth /= sum(worth_of(pair.group, len(s.at), size) for s in (first, second))
        if pair.group != "dropped" and (worth > WORTH.get(pair.group, WORTH_ELSE) or pair.group == "rare"):
            chosen.append(number)
    table = Table(chosen, weights)
    rows = []
    for pair, number, first, second in table.scored(work, text):
        first, second = (honest(text, words, one, known) for one in (first, second))
        ways = both(pair, first, second, size, pool)[: 1 if pair.group == "rare" else 2]
        rows += [row(way, table.shift(number)) for way in ways if way.used]
    coarse, fine = np.load(work / "classes.npy")
    header = {
        "size": SLOTS, "scale": STEP, "directions": rows,
        "built": {s.name: [s.licence, s.origin, s.sha256] for s in SOURCES if s.role != "test"},
    }  # fmt: skip
    write_packed(out, MARK, VERSION, header, {
        "vocabulary": (work / "vocabulary.txt").read_bytes().rstrip(b"\n"),
        "coarse": coarse.astype(np.uint8).tobytes(), "fine": fine.astype("<u2").tobytes(),
        "checks": table.checks.tobytes(), "weights": table.weights.tobytes(),
    })  # fmt: skip
    print(
        f"{len(chosen)} pairs, {len(rows)} directions, {table.held} of {table.given} weights, {out.stat().st_size} bytes"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    pack(options.work, options.out)
