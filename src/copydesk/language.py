"""What a rule may ask of a language model; which one answers, and whether there is one, is none of its business.

`Article.language` is such a model, or None: nobody asked for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Question(NamedTuple):
    """A gap in a text, what stands before and behind it (with the spaces), and what could stand in it."""

    prefix: str
    candidates: tuple[str, ...]
    suffix: str


class Head(NamedTuple):
    """A linear reading of a model's inner states.

    model    the fingerprint of the model whose states it was trained on
    layer    the number of layers of it that are run
    weights  for the mean over the tokens, then for the last token
    bias     is added
    """

    model: str
    layer: int
    weights: Sequence[float]
    bias: float


class LanguageModel(Protocol):
    """A causal language model over English text."""

    @property
    def fingerprint(self) -> str:
        """Which model it is: the same for the same weights."""

    def log_probability(self, prefix: str, candidates: Sequence[str], suffix: str) -> list[float]:
        """For each candidate the natural logarithm of P(candidate + suffix | prefix)."""

    def log_probabilities(self, questions: Sequence[Question]) -> list[list[float]]:
        """The same for many gaps. Together they cost less."""

    def weigh(self, sentences: Sequence[str], head: Head) -> list[float]:
        """What the head reads in each sentence, as log odds. Raises ValueError for a head of another model."""


class LanguageModelError(ValueError):
    """A language model that cannot be used: missing, damaged, or of another version. The message says what to do."""
