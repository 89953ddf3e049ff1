"""date: days that the reader cannot place, or that the calendar does not have."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import ClassVar, Literal

from copydesk.article import Article, DateMention
from copydesk.article.dates import MONTHS, WEEKDAYS
from copydesk.diagnostic import Diagnostic, Related, Severity
from copydesk.matching import Hit
from copydesk.record import record
from copydesk.rule import Rule

# What comes each year, and the ends of the periods that companies report on, are read without a year.
_YEARLY = re.compile(
    r"\b(?:every|each|annual(?:ly)?|yearly|traditionally|birthday|anniversary"
    r"|(?:quarter|half|year|months|weeks) end(?:ed|ing|s))\b",
    re.IGNORECASE,
)
# A year is looked for within so many characters, so that a text without stops costs no more than another.
_REACH = 600
_YEAR = re.compile(r"(?<![\d$£€,.])(?:1[5-9]|20)\d\d(?![\d,]\d|%)")


@record(kw_only=True)
class Date(Rule):
    """Calendar days by what is wrong with them.

    find   no-year: a month and day without a year where nothing in or around the text says which (the first is reported);
           weekday: another day of the week than the calendar gives; order: a range that ends before it begins, or a day
           that its month does not have; relative: one of `words` in a text that does not say when it was published
    known  days that stand for themselves in whatever year ("September 11")
    words  for relative
    """

    kind: ClassVar[str] = "date"

    find: Literal["no-year", "weekday", "order", "relative"]
    known: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        if self.find == "no-year":
            yield from self._without_year(article)
        elif self.find == "relative":
            yield from self._relative(article)
        else:
            for mention in article.dates:
                yield from self._weekday(article, mention) if self.find == "weekday" else self._order(article, mention)
            if self.find == "order":
                yield from self._years(article)

    def _without_year(self, article: Article) -> Iterator[Diagnostic]:
        if article.carries_date:
            return
        document = article.document
        unplaced = []
        for mention in article.dates:
            if mention.year:
                break  # what follows is read as being of that year
            if not self._is_placed(article, mention) and self.allows(article, mention.start, mention.end):
                unplaced.append(mention)
        for mention in unplaced[:1]:
            related = tuple(Related(document.span(m.start, m.end), "no year here either") for m in unplaced[1:])
            # "Yesterday" or "on Monday" says that this is the day's copy, whose date stands elsewhere as like as not.
            grade = Severity.SUGGESTION if _fresh().search(document.prose) else None
            yield from self.report(article, mention.start, mention.end, related=related, severity=grade)

    def _is_placed(self, article: Article, mention: DateMention) -> bool:
        """True if the sentence or the one before it holds a year, or the day needs none."""
        document = article.document
        words = document.text[mention.start : mention.end].lower()
        if words in self._known or mention.day > 31:
            return True
        index = max(document.sentence_index(mention.start), 0)
        sentences = document.sentences
        if not sentences:
            return False
        start = max(sentences[max(index - 1, 0)].start, mention.start - _REACH)
        end = min(sentences[index].end, mention.end + _REACH)
        own = document.text[max(sentences[index].start, start) : end]
        return bool(_YEAR.search(document.text, start, end) or _YEARLY.search(own))

    def _relative(self, article: Article) -> Iterator[Diagnostic]:
        if article.carries_date:
            return
        for match in _any_of(self.words).finditer(article.document.prose):
            yield from self.report(article, *match.span())
            return

    def _weekday(self, article: Article, mention: DateMention) -> Iterator[Diagnostic]:
        if mention.weekday is None or mention.day_to:
            return
        guessed = not mention.year and article.published is not None
        years = [mention.year] if mention.year else []
        if guessed and article.published:
            years = [article.published.year + shift for shift in (0, -1, 1)]
        right = [day.weekday() for year in years if (day := replace_year(mention, year))]
        if not right or mention.weekday in right:
            return
        name = WEEKDAYS[right[0]].capitalize()
        start, end = mention.start, mention.start + _letters(article.document.text, mention.start)
        yield from self.report(
            article,
            mention.start,
            mention.end,
            fixed=name,
            replacements=(name + article.document.text[end : mention.end],) if end > start else (),
            severity=Severity.SUGGESTION if guessed else None,
        )

    def _order(self, article: Article, mention: DateMention) -> Iterator[Diagnostic]:
        year = mention.year or 2024  # a leap year: 29 February may exist
        longest = [_days_in(month, year) for month in (mention.month, mention.month_to or mention.month)]
        backward = mention.day_to and mention.month_to == mention.month and mention.day_to <= mention.day
        if mention.day > longest[0] or mention.day_to > longest[1] or mention.day == 0 or backward:
            month = MONTHS[mention.month - 1].capitalize()
            what = "the range ends before it begins" if backward else f"{month} has {longest[0]} days"
            yield from self.report(article, mention.start, mention.end, fixed=what)

    def _years(self, article: Article) -> Iterator[Diagnostic]:
        for match in _spans_of_years().finditer(article.document.prose):
            first, last = int(match["first"]), int(match["last"])
            if last < first:
                yield from self.report(article, *match.span(), fixed="the range ends before it begins")

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(day.lower() for day in self.known)


def _days_in(month: int, year: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def replace_year(mention: DateMention, year: int) -> datetime.date | None:
    """The day of a mention in a given year; None if that year has no such day."""
    return mention._replace(year=year).date


def _letters(text: str, at: int) -> int:
    match = re.compile(r"[A-Za-z]+").match(text, at)
    return len(match[0]) if match else 0


@cache
def _spans_of_years() -> re.Pattern[str]:
    year = r"(?:1[5-9]|20)\d\d"
    return re.compile(
        rf"from(?<!\w.{{4}})\s(?P<first>{year})\s(?:to|until|through)\s(?P<last>{year})\b(?!\s?(?:BC|B\.C|people))"
    )


@cache
def _fresh() -> re.Pattern[str]:
    days = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    spans = r"(?:this|last|next) (?:week|month|quarter|year)|a year (?:ago|earlier)|last night"
    clock = r"\d [ap]\.m\. [ECMP][SD]T"
    return re.compile(rf"\b(?:yesterday|today|tomorrow|{days}|{spans}|{clock})\b")


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b", re.IGNORECASE)
