"""repetition: the same word twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Edit, Fix
from copydesk.matching import Hit
from copydesk.record import record
from copydesk.rule import Rule

# Marks that may stand before a word, as spaces: lower-casing may lengthen a text, so only its words count here.
_MARKS = dict.fromkeys(map(ord, "([{<*_\"“”„«»‘'’`´¿¡—–-/|~#^+=…"), " ")


@record(kw_only=True)
class Repetition(Rule):
    """Equal neighbours among the matches of `tokens` are a finding, from the first to the last of the run.

    tokens      patterns; what lies between two neighbours is white space only
    max         so many repeats are allowed
    alpha       only words of letters count
    exceptions  words (in lower case) that may stand twice: "that that", "had had"
    safe        deleting the repeats may be done unasked
    """

    kind: ClassVar[str] = "repetition"

    tokens: tuple[str, ...] = (r"[^\W\d_]+(?:['’][^\W\d_]+)*",)
    max: int = 0
    alpha: bool = True
    ignorecase: bool = False
    exceptions: tuple[str, ...] = ()
    safe: bool = False

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        document = article.document
        if self.alpha and not _has_neighbours(document.prose):
            return
        for match in self._runs.finditer(document.prose):
            word = match[1]
            if word.lower() in self.exceptions or (self.alpha and not word.replace("'", "").replace("’", "").isalpha()):
                continue
            # Across a block or a sentence two equal words are no repeat.
            if document.sentence_index(match.start()) != document.sentence_index(match.end() - 1):
                continue
            if document.block_at(match.start()) != document.block_at(match.end() - 1):
                continue
            fix = Fix((Edit(document.span(match.start(), match.end()), word),), self.safe)
            yield from self.report(article, match.start(), match.end(), replacements=(word,), fix=fix)

    @cached_property
    def _runs(self) -> re.Pattern[str]:
        # One search for whole runs: pairing up every word of the text in Python costs 20 times as much.
        tokens = "|".join(self.tokens)
        flags = re.IGNORECASE if self.ignorecase else 0
        return re.compile(rf"(?<![\w'’-])({tokens})(?:\s+\1){{{self.max + 1},}}(?![\w'’-])", flags)


def _has_neighbours(prose: str) -> bool:
    """False if no word of the text can be followed by itself: most texts are done with at a tenth of the cost."""
    words = prose.lower().translate(_MARKS).split()
    for index, begins in enumerate(map(str.startswith, words[1:], words)):
        if begins and not words[index + 1][len(words[index]) : len(words[index]) + 1].isalnum():
            return True
    return False
