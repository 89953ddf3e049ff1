"""The language model's word on a place that the first scorer lets through: which of two words would it have written?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from copydesk.document import Document
from copydesk.language import LanguageModel, Question
from copydesk.models.confusion import Suspect

# So many words before and behind the place are read; more cost time and tell it nothing.
LEFT, RIGHT = 26, 4
# Logarithm of P(with the other word) / P(as it stands) from which a place is reported, one for all pairs: the lowest at which
# calibration text gives no more than .3 and .6 alarms in 10,000 words (training/realword/second.py). What the first scorer
# would report by itself counts for some of it; at the start of a sentence little stands before the word, so more is asked,
# but less of what writers mistake most often.
WARNING, SUGGESTION = 7.5, 5.5
FIRST = {"warning": 2.0, "suggestion": 1.0, "candidate": 0.0}
CAPITAL, CAPITAL_USUAL = 4.0, 2.0
# What writers mistake most often, in either direction: there a mistake is likelier before a word is read.
COMMON = frozenset(
    frozenset(pair.split("-"))
    for pair in (
        "its-it's your-you're their-there their-they're there-they're whose-who's than-then to-too of-off were-where "
        "were-we're form-from loose-lose affect-effect lead-led passed-past quiet-quite accept-except advice-advise an-and "
        "one-once other-others later-latter breath-breathe thing-think wont-won't cant-can't"
    ).split()
)
USUAL = 2.5
# Nothing is mistaken so often as a pronoun with its possessive.
OFTENEST = frozenset(
    frozenset(pair.split("-")) for pair in "its-it's your-you're their-they're there-they're whose-who's".split()
)
MOST_USUAL = 4.0

_WORD = re.compile(r"\S+")


def judged(document: Document, suspects: Sequence[Suspect], language: LanguageModel) -> Iterator[Suspect]:
    """Of the suspects, of which several may share a place, those that the language model is against, each place once.

    Their tier and margin are the language model's: it may drop what the first scorer was sure of.
    """
    for suspect, score in weighed(document, suspects, language):
        if score >= WARNING:
            yield suspect._replace(margin=score - WARNING, tier="warning")
        elif score >= SUGGESTION:
            yield suspect._replace(margin=score - SUGGESTION, tier="suggestion")


def weighed(document: Document, suspects: Sequence[Suspect], language: LanguageModel) -> list[tuple[Suspect, float]]:
    """For each place the suspect with the best replacement, and how much better it is, the first scorer's word counted."""
    places = [list(group) for _, group in groupby(suspects, key=lambda suspect: (suspect.start, suspect.end))]
    answers = language.log_probabilities([_question(document, group) for group in places])
    best: dict[int, tuple[Suspect, float]] = {}
    for group, (typed, *others) in zip(places, answers, strict=True):
        for suspect, other in zip(group, others, strict=True):
            score = other - typed + _before_reading(suspect)
            if suspect.start not in best or score > best[suspect.start][1]:
                best[suspect.start] = suspect, score
    return list(best.values())


def _before_reading(suspect: Suspect) -> float:
    """What speaks for a mistake before the language model has read the place."""
    pair = frozenset((suspect.word.lower().replace("’", "'"), suspect.replacement.lower()))
    usual = MOST_USUAL if pair in OFTENEST else USUAL if pair in COMMON else 0.0
    capital = CAPITAL_USUAL if usual else CAPITAL
    return FIRST[suspect.tier] + usual - (capital if suspect.word[0].isupper() else 0.0)


def _question(document: Document, group: Sequence[Suspect]) -> Question:
    """The place in its paragraph, and the words that could stand there, the one that does first."""
    start, end = group[0].start, group[0].end
    block = document.block_at(start)
    first, last = (block.start, block.end) if block else (0, len(document.prose))
    before, behind = document.prose[first:start], document.prose[end:last]
    words = list(_WORD.finditer(before))
    if len(words) > LEFT:
        before = before[words[-LEFT].start() :]
    words = list(_WORD.finditer(behind))
    if len(words) > RIGHT:
        behind = behind[: words[RIGHT - 1].end()]
    return Question(before.lstrip(), (group[0].word, *(suspect.replacement for suspect in group)), behind)
