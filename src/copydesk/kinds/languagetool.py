"""languagetool: what a LanguageTool server says of a text, as findings of a rule.

The rule itself opens no connection: it takes the answers from `article.outside`, where a run that has a server puts them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Severity
from copydesk.document import WORD
from copydesk.matching import Hit
from copydesk.record import field, record, replace
from copydesk.rule import Quoting, Rule

ENGINE = "languagetool"

# What a finding can be about; nobody spells an emoji wrong.
_READABLE = re.compile(r"[\w\s!-/:-@\[-`{-~‐-―‘-‟…«»]")
_LETTERS = re.compile(r"[^\W\d_]")
_CALLED = re.compile(r"\(LanguageTool ([\w.-]+)\)\Z")
# A misspelling so short and all in capitals is an abbreviation.
_ABBREVIATION = 6
# A capital behind a small letter, or several before one: openData, eReader, FBOpen, PDFs.
_COINED = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]")
_JOINTS = re.compile(r"[\s‑–-]+")
_OWNER = re.compile(r"['’]s?(?![^\W_])")
_LIKENESS = 0.8


class Match(NamedTuple):
    """One finding of the server at document.text[start:end]; `rule`, `category` and `issue` are its own names."""

    start: int
    end: int
    message: str
    rule: str
    category: str
    issue: str
    replacements: tuple[str, ...] = ()


class Question(NamedTuple):
    """How the server is asked: rules with the same question share one answer."""

    language: str
    level: str


@record(kw_only=True)
class LanguageTool(Rule):
    """What a LanguageTool server finds. Needs a running server: `copydesk languagetool start`.

    language    en-US, en-GB, en-AU, en-CA, en-NZ, en-ZA; en is the one of the first two that the text is written in
    categories  the server's categories that this rule reports, such as GRAMMAR; ~STYLE leaves one out
    rules       single rules of the server: one named is switched on if it is off by default; ~ leaves one out. Where neither
                a category nor a rule is named without ~, all are reported
    picky       also what the server calls picky
    severities  a severity for a rule, category or issue type of the server, in place of the rule's own
    names       findings on names of people, organisations and places are dropped, and spelling alarms on abbreviations, on
                words used twice or coined (openData), and on words that are not like any word known
    """

    kind: ClassVar[str] = "languagetool"

    in_quotes: Quoting = "skip"
    language: str = "en"
    categories: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    picky: bool = False
    severities: Mapping[str, Severity] = field(default_factory=dict)
    names: bool = True

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", self.language):
            yield "language", f"{self.language!r} is no language code; write one such as en-US"
        for key in ("categories", "rules"):
            for name in getattr(self, key):
                if not re.fullmatch(r"~?[A-Za-z0-9_.-]+", name):
                    yield key, f"{name!r} is no name that LanguageTool uses; write one such as GRAMMAR, or ~GRAMMAR"

    @property
    def question(self) -> Question:
        """What the server has to be asked on behalf of this rule."""
        return Question(self.language, "picky" if self.picky else "default")

    @property
    def switched_on(self) -> tuple[str, ...]:
        """Rules of the server that have to be on, whatever its defaults."""
        return tuple(name for name in self.rules if name[0] != "~")

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        answers: Mapping[Question, Sequence[Match]] = article.outside.get(ENGINE, {})
        for match in answers.get(self.question, ()):
            if not self._takes(match) or self._is_alarm(article, match):
                continue
            found = self.report(
                article, match.start, match.end, replacements=match.replacements, severity=self._grade(match)
            )
            for diagnostic in found:
                yield replace(diagnostic, message=f"{match.message} (LanguageTool {match.rule})")

    def _takes(self, match: Match) -> bool:
        if f"~{match.rule}" in self.rules or match.rule in self.rules:
            return match.rule in self.rules
        if f"~{match.category}" in self.categories:
            return False
        wanted = [name for name in self.categories if name[0] != "~"]
        return match.category in wanted if wanted or self.switched_on else True

    def _grade(self, match: Match) -> Severity:
        names = (match.rule, match.category, match.issue)
        return next((self.severities[name] for name in names if name in self.severities), self.severity)

    def _is_alarm(self, article: Article, match: Match) -> bool:
        """True for a finding on a name, an abbreviation or an emoji, and for one that hangs on code or a link beside it."""
        document = article.document
        words = document.text[match.start : match.end]
        if not _READABLE.search(words) or document.masked.overlaps(*_with_neighbours(document.text, match)):
            return True
        if not self.names:
            return False
        if article.is_name(match.start, match.end):
            return True
        return match.category == "TYPOS" and _is_known(match, article)


def _with_neighbours(text: str, match: Match) -> tuple[int, int]:
    """The match with the white space round it and one character more on either side."""
    start, end = match.start, match.end
    while start and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return max(start - 1, 0), end + 1


def _is_known(match: Match, article: Article) -> bool:
    """True if a spelling alarm is about a name's word, an abbreviation, a term of the text, or no word at all."""
    words = article.document.text[match.start : match.end]
    if not _LETTERS.search(words) or _COINED.search(words) or (words.isupper() and len(words) <= _ABBREVIATION):
        return True
    parts = [part for part in _JOINTS.split(_OWNER.sub("", words)) if part]
    if words[:1].islower() and len(parts) == 1:
        return not match.replacements or _count(words, article) > 1
    capitals = [part for part in parts if part[:1].isupper()]
    if not capitals:
        return False
    is_name = all(part.lower() in article.name_words for part in capitals)
    return is_name or not any(_is_like(words, each) for each in match.replacements[:1])


def _count(word: str, article: Article) -> int:
    counts = article.once("languagetool-words", lambda a: Counter(WORD.findall(a.document.prose)))
    return counts[word]


def _is_like(word: str, other: str) -> bool:
    """True if the two could be one word misspelled: of ten letters, eight stand in the same order.

    What differs by a space alone is a name made of two words.
    """
    from difflib import SequenceMatcher  # for the few words that get here

    return " " not in other and SequenceMatcher(None, word.lower(), other.lower()).ratio() >= _LIKENESS


def called(message: str) -> str:
    """The server's name for the rule behind a message of this kind, or ""."""
    found = _CALLED.search(message)
    return found[1] if found else ""
