"""Which findings a text lets stand."""

from __future__ import annotations

import time

import pytest

from copydesk.diagnostic import Diagnostic, Severity
from copydesk.readers import read
from copydesk.stet import Stets, matches, parse
from copydesk.text import Source, Span


def stets_of(text: str, form: str = "markdown") -> Stets:
    source = Source("draft", text)
    return parse(source, read(source, form))


def finding(text: str, word: str, rule: str = "typo/misspelling") -> Diagnostic:
    start = text.index(word)
    return Diagnostic(rule, Severity.WARNING, "m", Span(start, start + len(word)))


def silenced(text: str, words: str, rule: str = "typo/misspelling", form: str = "markdown") -> list[str]:
    """Those of the words (each once in the text) whose findings are let stand."""
    stets = stets_of(text, form)
    return [word for word in words.split() if stets.silences(finding(text, word, rule))]


REGION = "alpha\n\n<!-- copydesk off{names} -->\n\nbeta\n\ngamma\n\n<!-- copydesk on{names} -->\n\ndelta\n"


@pytest.mark.parametrize("form", ["plain", "markdown", "html"])
@pytest.mark.parametrize(
    "names", ["", " typo", " typo/misspelling", " typo/*", " cliche, typo", " [cliche, typo]", " t*/m*"]
)
def test_region(form: str, names: str) -> None:
    assert silenced(REGION.format(names=names), "alpha beta gamma delta", form=form) == ["beta", "gamma"]


@pytest.mark.parametrize("names", [" cliche", " typo/other", " misspelling", " typ"])
def test_other_rules_are_heard(names: str) -> None:
    assert silenced(REGION.format(names=names), "alpha beta gamma delta") == []


def test_region_ends_for_the_rule_that_on_names() -> None:
    text = "<!-- copydesk off typo, cliche -->\nalpha\n<!-- copydesk on cliche -->\nbeta\n"
    assert silenced(text, "alpha beta") == ["alpha", "beta"]
    assert silenced(text, "alpha beta", "cliche/x") == ["alpha"]


def test_region_without_end_reaches_to_the_end_and_at_the_top_over_the_whole() -> None:
    text = "---\ntitle: t\n---\n<!-- copydesk off readability -->\n\nalpha beta"
    whole = Diagnostic("readability/grade", Severity.SUGGESTION, "m", Span(0, 0))
    assert stets_of(text).silences(whole)
    assert silenced(text, "beta", "readability/long") == ["beta"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("one\n<!-- copydesk ignore-next-line typo -->\ntwo\nthree\n", ["two"]),
        ("one\n\n<!-- copydesk ignore-next-line -->\n\n\ntwo\n\nthree\n", ["two"]),
        (
            "one\n<!-- copydesk ignore-next-line typo -->\n<!-- copydesk ignore-next-line cliche -->\ntwo\nthree\n",
            ["two"],
        ),
        ("- one\n  <!-- copydesk ignore-next-line typo -->\n- two\n- three\n", ["two"]),
        ("one\ntwo <!-- copydesk ignore-line typo -- we mean it -->\nthree\n", ["two"]),
        ("| one | x |\n|-|-|\n| two | <!-- copydesk ignore-line --> |\n| three | y |\n", ["two"]),
        ("one\n\n<!-- copydesk ignore-block typo -->\n\nalpha\ntwo\n\nthree\n", ["two"]),
        ("one\n\nalpha <!-- copydesk ignore-block typo --> x\ntwo\n\nthree\n", ["two"]),
        ("one\r\n<!-- copydesk ignore-next-line typo -->\r\ntwo\r\nthree\r\n", ["two"]),
        ("one\r<!-- copydesk ignore-next-line typo -->\rtwo\rthree\r", ["two"]),
        ("one\n\n{/* copydesk ignore-next-line typo */}\n\ntwo\n\nthree\n", ["two"]),
        ("one\n<!-- vale off -->\n\ntwo\n\n<!-- vale on -->\nthree\n", ["two"]),
        ("one\n<!-- vale typo.misspelling = NO -->\n\ntwo\n\n<!-- vale typo.misspelling = YES -->\nthree\n", ["two"]),
        ("one\n\n`<!-- copydesk off -->` two three\n", []),
        ("one\n\n```\n<!-- copydesk off -->\n```\n\ntwo three\n", []),
        ("one\n\n    <!-- copydesk off -->\n\ntwo three\n", []),
        ("one\n\n<!-- copydesk off and on again -->\n\ntwo three\n", []),
    ],
)
def test_places(text: str, wanted: list[str]) -> None:
    assert silenced(text, "one two three") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "one\n# copydesk: ignore-next-line typo -- the house spells it so\ntwo\nthree\n",
        "one\n\n#copydesk: off typo\ntwo\n# copydesk: on\nthree\n",
        "one\n\n# copydesk: ignore-block\ntwo\n\nthree\n",
        "one\n<!-- copydesk ignore-next-line typo -->\ntwo\nthree\n",
    ],
)
def test_plain_text(text: str) -> None:
    assert silenced(text, "one two three", form="plain") == ["two"]


def test_comment_lines_are_no_prose_of_plain_text() -> None:
    text = "The first line runs on to the width of a page and is then continued\n# copydesk: off typo\nby a second.\n"
    document = read(Source("draft", text), "plain")
    assert [block.kind for block in document.blocks] == ["paragraph", "code", "paragraph"]


def test_a_heading_of_markdown_is_no_comment() -> None:
    assert silenced("# copydesk: off\n\ntwo\n", "two") == []


@pytest.mark.parametrize("mark", ["[sic]", "[SIC]", "[sic!]", "*[sic]*", "_[sic]_"])
@pytest.mark.parametrize("gap", [" ", "” ", "\n", ""])
def test_sic(gap: str, mark: str) -> None:
    text = f"He wrote “wierd teh{gap}{mark} and recieve."
    assert silenced(text, "wierd teh recieve") == ["teh"]
    assert silenced(text, "wierd teh recieve", "cliche/x") == []


def test_unused_names_are_told_with_their_place() -> None:
    text = "<!-- copydesk ignore-next-line typo/misspelling, cliche -->\nteh\n"
    stets = stets_of(text)
    assert stets.silences(finding(text, "teh"))
    told = list(stets.unused())
    assert [(d.rule, d.severity, text[d.span.start : d.span.end]) for d in told] == [
        ("stet/unused", Severity.SUGGESTION, "cliche")
    ]
    assert told[0].fix is None
    assert list(stets.unused(["typo/misspelling"])) == []


def test_comments_that_name_no_rule_may_be_unused() -> None:
    assert list(stets_of("<!-- copydesk off -->\nx\n<!-- copydesk ignore-line -->\n").unused()) == []


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("a\n<!-- copydesk ignore-next-line typo -->\nb\n", "a\nb\n"),
        ("a <!-- copydesk ignore-line typo, cliche --> b\n", "a  b\n"),
        ("a\r\n  <!-- copydesk ignore-block typo -- why -->\r\nb", "a\r\nb"),
        ("a\n<!-- copydesk ignore-next-line typo -->", "a\n"),
    ],
)
def test_unused_comment_can_be_taken_out(text: str, fixed: str) -> None:
    told = next(stets_of(text).unused())
    assert told.fix is not None
    assert not told.fix.safe
    (edit,) = told.fix.edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == fixed


@pytest.mark.parametrize("command", ["of", "ignore", "ignore-nextline", "ignore-lines", "Off"])
def test_a_mistaken_command_is_told(command: str) -> None:
    told = list(stets_of(f"<!-- copydesk {command} typo -->\nteh\n").unused())
    assert [d.rule for d in told] == ["stet/unused"]
    assert command in told[0].message


def test_a_comment_about_copydesk_is_none_to_it() -> None:
    assert list(stets_of("<!-- copydesk: see the manual -->\n<!-- copydesk rocks -->\n").unused()) == []


def test_matches() -> None:
    assert matches("typo", "typo/a")
    assert matches("typo/a", "typo/a")
    assert matches("*/a", "typo/a")
    assert not matches("typo/a", "typo/ab")
    assert not matches("", "typo/a")


@pytest.mark.parametrize(
    "piece", ["<!-- copydesk ", "<!-- copydesk off -", "<!-- copydesk off -->\n", "[sic]", "x[sic", "# copydesk: "]
)
def test_time_is_linear(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begun = time.perf_counter()
    stets_of(text, "plain")
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize(
    ("form", "sign"),
    [("plain", "# copydesk:"), ("rst", ".. copydesk"), ("asciidoc", "// copydesk"), ("org", "# copydesk")],
)
def test_each_language_has_its_comments(form: str, sign: str) -> None:
    off, on, ignore = f"{sign} off typo -- the house says so", f"{sign} on typo", f"{sign} ignore-block"
    text = "\n\n".join(("alpha", off, "beta", on, "gamma", ignore, "delta", "last\n"))
    assert silenced(text, "alpha beta gamma delta last", form=form) == ["beta", "delta"]
    assert not list(stets_of(text.replace(" off typo", " off tpyo"), form).unused(["cliche/x"]))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("rst", "alpha\n\n::\n\n   .. copydesk off\n\nbeta\n"),
        ("asciidoc", "alpha\n\n----\n// copydesk off\n----\n\nbeta\n"),
        ("org", "alpha\n\n#+begin_src sh\n# copydesk off\n#+end_src\n\nbeta\n"),
    ],
)
def test_comments_shown_as_code_silence_nothing(form: str, text: str) -> None:
    assert silenced(text, "alpha beta", form=form) == []
