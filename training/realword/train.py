"""One logistic regression for each pair, learned with FTRL-proximal (McMahan et al. 2013), most weights exactly nought.

The score of a place is the log-odds of the second word against the first. Written: `weights.npz` with, pair after pair,
the keys of features, their weights and their templates (`starts` tells where a pair begins).
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

import numba
import numpy as np

from training.realword.features import MOST, features
from training.realword.pairs import Pair, parts, read_pairs
from training.realword.texts import Places, Text, side, vocabulary

LOCAL = 1 << 22  # a pair's own table while it learns
BAGS = 35  # this template and those after it are of the words that say what the sentence is about
CAP = 60_000  # places of one word
OWN = 6.0  # so much more counts a sentence written for a word that the texts hardly hold
L1, L1_RARE, L2, ALPHA, BETA, EPOCHS = 1.0, 0.4, 1.0, 0.15, 1.0, 2
NEWS = ("congress_press", "whitehouse_pr", "whitehouse_2017", "state_pr", "pm_au", "openstaxby")


@numba.njit(cache=True)
def learn(ids, places, width, truth, weight, coarse, fine, z, n, seen, l1, l2, alpha, beta, epochs):
    """Learn one pair in place: z and n are FTRL's sums (all nought before), seen counts a feature's places up to 255."""
    keys = np.empty(MOST, np.int64)
    for i in range(len(places)):
        count = features(ids, places[i], width[i], coarse, fine, keys)
        for k in range(count):
            slot = keys[k] & (LOCAL - 1)
            if seen[slot] < 255:
                seen[slot] += 1
    for _ in range(epochs):
        for i in range(len(places)):
            count = features(ids, places[i], width[i], coarse, fine, keys)
            score = 0.0
            for k in range(count):
                slot = keys[k] & (LOCAL - 1)
                if seen[slot] > 1 and abs(z[slot]) > l1:
                    score -= (z[slot] - np.sign(z[slot]) * l1) / ((beta + np.sqrt(n[slot])) / alpha + l2)
            slope = (1.0 / (1.0 + np.exp(-score)) - truth[i]) * weight[i]
            for k in range(count):
                slot = keys[k] & (LOCAL - 1)
                if seen[slot] > 1:
                    old = 0.0
                    if abs(z[slot]) > l1:
                        old = -(z[slot] - np.sign(z[slot]) * l1) / ((beta + np.sqrt(n[slot])) / alpha + l2)
                    z[slot] += slope - (np.sqrt(n[slot] + slope * slope) - np.sqrt(n[slot])) / alpha * old
                    n[slot] += slope * slope


@numba.njit(cache=True)
def collect(ids, places, width, coarse, fine, z, n, seen, l1, l2, alpha, beta):
    """Keys, weights and templates of the features that are left, each once; clears the table as it goes."""
    keys = np.empty(MOST, np.int64)
    found_keys, found_weights = [np.int64(0) for _ in range(0)], [0.0 for _ in range(0)]
    templates = [np.uint8(0) for _ in range(0)]
    for i in range(len(places)):
        count = features(ids, places[i], width[i], coarse, fine, keys)
        for k in range(count):
            slot = keys[k] & (LOCAL - 1)
            if seen[slot] > 1 and abs(z[slot]) > l1:
                found_keys.append(keys[k])
                found_weights.append(-(z[slot] - np.sign(z[slot]) * l1) / ((beta + np.sqrt(n[slot])) / alpha + l2))
                templates.append(np.uint8(min(k, BAGS)))
            z[slot] = 0.0
            n[slot] = 0.0
            seen[slot] = 0
    return np.array(found_keys), np.array(found_weights, dtype=np.float32), np.array(templates)


def chosen(places: np.ndarray, text: Text, random: np.random.Generator, cap: int = CAP) -> np.ndarray:
    """At most `cap` of the places; up to three quarters of them from news-like text, if there are so many."""
    if len(places) <= cap:
        return places
    news = np.isin(text.source[places], [text.names.index(name) for name in NEWS if name in text.names])
    first, second = random.permutation(places[news]), random.permutation(places[~news])
    take = max(min(len(first), cap * 3 // 4), cap - len(second))
    return np.concatenate([first[:take], second[: cap - take]])


RARE_ROWS = 12_000  # words beyond this rank lend their places to a word that the text hardly holds
EPOCHS_OWN = 6  # a pair whose rarer word stands mostly in sentences of our own is gone through so often
LENT, LENT_WEIGHT = 2_000, 0.08


def lent_places(text: Text, words: dict[str, int]) -> np.ndarray:
    """Places of rare lower-case words: what a rare member of a pair is likely to look like."""
    hyphen = words["-"]
    found = np.flatnonzero((text.ids > RARE_ROWS) & (text.case == 0))
    found = found[(found > 0) & (found < len(text.ids) - 2)]
    return found[(text.ids[found - 1] != hyphen) & (text.ids[found + 1] != hyphen)]


@dataclass
class Examples:
    """What one pair is learned from, shuffled."""

    places: np.ndarray
    width: np.ndarray
    truth: np.ndarray
    weight: np.ndarray
    fewest: int  # places of the rarer word
    owned: bool  # most of them are in sentences of our own


def examples(pair: Pair, at: Places, lent: np.ndarray, random: np.random.Generator) -> Examples:
    """Places of both words. The rarer word weighs more; one rarer than LENT gets places of other rare words beside its own."""
    both = [chosen(at.of(term), at.text, random) for term in (pair.a, pair.b)]
    places, width, truth, weight = [], [], [], []
    for label, found in enumerate(both):
        other = len(both[1 - label])
        share = min(4.0, max(1.0, (other / max(len(found), 1)) ** 0.5))
        need = LENT if len(found) < LENT else 0
        places += [found, random.choice(lent, need)]
        width += [np.full(len(found), len(parts((pair.a, pair.b)[label]))), np.ones(need, np.int64)]
        truth.append(np.full(len(found) + need, float(label)))
        own = np.where(at.text.source[found] == at.text.names.index("own"), OWN, 1.0)
        weight += [own * share, np.full(need, LENT_WEIGHT * (1 - len(found) / LENT))]
    rarer = min(both, key=len)
    owned = len(rarer) > 0 and float(np.mean(at.text.source[rarer] == at.text.names.index("own"))) > 0.5
    order = random.permutation(sum(map(len, places)))
    return Examples(*(np.concatenate(column)[order] for column in (places, width, truth, weight)), len(rarer), owned)


def train(work: Path) -> None:
    """Learn every pair of `pairs.txt` from the training text in `work`."""
    words = vocabulary(work)
    text = side(work, "train")
    at, lent = Places(text, words), lent_places(text, words)
    coarse, fine = np.load(work / "classes.npy")
    z, n = np.zeros(LOCAL, np.float32), np.zeros(LOCAL, np.float32)
    seen = np.zeros(LOCAL, np.uint8)
    keys, weights, templates, starts = [], [], [], [0]
    began = time.time()
    for number, pair in enumerate(read_pairs()):
        given = examples(pair, at, lent, np.random.default_rng(number))
        l1, epochs = L1_RARE if given.fewest < LENT else L1, EPOCHS_OWN if given.owned else EPOCHS
        learn(text.ids, given.places, given.width, given.truth, given.weight, coarse, fine, z, n, seen,
              l1, L2, ALPHA, BETA, epochs)  # fmt: skip
        found = collect(text.ids, given.places, given.width, coarse, fine, z, n, seen, l1, L2, ALPHA, BETA)
        keys.append(found[0].astype(np.int32))
        weights.append(found[1])
        templates.append(found[2])
        starts.append(starts[-1] + len(found[0]))
        if number % 200 == 199:
            print(f"{number + 1} pairs, {starts[-1]} weights, {time.time() - began:.0f} s", flush=True)
    np.savez(
        work / "weights.npz",
        keys=np.concatenate(keys),
        weights=np.concatenate(weights),
        templates=np.concatenate(templates),
        starts=np.array(starts),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    train(parser.parse_args().work)
