"""The counts and scores that metric and readability rules ask for, as Vale's library makes them (jdkato/prose, MIT)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import sqrt
from typing import NamedTuple

from copydesk.vale.segment import sentences

_WORD = re.compile(r"(?:[A-Z]\.){2,}|(?:[^\W_]+|')+")
# A text with no signs but these beside ASCII can be parted faster: all but words is a space. Initials are taken out before.
_INITIALS = re.compile(r"[A-Z]\.(?:[A-Z]\.)+")
_STUCK = re.compile(r"[a-zA-Z0-9'](?:[A-Z]\.){2}")
_MARKS = "‘’“”–—…•\u00a0"
_LETTERS = bytes(code if chr(code).isalnum() or code == 39 else 32 for code in range(128)) + bytes(128)
_CORNER = {
    word: int(number)
    for number, words in {
        "2": "abed adieu cafe cafes chile chloe circe daphne jesse jukebox maybe people phoebe shoreline zoe",
        "3": "abare acreage adame adobe apache coyote euterpe forever karate machete recipe sesame simile syncope tamale",
        "4": "abalone anemone abruzzese abbruzzese aphrodite apostrophe ariadne calliope catastrophe epitome eurydice facsimile "
        "gethsemane guacamole hermione hyperbole penelope persephone yosemite",
        "5": "aborigine aborigines",
    }.items()
    for word in words.split()
}
# What is cut off a word and counts by itself: of two syllables and of one, and at the end of three, two and one.
_BEGINNINGS = tuple(
    "above anti ante counter hyper afore agri infra intra inter over semi ultra under extra dia micro mega kilo pico nano "
    "macro un fore ware none non out post sub pre pro dis side".split()
)
_ENDINGS = tuple(
    "ology ologist onomy onomist fully berry woman women ly less some ful er ers ness cian cians ment ments ette ettes ville "
    "villes ships ship side sides port ports shire shires tion tioned".split()
)
_BEGINNING = re.compile(f"({'|'.join(_BEGINNINGS[:22])})|({'|'.join(_BEGINNINGS[22:])})")
_ENDING = re.compile(rf"(?:({'|'.join(_ENDINGS[:4])})|({'|'.join(_ENDINGS[4:8])})|({'|'.join(_ENDINGS[8:])}))\Z")
_KNOWN_WORDS = 200_000
_VOWELS = re.compile(r"[aeiouy]+")
_ONE_LESS = (
    re.compile(
        r"cia(?:l|$)|tia|cius|cious|[^aeiou]giu|[aeiouy][^aeiouy]ion|iou|sia$|eous$|[oa]gue$|.[^aeiuoycgltdb]{2,}ed$|.ely$"
        r"|^jua|uai|eau|^busi$"
        r"|[aeiouy](?:b|c|ch|dg|f|g|gh|gn|k|l|lch|ll|lv|m|mm|n|nc|ng|nch|nn|p|r|rc|rn|rs|rv|s|sc|sk|sl|squ|ss|th|v|y|z)ed$"
        r"|[aeiouy](?:b|ch|d|f|gh|gn|k|l|lch|ll|lv|m|mm|n|nch|nn|p|r|rn|rs|rv|s|sc|sk|sl|squ|ss|st|t|th|v|y)es$"
    ),
    re.compile(r"[aeiouy](?:b|c|ch|d|dg|f|g|gh|gn|k|l|ll|lv|m|mm|n|nc|ng|nn|p|r|rc|rn|rs|rv|s|sc|sk|sl|squ|ss|st|t|th|v|y|z)e$"),
)  # fmt: skip
_ONE_MORE = (
    re.compile(
        r"(?:[^aeiouy]ie(?:r|st|t)|[aeiouym]bl|eo|ism|asm|thm|dnt|uity|dea|gean|oa|ua|eings?|[aeiouy]sh?e[rsd])$"
    ),
    re.compile(r"[^gq]ua[^auieo]|[aeiou]{3}|^(?:ia|mc|coa[dglx].)"),
    re.compile(r"[^aeiou]y[ae]|[^l]lien|riet|dien|iu|io|ii|uen|real|iell|eo[^aeiou]|[aeiou]y[aeiou]"),
    re.compile(r"[^s]ia"),
)


# How the words end that the first of these is about.
_LAST = tuple("ier iest iet bl eo ism asm thm dnt uity dea gean oa ua eing eings er es ed".split())


class Statistics(NamedTuple):
    """What is counted in a text."""

    words: float
    sentences: float
    characters: float
    syllables: float
    complex_words: float
    polysyllabic_words: float
    long_words: float
    spans: Iterable[str]


def syllables(word: str) -> int:
    """The syllables of a word, by rules."""
    if len(word) < 3:
        return min(len(word), 1)
    word = word.lower()
    if word in _CORNER:
        return _CORNER[word]
    count = 0
    if word.startswith(_BEGINNINGS) and (found := _BEGINNING.match(word)):
        word, count = word[found.end() :], 3 - (found.lastindex or 0)
    if word.endswith(_ENDINGS) and (found := _ENDING.search(word)):
        word, count = word[: found.start()], count + 4 - (found.lastindex or 0)
    runs = _VOWELS.findall(word)
    return max(count + len(runs) + _corrections(word, pairs=any(len(run) > 1 for run in runs)), 1)


def _corrections(word: str, *, pairs: bool) -> int:
    """What the rules add and take; `pairs` tells of vowels side by side. Those that cannot hold for a word are not asked."""
    count = 0
    if pairs or word.endswith(("ed", "es", "ely")) or word == "busi":
        count -= len(_ONE_LESS[0].findall(word))
    if word.endswith("e"):
        count -= len(_ONE_LESS[1].findall(word))
    if word.endswith(_LAST):
        count += len(_ONE_MORE[0].findall(word))
    if pairs or word.startswith("mc"):
        count += len(_ONE_MORE[1].findall(word))
    if pairs:
        count += len(_ONE_MORE[2].findall(word)) + len(_ONE_MORE[3].findall(word))
    return count


def count(text: str) -> Statistics:
    """All counts of a text; paragraphs are parted by blank lines."""
    spans = [part[a:b] for part in text.split("\n\n") for a, b in sentences(part)]
    return count_sentences("\n".join(spans), len(spans), spans)


def count_sentences(text: str, number: int, spans: Iterable[str]) -> Statistics:
    """The same for a text whose sentences are known: how many, and each of them (asked for only where it must be)."""
    words = _words(text)
    if len(_MEASURED) > _KNOWN_WORDS:
        _MEASURED.clear()
    sums = sum(map(_MEASURED.__getitem__, words))
    letters, spoken, complex_words, polysyllabic, long_words = (sums >> shift & _MOST for shift in _SHIFTS)
    return Statistics(len(words), number, letters, spoken, complex_words, polysyllabic, long_words, spans)


def _words(text: str) -> list[str]:
    """The words of a text, in no order."""
    plain = text
    if not text.isascii():
        for mark in _MARKS:
            plain = plain.replace(mark, " ")
    initials = _INITIALS.findall(plain)
    if not plain.isascii() or (initials and _STUCK.search(plain)):
        return _WORD.findall(text)
    if initials:
        plain = _INITIALS.sub(" ", plain)
    return plain.encode("ascii").translate(_LETTERS).decode("ascii").split() + initials


# The counts of a word lie side by side in one number, so that those of a text are one sum.
_BITS = 32
_SHIFTS = range(0, 5 * _BITS, _BITS)
_MOST = (1 << _BITS) - 1


class _Measured(dict[str, int]):
    """By word its letters and syllables, and whether it is complex, of many syllables, and long."""

    def __missing__(self, word: str) -> int:
        lower = word.lower()
        if lower != word and word[1:] == lower[1:] and len(word) > 3:
            self[word] = packed = self[lower]  # nothing that is counted hangs on the capital
            return packed
        size = sum(map(str.isalnum, word)) if "'" in word or "." in word else len(word)
        number = syllables(word)
        kept = number - 1 if word.endswith(("es", "ed", "ing")) else number
        packed = size | number << _BITS | (kept > 2) << 2 * _BITS | (number > 2) << 3 * _BITS
        self[word] = packed = packed | (len(word.encode()) > 6) << 4 * _BITS
        return packed


_MEASURED = _Measured()


def variables(text: Statistics, elements: Mapping[str, int]) -> dict[str, float]:
    """The names a formula may hold, but for `deviation`, which is dear; nothing for a text without words."""
    if not text.words:
        return {}
    found: dict[str, float] = {key.replace(".", "_"): float(n) for key, n in elements.items() if key[:5] != "table"}
    found |= {name: float(getattr(text, name)) for name in Statistics._fields[:7]}
    found |= scores(text)
    for name in ("pre", "list", "blockquote", "paragraphs", *(f"heading_h{n}" for n in range(1, 7))):
        found.setdefault(name, 0.0)
    return found


def scores(text: Statistics) -> dict[str, float]:
    """The readability scores by name."""
    per_sentence = text.words / text.sentences
    long_share, letters = text.long_words / text.words, text.characters / text.words
    return {
        "automated_readability": 4.71 * letters + 0.5 * per_sentence - 21.43,
        "coleman_liau": 0.0588 * letters * 100 - 0.296 * (text.sentences / text.words) * 100 - 15.8,
        "flesch_kincaid": 0.39 * text.words / text.sentences + 11.8 * text.syllables / text.words - 15.59,
        "flesch_reading_ease": 206.835 - 1.015 * per_sentence - 84.6 * text.syllables / text.words,
        "gunning_fog": 0.4 * (per_sentence + 100.0 * text.complex_words / text.words),
        "lix": per_sentence + long_share * 100,
        "smog": 1.0430 * sqrt(text.polysyllabic_words * 30.0 / text.sentences) + 3.1291,
    }


def deviation(text: Statistics) -> float:
    """The standard deviation of the length of sentences, in words."""
    lengths = [len(_WORD.findall(span)) for span in text.spans]
    mean = sum(lengths) / len(lengths)
    return sqrt(sum((length - mean) ** 2 for length in lengths) / len(lengths))
