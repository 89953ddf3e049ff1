"""reStructuredText, with the directives and roles of Docutils and Sphinx."""

from __future__ import annotations

from copydesk.document import Document
from copydesk.readers import plain
from copydesk.readers.front_matter import front_matter
from copydesk.readers.lines import TOO_DEEP, Shape, Writer, split_lines
from copydesk.readers.prose import TooDeepError
from copydesk.readers.rst_blocks import Blocks
from copydesk.record import replace
from copydesk.text import Source


def read(source: Source) -> Document:
    """The document in a reStructuredText file; one nested too deep is read as plain text and says so."""
    writer = Writer(source)
    matter = front_matter(writer.text)
    if matter.end:
        writer.slice("front_matter", 0, matter.end)
    blocks = Blocks(writer, split_lines(writer.text, matter.end))
    try:
        blocks.body(0, len(blocks.lines), 0, Shape())
    except TooDeepError:
        return replace(plain.read(source), notes=(TOO_DEEP,))
    return writer.prose.finish("rst", {**blocks.meta, **matter.meta})
