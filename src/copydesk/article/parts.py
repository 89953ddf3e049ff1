"""The parts of a page that are not running text: headline, standfirst, byline, dateline, date, caption, credit."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copydesk.article.credits import find_captions
from copydesk.article.dates import DateMention, find_dates
from copydesk.article.heads import has_byline, is_date_line, may_be_headline, read_dateline
from copydesk.document import Document

ROLES = ("headline", "standfirst", "byline", "dateline", "date", "caption", "credit")
# The head of a page is within so many lines from the top.
HEAD = 14
HEADLINE_LIMIT = 130
DATE_LIMIT = 80

Pair = tuple[int, int]
_LINE = re.compile(r"[^\s](?:[^\r\n]*[^\s])?")
_WORD = re.compile(r"[^\W\d_]+")
_PATH_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_]?([01]\d)[-/_]?([0-3]\d)(?!\d)")
_META_DATES = (
    "date", "published", "pubdate", "publish_date", "published_time", "article:published_time", "created",
    "datepublished",
)  # fmt: skip


class Part(NamedTuple):
    """`Document.text[start:end]` plays `role`, one of ROLES."""

    start: int
    end: int
    role: str


class Anatomy(NamedTuple):
    """The parts of a page in order, and what they say; `carries_date` holds also for a date without its year."""

    parts: tuple[Part, ...]
    headline: str
    published: datetime.date | None
    carries_date: bool


def find_parts(document: Document) -> Anatomy:
    """The parts of a page: the head is looked for at the top, bylines also at the bottom, captions everywhere."""
    head = _head(document)
    headline = _headline(document, head)
    parts = [Part(*headline, "headline")] if headline else []
    parts += _bylines(document, [*head, *_tail(document)])
    parts += [
        Part(*line, "date")
        for line in head
        if _length(line) <= DATE_LIMIT and is_date_line(document.text[slice(*line)])
    ]
    parts += _dateline(document, [line for line in head if not headline or line[0] >= headline[1]])
    parts += _standfirst(document, head, parts)
    parts += [Part(*found) for found in find_captions(document)]
    parts += [Part(block.start, block.end, "caption") for block in document.blocks if block.kind == "caption"]
    shown = document.text[slice(*headline)].strip() if headline else ""
    title = document.meta.get("title", "").strip()
    title = shown if not title or (shown and shown in title) else title  # without the site's name behind it
    days = list(_page_dates(document, parts))
    dated = _outer_date(document) or next((day.date for day in days if day.date), None)
    pieces = (part for part in _ordered(parts) if not document.text[part.start : part.end].isspace())
    return Anatomy(tuple(pieces), title, dated, bool(dated or days))


def _length(line: Pair) -> int:
    return line[1] - line[0]


def _is_prose(document: Document, offset: int) -> bool:
    block = document.block_at(offset)
    return block is not None and block.kind not in ("code", "front_matter", "cell")


def _head(document: Document) -> list[Pair]:
    lines = []
    for match in _LINE.finditer(document.text):
        if _is_prose(document, match.start()):
            lines.append(match.span())
            if len(lines) == HEAD:
                break
    return lines


def _tail(document: Document) -> list[Pair]:
    start = max(len(document.text) - 600, 0)
    return [m.span() for m in _LINE.finditer(document.text, start) if m.start() > start][-3:]


def _ordered(parts: Sequence[Part]) -> Iterator[Part]:
    """By start; where two overlap, the inner one cuts the outer one in pieces, as a credit does a caption."""
    ordered = sorted(set(parts), key=lambda p: (p.start, -p.end, ROLES.index(p.role)))
    for index, part in enumerate(ordered):
        at = part.start
        for other in ordered[index + 1 :]:
            if other.start >= part.end:
                break
            if other.start > at:
                yield Part(at, other.start, part.role)
            at = max(at, other.end)
        if at < part.end:
            yield Part(at, part.end, part.role)


def _headline(document: Document, head: Sequence[Pair]) -> Pair | None:
    """The first heading of the highest level; without markup the first short line that is no menu, byline or date."""
    if document.format != "plain":
        headings = [block for block in document.blocks if block.kind == "heading"]
        top = next((block for block in headings if block.level == 1), headings[0] if headings else None)
        if top is not None and (top.level == 1 or not head or top.start <= head[-1][0]):
            return top.start, top.end
    for start, end in head[:-1]:
        line = document.text[start:end]
        if len(line) > HEADLINE_LIMIT and line[-1] not in '.!?”"':
            continue  # a site's menu
        if len(line) <= HEADLINE_LIMIT and may_be_headline(line):
            return start, end
        if line[-1] in '.!?”"' and len(_WORD.findall(line)) > 8:
            return None  # running text already
    return None


def _bylines(document: Document, lines: Sequence[Pair]) -> Iterator[Part]:
    for start, end in lines:
        if end - start <= 120 and has_byline(document.text[start:end]):
            yield Part(start, end, "byline")


def _dateline(document: Document, lines: Sequence[Pair]) -> Iterator[Part]:
    for start, end in lines[:8]:
        length = read_dateline(document.text[start:end])
        if length:
            yield Part(start, start + length, "dateline")
            return


def _standfirst(document: Document, head: Sequence[Pair], parts: Sequence[Part]) -> Iterator[Part]:
    """One or two sentences between the headline and the byline or date."""
    roles = {part.start: part.role for part in parts}
    for (start, _), (second, end), (third, _) in zip(head, head[1:], head[2:], strict=False):
        between = roles.get(start) == "headline" and second not in roles and roles.get(third) in ("byline", "date")
        if between and 5 <= len(_WORD.findall(document.text, second, end)) <= 50:
            yield Part(second, end, "standfirst")


def _page_dates(document: Document, parts: Sequence[Part]) -> Iterator[DateMention]:
    for part in parts:
        if part.role in ("date", "dateline", "byline"):
            yield from find_dates(document.text[part.start : part.end])


def _outer_date(document: Document) -> datetime.date | None:
    """From the front matter, else from a path such as /2024/03/28/ or 2024-03-28-title."""
    for name in _META_DATES:
        value = document.meta.get(name, "")
        day = next(find_dates(value), None) if value else None
        if day and day.date:
            return day.date
    match = _PATH_DATE.search(document.source.path)
    try:
        return datetime.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
