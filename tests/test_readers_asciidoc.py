"""AsciiDoc: blocks, inline markup and places."""

from __future__ import annotations

import pytest
from hypothesis import given
from markup import assert_linear, assert_places, blocks, marks, prose, texts

from copydesk.readers import format_of, read
from copydesk.text import Source

PIECES = [
    *(
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "#",
        "##",
        "^",
        "~",
        "+",
        "++",
        "+++",
        "$$",
        "\\",
        "= ",
        "== ",
        "====\n",
        "----\n",
    ),
    *("....\n", "****\n", "____\n", "++++\n", "--\n", "|===\n", "|a |b\n", "a|x", "2+|", "!===\n", ",===\n", "////\n"),
    *("// c\n", "[NOTE]\n", "[quote, A]\n", "[source]\n", "[[a]]", ".Title\n", "* ", "** ", ". ", ".. ", "1. ", "- "),
    *("term:: ", "t;; ", "+\n", "<1> ", "NOTE: ", "> ", "image::a[b]\n", "image:a[b]", "link:a[b]", "https://a.b[c]"),
    *("<<a,b>>", "<<a>>", "{a}", "{nbsp}", "((x))", "(((a,b)))", '"`', '`"', "'`", "`'", "footnote:[x *y*]", "kbd:[a]"),
    *("pass:[x]", "stem:[x]", "&amp;", "&#8217;", ":a: b\n", ":a: b \\\n", "'''\n", "<<<\n", "ifdef::a[]\n", "[.x]#a#"),
    *('[cols="1,a"]\n', "[%header]\n"),
]


@given(texts(PIECES))
def test_every_character_is_in_its_place(text: str) -> None:
    assert_places(read(Source("draft", text), "asciidoc"))


@pytest.mark.parametrize(
    "piece", [*PIECES, "a *b ", "*a* ", "`a", "a:b[ ", "<<a ", "((a ", "* a\n\n", "[a]", "a::\n\n", '"`a ']
)
def test_time_is_linear(piece: str) -> None:
    assert_linear(piece, "asciidoc")


@pytest.mark.parametrize("path", ["a.adoc", "b.asciidoc", "C.ASC"])
def test_suffixes(path: str) -> None:
    assert format_of(path) == "asciidoc"


def test_header() -> None:
    text = "// comment\n= The Title\nJane Roe <j@a.example>\nv1.0, 2024-05-01\n:toc:\n:description: What it says\n\nText {toc}.\n"
    document = read(Source("draft", text), "asciidoc")
    assert blocks(text, "asciidoc") == ["heading 1: The Title", "paragraph: Text {toc}."]
    assert document.meta["author"] == "Jane Roe <j@a.example>"
    assert document.meta["description"] == "What it says"


def test_headings() -> None:
    text = "== One ==\n\n=== Two\n\nThree\n-----\n\nFour\n~~~~\n\n[discrete]\n==== Five\n\n## Six\n"
    assert blocks(text, "asciidoc") == [
        "heading 2: One",
        "heading 3: Two",
        "heading 2: Three",
        "heading 3: Four",
        "heading 4: Five",
        "heading 2: Six",
    ]


def test_lists() -> None:
    text = (
        "* One\ngoes on\n** Two\n* [x] Three\n+\nAttached\n\n. Four\n- Five\n\nTerm:: Six\nOther::\n  Seven\n\nText\n"
    )
    assert blocks(text, "asciidoc") == [
        "list 1: One\ngoes on",
        "list 2: Two",
        "list 1: Three",
        "list 1: Attached",
        "list 2: Four",
        "list 3: Five",
        "list 4 dt: Term",
        "list 4 dd: Six",
        "list 4 dt: Other",
        "list 4 dd: Seven",
        "paragraph: Text",
    ]


def test_delimited_blocks() -> None:
    text = (
        ".A title\n----\nx *y*\n----\n\n....\nz\n....\n\n```ruby\nz\n```\n\n====\nIn an example\n\n----\nx\n----\n====\n\n"
        "[NOTE]\n====\nBe warned\n====\n\n****\nBeside\n****\n\n[quote, Jane Roe]\n____\nSaid *so*\n____\n\n--\nOpen\n--\n\n"
        "////\nnot shown\n////\n\n[source,py]\nx = 1\n\n[verse]\nA line\nand one more\n"
    )
    assert blocks(text, "asciidoc") == [
        "caption title: A title",
        "code listing: x *y*",
        "code listing: z",
        "code listing: z",
        "paragraph example: In an example",
        "code example listing: x",
        "paragraph note: Be warned",
        "paragraph sidebar: Beside",
        "quotation 1: Said so",
        "paragraph open: Open",
        "code source: x = 1",
        "quotation 1: A line\nand one more",
    ]


def test_paragraphs() -> None:
    text = (
        "One\n// a comment\ntwo +\nthree\n\nTIP: Do this.\n\n literal\n text\n\n> Said\n> so\n> -- Jane Roe\n\n"
        '"Said\nso"\n-- Jane Roe\n\n<1> A callout\n'
    )
    assert blocks(text, "asciidoc") == [
        "paragraph: One\ntwo\nthree",
        "paragraph admonition: Do this.",
        "code literal:  literal\n text",
        "quotation 1: Said\nso",
        'quotation 1: "Said\nso"',
        "list 1: A callout",
    ]


def test_what_is_not_shown() -> None:
    text = ":attr: value \\\n  goes on\n\n[[anchor]]\ninclude::a.adoc[]\nifdef::b[]\nText\nendif::[]\n\n'''\n\n<<<\n\ntoc::[]\n"
    assert blocks(text, "asciidoc") == ["paragraph: Text"]


def test_pictures() -> None:
    text = '.Its title\nimage::a.png[A dog, 20, 30]\n\nSee image:b.png["A cat, black",width=3] there.\n\nimage::c.png[width=3]\n'
    assert blocks(text, "asciidoc") == [
        "caption title: Its title",
        "caption image: A dog",
        "paragraph: See A cat, black there.",
    ]
    assert marks(text, "asciidoc") == ["alt: A dog", "alt: A cat, black"]


def test_tables() -> None:
    text = '.Title\n[cols="1,a"]\n|===\n|One |Two\n\n|a\n|* b\n* c\n\n2+|d\n// no\n\ne\nl|f\n|===\n\n,===\ng,"h, i"\n,===\n'
    assert blocks(text, "asciidoc") == [
        "caption table title: Title",
        "cell th: One",
        "cell th: Two",
        "cell td: a",
        "cell td: b",
        "cell td: c",
        "cell td: d",
        "cell td: e",
        "code td: f",
        "cell td: g",
        "cell td: h, i",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A *b* _c_ `d e` f", "A b c ‹d e› f"),
        ("a**b**c __d__e *_f_*", "abc de f"),
        ("2 * 3 * 4 a*b*c snake_case_name", "2 * 3 * 4 a*b*c snake_case_name"),
        ("[.big]#a# #b# H~2~O x^2^", "a b H2O x2"),
        ("`+a *b*+` +c+ ++d++ +++e+++", "‹a *b*› ‹c› ‹d› ‹e›"),
        ("\"`a *b*`\" '`c`' d`'e", "“a b” ‘c’ d`'e"),
        ("link:a.html[b *c*] https://a.example[d^] mailto:e@a.example[f,g]", "b c d f"),
        ("https://a.example/b_c_d and https://a.example[]", "‹https://a.example/b_c_d› and ‹https://a.example›"),
        ("<<id,a *b*>> <<id>> xref:c.adoc[d] xref:c.adoc[]", "a b ‹id› d ‹c.adoc›"),
        ("{attr} {nbsp}a{plus}b &amp; &#8217;", "‹{attr}› \xa0a+b & ’"),
        ("{site}/page[a *b*] {site}[c] {nbsp}[d] {site}[]", "a b c \xa0[d] ‹{site}›"),
        ("[[id]]a ((b)) (((c,d))) e", "a b  e"),
        ("press kbd:[Ctrl+C] or btn:[OK] or menu:File[Save]", "press ‹Ctrl+C› or ‹OK› or ‹File[Save›"),
        ("stem:[x^2] and pass:[<b>] and icon:x[]", "‹x^2› and ‹<b>› and"),
        ("\\*a* \\{b} \\https://a.example[c]", "*a* {b} ‹https://a.example[c]›"),
        ("pass:[<!-- a -->]b", "b"),
    ],
)
def test_inline(text: str, shown: str) -> None:
    assert prose(text, "asciidoc") == shown


def test_footnotes_stand_behind_their_block() -> None:
    text = "One.footnote:[It is *so*.] Two.\n\nThree.\n"
    assert blocks(text, "asciidoc") == ["paragraph: One. Two.", "paragraph footnote: It is so.", "paragraph: Three."]


def test_marks() -> None:
    text = "A *b _c_* `d` https://a.example[e] <<f,g>> [.x]#h# ~i~"
    assert marks(text, "asciidoc") == ["strong: b c", "emphasis: c", "code: d", "link: e", "link: g", "sub: i"]


def test_too_deep_is_read_as_plain_text() -> None:
    text = "".join(f"{'=' * n}\n" for n in range(4, 100)) + "x\n"
    document = read(Source("draft", text), "asciidoc")
    assert document.format == "plain"
    assert document.notes
