"""misspelling: words that are known to be wrong, whatever stands round them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from copydesk.article import Article
from copydesk.article.common import COMMON
from copydesk.article.lexicon import FIRST_NAMES
from copydesk.article.names import is_title_case
from copydesk.diagnostic import Diagnostic, Edit, Fix
from copydesk.matching import Hit
from copydesk.models.misspellings import EDGE, NONE, Entry, misspellings
from copydesk.record import field, record
from copydesk.rule import Rule
from copydesk.text import recase

_RUN = re.compile(r"[^\W_]+")
# Not part of an address, a path, an elision or a longer word; a possessive may follow.
_OPEN = re.compile(r"(?<![\w@#/\\'’~\xad\]])(?<!\w[.*])(?<!\w\*\*)")
_CLOSED = re.compile(r"(?![\w@/\\~\xad]|['’](?!s\b)\w|\.\w|[-‑](?!\w))")
_SIC = re.compile(r"[\s\"”’'.,]{0,3}[\[(]\s?sic\b", re.IGNORECASE)
_BESIDE = re.compile(r"([^\W\d_]+['’]?)\W{1,2}$"), re.compile(r"\W{1,2}([^\W\d_]+)")
_SHORT = 5  # a shorter word with a capital is more often a name or an abbreviation than a slip
_NAME_BEHIND = re.compile(r"[^\W\d_]+ [A-Z][a-z]")
# Contractions whose apostrophe is in the wrong place, and the like; those in 's are left to the run before it.
_CUT = re.compile(r"['’](?<=[^\W\d_].)(?!s\b)[^\W\d_]+(?![\w'’])")
_APOSTROPHE = re.compile("['’]")
_STEM = re.compile(r"(?<![\w'’])[^\W\d_]+$")
_LEFT, _RIGHT = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?)\s$"), re.compile(r"\s([^\W\d_]+(?:['’][^\W\d_]+)?)")
_ANYWHERE = 2  # the reach of a slip that is one with a capital in mid-sentence, too
_SEVERAL = 3  # so many small foreign words make a foreign sentence
_LONG = 7  # a shorter word with a capital in mid-sentence is a name
_COMPOUND = 7  # parts of a compound that are shorter are left alone
# Small words of other languages, without those that are English too: beside one of them stands a foreign word.
_FOREIGN = frozenset(
    """
    le la les des du de et un une au aux est en dans sur pour avec que qui sans ou où vous je il elle nous el los las del
    y una por para muy su al lo der das und den dem von zu ist nicht mit ein eine für auf di della dello gli il per da dos na
    não são com het een van te ad et vitro vivo rea eadem sana
    """.split()
)

_REMEMBERED = 200_000


@record(kw_only=True)
class Misspelling(Rule):
    """Words of the list of misspellings that comes with copydesk.

    words   more of them: wrong → right, several right ones parted by `|`; lower case
    accept  words that are right here, whatever the list says
    """

    kind: ClassVar[str] = "misspelling"

    words: Mapping[str, str] = field(default_factory=dict)
    accept: tuple[str, ...] = ()

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        prose = article.document.prose
        found = {*runs(article), *_contractions(prose)}
        for word in sorted(found - self._fine):
            entry = self._entry(word)
            if not entry.rights:
                if len(self._fine) < _REMEMBERED:
                    self._fine.add(word)
                continue
            for start, end in _places(word, prose):
                if self._is_slip(article, start, end, entry.reach):
                    yield from self._told(article, start, end, entry)

    def notes(self) -> Iterator[str]:
        yield f"{len(misspellings()):,} misspellings in the list, {len(self.words)} in the rule"

    def _entry(self, word: str) -> Entry:
        """What is known of a word in lower case, with a first capital or in capitals; NONE if nothing is wrong with it."""
        key = word.lower().replace("’", "'")
        if key in self._accepted:
            return NONE
        own = self.words.get(key)
        if own:
            rights = tuple(right.strip() for right in own.split("|"))
            entry = Entry(rights, 0, tuple(map(float, range(len(rights)))))
        else:
            entry = misspellings().look_up(key)
        if word.islower() or key.capitalize() == word.replace("’", "'"):
            return entry
        return entry if word.isupper() and entry.reach else NONE

    def _is_slip(self, article: Article, start: int, end: int, reach: int) -> bool:
        """False for a name, a word of another language, a part of a compound, and what is marked as written so."""
        text = article.document.prose
        word = text[start:end]
        if _SIC.match(text, end, end + 12) or (word.endswith("in") and text[end : end + 1] in ("'", "’")):
            return False
        if _APOSTROPHE.search(word):
            return not is_foreign(article, start)
        if self._is_name_word(article, start, end, reach):
            return False
        hyphened = text[start - 1 : start] in ("-", "‑") or text[end : end + 1] in ("-", "‑")
        if hyphened and (len(word) < _COMPOUND or not word.islower()):
            return False
        if (
            word[0].isupper()
            and word[1:2] not in ("'", "’")
            and (len(word) < _SHORT or not _may_be_common(article, start, end, reach))
        ):
            return False
        return not (beside_foreign(text, start, end) or is_foreign(article, start))

    def _is_name_word(self, article: Article, start: int, end: int, reach: int) -> bool:
        text = article.document.prose
        word = text[start:end]
        if word.lower() not in article.name_words or (reach == _ANYWHERE and _is_alone(text, start, end)):
            return False
        return word[0].isupper() or text.count(word.capitalize()) > 1

    def _told(self, article: Article, start: int, end: int, entry: Entry) -> Iterator[Diagnostic]:
        word = article.document.prose[start:end]
        rights = misspellings().ranked(entry, *_neighbours(article.document.prose, start, end))
        replacements = tuple(recase(right, word) for right in rights)
        sure = len(rights) == 1 and len(word) >= _SHORT and word.islower() and not article.quotes.covers(start, end)
        sure = sure and article.document.prose[end : end + 1] not in ("'", "’")
        fix = Fix((Edit(article.document.span(start, end), replacements[0]),), sure)
        yield from self.report(article, start, end, replacements=replacements, fix=fix)

    @cached_property
    def _fine(self) -> set[str]:
        """Words that were looked up before and are right: the next article has most of them again."""
        return set()

    @cached_property
    def _accepted(self) -> frozenset[str]:
        return frozenset(word.lower() for word in self.accept)


def runs(article: Article) -> list[str]:
    """The runs of letters and digits in the prose, in order."""
    found: list[str] = article.once("runs", lambda whole: _RUN.findall(whole.document.prose))
    return found


def _places(word: str, prose: str) -> Iterator[tuple[int, int]]:
    """Where a word stands whole. (An expression for each word would go through the text a hundred times as slowly.)"""
    start = prose.find(word)
    while start >= 0:
        end = start + len(word)
        if _OPEN.match(prose, start) and _CLOSED.match(prose, end):
            yield start, end
        start = prose.find(word, end)


def is_foreign(article: Article, offset: int) -> bool:
    """True in a sentence that has several small words of another language."""
    sentence = article.document.sentence_at(offset)
    if sentence is None:
        return False
    known: dict[int, bool] = article.once("foreign sentences", lambda _: {})
    if sentence.start not in known:
        words = article.document.text[sentence.start : sentence.end].lower().split()
        known[sentence.start] = sum(word in _FOREIGN for word in words) >= _SEVERAL
    return known[sentence.start]


def beside_foreign(text: str, start: int, end: int) -> bool:
    before, after = _BESIDE[0].search(text, max(start - 16, 0), start), _BESIDE[1].match(text, end, end + 16)
    return any(match and match[1].lower() in _FOREIGN for match in (before, after))


def _contractions(text: str) -> Iterator[str]:
    """Words with an apostrophe in them."""
    for cut in _CUT.finditer(text):
        stem = _STEM.search(text, max(cut.start() - 12, 0), cut.start())
        if stem:
            yield stem[0] + cut[0]


def _neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The words on either side in lower case, EDGE where a mark or nothing stands there."""
    before, after = _LEFT.search(text, max(start - 30, 0), start), _RIGHT.match(text, end, end + 30)
    return _plain(before), _plain(after)


def _plain(word: re.Match[str] | None) -> str:
    return word[1].lower().replace("’", "'") if word else EDGE


def _is_alone(text: str, start: int, end: int) -> bool:
    """True for a word with a capital behind a word that is no name, used once: a slip in a title more than a name."""
    before = _LEFT.search(text, max(start - 30, 0), start)
    if before is None or end - start < _LONG or text.count(text[start:end]) > 1:
        return False
    return before[1].islower() or (before[1].lower() in COMMON and before[1].lower() not in FIRST_NAMES)


def _is_shouted(text: str, start: int, end: int) -> bool:
    """True for a word in capitals beside others in capitals: a headline, not an abbreviation."""
    sides = _LEFT.search(text, max(start - 30, 0), start), _RIGHT.match(text, end, end + 30)
    return any(match and len(match[1]) > 1 and match[1].isupper() for match in sides)


def _may_be_common(article: Article, start: int, end: int, reach: int) -> bool:
    """True where a word has its capital from its place: first in a sentence and before no other capital, or in a title."""
    document = article.document
    if document.prose[start:end].isupper():
        return _is_shouted(document.prose, start, end)
    if reach:
        block = document.block_at(start)
        if block and is_title_case(document.text, block):
            return True
        if reach == _ANYWHERE and _is_alone(document.prose, start, end):
            return True
    sentence = document.sentence_at(start)
    if sentence is None or document.text[sentence.start : start].strip("“\"‘'( \t-•*—–"):
        return False
    return not _NAME_BEHIND.match(document.text, start)
