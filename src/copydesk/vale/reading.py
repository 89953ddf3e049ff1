"""From a file to its blocks: one reader a format, and what .vale.ini has to be ignored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from copydesk.readers.prose import NOWHERE, View
from copydesk.text import Source
from copydesk.vale.blocks import Block, Piece, Reading
from copydesk.vale.dialect import compiled
from copydesk.vale.walker import Scopes, Walker

_FORMATS = (
    ("md", "md mdown markdown markdn Rmd rmd", "markup"), ("mdx", "mdx", "markup"), ("html", "html htm shtml xhtml", "markup"),
    ("rst", "rst rest", "markup"), ("adoc", "adoc asciidoc asc", "markup"), ("org", "org", "markup"), ("txt", "txt", "text"),
)  # fmt: skip
FORMATS = {suffix: (name, kind) for name, suffixes, kind in _FORMATS for suffix in suffixes.split()}
_FRONT = re.compile(r"(?s)\A(?:---|\+\+\+)\n(.+?)\n(?:---|\+\+\+)")
_BLOCK_MARKS = {"md": ("\n```\n", "\n```\n"), "mdx": ("\n```\n", "\n```\n"), "html": ("<pre>", "</pre>")}
_INLINE_MARKS = {"md": ("`", "`"), "mdx": ("`", "`"), "html": ("<code>", "</code>")}


class Orders(NamedTuple):
    """What the sections of .vale.ini say about how a file is to be read."""

    blocks: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    comment_marks: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    scopes: Scopes = Scopes()


def read(source: Source, suffix: str, name: str, orders: Orders) -> Reading:
    """The blocks of a source; `suffix` (".md") ends their labels, `name` is the format it is read as."""
    text = source.text
    walker = Walker(suffix, orders.scopes, orders.styles, rst=name == "rst")
    if name in ("md", "mdx", "html"):
        view = transformed(_with_line_feeds(text), name, orders)
        if name == "html":
            from copydesk.vale.page import write_html

            write_html(walker, view.text, lambda start, end: _pieces(view, start, end))
        else:
            from copydesk.vale.markdown import write_markdown

            write_markdown(walker, view)
        return walker.reading(len(text))
    if name == "txt":
        return _plain(text, "text" + suffix, split=True)
    if name in ("rst", "adoc", "org"):
        from copydesk.vale.adopted import write_document

        write_document(walker, source, name)
        return walker.reading(len(text))
    return _plain(text, "text" + suffix, split=False)


def _with_line_feeds(text: str) -> View:
    if "\r" not in text:
        return View(text, [(0, 0)])
    pieces = [(0, 0)]
    for shorter, match in enumerate(re.finditer(r"\r\n", text)):
        pieces.append((match.start() - shorter, match.start() + 1))
    return View(re.sub(r"\r\n?", "\n", text), pieces)


def _plain(text: str, label: str, *, split: bool) -> Reading:
    view = _with_line_feeds(text)
    pieces = tuple(_pieces(view, 0, len(view.text)))
    if not pieces:
        return Reading(())
    paragraphs = sum(1 for part in view.text.split("\n\n") if part.strip())
    return Reading((Block(view.text, label, pieces, split, prose=split),), metrics=(("paragraphs", paragraphs),))


def _pieces(view: View, start: int, end: int) -> list[Piece]:
    found, at = [], start
    for a, b in view.runs(start, end):
        found.append(Piece(view.text[at : at + b - a], a, b - a))
        at += b - a
    return found


def transformed(view: View, name: str, orders: Orders) -> View:
    """The view with its front matter, and all that is to be ignored, written as code."""
    block, inline = _BLOCK_MARKS[name], _INLINE_MARKS[name]
    front = _FRONT.match(view.text)
    if front:
        view = _replaced(view, [front], block)
    for pattern in orders.blocks:
        view = _replaced(view, compiled(pattern).finditer(view.text), block)
    for pattern in orders.tokens:
        view = _replaced(view, compiled(pattern).finditer(view.text), inline)
    for old, new in zip(orders.comment_marks, ("<!--", "-->"), strict=False):
        view = _replaced(view, re.finditer(f"()({re.escape(old)})", view.text), (new, ""))
    return view


def _replaced(view: View, matches: object, marks: tuple[str, str]) -> View:
    """The view with each match replaced by its first group between two marks."""
    parts: list[str] = []
    pieces: list[tuple[int, int]] = []
    length = at = 0

    def keep(start: int, end: int) -> None:
        nonlocal length
        if end > start:
            pieces.append((length, start))
            parts.append(view.text[start:end])
            length += end - start

    def put(text: str) -> None:
        nonlocal length
        if text:
            pieces.append((length, NOWHERE))
            parts.append(text)
            length += len(text)

    for match in matches:  # type: ignore[attr-defined]
        keep(at, match.start())
        put(marks[0])
        group = match.span(1) if match.re.groups else match.span()
        if group[0] >= 0:
            keep(*group)
        put(marks[1])
        at = match.end()
    if not parts:
        return view
    keep(at, len(view.text))
    return view.cut("".join(parts), pieces)


def format_of(suffix: str, formats: Sequence[tuple[str, str]]) -> str:
    """The format that a suffix (without its dot) is read as; "" for one that is read as lines."""
    wanted = dict(formats).get(suffix, suffix)
    return FORMATS.get(wanted, ("", ""))[0]


# What is looked for in folders.
SUFFIXES = tuple(f".{suffix.lower()}" for suffix in FORMATS)
