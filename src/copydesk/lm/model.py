"""A language model that answers: text in, logarithms of probabilities out. `open_model` is the door."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from copydesk.language import Head, Question

# So many tokens go through the network together: fewer waste time, more waste memory.
_BATCH = 384
# Tokens that are read at most: before a gap, behind it, in a sentence. And characters that are looked at for one token.
_BEFORE, _BEHIND, _SENTENCE = 256, 128, 256
_CHARACTERS = 8

T = TypeVar("T")


def load_numpy() -> Any:
    """numpy, with one thread for its matrices: on a busy machine several cost twice the work for the same result.

    Raises ImportError.
    """
    names = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "OMP_NUM_THREADS")
    missing = [name for name in names if name not in os.environ] if "numpy" not in sys.modules else []
    os.environ.update(dict.fromkeys(missing, "1"))
    try:
        import numpy
    finally:
        for name in missing:
            del os.environ[name]
    return numpy


class Model:
    """A LanguageModel whose weights lie in a file of this machine. Raises LanguageModelError if they cannot be used."""

    def __init__(self, path: Path) -> None:
        self._numpy = load_numpy()
        from copydesk.lm.network import Network
        from copydesk.lm.tokenizer import Tokenizer
        from copydesk.lm.weights import open_weights

        weights = open_weights(path)
        self._network = Network(weights)
        self._tokenizer = Tokenizer(weights.lines("tokens"), weights.lines("merges"))
        self._start: int = weights.header["start"]
        self._fingerprint: str = weights.header["fingerprint"]

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def log_probability(self, prefix: str, candidates: Sequence[str], suffix: str) -> list[float]:
        return self.log_probabilities([Question(prefix, tuple(candidates), suffix)])[0]

    def log_probabilities(self, questions: Sequence[Question]) -> list[list[float]]:
        from copydesk.lm.network import Tree

        trees = []
        for question in questions:
            prefix, suffix = question.prefix[-_BEFORE * _CHARACTERS :], question.suffix[: _BEHIND * _CHARACTERS]
            before = self._tokenizer.encode(prefix)
            texts = [self._tokenizer.encode(prefix + word + suffix) for word in question.candidates]
            shared = _shared(before, texts)
            trunk = [self._start, *before[:shared][-_BEFORE:]]
            trees.append(Tree(trunk, [text[shared : shared + _BEHIND] for text in texts]))
        answers: list[list[float]] = []
        for batch in _batches(trees, lambda tree: tree.size):
            answers += self._answers(batch)
        return answers

    def _answers(self, trees: Sequence[Any]) -> list[list[float]]:
        """For each tree the logarithm of the probability of each branch."""
        np = self._numpy
        rows, wanted, owners = [], [], []
        base = 0
        for number, tree in enumerate(trees):
            at = base + len(tree.trunk)
            for place, branch in enumerate(tree.branches):
                # The last token of the trunk foretells the first of each branch, each of these the next.
                rows += [base + len(tree.trunk) - 1, *range(at, at + len(branch) - 1)] if branch else []
                wanted += branch
                owners += [(number, place)] * len(branch)
                at += len(branch)
            base += tree.size
        answers = [[0.0] * len(tree.branches) for tree in trees]
        if rows:
            found = self._network.log_probabilities(self._network.run_for(trees, rows), np.array(wanted))
            for (number, place), value in zip(owners, found.tolist(), strict=True):
                answers[number][place] += value
        return answers

    def weigh(self, sentences: Sequence[str], head: Head) -> list[float]:
        if head.model != self._fingerprint:
            raise ValueError(f"the head was trained on the model {head.model}, this is {self._fingerprint}")
        np = self._numpy
        weights = np.array(head.weights, np.float32)
        return [float(row @ weights) + head.bias for row in self.states(sentences, [head.layer])[:, 0]]

    def states(self, sentences: Sequence[str], layers: Sequence[int]) -> Any:
        """The inner states: float32 [sentences, layers, 2 × width], the mean over the tokens, then the last token."""
        from copydesk.lm.network import Tree

        np = self._numpy
        tokens = (self._tokenizer.encode(sentence[: _SENTENCE * _CHARACTERS]) for sentence in sentences)
        trees = [Tree([self._start, *own[:_SENTENCE]]) for own in tokens]
        found = []
        for batch in _batches(trees, lambda tree: tree.size):
            behind, at = self._network.run(batch, layers), 0
            for tree in batch:
                own = behind[:, at : at + tree.size]
                at += tree.size
                # The mark at the start is the same everywhere, and its numbers drown the others.
                found.append(np.concatenate([own[:, min(1, tree.size - 1) :].mean(axis=1), own[:, -1]], axis=-1))
        return np.array(found, np.float32).reshape(-1, len(layers), 2 * self._network.width)


def _shared(prefix: Sequence[int], texts: Sequence[Sequence[int]]) -> int:
    """How many tokens of the prefix all texts begin with; at least one token of each text is left over, if it has any.

    The last of the prefix is another one if what follows it is written to it, as a word to the space before it.
    """
    least = min(map(len, texts), default=0)
    at = 0
    while at < min(least - 1, len(prefix)) and all(text[at] == prefix[at] for text in texts):
        at += 1
    return at


def _batches(items: Sequence[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """The items in order, in groups of about _BATCH tokens."""
    batch: list[T] = []
    total = 0
    for item in items:
        if batch and total + size(item) > _BATCH:
            yield batch
            batch, total = [], 0
        batch.append(item)
        total += size(item)
    if batch:
        yield batch
