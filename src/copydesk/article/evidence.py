"""What stands beside a sentence that a reader could check: figures, dates, links, documents, a named source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from copydesk.article.attribution import Voice
from copydesk.article.frames import LONGEST
from copydesk.document import Document

Pairs = tuple[tuple[int, int], ...]


class Evidence(NamedTuple):
    """What stands in a sentence and in its neighbours in the paragraph; the pairs are spans of Document.text.

    sourced  one of these sentences is quoted from or attributed to somebody who has a name, or a document
    """

    figures: Pairs = ()
    dates: Pairs = ()
    links: Pairs = ()
    documents: Pairs = ()
    sourced: bool = False

    def __bool__(self) -> bool:
        """Enough to check the sentence by: a link, a document, a source, or a figure with a date."""
        return bool(self.links or self.documents or self.sourced or (self.figures and self.dates))


def find_evidence(document: Document, voices: Sequence[Voice], index: int, reach: int = 1) -> Evidence:
    """The evidence in sentence `index` and in up to `reach` sentences of its block before and behind it."""
    sentences = document.sentences
    block = document.block_at(sentences[index].start)
    low, high = index, index
    while block and low > max(index - reach, 0) and sentences[low - 1].start >= block.start:
        low -= 1
    while block and high < min(index + reach, len(sentences) - 1) and sentences[high + 1].start < block.end:
        high += 1
    text, start, end = document.text, sentences[low].start, min(sentences[high].end, sentences[low].start + LONGEST)
    dates = tuple(m.span() for m in _date().finditer(text, start, end))
    figures = [m.span() for m in _figure().finditer(text, start, end)]
    return Evidence(
        tuple(pair for pair in figures if not any(a <= pair[0] < b + 2 for a, b in dates)),
        dates,
        _links(document, start, end),
        tuple(m.span() for m in _document().finditer(text, start, end)),
        any(voice.is_sourced for voice in voices[low : high + 1]),
    )


@cache
def _figure() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w.])[$£€¥]?\d[\d,.]*"
        r"(?:\s?(?:%|percent|per cent|million|billion|trillion|thousand|points?|times|km|kg|tons?|tonnes|miles))?"
        r"|\b(?:hundreds|thousands|dozens|millions|billions) of\b"
        r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b"
    )


@cache
def _date() -> re.Pattern[str]:
    months = (
        "Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June"
        "|July|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
    )
    return re.compile(
        rf"\b(?:{months})\.?\s\d{{1,2}}(?!\d)(?:,\s\d{{4}})?"
        rf"|\b\d{{1,2}}\s(?:{months})\b(?:\s\d{{4}})?|\b(?:{months})\s\d{{4}}"
        r"|(?<![\d$£€,.])(?:1[5-9]|20)\d\d(?![\d,]\d|%)"
    )


@cache
def _document() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:the|a|an|its|his|her|their|[A-Z][\w.]+(?:['’]s)?|\d{4})\s(?:[\w'’-]+\s){0,3}?"
        r"(?:report|study|survey|poll|statement|letter|filing|affidavit|lawsuit|complaint|indictment|ruling|judgment|audit|paper|memo|documents?|census|transcript"
        r"|resolution|treaty|agreement|communique|bulletin|dossier|inquiry|website)\b"
    )


def _links(document: Document, start: int, end: int) -> Pairs:
    """Addresses in the prose, or, where the markup around the prose holds a link, the whole stretch."""
    shown = tuple(
        (start + m.start(), start + m.end()) for m in re.finditer(r"https?://\S+|www\.\S+", document.text[start:end])
    )
    if shown or document.format == "plain":
        return shown
    source = document.source.text[slice(*document.span(start, end))]
    return ((start, end),) if "](" in source or "href" in source or "://" in source else ()
