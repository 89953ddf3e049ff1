"""How likely it is that a sentence judges in the writer's own voice, from its words alone.

A logistic model over counts that one pass over the words gives: a weight for each word, learned from the company that the
word keeps; how much each word sounds like one that judges; classes of words (the groups of the judging lexicon, function
words); and the form of the sentence. Trained by `training/opinion`. Standard library only; no state but the weights.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain, repeat
from math import exp, log1p, sqrt
from operator import mul
from pathlib import Path
from typing import NamedTuple

from copydesk.models.packed import open_packed

MARK, VERSION = b"CDOPINIO", 1
PATH = Path(__file__).with_name("opinion.bin")

# A word's weight is stored in a byte, 128 for none, in steps of STEP; how much it judges in a byte of 255ths.
ZERO, STEP, PUSH = 128, 1 / 24, 1 / 48
_SIGNED = bytes(byte ^ ZERO for byte in range(256))  # from what is stored to bytes with a sign

TOKEN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d+(?:[.,]\d+)*|[?!]|[,;:—–]|[“”\"]")
_LETTERS = re.compile(r"(?<![A-Za-z])[a-z]+")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|(?<!\w)‘[^’]*’(?!\w)")
_SCARE = re.compile(r"[“\"‘](?:[\w-]+ ){0,2}[\w-]+[”\"’](?!\w)")

_MARKS = {"?": "?", "!": "!", ",": ",", '"': '"', "“": '"', "”": '"'}

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

    places   word → its number in `weights` and `judging`, a byte for each word
    classes  word → the classes that it counts for; opening: those that it counts for as the first word
    phrases  first word → the words that may follow it, each sequence with its class
    size     how many classes there are
    push     for each word how hard it pushes towards a judgement, in steps of PUSH; and a 0 for all other words
    least    a sentence that is pushed less by all its words does not judge
    """

    places: Mapping[str, int]
    weights: Sequence[int]
    judging: Sequence[int]
    classes: Mapping[str, Sequence[int]]
    opening: Mapping[str, Sequence[int]]
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], int]]]
    size: int
    push: Sequence[int] = (0,)
    least: float = 0.0


class Model(NamedTuple):
    """A vocabulary, and the weight of each input."""

    vocabulary: Vocabulary
    inputs: tuple[float, ...]


def without_quotes(sentence: str) -> str:
    """The sentence with quoted words, also those whose mark stands in another sentence, replaced by a mark."""
    if not _has_marks(sentence):
        return sentence
    close = sentence.find("”")
    if close >= 0 and not 0 <= sentence.find("“") < close:
        sentence = "“" + sentence
    return _QUOTED.sub(' " ', sentence)


def _has_marks(sentence: str) -> bool:
    return '"' in sentence or "“" in sentence or "”" in sentence or "‘" in sentence


def words_of(sentence: str) -> list[str]:
    """Words in lower case and marks; <N> for a name, <#> for a figure. One sentence, quoted words taken out."""
    tokens = TOKEN.findall(sentence.replace("’", "'"))
    words = list(map(_word, tokens))
    if tokens and tokens[0][0].isalpha():
        words[0] = tokens[0].lower()  # a capital tells nothing there
    return words


@lru_cache(maxsize=1 << 15)
def _word(token: str) -> str:
    """What a token counts as that is not the first of its sentence."""
    if token.islower():
        return token
    if token[0].isalpha():
        return token.lower() if token == "I" or token.startswith("I'") else "<N>"  # noqa: S105  # a word of the text
    return "<#>" if token[0].isdigit() else _MARKS.get(token, ";")


def inputs_of(sentence: str, vocabulary: Vocabulary) -> list[float]:
    """The numbers that the model weighs: FORM, then the counts of the classes."""
    form, counts = _read(sentence, vocabulary)
    return [*form, *(float(min(counts.get(index, 0), CAP)) for index in range(vocabulary.size))]


def _read(sentence: str, vocabulary: Vocabulary) -> tuple[list[float], dict[int, int]]:
    """The inputs of FORM, and how often each class occurs that does."""
    bare = without_quotes(sentence)
    words = words_of(bare)
    count = max(len(words), 1)
    found = [place for place in map(vocabulary.places.get, words) if place is not None]
    weight = sum(map(vocabulary.weights.__getitem__, found)) - ZERO * len(found)
    judging = sorted(filter(None, map(vocabulary.judging.__getitem__, found)), reverse=True)
    first, second, third = (*judging[:3], 0, 0, 0)[:3]
    total = sum(judging) / 255
    names = words.count("<N>")
    endings = list(map(_ending, words))
    scare = _has_marks(sentence) and _SCARE.search(sentence) is not None
    form = [
        1.0, STEP * weight / sqrt(count), first / 255, second / 255, third / 255, min(total, 6.0), total / count,
        log1p(count), float(count < 8), float(count > 30), names / count, float(not names), float("<#>" in words),
        float(bare != sentence), float(scare), float("?" in words), float("!" in words),
        float(min(words.count(";"), CAP)), float(min(endings.count("ly"), CAP)), float(min(endings.count("ed"), CAP)),
        float(min(endings.count("ous"), CAP)), sum(map(len, words)) / count,
    ]  # fmt: skip
    return form, _class_counts(words, vocabulary)


@lru_cache(maxsize=1 << 15)
def _ending(word: str) -> str:
    """ "ly" for an adverb, "ed" for a past form, "ous" for an adjective by its ending, else ""."""
    return "ous" if word.endswith(_ADJECTIVE) else word[-2:] if word.endswith(("ly", "ed")) else ""


def _class_counts(words: Sequence[str], vocabulary: Vocabulary) -> dict[int, int]:
    phrases = vocabulary.phrases
    counts: dict[int, int] = Counter(chain.from_iterable(filter(None, map(vocabulary.classes.get, words))))
    for at in [at for at, word in enumerate(words) if word in phrases]:
        for rest, index in phrases[words[at]]:
            if tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
                counts[index] = counts.get(index, 0) + 1
    for index in vocabulary.opening.get(words[0], ()) if words else ():
        counts[index] = 1
    return counts


def may_judge(sentence: str, model: Model | None = None) -> bool:
    """False for nearly every sentence that does not judge, at a tenth of the cost of weighing it."""
    vocabulary = (model or load()).vocabulary
    return sum(_pushes(_LETTERS.findall(sentence), vocabulary)) * PUSH >= vocabulary.least


def running_push(words: Iterable[str], model: Model | None = None) -> list[int]:
    """How hard the words of a text, as they are written, push towards a judgement up to each of them, in steps of PUSH.

    The difference between two places is the sum that `may_judge` looks at, at no cost for a sentence.
    """
    return list(accumulate(_pushes(words, (model or load()).vocabulary), initial=0))


def _pushes(words: Iterable[str], vocabulary: Vocabulary) -> Iterator[int]:
    return map(vocabulary.push.__getitem__, map(vocabulary.places.get, words, repeat(-1)))


def score(sentence: str, model: Model | None = None) -> float:
    """The probability that the sentence judges in the writer's own voice; a quoted or reported opinion does not.

    Raises WeightsError if the weights are damaged.
    """
    vocabulary, inputs = model or load()
    form, counts = _read(sentence, vocabulary)
    total = sum(map(mul, inputs, form))
    for index, number in counts.items():
        total += inputs[len(FORM) + index] * min(number, CAP)
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))


def judging_words(sentence: str, model: Model | None = None, least: float = 0.5) -> list[tuple[int, int]]:
    """Where the words stand that sound most like a judgement, strongest first: (start, end) in the sentence."""
    vocabulary = (model or load()).vocabulary
    skipped = [m.span() for m in _QUOTED.finditer(sentence)]
    found = []
    for match in TOKEN.finditer(sentence):
        place = vocabulary.places.get(match[0].lower().replace("’", "'"))
        if place is None or (match[0][0].isupper() and match.start()):
            continue
        strength = vocabulary.judging[place] / 255
        if strength >= least and not any(start <= match.start() < end for start, end in skipped):
            found.append((-strength, *match.span()))
    return [(start, end) for _, start, end in sorted(found)]


@cache
def load(path: Path = PATH) -> Model:
    """Raises WeightsError for a file that is missing, damaged or of another version."""
    packed = open_packed(path, MARK, VERSION)
    words = bytes(packed.section("words")).decode("ascii").split("\n")
    push = bytes(packed.section("push")).translate(_SIGNED) + b"\0"
    header = packed.header
    phrases = {
        first: tuple((tuple(rest.split()), index) for rest, index in rests)
        for first, rests in header["phrases"].items()
    }
    vocabulary = Vocabulary(
        dict(zip(words, range(len(words)), strict=True)), bytes(packed.section("weights")),
        bytes(packed.section("judging")), header["classes"], header["opening"], phrases, header["size"],
        memoryview(push).cast("b"), header["least"],
    )  # fmt: skip
    return Model(vocabulary, tuple(header["inputs"]))
