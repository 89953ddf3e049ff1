"""repeated_word: a word typed twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress
from operator import eq
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Edit, Fix
from copydesk.kinds.misspelling import runs
from copydesk.matching import Hit
from copydesk.record import field, record
from copydesk.rule import Rule

_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+$")


@record(kw_only=True)
class RepeatedWord(Rule):
    """The same word twice or more in one sentence, with white space only between.

    Two capitals ("in Macau Macau shut its doors") and capitals behind their like ("the first FIRST cup") are names.

    exceptions  words (in lower case) that may stand twice: "had had"
    behind      word → words before it that allow it twice: "what they referred to to settle it"
    before      word → patterns of what follows the second and allows it: "it kicks in in 2030"
    """

    kind: ClassVar[str] = "repeated_word"

    exceptions: tuple[str, ...] = ()
    behind: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        for patterns in self.before.values():
            for pattern in patterns:
                try:
                    re.compile(pattern)
                except re.error as error:
                    yield "before", f"bad pattern {pattern!r}: {error}"

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        prose = article.document.prose
        # Comparing a list of words with itself is many times as fast as one pattern over the whole text.
        words = list(map(str.lower, runs(article)))
        twice = set(compress(words, map(eq, words, words[1:]))) - self._exceptions
        either = "|".join(sorted(word for word in twice if word.isalpha()))
        if not either:
            return
        for match in re.finditer(rf"(?<![\w'’-])({either})(?:\s+\1)+(?![\w'’-])", prose, re.IGNORECASE):
            if self._is_slip(article, match):
                fix = Fix((Edit(article.document.span(*match.span()), match[1]),), False)
                yield from self.report(article, *match.span(), replacements=(match[1],), fix=fix)

    def _is_slip(self, article: Article, match: re.Match[str]) -> bool:
        document, (start, end) = article.document, match.span()
        if document.sentence_index(start) != document.sentence_index(end - 1):
            return False
        if document.block_at(start) != document.block_at(end - 1):
            return False
        text, first, second = document.prose, match[1], match[0].split()[1]
        if second[0].isupper() and (first[0].isupper() or second[1:2].isupper()):
            return False
        word = first.lower()
        previous = _WORD_BEFORE.search(text, max(start - 24, 0), start)
        if previous and previous[1].lower() in self.behind.get(word, ()):
            return False
        return not any(re.compile(rf"\s+(?:{pattern})").match(text, end) for pattern in self.before.get(word, ()))

    @cached_property
    def _exceptions(self) -> frozenset[str]:
        return frozenset(self.exceptions)
