"""From a source to a Document: one reader a format, imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import cast

from copydesk.document import Document
from copydesk.text import Source

Reader = Callable[[Source], Document]

# The module of each format; its `read` is the reader.
READERS: Mapping[str, str] = MappingProxyType(
    {
        "plain": "plain",
        "markdown": "markdown",
        "mdx": "mdx",
        "html": "html",
        "rst": "rst",
        "asciidoc": "asciidoc",
        "org": "org",
    }
)

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        "": "plain",
        ".txt": "plain",
        ".text": "plain",
        ".md": "markdown",
        ".markdown": "markdown",
        ".mdown": "markdown",
        ".mkd": "markdown",
        ".mdx": "mdx",
        ".html": "html",
        ".htm": "html",
        ".xhtml": "html",
        ".rst": "rst",
        ".rest": "rst",
        ".adoc": "asciidoc",
        ".asciidoc": "asciidoc",
        ".asc": "asciidoc",
        ".org": "org",
    }
)


def format_of(path: str) -> str:
    """The format that the suffix of a path names; plain for one that is not known."""
    return SUFFIXES.get(PurePath(path).suffix.lower(), "plain")


def read(source: Source, format: str | None = None) -> Document:
    """The document in a source, read as `format` or else as its path says. Raises KeyError for an unknown format."""
    name = READERS[format or format_of(source.path)]
    reader = cast(Reader, import_module(f"copydesk.readers.{name}").read)
    return reader(source)
