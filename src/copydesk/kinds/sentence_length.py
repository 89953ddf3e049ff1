"""sentence_length: sentences that are too long to follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic
from copydesk.matching import Hit
from copydesk.readability.running import is_ended
from copydesk.record import record
from copydesk.rule import Rule

_WORDLIKE = re.compile(r"\w")
# A word or two in quotation marks explains nothing.
_TOLD_FROM = 5


class Long(NamedTuple):
    """A sentence text[start:end] of so many words, and how many of them are quoted."""

    words: int
    quoted: int
    start: int
    end: int


@record(kw_only=True)
class SentenceLength(Rule):
    """A sentence of more than `words` words is a finding; {found} tells its length and how much of it is quoted.

    Where half of the words or more are a quotation the finding is one severity milder and less sure: a speaker's words
    can be cut or told, not rewritten. A sentence that is all quotation is as `in_quotes` says. A list (of names, of
    results) and what does not end in a full stop or the like pass at any length. {fixed} is the limit.

    words  the longest that passes; a word is what stands between white space and holds a letter or digit
    most   how many of a text are reported: the longest ones
    """

    kind: ClassVar[str] = "sentence_length"

    words: int = 40
    most: int = 3

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if self.words < 1:
            yield "words", "at least 1"

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        allowed = [one for one in self._long(article) if self.allows(article, one.start, one.end)]
        longest = sorted(allowed, key=lambda one: -one.words)[: self.most]
        for one in sorted(longest, key=lambda one: one.start):
            mostly_quoted = one.quoted * 2 >= one.words
            found = f"{one.words} words"
            if one.quoted >= _TOLD_FROM:
                found += f", {one.quoted} of them quoted"
            yield from self.report(
                article, one.start, one.end, found=found, fixed=str(self.words),
                severity=self.severity.softer() if mostly_quoted else None,
                confidence=self.confidence * 0.7 if mostly_quoted else None,
            )  # fmt: skip

    def _long(self, article: Article) -> Iterator[Long]:
        text = article.document.text
        for sentence in article.document.sentences:
            start, end = sentence
            if end - start < 2 * self.words or not is_ended(article.document, sentence):
                continue
            # Splitting is quick and counts too many at worst.
            if len(text[start:end].split()) <= self.words:
                continue
            words = _count(text, start, end)
            if words > self.words and not _is_list(text[start:end], words):
                quoted = sum(_count(text, a, b) for a, b in article.quotes.within(start, end))
                yield Long(words, min(quoted, words), start, end)


def _is_list(sentence: str, words: int) -> bool:
    """True for a run of names and the like: more than one mark that parts items for every four words."""
    return sum(map(sentence.count, ",;•*")) * 4 > words


def _count(text: str, start: int, end: int) -> int:
    return sum(1 for token in text[start:end].split() if _WORDLIKE.search(token))
