"""What every reader promises of positions, on any input."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markup import COMMON

from copydesk.document import BLOCK_KINDS, Document
from copydesk.readers import READERS, read
from copydesk.text import Source

# What trips readers up: line ends, characters that change length or order, and the marks of both languages.
PIECES = [
    *COMMON,
    *("\x85", "e\u0301", "\ufeff"),
    *(
        "*",
        "**",
        "_",
        "`",
        "``",
        "~~",
        "~",
        "\\",
        "\\*",
        "[",
        "](",
        "](x)",
        "![",
        "]",
        ")",
        "<",
        ">",
        "> ",
        "- ",
        "1. ",
        "# ",
    ),
    *(
        "#",
        "---",
        "===",
        "+++",
        "|",
        "\\|",
        "|---|---|",
        "```",
        "    ",
        ":",
        ".",
        '"',
        "a: b",
        "[a]: /b",
        "<http://a.example>",
    ),
    *("&amp;", "&eacute;", "&notit;", "&#0;", "&#x1F600;", "&", "&lt", "&nbsp;", "&fjlig;"),
    *(
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "<br>",
        "<!--",
        "-->",
        '<div class="a">',
        "</div>",
        "<li>",
        "<td>",
        "<pre>",
        "</pre>",
    ),
    *(
        "<script>",
        "</script>",
        '<img alt="a &lt; b">',
        "<code>",
        "</code>",
        "<blockquote>",
        "<title>",
        "<q>",
        "</q>",
        "<a b='",
    ),
    *("https://a.example/b", "me@a.example", "@handle", "#tag", "/usr/bin/x", "C:\\x", "x.pdf", "www.a.example"),
]

TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(st.characters(codec=None, exclude_categories=()), max_size=60),
)


def assert_positions(document: Document) -> None:
    """Fails unless blocks, segments, masks and spans are as the model promises."""
    text, source = document.text, document.source.text
    at = 0
    for block in document.blocks:
        assert at <= block.start < block.end <= len(text)
        assert block.kind in BLOCK_KINDS
        assert not text[at : block.start].strip(), "text between blocks is white space"
        at = block.end
    assert not text[at:].strip()
    for sentence in document.sentences:
        block_here = document.block_at(sentence.start)
        assert block_here is not None
        assert sentence.end <= block_here.end
    assert all(0 <= start < end <= len(text) for start, end in document.masked)
    last = 0
    for offset in range(len(text)):
        span = document.span(offset, offset + 1)
        assert last <= span.start <= span.end <= len(source)
        if document.block_at(offset):
            assert span.end > span.start
            if span.end - span.start == 1:
                assert source[span.start : span.end] == text[offset]
        last = span.start


@given(TEXTS)
@pytest.mark.parametrize("form", READERS)
def test_every_character_maps_to_itself(form: str, text: str) -> None:
    assert_positions(read(Source("draft", text), form))


@given(TEXTS)
def test_plain_text_is_the_source(text: str) -> None:
    assert read(Source("draft", text), "plain").text == text.replace("\r\n", "\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("form", "text"),
    [
        (
            "plain",
            "It was a long and very cold winter for all who lived in the dark\nforest by the sea.\n\nThe\nend.\n",
        ),
        (
            "markdown",
            "It was a dark\nforest.\n\n> A dark\n> forest.\n\n- A dark\n  forest.\n\n```\na dark\nforest\n```\n",
        ),
        ("html", "<p>A dark\n  forest.<p>A dark<br>\nforest.<p>A dark <b>forest</b>"),
        ("rst", "A *dark\nforest*.\n\n   A dark\n   forest.\n\n- A dark\n  forest.\n\n.. note:: A dark\n   forest.\n"),
        (
            "asciidoc",
            "A *dark\nforest*.\n\n____\nA dark\nforest.\n____\n\n* A dark\nforest.\n\n|===\n|A dark\nforest.\n|===\n",
        ),
        ("org", "A *dark\nforest*.\n\n#+begin_quote\nA dark\nforest.\n#+end_quote\n- A dark\n  forest.\n"),
        ("mdx", "<A>\nA dark\nforest.\n</A>\n\n- A {b} dark\n  forest.\n"),
    ],
)
def test_a_phrase_is_found_where_a_line_breaks_in_it(form: str, text: str, newline: str) -> None:
    document = read(Source("draft", text.replace("\n", newline)), form)
    assert len(document.prose) == len(document.text)
    assert document.prose.count("dark forest") == document.text.count("forest") - (form == "markdown")
    assert "The end" not in document.prose
