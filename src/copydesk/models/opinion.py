"""How likely it is that a sentence judges in the writer's own voice, from its words alone.

A logistic model over counts that one pass over the words gives: a weight for each word, learned from the company that the
word keeps; how much each word sounds like one that judges; classes of words (the groups of the judging lexicon, function
words); and the form of the sentence. Trained by `training/opinion`. Standard library only; no state but the weights.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp, log1p, sqrt
from pathlib import Path
from typing import NamedTuple

from copydesk.models.packed import open_packed

MARK, VERSION = b"CDOPINIO", 1
PATH = Path(__file__).with_name("opinion.bin")

# A word's weight is stored in a byte, 128 for none, in steps of STEP; how much it judges in a byte of 255ths.
ZERO, STEP = 128, 1 / 24

TOKEN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d+(?:[.,]\d+)*|[?!]|[,;:—–]|[“”\"]")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|(?<!\w)‘[^’]*’(?!\w)")
_SCARE = re.compile(r"[“\"‘](?:[\w-]+ ){0,2}[\w-]+[”\"’](?!\w)")

# The inputs that are not counts of a class of words; those of the classes follow.
FORM = (
    "one", "words", "first", "second", "third", "sum", "mean", "length", "short", "long", "names", "nameless", "figure",
    "quoted", "scare", "question", "cry", "pause", "adverbs", "past forms", "adjectives", "word length",
)  # fmt: skip
_ADJECTIVE = ("ous", "ive", "ful", "less", "able", "ible", "ic", "ical", "ish", "ant", "ent", "ary")
# Above so many of one class there is nothing to learn.
CAP = 3


class Vocabulary(NamedTuple):
    """What is known of words in lower case.

    weights  word → its weight; judging: word → how much it sounds like one that judges, 0 to 1
    classes  word → the classes that it counts for; opening: those that it counts for as the first word
    phrases  first word → the words that may follow it, each sequence with its class
    """

    weights: Mapping[str, float]
    judging: Mapping[str, float]
    classes: Mapping[str, Sequence[int]]
    opening: Mapping[str, Sequence[int]]
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], int]]]
    size: int


class Model(NamedTuple):
    """A vocabulary, and the weight of each input."""

    vocabulary: Vocabulary
    inputs: tuple[float, ...]


def without_quotes(sentence: str) -> str:
    """The sentence with quoted words, also those whose mark stands in another sentence, replaced by a mark."""
    close = sentence.find("”")
    if close >= 0 and not 0 <= sentence.find("“") < close:
        sentence = "“" + sentence
    return _QUOTED.sub(' " ', sentence)


def words_of(sentence: str) -> list[str]:
    """Words in lower case and marks; <N> for a name, <#> for a figure. One sentence, quoted words taken out."""
    words: list[str] = []
    for token in TOKEN.findall(sentence):
        first = token[0]
        if first.isalpha():
            if first.isupper() and words and not (token == "I" or (token[1:2] in ("'", "’") and first == "I")):
                words.append("<N>")
            else:
                words.append(token.lower().replace("’", "'"))
        elif first.isdigit():
            words.append("<#>")
        else:
            words.append(token if token in "?!," else '"' if token in '“”"' else ";")
    return words


def inputs_of(sentence: str, vocabulary: Vocabulary) -> list[float]:
    """The numbers that the model weighs: FORM, then the counts of the classes."""
    bare = without_quotes(sentence)
    words = words_of(bare)
    count = max(len(words), 1)
    judging = sorted((vocabulary.judging.get(word, 0.0) for word in words), reverse=True) + [0.0, 0.0, 0.0]
    total = sum(judging)
    names = words.count("<N>")
    weight = sum(vocabulary.weights.get(word, 0.0) for word in words)
    return [
        1.0, weight / sqrt(count), *judging[:3], min(total, 6.0), total / count, log1p(count), float(count < 8),
        float(count > 30), names / count, float(not names), float("<#>" in words), float(bare != sentence),
        float(_SCARE.search(sentence) is not None), float("?" in words), float("!" in words),
        float(min(words.count(";"), CAP)), float(min(sum(word.endswith("ly") for word in words), CAP)),
        float(min(sum(word.endswith("ed") for word in words), CAP)),
        float(min(sum(word.endswith(_ADJECTIVE) for word in words), CAP)), sum(map(len, words)) / count,
        *_class_counts(words, vocabulary),
    ]  # fmt: skip


def _class_counts(words: Sequence[str], vocabulary: Vocabulary) -> list[float]:
    counts = [0.0] * vocabulary.size
    for at, word in enumerate(words):
        for index in vocabulary.classes.get(word, ()):
            counts[index] += 1
        for rest, index in vocabulary.phrases.get(word, ()):
            if tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
                counts[index] += 1
    if words:
        for index in vocabulary.opening.get(words[0], ()):
            counts[index] = 1
    return [min(number, CAP) for number in counts]


def score(sentence: str, model: Model | None = None) -> float:
    """The probability that the sentence judges in the writer's own voice; a quoted or reported opinion does not.

    Raises WeightsError if the weights are damaged.
    """
    model = model or load()
    total = sum(map(float.__mul__, model.inputs, inputs_of(sentence, model.vocabulary)))
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))


def judging_words(sentence: str, model: Model | None = None, least: float = 0.5) -> list[tuple[int, int]]:
    """Where the words stand that sound most like a judgement, strongest first: (start, end) in the sentence."""
    known = (model or load()).vocabulary.judging
    skipped = [m.span() for m in _QUOTED.finditer(sentence)]
    found = []
    for match in TOKEN.finditer(sentence):
        if match[0][0].isupper() and match.start():
            continue
        strength = known.get(match[0].lower().replace("’", "'"), 0.0)
        if strength >= least and not any(start <= match.start() < end for start, end in skipped):
            found.append((-strength, match.start(), match.end()))
    return [(start, end) for _, start, end in sorted(found)]


@cache
def load(path: Path = PATH) -> Model:
    """Raises WeightsError for a file that is missing, damaged or of another version."""
    packed = open_packed(path, MARK, VERSION)
    words = bytes(packed.section("words")).decode("ascii").split("\n")
    header = packed.header
    weights = {
        word: (byte - ZERO) * STEP for word, byte in zip(words, packed.section("weights"), strict=True) if byte != ZERO
    }
    judging = {word: byte / 255 for word, byte in zip(words, packed.section("judging"), strict=True) if byte}
    phrases = {
        first: tuple((tuple(rest.split()), index) for rest, index in rests)
        for first, rests in header["phrases"].items()
    }
    vocabulary = Vocabulary(weights, judging, header["classes"], header["opening"], phrases, header["size"])
    return Model(vocabulary, tuple(header["inputs"]))
