"""What the rules would say of newssd.train, each fifth of it by weights that have not seen it: no other file is as honest.

Both scorers are trained on the other four fifths (neighbouring articles stay together) and on the sentences in this folder;
then the rules of the pack `opinion` run as they always do, with those scorers in place of the packed ones. For each line the
figures as they are, and macro-F1 as it would be if half of the sentences judged, as in other sets of the kind.

    python -m training.opinion.folds --data DATA --vectors DIR --work DIR      # DIRs as for `training.opinion.head`
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from math import exp
from pathlib import Path
from unittest.mock import patch

import numpy as np

from copydesk.engine import RuleSet, Selection, lint
from copydesk.language import Head, LanguageModel, Question
from copydesk.models.opinion_head import load_joined
from copydesk.pack.load import builtin_packs, load_packs
from copydesk.readers import read
from copydesk.text import Source
from training.opinion.fit import (
    Design,
    Rows,
    across,
    figures,
    judging_scores,
    labelled,
    own_sentences,
    read_classes,
    read_words,
    vocabulary_of,
)
from training.opinion.head import LAYERS, PENALTIES, across_folds, balanced, log_odds, logistic


def found_in(table: Mapping[str, float], sentence: str) -> float:
    """The number of the sentence, or of the text that it is a part of: some lines hold two sentences."""
    sentence = " ".join(sentence.split())
    return table[sentence] if sentence in table else next((table[text] for text in table if sentence in text), 0.0)


class Told:
    """A LanguageModel that knows the answers."""

    def __init__(self, answers: Mapping[str, float]) -> None:
        self.fingerprint, self._answers = load_joined().head.model, answers

    def weigh(self, sentences: Sequence[str], head: Head) -> list[float]:
        return [found_in(self._answers, sentence) for sentence in sentences]

    def log_probability(self, prefix: str, candidates: Sequence[str], suffix: str) -> list[float]:
        return [0.0 for _ in candidates]

    def log_probabilities(self, questions: Sequence[Question]) -> list[list[float]]:
        return [[0.0 for _ in question.candidates] for question in questions]


def said(rows: Rows, first: np.ndarray, language: LanguageModel | None) -> np.ndarray:
    """1 for each sentence in which a rule finds something. `first`: the log odds of the first scorer."""
    file = builtin_packs() / "opinion.yml"
    rules = RuleSet.build(load_packs([(file, file.read_bytes())]).rules)[0]
    odds = dict(zip((" ".join(text.split()) for text, _ in rows), first.tolist(), strict=True))
    with patch("copydesk.kinds.judgement.score", lambda text: 1 / (1 + exp(-found_in(odds, text)))):
        selection = Selection(language=language)
        return np.array(
            [float(any(lint(read(Source("a.txt", text)), rules, selection).diagnostics)) for text, _ in rows]
        )


def told(labels: np.ndarray, found: np.ndarray) -> str:
    row = figures(labels, found)
    right, wrong = found[labels == 1].mean(), found[labels == 0].mean()
    halves = (2 * right / (1 + right + wrong) + 2 * (1 - wrong) / (3 - right - wrong)) / 2
    return (
        f"precision {row['precision']}, recall {row['recall']}, macro-F1 {row['macro_f1']}; half judging: {halves:.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--data", "--vectors", "--work"):
        parser.add_argument(name, type=Path, required=True)
    options = parser.parse_args()
    rows, own = labelled(options.data / "opinion" / "newssd.train.jsonl.gz"), own_sentences()
    labels, own_labels = (np.array([label for _, label in part]) for part in (rows, own))
    known = read_words(options.vectors)
    classes, strong = read_classes()
    design = Design(known, vocabulary_of(known, classes, judging_scores(known, strong)))
    first = log_odds(across(design(rows), design(own)))
    joined = load_joined()
    at = sorted(LAYERS).index(joined.head.layer)
    states, own_states = (np.load(options.work / f"{name}.npy")[:, at] for name in ("newssd.train", "own"))
    second = across_folds((states, labels), (own_states, own_labels), PENALTIES[0])
    both = np.stack([np.ones(len(rows)), second, first], axis=1)
    weights = logistic(both, labels, balanced(labels, np.ones(len(labels))), np.full(3, 1e-3))
    # What the rules add to the answer of the language model is the first scorer's part as it was packed.
    answers = both @ weights - joined.first * first
    sentences = (" ".join(text.split()) for text, _ in rows)
    print("without:", told(labels, said(rows, first, None)))
    print("with:", told(labels, said(rows, first, Told(dict(zip(sentences, answers.tolist(), strict=True))))))


if __name__ == "__main__":
    main()
