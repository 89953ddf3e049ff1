"""sequence: words in a row, by what they are and by their parts of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic
from copydesk.document import Sentence
from copydesk.kinds.tagged import tagged_sentence
from copydesk.kinds.token_pattern import Token, TokenPattern, fill_words, universal
from copydesk.matching import Hit, Pattern
from copydesk.record import record
from copydesk.rule import Rule


@record(kw_only=True)
class SequenceRule(Rule):
    """Tokens in a row in one sentence, each a word of a kind, as Vale's rules have it.

    A sentence is tagged only if the first token with a pattern is found in it; tokens that name tags alone are looked for in
    every sentence, which takes a second a megabyte. `%s` and `%[2]s` in the message stand for the words.

    tokens      the places, from left to right
    exceptions  patterns; a sequence that begins inside a match of one is dropped
    """

    kind: ClassVar[str] = "sequence"

    tokens: tuple[Token, ...]
    ignorecase: bool = False
    exceptions: tuple[str, ...] = ()

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        for token in self.tokens:
            if token.tag and token.upos:
                yield "tokens", "a token has a tag or an upos, not both"
            if token.skip < 0 or token.min < 1:
                yield "tokens", "skip counts from 0, min from 1"
            yield from _bad_parts(token)
        for pattern in self.exceptions:
            yield from _bad("exceptions", pattern)
        if not any(not token.negate and (token.pattern or token.tag or token.upos) for token in self.tokens):
            yield "tokens", "a rule of this kind needs a token with a pattern, a tag or an upos that is not negated"

    def patterns(self) -> tuple[Pattern, ...]:
        anchor = self._sequence.anchor
        return (Pattern((anchor,), self.ignorecase),) if anchor else ()

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        document, sequence = article.document, self._sequence
        for sentence in _sentences(article, hits) if sequence.anchor else document.sentences:
            words = document.prose[sentence.start : sentence.end]
            if not sequence.may_match(words):
                continue
            for found in sequence.find(words, tagged_sentence(article, sentence), sentence.start):
                message = fill_words(self.message, found.words) if "%" in self.message else None
                yield from self.report(article, found.start, found.end, message=message)

    @cached_property
    def _sequence(self) -> TokenPattern:
        return TokenPattern(self.tokens, ignorecase=self.ignorecase, exceptions=self.exceptions)


def _sentences(article: Article, hits: Sequence[Hit]) -> Iterator[Sentence]:
    """The sentences with hits, each once."""
    last: Sentence | None = None
    for hit in hits:
        sentence = article.document.sentence_at(hit.start)
        if sentence is not None and sentence != last:
            last = sentence
            yield sentence


def _bad_parts(token: Token) -> Iterator[tuple[str, str]]:
    yield from _bad("tokens", token.pattern)
    yield from _bad("tokens", token.tag)
    if token.upos:
        try:
            universal(token.upos)
        except ValueError as error:
            yield "tokens", str(error)


def _bad(key: str, pattern: str) -> Iterator[tuple[str, str]]:
    try:
        re.compile(f"(?:{pattern})")
    except re.error as error:
        yield key, f"bad pattern {pattern!r}: {error}"
