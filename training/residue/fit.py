"""Two stages: a logistic regression on the line alone, then boosted trees on the line and its neighbours' scores."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from copydesk.models.residue import PROSE
from copydesk.models.residue_line import FORM, SLOTS, Line, read
from copydesk.models.residue_page import PAGE, Surroundings
from training.residue.pages import Page

# The first head tells residue from body; the others tell one sort of residue from body.
HEADS = {"residue": (), "caption": ("figcaption", "figure"), "link": ("li", "h2", "h3", "h4", "aside", "header")}
INNER, STRENGTH, LEAST_SITES, HEAVY = 4, 0.1, 2, 60


class Table:
    """All lines of some pages as arrays; `edges[i]:edges[i + 1]` are the lines of page i."""

    def __init__(self, pages: list[Page]) -> None:
        self.pages = pages
        self.lines: list[Line] = [read(line.text) for page in pages for line in page.lines]
        slots = [sorted(line.slots) for line in self.lines]
        ends = np.cumsum([0, *(len(s) for s in slots)])
        columns = np.concatenate([np.array(s, np.int32) for s in slots])
        self.words = sparse.csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(slots), SLOTS))
        self.read = np.array([bool(line.form) for line in self.lines])
        self.form = np.array([line.form or (0,) * len(FORM) for line in self.lines], float)
        self.label = np.array([line.label for page in pages for line in page.lines])
        self.tag = np.array([line.tag for page in pages for line in page.lines])
        self.site = np.array([page.site for page in pages for _ in page.lines])
        self.judged = np.array([page.judged for page in pages for _ in page.lines])
        self.weight = np.array([page.weight * min(1, HEAVY / len(page.lines)) for page in pages for _ in page.lines])
        self.edges = np.cumsum([0, *(len(page.lines) for page in pages)])

    def target(self, head: str) -> tuple[np.ndarray, np.ndarray]:
        """The labels for one head, and the lines that it learns from."""
        residue = (self.label == 1) & (np.isin(self.tag, HEADS[head]) if HEADS[head] else True)
        return residue.astype(int), (residue | (self.label == 0)) & self.read


@dataclass
class Fitted:
    """The two stages: for each head weights over SLOTS and a bias; the trees."""

    weights: np.ndarray
    bias: np.ndarray
    trees: HistGradientBoostingClassifier


def fit_words(table: Table, head: str, train: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights over SLOTS; a slot that fewer than LEAST_SITES sites use gets none, since it would know the site."""
    label, usable = table.target(head)
    rows = np.where(train & usable)[0]
    words = table.words[rows]
    numbers = np.unique(table.site[rows], return_inverse=True)[1]
    groups = sparse.csr_matrix((np.ones(len(rows), np.float32), (numbers, np.arange(len(rows)))))
    kept = np.where(((groups @ words) > 0).sum(0).A1 >= LEAST_SITES)[0]
    model = LogisticRegression(C=STRENGTH, max_iter=60, tol=1e-3)
    model.fit(words[:, kept], label[rows], sample_weight=table.weight[rows])
    weights = np.zeros(SLOTS)
    weights[kept] = model.coef_[0]
    return weights, float(model.intercept_[0])


def spread(sites: np.ndarray, count: int, seed: int) -> np.ndarray:
    """The fold of every line, so that a site lies in one fold only."""
    names = sorted(set(sites))
    Random(seed).shuffle(names)
    fold = {name: i % count for i, name in enumerate(names)}
    return np.array([fold[site] for site in sites])


def line_scores(table: Table, train: np.ndarray, fold: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """First-stage scores of every line, for training lines by models that did not see their site; weights and biases."""
    scores = np.zeros((len(table.label), len(HEADS)))
    weights, bias = np.zeros((SLOTS, len(HEADS))), np.zeros(len(HEADS))
    for column, head in enumerate(HEADS):
        for part in range(INNER):
            held = train & (fold == part)
            some, constant = fit_words(table, head, train & (fold != part))
            scores[held, column] = table.words[held] @ some + constant
        weights[:, column], bias[column] = fit_words(table, head, train)
        scores[~train, column] = table.words[~train] @ weights[:, column] + bias[column]
    scores[~table.read] = PROSE
    return scores, weights, bias


def inputs(table: Table, scores: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """What the trees read, for the lines of wanted pages: form, page, and the scores of the further heads."""
    rows = np.zeros((len(table.label), len(PAGE)))
    for page, (start, end) in zip(table.pages, zip(table.edges, table.edges[1:], strict=False), strict=True):
        if end > start and wanted[start]:
            texts = [line.text for line in page.lines]
            around = Surroundings(texts, table.lines[start:end], scores[start:end, 0].tolist())
            for index in np.where(table.read[start:end])[0].tolist():
                rows[start + index] = around.row(index)
    return np.hstack([table.form, rows, scores[:, 1:]])


def fit(table: Table, train: np.ndarray, asked: np.ndarray, seed: int) -> tuple[Fitted, np.ndarray, np.ndarray]:
    """The model learnt from the lines `train`; second-stage scores of the lines `asked`; first-stage scores of all."""
    scores, weights, bias = line_scores(table, train, spread(table.site, INNER, seed))
    rows = inputs(table, scores, train | asked)
    usable = train & (table.label >= 0) & table.read
    trees = HistGradientBoostingClassifier(
        max_iter=240, learning_rate=0.06, max_leaf_nodes=8, min_samples_leaf=40, l2_regularization=10,
        max_features=0.3, max_bins=128, early_stopping=False, random_state=seed,
    )  # fmt: skip
    trees.fit(rows[usable], table.label[usable], sample_weight=table.weight[usable])
    said = np.full(len(table.label), np.nan)
    if asked.any():
        said[asked] = np.where(table.read[asked], trees.decision_function(rows[asked]), -20.0)
    return Fitted(weights, bias, trees), said, scores
