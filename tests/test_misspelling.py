"""The list of misspellings, the rule that reads it, and the articles a and an."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.diagnostic import Diagnostic, Severity
from copydesk.engine import RuleSet, lint
from copydesk.kinds.a_an import AAn, sound
from copydesk.kinds.misspelling import Misspelling
from copydesk.models.misspellings import NONE, TABLE, Misspellings, misspellings
from copydesk.models.packed import WeightsError
from copydesk.readers import read
from copydesk.text import Source

RULE = Misspelling(id="typo/misspelling", message="{found}: {fixed}", severity=Severity.ERROR)


def found(text: str, rule: Misspelling | AAn = RULE, name: str = "a.txt") -> tuple[Diagnostic, ...]:
    rules, dropped = RuleSet.build([rule])
    assert not dropped
    report = lint(read(Source(name, text)), rules)
    assert not report.errors
    return report.diagnostics


def words(text: str, rule: Misspelling = RULE, name: str = "a.txt") -> list[str]:
    return [text[d.span.start : d.span.end] for d in found(text, rule, name)]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("goverment", "government"), ("guage", "gauge"), ("assests", "assets"), ("recieve", "receive"),
        ("seperate", "separate"), ("isnt", "isn't"), ("alot", "a lot"), ("theyre", "they're"), ("teh", "the"),
        ("publically", "publicly"), ("payed", "paid"), ("womens", "women's"),
    ],
)  # fmt: skip
def test_the_likeliest_correction_comes_first(wrong: str, right: str) -> None:
    assert misspellings().corrections(wrong)[0] == right


@pytest.mark.parametrize(
    "word",
    ["the", "raison", "vas", "sur", "combatting", "migrans", "mis", "ser", "discernable", "wont", "", "ß", "\ud800"],
)
def test_words_that_are_right_are_not_in_the_list(word: str) -> None:
    assert misspellings().corrections(word) == ()


def test_the_list_is_whole() -> None:
    assert len(misspellings()) > 110_000


@given(st.text())
def test_any_word_can_be_asked_for(word: str) -> None:
    assert word not in misspellings().corrections(word)


@pytest.mark.parametrize("at", [3, 9, 14, 30, 500_000, -1])
def test_a_changed_table_is_refused(tmp_path: Path, at: int) -> None:
    data = bytearray(TABLE.read_bytes())
    data[at] ^= 1
    changed = tmp_path / "misspellings.bin"
    changed.write_bytes(data)
    with pytest.raises(WeightsError):
        Misspellings.open(changed)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor met Anna Recieve and Tom Recieve in town; recieve was her joke.",  # a name
        "The sign says “recieve” [sic] in red.",
        "Write to goverment@paper.example, see paper.example/goverment or www.goverment.example.",
        "The goverment’ll and #goverment are no words of ours, nor is goverment_2.",
        "The SEPERATE list is an acronym, and so is THSI.",
        "The council of Recieve met, and Recieve was empty.",
        "The Brower House was sold, and Ponting and Handel retired.",
        "They sang la posible y la importante at the fiesta.",
        "We are a-changin’ and nothin’ will stop us.",
    ],
)
def test_what_is_no_slip(text: str) -> None:
    assert words(text) == []


def test_code_is_left_alone() -> None:
    text = "Call `recieve()` first.\n\n```\nrecieve = 1\n```\n\nThen recieve it.\n"
    (diagnostic,) = found(text, name="a.md")
    assert text[diagnostic.span.start - 5 : diagnostic.span.end] == "Then recieve"


def test_every_place_is_reported_with_its_case() -> None:
    text = "Goverment policy is goverment’s business, and the goverment-run station says so."
    diagnostics = found(text)
    assert [d.replacements[0] for d in diagnostics] == ["Government", "government", "government"]
    assert [text[d.span.start : d.span.end] for d in diagnostics] == ["Goverment", "goverment", "goverment"]


def test_a_fix_is_safe_only_with_one_correction_outside_quotation_marks() -> None:
    one, several, quoted = found("They recieve ther post. “We recieve it,” said Mrs Blom.")
    assert [d.fix is not None and d.fix.safe for d in (one, several, quoted)] == [True, False, False]
    assert quoted.severity < one.severity


def test_a_desk_adds_and_accepts_words() -> None:
    rule = Misspelling(
        id="typo/misspelling",
        message="{fixed}",
        words={"coöperate": "x", "ferrys": "ferries|ferry's"},
        accept=("recieve",),
    )
    text = "They recieve two ferrys."
    assert words(text, rule) == ["ferrys"]
    assert found(text, rule)[0].replacements == ("ferries", "ferry's")


@given(st.text(alphabet="aehrtlo goverment’'-.“”\n", max_size=60))
def test_positions_are_exact_in_any_text(text: str) -> None:
    for diagnostic in found(text + " goverment"):
        word = (text + " goverment")[diagnostic.span.start : diagnostic.span.end]
        assert misspellings().corrections(word.lower())


@pytest.mark.parametrize(
    "word",
    "hour honest heir apple MP FBI X-ray 8 11 18-year-old 80s 800 8.5 11,000 uninjured umbrella EU iPhone F-16".split(),
)
def test_what_takes_an(word: str) -> None:
    assert sound(word) == "vowel"


@pytest.mark.parametrize(
    "word",
    "house university European one-off UN US U-turn T-shirt euro union unique user utensil 1 10 1990s 118 BBC Ukrainian".split(),
)
def test_what_takes_a(word: str) -> None:
    assert sound(word) == "consonant"


@pytest.mark.parametrize(
    "word", ["historic", "herb", "hotel", "NATO", "LED", "1,100", "1800", "Xi", "x", "", "’tis", "-a"]
)
def test_what_is_not_judged(word: str) -> None:
    assert sound(word) in (None, "vowel") if word == "LED" else sound(word) is None


def test_articles_keep_their_case_and_their_sentence() -> None:
    rule = AAn(id="typo/a-an", message="{found}: {fixed}")
    text = "A hour passed. He was an member, and vitamin A is found in a apple."
    diagnostics = found(text, rule)
    assert [(d.span.start, d.replacements) for d in diagnostics] == [(0, ("An",)), (22, ("a",)), (59, ("an",))]
    assert diagnostics[0].message == "A hour: An hour"


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("GOVERMENT SEEKS NEW POWERS\n\nIt was late.", "GOVERMENT", "GOVERNMENT"),
        ("Mayor Recieves New Complaint From Harbour\n\nIt was late.", "Recieves", "Receives"),
        ("He leads the Goverment Accountability Office.", "Goverment", "Government"),
    ],
)
def test_a_slip_is_one_in_a_headline_and_in_the_name_of_an_office(text: str, wrong: str, right: str) -> None:
    (diagnostic,) = found(text)
    assert (text[diagnostic.span.start : diagnostic.span.end], diagnostic.replacements) == (wrong, (right,))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("did'nt", "didn't"), ("did’nt", "didn't"), ("coldn't", "couldn't"), ("your'e", "you're"), ("I'am", "I'm")],
)
def test_contractions(wrong: str, right: str) -> None:
    (diagnostic,) = found(f"They say {wrong} here.")
    assert diagnostic.replacements == (right,)
    assert not found(f"They say {right} here, o'clock and O'Brien and y'know.")


def test_what_the_list_has_is_known_with_its_endings_too() -> None:
    assert misspellings().corrections("reseachers") == ("researchers",)
    assert misspellings().corrections("assulted") == ("assaulted",)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Sales for ther own brand rose.", "their"),
        ("He knew that ther are many.", "there"),
        ("They came with youre letter.", "your"),
        ("She says youre going home.", "you're"),
    ],
)
def test_the_neighbours_say_which_word_was_meant(text: str, first: str) -> None:
    (diagnostic,) = found(text)
    assert diagnostic.replacements[0] == first


def test_a_word_without_neighbours_keeps_its_order() -> None:
    entry = misspellings().look_up("ther")
    assert misspellings().ranked(entry, "zzz", "qqq") == entry.rights
    assert misspellings().ranked(NONE, "a", "b") == ()
    assert [entry.gaps[0], *sorted(entry.gaps)][1:] == list(entry.gaps)
