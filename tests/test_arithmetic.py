"""Formulas of rule authors: arithmetic goes through, everything else is refused with a reason."""

from __future__ import annotations

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.readability.arithmetic import LONGEST, FormulaError, parse_number, parse_question

NAMES = frozenset({"words", "sentences", "heading_h1", "value"})
COUNTS = {"words": 120.0, "sentences": 8.0, "heading_h1": 2.0, "value": 15.0}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("words / sentences", 15.0),
        ("0.39 * (words / sentences) - 15.59", 0.39 * 15 - 15.59),
        ("1.0430 * math.sqrt((words * 30.0) / sentences) + 3.1291", 1.043 * math.sqrt(450) + 3.1291),
        ("heading.h1 + 1", 3.0),
        ("-words\n  + math.pow(2, 3)", -112.0),
        ("math.max(words, 7, math.pi)", 120.0),
    ],
)
def test_value(formula: str, value: float) -> None:
    assert parse_number(formula, NAMES)(COUNTS) == pytest.approx(value)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("value > 9", True),
        ("value <= 9", False),
        ("value > 9 && words < 100", False),
        ("value > 99 || words != 3", True),
    ],
)
def test_answer(question: str, *, answer: bool) -> None:
    assert parse_question(question, NAMES)(COUNTS) is answer


@pytest.mark.parametrize(
    "formula",
    [
        "__import__('os')",
        "words.__class__",
        "(lambda: 1)()",
        "[words for words in (1,)]",
        "words ** 99",
        "words if words else 1",
        "open('x')",
        "math.factorial(9)",
        "math.sqrt(x=4)",
        "math.sqrt()",
        "math.sqrt(*words)",
        "'words'",
        "True",
        "1j",
        "words; 1",
        "words = 1",
        "verbs / words",
        "words > 3",
        "",
        "(" * 300,
        "-" * 200 + "1",
        "1 + " * LONGEST + "1",
        "words\x00",
    ],
)
def test_what_is_no_arithmetic_is_refused(formula: str) -> None:
    with pytest.raises(FormulaError):
        parse_number(formula, NAMES)


@pytest.mark.parametrize(
    "question", ["words + 1", "value > words > 2", "value in (1, 2)", "value > 'a'", "not value > 1"]
)
def test_what_is_no_comparison_is_refused(question: str) -> None:
    with pytest.raises(FormulaError):
        parse_question(question, NAMES)


def test_an_unknown_name_is_told_with_the_known_ones() -> None:
    with pytest.raises(FormulaError, match=r"unknown variable 'verbs'; known are heading_h1, sentences, value, words"):
        parse_number("verbs / words", NAMES)


@given(st.text(max_size=80))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    for parse in (parse_number, parse_question):
        try:
            formula = parse(text, NAMES)
        except FormulaError:
            continue
        with contextlib.suppress(ArithmeticError, ValueError):
            formula(COUNTS)
