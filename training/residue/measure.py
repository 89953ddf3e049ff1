"""Figures for scores of lines: precision, recall and F1 by threshold."""

from __future__ import annotations

import numpy as np

from training.residue.fit import Table, fit, spread


def curve(
    label: np.ndarray, score: np.ndarray, weight: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Thresholds from high to low, with precision and recall of the lines at or above each."""
    known = label >= 0
    label, score = label[known], score[known]
    weight = np.ones(len(label)) if weight is None else weight[known]
    order = np.argsort(-score)
    hits = np.cumsum((label * weight)[order])
    return score[order], hits / np.cumsum(weight[order]), hits / (label * weight).sum()


def figures(label: np.ndarray, score: np.ndarray, weight: np.ndarray | None = None) -> dict[str, float]:
    threshold, precision, recall = curve(label, score, weight)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    best = int(f1.argmax())
    return {
        "best_f1": round(float(f1[best]), 4), "threshold": round(float(threshold[best]), 3),
        "precision": round(float(precision[best]), 4), "recall": round(float(recall[best]), 4),
        "recall_at_p92": round(float(recall[precision >= 0.92].max(initial=0)), 4),
        "threshold_p92": round(float(threshold[precision >= 0.92].min(initial=99)), 3),
        "precision_at_r72": round(float(precision[recall >= 0.72].max(initial=0)), 4),
        "precision_at_r76": round(float(precision[recall >= 0.76].max(initial=0)), 4),
    }  # fmt: skip


def cross_validated(table: Table, folds: int, seed: int) -> np.ndarray:
    """The second-stage score of every judged line, by a model that saw no page of its site; NaN for the rest."""
    fold = spread(table.site, folds, seed)
    said = np.full(len(table.label), np.nan)
    for part in range(folds):
        asked = (fold == part) & table.judged
        said[asked] = fit(table, fold != part, asked, seed)[1][asked]
    return said


def judged_figures(table: Table, said: np.ndarray) -> dict[str, dict[str, float]]:
    rows = table.judged
    return {"lines": figures(table.label[rows], said[rows]),
            "long pages damped": figures(table.label[rows], said[rows], table.weight[rows])}  # fmt: skip
