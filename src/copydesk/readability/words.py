"""Words as textstat 0.7.13 sees them: runs between white space, with punctuation taken out of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

_CONTRACTION = r"\'(?=[tsd]|ve|ll|re)"
_contraction_apostrophe = re.compile(_CONTRACTION)
_other_apostrophe = re.compile(_CONTRACTION.replace("?=", "?!"))
_punctuation = re.compile(r"[^\w\s']")
_punctuation_and_apostrophes = re.compile(r"[^\w\s]")
# A sentence begins with a word character. The group is there only if two more words follow; no branch of it can be read
# in two ways, so that a megabyte without a full stop takes no longer than one with.
_sentence = re.compile(r"\b(?:\w[^\s.!?]*\s[^\w.!?]*\w[^\s.!?]*\s[^\w.!?]*(\w))?[^.!?]*[.!?]*")

Punctuation = Literal["remove", "keep"]
Split = Literal["contractions", "hyphens"]


def clean(text: str) -> str:
    """`text` without punctuation; an apostrophe stays where a contraction ending (t s d ve ll re) follows it."""
    return _punctuation.sub("", _other_apostrophe.sub("", text))


def bare(text: str) -> str:
    """`text` without punctuation and without any apostrophe."""
    return _punctuation_and_apostrophes.sub("", text)


def list_words(text: str, punctuation: Punctuation = "remove", split: Iterable[Split] = ()) -> list[str]:
    """The words of `text` in order, in the case they were written in."""
    parts = frozenset(split)
    if "hyphens" in parts:
        text = text.replace("-", " ")
    if punctuation == "remove":
        text = clean(text)
    if "contractions" in parts:
        text = _contraction_apostrophe.sub(" ", text)
    return text.split()


def count_sentences(text: str) -> int:
    """Runs that end at . ! or ?, those of two words or fewer left out; at least 1 unless `text` is empty."""
    if not text:
        return 0
    third_words = _sentence.findall(text)
    return max(1, len(third_words) - third_words.count(""))
