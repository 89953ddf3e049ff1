"""Plain text: which lines make one block, and what kind of block."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.readers import format_of, read
from copydesk.readers.masks import masks
from copydesk.readers.plain import is_heading
from copydesk.text import Source


def blocks(text: str) -> list[tuple[str, str]]:
    doc = read(Source("draft.txt", text))
    assert doc.text == text.replace("\r\n", "\n")
    return [(block.kind, doc.text[block.start : block.end]) for block in doc.blocks]


WRAPPED = """\
The ferry that links the two halves of the town was out of service
for a third day on Monday. Engineers from the yard said that a shaft
had cracked, and that a new one would have to be cast.

Buses ran every ten minutes, but the road round the bay takes
Kirkholm commuters an hour longer than the crossing does.
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_wrapped_paragraph_is_one_block(newline: str) -> None:
    text = WRAPPED.replace("\n", newline)
    assert [kind for kind, _ in blocks(text)] == ["paragraph", "paragraph"]
    assert len(read(Source("draft", text)).sentences) == 3


LONG = "The council voted on Tuesday to rebuild the pier, which a storm took in the first week of the year, by next spring."
PROSE = "The council voted to rebuild the pier."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Page Logo\nBy Ann Example - 4 Min Read\nPier at dusk | Ann Example/Reuters\n", [
            ("paragraph", "Page Logo"), ("paragraph", "By Ann Example - 4 Min Read"),
            ("caption", "Pier at dusk | Ann Example/Reuters")]),
        (f"{LONG}\n{LONG}\n", [("paragraph", LONG), ("paragraph", LONG)]),
        (f"A Pier Is Rebuilt\n\n{PROSE}\n", [("heading", "A Pier Is Rebuilt"), ("paragraph", PROSE)]),
        (f"Pier to be rebuilt by spring\n{LONG}\n", [("heading", "Pier to be rebuilt by spring"), ("paragraph", LONG)]),
        ("Shopping\n- nails\n- timber, which has to be\n  seasoned\n- tar\n", [
            ("heading", "Shopping"), ("list", "- nails"), ("list", "- timber, which has to be"),
            ("paragraph", "seasoned"), ("list", "- tar")]),
        ("- timber that was cut last year and has been seasoned in the open\n  yard since then\n- tar\n", [
            ("list", "- timber that was cut last year and has been seasoned in the open\n  yard since then"), ("list", "- tar")]),
        ("They sell\n- nails\n", [("paragraph", "They sell"), ("list", "- nails")]),
        ("1. One thing\n2) Another\n• A third\n", [("list", "1. One thing"), ("list", "2) Another"), ("list", "• A third")]),
        ("> They said so\n> twice.\n\n> Again.\n", [("quotation", "> They said so\n> twice."), ("quotation", "> Again.")]),
        ("Home\nNews\nSport\n", [("paragraph", "Home"), ("paragraph", "News"), ("paragraph", "Sport")]),
        ("## The pier\n\nx\n", [("heading", "## The pier"), ("paragraph", "x")]),
        ("```\na = 1\n\nb\n```\n\nThen.\n", [("code", "```\na = 1\n\nb\n```"), ("paragraph", "Then.")]),
        ("---\ntitle: A\n---\nThen.\n", [("front_matter", "---\ntitle: A\n---"), ("paragraph", "Then.")]),
        ("  Indented.  \n \n\t\nThen.\n", [("paragraph", "Indented."), ("paragraph", "Then.")]),
        ("One.\u2028Two.\u0085Three.\n", [("paragraph", "One.\u2028Two.\u0085Three.")]),
        ("", []),
        (" \n\r\n\t", []),
    ],
)  # fmt: skip
def test_blocks(text: str, wanted: list[tuple[str, str]]) -> None:
    assert blocks(text) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "Eyes on the Pier",
        "Council to rebuild the pier by spring",
        "What Comes Next?",
        "“We will rebuild,” mayor says",
        "2024 in pictures",
        "The pier: a short history",
        "Pier, promenade and park",
    ],
)
def test_heading(line: str) -> None:
    assert is_heading(line)
    assert blocks(f"{LONG}\n\n{line}\n\n{LONG}")[1] == ("heading", line)


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Example",
        "Ann Example | Reuters",
        "The pier will be rebuilt.",
        "So what comes next?",
        "He said:",
        "rebuilt by spring",
        "Photo: Ann Example",
        "Tuesday, March 5, 2024",
        "5 March 2024",
        "BOSTON (AP) — The pier is gone",
        "***",
        "The mayor came in, and",
        'She said: " We will. "',
        "2024",
        "— Ann",
        "Pier at dusk / Shutterstock",
        LONG,
    ],
)
def test_no_heading(line: str) -> None:
    assert not is_heading(line)


def test_the_first_heading_is_the_title() -> None:
    doc = read(Source("draft", f"Menu News Sport Weather\nAnn\n\nA Pier Is Rebuilt\n\n{LONG}\n\nThe Cost\n\n{LONG}\n"))
    assert [b.level for b in doc.blocks if b.kind == "heading"] == [1, 2]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("see https://a.example/b_(c)?d=e. Then", ["https://a.example/b_(c)?d=e"]),
        ("(http://a.example/x) and “ftp://b.example”", ["http://a.example/x", "ftp://b.example"]),
        ("at www.a.example/b, twice", ["www.a.example/b"]),
        ("ask first.last+x@a.example!", ["first.last+x@a.example"]),
        ("said @ann_example, #RebuildIt and #2", ["@ann_example", "#RebuildIt"]),
        ("on amazon.com's site or visit.gov.uk/x", ["amazon.com", "visit.gov.uk/x"]),
        ("open report.pdf or /usr/local/bin or ~/notes/a.txt", ["report.pdf", "/usr/local/bin", "~/notes/a.txt"]),
        ("in C:\\Temp\\x now", ["C:\\Temp\\x"]),
        ("run `make all` now", ["`make all`"]),
        ("and/or, he/she/they, 3/4, BBC/YT, 9:30, A.M. 2.5 e.g. U.S.A. ... end.Next", []),
        ("``quoted'' and it`s ` loose ` ticks", []),
        ("R&D#1 a#b C# and 50 @ $2", []),
    ],
)
def test_masks(text: str, wanted: list[str]) -> None:
    found = read(Source("draft", text)).masked
    assert [text[a:b] for a, b in found] == wanted
    assert all(0 <= a < b <= len(text) for a, b in masks(text))


@pytest.mark.parametrize(
    ("path", "form"),
    [("a.txt", "plain"), ("a", "plain"), ("a.MD", "markdown"), ("b/a.markdown", "markdown"), ("a.htm", "html"), ("-", "plain"),
     ("a.xhtml", "html"), ("a.rst", "rst"), ("a.log", "plain"), (".md", "plain"), ("a.b.html", "html")],
)  # fmt: skip
def test_format_of(path: str, form: str) -> None:
    assert format_of(path) == form


def test_unknown_format() -> None:
    with pytest.raises(KeyError):
        read(Source("a", ""), "latex")


LINES = [
    "",
    " ",
    "word",
    "Two Words",
    "- item",
    "> quote",
    "```",
    "---",
    "a: b",
    "it goes on and on for a while until the line is full of it",
    "The end.",
]


@given(st.lists(st.sampled_from(LINES), max_size=20), st.sampled_from(["\n", "\r\n", "\r"]))
def test_blocks_cover_all_that_is_visible(lines: list[str], newline: str) -> None:
    text = newline.join(lines)
    doc = read(Source("draft", text), "plain")
    assert "".join("".join(doc.text[b.start : b.end].split()) for b in doc.blocks) == "".join(text.split())
    with_feeds = read(Source("draft", "\n".join(lines)), "plain")
    assert [b.kind for b in doc.blocks] == [b.kind for b in with_feeds.blocks]


@pytest.mark.parametrize(
    "piece",
    [
        "a\n",
        " ",
        "\t\n",
        "- ",
        "`a",
        "@",
        "a@",
        "#a",
        "/a",
        "://",
        ".com",
        "www.",
        "|",
        "(",
        "http://a)",
        "<!--",
        "---\na: b\n",
        "A.com/",
        "# copydesk: ",
    ],
)
def test_time_is_linear(piece: str) -> None:
    text = "http://" + piece * (100_000 // len(piece))
    begun = time.perf_counter()
    read(Source("draft", text), "plain")
    assert time.perf_counter() - begun < 3
