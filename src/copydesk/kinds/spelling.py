"""spelling: words that no dictionary knows."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic
from copydesk.kinds.misspelling import beside_foreign, is_foreign
from copydesk.matching import Hit
from copydesk.models.frequencies import read_words
from copydesk.models.hunspell import Dictionary, DictionaryError
from copydesk.models.vocabulary import Vocabulary
from copydesk.record import record
from copydesk.rule import Rule
from copydesk.text import recase

# Vale's own filters: CamelCase, capitals at the end, and whatever is not made of ASCII letters.
_FILTERS = (r"[A-Z]{1}[a-z]+[A-Z]+\w+", r"[A-Z]+$", r"[^a-zA-Z_']")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Parts of addresses, paths, handles and file names, and of what is cut off or starred out.
_BEFORE, _AFTER = re.compile(r"[@#/\\_~*.\xad]"), re.compile(r"[@/\\_~*\xad]|[.:]\w|[-–—]\s*—|\(s\)| ?\(at\)|…\w")
_SPOKEN = re.compile(r"in['’]$")  # goin’, nothin’
_LAUGHTER = re.compile(
    r"(?:(.{1,3}?)\1{2,}.?|[bgh]?[aeiou]*[aehmru]+(?:gh|h+|m+|r+)|(\w)*?(\w)\3\3+\w*)$", re.IGNORECASE
)
_DOCUMENT_WORDS = re.compile(
    r"(?:<!--\s*copydesk\s+words|(?:^|[\r\n])[ \t]*#[ \t]*copydesk:[ \t]*words)[ \t:]+([^\r\n<]*?)(?:-->|$|(?=[\r\n]))"
)
_FRONT_MATTER = "words"
_SHORT = 5
_COMPOUND_BEFORE, _COMPOUND_AFTER = re.compile(r"[^\W\d_]+-$"), re.compile(r"-[^\W\d_]+")
_AFTER_NUMBER = re.compile(r"(?:st|nd|rd|th)$")  # 22 nd


@record(kw_only=True)
class Spelling(Rule):
    """A word that none of the dictionaries knows is a finding, at its first place.

    dictionaries  Hunspell dictionaries: paths without the endings .aff and .dic, or names; en_US comes with the extra
    words         files of words to accept, one or more on a line, # starts a comment; one with a capital needs it
    ignore        words to accept, in any case
    filters       patterns; a word in which one is found is not checked
    custom        only `filters`, without those that Vale has of its own
    names         names of people, organisations and places, as the article shows them, are accepted
    lenient       so are words built of known parts, words of other languages, and what is used twice and no likely slip
    suggestions   how many replacements are offered

    A text adds words of its own in its front matter (`words: …`) or in a comment (`<!-- copydesk words … -->`).
    """

    kind: ClassVar[str] = "spelling"

    dictionaries: tuple[str, ...]
    words: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    custom: bool = False
    names: bool = True
    lenient: bool = True
    suggestions: int = 3

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if importlib.util.find_spec("hunspell") is None:
            yield "kind", "spelling needs a dictionary reader; pip install 'copydesk[spelling]'"
            return
        if not self.dictionaries:
            yield "dictionaries", "name a dictionary, such as en_US"
        for pattern in self.filters:
            try:
                re.compile(pattern)
            except re.error as error:
                yield "filters", f"bad pattern {pattern!r}: {error}"
        for name in self.words:
            try:
                read_words(Path(name))
            except OSError as error:
                yield "words", f"{name}: {error.strerror}"
            except UnicodeDecodeError:
                yield "words", f"{name}: not UTF-8"
        try:
            self._open()
        except DictionaryError as error:
            yield "dictionaries", str(error)

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        text = article.document.prose
        seen: Counter[str] = Counter()
        firsts: dict[str, tuple[int, int]] = {}
        for match in _WORD.finditer(text):
            word = match[0].replace("’", "'")
            if word in self._fine:
                continue
            if self._is_known(word):
                self._fine.add(word)
                continue
            seen[_base(word)] += 1
            if word not in firsts and not self._is_excused(article, word, *match.span()):
                firsts[word] = match.span()
        own = document_words(article)
        for word, (start, end) in firsts.items():
            if word.lower() in own or _base(word) in own:
                continue
            if self.lenient and seen[_base(word)] > 1 and not self._vocabulary.is_slip(word):
                continue
            suggestions = tuple(recase(option, word) for option in self._vocabulary.suggest(word, self.suggestions))
            yield from self.report(article, start, end, replacements=suggestions)

    def _is_known(self, word: str) -> bool:
        if len(word) == 1 or word.lower() in self._ignored or any(f.search(word) for f in self._filters):
            return True
        return self._vocabulary.knows(word) or (self.lenient and self._vocabulary.can_build(word))

    def _is_excused(self, article: Article, word: str, start: int, end: int) -> bool:
        """True for what is no word of the language, or none that a dictionary would hold."""
        text = article.document.prose
        if _AFTER.match(text, end) or (start and _BEFORE.match(text, start - 1)) or _AFTER_NUMBER.match(word):
            return True
        if self.names and (article.is_name(start, end) or self._is_capital_name(article, word, start)):
            return True
        if not self.lenient:
            return False
        if _SPOKEN.search(word) or (word.endswith("in") and text[end : end + 1] in ("'", "’")) or _LAUGHTER.match(word):
            return True
        if beside_foreign(text, start, end) or is_foreign(article, start):
            return True
        if any(mark.kind == "emphasis" and mark.start <= start and end <= mark.end for mark in article.document.marks):
            return True
        return self._is_compound(text, word, start, end)

    def _is_compound(self, text: str, word: str, start: int, end: int) -> bool:
        """True for a part of a hyphenated word that is known as one word, or that only such words have."""
        before, after = _COMPOUND_BEFORE.search(text, max(start - 30, 0), start), _COMPOUND_AFTER.match(text, end)
        if not before and not after:
            return False
        whole = f"{before[0] if before else ''}{word}{after[0] if after else ''}"
        known = self._vocabulary.knows
        return known(whole.lower()) or known(whole.replace("-", "").lower()) or self._vocabulary.is_part(word)

    def _is_capital_name(self, article: Article, word: str, start: int) -> bool:
        """A word with a capital is a name, unless it has it from the start of a sentence and is a likely slip."""
        if not word[0].isupper():
            return word.lower() in article.name_words and article.document.prose.count(word.capitalize()) > 1
        sentence = article.document.sentence_at(start)
        first = sentence is not None and not article.document.text[sentence.start : start].strip("“\"‘'( \t-•*—–")
        return not (first and len(word) > _SHORT and self._vocabulary.is_slip(word))

    def _open(self) -> tuple[Dictionary, ...]:
        return tuple(Dictionary.open(path) for path in self.dictionaries)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._open(), {word for name in self.words for word in read_words(Path(name))})

    @cached_property
    def _fine(self) -> set[str]:
        """Words that were looked up before and are known."""
        return set()

    @cached_property
    def _ignored(self) -> frozenset[str]:
        return frozenset(word.lower() for word in self.ignore)

    @cached_property
    def _filters(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern) for pattern in (*(() if self.custom else _FILTERS), *self.filters))


def document_words(article: Article) -> frozenset[str]:
    """The words in lower case that a text asks to accept in it."""
    document = article.document
    asked = [document.meta.get(_FRONT_MATTER, "")] if _FRONT_MATTER in document.meta else []
    if "copydesk" in document.source.text:
        asked += [match[1] for match in _DOCUMENT_WORDS.finditer(document.source.text)]
    return frozenset(word.lower() for words in asked for word in re.findall(r"[^\s,;\[\]\"]+", words))


def _base(word: str) -> str:
    """The word in lower case without a possessive 's."""
    return (word[:-2] if word.endswith("'s") else word).lower()
