"""Score the places of every pair in a prepared text, with the weights rounded as they will be packed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numba
import numpy as np

from copydesk.models.confusion_table import STRONGEST
from training.realword.features import GATE, JOINT, MOST, features
from training.realword.pairs import Pair, parts, read_pairs
from training.realword.texts import Places, Text, vocabulary
from training.realword.train import LOCAL

STEP = 1 / 14  # one unit of a packed weight; seven bits reach ±4.5


@dataclass(frozen=True)
class Scored:
    """Places of one word of a pair, with scores in units of STEP, the second word against the first.

    near is what the two neighbours say each by itself, gate what they say together with it.
    """

    at: np.ndarray
    score: np.ndarray
    near: np.ndarray
    gate: np.ndarray


@dataclass(frozen=True)
class Weights:
    """What `train` found, rounded: per pair its keys and units, weights of nought left out."""

    keys: tuple[np.ndarray, ...]
    units: tuple[np.ndarray, ...]


def load(work: Path) -> Weights:
    """The trained weights of all pairs, in units of STEP."""
    held = np.load(work / "weights.npz")
    keys, starts = held["keys"], held["starts"]
    units = np.clip(np.rint(held["weights"] / STEP), -STRONGEST, STRONGEST).astype(np.int8)
    ranges = list(pairwise(starts))
    kept = [units[a:b] != 0 for a, b in ranges]
    return Weights(
        tuple(keys[a:b][keep] for (a, b), keep in zip(ranges, kept, strict=True)),
        tuple(units[a:b][keep] for (a, b), keep in zip(ranges, kept, strict=True)),
    )


@numba.njit(cache=True)
def _score(ids, places, width, coarse, fine, table, owner):
    keys = np.empty(MOST, np.int64)
    total, near, gate = (
        np.zeros(len(places), np.int32),
        np.zeros(len(places), np.int32),
        np.zeros(len(places), np.int32),
    )
    for i in range(len(places)):
        count = features(ids, places[i], width, coarse, fine, keys)
        for k in range(count):
            slot = keys[k] & (LOCAL - 1)
            if owner[slot] == keys[k]:
                total[i] += table[slot]
                if k < GATE and k not in JOINT:
                    near[i] += table[slot]
            if k == GATE - 1:
                gate[i] = total[i]
    return total, near, gate


def scored_pairs(work: Path, text: Text, weights: Weights) -> Iterator[tuple[Pair, Scored, Scored]]:
    """Each pair with the places of its first and of its second word in a text."""
    at = Places(text, vocabulary(work))
    coarse, fine = np.load(work / "classes.npy")
    table, owner = np.zeros(LOCAL, np.int8), np.full(LOCAL, -1, np.int32)
    for pair, keys, units in zip(read_pairs(), weights.keys, weights.units, strict=True):
        slots = keys & (LOCAL - 1)
        table[slots], owner[slots] = units, keys
        sides = []
        for term in (pair.a, pair.b):
            places = at.of(term)
            sides.append(Scored(places, *_score(text.ids, places, len(parts(term)), coarse, fine, table, owner)))
        owner[slots] = -1
        yield pair, sides[0], sides[1]
