"""Choose the pairs that are worth their room, and a threshold for each direction and tier.

A threshold maximises `recall * expected mistakes - price * false alarms`. False alarms are counted with an exponential
tail (a place that scores s counts exp(-(t - s) / TAIL) at a threshold t above it), so that one lucky gap in the
calibration text does not set a threshold. Places listed in `judged.txt` are real mistakes in published text and count for
neither side.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from copydesk.kinds.second_opinion import COMMON
from training.realword.pairs import Pair
from training.realword.scores import STEP, Scored

JUDGED = Path(__file__).parent / "judged.txt"
TAIL = 0.6 / STEP
GRID = np.arange(round(-1.5 / STEP), round(12 / STEP))
SURELY = round(0.25 / STEP)  # no warning and no suggestion below
# What a false alarm in 10,000 words costs, in mistakes found; that of a candidate is the work of the better judge.
PRICES = {"warning": 8_000.0, "suggestion": 2_800.0, "candidate": 105.0}
WEIGHTS = {"classic": (3.0, 2.0), "sound": (3.0, 1.0), "look": (3.0, 1.0), "joint": (3.0, 1.0)}  # least, factor
COMMON_ASKED = 6.0  # what writers mistake most often is worth so much more when a better judge is to be asked
STRICT = ("slip", "rare")  # groups that are reported as warnings or not at all
SLIP = 3.0  # a pair that only a slip of the finger makes pays so much more
ITEMS, WORDS = 20.0, 400_000.0  # a direction is worth at most 20 mistakes in 400,000 words
NEVER = 1 << 20
# Share of what a search would find that its first and its second gate let through; a search for candidates has time.
KEEPS = {"suggestion": (0.99, 0.97), "candidate": (0.998, 0.995)}
SELDOM = 40.0  # a word's own uses count as much as those of all rare words when there are so many of them
FEW = 4.0  # a direction's own mistakes count as much as those of all rare words when there are so many of them
UNSEEN = 4.0  # a text of another kind may use a word so often where the calibration text never did


@dataclass(frozen=True)
class Pool:
    """What rare words do on the whole, for those that the calibration text hardly holds; over GRID."""

    false: np.ndarray
    recall: np.ndarray


@dataclass(frozen=True)
class Direction:
    """What was found for `typed` where `replacement` was meant; thresholds in units of STEP."""

    typed: str
    replacement: str
    sign: int
    gates: tuple[int, int]
    loose_gates: tuple[int, int]
    warning: int
    suggestion: int
    candidate: int
    figures: tuple[float, float, float, float, int]
    worth: tuple[float, float]  # what it brings by itself, and as a candidate

    @property
    def used(self) -> bool:
        """Does any score reach it?"""
        return min(self.suggestion, self.candidate) < NEVER


def judged() -> frozenset[str]:
    """The contexts of real mistakes, as `context` writes them."""
    lines = JUDGED.read_text(encoding="utf8").split("\n") if JUDGED.exists() else []
    return frozenset(line for line in lines if line and not line.startswith("#"))


def context(words: list[str], ids: np.ndarray, at: int) -> str:
    """The place as `judged.txt` names it: three words, the word, three words."""
    return " ".join(words[number] for number in ids[max(at - 3, 0) : at + 4])


LOWEST, HIGHEST = GRID[0] - round(6 * TAIL), 1_000  # scores beyond count for nothing, or as the highest
_SHARE = np.exp(np.minimum(0, -(GRID[:, None] - np.arange(LOWEST, HIGHEST + 1)[None, :]) / TAIL))


def alarms(scores: np.ndarray) -> np.ndarray:
    """Smoothed number of false alarms at each threshold of GRID."""
    high = np.minimum(scores[scores >= LOWEST], HIGHEST) - LOWEST
    result: np.ndarray = _SHARE @ np.bincount(high, minlength=HIGHEST - LOWEST + 1)
    return result


def pooled(scores: list[np.ndarray]) -> np.ndarray:
    """Share of the correct uses of rare words that reach each threshold of GRID, all directions together."""
    return alarms(np.concatenate(scores)) / sum(map(len, scores))


def expected(scores: np.ndarray, pool: np.ndarray) -> np.ndarray:
    """False alarms to expect: the word's own, and for a word seen seldom those of its like as far as its own say little."""
    own = alarms(scores) * len(scores) / (len(scores) + SELDOM)
    result: np.ndarray = own + pool * (len(scores) + UNSEEN) * SELDOM / (len(scores) + SELDOM)
    return result


def pooled_recall(scores: list[np.ndarray]) -> np.ndarray:
    """Mean recall at each threshold of GRID over directions whose meant word is rare."""
    result: np.ndarray = np.mean([recalls(one) for one in scores], axis=0)
    return result


def recalls(scores: np.ndarray) -> np.ndarray:
    """Share of the mistakes at or above each threshold of GRID."""
    if not len(scores):
        return np.zeros(len(GRID))
    return 1 - np.searchsorted(np.sort(scores), GRID) / len(scores)


def worth_of(group: str, places: int, size: int) -> float:
    """What finding all mistakes of a direction is worth: what a text of WORDS words holds, weighed by group."""
    least, factor = WEIGHTS.get(group, (0.4, 1.0))
    return max(min(ITEMS, places * WORDS / size), least) * factor


def direction(pair: Pair, sign: int, wrong: Scored, right: Scored, size: int, pool: Pool) -> Direction:
    """Fit one direction: `wrong` are correct uses of the typed word, `right` those of the word that should replace it."""
    typed, replacement = (pair.a, pair.b) if sign > 0 else (pair.b, pair.a)
    correct, mistaken = wrong.score * sign, right.score * sign
    false, own = expected(correct, pool.false), len(mistaken) / (len(mistaken) + FEW)
    recall = recalls(mistaken) * own + pool.recall * (1 - own)
    worth = worth_of(pair.group, len(mistaken), size)
    dear = SLIP if pair.group == "slip" else 1.0
    fitted, gains = {}, {}
    for tier, price in PRICES.items():
        false_cost = price * false / (size / 1e4)
        if tier == "candidate":
            gain = recall * worth * (COMMON_ASKED if frozenset((pair.a, pair.b)) in COMMON else 1) - false_cost
        else:
            gain = recall * worth - dear * false_cost
            gain[GRID < SURELY] = 0
        best = int(gain.argmax())
        fitted[tier] = int(GRID[best]) if gain[best] > 0 else NEVER
        gains[tier] = float(max(gain[best], 0))
    if pair.group in STRICT:
        fitted["suggestion"], gains["suggestion"] = fitted["warning"], gains["warning"]
    figures: list[float] = []
    for tier in ("warning", "suggestion"):
        found = float((mistaken >= fitted[tier]).mean()) if len(mistaken) else 0.0
        wrongly = float((correct >= fitted[tier]).mean()) if len(correct) else 0.0
        figures += [round(found / (found + wrongly), 4) if found else 0.0, round(found, 3)]
    gates = [_gates(right, sign, fitted[tier], *KEEPS[tier]) for tier in ("suggestion", "candidate")]
    measured = (figures[0], figures[1], figures[2], figures[3], len(correct))
    return Direction(typed, replacement, sign, gates[0], gates[1], fitted["warning"], fitted["suggestion"],
                     min(fitted["candidate"], fitted["suggestion"]), measured,
                     (gains["suggestion"], gains["candidate"]))  # fmt: skip


def _gates(right: Scored, sign: int, threshold: int, near_keeps: float, gate_keeps: float) -> tuple[int, int]:
    """What the neighbours must say of a place for the rest of its features to be looked at."""
    caught = right.score * sign >= threshold
    if not caught.any():
        return 0, 0
    near, gate = (np.quantile(part[caught] * sign, 1 - keeps) for part, keeps in
                  ((right.near, near_keeps), (right.gate, gate_keeps)))  # fmt: skip
    return int(near), int(gate)


def without(side: Scored, keep: np.ndarray) -> Scored:
    """The places that are kept."""
    return Scored(side.at[keep], side.score[keep], side.near[keep], side.gate[keep])
