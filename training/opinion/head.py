"""Fit what is read in the inner states of the language model, and write src/copydesk/models/opinion_head.bin.

A logistic model on the states behind some of the layers, the mean over the tokens and the last token, trained on the sentences
in this folder and on newssd.train (CC BY 4.0). Then how much the first scorer counts beside it, from what both say of sentences
that neither has seen. The language model must be installed (`copydesk lm install`).

    python -m training.opinion.head --data DATA --vectors DIR --work DIR
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from copydesk.lm.home import installed_path
from copydesk.lm.model import Model  # before numpy: it asks for one thread

# isort: split
import numpy as np

from copydesk.models.opinion_head import MARK, PATH, VERSION
from copydesk.models.packed import write_packed
from training.opinion.fit import (
    CREDIT,
    NEWS_WEIGHT,
    Design,
    Rows,
    across,
    chances,
    figures,
    fit,
    judging_scores,
    labelled,
    logistic,
    own_sentences,
    read_classes,
    read_words,
    vocabulary_of,
)

# Tried on five folds of neighbouring articles of newssd.train, cheapest first. Four more layers cost a hundredth of a second
# for a sentence and must be this much better (area under the curve) to be worth it; so must another penalty than the first.
LAYERS = (12, 16, 20)
WORTH = 0.003
PENALTIES = (1000.0, 300.0, 3000.0)
OWN_WEIGHT = 0.15
FOLDS = 5
SETS = ("newssd.train", "newssd.dev", "babe.dev")


def states(model: Model, rows: Rows, cache: Path) -> np.ndarray:
    """The states of each sentence behind LAYERS, worked out once: [sentences, layers, 2 × width]."""
    if not cache.exists():
        cache.parent.mkdir(parents=True, exist_ok=True)
        np.save(cache, model.states([text for text, _ in rows], sorted(LAYERS)))
    found: np.ndarray = np.load(cache)
    if len(found) != len(rows):
        raise SystemExit(f"{cache} is of other sentences; delete it")
    return found


def balanced(labels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The weights with both labels weighing half of the number of sentences."""
    share = np.where(labels == 1, 0.5 / weights[labels == 1].sum(), 0.5 / weights[labels == 0].sum())
    return weights * share * len(labels)


class Reading:
    """A logistic model on states: `weights` and `bias` for states as they come."""

    def __init__(self, parts: Sequence[tuple[np.ndarray, np.ndarray, float]], penalty: float) -> None:
        inputs, labels = np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
        each = balanced(labels, np.concatenate([np.full(len(part[1]), part[2]) for part in parts]))
        middle, spread = inputs.mean(0), inputs.std(0) + 1e-6
        table = np.hstack([np.ones((len(labels), 1)), (inputs - middle) / spread])
        found = logistic(table, labels, each, np.r_[1e-6, np.full(inputs.shape[1], penalty)])
        self.weights = found[1:] / spread
        self.bias = float(found[0] - middle @ self.weights)

    def odds(self, inputs: np.ndarray) -> np.ndarray:
        return inputs @ self.weights + self.bias


def across_folds(news: tuple[np.ndarray, np.ndarray], own: tuple[np.ndarray, np.ndarray], penalty: float) -> np.ndarray:
    """Log odds of newssd.train, each fifth (neighbouring articles) by a model that has not seen it."""
    fold = np.arange(len(news[1])) * FOLDS // len(news[1])
    odds = np.zeros(len(fold))
    for number in range(FOLDS):
        seen = fold != number
        odds[~seen] = Reading([(news[0][seen], news[1][seen], 1.0), (*own, OWN_WEIGHT)], penalty).odds(news[0][~seen])
    return odds


def log_odds(chance: np.ndarray) -> np.ndarray:
    return np.log(chance / (1 - chance))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=installed_path())
    options = parser.parse_args()
    model = Model(options.model)
    rows = {name: labelled(options.data / "opinion" / f"{name}.jsonl.gz") for name in SETS} | {"own": own_sentences()}
    every = {name: states(model, part, options.work / f"{name}.npy") for name, part in rows.items()}
    labels = {name: np.array([label for _, label in part]) for name, part in rows.items()}
    known = read_words(options.vectors)
    classes, _ = read_classes()
    design = Design(known, vocabulary_of(known, classes, judging_scores(known, read_classes()[1])))
    parts = {name: design(part) for name, part in rows.items()}
    fitted = fit([parts["own"], parts["newssd.train"]], [1.0, NEWS_WEIGHT])
    first = {name: log_odds(chances(fitted, parts[name])) for name in SETS}
    first_unseen = log_odds(across(parts["newssd.train"], parts["own"]))
    metrics: dict[str, Any] = {"credit": CREDIT, "model": model.fingerprint, "tried": {}}
    best: tuple[float, int, float, np.ndarray] | None = None
    for layer in LAYERS:
        at = sorted(LAYERS).index(layer)
        news, own = ((every[name][:, at], labels[name]) for name in ("newssd.train", "own"))
        for penalty in PENALTIES:
            odds = across_folds(news, own, penalty)
            row = figures(labels["newssd.train"], 1 / (1 + np.exp(-odds)))
            metrics["tried"][f"layer {layer}, penalty {penalty:g}"] = row
            print(layer, penalty, row, flush=True)
            if best is None or row["auc"] > best[0] + WORTH:
                best = (row["auc"], layer, penalty, odds)
    assert best is not None
    _, layer, penalty, unseen = best
    at = sorted(LAYERS).index(layer)
    both = np.stack([np.ones(len(unseen)), unseen, first_unseen], axis=1)
    target = labels["newssd.train"]
    shift, second_weight, first_weight = logistic(
        both, target, balanced(target, np.ones(len(target))), np.full(3, 1e-3)
    )
    news, own = ((every[name][:, at], labels[name]) for name in ("newssd.train", "own"))
    reading = Reading([(*news, 1.0), (*own, OWN_WEIGHT)], penalty)
    metrics["newssd.train, five folds, joined"] = figures(
        target, 1 / (1 + np.exp(-both @ [shift, second_weight, first_weight]))
    )
    for name in SETS[1:]:
        answer = reading.odds(every[name][:, at])
        metrics[f"{name}, states alone"] = figures(labels[name], 1 / (1 + np.exp(-answer)))
        joined = shift + second_weight * answer + first_weight * first[name]
        metrics[f"{name}, joined"] = figures(labels[name], 1 / (1 + np.exp(-joined)))
    header = {
        "about": CREDIT, "model": model.fingerprint, "layer": layer,
        "bias": float(second_weight * reading.bias + shift), "first": float(first_weight),
    }  # fmt: skip
    weights = (second_weight * reading.weights).astype("<f4")
    write_packed(PATH, MARK, VERSION, header, {"weights": weights.tobytes()})
    PATH.with_suffix(".metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf8")
    for name, row in metrics.items():
        print(f"{name}: {row}")


if __name__ == "__main__":
    main()
