"""The parts of a page that are not running text: headline, standfirst, byline, dateline, date, caption, picture credit."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copydesk.article.dates import DateMention, find_dates
from copydesk.document import Document

ROLES = ("headline", "standfirst", "byline", "dateline", "date", "caption", "credit")
# Where a page's head may still be: so many lines from the top.
HEAD = 14
HEADLINE_LIMIT = 130

_NAME = r"(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|de|da|di|del|van|von|der|al|bin|la|le)"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|Written by|Words by|Reporting by|Story by)[:\s]\s*"
    rf"(?P<who>{_NAME}(?:[ \t]+{_NAME}){{0,5}}(?:(?:,|\s+and|\s*&|,\s*and)[ \t]+{_NAME}(?:[ \t]+{_NAME}){{0,5}}){{0,4}})"
)
_CREDIT_WORD = (
    r"Getty(?: Images)?|Shutterstock|Reuters|REUTERS|AFP|AP|EPA(?:-EFE)?|PA(?: Wire| Media)?|Alamy|iStock|Unsplash|Pexels|Pixabay|Flickr"
    r"|Wikimedia(?: Commons)?|Wikipedia|BBC|CNN|YouTube|YT|Twitter|X|Instagram|Facebook|Adobe Stock|Depositphotos|Dreamstime|Bloomberg"
    r"|Xinhua|TASS|Anadolu(?: Agency)?|Zuma(?: Press)?|Rex(?: Features)?|Sipa|DPA|dpa|Corbis|Magnum|NASA|ESA|CC BY(?:-SA)?[ \d.]*|Handout"
    r"|File(?: photo)?|Courtesy(?: of)?"
)
_CREDITED = re.compile(
    rf"(?P<bar>\s*\|\s*)(?P<after>[^|\n]{{0,60}}?\b(?:{_CREDIT_WORD})\b[^|\n]{{0,40}})$"
    rf"|(?P<slash>(?:[\w.'’ -]{{2,40}}/\s?)+(?:{_CREDIT_WORD})\b[^.\n]{{0,40}})\.?$"
    rf"|(?P<label>(?:Photo(?:graph)?s?|Image|Picture|Pic|Illustration|Credit|Photo credit|Image credit|Source)(?: by|s? courtesy of| credit)?"
    rf"\s*:\s*[^\n]{{2,80}}|(?:Photo(?:graph)?s?|Image|Illustration)s? (?:by|courtesy of)\s[^\n]{{2,80}}|(?:©|\([cC]\))\s?[^\n]{{2,80}})$"
    rf"|(?P<paren>\((?:Photo|Image|Picture|Credit|Photograph|Illustration|AP Photo|File)\b[^)\n]{{0,80}}\))$"
)
_CREDIT_HINT = re.compile(
    r"\||/|©|\([cC]\)|\b(?:Photo|Image|Picture|Pic|Illustration|Credit|Source|File)", re.IGNORECASE
)
_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ]{3,}(?:[ .'’-]+[A-ZÀ-Þ]{2,}){0,3}(?:,\s[A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:/[A-ZÀ-Þ ]{3,})?)"
    r"(?P<date>,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)?\s*"
    r"(?:(?P<agency>\((?:[A-Z][\w./ ]{1,30})\))\s*(?P<dash>[—–]|--?)?|(?P<only>[—–]|\s--?\s))\s*"
)
_DATELINE_MIXED = re.compile(
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}(?:,\s[A-Z][\w.]+)?(?P<date>,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)?\s*"
    r"\((?:Reuters|AP|AFP|UPI|Xinhua|PTI|ANI|dpa|DPA|IANS|EFE|Bloomberg|CNN|BBC)\)\s*(?:[—–]|--?|:)?\s*"
)
_DATE_LINE = re.compile(
    r"(?:(?:Published|Posted|Updated|Last updated|Last modified|Date|First published)(?: on| at)?:?\s*)?(?P<rest>.{6,60})$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"[\s,|•·-]*(?:at )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,5})?[\s.]*", re.IGNORECASE
)
_PATH_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_]?([01]\d)[-/_]?([0-3]\d)(?!\d)")
_META_DATES = (
    "date",
    "published",
    "pubdate",
    "publish_date",
    "published_time",
    "article:published_time",
    "created",
    "datepublished",
)
_MENU = frozenset(
    """
    home news world politics business sport sports technology tech science health culture opinion lifestyle
    entertainment travel weather video videos podcasts login subscribe search menu share advertisement contact about
    newsletter newsletters crypto fashion featured animals money arts music markets more topics sections skip author
    avatar read mins min
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Part(NamedTuple):
    """`Document.text[start:end]` plays `role`, one of ROLES."""

    start: int
    end: int
    role: str


class Anatomy(NamedTuple):
    """The parts of a page in order, and what they say."""

    parts: tuple[Part, ...]
    headline: str
    published: datetime.date | None
    carries_date: bool


def find_parts(document: Document) -> Anatomy:
    """The parts of a page. `carries_date` is true also for a date without a year, as datelines have it."""
    lines = [line for line in document.lines if _is_prose(document, line[0])]
    head = lines[:HEAD]
    headline = _headline(document, head)
    parts = [Part(*headline, "headline")] if headline else []
    body = next((i for i, line in enumerate(head) if headline and line[0] >= headline[1]), 0)
    parts += _bylines(document, head, lines[-3:])
    parts += _date_lines(document, head)
    parts += _datelines(document, lines[body : body + HEAD])
    parts += _standfirst(document, head, parts)
    parts += _captions(document, lines)
    parts += [Part(b.start, b.end, "caption") for b in document.blocks if b.kind == "caption"]
    title = document.meta.get("title", "") or (document.text[slice(*headline)] if headline else "")
    days = list(_page_dates(document, parts))
    dated = next((day.date for day in days if day.date), None) or _outer_date(document)
    return Anatomy(tuple(_ordered(parts)), title.strip(), dated, bool(dated or days))


def _is_prose(document: Document, offset: int) -> bool:
    block = document.block_at(offset)
    return block is not None and block.kind not in ("code", "front_matter", "cell")


def _ordered(parts: Sequence[Part]) -> Iterator[Part]:
    """By start; of two that overlap the inner one cuts the outer one in pieces, as a credit does in a caption."""
    ordered = sorted(set(parts), key=lambda p: (p.start, -p.end))
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


def _headline(document: Document, head: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The first heading of the highest level, else the first short line above the text that is no menu, byline or date."""
    heading = next((b for b in document.blocks if b.kind == "heading" and b.level <= 1), None)
    if heading is None:
        heading = next((b for b in document.blocks if b.kind == "heading"), None)
    if (
        heading is not None
        and (heading.level == 1 or not head or heading.start <= head[-1][0])
        and document.format != "plain"
    ):
        return heading.start, heading.end
    for index, (start, end) in enumerate(head):
        line = document.text[start:end]
        if end - start > HEADLINE_LIMIT:
            if line[-1] not in '.!?”"':
                continue  # a site's menu
            return None
        if _may_be_headline(line) and index + 1 < len(head):
            return start, end
        if line[-1] in ".!?" and len(_WORD.findall(line)) > 8:
            return None
    return None


def _may_be_headline(line: str) -> bool:
    words = _WORD.findall(line)
    if not 2 <= len(words) <= 22 or line[-1] in ".,;:" or _BYLINE.match(line) or _only_date(line):
        return False
    menu = sum(word.lower() in _MENU for word in words)
    return menu <= max(1, len(words) // 4) and not _CREDITED.search(line)


def _bylines(document: Document, head: Sequence[tuple[int, int]], tail: Sequence[tuple[int, int]]) -> Iterator[Part]:
    for start, end in [*head, *tail]:
        match = _BYLINE.match(document.text, start, end)
        if match and end - start <= 120 and document.text[end - 1] not in "!?":
            if end - match.end() > 60 or (document.text[end - 1] == "." and end - match.end() > 4):
                continue
            yield Part(start, end, "byline")


def _only_date(line: str) -> DateMention | None:
    """The day, if a line says nothing but a date (and a time)."""
    rest = _DATE_LINE.match(line)
    if rest is None or len(line) > 80:
        return None
    text = rest["rest"]
    day = next(find_dates(text), None)
    if day is None:
        return None
    left = _TIME.sub(" ", text[: day.start] + " " + text[day.end :])
    return (
        day
        if not re.search(r"[^\W_]{3}", left) or re.fullmatch(r"[\W\d]*(?:updated|published)?[\W\d]*", left, re.I)
        else None
    )


def _date_lines(document: Document, head: Sequence[tuple[int, int]]) -> Iterator[Part]:
    for start, end in head:
        if end - start <= 80 and _only_date(document.text[start:end]):
            yield Part(start, end, "date")


def _datelines(document: Document, lines: Sequence[tuple[int, int]]) -> Iterator[Part]:
    for start, end in lines[:8]:
        match = _DATELINE.match(document.text, start, end) or _DATELINE_MIXED.match(document.text, start, end)
        if match is None:
            continue
        named = match.groupdict()
        # A place alone in capitals before a dash is a dateline only before running text, not in a heading.
        if (named.get("agency") or named.get("date") or match.re is _DATELINE_MIXED) or end - match.end() > 60:
            yield Part(start, start + len(match[0].rstrip()), "dateline")
            return


def _standfirst(document: Document, head: Sequence[tuple[int, int]], parts: Sequence[Part]) -> Iterator[Part]:
    """One or two sentences between the headline and the byline or date."""
    places = {part.start: part.role for part in parts}
    for (start, _), (second, end), (third, _) in zip(head, head[1:], head[2:], strict=False):
        if places.get(start) == "headline" and second not in places and places.get(third) in ("byline", "date"):
            if 5 <= len(_WORD.findall(document.text, second, end)) <= 50:
                yield Part(second, end, "standfirst")


def _captions(document: Document, lines: Sequence[tuple[int, int]]) -> Iterator[Part]:
    texts: dict[str, tuple[int, int]] = {}
    for start, end in lines:
        if end - start > 300:
            # A caption that ran into its paragraph: "… in Washington D.C. Image: United States Navy."
            start = max(start, end - 120)
            match = (
                _CREDITED.search(document.text, start, end) if _CREDIT_HINT.search(document.text, start, end) else None
            )
            if match and match["label"] and ":" in match["label"][:30]:
                yield Part(match.start("label"), end, "credit")
            continue
        if not _CREDIT_HINT.search(document.text, start, end):
            texts.setdefault(document.text[start:end], (start, end))
            continue
        yield from _credited_line(document, start, end, texts)


def _credited_line(document: Document, start: int, end: int, texts: dict[str, tuple[int, int]]) -> Iterator[Part]:
    match = _CREDITED.search(document.text, start, end)
    if match is None:
        return
    at = match.start("bar") if match["bar"] is not None else match.start()
    if match["slash"] and at > start:
        return
    before = document.text[start:at].rstrip()
    short = len(_WORD.findall(before)) <= 4 and before[-1:] not in (".", "!", "?")
    if match["bar"] is not None and short and "/" in match["after"]:
        at = start  # "Name | BBC/YT": all of it is credit
    if at > start and document.text[start:at].strip():
        yield Part(start, start + len(before), "caption")
        twin = texts.get(before)
        if twin:
            yield Part(*twin, "caption")
    yield Part(at + len(document.text[at:end]) - len(document.text[at:end].lstrip(" |\t")), end, "credit")


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
    if match:
        try:
            return datetime.date(*(int(group) for group in match.groups()))
        except ValueError:
            return None
    return None
