"""MDX: Markdown without the JavaScript in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from markup import assert_linear, assert_places, blocks, marks, prose, texts

from copydesk.readers import format_of, read
from copydesk.text import Source

PIECES = [
    *(
        "<A>",
        "</A>",
        "<A b={c}>",
        '<A b="',
        "<A />",
        "<>",
        "</>",
        "{x}",
        "{",
        "}",
        "{/* c */}",
        "{`",
        "import a\n",
        "export b = {\n",
    ),
    *(
        "`",
        "``",
        "```\n",
        "~~~\n",
        "> ",
        "- ",
        "# ",
        "*",
        "**",
        "[a](b)",
        "<br/>",
        "\\{",
        "\\<",
        "a < b",
        "<http://a.b>",
        "    ",
    ),
]


@given(texts(PIECES))
def test_every_character_is_in_its_place(text: str) -> None:
    assert_places(read(Source("draft", text), "mdx"))


@pytest.mark.parametrize("piece", [*PIECES, "`a ", "<A b", "{a ", "import a\n\n", "<A> b </A>\n\n", "a `b` {c} "])
def test_time_is_linear(piece: str) -> None:
    assert_linear(piece, "mdx")


def test_it_is_read_as_markdown() -> None:
    assert format_of("a.mdx") == "mdx"
    assert read(Source("a.mdx", "A *b*")).format == "markdown"


def test_modules() -> None:
    text = (
        "---\ntitle: T\n---\nimport A from './a'\nimport b\n\nexport const c = {\n  d: 'Some words',\n\n  e: 1,\n}\n\n"
        "Words\nimport nothing\n"
    )
    assert blocks(text, "mdx") == ["front_matter: ---\ntitle: T\n---", "paragraph: Words\nimport nothing"]


def test_elements() -> None:
    text = (
        '<Note type="a > b" f={() => "}"}>\n  Some *words*\n</Note>\n\n<Chart data={[1, 2]} />\n\n'
        "<Tabs>\n  <Tab>\n\n  - One\n\n</Tab></Tabs>\n"
    )
    assert blocks(text, "mdx") == ["paragraph: Some words", "list 1: One"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A <B c='d'>e</B> {f.g()} h", "A e ‹{f.g()}› h"),
        ("# Hello, {props.name}!", "Hello, ‹{props.name}›!"),
        ("{/* off */}\n\nA {/* note */}b", "A b"),
        ("{x => <p>no</p>}\n\nA", "A"),
        ("`<B> {c}` \\{d\\} <https://e.example/f> 1 < 2", "‹<B> {c}› {d} ‹https://e.example/f› 1 < 2"),
        ("A {`b ${c} d`} e", "A ‹{`b ${c} d`}› e"),
        ("A {never closed <b>", "A {never closed"),
        ("    Indented words", "Indented words"),
    ],
)
def test_inline(text: str, shown: str) -> None:
    assert prose(text, "mdx") == shown


def test_code_is_code() -> None:
    text = "```js\n<A> {b}\nimport c\n```\n\nWords\n"
    assert blocks(text, "mdx") == ["code: <A> {b}\nimport c", "paragraph: Words"]
    assert marks("a {b} *c*", "mdx") == ["code: {b}", "emphasis: c"]
