"""AsciiDoc, as Asciidoctor reads it."""

from __future__ import annotations

from copydesk.document import Document
from copydesk.readers import plain
from copydesk.readers.asciidoc_blocks import Blocks
from copydesk.readers.front_matter import front_matter
from copydesk.readers.lines import TOO_DEEP, Shape, Writer, split_lines
from copydesk.readers.prose import TooDeepError
from copydesk.record import replace
from copydesk.text import Source


def read(source: Source) -> Document:
    """The document in an AsciiDoc file; one nested too deep is read as plain text and says so."""
    writer = Writer(source)
    matter = front_matter(writer.text)
    if matter.end:
        writer.slice("front_matter", 0, matter.end)
    blocks = Blocks(writer, split_lines(writer.text, matter.end))
    try:
        blocks.body(blocks.header(), len(blocks.lines), Shape())
    except TooDeepError:
        return replace(plain.read(source), notes=(TOO_DEEP,))
    return writer.prose.finish("asciidoc", {**blocks.meta, **matter.meta})
