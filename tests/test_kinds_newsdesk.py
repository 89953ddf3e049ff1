"""The kinds that follow from what an article knows of itself: acronym, date, name, quote, dangling, structure, characters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.diagnostic import Diagnostic, Severity
from copydesk.engine import RuleSet, lint
from copydesk.examples import run_examples
from copydesk.kinds.characters import unscramble
from copydesk.pack.load import load_packs
from copydesk.readers import read
from copydesk.rule import Rule
from copydesk.text import Source

PACKS = ("acronym", "date", "name", "quote", "grammar", "structure", "text")
FOLDER = Path(__file__).parent.parent / "lint_rules"


def load(names: Sequence[str]) -> dict[str, Rule]:
    files = [FOLDER / f"{name}.yml" for name in names]
    loaded = load_packs([(file, file.read_bytes()) for file in files])
    assert not loaded.problems
    return {rule.id: rule for rule in loaded.rules}


RULES = load(PACKS)


def check(rule: str, text: str, form: str = "plain") -> list[Diagnostic]:
    rules, left_out = RuleSet.build([RULES[rule]])
    assert not left_out
    report = lint(read(Source("story.txt", text), form), rules)
    assert not report.errors
    return list(report.diagnostics)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_every_example_holds(rule: Rule) -> None:
    assert not [outcome for outcome in run_examples(rule) if outcome.fault]
    assert sum(bool(example.bad) for example in rule.examples) >= 2
    assert sum(bool(example.good) for example in rule.examples) >= 2


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=40)
@given(text=st.text(alphabet="aB “”\"'’.,\n-—1250/|:()", max_size=60))
def test_no_text_makes_a_rule_fail(rule: str, text: str) -> None:
    for found in check(rule, text):
        assert 0 <= found.span.start <= found.span.end <= len(text)


def test_an_abbreviation_is_reported_once() -> None:
    found = check("acronym/undefined", "The RLNB said no. The RLNB is poor.\n\nNobody at the RLNB knew.")
    assert [d.span.start for d in found] == [4]


@pytest.mark.parametrize(
    "text",
    [
        "The River Lakes Navigation Board met. Later the RLNB said no.",  # spelled out somewhere
        "He bought shares of Lindholm (NYSE: LDHM) in May.",
        "He is the third of that name, Henry VIII, and the MMXX edition is his.",
        "THE RLNB SAYS NO TO TOLLS IN WINTER",
        "He shouted that it was ENOUGH and that he had enough.",
        "UBSK Phillips said no.",
    ],
)
def test_letters_that_need_no_explanation(text: str) -> None:
    assert not check("acronym/undefined", text)


def test_days_without_a_year_are_one_finding() -> None:
    (found,) = check(
        "date/no-year", "The ferry sank on 3 March. It was raised on 9 May.\n\nIt sailed again on 12 June."
    )
    assert len(found.related) == 2
    assert found.severity is Severity.WARNING


def test_copy_of_the_day_may_have_its_date_elsewhere() -> None:
    (found,) = check("date/no-year", "The ferry sank yesterday. It had sailed since 3 March.")
    assert found.severity is Severity.SUGGESTION


@pytest.mark.parametrize(
    "text",
    [
        "In 1948 the lake froze. On 3 March the ferry sank.",
        "The towers fell on September 11.",
        "Ferry sinks\n\nPublished: 4 March 2021\n\nThe ferry of the old line sank on 3 March.\n",
    ],
)
def test_days_that_the_reader_can_place(text: str) -> None:
    assert not check("date/no-year", text)


def test_the_right_weekday_is_offered() -> None:
    (found,) = check("date/weekday", "The court sat on Tuesday, March 25, 2024.")
    assert found.severity is Severity.ERROR
    assert found.replacements == ("Monday, March 25, 2024",)
    assert "Monday" in found.message


def test_a_guessed_year_makes_the_weekday_a_suggestion() -> None:
    text = (
        "Court sits\n\nMarch 27, 2024\n\nThe court of the county sat for an hour on {}, March 25, and then went home.\n"
    )
    (found,) = check("date/weekday", text.format("Thursday"))
    assert found.severity is Severity.SUGGESTION
    assert not check("date/weekday", text.format("Monday"))
    assert not check("date/weekday", text.format("Tuesday"))  # next year's, as an announcement may mean


@pytest.mark.parametrize(
    "text",
    [
        "from 1956 to 1938",
        "on June 31",
        "on February 30, 2020",
        "on February 29, 2023",
        "from May 9 to 3",
        "on 31 April",
    ],
)
def test_days_and_ranges_that_do_not_exist(text: str) -> None:
    assert check("date/range-order", f"The fair was held {text}.")


def test_a_slip_in_a_name_is_put_right() -> None:
    text = "The envoy met Lindqvist. Then Lindqvist left, and Lindqvist wrote. To Lindqivst it was news."
    (found,) = check("name/variant", text)
    assert found.replacements == ("Lindqvist",)
    assert text[slice(*found.span)] == "Lindqivst"


@pytest.mark.parametrize("other", ["Lindqvists", "Lindqvista", "Windqvist", "Linda"])
def test_other_words_are_no_slips(other: str) -> None:
    assert not check(
        "name/variant", f"We met Lindqvist. Then Lindqvist left, and Lindqvist wrote. To {other} it was news."
    )


def test_an_unclosed_quotation_shows_where_it_begins() -> None:
    text = "He said: “The gate of the old mill by the pond is shut for good and for ever.\n\nNobody came."
    (found,) = check("quote/unbalanced", text)
    assert text[slice(*found.span)].startswith("“The gate")
    assert found.span.end - found.span.start <= 41


@pytest.mark.parametrize(
    "text",
    [
        "“We will have to walk around the pond.” — Anna Varga",
        "The sign at the gate had a message. “Nobody is to walk around the pond.”",
        "Anna Varga was angry and told us so. “We will have to walk around the pond.”",
        "The goal is to “make the whole of the pond open to all”.",
    ],
)
def test_quotations_that_have_a_speaker_or_need_none(text: str) -> None:
    assert not check("quote/no-speaker", text)


def test_opinion_pieces_may_quote_without_a_speaker() -> None:
    assert not check(
        "quote/no-speaker",
        "---\ngenre: opinion\n---\n\nRain. “We will have to walk around the pond.” Rain.\n",
        "markdown",
    )


def test_a_dangling_opening_is_reported_to_its_subject() -> None:
    text = "As the captain of the ferry, her decision to turn back was right."
    (found,) = check("grammar/dangling-modifier", text)
    assert text[slice(*found.span)] == "As the captain of the ferry, her decision"
    assert "her decision" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "As the sun rose, his boat left.",
        "As the captain left the ferry, her coat fell into the sea.",
        "As a result of the storm, their boats were lost.",
        "He spoke as the head of the board, his voice low.",
        "As the head of the board, Varga spoke.",
    ],
)
def test_openings_that_hold(text: str) -> None:
    assert not check("grammar/dangling-modifier", text)


def test_a_repeated_phrase_is_one_finding_with_its_other_places() -> None:
    line = "They speak of the quarrel between the mill and Lake Varn{}.\n\n"
    (found,) = check("structure/repeated-phrase", line.format(" today") + line.format(" again") + line.format(""))
    assert len(found.related) == 2
    assert "3 times" in found.message


def test_quoted_words_and_names_may_come_again() -> None:
    assert not check("structure/repeated-phrase", "“We want the gate of the old mill open,” he said.\n\n" * 4)
    assert not check(
        "structure/repeated-phrase",
        "He left the Society of Friends of Lake Varn.\n\nThe Society of Friends of Lake Varn met.\n\n" * 2,
    )


@given(st.text(alphabet="éüñ’“”…–€ßç—日本語", min_size=1, max_size=5))
def test_mojibake_is_read_back(text: str) -> None:
    scrambled = "".join(
        chr(b) if 0x80 <= b <= 0x9F and b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([b]).decode("cp1252")
        for b in text.encode()
    )
    assert unscramble(scrambled) == text


@pytest.mark.parametrize("text", ["Ã", "château", "Ærø", "“”", "naïve façade"])
def test_real_letters_are_no_mojibake(text: str) -> None:
    assert unscramble(text) is None
    assert not check("text/mojibake", text)


def test_repairs_are_safe_fixes_at_their_place() -> None:
    text = "The millerâ€™s b\u0430nk is\u200b closed."
    for rule, right in (("text/mojibake", "’"), ("text/homoglyph", "bank"), ("text/invisible", "")):
        (found,) = check(rule, text)
        assert found.fix is not None
        assert found.fix.safe
        (edit,) = found.fix.edits
        assert (edit.span, edit.text) == (found.span, right)


@pytest.mark.parametrize("text", ["می\u200cخواهم", "क\u094d\u200dष", "👩\u200d👧", "The מלון \u200f is full."])
def test_joiners_belong_to_some_scripts(text: str) -> None:
    assert not check("text/invisible", text)


def test_mixed_marks_are_put_right_together() -> None:
    text = '“The gate is shut,” she said. “It’s for good.” He called it "a shame" and didn\'t stay.'
    (found,) = check("text/quotes", text)
    assert found.fix is not None
    fixed = text
    for edit in reversed(found.fix.edits):
        fixed = fixed[: edit.span.start] + edit.text + fixed[edit.span.end :]
    assert fixed == "“The gate is shut,” she said. “It’s for good.” He called it “a shame” and didn’t stay."
    assert not check("text/quotes", fixed)
