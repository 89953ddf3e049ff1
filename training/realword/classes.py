"""Learn word classes from the neighbours of words: two granularities, each word in one class of each.

A word is described by which frequent words stand left and right of it (positive pointwise mutual information), reduced by
a randomised singular value decomposition, and grouped by k-means. Written: `classes.npy`, shape (2, words), uint16;
the special words of the tokeniser come first and keep classes of their own.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numba
import numpy as np

from copydesk.models.tokens import SPECIAL
from training.realword.texts import side

NEIGHBOURS, DIMENSIONS, COARSE, FINE = 2_000, 96, 240, 2_500


@numba.njit(cache=True)
def _count(ids: np.ndarray, words: int, neighbours: int) -> np.ndarray:
    table = np.zeros((words, 2 * neighbours), np.float32)
    for i in range(1, len(ids) - 1):
        if ids[i - 1] < neighbours:
            table[ids[i], ids[i - 1]] += 1
        if ids[i + 1] < neighbours:
            table[ids[i], neighbours + ids[i + 1]] += 1
    return table


def describe(ids: np.ndarray, words: int, seed: int = 1) -> np.ndarray:
    """A unit vector for each word: rows of the decomposed table of its neighbours."""
    table = _count(ids, words, NEIGHBOURS)
    rows, columns, total = table.sum(1, keepdims=True) + 1e-9, table.sum(0, keepdims=True) + 1e-9, table.sum()
    shrink = table / (table + 1.0)  # a neighbour seen once tells little
    table *= total
    table /= rows
    table /= columns**0.75 * columns.sum() ** 0.25
    np.log(table, out=table, where=table > 0)
    np.maximum(table, 0, out=table)
    table *= shrink
    random = np.random.default_rng(seed)
    basis = table @ random.standard_normal((table.shape[1], DIMENSIONS + 16), dtype=np.float32)
    for _ in range(3):
        basis, _ = np.linalg.qr(basis)
        basis = table @ (table.T @ basis)
    basis, _ = np.linalg.qr(basis)
    left, values, _ = np.linalg.svd(basis.T @ table, full_matrices=False)
    vectors = (basis @ left)[:, :DIMENSIONS] * np.sqrt(values[:DIMENSIONS])
    return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def group(vectors: np.ndarray, weights: np.ndarray, classes: int, seed: int = 2, rounds: int = 15) -> np.ndarray:
    """k-means by cosine, words weighted; returns the class of each word."""
    random = np.random.default_rng(seed)
    centres = vectors[random.choice(len(vectors), classes, replace=False, p=weights / weights.sum())]
    nearest = np.zeros(len(vectors), np.int64)
    for _ in range(rounds):
        likeness = vectors @ centres.T
        nearest = likeness.argmax(1)
        fresh = np.zeros_like(centres)
        np.add.at(fresh, nearest, vectors * weights[:, None])
        norms = np.linalg.norm(fresh, axis=1, keepdims=True)
        empty = norms[:, 0] == 0
        fresh[empty] = vectors[random.choice(len(vectors), int(empty.sum()))]
        centres = fresh / np.maximum(np.linalg.norm(fresh, axis=1, keepdims=True), 1e-9)
    return nearest


def learn(work: Path) -> None:
    """Learn both granularities from the training text in `work`."""
    words = (work / "vocabulary.txt").read_text(encoding="utf8").rstrip("\n").split("\n")
    size = len(SPECIAL) + len(words)
    ids = side(work, "train").ids
    vectors = describe(ids, size)
    frequency = np.bincount(ids, minlength=size).astype(np.float32)
    weights = np.sqrt(frequency + 1)
    classes = np.zeros((2, size), np.uint16)
    for row, count in enumerate((COARSE, FINE)):
        classes[row] = group(vectors, weights, count - len(SPECIAL)) + len(SPECIAL)
        classes[row, : len(SPECIAL)] = np.arange(len(SPECIAL))
    np.save(work / "classes.npy", classes)
    np.save(work / "vectors.npy", vectors.astype(np.float16))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    learn(parser.parse_args().work)
