"""question: the writer asks, and nobody in the story does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic
from copydesk.kinds.opinion import Opinion
from copydesk.matching import Hit, Pattern
from copydesk.record import record

_LONGEST = 220
_MARKS = "\"“”‘'( "
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@record(kw_only=True)
class Question(Opinion):
    """A sentence that begins with one of the `tokens` and ends in a question mark, quoted by nobody and asked of nobody.

    tokens  words in lower case, no patterns; everything else as in the kind `opinion`
    """

    kind: ClassVar[str] = "question"

    def patterns(self) -> tuple[Pattern, ...]:
        return ()  # question marks are few: to look for them beats to look for the words

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        prose = article.document.prose
        at = prose.find("?")
        while at >= 0:
            start = self._opening(article, at)
            if start >= 0:
                yield from super().check(article, (Hit(start, at, 0),))
            at = prose.find("?", at + 1)

    def _opening(self, article: Article, at: int) -> int:
        """Where the question that ends at an offset begins; -1 if it is none, or not of the kind that is meant."""
        text, sentence = article.document.text, article.document.sentence_at(at)
        if sentence is None:
            return -1
        start = sentence.start
        while text[start] in _MARKS:
            start += 1
        word = _WORD.match(text, start)
        asked = word is not None and word[0].lower().replace("’", "'") in self.tokens
        between = text[start:at]
        whole = at - start <= _LONGEST and not any(mark in between for mark in '?!."“”')
        return start if asked and whole else -1
