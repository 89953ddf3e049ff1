"""Plain text: blocks from blank lines, and within a group of lines either one wrapped paragraph or a line each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from copydesk.document import Block, Document, Segment, SourceMap
from copydesk.readers.front_matter import front_matter
from copydesk.readers.masks import masks
from copydesk.record import replace
from copydesk.text import Ranges, Source

# A line from its first visible character on, and what the eye sees of its role.
_LINE = re.compile(
    r"(?:(?P<quote>>)|(?P<item>(?:[-*+•‣▪◦·]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\))[^\S\r\n]+(?=\S))|(?P<fence>```|~~~)"
    r"|(?P<comment><!--[^\r\n]*-->[^\S\r\n]*(?=[\r\n]|\Z)|#[ \t]*copydesk:)|\S)[^\r\n]*"
)
_LINE_ENDS = frozenset(("\n", "\r\n", "\r"))
_TERMINAL = re.compile(r"[.!?…:;]\s?[\"”’'»)\]]*\Z")
_FIRST_WORD = re.compile(r"\S+")
_CONTINUES = re.compile(r"[\"“‘'(\[]*[a-zß-öø-ÿ]|[—–-]+[ \t]?[a-z]|&[ \t]")

WRAP = range(45, 131)
"""Widths that people and mail programs wrap at."""

_ATX = re.compile(r"#{1,6}\s+\S")
_HEADING_LENGTH = 110
_HEADING_WORDS = 16
_CLOSING = re.compile(r"[.!?,;:…]\s?[\"”’'»)\]]*\Z")
_OPENING = re.compile(r"[\"“‘'(\[¿¡#]*[A-ZÀ-ÖØ-Þ0-9]")
_SMALL = frozenset("a an and as at but by for from in into is nor of off on or over per the to up via vs with".split())
_BROKEN_OFF = frozenset("a an and as at by for from nor of or the to with".split())
_NO_HEADING = re.compile(
    r"[Bb][Yy]\s+[A-Z]|[^|]*\s[|]\s|.*(?:\s/\s|/)(?:Shutterstock|Getty|AFP|AP|Reuters|EPA|PA)\b"
    r"|(?:Photo|Image|Picture|Credit|Source|Caption|Photograph)s?\b\s*(?:[:/]|by\b|via\b)"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,|(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?),?\s\d{4}\b"
    r"|[^()]*\((?:AP|AFP|Reuters|UPI|PA|dpa)\)\Z|[A-Z][A-Z .,'()’-]+(?:\([A-Z]\w+\))?\s*[—–-]+\s"
)
_CREDIT = re.compile(
    r"(?:[^|]{0,120}\s[|]\s[^|]*(?:/|Getty|AFP|AP\b|Reuters|EPA|Shutterstock|Alamy|BBC|Wikimedia|Flickr|Unsplash|iStock)"
    r"|[(\[]?(?:Photo|Photograph|Picture|Image)s?(?: credit)?\s*(?::|\bby\b|\bvia\b|/|courtesy)"
    r"|[(\[](?:AP|Reuters|AFP|Getty)[^)\]]*(?:Photo|Images|/)[^)\]]*[)\]]\Z)"
)
_CREDIT_LENGTH = 160


class Line(NamedTuple):
    """One line that is not blank: where its text stands, and its mark ("", "quote", "item", "fence", "comment")."""

    start: int
    end: int
    mark: str


def read_instead(source: Source, reason: Exception) -> Document:
    """The document in a file that another reader has given up; its notes say why."""
    return replace(read(source), notes=(str(reason),))


def read(source: Source) -> Document:
    """The document whose text is the source itself, but for the \\r of each \\r\\n, which stands in the way of phrases."""
    text = source.text.replace("\r\n", "\n")
    matter = front_matter(text)
    blocks = [Block("front_matter", 0, len(text[: matter.end].rstrip()))] if matter.end else []
    return Document(
        source=source,
        text=text,
        blocks=(*blocks, *plain_blocks(text, matter.end)),
        map=SourceMap(None if len(text) == len(source.text) else _line_segments(source.text)),
        masked=Ranges(masks(text)),
        meta=matter.meta,
    )


def _line_segments(text: str) -> list[Segment]:
    """The pieces of the source between one \\r\\n and the next, each with its \\n at the front."""
    segments: list[Segment] = []
    since = at = 0
    for match in [*re.finditer(r"\r\n", text), None]:
        length = (match.start() if match else len(text)) - since
        if length:
            segments.append(Segment(at, since, length, length))
        since, at = since + length + 1, at + length
    return segments


def plain_blocks(text: str, start: int = 0) -> list[Block]:
    """The blocks of text[start:], in order."""
    groups = list(_with_code(text, _groups(text, start)))
    width = _page_width(text, groups)
    blocks: list[Block] = []
    for group in groups:
        line = group[0]
        if line.mark == "fence":
            blocks.append(Block("code", line.start, group[-1].end))
        elif len(group) > 1 or line.mark:
            blocks += _group_blocks(text, group, width)
        elif line.end - line.start > _CREDIT_LENGTH:
            blocks.append(Block("paragraph", line.start, line.end))
        else:
            blocks.append(_single(text, line, "lone"))
    return _with_title(text, blocks)


def _with_title(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks; a heading with no running text above it is the title, of level 1."""
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            blocks[index] = block._replace(level=1)
        if block.kind == "heading" or _TERMINAL.search(text, max(block.start, block.end - 8), block.end):
            break
    return blocks


def _groups(text: str, start: int) -> Iterator[list[Line]]:
    """The lines that are not blank, those without a blank line between them together."""
    group: list[Line] = []
    last = start
    for match in _LINE.finditer(text, start):
        begin, end = match.span()
        if group:
            gap = text[last:begin]
            if gap not in _LINE_ENDS and gap.strip(" \t") not in _LINE_ENDS:
                yield group
                group = []
        last = end
        while text[end - 1].isspace():
            end -= 1
        group.append(Line(begin, end, match.lastgroup or ""))
    if group:
        yield group


def _with_code(text: str, groups: Iterator[list[Line]]) -> Iterator[list[Line]]:
    """The groups, with everything from one fence to the next in a group of its own."""
    if "```" not in text and "~~~" not in text:
        yield from groups
        return
    fenced: list[Line] = []
    for group in groups:
        plain: list[Line] = []
        for line in group:
            fence = text[line.start : line.start + 3]
            if fenced:
                fenced.append(line)
                if line.mark == "fence" and fence == text[fenced[0].start : fenced[0].start + 3]:
                    yield fenced
                    fenced = []
            elif line.mark == "fence":
                if plain:
                    yield plain
                    plain = []
                fenced = [line]
            else:
                plain.append(line)
        if plain:
            yield plain
    if fenced:
        yield fenced


def _page_width(text: str, groups: Sequence[list[Line]]) -> int:
    """The width that the text is wrapped at, 0 if it is not: at least two lines are full and go on in mid-sentence."""
    seen: list[int] = []
    for group in groups:
        if len(group) < 2 or group[0].mark == "fence":
            continue
        width = max(line.end - line.start for line in group)
        if width in WRAP:
            seen += [width for line, after in pairwise(group) if _goes_on(text, line, after)]
    return sorted(seen)[len(seen) // 2] if len(seen) > 1 else 0


def _goes_on(text: str, line: Line, after: Line) -> bool:
    """True if `after` begins in the middle of a sentence that `line` leaves open."""
    if after.mark or line.end - line.start < WRAP.start - 5:
        return False
    return bool(_CONTINUES.match(text, after.start)) and not _TERMINAL.search(text, line.end - 8, line.end)


def _is_full(text: str, line: Line, after: Line, width: int) -> bool:
    """True if the first word of the next line did not fit on this one."""
    word = _FIRST_WORD.match(text, after.start, after.start + width)
    return line.end - line.start + 1 + (len(word[0]) if word else 0) >= width


def _group_blocks(text: str, group: list[Line], page: int) -> Iterator[Block]:
    """Blocks of lines that no blank line divides."""
    width = max(line.end - line.start for line in group)
    wrapped = width in WRAP and (
        any(_goes_on(text, line, after) for line, after in pairwise(group))
        or (page > 0 and abs(width - page) <= page // 8)
    )
    at = 0
    while at < len(group):
        end = at + 1
        while end < len(group) and _joined(text, group[end - 1], group[end], width if wrapped else 0):
            end += 1
        yield _block(text, group, at, end)
        at = end


def _joined(text: str, line: Line, after: Line, width: int) -> bool:
    """True if both lines belong to one block; `width` is that of a wrapped group, else 0."""
    if line.mark in ("quote", "comment") or after.mark:
        return line.mark == after.mark == "quote"
    return _goes_on(text, line, after) or (width > 0 and _is_full(text, line, after, width))


def _block(text: str, group: list[Line], at: int, end: int) -> Block:
    """The block that lines at..end of a group make."""
    first, last = group[at], group[end - 1]
    if first.mark == "quote":
        return Block("quotation", first.start, last.end, 1)
    if first.mark == "comment":
        return Block("code", first.start, last.end)
    if first.mark == "item":
        return Block("list", first.start, last.end, 1)
    if end - at > 1:
        return Block("paragraph", first.start, last.end)
    alone = len(group) == 1
    leads = at == 0 and end < len(group) and _is_led(text, first, group[end])
    return _single(text, first, "lone" if alone else "leading" if leads else "one of several")


def _is_led(text: str, line: Line, after: Line) -> bool:
    """True if the line above can be the heading of what follows: running text, or a list under a title."""
    if after.mark:
        return after.mark == "item" and _is_title_case(text[line.start : line.end].split())
    length = after.end - after.start
    return length > _HEADING_LENGTH or (length > 50 and bool(_TERMINAL.search(text, after.end - 8, after.end)))


def _single(text: str, line: Line, place: str) -> Block:
    """The block of one line, which stands alone, leads a paragraph, or is one of several."""
    words = text[line.start : line.end]
    if len(words) <= _CREDIT_LENGTH and _CREDIT.match(words) and not _TERMINAL.search(words):
        return Block("caption", line.start, line.end)
    if _ATX.match(words) or (place != "one of several" and is_heading(words)):
        return Block("heading", line.start, line.end, 2)
    return Block("paragraph", line.start, line.end)


def is_heading(line: str) -> bool:
    """True for a short line in title or sentence case that no stop closes, and for a question in title case."""
    if len(line) > _HEADING_LENGTH or not _OPENING.match(line) or _NO_HEADING.match(line):
        return False
    words = line.split()
    if len(words) > _HEADING_WORDS or words[-1] in _BROKEN_OFF or not any(c.isalpha() for c in line):
        return False
    if _CLOSING.search(line):
        return line.rstrip("\"”’'»)] ")[-1:] == "?" and _is_title_case(words)
    return True


def _is_title_case(words: Sequence[str]) -> bool:
    bare = [word.strip("\"“”‘’'()[]?!,") for word in words]
    return all(word[:1].isdigit() or word != word.lower() or word in _SMALL or not word.isalpha() for word in bare)
