"""How likely each line of a page is residue: a menu, a caption, a button, anything but the article.

Two stages, both trained by `training/residue`. Hashed words and the form of a line give it a first score; boosted trees
then judge the line by its form, its place, what it repeats and how its neighbours scored. Standard library only; the
weights are a read-only file, mapped into memory.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from copydesk.models.residue_line import SLOTS, read
from copydesk.models.residue_page import Surroundings

MAGIC, VERSION = b"CDRESIDU", 2
HEADER = struct.Struct("<8sHHHHI3dd")
"""Magic, version, trees, nodes, inputs, CRC-32 of all that follows, the biases of the three heads, that of the trees."""
NODE = struct.Struct("<HHBd")
"""Input, tree, the leaves left of the node as bits, threshold: a value above the threshold rules those leaves out."""
LEAVES = 8
HEADS, ZERO, STEP = 3, 128, 1 / 24
"""A head has a weight of one byte for each slot: 128 is none, a step is 1/24."""

PATH = Path(__file__).with_name("residue.bin")


class WeightsError(ValueError):
    """The file of weights is not the one that this version was built with."""


class Weights(NamedTuple):
    """The weights of the words, head by head, one byte a slot, and the trees.

    `gates[k]` are the thresholds of input k with what they leave open, `values[t]` the values of tree t by leaf.
    """

    heads: tuple[bytes, ...]
    bias: tuple[float, ...]
    base: float
    gates: tuple[tuple[int, list[float], list[int]], ...]
    values: tuple[dict[int, float], ...]


@cache
def load(path: Path = PATH) -> Weights:
    """Raises WeightsError for a file of another version or with a byte changed, OSError if there is none."""
    with path.open("rb") as file:
        data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    if len(data) < HEADER.size:
        raise WeightsError(f"{path.name}: cut short")
    magic, version, trees, nodes, inputs, checksum, *biases = HEADER.unpack_from(data)
    if magic != MAGIC or version != VERSION:
        raise WeightsError(f"{path.name}: not weights of version {VERSION}")
    if zlib.crc32(data[HEADER.size :]) != checksum:
        raise WeightsError(f"{path.name}: checksum does not match")
    at = HEADER.size
    heads = tuple(data[at + head * SLOTS : at + (head + 1) * SLOTS].tobytes() for head in range(HEADS))
    at += HEADS * SLOTS
    gates = _gates(data[at : at + NODE.size * nodes], trees, inputs)
    leaves = array("d", data[at + NODE.size * nodes :].tobytes())
    values = tuple({1 << i: leaves[LEAVES * tree + i] for i in range(LEAVES)} for tree in range(trees))
    return Weights(heads, tuple(biases[:HEADS]), biases[HEADS], gates, values)


def _gates(data: memoryview, trees: int, inputs: int) -> tuple[tuple[int, list[float], list[int]], ...]:
    """For each input in use: its thresholds, rising, and for each number of them passed the leaves still open.

    One byte a tree, one bit a leaf (Lucchese et al., QuickScorer, 2015): the leaf that a line ends in is the lowest open bit.
    """
    found: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for feature, tree, left, threshold in NODE.iter_unpack(data):
        found[feature].append((threshold, left << 8 * tree))
    every = (1 << 8 * trees) - 1
    gates = []
    for feature in range(inputs):
        nodes = sorted(found[feature])
        left_open = [every]
        for _, shut in nodes:
            left_open.append(left_open[-1] & ~shut)
        if nodes:
            gates.append((feature, [threshold for threshold, _ in nodes], left_open))
    return tuple(gates)


class Verdict(NamedTuple):
    """How likely a line is residue, and how its words alone look as a caption or as a link, in logits."""

    chance: float
    caption: float
    link: float


NONE = Verdict(0.0, 0.0, 0.0)
QUIET, NEARBY = -2.2, 0.3
LOUD, HUSHED = 1.5, -0.9
"""Below QUIET, by its first score and NEARBY times the mean of those beside it, a line is not judged, and below HUSHED on a
page where no line reaches LOUD: of 2,469 labelled lines that the trees take for residue, some ten lie there."""
PROSE = -4.0
"""The first score of a line that was not read further."""


def score(lines: Sequence[str]) -> list[float]:
    """For each line of one page the probability that it is residue; lines without white space around them, none empty."""
    judged = Judged(lines)
    return [judged[index].chance for index in range(len(lines))]


class Judged:
    """The lines of one page with what the scorer says of them; a verdict is made when it is asked for.

    Lines without white space around them, none empty; those behind the first `most` have no chance. `looks` are the
    lines as the scorer reads them.
    """

    def __init__(self, lines: Sequence[str], most: int | None = None, weights: Weights | None = None) -> None:
        self._weights = weights or load()
        lines = lines[:most]
        self.looks = list(map(read, lines))
        self._own = [first_score(self._weights, 0, look.slots) if look.form else PROSE for look in self.looks]
        self._surroundings = Surroundings(lines, self.looks, self._own)
        self._quiet = QUIET if max(self._own, default=0.0) > LOUD else HUSHED
        self._made: dict[int, Verdict] = {}

    def __getitem__(self, index: int) -> Verdict:
        made = self._made.get(index)
        if made is None:
            made = self._made[index] = self._verdict(index)
        return made

    def is_read(self, index: int) -> bool:
        """False for prose, whose chance is 0."""
        return index < len(self.looks) and bool(self.looks[index].form)

    def is_open(self, index: int) -> bool:
        """False for a line that neither its words nor its neighbours bring into question: its chance is below one half."""
        return self.is_read(index) and self._own[index] + NEARBY * self._surroundings.mean_near(index) > self._quiet

    def _verdict(self, index: int) -> Verdict:
        look = self.looks[index] if index < len(self.looks) else None
        if not look or not look.form:
            return NONE
        caption, link = (first_score(self._weights, head, look.slots) for head in (1, 2))
        logit = judge(self._weights, [*look.form, *self._surroundings.row(index), caption, link])
        return Verdict(1 / (1 + exp(-logit)), caption, link)


def first_score(weights: Weights, head: int, slots: Collection[int]) -> float:
    """What a head says of a line by its words alone, in logits."""
    return (sum(map(weights.heads[head].__getitem__, slots)) - ZERO * len(slots)) * STEP + weights.bias[head]


def judge(weights: Weights, inputs: Sequence[float]) -> float:
    """What the trees say of one line, in logits."""
    trees = len(weights.values)
    state = (1 << 8 * trees) - 1
    for feature, thresholds, left_open in weights.gates:
        state &= left_open[bisect_left(thresholds, inputs[feature])]
    # The lowest bit of every byte at once: no byte is zero, so nothing is borrowed across bytes.
    lowest = state & ~(state - _ones(trees))
    return weights.base + sum(map(dict.__getitem__, weights.values, lowest.to_bytes(trees, "little")))


@cache
def _ones(count: int) -> int:
    return int.from_bytes(b"\1" * count, "little")
