"""Org: blocks, inline markup and places."""

from __future__ import annotations

import pytest
from hypothesis import given
from markup import assert_linear, assert_places, blocks, marks, prose, texts

from copydesk.readers import format_of, read
from copydesk.text import Source

PIECES = [
    *("*", "* ", "** ", "* TODO ", "* COMMENT ", ":tag:", "\n:DRAWER:\n", ":END:\n", "#+begin_src\n", "#+end_src\n"),
    *("#+begin_quote\n", "#+end_quote\n", "#+begin_verse\n", "#+end_verse\n", "#+TITLE: ", "#+CAPTION: ", "# c\n"),
    *(
        "#+ATTR_HTML: :alt x\n",
        ": fixed\n",
        "| a | b |\n",
        "|---+---|\n",
        "-----\n",
        "- ",
        "+ ",
        "1. ",
        "1) ",
        "- [ ] ",
    ),
    *("- t :: ", "[fn:1]", "[fn:: a *b*]", "[fn:1] ", "[[a][b]]", "[[a]]", "[[a.png]]", "/", "_", "=", "~", "+", "$x$"),
    *("\\alpha", "\\(", "\\)", "\\\\\n", "\\begin{x}\n", "\\end{x}\n", "{{{m(x)}}}", "<2020-01-01>", "[2020-01-01]"),
    *("<<t>>", "<<<r>>>", "@@html:x@@", "src_py{x}", "[1/2]", "[cite:@x]", "CLOSED: [2020]\n", "[#A] "),
]


@given(texts(PIECES))
def test_every_character_is_in_its_place(text: str) -> None:
    assert_places(read(Source("draft", text), "org"))


@pytest.mark.parametrize(
    "piece", [*PIECES, "a *b ", "*a* ", "=a", "[[a ", "[fn:: ", "- a\n\n", "{{{a", "\\(a ", ":a:\n", "$a "]
)
def test_time_is_linear(piece: str) -> None:
    assert_linear(piece, "org")


def test_suffix() -> None:
    assert format_of("notes.org") == "org"


def test_headlines() -> None:
    text = (
        "#+TITLE: The Title\n#+AUTHOR: Jane Roe\n#+TODO: DRAFT | OUT\n#+OPTIONS: toc:nil\n"
        "* TODO [#A] One *bold*   :work:home:\nCLOSED: [2024-05-01]\n:PROPERTIES:\n:ID: x\n:END:\n"
        "** DRAFT Two\n* COMMENT Three\nText\n** Below it\n* TODOs are many\n*not one\n"
    )
    document = read(Source("draft", text), "org")
    assert blocks(text, "org") == [
        "heading 1 title: The Title",
        "front_matter author: Jane Roe",
        "front_matter state: TODO",
        "heading 1: One bold",
        "front_matter state: DRAFT",
        "heading 2: Two",
        "heading 1: TODOs are many",
        "paragraph: *not one",
    ]
    assert document.meta == {"title": "The Title", "author": "Jane Roe"}


def test_lists() -> None:
    text = "- One\n  goes on\n  - [X] Two\n\n  Still one\n- Term :: Three\n1. [@4] Four\n2) Five\n * Six\n\n\n  Text\n"
    assert blocks(text, "org") == [
        "list 1: One\ngoes on",
        "list 2: Two",
        "list 1: Still one",
        "list 1 dt: Term",
        "list 1 dd: Three",
        "list 1: Four",
        "list 1: Five",
        "list 2: Six",
        "paragraph: Text",
    ]


def test_blocks() -> None:
    text = (
        "#+begin_src py\nx = 1\n#+end_src\n#+BEGIN_QUOTE\nSaid so.\n\n- In a list\n#+END_QUOTE\n"
        "#+begin_verse\nA line\nand one more\n"
        "#+end_verse\n#+begin_note\nHeed it.\n#+end_note\n#+begin_comment\nno\n#+end_comment\n: fixed\n"
        ": width\n\\begin{x}\ny\n\\end{x}\n"
        "#+begin_src never ended\nText\n"
    )
    assert blocks(text, "org") == [
        "code src: x = 1",
        "quotation 1: Said so.",
        "quotation 1: In a list",
        "quotation 1 verse: A line\nand one more",
        "paragraph note: Heed it.",
        "code: : fixed\n: width",
        "code latex: \\begin{x}\ny\n\\end{x}",
        "paragraph: Text",
    ]


def test_what_is_not_shown() -> None:
    text = (
        "# a comment\n#+RESULTS:\n:LOGBOOK:\nCLOCK: [2024-05-01]\n:END:\n-----\n:open drawer\nText\n"
        "# one inside\ngoes on\n"
    )
    assert blocks(text, "org") == ["paragraph: :open drawer\nText", "paragraph: goes on"]


def test_tables_and_captions() -> None:
    text = "#+CAPTION: What it shows\n| One | Two |\n|-----+-----|\n| <l> | b   |\n|     | c   |\n#+TBLFM: $1=$2\n"
    assert blocks(text, "org") == ["caption: What it shows", "cell th: One", "cell th: Two", "cell td: b", "cell td: c"]


def test_pictures() -> None:
    text = "#+ATTR_HTML: :width 3 :alt A dog runs :title x\n[[file:dog.png]]\n"
    assert blocks(text, "org") == ["caption: A dog runs"]
    assert marks(text, "org") == ["alt: A dog runs"]


def test_footnotes() -> None:
    text = "One[fn:1] two[fn:: It is /so/.] three.\n\n[fn:1] A note\ngoes on.\n"
    assert blocks(text, "org") == [
        "paragraph: One[fn:1] two three.",
        "paragraph footnote: It is so.",
        "paragraph footnote: A note\ngoes on.",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A *b* /c/ _d_ +e+ =f *g*= ~h~", "A b c d e ‹f *g*› ‹h›"),
        ('*a /b/ c* (*d*), "/e/".', 'a b c (d), "e".'),
        ("2 * 3 * 4 a/b/c and/or x_y_z 1+2+3", "2 * 3 * 4 a/b/c and/or x_y_z 1+2+3"),
        ("[[https://a.example][b *c*]] [[file:d.org]] [[e.png]]", "b c ‹file:d.org›"),
        (
            "<2024-05-01 Wed>--<2024-05-02> [2024-05-01] [1/2] [50%]",
            "‹<2024-05-01 Wed>--<2024-05-02>› ‹[2024-05-01]› ‹[1/2]› ‹[50%]›",
        ),
        ("<<target>>a <<<radio>>> @@html:<b>@@c", "a radio c"),
        ("{{{macro(a, b)}}} src_py{x} call_f(1) [cite:@k]", "‹{{{macro(a, b)}}}› ‹src_py{x}› ‹call_f(1)› ‹[cite:@k]›"),
        ("\\alpha{}s \\rarr \\frac{a}{b} $x^2$ \\(y\\) $5 and $10", "αs → ‹\\frac{a}›{b} ‹$x^2$› ‹\\(y\\)› $5 and $10"),
        ("a\\\\\nb", "a\nb"),
        ("**a b** and c*d*", "a b and c*d*"),
    ],
)
def test_inline(text: str, shown: str) -> None:
    assert prose(text, "org") == shown


def test_marks() -> None:
    text = "A *b /c/* =d= [[e][f]] _g_ +h+"
    assert marks(text, "org") == ["strong: b c", "emphasis: c", "code: d", "link: f", "underline: g", "deleted: h"]


def test_too_deep_is_read_as_plain_text() -> None:
    text = "".join(f"{' ' * n}- x\n" for n in range(100))
    document = read(Source("draft", text), "org")
    assert document.format == "plain"
    assert document.notes
