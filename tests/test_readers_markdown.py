"""Markdown: the same text as the parser's own, each word of it from its place, and the blocks and marks around it."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from copydesk.document import Document
from copydesk.readers import read
from copydesk.readers.markdown_parser import DEPTH_LIMIT
from copydesk.text import Source

PIECES = [
    *("word", "Two words", " ", "  ", "   ", "\n", "\n\n", "\n> ", "\n- ", "\n  ", "\n    ", "\t", "é", "😀", "İ"),
    *(
        "*",
        "**",
        "***",
        "_",
        "__",
        "`",
        "``",
        "` ",
        "~~",
        "~",
        "~~~",
        "\\",
        "\\*",
        "\\\n",
        "  \n",
        "[",
        "](",
        "](x)",
        "![",
        "]",
    ),
    *(
        ")",
        "> ",
        "- ",
        "1. ",
        "# ",
        " #",
        "\n---\n",
        "\n===\n",
        "|",
        "\\|",
        "\n|---|---|\n",
        "\n```\n",
        "&amp;",
        "&eacute;",
    ),
    *("&#0;", "&#x1F600;", "&", ":", ".", '"', "[a]: /b", "<http://a.example/x>", "<me@a.example>", "[a]", '(x "t")'),
]


def document(text: str) -> Document:
    return read(Source("draft.md", text))


def shown(tokens: list[Token]) -> str:
    """What the parser itself takes the text of some tokens to be."""
    parts = []
    for token in tokens:
        if token.type in ("inline", "image"):
            parts.append(shown(token.children or []))
        elif token.type in ("text", "text_special", "code_inline", "fence", "code_block"):
            parts.append(token.content)
    return "".join(parts)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_text_is_what_the_parser_reads(text: str) -> None:
    parser = MarkdownIt("commonmark", {"maxNesting": DEPTH_LIMIT}).enable(["table", "strikethrough"])
    if text.startswith("---"):  # front matter is none of the parser's business
        text = "x" + text
    assert "".join(document(text).text.split()) == "".join(shown(parser.parse(text)).split())


class Writer:
    """Writes Markdown of random shape around words that each occur once, and remembers where it put them."""

    def __init__(self, seed: int, newline: str) -> None:
        self.random = random.Random(seed)
        self.newline = newline
        self.count = 0

    def word(self) -> str:
        self.count += 1
        return f"qw{self.count:03d}x"

    def inline(self, depth: int = 0) -> str:
        shapes = [
            lambda: self.word(),
            lambda: f"*{self.words(depth)}*",
            lambda: f"**{self.words(depth)}**",
            lambda: f"~~{self.words(9)}~~",  # ~~~~ would be a fence
            lambda: f"[{self.words(9)}](http://no.example/x 'no')",  # no link inside a link
            lambda: f"![{self.words(depth)}](no.png)",
            lambda: f"`{self.word()}`",
            lambda: f"{self.word()}&amp;{self.word()}",
            lambda: f"{self.word()}\\*{self.word()}",
            lambda: f"<b>{self.word()}</b><!-- no -->",
            lambda: f"{self.word()}\\\n{self.word()}",
        ]
        return self.random.choice(shapes[:1] if depth > 2 else shapes)()

    def words(self, depth: int = 0) -> str:
        gaps = [" ", "  ", "\n", "  \n"] if depth < 2 else [" "]
        first = self.inline(depth + 1)
        return first + "".join(
            self.random.choice(gaps) + self.inline(depth + 1) for _ in range(self.random.randrange(4))
        )

    def block(self, depth: int = 0) -> list[str]:
        kind = self.random.randrange(4 if depth > 3 else 9)
        if kind == 0:
            return ["#" * self.random.randint(1, 6) + " " + self.words(9)]
        if kind == 1:
            return ["```", *(self.word() for _ in range(2)), "```"]
        if kind == 2:
            return [
                f"| {self.word()} | {self.word()} |",
                "|--|:-:|",
                f"| {self.word()}\\|{self.word()} | `{self.word()}`",
            ]
        if kind == 3:
            return [f"<div title='no'><p>{self.word()}", f"{self.word()}</p></div>"]
        if kind == 4:
            return ["> " + line for line in self.blocks(depth + 1)]
        if kind == 5:
            mark = self.random.choice(["- ", "* ", "1. ", "10) ", "-   "])
            inner = self.blocks(depth + 1)
            return [mark + inner[0], *(" " * len(mark) + line if line else "" for line in inner[1:])]
        return self.words().split("\n")

    def blocks(self, depth: int = 0) -> list[str]:
        lines: list[str] = []
        for _ in range(self.random.randint(1, 3)):
            lines += ["", *self.block(depth)]
        return lines[1:]

    def text(self) -> str:
        return self.newline.join(self.blocks())


@given(st.integers(0, 10**9), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_word_is_read_and_maps_to_its_place(seed: int, newline: str) -> None:
    writer = Writer(seed, newline)
    text = writer.text()
    doc = document(text)
    assert "no" not in doc.text
    for number in range(1, writer.count + 1):
        word = f"qw{number:03d}x"
        assert doc.text.count(word) == 1
        start = doc.text.index(word)
        assert doc.span(start, start + len(word)) == (text.index(word), text.index(word) + len(word))
        assert doc.block_at(start) is not None


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("# One\n\ntwo\n", [("heading", 1, "One"), ("paragraph", 0, "two")]),
        ("One\n===\nTwo\n---\n", [("heading", 1, "One"), ("heading", 2, "Two")]),
        ("### a *b* ###\n", [("heading", 3, "a b")]),
        ("- a\n- b\n  - c\n\n    d\n", [("list", 1, "a"), ("list", 1, "b"), ("list", 2, "c"), ("list", 2, "d")]),
        ("> a\n> b\n>\n> > c\n", [("quotation", 1, "a\nb"), ("quotation", 2, "c")]),
        ("> - a\n", [("quotation", 1, "a")]),
        ("|a|b|\n|-|-|\n|`c`|d \\| e|\n", [("cell", 0, "a"), ("cell", 0, "b"), ("cell", 0, "c"), ("cell", 0, "d | e")]),
        ("```py\nx = 1\n\ny\n```\n", [("code", 0, "x = 1\n\ny")]),
        ("a\n\n\tb\n\t  c\n", [("paragraph", 0, "a"), ("code", 0, "b\n  c")]),
        ("  ```\n  a\n\tb\n  ```\n", [("code", 0, "a\nb")]),
        ("![alt *text*](x.png)\n", [("caption", 0, "alt text")]),
        ("a ![b](c)\n", [("paragraph", 0, "a"), ("caption", 0, "b")]),
        ("![b](c) ![d](e)\nf\n", [("caption", 0, "b"), ("caption", 0, "d"), ("paragraph", 0, "f")]),
        ("a ![b](c) d\n", [("paragraph", 0, "a b d")]),
        ("a<br>b <!-- no --> c\n", [("paragraph", 0, "a\nb  c")]),
        ("<!-- no -->\n\na\n", [("paragraph", 0, "a")]),
        ("<p>a<p>b\n\nc\n", [("paragraph", 0, "a"), ("paragraph", 0, "b"), ("paragraph", 0, "c")]),
        ("[a]: http://no.example\n\nsee [a] and [b][a]\n", [("paragraph", 0, "see a and b")]),
        ("---\na: b\n---\nc\n", [("front_matter", 0, "---\na: b\n---"), ("paragraph", 0, "c")]),
        ("+++\na = 'b'\n+++\nc\n", [("front_matter", 0, "+++\na = 'b'\n+++"), ("paragraph", 0, "c")]),
        ("***\n\na\n\n---\n", [("paragraph", 0, "a")]),
        ("a\\\nb  \nc\n", [("paragraph", 0, "a\nb\nc")]),
        ("", []),
        ("\n \n", []),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_blocks(text: str, blocks: list[tuple[str, int, str]], newline: str) -> None:
    doc = document(text.replace("\n", newline))
    found = [(b.kind, b.level, doc.text[b.start : b.end].replace(newline, "\n")) for b in doc.blocks]
    assert found == blocks


def test_html_around_markdown_is_known() -> None:
    doc = document("<aside>\n\n*a*\n\n</aside>\n\nb\n")
    assert [(b.tags, doc.text[b.start : b.end]) for b in doc.blocks] == [(("aside",), "a"), ((), "b")]


def test_code_and_addresses_are_masked() -> None:
    doc = document("run `a  b` at <http://c.example> or d@e.example, <kbd>F1</kbd> and ``f ` g``\n")
    assert [doc.text[a:b] for a, b in doc.masked] == ["a  b", "http://c.example", "d@e.example", "F1", "f ` g"]


def test_front_matter_gives_meta() -> None:
    doc = document('---\ntitle: "A: b"\nDate: 2024-05-06 # the day\ntags: [x]\nlist:\n  - y\nnote: it\'s\n---\nc\n')
    assert dict(doc.meta) == {"title": "A: b", "date": "2024-05-06", "note": "it's"}


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    doc = document("---\n\nA sentence, and no field.\n\n---\n")
    assert [b.kind for b in doc.blocks] == ["paragraph"]


@pytest.mark.parametrize(
    "text", [">" * 10_000 + " a", "- " * 5_000 + "a", "> - " * 2_000 + "a", "<div>" * 10_000 + "a"]
)
def test_what_is_nested_too_deep_is_read_as_plain_text(text: str) -> None:
    doc = document(text)
    assert len(doc.notes) == 1
    assert "plain text" in doc.notes[0]
    assert doc.text == text


@pytest.mark.parametrize(
    "text", [">" * 10_000, "[" * 10_000, "![" * 5_000, "*a " * 5_000, "<" * 10_000, "`" * 10_000, "[a](" * 3_000]
)
def test_time(text: str) -> None:
    begun = time.perf_counter()
    document(text)
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize("depth", [10, DEPTH_LIMIT - 2])
def test_depth_within_the_limit(depth: int) -> None:
    doc = document("> " * depth + "a")
    assert doc.notes == ()
    assert [(b.kind, b.level) for b in doc.blocks] == [("quotation", depth)]
