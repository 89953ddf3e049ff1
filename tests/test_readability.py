"""The formulas give textstat's values, on textstat's own cases and on any text."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.document import Document
from copydesk.readability import count_syllables, formulas, measure, tally
from copydesk.readability.running import running_text
from copydesk.readability.summary import Summary, summarize
from copydesk.readability.syllables import (
    DICTIONARY,
    HEADER,
    DamagedDictionaryError,
    dictionary,
    hyphenation,
    open_dictionary,
)
from copydesk.readability.words import Split, bare, clean, list_words
from copydesk.readers import read
from copydesk.text import Source

CASES = Path(__file__).parent / "data" / "textstat.cases.jsonl.gz"


def load_cases() -> list[dict[str, Any]]:
    with gzip.open(CASES, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def count_words(case: dict[str, Any]) -> int:
    split: list[Split] = []
    if case["split_contractions"]:
        split.append("contractions")
    if case["split_hyphens"]:
        split.append("hyphens")
    return len(list_words(case["text"], "remove" if case["rm_punctuation"] else "keep", split))


def linsear(case: dict[str, Any]) -> float:
    at_least = 100 if case["strict_lower"] else 0
    return formulas.linsear_write_formula(tally(case["text"]), at_least, 100 if case["strict_upper"] else None)


def difficult(case: dict[str, Any]) -> int:
    words = tally(case["text"]).difficult_words(case["syllable_threshold"])
    return len(words) if case["unique"] else sum(words.values())


COUNTS: dict[str, Callable[[dict[str, Any]], float]] = {
    "count_chars": lambda case: tally(case["text"]).n_characters if case["ignore_spaces"] else len(case["text"]),
    "count_words": count_words,
    "count_letters": lambda case: tally(case["text"]).n_letters,
    "count_sentences": lambda case: tally(case["text"]).n_sentences,
    "count_syllables": lambda case: tally(case["text"]).n_syllables,
    "count_long_words": lambda case: tally(case["text"]).n_long_words(case["threshold"]),
    "count_miniwords": lambda case: tally(case["text"]).n_mini_words(case["max_size"]),
    "count_monosyllable_words": lambda case: tally(case["text"]).n_monosyllables,
    "count_polysyllable_words": lambda case: tally(case["text"]).n_polysyllables,
    "count_difficult_words": difficult,
    "linsear_write_formula": linsear,
    "reading_time": lambda case: formulas.reading_time(tally(case["text"]), case["ms_per_char"]),
    "wiener_sachtextformel": lambda case: formulas.wiener_sachtextformel(tally(case["text"]), case["variant"]),
}


def test_there_are_259_cases() -> None:
    assert len(load_cases()) == 259


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: case["function"])
def test_textstat_case(case: dict[str, Any]) -> None:
    case["text"] = case.get("text", case.get("test"))
    name = case["function"]
    value = COUNTS[name](case) if name in COUNTS else getattr(formulas, name)(tally(case["text"]))
    if "margin" in case:
        assert abs(value - case["n_syllables"]) <= case["margin"]
    else:
        expected = case["expected"] if "expected" in case else case["n_words"]
        assert round(value, 3) == expected


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert bare(clean(text)) == bare(text)


@given(st.text(max_size=40), st.text(max_size=40))
def test_tokens_are_cleaned_one_by_one_as_the_whole_text_is(left: str, right: str) -> None:
    assert list(tally(f"{left} {right}").words) == list(dict.fromkeys(clean(f"{left} {right}").split()))


def test_every_word_of_the_dictionary_is_found() -> None:
    known = dictionary()
    rows = known.items()
    assert len(rows) > 100_000
    assert all(known.get(word) == each for word, each in rows[::37])


@pytest.mark.parametrize("word", ["", "\n", "a\tb", "zzzzqq", "\ud800", "the\n", "naïveté" * 50])
def test_what_is_no_word_is_not_found(word: str) -> None:
    assert dictionary().get(word) is None


@pytest.mark.parametrize(
    ("word", "count"), [("Through", 1), ("readability", 5), ("Karasovitch", 2), ("blorp", 1), ("unfrobnicated", 5)]
)
def test_syllables(word: str, count: int) -> None:
    assert count_syllables(word) == count


def test_hyphenation_keeps_two_letters_at_each_end() -> None:
    assert hyphenation().breaks("ab") == 0
    assert hyphenation().breaks("hyphenation") == 2


@pytest.mark.parametrize("content", [b"short", HEADER.pack(b"elsewise", 2, zlib.crc32(b"")), b""])
def test_what_is_no_dictionary_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "words.bin").write_bytes(content)
    with pytest.raises(DamagedDictionaryError):
        open_dictionary(tmp_path / "words.bin")


def test_one_wrong_bit_in_the_dictionary_is_refused(tmp_path: Path) -> None:
    broken = bytearray(DICTIONARY.read_bytes())
    broken[len(broken) // 2] ^= 1
    (tmp_path / "words.bin").write_bytes(broken)
    with pytest.raises(DamagedDictionaryError, match=r"words\.bin"):
        open_dictionary(tmp_path / "words.bin")


def test_an_empty_text_measures_nothing() -> None:
    assert {name for name, value in measure("").items() if value} == {"text_standard"}


def article(name: str, text: str) -> Document:
    return read(Source(name, text))


def test_a_summary_counts_running_text_and_finds_the_longest_sentence_in_the_source() -> None:
    text = "# A heading of very many words, none of which is counted here.\n\n*It* rained. Then it snowed &amp; froze.\n\nEnd\n"
    document = article("a.md", text)
    summary = summarize(document, tally(running_text(document)))
    assert (summary.words, summary.longest, text[summary.at : summary.at + 4]) == (7, 5, "Then")
    assert summary.grade == formulas.flesch_kincaid_grade(tally("It rained. Then it snowed & froze. End"))


@pytest.mark.parametrize("text", ["", "\n", "# Heading\n", "```\ncode here.\n```\n"])
def test_a_text_without_running_text_adds_up_to_nothing(text: str) -> None:
    document = article("a.md", text)
    assert summarize(document, tally(running_text(document))) == Summary()
    assert Summary().grade == 0.0


@given(st.text(max_size=80))
def test_one_sum_counts_words_and_syllables(text: str) -> None:
    counted = tally(text)
    assert counted.n_words == sum(counted.words.values())
    assert counted.n_syllables == sum(count_syllables(word) * n for word, n in counted.words.items())
    assert counted.n_tokens == sum(counted.tokens.values())
