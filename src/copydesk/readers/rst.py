"""reStructuredText, with the directives and roles of Docutils and Sphinx."""

from __future__ import annotations

from copydesk.document import Document
from copydesk.readers.lined import read_lines
from copydesk.readers.lines import Shape
from copydesk.readers.rst_blocks import Blocks
from copydesk.text import Source


def read(source: Source) -> Document:
    """The document in a reStructuredText file; one nested too deep is read as plain text and says so."""
    return read_lines(source, "rst", Blocks, _write)


def _write(blocks: Blocks) -> None:
    blocks.body(0, len(blocks.lines), 0, Shape())
