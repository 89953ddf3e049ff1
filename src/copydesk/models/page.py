"""An article as the page that it was copied from: lines that stand by themselves, each with its chance to be residue."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from copydesk.article import Article
from copydesk.document import PROSE_KINDS, Block, Document
from copydesk.models.residue import Judged

WRAPPED = 45
"""A block whose lines, but for the last, are as long as this is one wrapped paragraph; else its lines stand by themselves."""

MOST = 20_000
"""No page has so many lines; a file of a million two-letter lines would take half a minute."""


class Unit(NamedTuple):
    """A line, or a wrapped paragraph, at document.text[start:end]; `text` has its white space folded."""

    start: int
    end: int
    text: str
    block: Block


class Page:
    """The units of a document in order, and what the scorer says of them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.format = document.format

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        text = self._document.text
        return tuple(
            [
                Unit(start, end, _folded(text[start:end]), block)
                for block in self._document.blocks
                if block.kind in PROSE_KINDS
                for start, end in _parts(text, block)
            ]
        )

    @cached_property
    def judged(self) -> Judged:
        """What the scorer says of each unit; what lies behind the first MOST units is not judged and has no chance."""
        return Judged([unit.text for unit in self.units], MOST)


def page_of(article: Article) -> Page:
    """The page that an article was copied from, made once for each article."""
    return article.once("page", lambda article: Page(article.document))


def _folded(text: str) -> str:
    if "  " not in text and text.isprintable():  # the space is the only white space that can be printed
        return text
    return " ".join(text.split())


def _parts(text: str, block: Block) -> list[tuple[int, int]]:
    """The lines of a block, or the whole of it if it is one line or a wrapped paragraph; none without a visible character."""
    start, inside = block.start, text[block.start : block.end]
    if "\n" not in inside and "\r" not in inside:
        begin = start + len(inside) - len(inside.lstrip())
        end = start + len(inside.rstrip())
        return [(begin, end)] if end > begin else []
    parts = []
    for line in inside.replace("\r", "\n").split("\n"):
        begin, end = start + len(line) - len(line.lstrip()), start + len(line.rstrip())
        if end > begin:
            parts.append((begin, end))
        start += len(line) + 1
    if len(parts) > 1 and all(end - begin >= WRAPPED for begin, end in parts[:-1]):
        return [(parts[0][0], parts[-1][1])]
    return parts
