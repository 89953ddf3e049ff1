"""From a file to its blocks: one reader a format, and what .vale.ini has to be ignored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from copydesk.readers.prose import NOWHERE, View
from copydesk.text import Source
from copydesk.vale.blocks import Block, Piece, Reading
from copydesk.vale.code import LANGUAGES, comments, without_addresses
from copydesk.vale.dialect import compiled
from copydesk.vale.elements import Scopes
from copydesk.vale.matter import fields
from copydesk.vale.walker import Walker

_FORMATS = (
    ("md", "md mdown markdown markdn Rmd rmd", "markup"), ("mdx", "mdx", "markup"), ("html", "html htm shtml xhtml", "markup"),
    ("rst", "rst rest", "markup"), ("adoc", "adoc asciidoc asc", "markup"), ("org", "org", "markup"), ("txt", "txt", "text"),
)  # fmt: skip
FORMATS = {suffix: (name, kind) for name, suffixes, kind in _FORMATS for suffix in suffixes.split()}
_FRONT = re.compile(r"(?s)\A(?:---|\+\+\+)\n(.+?)\n(?:---|\+\+\+)")
# Formulas: those between $$ end with a blank line at the latest, and a $ before a number is money.
_DISPLAY_MATH = re.compile(r"^ {0,3}(\$\$(?:(?!\n[ \t]*\n)[\s\S])*?\$\$)[ \t]*(?:\{[^}\n]*\})?[ \t]*$", re.MULTILINE)
_INLINE_MATH = re.compile(r"(?<![\\$\w])(\$(?![\s$])(?:\\.|[^$\\\n`])*?(?<![\s\\])\$)(?![\d$\w])")
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
    own = suffix.lstrip(".")
    if own in LANGUAGES and own not in DATA:
        return _program(source, own, name if FORMATS.get(name, ("", ""))[1] == "markup" else "", orders)
    walker = Walker(suffix, orders.scopes, orders.styles, rst=name == "rst")
    if name == "txt":
        return _plain(text, "text" + suffix, split=True)
    if name not in MARKUP:
        return _plain(text, "text" + suffix, split=False)
    walker.blocks += [field for field in fields(text, suffix) if not _ignores(orders, field.scope)]
    _write(walker, _with_line_feeds(text), source, name, orders)
    return walker.reading(len(text))


def _ignores(orders: Orders, scope: str) -> bool:
    sections = set(scope.split("."))
    return any(set(ignored.split(".")) <= sections for ignored in orders.scopes.inline)


def _write(walker: Walker, view: View, source: Source, name: str, orders: Orders) -> None:
    """Writes what a view of the source shows into the walker."""
    if name in ("md", "mdx", "html"):
        view = transformed(view, name, orders)
        if name == "html":
            from copydesk.vale.page import write_html

            write_html(walker, view.text, lambda start, end: _pieces(view, start, end))
        else:
            from copydesk.vale.markdown import write_markdown

            if name == "mdx":
                from copydesk.readers.mdx import without_script

                view = without_script(view)
            write_markdown(walker, view, "mdx" if name == "mdx" else "markdown")
    else:
        from copydesk.vale.adopted import write_document

        write_document(walker, source, name, (*orders.blocks, *orders.tokens))


def _program(source: Source, suffix: str, markup: str, orders: Orders) -> Reading:
    """The comments of a program, as lines or as the markup that [formats] says they are written in."""
    text = source.text.replace("\r\n", " \n").replace("\r", "\n")
    blocks: list[Block] = []
    whole = Walker(f".{suffix}", orders.scopes, orders.styles)
    for comment in comments(text, suffix):
        label = f".text.comment.{comment.kind}"
        if {"comment", label[1:], f"comment.{comment.kind}"} & orders.scopes.inline:
            continue
        pieces = []
        for number, (start, end) in enumerate(comment.lines):
            if number:
                pieces.append(Piece("\n", max(start - 1, 0), 1))
            if end > start:
                pieces.append(Piece(without_addresses(text[start:end]), start, end - start))
        if not any(piece.text.strip() for piece in pieces):
            continue
        if markup in ("md", "mdx", "html"):
            whole.meta_scope = label
            _write(whole, _view_of(pieces), source, markup, orders)
            whole.finish_block()
        else:
            shown = "".join(piece.text for piece in pieces)
            blocks.append(Block(shown, f"text{label}.{suffix}", tuple(pieces)))
    reading = whole.reading(len(source.text))
    return reading._replace(blocks=[*reading.blocks, *blocks])


def _view_of(pieces: Sequence[Piece]) -> View:
    at, places = 0, []
    for piece in pieces:
        places.append((at, piece.start))
        at += len(piece.text)
    return View("".join(piece.text for piece in pieces), places)


def _with_line_feeds(text: str) -> View:
    if "\r" not in text:
        return View(text, [(0, 0)])
    pieces = [(0, 0)]
    for shorter, match in enumerate(re.finditer(r"\r\n", text)):
        pieces.append((match.start() - shorter, match.start() + 1))
    return View(re.sub(r"\r\n?", "\n", text), pieces)


MARKUP = frozenset(("md", "mdx", "html", "rst", "adoc", "org"))
# These are read whole, though they can hold comments.
DATA = frozenset(("yml", "yaml", "toml"))


def _plain(text: str, label: str, *, split: bool) -> Reading:
    view = _with_line_feeds(text)
    pieces = tuple(_pieces(view, 0, len(view.text)))
    if not pieces:
        return Reading(())
    paragraphs = sum(1 for part in view.text.split("\n\n") if part.strip())
    return Reading((Block(view.text, label, pieces, split, prose=split),), metrics=(("paragraphs", paragraphs),))


def _pieces(view: View, start: int, end: int) -> list[Piece]:
    return [Piece(view.text[here : here + b - a], a, b - a) for here, a, b in view.placed(start, end)]


def transformed(view: View, name: str, orders: Orders) -> View:
    """The view with its front matter, and all that is to be ignored, written as code."""
    block, inline = _BLOCK_MARKS[name], _INLINE_MARKS[name]
    if name != "html" and "$" in view.text:
        view = _replaced(view, _DISPLAY_MATH.finditer(view.text), block)
        view = _replaced(view, _INLINE_MATH.finditer(view.text), inline)
    front = _FRONT.match(view.text)
    if front:
        view = _replaced(view, [front], block)
    for pattern in orders.blocks:
        view = _replaced(view, compiled(pattern).finditer(view.text), block)
    for pattern in orders.tokens:
        view = _replaced(view, compiled(pattern).finditer(view.text), inline)
    marks = orders.comment_marks or (("{/*", "*/}") if name == "mdx" else ())
    for old, new in zip(marks, ("<!--", "-->"), strict=False):
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
    return FORMATS.get(wanted, (wanted, ""))[0]


# What is looked for in folders.
SUFFIXES = tuple(f".{suffix.lower()}" for suffix in (*FORMATS, *LANGUAGES, "json", "mdx"))
