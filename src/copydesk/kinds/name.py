"""name: people and places whose names do not agree within the article."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from copydesk.article import Article, Name
from copydesk.article.common import COMMON
from copydesk.article.lexicon import FIRST_NAMES, PLACES
from copydesk.article.names import is_title_case
from copydesk.diagnostic import Diagnostic
from copydesk.matching import Hit
from copydesk.record import record
from copydesk.rule import Rule

_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ](?<![^\W_].)[^\W\d_]{4,}")
_WORDY = re.compile(r"\w")
_NUMBER = re.compile(r"(?<![\w.,$£€-])\d{1,3}(?:,\d{3})*(?![\w.,%:-]|\s?[ap]m)")


@record(kw_only=True)
class NameRule(Rule):
    """Names that do not agree.

    find   variant: a spelling used once beside a like one used `often` times; second-ref: a full name given again; first-full:
           a surname before the full name; caption, headline: a name there that the story does not hold
    """

    kind: ClassVar[str] = "name"

    find: Literal["variant", "second-ref", "first-full", "caption", "headline"]
    often: int = 3

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        if self.find == "variant":
            yield from self._variants(article)
        elif self.find in ("second-ref", "first-full"):
            for name in article.names:
                if name.kind == "person" and " " in name.full:
                    yield from self._references(article, name)
        elif self.find == "caption":
            yield from self._strangers(article)
        else:
            yield from self._headline(article)

    def _variants(self, article: Article) -> Iterator[Diagnostic]:
        text = article.document.prose
        counts = Counter(_CAPITAL.findall(text))
        often: dict[str, list[str]] = defaultdict(list)
        for word, count in counts.items():
            if count >= self.often:
                often[_opening(word)].append(word)
        for word, count in counts.items() if often else ():
            if count > 1 or _opening(word) not in often or word.lower() in COMMON:
                continue
            right = next((other for other in often[_opening(word)] if _is_variant(word, other)), None)
            if (
                right is None
                or right.lower() in COMMON
                or word.lower() not in article.name_words
                or f" {word.lower()} " in text
            ):
                continue
            at = next(_places(word, text), None)
            if at is not None and not _names_another(article, at, right):
                yield from self.report(article, at, at + len(word), fixed=right, replacements=(right,))

    def _references(self, article: Article, name: Name) -> Iterator[Diagnostic]:
        running = [m for m in name.mentions if not article.role_at(m.start) and _is_paragraph(article, m.start)]
        forms = [article.document.text[m.start : m.end] for m in running]
        full = [i for i, form in enumerate(forms) if " " in form]
        if not full:
            return
        if self.find == "first-full" and full[0] > 0 and forms[0] == name.surname:
            yield from self.report(article, *running[0], fixed=name.full)
        shared = sum(other.kind == "person" and other.surname == name.surname for other in article.names) > 1
        if self.find == "second-ref" and not shared:
            for i in full[1:]:
                if not article.quotes.at(running[i].start):
                    yield from self.report(article, *running[i], fixed=name.surname, replacements=(name.surname,))

    def _strangers(self, article: Article) -> Iterator[Diagnostic]:
        """People in captions of whom the story does not speak."""
        for name in article.names:
            roles = {article.role_at(m.start) for m in name.mentions}
            if name.kind == "person" and roles == {"caption"} and " " in name.full:
                yield from self.report(article, *name.first)

    def _headline(self, article: Article) -> Iterator[Diagnostic]:
        """Numbers and, unless all its words have capitals, names of the headline that the story does not hold."""
        document = article.document
        for part in article.parts:
            if part.role != "headline":
                continue
            block = document.block_at(part.start)
            body = document.prose[part.end :]
            pattern = _NUMBER if block and is_title_case(document.text, block._replace(kind="heading")) else _either()
            for match in pattern.finditer(document.text, part.start, part.end):
                word = match[0]
                at_start = match.start() == part.start
                if not at_start and word.lower() not in COMMON and not re.search(rf"\b{re.escape(word)}", body):
                    yield from self.report(article, *match.span())


def _either() -> re.Pattern[str]:
    return re.compile(f"{_NUMBER.pattern}|{_CAPITAL.pattern}")


def _is_paragraph(article: Article, at: int) -> bool:
    block = article.document.block_at(at)
    return block is not None and block.kind == "paragraph"


def _places(word: str, text: str) -> Iterator[int]:
    """Where a word stands whole. (`re` takes a hundred times as long, and asks for each word of a long text.)"""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not _WORDY.match(text[at - 1 : at]) and not _WORDY.match(text, end):
            yield at
        at = text.find(word, end)


def _opening(word: str) -> str:
    """What two variants of a name have in common, so that only a few words need be compared with one another."""
    return word[0] + word[1:2].lower()


def _is_variant(word: str, other: str) -> bool:
    """True for one slip of the pen inside a word (two in a long one): not in the first letter, not in an ending."""
    if word[0] != other[0] or abs(len(word) - len(other)) > 1 or word.isupper() or other.isupper():
        return False
    a, b = word.lower(), other.lower()
    if a == b:
        return False
    if {a, b} <= FIRST_NAMES | PLACES or a in FIRST_NAMES | PLACES:
        return False
    prefix = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    suffix = next((i for i, (x, y) in enumerate(zip(a[::-1], b[::-1], strict=False)) if x != y), min(len(a), len(b)))
    if prefix < 2 or suffix < 2:
        return False
    wrong = max(len(a), len(b)) - prefix - suffix
    swapped = len(a) == len(b) and wrong == 2 and a[prefix : prefix + 2] == b[prefix : prefix + 2][::-1]
    return wrong <= 1 or swapped


def _names_another(article: Article, at: int, right: str) -> bool:
    """True if the rare spelling is likely somebody else: it stands beside the frequent one, or has its own first name."""
    document = article.document
    sentence = document.sentence_at(at)
    if sentence and next(_places(right, document.text[sentence.start : sentence.end]), None) is not None:
        return True
    own = _word_before(document.text, at)
    return own is not None and all(_word_before(document.text, place) != own for place in _places(right, document.text))


def _word_before(text: str, at: int) -> str | None:
    """The word with a capital right before a name, unless it begins a sentence."""
    match = re.search(r"(?<=[\w,] )([A-ZÀ-Þ][\w.'’-]+)\s$", text[max(at - 40, 0) : at])
    return match[1] if match else None
