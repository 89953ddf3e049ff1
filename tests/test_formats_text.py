"""What a person at a terminal gets: the right words underlined, and nothing that a terminal obeys."""

from __future__ import annotations

import re

import pytest
from hostile_reports import OPTIONS, finding, reports, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.diagnostic import Diagnostic, Related, Report, RuleError, Severity
from copydesk.engine import RuleSet, lint
from copydesk.formats import write
from copydesk.formats.cells import columns, excerpt, one_line, printable, wrap
from copydesk.formats.paths import relative
from copydesk.readers import read
from copydesk.record import replace
from copydesk.text import Source, Span, visible

STYLE = re.compile("\x1b\\[[0-9;]+m")


def output(*several: Report, **changes: object) -> str:
    return "".join(write("text", several, replace(OPTIONS, **changes)))  # type: ignore[arg-type]


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reports(), st.sampled_from([1, 60, 100, 400]))
def test_a_terminal_gets_letters_and_our_own_colours_only(report: Report, width: int) -> None:
    plain = output(report, width=width)
    assert visible(plain) == plain
    assert "\t" not in plain
    assert STYLE.sub("", output(report, width=width, color=True)) == plain
    lines = plain.split("\n")
    path = printable(relative(report.source.path, "/desk"))
    if report.diagnostics or report.errors or report.hidden:
        assert lines[0] == path
    assert max(columns(line) for line in lines if path not in line) <= min(max(width, 60), 160)
    for found in report.diagnostics:
        assert one_line(found.message).split(" ")[0][:20] in plain
    assert plain.count("not checked:") == len(report.errors)


@given(
    texts, texts, st.sampled_from(["causal", "漢字", "x", "e\u0301", "a causal relation", "😀"]), st.integers(40, 170)
)
def test_the_marked_columns_are_the_words_found(before: str, after: str, words: str, width: int) -> None:
    line = re.sub("[\r\n]", " ", before) + words + re.sub("[\r\n]", " ", after)
    start = len(re.sub("[\r\n]", " ", before))
    shown = excerpt(line, start, start + len(words), width)
    assert columns(shown.shown) <= width
    assert take(shown.shown, shown.before, shown.marked) == printable(words)


def take(text: str, before: int, width: int) -> str:
    """The characters that stand in the columns, combining ones with the character before them."""
    at, taken = 0, ""
    for char in text:
        size = columns(char)
        if (before <= at < before + width) if size else (before < at <= before + width):
            taken += char
        at += size
    return taken


def test_a_finding_looks_like_this() -> None:
    text = "First.\n\nThese talks were not merely causal; they\tlooked further.\n"
    report = finding(text, "causal", message="Did you mean “casual”?", replacements=("casual",))
    assert output(report, width=80) == (
        "a.txt\n"
        "\n"
        "  3:29  warning     Did you mean “casual”? [typo/known]\n"
        "       │ These talks were not merely causal; they    looked further.\n"
        "       │                             ~~~~~~ → casual\n"
        "\n"
        "1 warning in 1 file\n"
    ).replace("       │", "       │")


def test_a_long_line_is_cut_round_the_words() -> None:
    report = finding("word " * 100 + "causal " + "word " * 100 + "\n.", "causal", severity=Severity.ERROR)
    shown, under = output(report, width=80).split("\n")[3:5]
    assert shown.startswith("        │ …word")
    assert shown.endswith("word…")
    assert len(shown) <= 80
    assert shown[under.index("^") : under.rindex("^") + 1] == "causal"


def test_whole_lines_get_a_bar_and_several_are_counted() -> None:
    text = "Body text comes first.\nHome News Sport\nShare Follow us\nBody.\n"
    rows = output(finding(text, "Home News Sport\nShare Follow us")).split("\n")
    assert rows[3].endswith("┃ Home News Sport … (2 lines)")
    assert "~" not in "".join(rows)


def test_what_is_said_of_the_whole_text_comes_last_and_without_excerpt() -> None:
    text = "Title\n\nThe causal talks.\n"
    whole = Diagnostic("readability/grade", Severity.SUGGESTION, "Grade 15.", Span(0, len(text)))
    report = Report(Source("a.txt", text), (whole, *finding(text, "causal").diagnostics))
    rows = output(report).split("\n")
    assert rows[2].lstrip().startswith("3:5")
    assert rows[6].split() == ["text", "suggestion", "Grade", "15.", "[readability/grade]"]


def test_an_insertion_is_a_caret_at_its_place() -> None:
    report = Report(
        Source("a", "ab cd\n."), (Diagnostic("a/b", Severity.SUGGESTION, "m", Span(3, 3), replacements=("x",)),)
    )
    rows = output(report).split("\n")
    assert rows[4].index("^") == rows[3].index("c")
    assert rows[4].endswith("^ → x")


def test_other_places_are_named_on_one_line() -> None:
    text = "over and over\nover\n."
    report = finding(text, "over", related=(Related(Span(9, 13), "again"), Related(Span(14, 18), "again")))
    assert "see also: again 1:10, 2:1" in output(report)


def test_the_summary_adds_up() -> None:
    text = "some causal talks\n."
    report = replace(finding(text, "causal"), hidden={"typo/known": 12}, suppressed=1)
    failed = Report(Source("bad.txt", ""), errors=(RuleError("", "cannot be read"),))
    shown = output(report, failed, statistics=True)
    assert "and 12 more of typo/known, counted and not shown" in shown
    assert shown.endswith(
        "     1  typo/known\n"
        "\n"
        "1 warning in 2 files\n"
        "12 more findings counted and not shown\n"
        "1 finding let stand\n"
        "not checked, or not by every rule: bad.txt\n"
    )
    assert output(Report(Source("a", ""))) == "nothing found in 1 file\n"
    assert output(Report(Source("a", "")), quiet=True) == ""


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("漢字", 4), ("e\u0301", 1), ("😀", 2), ("ｱ", 1), ("Ａ", 2), ("각", 2), ("한", 2)]
)
def test_columns_of_wide_and_combining_characters(text: str, width: int) -> None:
    assert columns(text) == width


@given(st.text(alphabet="ab 漢e\u0301", max_size=60), st.integers(4, 30))
def test_wrapping_keeps_every_word_and_the_width(text: str, width: int) -> None:
    text = one_line(text)
    lines = list(wrap(text, width))
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def measured(path: str, text: str) -> Report:
    rules, _ = RuleSet.build([])
    return lint(read(Source(path, text)), rules)


SHORT, LONG = "The boats go out. They come back.", "\n\nNobody in the harbour said why the boats had come back so soon."


def test_one_file_ends_with_its_figures() -> None:
    assert output(measured("a.txt", SHORT + LONG), width=160) == (
        "nothing found in 1 file\n"
        "20 words in 3 sentences, school grade 0.6, 0.0 findings per 1,000 words, longest sentence 13 words (line 3)\n"
    )


def test_many_files_are_added_up_in_one_line() -> None:
    shown = output(measured("a.txt", SHORT), measured("b.txt", LONG), width=160)
    assert "20 words in 3 sentences" in shown
    assert shown.endswith("longest sentence 13 words (b.txt:3)\n")
    assert shown.count("\n") == 2


def test_a_text_without_words_and_a_quiet_run_have_no_figures() -> None:
    assert output(measured("a.txt", "")) == "nothing found in 1 file\n"
    assert output(measured("a.txt", LONG), quiet=True) == ""
