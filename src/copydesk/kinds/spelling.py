"""spelling: words that no dictionary knows."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic
from copydesk.matching import Hit
from copydesk.models.hunspell import Dictionary, DictionaryError
from copydesk.record import record
from copydesk.rule import Rule
from copydesk.text import recase

# Vale's own filters: CamelCase, capitals at the end, and whatever is not made of ASCII letters.
_FILTERS = (r"[A-Z]{1}[a-z]+[A-Z]+\w+", r"[A-Z]+$", r"[^a-zA-Z_']")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@record(kw_only=True)
class Spelling(Rule):
    """A word that none of the dictionaries knows is a finding, at its first place.

    dictionaries  Hunspell dictionaries: paths without the endings .aff and .dic, or en_US, which comes with the extra
    ignore        words to accept, in any case
    filters       patterns; a word in which one is found is not checked
    custom        only `filters`, without those that Vale has of its own
    names         names of people, organisations and places, as the article shows them, are accepted
    suggestions   how many replacements are offered
    """

    kind: ClassVar[str] = "spelling"

    dictionaries: tuple[str, ...]
    ignore: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    custom: bool = False
    names: bool = True
    suggestions: int = 3

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if importlib.util.find_spec("hunspell") is None:
            yield "kind", "spelling needs a dictionary reader; pip install 'copydesk[spelling]'"
            return
        for pattern in self.filters:
            try:
                re.compile(pattern)
            except re.error as error:
                yield "filters", f"bad pattern {pattern!r}: {error}"
        try:
            self._open()
        except DictionaryError as error:
            yield "dictionaries", str(error)

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        text = article.document.prose
        seen: set[str] = set()
        for match in _WORD.finditer(text):
            word = match[0].replace("’", "'")
            if word in seen:
                continue
            seen.add(word)
            if self._is_known(word) or (self.names and article.is_name(*match.span())):
                continue
            suggestions = tuple(self._suggest(word))
            yield from self.report(article, *match.span(), replacements=suggestions)

    def _is_known(self, word: str) -> bool:
        if len(word) == 1 or word.lower() in self._ignored or any(f.search(word) for f in self._filters):
            return True
        return any(dictionary.knows(word) for dictionary in self._dictionaries)

    def _suggest(self, word: str) -> Iterator[str]:
        offered: set[str] = set()
        for dictionary in self._dictionaries:
            for suggestion in dictionary.suggest(word):
                if suggestion not in offered and len(offered) < self.suggestions:
                    offered.add(suggestion)
                    yield recase(suggestion, word)

    def _open(self) -> tuple[Dictionary, ...]:
        return tuple(Dictionary.open(path) for path in self.dictionaries)

    @cached_property
    def _dictionaries(self) -> tuple[Dictionary, ...]:
        return self._open()

    @cached_property
    def _ignored(self) -> frozenset[str]:
        return frozenset(word.lower() for word in self.ignore)

    @cached_property
    def _filters(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern) for pattern in (*(() if self.custom else _FILTERS), *self.filters))
