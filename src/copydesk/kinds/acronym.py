"""acronym: abbreviations that the reader is left to guess, or that are explained and then not needed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar, Literal

from copydesk.article import Abbreviation, Article
from copydesk.article.abbreviations import spells
from copydesk.article.common import COMMON
from copydesk.diagnostic import Diagnostic
from copydesk.matching import Hit
from copydesk.record import record
from copydesk.rule import Rule

_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
# Words in capitals that stand together; the one that opens the sentence may be among them.
_CAPITALS = re.compile(r"[A-Z](?<![^\W_].)[a-z]\w*(?:[ -](?:(?:of|the|and|for|in|on|to) ){0,2}[A-Z][a-z]\w*)+")
# Roles in which an abbreviation needs no explanation: there is no room for it.
_TERSE = frozenset(("headline", "byline", "dateline", "credit", "caption", "date"))


@record(kw_only=True)
class Acronym(Rule):
    """Abbreviations by what the text does for their reader.

    find    undefined: used and nowhere spelled out (its first place is reported); unused: spelled out and never used again
    known   abbreviations that every reader knows; stops in them do not matter
    """

    kind: ClassVar[str] = "acronym"

    find: Literal["undefined", "unused"]
    known: tuple[str, ...] = ()

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        if self.find == "unused":
            for abbreviation in article.abbreviations:
                if abbreviation.defined_at and abbreviation.long and len(abbreviation.spans) == 1:
                    yield from self.report(article, *abbreviation.defined_at)
            return
        names: dict[str, list[tuple[int, list[str]]]] | None = None  # by the letter that they begin with
        for abbreviation in article.abbreviations:
            if not self._is_unexplained(article, abbreviation):
                continue
            place = next((span for span in abbreviation.spans if self._is_running(article, span)), None)
            if names is None:
                names = defaultdict(list)
                for words in _long_names(article.document.prose):
                    names[words[0][0].lower()].append((_letters("".join(words).lower()), words))
            letters = abbreviation.short.replace(".", "").lower()
            missing = ~_letters(letters)
            if place and not any(missing | held == -1 and spells(words, letters) for held, words in names[letters[0]]):
                yield from self.report(article, *place)

    def _is_unexplained(self, article: Article, abbreviation: Abbreviation) -> bool:
        short = abbreviation.short.replace(".", "")
        if abbreviation.defined_at or short in self._known or _ROMAN.fullmatch(short) or not _is_initialism(short):
            return False
        # An ordinary word in capitals needs no explanation.
        return short.lower() not in COMMON and f" {short.lower()} " not in article.document.text

    def _is_running(self, article: Article, span: tuple[int, int]) -> bool:
        """True in running text outside parentheses that belong to a name: "Smith (D-NY)", "(NYSE: ABC)"."""
        text = article.document.text
        block = article.document.block_at(span[0])
        if block is None or block.kind in ("heading", "caption") or article.role_at(span[0]) in _TERSE:
            return False
        return not (_is_shouted(text, *span) or _is_code(text, *span) or _is_in_name(text, *span))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(word.replace(".", "") for word in self.known)


def _letters(text: str) -> int:
    """A number with a bit for each letter that the text holds."""
    held = 0
    for char in set(text):
        held |= 1 << ord(char)
    return held


def _long_names(text: str) -> Iterator[list[str]]:
    """The words of names in the text; of one that opens its sentence also those without the first."""
    for name in set(_CAPITALS.findall(text)):
        words = re.split("[ -]+", name)
        yield words
        if words[0].lower() in COMMON and len(words) > 2:
            yield words[1:]


def _is_initialism(short: str) -> bool:
    """Two to six capitals: "F16", "COVID19" and "iPhone" are names of things."""
    return (
        2 <= len(short) <= 6 and short.replace("&", "").isalpha() and sum(c.isupper() for c in short) >= len(short) - 1
    )


def _is_shouted(text: str, start: int, end: int) -> bool:
    """True if a neighbouring word has capitals only as well: a headline in the text, or emphasis."""
    if text[end : end + 1] == ":":
        return True  # a label
    before = re.search(r"([A-Z]{2,}[A-Z'’]*)[ \t,:;-]+$", text[max(start - 20, 0) : start])
    after = re.match(r"[ \t,:;-]+([A-Z]{2,})\b", text[end : end + 20])
    return bool(before or after)


def _is_in_name(text: str, start: int, end: int) -> bool:
    """True where the letters belong to a longer name: "UBS Phillips", "Texas A&M", "A.L. Williams"."""
    if re.match(r"[ \n](?:&\s)?[A-Z][a-z]", text[end : end + 5]):
        return True
    before = re.search(r"([^\s]+)\s*[ \n][A-Z][a-z]+ $", text[max(start - 60, 0) : start])
    return bool(before and before[1][-1] not in '.!?:”"')


def _is_code(text: str, start: int, end: int) -> bool:
    """True for a stock ticker, a state or party behind a name, a hashtag, a file name."""
    before, after = text[max(start - 12, 0) : start], text[end : end + 2]
    if re.search(r"(?:NYSE|NASDAQ|Nasdaq|LSE|AIM|AMEX|ASX|TSX)[:\s]+$|[#@/_.-]$|,\s$", before) and after[:1] in (
        ")",
        ".",
        ",",
        "",
    ):
        return True
    return bool(re.search(r"\([A-Z][a-z]*[.-]$|\($", before) and after[:1] == ")")
