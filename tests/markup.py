"""What the tests of the readers of markup share: blocks in one line each, and what holds of positions on any input."""

from __future__ import annotations

import gc
import time

from hypothesis import strategies as st

from copydesk.document import BLOCK_KINDS, Document
from copydesk.readers import read
from copydesk.text import Source

COMMON = [
    "word",
    "Two words",
    " ",
    "  ",
    "   ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\u2028",
    "\x00",
    "İ",
    "漢字",
    "😀",
    "[",
    "]",
]


def texts(pieces: list[str]) -> st.SearchStrategy[str]:
    """Texts of pieces that trip a reader up."""
    return st.lists(st.sampled_from([*COMMON, *pieces]), max_size=30).map("".join)


def blocks(text: str, form: str) -> list[str]:
    """Each block as "kind level tags: text", without what is 0 or empty."""
    document = read(Source("draft", text), form)
    shown = []
    for block in document.blocks:
        head = [block.kind, str(block.level or ""), " ".join(block.tags)]
        shown.append(f"{' '.join(part for part in head if part)}: {document.text[block.start : block.end]}")
    return shown


def prose(text: str, form: str) -> str:
    """The prose of a text, what is masked in it between ‹ and ›."""
    document = read(Source("draft", text), form)
    shown = document.text
    for start, end in reversed(list(document.masked)):
        shown = f"{shown[:start]}‹{shown[start:end]}›{shown[end:]}"
    return shown


def marks(text: str, form: str) -> list[str]:
    document = read(Source("draft", text), form)
    return [f"{mark.kind}: {document.text[mark.start : mark.end]}" for mark in document.marks]


def assert_places(document: Document) -> None:
    """Fails unless each character of each block is where its span says; blocks follow in the prose, and rise within."""
    text, source = document.text, document.source.text
    at = 0
    for block in document.blocks:
        assert at <= block.start < block.end <= len(text)
        assert block.kind in BLOCK_KINDS
        assert not text[at : block.start].strip()
        at, last = block.end, 0
        for offset in range(block.start, block.end):
            span = document.span(offset, offset + 1)
            assert last <= span.start < span.end <= len(source)
            assert span.end - span.start > 1 or source[span.start] == text[offset]
            last = span.start
    assert not text[at:].strip()
    for mark in document.marks:
        here = document.block_at(mark.start)
        assert here is not None
        assert mark.start < mark.end <= here.end


def seconds(text: str, form: str) -> float:
    # What the tests before have left in memory is none of this reader's work.
    gc.disable()
    began = time.process_time()
    read(Source("draft", text), form)
    took = time.process_time() - began
    gc.enable()
    return took


def assert_linear(piece: str, form: str) -> None:
    """Fails if reading 8 times as much takes far more than 8 times as long."""
    small = "x\n\n" + piece * (8_000 // len(piece))
    large = "x\n\n" + piece * (64_000 // len(piece))
    # Once in five will do, each beside the small text: on a busy machine a run may be slowed by others.
    assert any(seconds(large, form) < 24 * seconds(small, form) + 0.1 for _ in range(5))
