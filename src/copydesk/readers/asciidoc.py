"""AsciiDoc, as Asciidoctor reads it."""

from __future__ import annotations

from copydesk.document import Document
from copydesk.readers.asciidoc_blocks import Blocks
from copydesk.readers.lined import read_lines
from copydesk.readers.lines import Shape
from copydesk.text import Source


def read(source: Source) -> Document:
    """The document in an AsciiDoc file; one nested too deep is read as plain text and says so."""
    return read_lines(source, "asciidoc", Blocks, _write)


def _write(blocks: Blocks) -> None:
    blocks.body(blocks.header(), len(blocks.lines), Shape())
