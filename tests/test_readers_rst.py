"""reStructuredText: blocks, inline markup and places."""

from __future__ import annotations

import pytest
from hypothesis import given
from markup import assert_linear, assert_places, blocks, marks, prose, texts

from copydesk.readers import format_of, read
from copydesk.text import Source

PIECES = [
    *("*", "**", "`", "``", "|", "|x|", "_", "__", "\\", "\\ ", ":", "::", "\n::\n\n", ".. ", "..\n", ".. note:: "),
    *(".. figure:: x\n", "   :alt: t\n", ".. list-table::\n", "* - ", ".. csv-table::\n", '"a,b"', "- ", "1. ", "(a) "),
    *("#. ", "====", "----", "~~~~", "+---+---+\n", "| a | b |\n", "+---+---+", "===  ===\n", "a    b\n", ":role:`x`"),
    *("`a <b>`_", "[1]_", ".. [1] ", ".. _a: b\n", ".. |x| replace:: ", "--opt  ", "/x  ", ":field: ", ">>> x\n"),
    *("| line\n", "__ x\n", "_`t`", ".. code::\n", "\n   "),
]


@given(texts(PIECES))
def test_every_character_is_in_its_place(text: str) -> None:
    assert_places(read(Source("draft", text), "rst"))


@pytest.mark.parametrize(
    "piece", [*PIECES, "a *b ", "`a` ", "``a", "* a\n\n", ">\n\n ", "a\n b\n", "| a\n", "[a]_ ", ":a:`"]
)
def test_time_is_linear(piece: str) -> None:
    assert_linear(piece, "rst")


@pytest.mark.parametrize("path", ["a.rst", "docs/B.REST"])
def test_suffixes(path: str) -> None:
    assert format_of(path) == "rst"


def test_headings_by_the_order_of_their_lines() -> None:
    text = "====\nBook\n====\n\nPart\n====\n\nChapter\n-------\n\nNext\n====\n\nabc\n"
    assert blocks(text, "rst") == [
        "heading 1: Book",
        "heading 2: Part",
        "heading 3: Chapter",
        "heading 2: Next",
        "paragraph: abc",
    ]


def test_lists_and_quotations() -> None:
    text = (
        "- One\n  goes on\n\n  - Inner\n\n- Two\n\n1. First\n\n   Second part\n\nText\n\n   Quoted\n\n   -- Somebody\n"
    )
    assert blocks(text, "rst") == [
        "list 1: One\ngoes on",
        "list 2: Inner",
        "list 1: Two",
        "list 1: First",
        "list 1: Second part",
        "paragraph: Text",
        "quotation 1: Quoted",
        "quotation 1: -- Somebody",
    ]


def test_definitions_fields_and_options() -> None:
    text = (
        "Term : class\n  What it is.\n\n:param x: The first.\n  It goes on.\n\n--all  Show everything.\n"
        "-f FILE  Read this.\n"
    )
    assert blocks(text, "rst") == [
        "list 1 dt: Term : class",
        "list 1 dd: What it is.",
        "list 1 field: The first.\nIt goes on.",
        "list 1 option: Show everything.",
        "list 1 option: Read this.",
    ]


def test_an_enumerator_inside_a_paragraph_is_text() -> None:
    assert blocks("It was the year\n1984. Nobody\nknew.\n", "rst") == [
        "paragraph: It was the year\n1984. Nobody\nknew."
    ]
    assert blocks("A. Smith came\nand went.\n", "rst") == ["paragraph: A. Smith came\nand went."]


def test_code() -> None:
    text = (
        "See::\n\n   code here\n\nAnd ::\n\n> quoted\n> code\n\n::\n\n   more\n\n>>> 1 + 1\n2\n\n"
        ".. code:: py\n   :caption: A file\n\n   x = 1\n"
    )
    assert blocks(text, "rst") == [
        "paragraph: See:",
        "code:    code here",
        "paragraph: And",
        "code: > quoted\n> code",
        "code:    more",
        "code: >>> 1 + 1\n2",
        "caption code: A file",
        "code code:    x = 1",
    ]


def test_directives() -> None:
    text = (
        ".. note:: One\n   goes on\n\n.. warning::\n   :class: x\n\n   Two\n\n.. versionadded:: 2.0 It is new.\n\n"
        ".. py:function:: f(a)\n                 g(b)\n\n   Does it.\n\n.. toctree::\n   :caption: Parts\n\n   a\n\n"
        ".. admonition:: A title\n\n   Inside.\n\n.. unheard-of::\n\n   Three\n\n.. epigraph:: Four\n"
    )
    assert blocks(text, "rst") == [
        "paragraph note: One\ngoes on",
        "paragraph warning: Two",
        "paragraph versionadded: It is new.",
        "paragraph py:function: Does it.",
        "caption toctree: Parts",
        "code toctree:    a",
        "heading 6 admonition: A title",
        "paragraph admonition: Inside.",
        "paragraph unheard-of: Three",
        "quotation 1 epigraph: Four",
    ]


def test_pictures() -> None:
    text = (
        ".. image:: a.png\n   :alt: A dog\n     runs\n   :width: 3\n\n.. figure:: b.png\n"
        "   :alt: A cat\n\n   It sleeps.\n\n   More of it.\n"
    )
    assert blocks(text, "rst") == [
        "caption image: A dog\nruns",
        "caption figure: A cat",
        "caption figure: It sleeps.",
        "paragraph figure: More of it.",
    ]
    assert marks(text, "rst") == ["alt: A dog\nruns", "alt: A cat"]


def test_what_is_not_shown() -> None:
    text = (
        ".. A comment\n   goes on\n\n.. _target: http://a.example\n\n__ http://b.example\n\n..\n\n"
        "   Quoted after an empty one\n\n.. |x| image:: y.png\n\nText\n"
    )
    assert blocks(text, "rst") == ["quotation 1: Quoted after an empty one", "paragraph: Text"]


def test_footnotes_and_substitutions() -> None:
    text = ".. [1] A note\n   goes on.\n.. [#auto] Another.\n.. |x| replace:: the *whole* thing\n"
    assert blocks(text, "rst") == [
        "list 1 footnote: A note\ngoes on.",
        "list 1 footnote: Another.",
        "caption substitution replace: the whole thing",
    ]


def test_docinfo_is_noted_and_not_prose() -> None:
    text = "Title\n=====\n\n:Author: Jane Roe\n:Date: 2024-05-01\n\nText\n\n:Author: In the text\n"
    document = read(Source("draft", text), "rst")
    assert document.meta == {"author": "Jane Roe", "date": "2024-05-01"}
    assert blocks(text, "rst") == ["heading 1: Title", "paragraph: Text", "list 1 field: In the text"]
    assert read(Source("draft", ":orphan:\n:author: Jane Roe\n\nText\n"), "rst").meta == {"author": "Jane Roe"}


def test_drawn_tables() -> None:
    text = (
        "+-----+-----+\n| One | Two |\n+=====+=====+\n| a   | b   |\n|     | c   |\n+-----+-----+\n"
        "| wide one  |\n+-----------+\n"
    )
    assert blocks(text, "rst") == ["cell th: One", "cell th: Two", "cell td: a", "cell td: b\nc", "cell td: wide one"]


def test_wide_characters_in_a_drawn_table() -> None:
    text = "+------+-----+\n| 漢字 | Two |\n+------+-----+\n"
    assert blocks(text, "rst") == ["cell td: 漢字", "cell td: Two"]


def test_simple_tables() -> None:
    text = (
        "=====  =====\nOne    Two\n=====  =====\na      b\n       goes on\n\n       apart\nc      d\n"
        "=====  =====\n\nText\n"
    )
    assert blocks(text, "rst") == [
        "cell th: One",
        "cell th: Two",
        "cell td: a",
        "cell td: b\ngoes on",
        "cell td: apart",
        "cell td: c",
        "cell td: d",
        "paragraph: Text",
    ]


def test_tables_as_directives() -> None:
    text = (
        ".. list-table:: Title\n   :header-rows: 1\n\n   * - One\n     - Two\n   * - a\n     - b\n\n"
        '.. csv-table::\n   :header: "x, y", z\n\n   "c, d",e\n'
    )
    assert blocks(text, "rst") == [
        "caption list-table: Title",
        "cell list-table th: One",
        "cell list-table th: Two",
        "cell list-table: a",
        "cell list-table: b",
        "cell csv-table th: x, y",
        "cell csv-table th: z",
        "cell csv-table td: c, d",
        "cell csv-table td: e",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A *b* **c** d", "A b c d"),
        ("A ``b \\c`` d", "A ‹b \\c› d"),
        ("A `b c`_ and d_ and `e`__.", "A b c and d and e."),
        ("A `b <http://c.example>`_ d", "A b d"),
        (":ref:`A title <label>` and :ref:`label`", "A title and ‹label›"),
        (":class:`~a.B` :py:meth:`c <d.e>` :abbr:`XY`", "‹~a.B› ‹c› XY"),
        ("`E`:emphasis: x", "E x"),
        ("The `war` is `os.path` here", "The war is ‹os.path› here"),
        ("A |b| c [1]_ [#]_ d", "A ‹b› c ‹[1]› ‹[#]› d"),
        ("2 * 3 * 4 and a*b*c", "2 * 3 * 4 and a*b*c"),
        ('"*" and (*) and *a', '"*" and (*) and *a'),
        ("re\\ *struct*\\ ured \\*a\\*", "restructured *a*"),
        ("snake_case and _private and x_y_ z", "snake_case and _private and x_y z"),
        ("A _`b c` d", "A b c d"),
        ("*a*-*b*, (**c**).", "a-b, (c)."),
    ],
)
def test_inline(text: str, shown: str) -> None:
    assert prose(text, "rst") == shown


def test_marks() -> None:
    text = "A *b* **c** ``d`` `e f`_ :ref:`g <h>` :func:`i`"
    assert marks(text, "rst") == ["emphasis: b", "strong: c", "code: d", "link: e f", "link: g", "code: i"]


def test_source_of_a_list_item_in_a_table_cell() -> None:
    text = "+---------+\n| - One   |\n| - Two   |\n+---------+\n"
    document = read(Source("draft", text), "rst")
    spans = [document.span(block.start, block.end) for block in document.blocks]
    assert [text[span.start : span.end] for span in spans] == ["One", "Two"]


def test_too_deep_is_read_as_plain_text() -> None:
    document = read(Source("draft", "- " * 200 + "x"), "rst")
    assert document.format == "plain"
    assert document.notes
