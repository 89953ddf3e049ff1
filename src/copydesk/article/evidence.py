"""What stands beside a sentence that a reader could check: figures, dates, links, documents, a named source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from copydesk.article.attribution import Voice
from copydesk.article.lexicon import DOCUMENTS
from copydesk.document import Document

_FIGURE = re.compile(
    r"(?<![\w.])[$£€¥]?\d[\d,.]*\d*(?:\s?(?:%|percent|per cent|million|billion|trillion|thousand|points?|times|km|kg|tons?|tonnes|miles|people))?"
    r"|\b(?:hundreds|thousands|dozens|millions|billions) of\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b"
)
_YEAR = re.compile(r"(?<![\d$£€,.])(?:1[5-9]|20)\d\d(?![\d,]\d|%)")
_DATE = re.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?\s\d"
    r"|\d\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(?:in|since|by|from|of|until|during)\s(?:early\s|late\s|mid-)?(?:1[5-9]|20)\d\d\b"
)
_LINK = re.compile(r"\]\(|<a\s[^>]*href|https?://|www\.", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"\b(?:the|a|an|its|his|her|their|[A-Z][\w.]+(?:['’]s)?|\d{4})\s(?:[\w-]+\s){0,3}?(?:"
    + "|".join(
        sorted(
            DOCUMENTS
            & frozenset(
                "report study survey poll statement letter filing affidavit lawsuit complaint indictment ruling judgment audit paper memo "
                "document documents census transcript resolution treaty agreement communique bulletin dossier inquiry website".split()
            )
        )
    )
    + r")\b"
)


class Evidence(NamedTuple):
    """What stands in a sentence and in its neighbours in the paragraph; each item is a span of Document.text."""

    figures: tuple[tuple[int, int], ...] = ()
    dates: tuple[tuple[int, int], ...] = ()
    links: tuple[tuple[int, int], ...] = ()
    documents: tuple[tuple[int, int], ...] = ()
    sourced: bool = False  # one of these sentences is quoted from or attributed to somebody with a name

    def __bool__(self) -> bool:
        """Enough to check the sentence by: a link, a document, a source, or a figure with a date."""
        return bool(self.links or self.documents or self.sourced or (self.figures and self.dates))


def find_evidence(document: Document, voices: Sequence[Voice], index: int, reach: int = 1) -> Evidence:
    """The evidence in sentence `index` and in up to `reach` sentences of its block before and behind it."""
    sentences = document.sentences
    block = document.block_at(sentences[index].start)
    near = [
        i
        for i in range(max(index - reach, 0), min(index + reach + 1, len(sentences)))
        if block is not None and block.start <= sentences[i].start < block.end
    ] or [index]
    start, end = sentences[near[0]].start, sentences[near[-1]].end
    text = document.text
    dates = [m.span() for m in _DATE.finditer(text, start, end)]
    years = [m.span() for m in _YEAR.finditer(text, start, end)]
    taken = {span[0] for span in years}
    figures = [m.span() for m in _FIGURE.finditer(text, start, end) if m.start() not in taken and m[0].strip()]
    return Evidence(
        tuple(f for f in figures if not any(a <= f[0] < b + 2 for a, b in dates)),
        tuple(dates + [y for y in years if not any(a <= y[0] < b for a, b in dates)]),
        tuple(_links(document, start, end)),
        tuple(m.span() for m in _DOCUMENT.finditer(text, start, end)),
        any(voices[i].is_sourced for i in near),
    )


def _links(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """Addresses in the prose, or, where the markup around the prose holds a link, the whole stretch."""
    shown = [m.span() for m in re.finditer(r"https?://\S+|www\.\S+", document.text[start:end])]
    if shown:
        return [(start + a, start + b) for a, b in shown]
    source = document.source.text[slice(*document.span(start, end))]
    return [(start, end)] if document.format != "plain" and _LINK.search(source) else []
