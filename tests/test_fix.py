"""Which edits are made, and that nothing else changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.diagnostic import Diagnostic, Edit, Fix, Severity
from copydesk.fix import apply
from copydesk.text import Span

ALPHABET = "ab \n\r\x00\u2028\u0085e\u0301😀İ"


def finding(
    *edits: tuple[int, int, str], safe: bool = True, severity: Severity = Severity.WARNING, rule: str = "a/b"
) -> Diagnostic:
    fix = Fix(tuple(Edit(Span(a, b), new) for a, b, new in edits), safe)
    return Diagnostic(rule, severity, "m", Span(edits[0][0], edits[0][1]), fix=fix)


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[Diagnostic]]:
    text = draw(st.text(ALPHABET, max_size=40))
    place = st.integers(-1, len(text) + 1)
    edit = st.tuples(place, place, st.text(ALPHABET, max_size=4))
    fixes = draw(st.lists(st.lists(edit, min_size=1, max_size=3), max_size=8))
    severities = draw(st.lists(st.sampled_from(Severity), min_size=8, max_size=8))
    safe = draw(st.lists(st.booleans(), min_size=8, max_size=8))
    return text, [finding(*f, safe=safe[i], severity=severities[i]) for i, f in enumerate(fixes)]


def edits_of(found: tuple[Diagnostic, ...]) -> list[Edit]:
    return sorted({edit for d in found if d.fix for edit in d.fix.edits})


@given(cases())
def test_edits_never_overlap_and_all_else_stays(case: tuple[str, list[Diagnostic]]) -> None:
    text, diagnostics = case
    done = apply(text, diagnostics, which="all")
    assert sorted(map(id, (*done.applied, *done.skipped))) == sorted(map(id, diagnostics))
    kept, at = [], 0
    for span, _ in edits_of(done.applied):
        assert at <= span.start <= span.end <= len(text)
        kept.append(text[at : span.start])
        at = span.end
    kept.append(text[at:])
    assert re.fullmatch("(?s)" + ".*".join(map(re.escape, kept)), done.text)
    assert bool(done.applied) or done.text == text


@given(cases())
def test_only_safe_fixes_are_made_unasked(case: tuple[str, list[Diagnostic]]) -> None:
    text, diagnostics = case
    done = apply(text, diagnostics, which="safe")
    assert all(d.fix and d.fix.safe for d in (*done.applied, *done.skipped))


@given(cases())
def test_order_of_findings_does_not_matter(case: tuple[str, list[Diagnostic]]) -> None:
    text, diagnostics = case
    done = apply(text, diagnostics, which="all")
    assert apply(text, diagnostics[::-1], which="all").text == done.text


@given(st.text("ab. \n\r", max_size=60))
def test_fixing_comes_to_rest(text: str) -> None:
    def lint(draft: str) -> list[Diagnostic]:
        doubled = [finding((m.start(), m.end(), m[1])) for m in re.finditer(r"([ab])\1", draft)]
        return doubled + [finding((m.start(1), m.end(1), ""), rule="c/d") for m in re.finditer(r"\S( +)\.", draft)]

    for _ in range(10):
        done = apply(text, lint(text), which="safe")
        if not done.applied:
            break
        assert len(done.text) < len(text)
        text = done.text
    assert apply(text, lint(text), which="safe").text == text
    assert not apply(text, lint(text), which="safe").applied


@given(st.lists(st.sampled_from(["a", "b\n", "c"]), max_size=6), st.sampled_from(["\n", "\r\n", "\r"]), st.data())
def test_line_ends_are_those_of_the_text(parts: list[str], newline: str, data: st.DataObject) -> None:
    text = "".join(["x\n", *parts]).replace("\n", newline)
    at = data.draw(st.integers(0, len(text)))
    done = apply(text, [finding((at, at, "new\nline\r\n"))], which="safe")
    assert set(re.findall(r"\r\n|\r|\n", done.text)) == {newline}


@pytest.mark.parametrize(
    ("text", "edits", "wanted"),
    [
        ("teh cat", [(0, 3, "the")], "the cat"),
        ("a b", [(0, 1, "x"), (2, 3, "y")], "x y"),
        ("ab", [(0, 1, "x"), (1, 2, "y")], "xy"),
        ("ab", [(0, 1, "x"), (0, 2, "y")], "ab"),
        ("ab", [(1, 5, "x")], "ab"),
        ("ab", [(1, 0, "x")], "ab"),
        ("ab", [(0, 1, "a")], "ab"),
        ("a\r\nb", [(1, 2, "")], "a\r\nb"),
        ("a\r\nb", [(2, 3, "")], "a\r\nb"),
        ("a\r\nb", [(1, 3, "")], "ab"),
        ("", [(0, 0, "x")], "x"),
    ],
)
def test_one_fix(text: str, edits: list[tuple[int, int, str]], wanted: str) -> None:
    assert apply(text, [finding(*edits)], which="safe").text == wanted


def test_a_fix_is_made_whole_or_not_at_all() -> None:
    first = finding((0, 1, "x"), severity=Severity.ERROR)
    second = finding((0, 1, "y"), (2, 3, "z"))
    done = apply("a b", [second, first], which="safe")
    assert done == ("x b", (first,), (second,))


def test_findings_that_ask_for_the_same_are_both_met() -> None:
    one, other = finding((0, 3, "the")), finding((0, 3, "the"), rule="c/d")
    assert apply("teh", [one, other], which="safe") == ("the", (one, other), ())


def test_insertions_in_one_place_clash() -> None:
    one, other = finding((1, 1, "x")), finding((1, 2, "y"), rule="c/d")
    assert apply("ab", [one, other], which="safe").text == "axb"


def test_replacements_are_fixes_only_if_all_are_asked_for_and_there_is_one() -> None:
    one = Diagnostic("a/b", Severity.WARNING, "m", Span(0, 3), replacements=("the",))
    two = Diagnostic("a/b", Severity.WARNING, "m", Span(4, 7), replacements=("cat", "cut"))
    assert apply("teh cta", [one, two], which="safe").text == "teh cta"
    assert apply("teh cta", [one, two], which="all") == ("the cta", (one,), ())
