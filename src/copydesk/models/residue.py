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
from collections.abc import Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from copydesk.models.residue_line import SLOTS, read
from copydesk.models.residue_page import page_features

MAGIC, VERSION = b"CDRESIDU", 1
HEADER = struct.Struct("<8sHHHHI3dd")
"""Magic, version, trees, nodes, inputs, CRC-32 of all that follows, the biases of the three heads, that of the trees."""
NODE = struct.Struct("<HHBd")
"""Input, tree, the leaves left of the node as bits, threshold: a value above the threshold rules those leaves out."""
LEAVES = 8
LANES, LANE, ZERO, STEP = 3, 16, 128, 1 / 24
"""A slot holds a weight for each head in a lane of 16 bits: 128 is none, a step is 1/24."""

PATH = Path(__file__).with_name("residue.bin")


class WeightsError(ValueError):
    """The file of weights is not the one that this version was built with."""


class Weights(NamedTuple):
    """`slots[i]` packs the weights of one hashed word; `gates[k]` are the thresholds of input k with what they leave open."""

    slots: memoryview
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
    slots = data[at : at + 8 * SLOTS].cast("Q")
    at += 8 * SLOTS
    gates = _gates(data[at : at + NODE.size * nodes], trees, inputs)
    leaves = array("d", data[at + NODE.size * nodes :].tobytes())
    values = tuple({1 << i: leaves[LEAVES * tree + i] for i in range(LEAVES)} for tree in range(trees))
    return Weights(slots, tuple(biases[:LANES]), biases[LANES], gates, values)


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


def score(lines: Sequence[str]) -> list[float]:
    """For each line of one page the probability that it is residue; lines without white space around them, none empty."""
    return [verdict.chance for verdict in judge_page(lines)]


def judge_page(lines: Sequence[str]) -> list[Verdict]:
    """A verdict for each line of one page; lines without white space around them, none empty."""
    weights = load()
    looks = [read(line) for line in lines]
    heads = [first_scores(weights, look.slots) for look in looks]
    rows = page_features(lines, looks, [own for own, *_ in heads])
    return [
        Verdict(1 / (1 + exp(-judge(weights, [*look.form, *row, caption, link]))), caption, link)
        for look, row, (_, caption, link) in zip(looks, rows, heads, strict=True)
    ]


def first_scores(weights: Weights, slots: frozenset[int]) -> list[float]:
    """What each head says of a line by its words alone, in logits."""
    total = sum(map(weights.slots.__getitem__, slots))
    base = ZERO * len(slots)
    return [((total >> LANE * i & 0xFFFF) - base) * STEP + bias for i, bias in enumerate(weights.bias)]


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
