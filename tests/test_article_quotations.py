"""Quotations: every make of marks, over paragraphs, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.article import Article
from copydesk.readers import read
from copydesk.text import Source


def article(text: str, form: str = "plain") -> Article:
    return Article(read(Source("story.txt", text), form))


def quoted(text: str, form: str = "plain") -> list[str]:
    made = article(text, form)
    return [made.document.text[q.start : q.end] for q in made.quotations]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We go,” she said. “Now.”", ["“We go,”", "“Now.”"]),
        ('"We go," she said. "Now."', ['"We go,"', '"Now."']),
        ('He said " we go home now " and left.', ['" we go home now "']),
        ("He spoke of ` ` a long night ' ' at sea.", ["` ` a long night ' '"]),
        ("« On y va », dit-elle.", ["« On y va »"]),
        ("„Wir gehen“, sagte sie.", ["„Wir gehen“"]),
        ("‘We go,’ she said.", ["‘We go,’"]),
        ("They won for 'great courage' in May.", ["'great courage'"]),
        ("‘Pay the nurses’ bills,’ he said.", ["‘Pay the nurses’ bills,’"]),
        ("“He said ‘no’ to me,” she said.", ["“He said ‘no’ to me,”"]),
        ('He said," we go home now" and left.', ['" we go home now"']),
        ("‘He said “no” to me,’ she said.", ["‘He said “no” to me,’"]),
        ("“She called it “art” once,” he said.", ["“She called it “art” once,”"]),
    ],
)
def test_marks_of_every_make(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The miller’s gate and the workers' path were closed.",
        "Rock 'n' roll was the sound of the ’50s and the '60s.",
        'The door is 6\'2" high and 30" wide.',
        "Give 'em what they want, 'cause they paid.",
        "He is 5’10” tall and his 12” records are 30′ long.",
        "Read more » and then go home.",
    ],
)
def test_apostrophes_inches_and_arrows_quote_nothing(text: str) -> None:
    made = article(text)
    assert not made.quotations
    assert not made.unclosed_quotes
    assert not made.unopened_quotes


def test_an_opening_mark_repeated_in_the_next_paragraph_goes_on() -> None:
    made = article("The miller wrote: “The gate is shut.\n\n“It stays shut.”\n\nNobody came.")
    assert [q.part for q in made.quotations] == [0, 1]
    assert not made.unclosed_quotes
    text = made.document.text
    assert [text[q.inner_start : q.inner_end] for q in made.quotations] == ["The gate is shut.", "It stays shut."]


def test_a_quotation_may_be_closed_a_paragraph_later() -> None:
    made = article(
        'He said: " The gate is shut.\n\nIt will stay shut, I tell you.\n\nThat is all. "\n\nNobody came to see it.'
    )
    assert made.quotes.at(made.document.text.index("It will"))
    assert made.quotes.at(made.document.text.index("all."))
    assert not made.quotes.at(made.document.text.index("Nobody"))
    assert not made.unclosed_quotes


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "He said: “The gate is shut for good.\n\nThe village was not asked at all."
    made = article(text)
    assert made.unclosed_quotes == ((9, text.index("\n")),)
    assert not made.quotes.at(text.index("village"))


def test_a_closing_mark_alone_is_told() -> None:
    assert article("The gate is shut,” he said.").unopened_quotes == (17,)


def test_an_unclosed_straight_mark_does_not_turn_the_paragraph_inside_out() -> None:
    text = 'He wrote "the gate is shut. She wrote "it is open" in May.'
    made = article(text)
    assert made.quotes.at(text.index("it is"))
    assert not made.quotes.at(text.index("in May"))
    assert len(made.unclosed_quotes) == 1


def test_block_quotations_quote_without_marks() -> None:
    made = article("He wrote:\n\n> The gate is shut.\n\nNobody came.\n", "markdown")
    assert [(q.block, made.document.text[q.start : q.end]) for q in made.quotations] == [(True, "The gate is shut.")]


def test_code_holds_no_quotation() -> None:
    assert not article('Type `say "no` and wait for the answer.', "markdown").unclosed_quotes


def test_one_to_three_words_are_no_speech() -> None:
    made = article("The “gift” was a “very old dog” and she said “take it or leave it”.")
    assert [made.document.text[q.start : q.end] for q in made.scare_quotes] == ["“gift”", "“very old dog”"]


@given(st.text(alphabet="ab .,\n“”\"'‘’«»`", max_size=80))
def test_quotations_never_overlap_and_lie_in_the_text(text: str) -> None:
    made = article(text)
    last = 0
    for q in made.quotations:
        assert last <= q.start <= q.inner_start <= q.inner_end <= q.end <= len(made.document.text)
        last = q.end
