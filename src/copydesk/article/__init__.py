"""The news desk's view of a Document: what is the headline, who speaks, who is named, what stands beside a claim."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from copydesk.article.abbreviations import Abbreviation, find_abbreviations
from copydesk.article.attribution import NARRATOR, Voice, Voiced, find_voices
from copydesk.article.dates import DateMention, find_dates
from copydesk.article.evidence import Evidence, find_evidence
from copydesk.article.genre import GENRES, find_genre
from copydesk.article.names import Mention, Name, NameKind, find_name_words, find_names
from copydesk.article.parts import ROLES, Anatomy, Part, find_parts
from copydesk.article.quotations import Quotation, Quoted, find_quotations
from copydesk.document import Document
from copydesk.readability.running import running_text
from copydesk.readability.tally import Tally, tally
from copydesk.text import Ranges

if TYPE_CHECKING:
    from copydesk.language import LanguageModel

__all__ = [
    "GENRES", "NARRATOR", "ROLES", "Abbreviation", "Article", "DateMention", "Evidence", "Mention", "Name", "NameKind",
    "Part", "Quotation", "Voice",
]  # fmt: skip

T = TypeVar("T")


class Article:
    """A Document with what a news editor knows about it; everything is worked out when first asked for.

    All offsets are into `document.text`. `genre` is one of GENRES if the run's settings name it, else it is found.
    `outside` holds what engines outside this process say of the document, by their names; `language` is a language model, if
    the run asks one.
    """

    def __init__(
        self,
        document: Document,
        genre: str | None = None,
        outside: Mapping[str, Any] | None = None,
        language: LanguageModel | None = None,
    ) -> None:
        self.document = document
        self.outside = outside or {}
        self.language = language
        self._genre = genre
        self._kept: dict[str, Any] = {}

    @cached_property
    def genre(self) -> str:
        """One of GENRES: as the settings say, else by front matter, path, headline or first person; "news" in doubt."""
        return self._genre or find_genre(self.document, self.headline, self.quotes)

    @cached_property
    def quotes(self) -> Ranges:
        """Quoted words with their marks, and block quotations."""
        return Ranges((quotation.start, quotation.end) for quotation in self.quotations)

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations in order; one that runs over paragraphs is one entry for each."""
        return self._quoted.quotations

    @property
    def unclosed_quotes(self) -> tuple[tuple[int, int], ...]:
        """The opening marks that nothing closes, each with the end of what it quotes for want of a better."""
        return self._quoted.unclosed

    @property
    def unopened_quotes(self) -> tuple[int, ...]:
        """The closing marks that nothing opened."""
        return self._quoted.unopened

    @cached_property
    def scare_quotes(self) -> tuple[Quotation, ...]:
        """Marks round up to three words: a title, a term or a distance, not speech."""
        return tuple(quotation for quotation in self.quotations if quotation.is_short)

    def speaker_of(self, quotation: Quotation) -> tuple[int, int] | None:
        """The words that name who says a quotation, if the text does."""
        return self._voiced.speakers.get(quotation.start)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Headline, standfirst, bylines, dateline, dates, captions and credits in order, without overlap."""
        return self._anatomy.parts

    @property
    def headline(self) -> str:
        """The title of the front matter, else the words of the headline; "" if there is none."""
        return self._anatomy.headline

    @property
    def published(self) -> datetime.date | None:
        """The day of publication by front matter, date line, dateline or path."""
        return self._anatomy.published

    @property
    def carries_date(self) -> bool:
        """True if the page says when it was published, be it without the year, as datelines do."""
        return self._anatomy.carries_date

    def role_at(self, offset: int) -> str:
        """The part of the page that the offset lies in, one of ROLES, or "" in running text."""
        index = bisect_right(self._part_starts, offset) - 1
        return self.parts[index].role if index >= 0 and offset < self.parts[index].end else ""

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Whose word each sentence is, parallel to document.sentences."""
        return self._voiced.voices

    def voice_at(self, offset: int) -> Voice:
        """Whose word the text at an offset is: the speaker's inside a quotation, else that of the sentence."""
        index = self.document.sentence_index(offset)
        voice = self.voices[index] if index >= 0 else NARRATOR
        inside = bisect_right(self._quotation_starts, offset) - 1
        if inside >= 0 and offset < self.quotations[inside].end and voice.kind != "quoted":
            quotation = self.quotations[inside]
            if not quotation.is_short or voice.kind != "narrator":
                return Voice("quoted", self.speaker_of(quotation) or voice.source, voice.vague, voice.cue, voice.grade)
        return voice

    def evidence_at(self, index: int) -> Evidence:
        """What a reader could check in sentence `index` and the ones beside it in its paragraph."""
        return find_evidence(self.document, self.voices, index)

    def once(self, name: str, work: Callable[[Article], T]) -> T:
        """work(self), worked out when first asked for by this name: for views that rules share and rooms above make."""
        if name not in self._kept:
            self._kept[name] = work(self)
        kept: T = self._kept[name]
        return kept

    @cached_property
    def counts(self) -> Tally:
        """What readability formulas need to know of the running text."""
        return tally(running_text(self.document))

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The calendar days named in the prose, in order."""
        return tuple(find_dates(self.document.prose))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names in the order of their first mention, each with all its mentions."""
        return find_names(self.document, self.name_words)

    @cached_property
    def name_words(self) -> frozenset[str]:
        """Words in lower case that are, or are part of, names here: not typing errors, however spelled."""
        return find_name_words(self.document)

    def is_name(self, start: int, end: int) -> bool:
        """True if text[start:end] lies within a name."""
        return self._name_ranges.covers(start, end)

    @cached_property
    def abbreviations(self) -> tuple[Abbreviation, ...]:
        """The abbreviations, each with its places and the one where it is spelled out."""
        return find_abbreviations(self.document)

    @cached_property
    def _quoted(self) -> Quoted:
        return find_quotations(self.document)

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [quotation.start for quotation in self.quotations]

    @cached_property
    def _anatomy(self) -> Anatomy:
        return find_parts(self.document)

    @cached_property
    def _part_starts(self) -> list[int]:
        return [part.start for part in self.parts]

    @cached_property
    def _voiced(self) -> Voiced:
        return find_voices(self.document, self.quotations, self.quotes)

    @cached_property
    def _name_ranges(self) -> Ranges:
        return Ranges(mention for name in self.names for mention in name.mentions)
