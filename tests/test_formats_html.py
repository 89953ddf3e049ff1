"""The page for people without a terminal: the article word for word, nothing of it as markup, nothing from outside."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser

from hostile_reports import OPTIONS, finding, reports, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.diagnostic import Diagnostic, Report, Severity
from copydesk.formats import write
from copydesk.formats.segments import blocks, segments
from copydesk.text import LINE_END, Source, Span, visible

TAGS = set(
    "html head meta title style body header p h1 h2 ul li b i small a input nav label span main section".split()
) | {*("article", "aside", "div", "del", "ins", "details", "summary", "u", "footer")}
ATTRIBUTES = set("lang charset http-equiv content name class id href title for type checked aria-label dir rel".split())
VOID = {"meta", "input"}


class Page(HTMLParser):
    """What a browser would make of the page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[tuple[str, str]] = []
        self.article: list[str] = []
        self.titles = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.elements.append((tag, values))
        if tag not in VOID:
            self.open.append((tag, values.get("class", "")))
        if tag == "p" and values.get("class", "").startswith("text"):
            self.article.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        inside = [classes for _, classes in self.open]
        if any(classes.startswith("text") for classes in inside) and not inside[-1].startswith("ref"):
            self.article[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def output(*several: Report) -> str:
    text = "".join(write("html", several, OPTIONS))
    text.encode("utf-8")
    return text


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reports())
def test_nothing_in_a_text_becomes_markup(report: Report) -> None:
    text = output(report)
    page = Page(text)
    assert page.open == []
    assert {tag for tag, _ in page.elements} <= TAGS
    assert {name for _, attributes in page.elements for name in attributes} <= ATTRIBUTES
    links = [attributes["href"] for tag, attributes in page.elements if tag == "a"]
    identities = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(set(identities)) == len(identities)
    assert {link for link in links if not link.startswith("#")} <= {"https://example.org/typo?a=1"}
    assert {link[1:] for link in links if link.startswith("#")} <= set(identities)
    notes = [attributes for tag, attributes in page.elements if tag == "aside"]
    assert len(notes) == len(report.diagnostics)
    assert visible(text.replace("\u200d", "")) == text.replace("\u200d", "")


@given(reports())
def test_the_article_stands_there_word_for_word(report: Report) -> None:
    shown = [part.replace("\u200d", "\\u200d") for part in Page(output(report)).article]
    wanted = [LINE_END.sub("\n", report.source.text[block.start : block.end]) for block in blocks(report.source)]
    assert shown == [visible(part).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff") for part in wanted]


def test_the_page_obeys_its_own_style_only() -> None:
    text = output(finding("some causal talks\n.", "causal"))
    style = re.search("<style>(.*)</style>", text, re.S)
    assert style
    digest = b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in text or (
        f"default-src 'none'; style-src 'sha256-{digest}'" in text
    )
    assert not re.search(r"url\(|@import|<script|<link|<img|style=", text)


def test_each_category_and_severity_has_a_filter_that_the_style_knows() -> None:
    text = "some causal talks\n."
    report = Report(
        Source("a", text),
        tuple(Diagnostic(f"{pack}/x", Severity.ERROR, "m", Span(5, 11)) for pack in ("typo", "</style><b>", "opinion")),
    )
    page = output(report)
    radios = re.findall('type="radio" name="k" id="(k[0-9]+)"', page)
    assert radios == ["k0", "k1", "k2", "k3"]
    for name in radios[1:]:
        assert f"#{name}:checked ~ main .note:not(.{name})" in page
    assert 'type="checkbox" id="f-e"' in page
    assert 'type="checkbox" id="f-w"' not in page


def test_a_mark_links_to_its_note_and_back() -> None:
    page = output(finding("some causal talks\n.", "causal", replacements=("casual",)))
    assert (
        '<a class="mk k1 w" href="#n1-1" title="m">causal</a><a class="ref w k1" id="m1-1" href="#n1-1">1</a>' in page
    )
    assert '<aside class="note w k1" id="n1-1">' in page
    assert "<del>causal</del> → <ins>casual</ins>" in page


@given(texts, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), max_size=8))
def test_segments_lie_end_to_end_and_know_their_marks(text: str, pairs: list[tuple[int, int]]) -> None:
    size = len(text)
    spans = [(n, Span(min(a, size), min(a + b, size))) for n, (a, b) in enumerate(pairs)]
    found = list(segments(Span(0, size), spans))
    assert "".join(text[s.start : s.end] for s in found) == text
    for segment in found:
        if segment.end > segment.start:
            inside = [n for n, span in spans if span.start < segment.end and span.end > segment.start]
        else:
            inside = [n for n, span in spans if span.start == span.end == segment.start]
        assert segment.marks == tuple(inside)


@given(texts)
def test_blocks_hold_every_line_that_says_something(text: str) -> None:
    source = Source("a", text)
    found = list(blocks(source))
    outside, at = "", 0
    for block in found:
        outside += text[at : block.start]
        at = block.end
        assert source.lines.position(block.start).line == block.line
    assert not (outside + text[at:]).strip()
