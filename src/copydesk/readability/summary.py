"""What a text adds up to: the few figures that a run tells at its end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from copydesk.document import Document, Sentence
from copydesk.readability.formulas import flesch_kincaid
from copydesk.readability.running import RUNNING_TEXT, is_ended
from copydesk.readability.tally import Tally


class Summary(NamedTuple):
    """Counts of running text (no headings, captions, table cells or code), by textstat's reckoning.

    longest  words of the longest sentence, 0 if no sentence is ended
    at       code points of the source before that sentence
    """

    words: int = 0
    sentences: int = 0
    syllables: int = 0
    longest: int = 0
    at: int = 0

    @property
    def grade(self) -> float:
        """Flesch–Kincaid: US school grade; 0.0 for a text without words."""
        return flesch_kincaid(self.words, self.sentences, self.syllables)


def summarize(document: Document, counts: Tally) -> Summary:
    """The figures of a document; `counts` are those of its running text."""
    text = document.text
    running = [(block.start, block.end) for block in document.blocks if block.kind in RUNNING_TEXT]
    # Spaces are counted quickly; only a sentence with more of them than any before can be the longest.
    longest, most = None, -1
    for sentence in _within(document.sentences, running):
        spaces = text.count(" ", *sentence) + text.count("\n", *sentence)
        if spaces > most and is_ended(document, sentence):
            longest, most = sentence, spaces
    length = len(text[longest.start : longest.end].split()) if longest else 0
    at = document.span(longest.start, longest.end).start if longest else 0
    return Summary(counts.n_words, counts.n_sentences, counts.n_syllables, length, at)


def _within(sentences: Iterable[Sentence], places: list[tuple[int, int]]) -> Iterable[Sentence]:
    """The sentences that lie in one of the places; both are in order."""
    following = iter(places)
    start, end = next(following, (0, 0))
    for sentence in sentences:
        while sentence.start >= end:
            start, end = next(following, (sentence.end + 1, sentence.end + 1))
        if sentence.start >= start:
            yield sentence
