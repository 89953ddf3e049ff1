"""Fit the opinion scorer and write src/copydesk/models/opinion.bin with opinion.metrics.json.

Trained on the sentences in this folder and on newssd.train (CC BY 4.0). The rest is measured only.

    python -m training.opinion.vectors --data DATA --out DIR
    python -m training.opinion.fit --data DATA --vectors DIR
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml

from copydesk.kinds.groups import read_groups
from copydesk.models.opinion import (
    FORM,
    MARK,
    PATH,
    PUSH,
    STEP,
    VERSION,
    ZERO,
    Model,
    Vocabulary,
    inputs_of,
    may_judge,
    without_quotes,
    words_of,
)
from copydesk.models.packed import write_packed

HERE = Path(__file__).resolve().parent
LEXICON = HERE.parent.parent / "lint_rules" / "lexicons" / "judging.yml"
KEPT = 20_000
# The share of judging sentences that the gate lets through.
SEEN = 0.99
RARE = 1e-3  # a word that makes up so much of all text counts half (smooth inverse frequency)
PENALTY, WORD_PENALTY, NEWS_WEIGHT = 6.0, 30.0, 8.0

CREDIT = (
    "Sentences in which the writer judges. Trained on sentences written for copydesk and on NewsSD-ENG (F. Antici, A. Galassi, "
    "F. Ruggeri, K. Korre, A. Muti, A. Bardi, A. Fedotova, A. Barrón-Cedeño; CC BY 4.0), changed into weights. Vectors of words "
    "from US government works, UN General Debate speeches (CC0), Project Gutenberg and LitBank (public domain), transcripts of "
    "Australian prime ministers (CC BY 3.0 AU, Commonwealth of Australia), MedQuAD (CC BY 4.0) and OpenStax (CC BY 4.0)."
)

Rows = list[tuple[str, int]]


class Words(NamedTuple):
    """The vocabulary by falling frequency, the place of each word, its weight by frequency, its vector of length one."""

    words: list[str]
    place: dict[str, int]
    rarity: np.ndarray
    vectors: np.ndarray


def read_words(folder: Path) -> Words:
    words = (folder / "words.txt").read_text(encoding="utf8").split("\n")
    counts = np.load(folder / "counts.npy").astype(float)
    vectors = np.load(folder / "vectors.npy").astype(float)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    share = counts / counts.sum()
    vectors -= (vectors * share[:, None]).sum(0)
    return Words(words, {word: i for i, word in enumerate(words)}, RARE / (RARE + share), vectors)


def own_sentences() -> Rows:
    """The sentences of this folder: judged_* are 1, reported_* 0, in columns_* and desk_* each line says which."""
    rows: Rows = []
    for path in sorted(HERE.glob("*.txt")):
        for line in path.read_text(encoding="utf8").split("\n"):
            if not line or line.startswith("#"):
                continue
            if path.stem.startswith(("judged", "reported")):
                rows.append((line, int(path.stem.startswith("judged"))))
            else:
                rows.append((line[2:], int(line[0])))
    return rows


def labelled(path: Path) -> Rows:
    with gzip.open(path, "rt", encoding="utf8") as file:
        rows = [json.loads(line) for line in file]
    return [(row["text"], int(row["label"])) for row in rows if row["label"] is not None]


def logistic(inputs: np.ndarray, labels: np.ndarray, weights: np.ndarray, penalty: np.ndarray) -> np.ndarray:
    """Newton's method for the log loss with a squared penalty on each coefficient."""
    found = np.zeros(inputs.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(inputs @ found, -30, 30)))
        slope = inputs.T @ (weights * (chance - labels)) + penalty * found
        curve = (inputs * (weights * chance * (1 - chance))[:, None]).T @ inputs + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        found -= step
        if np.abs(step).max() < 1e-6:
            break
    return found


def judging_scores(known: Words, strong: Iterable[str]) -> np.ndarray:
    """How much each word sounds like those of the lexicon: 0 to 1, by a logistic model on its vector."""
    labels = np.zeros(len(known.words))
    labels[[known.place[word] for word in strong if word in known.place]] = 1
    plain = slice(200, None)  # the commonest words are function words
    unit = known.vectors / np.maximum(np.linalg.norm(known.vectors, axis=1, keepdims=True), 1e-6)
    inputs = np.hstack([np.ones((len(unit), 1)), unit])
    weights = np.where(labels > 0, 8.0, 1.0)[plain]
    found = logistic(inputs[plain], labels[plain], weights, np.r_[1e-6, np.ones(unit.shape[1])])
    scores = 1 / (1 + np.exp(-inputs @ found))
    scores[:200] = 0
    return np.maximum(np.where(scores > 0.1, scores, 0), labels * 0.8)


class Classes(NamedTuple):
    """Words and phrases by class: single words, first words, phrases by their first word; and the classes' names."""

    single: Mapping[str, list[int]]
    opening: Mapping[str, list[int]]
    phrases: Mapping[str, list[tuple[str, int]]]
    names: list[str]


def read_classes() -> tuple[Classes, set[str]]:
    """The classes: groups of the judging lexicon, then classes.yml; and the single words that judge by themselves."""
    entries: list[tuple[str, bool, Iterable[str]]] = []
    strong: set[str] = set()
    for group in read_groups(yaml.load(LEXICON.read_text(encoding="utf8"), yaml.BaseLoader)):
        entries.append((group.name, False, sorted(group.words)))
        if group.strength > 1 and group.part != "phrase" and group.name not in ("certainty", "stance"):
            strong |= {word for word in group.words if word.isalpha()}
    plain: Any = yaml.load((HERE / "classes.yml").read_text(encoding="utf8"), yaml.BaseLoader)
    entries.extend(
        (entry["name"], "first" in entry, [word.strip() for word in entry["words"].split(",")])
        for entry in plain["classes"]
    )
    single, opening, phrases = defaultdict(list), defaultdict(list), defaultdict(list)
    for index, (_, first, words) in enumerate(entries):
        for word in words:
            head, *rest = words_of("x " + word)[1:]
            if rest:
                phrases[head].append((" ".join(rest), index))
            else:
                (opening if first else single)[head].append(index)
    return Classes(single, opening, phrases, [name for name, _, _ in entries]), strong


def vocabulary_of(known: Words, classes: Classes, judging: np.ndarray) -> Vocabulary:
    """The vocabulary before there are weights; what a word judges is rounded to a byte."""
    phrases = {k: tuple((tuple(rest.split()), i) for rest, i in v) for k, v in classes.phrases.items()}
    strengths = bytes(np.round(judging * 255).astype(np.uint8))
    blank = bytes([ZERO]) * len(known.words)
    return Vocabulary(known.place, blank, strengths, classes.single, classes.opening, phrases, len(classes.names))


class Design:
    """Sentences as numbers: the pooled vector of the words, then the inputs but the one that the vectors will make."""

    def __init__(self, known: Words, vocabulary: Vocabulary) -> None:
        self.known, self.vocabulary = known, vocabulary

    def pooled(self, sentence: str) -> np.ndarray:
        words = words_of(without_quotes(sentence))
        places = [self.known.place[word] for word in words if word in self.known.place]
        weights = self.known.rarity[places][:, None]
        return (self.known.vectors[places] * weights).sum(0) / np.sqrt(max(len(words), 1))

    def __call__(self, rows: Sequence[tuple[str, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        pooled = np.array([self.pooled(text) for text, _ in rows])
        inputs = np.array([inputs_of(text, self.vocabulary) for text, _ in rows])
        return pooled, inputs, np.array([label for _, label in rows])


class Fitted(NamedTuple):
    """Coefficients of the pooled vector and of the inputs."""

    direction: np.ndarray
    inputs: np.ndarray


def fit(parts: Sequence[tuple[np.ndarray, np.ndarray, np.ndarray]], weights: Sequence[float]) -> Fitted:
    """One model over all parts, each with its weight; the two labels weigh the same."""
    pooled, inputs, labels = (np.concatenate([part[i] for part in parts]) for i in range(3))
    each = np.concatenate([np.full(len(part[2]), weight) for part, weight in zip(parts, weights, strict=True)])
    each *= np.where(labels == 1, 0.5 / each[labels == 1].sum(), 0.5 / each[labels == 0].sum()) * len(labels)
    spread = inputs.std(0)
    used = spread > 0
    spread[~used] = 1
    level = pooled.std(0).mean()
    table = np.hstack([np.ones((len(labels), 1)), inputs / spread, pooled / level])
    penalty = np.r_[1e-6, np.where(used, PENALTY, 1e9), np.full(pooled.shape[1], WORD_PENALTY)]
    found = logistic(table, labels, each, penalty)
    coefficients = found[1 : 1 + inputs.shape[1]] / spread
    coefficients[0] = found[0]
    return Fitted(found[1 + inputs.shape[1] :] / level, coefficients)


def chances(fitted: Fitted, part: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(part[0] @ fitted.direction + part[1] @ fitted.inputs, -30, 30)))


def score_of(fitted: Fitted, design: Design, row: tuple[str, int]) -> float:
    return float(chances(fitted, design([row]))[0])


def figures(labels: np.ndarray, scores: np.ndarray, threshold: float = 0.5) -> dict[str, float]:
    """Precision, recall and macro-F1 at the threshold; the area under the curve; precision at recall .35."""
    said = scores >= threshold
    hit, false, missed = (said & (labels == 1)).sum(), (said & (labels == 0)).sum(), (~said & (labels == 1)).sum()
    silent = len(labels) - hit - false - missed
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(labels[order])
    enough = hits / labels.sum() >= 0.35
    rank = scores.argsort().argsort() + 1
    positive = labels.sum()
    area = (rank[labels == 1].sum() - positive * (positive + 1) / 2) / (positive * (len(labels) - positive))
    macro = (2 * hit / (2 * hit + false + missed) + 2 * silent / (2 * silent + false + missed)) / 2
    return {
        "precision": round(float(hit / max(hit + false, 1)), 3), "recall": round(float(hit / positive), 3),
        "macro_f1": round(float(macro), 3), "auc": round(float(area), 3),
        "precision_at_recall_.35": round(float((hits / np.arange(1, len(hits) + 1))[enough].max()), 3),
    }  # fmt: skip


def across(
    news: tuple[np.ndarray, np.ndarray, np.ndarray], own: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> np.ndarray:
    """Scores of newssd.train, each fifth of it (neighbouring articles) by a model that has not seen it."""
    fold = np.arange(len(news[2])) * 5 // len(news[2])
    scores = np.zeros(len(fold))
    for number in range(5):
        rest = tuple(array[fold != number] for array in news)
        model = fit([own, rest], [1.0, NEWS_WEIGHT])  # type: ignore[list-item]  # three arrays
        scores[fold == number] = chances(model, tuple(array[fold == number] for array in news))  # type: ignore[arg-type]
    return scores


def pushes(known: Words, vocabulary: Vocabulary, fitted: Fitted, rows: Rows) -> tuple[np.ndarray, float]:
    """How hard each word pushes towards a judgement, as bytes; and the least push of SEEN of the judging `rows`."""
    at = {name: i for i, name in enumerate(FORM)}
    push = known.rarity * (known.vectors @ fitted.direction) / 4
    push += (
        np.frombuffer(vocabulary.judging, np.uint8) / 255 * (fitted.inputs[at["first"]] / 2 + fitted.inputs[at["sum"]])
    )
    for word, indexes in vocabulary.classes.items():
        if word in known.place:
            push[known.place[word]] += sum(fitted.inputs[len(FORM) + index] for index in indexes)
    stored = np.clip(np.round(push / PUSH) + ZERO, 0, 255).astype(np.uint8)
    trial = Model(vocabulary._replace(push=[*(int(byte) - ZERO for byte in stored), 0]), ())
    low, high = -20.0, 20.0
    while high - low > 0.01:
        least = (low + high) / 2
        model = trial._replace(vocabulary=trial.vocabulary._replace(least=least))
        passed = sum(may_judge(text, model) for text, _ in rows)
        low, high = (least, high) if passed >= SEEN * len(rows) else (low, least)
    return stored, round(low, 2)


def write(known: Words, judging: np.ndarray, classes: Classes, fitted: Fitted, push: np.ndarray, least: float) -> None:
    """The weights file. The input "words" gets the coefficient one: the vectors' part is folded into the words' weights."""
    weights = known.rarity * (known.vectors @ fitted.direction)
    weights = np.clip(np.round(weights / STEP) + ZERO, 0, 255).astype(np.uint8)
    judged = np.round(judging * 255).astype(np.uint8)
    kept = [
        i
        for i, w in enumerate(known.words)
        if w.isascii() and (i < KEPT or judging[i] >= 0.5) and (weights[i] != ZERO or judged[i])
    ]
    inputs = fitted.inputs.copy()
    inputs[FORM.index("words")] = 1.0
    header = {
        "about": CREDIT,
        "inputs": [round(float(x), 4) for x in inputs], "names": [*FORM, *classes.names],
        "size": len(classes.names), "least": least,
        "classes": classes.single, "opening": classes.opening, "phrases": classes.phrases,
    }  # fmt: skip
    sections = {
        "words": "\n".join(known.words[i] for i in kept).encode(), "weights": bytes(weights[kept]),
        "judging": bytes(judged[kept]), "push": bytes(push[kept]),
    }  # fmt: skip
    write_packed(PATH, MARK, VERSION, header, sections)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, required=True)
    options = parser.parse_args()
    known = read_words(options.vectors)
    classes, strong = read_classes()
    judging = judging_scores(known, strong)
    design = Design(known, vocabulary_of(known, classes, judging))
    folder = options.data / "opinion"
    own, news = design(own_sentences()), design(labelled(folder / "newssd.train.jsonl.gz"))
    fitted = fit([own, news], [1.0, NEWS_WEIGHT])
    alone = fit([own], [1.0])
    metrics: dict[str, Any] = {
        "credit": CREDIT,
        "sentences": {"own": len(own[2]), "newssd.train": len(news[2])},
        "newssd.train, five folds of neighbouring articles": figures(news[2], across(news, own)),
        "newssd.train, trained on own sentences only": figures(news[2], chances(alone, news)),
    }
    for name in ("newssd.dev", "babe.dev"):
        part = design(labelled(folder / f"{name}.jsonl.gz"))
        metrics[name] = figures(part[2], chances(fitted, part))
        metrics[name + ", trained on own sentences only"] = figures(part[2], chances(alone, part))
    rows = own_sentences() + labelled(folder / "newssd.train.jsonl.gz")
    judged = [row for row in rows if row[1] and score_of(fitted, design, row) >= 0.6]
    write(known, judging, classes, fitted, *pushes(known, design.vocabulary, fitted, judged))
    PATH.with_suffix(".metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf8")
    for name, row in metrics.items():
        print(f"{name}: {row}")


if __name__ == "__main__":
    main()
