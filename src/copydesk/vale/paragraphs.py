"""Markdown parted into plain paragraphs and the rest, so that a parser need only read the rest.

Most of an article is paragraphs of nothing but text. One that stands at the margin between blank lines and whose lines begin
with no sign of a block is a paragraph whatever stands around it, unless something is open that goes over blank lines (a
fence, a comment, <pre> …) or there are definitions of links, which may be used anywhere: such a text is not parted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_GAP = re.compile(r"\n(?:[ \t]*\n)+")
_FENCES = ("```", "~~~")
_OPEN = re.compile(r"<(?:script|pre|style|textarea|[!?])", re.IGNORECASE)
_DEFINITION = re.compile(r"\[[^\]\n]*(?:\]:|$)", re.MULTILINE)
_MARGIN = " \t>*+-0123456789.)"
# A line that begins with none of the signs of a block: headings, lists, quotations, rules, tables, tags, fences, definitions.
_LINE = r"(?!\d{1,9}[.)](?:[ \t\n]|\Z))[^\s#>*+\-=_~`<|:\[\\]"
_PLAIN = re.compile(rf"(?:{_LINE}[^\n]*(?:\n|\Z))+\Z")
_SIGNS = re.compile(r"[\\`*_~\[\]<&]")


class Chunk(NamedTuple):
    """text[start:end] between blank lines. It is a `paragraph` or whatever a parser makes of it; `marked` if there may be
    markup in it. (Addresses are none.)
    """

    start: int
    end: int
    paragraph: bool
    marked: bool


def chunks(text: str) -> Iterator[Chunk] | None:
    """The paragraphs and, between them, the rest in as few chunks as possible; None for a text that cannot be parted."""
    if any(fence in text for fence in _FENCES) or _OPEN.search(text) or ("[" in text and _defines(text)):
        return None
    return _parted(text)


def _defines(text: str) -> bool:
    """Whether a line may begin the definition of a link."""
    for found in _DEFINITION.finditer(text):
        start = text.rfind("\n", 0, found.start()) + 1
        if not text[start : found.start()].strip(_MARGIN):
            return True
    return False


def _is_marked(text: str) -> bool:
    return bool(_SIGNS.search(text)) or " \n" in text or "\t\n" in text


def _parted(text: str) -> Iterator[Chunk]:
    rest = -1
    last = at = 0
    for end, following in _ends(text):
        if _PLAIN.match(text, at, end):
            if rest >= 0:
                yield Chunk(rest, last, paragraph=False, marked=True)
                rest = -1
            yield Chunk(at, end, paragraph=True, marked=_is_marked(text[at:end]))
        elif rest < 0:
            rest = at
        at, last = following, end
    if rest >= 0:
        yield Chunk(rest, len(text), paragraph=False, marked=True)


def _ends(text: str) -> Iterator[tuple[int, int]]:
    for gap in _GAP.finditer(text):
        yield gap.start(), gap.end()
    yield len(text), len(text)
