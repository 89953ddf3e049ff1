"""HTML: every visible word from its place, with the elements around it, and nothing that a page does not show."""

from __future__ import annotations

import html
import random
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.document import Document
from copydesk.readers import read
from copydesk.readers.html import DEPTH_LIMIT
from copydesk.readers.tags import Tag, Text, entities, tokens
from copydesk.text import Source


def document(text: str) -> Document:
    return read(Source("page.html", text))


class Writer:
    """Writes a page of random shape around words that each occur once, and remembers in which elements it put them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.count = 0
        self.hidden: set[str] = set()

    def word(self) -> str:
        self.count += 1
        return f"qw{self.count:03d}x"

    def unseen(self) -> str:
        word = self.word()
        self.hidden.add(word)
        return word

    def inline(self) -> str:
        shapes = [
            lambda: self.word(),
            lambda: f"<b>{self.word()}</b>",
            lambda: f"<a href='{self.unseen()}' title=\"{self.unseen()}>\">{self.word()} {self.word()}</a>",
            lambda: f"{self.word()}&amp;{self.word()}&nbsp{self.word()}",
            lambda: f"<!-- {self.unseen()} > -->",
            lambda: f"<img alt='{self.word()} &lt; {self.word()}' src={self.unseen()}>",
            lambda: f"<code>{self.word()}</code>",
            lambda: f"{self.word()}<br/>{self.word()}",
            lambda: f"<script>if (a<b) '<p>{self.unseen()}'</script>",
            lambda: f"<svg><text>{self.unseen()}</text><title>{self.unseen()}</title></svg>",
            lambda: f"{self.word()} < {self.word()} & {self.word()}",
            lambda: f"<q>{self.word()}</q><wbr><input value={self.unseen()}>",
        ]
        return self.random.choice(shapes)()

    def text(self) -> str:
        return self.random.choice([" ", "\n", "\r\n   ", "\t "]).join(
            self.inline() for _ in range(self.random.randint(1, 4))
        )

    def block(self, depth: int) -> str:
        kind = self.random.randrange(10)
        if depth > 4 or kind < 3:
            return f"<p>{self.text()}" + self.random.choice(["", "</p>"])
        if kind == 3:
            return f"<UL><li>{self.text()}<li>{self.blocks(depth)}</UL>"
        if kind == 4:
            return f"<table><tr><td>{self.text()}<th>{self.text()}<tr><td>{self.text()}</table>"
        if kind == 5:
            return f"<h2>{self.text()}</h2>"
        if kind == 6:
            return f"<pre>{self.word()}\n  {self.word()}</pre>"
        name = self.random.choice(["div", "section", "aside", "blockquote", "article", "figure", "nav"])
        return f"<{name} class='{self.unseen()}'>{self.blocks(depth)}</{name}>"

    def blocks(self, depth: int = 0) -> str:
        gaps = ["", "\n", "\n\n  "]
        return "".join(self.random.choice(gaps) + self.block(depth + 1) for _ in range(self.random.randint(1, 3)))


@given(st.integers(0, 10**9))
def test_every_word_is_read_and_maps_to_its_place(seed: int) -> None:
    writer = Writer(seed)
    text = writer.blocks()
    doc = document(text)
    at = -1
    for number in range(1, writer.count + 1):
        word = f"qw{number:03d}x"
        assert doc.text.count(word) == (word not in writer.hidden)
        if word not in writer.hidden:
            start = doc.text.index(word)
            assert doc.span(start, start + len(word)) == (text.index(word), text.index(word) + len(word))
            assert start > at
            at = start


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("<h1>A  <em>b</em></h1><p>c", [("heading", 1, (), "A b"), ("paragraph", 0, (), "c")]),
        ("a<b>b</b>c <i> d </i> e", [("paragraph", 0, (), "abc d e")]),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>d", [
            ("list", 1, (), "a"), ("list", 1, (), "b"), ("list", 2, (), "c"), ("paragraph", 0, (), "d")]),
        ("<ol><li><p>a</p><p>b</p></li></ol>", [("list", 1, (), "a"), ("list", 1, (), "b")]),
        ("<dl><dt>a<dd>b</dl>", [("list", 1, (), "a"), ("list", 1, (), "b")]),
        ("<table><caption>a</caption><tr><th>b<td><p>c</table>", [
            ("caption", 0, (), "a"), ("cell", 0, (), "b"), ("cell", 0, (), "c")]),
        ("<blockquote><p>a<blockquote>b</blockquote></blockquote>c", [
            ("quotation", 1, (), "a"), ("quotation", 2, (), "b"), ("paragraph", 0, (), "c")]),
        ("<blockquote><ul><li>a</ul></blockquote>", [("quotation", 1, (), "a")]),
        ("<p>a<br>b<br><br>c", [("paragraph", 0, (), "a\nb"), ("paragraph", 0, (), "c")]),
        ("<p>a <q>b</q>", [("paragraph", 0, (), "a “b”")]),
        ("<pre> a\n\tb </pre>", [("code", 0, (), " a\n\tb ")]),
        ("<figure><img alt='a &amp; b'><figcaption>c</figcaption></figure>", [
            ("caption", 0, ("figure",), "a & b"), ("caption", 0, ("figure", "figcaption"), "c")]),
        ("<p><img alt=a>b <img alt=c> d<img alt=e>", [
            ("caption", 0, (), "a"), ("paragraph", 0, (), "b c d"), ("caption", 0, (), "e")]),
        ("<body><header><nav><a>a</a></nav></header><main>b</main><footer>c", [
            ("paragraph", 0, ("header", "nav"), "a"), ("paragraph", 0, ("main",), "b"), ("paragraph", 0, ("footer",), "c")]),
        ("<div>a</span></section></div>b", [("paragraph", 0, (), "a"), ("paragraph", 0, (), "b")]),
        ("<p>a<hr>b", [("paragraph", 0, (), "a"), ("paragraph", 0, (), "b")]),
        ("a<!--b-->c<!-->d<?e?>f<!doctype g>h", [("paragraph", 0, (), "acdfh")]),
        ("a <!-- b", [("paragraph", 0, (), "a")]),
        ("a < b > c <3 &", [("paragraph", 0, (), "a < b > c <3 &")]),
        ("a <b", [("paragraph", 0, (), "a <b")]),
        ("<noscript>a</noscript><template>b</template><textarea>c</textarea>d", [("paragraph", 0, (), "d")]),
        ("<svg><svg></svg>a</svg>b<svg/>c", [("paragraph", 0, (), "bc")]),
        ("<p title='a>b' data-x=c/>d", [("paragraph", 0, (), "d")]),
        ("<P CLASS=x\n>a</P\n>b", [("paragraph", 0, (), "a"), ("paragraph", 0, (), "b")]),
        ("", []),
        (" \n<p> </p>&#32;", []),
    ],
)  # fmt: skip
def test_blocks(text: str, blocks: list[tuple[str, int, tuple[str, ...], str]]) -> None:
    doc = document(text)
    assert [(b.kind, b.level, b.tags, doc.text[b.start : b.end]) for b in doc.blocks] == blocks


def test_head_gives_meta() -> None:
    doc = document(
        "<html><head><title> A &amp;\n B </title><meta name=author content='C D'><meta property='og:title' content=E>"
        "<meta content='2024-05-06' name=date><meta name=description content=\"F &quot;G&quot;\"></head><body>H"
    )
    assert dict(doc.meta) == {"title": "A & B", "author": "C D", "date": "2024-05-06", "description": 'F "G"'}
    assert doc.text == "H"


def test_code_is_masked() -> None:
    doc = document("<p>run <code>a b</code>, <kbd>F1</kbd> at https://c.example <samp>d</samp>")
    assert [doc.text[a:b] for a, b in doc.masked] == ["a b", "F1", "https://c.example", "d"]


def test_an_entity_maps_as_a_whole() -> None:
    text = "<p>Caf&eacute; ol&eacute"
    doc = document(text)
    assert doc.text == "Café olé"
    assert doc.span(3, 4) == (6, 14)
    assert doc.span(0, 4) == (3, 14)
    assert doc.span(7, 8) == (17, 24)


ENTITIES = (
    "& &amp &amp; &lt &notit; &not; &notin; &#65; &#x41; &#X41 &#0; &#150; &#129; &#xD800; &#x110000; a ; &a; &fjlig; #"
).split()


@given(st.lists(st.sampled_from(ENTITIES), max_size=8).map("".join))
def test_entities_are_those_of_the_standard_library(text: str) -> None:
    parts, at = [], 0
    for start, end, value in entities(text, 0, len(text)):
        parts += [text[at:start], value]
        at = end
    assert "".join([*parts, text[at:]]) == html.unescape(text)


TAGS = ["<p>", "</p>", "<a b='c>'>", "<B>", "</b >", "<br/>", "<!-- d -->", "e", " f ", "<", "&lt;", "\n"]


@given(st.lists(st.sampled_from(TAGS), max_size=12).map("".join))
def test_tags_are_those_of_the_standard_library(text: str) -> None:
    text += "<end>"
    heard: list[str] = []

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            heard.append(f"<{tag}>")

        def handle_endtag(self, tag: str) -> None:
            heard.append(f"</{tag}>")

        def handle_startendtag(self, tag: str, attrs: object) -> None:
            heard.append(f"<{tag}>")

    parser = Parser()
    parser.feed(text)
    parser.close()
    found = [f"<{'/' * t.closes}{t.name}>" for t in tokens(text) if isinstance(t, Tag)]
    assert found == heard


@given(st.text(alphabet="<>/!-&'\"= abp\n", max_size=60))
def test_tokens_are_in_order_and_hold_their_text(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert at <= token.start < token.end <= len(text)
        at = token.end
        if isinstance(token, Tag):
            assert text[token.start] == "<"
            assert text[token.end - 1] == ">"
        else:
            assert isinstance(token, Text)


@pytest.mark.parametrize("name", ["div", "blockquote", "section", "ul"])
def test_what_is_nested_too_deep_is_read_as_plain_text(name: str) -> None:
    text = f"<{name}>" * 10_000 + "a"
    doc = document(text)
    assert doc.text == text
    assert "plain text" in doc.notes[0]
    assert document(f"<{name}>" * DEPTH_LIMIT + "a").notes == ()


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "<a b=",
        "<a b='",
        '<a b="',
        "<!--",
        "<!",
        "<?",
        "<",
        "</a",
        "&",
        "&a",
        "<p>x",
        "<li>x",
        "<b>",
        "<br>",
        "<svg>",
        "</div>",
        "<script>",
        "<title>",
        "<![CDATA[",
        "<td>x",
        "<q>",
        "<img alt=a>",
        " ",
        "<a b=\"c' d ",
        "<code>",
    ],
)
def test_time_is_linear(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begun = time.perf_counter()
    document(text)
    assert time.perf_counter() - begun < 3
