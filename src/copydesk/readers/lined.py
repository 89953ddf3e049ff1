"""Reading a format that is made of lines: what its readers have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from copydesk.document import Document
from copydesk.readers import plain
from copydesk.readers.front_matter import front_matter
from copydesk.readers.lines import Line, Writer, split_lines
from copydesk.readers.prose import TooDeepError
from copydesk.text import Source


class Blocks(Protocol):
    """The lines of a file, to be written block by block; `meta` is what they say about the file."""

    @property
    def meta(self) -> Mapping[str, str]: ...


B = TypeVar("B", bound=Blocks)


def read_lines(
    source: Source, form: str, blocks: Callable[[Writer, list[Line]], B], write: Callable[[B], None]
) -> Document:
    """The document in a file. `blocks` makes the blocks of its lines, without its front matter, and `write` writes all of
    them; what is nested too deep is read as plain text and says so.
    """
    writer = Writer(source)
    matter = front_matter(writer.text)
    if matter.end:
        writer.slice("front_matter", 0, matter.end)
    made = blocks(writer, split_lines(writer.text, matter.end))
    try:
        write(made)
    except TooDeepError as error:
        return plain.read_instead(source, error)
    return writer.prose.finish(form, {**made.meta, **matter.meta})
