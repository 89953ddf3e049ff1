"""Markdown read in parts is Markdown read whole: the same blocks at the same places."""

from __future__ import annotations

import random
from typing import Any

import pytest

from copydesk.readers.prose import View
from copydesk.vale import markdown
from copydesk.vale.blocks import Piece
from copydesk.vale.elements import Scopes
from copydesk.vale.paragraphs import chunks
from copydesk.vale.walker import Walker

PARTS = (
    "some text", "more of it", "\n", "\n\n", "\n \n", "- item", "* a", "1. one", "2) b", "> quote", "# head",
    "head\n===", "\thead", "    code", "  two", "a | b\n--|--\nc | d", "| a |\n|--|", "<div>", "</div>",
    "<b>x</b>", "[l](u)", "[x]", "![i](p)", "*em*", "_a_", "**b**", "`c`", "~~s~~", "&amp;", "\\*",
    "http://a.example", "www.x.example", "me@x.example", "end ", "end  ", "\u2022", "\u2014", "***", "---",
    "[r]: /u", '"q"', "(p", "12.", "1986. A", "\u00a0x", "\u2003y", "\u000b", "\u0085z", "<!-- vale off -->",
    "<!-- vale on -->", "+", "=", "|", "::", "\\", "<https://a.example>", "a\n1. b", "a\n2. b", "\u00e9",
    "\u65e5\u672c", "\u200b", "```", "<pre>",
)  # fmt: skip


def reading(text: str) -> Any:
    walker = Walker(".md", Scopes(), ())
    markdown.write_markdown(walker, View(text, [(0, 0)]))
    found = walker.reading(len(text))
    blocks = [(b._replace(pieces=(), inline=()), list(characters(b.pieces)), len(b.inline)) for b in found.blocks]
    return blocks, found.regions, dict(found.metrics), found.off


def characters(pieces: tuple[Piece, ...]) -> Any:
    for text, start, length in pieces:
        yield from [(c, start + n) for n, c in enumerate(text)] if length == len(text) else [(text, start, length)]


@pytest.mark.parametrize("seed", range(4))
def test_a_text_in_parts_is_the_text(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    source = random.Random(seed)
    ends = ("", "", "\n", "\n\n", " ")
    texts = [
        "".join(source.choice(PARTS) + source.choice(ends) for _ in range(source.randint(1, 9))) for _ in range(400)
    ]
    parted = [reading(text) for text in texts]
    monkeypatch.setattr(markdown, "chunks", lambda text: None)
    assert parted == [reading(text) for text in texts]


def test_plain_paragraphs_are_told_from_the_rest() -> None:
    text = "Plain text\nin two lines.\n\n- a list\n\n  that goes on\n\nMarked *text*.\n"
    assert [(text[c.start : c.end], c.paragraph, c.marked) for c in chunks(text) or ()] == [
        ("Plain text\nin two lines.", True, False),
        ("- a list\n\n  that goes on", False, True),
        ("Marked *text*.\n", True, True),
    ]
    assert chunks("A fence\n\n```\ncode\n\n```\n") is None
