"""Whose word a judgement is: the packs `opinion` and `claim`, their lexicon, and the scorer behind them."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from copydesk.engine import RuleSet, lint
from copydesk.kinds.groups import forms, read_groups
from copydesk.models.opinion import FORM, inputs_of, judging_words, load, may_judge, score, without_quotes, words_of
from copydesk.models.packed import WeightsError
from copydesk.pack.load import builtin_packs, load_packs
from copydesk.readers import read
from copydesk.text import Source

PAIRS = yaml.safe_load(Path(__file__).with_name("opinion_pairs.yml").read_text(encoding="utf8"))
COLUMN = "---\ngenre: opinion\n---\n\nThe new timetable is a shambles, and it is hard to believe these excuses.\n"


@cache
def rules() -> RuleSet:
    files = [builtin_packs() / name for name in ("opinion.yml", "claim.yml")]
    loaded = load_packs([(file, file.read_bytes()) for file in files])
    assert not loaded.problems
    built, left_out = RuleSet.build(loaded.rules)
    assert not left_out
    return built


def found(text: str, path: str = "a.txt") -> list[str]:
    return [d.rule for d in lint(read(Source(path, text)), rules()).diagnostics]


def test_pairs_are_told_apart() -> None:
    wrong = [
        (entry["judges"], text)
        for entry in PAIRS
        for name, text in entry.items()
        if name != "judges" and (not found(entry["judges"]) or found(text))
    ]
    count = sum(len(entry) - 1 for entry in PAIRS)
    assert count == 120
    assert len(wrong) <= 0.05 * count, wrong


def test_a_column_may_judge() -> None:
    assert found(COLUMN, "a.md") == []
    assert found(COLUMN.replace("genre: opinion", "genre: news"), "a.md") != []


def test_a_finding_names_the_words_and_what_is_missing() -> None:
    text = "The new timetable is a shambles, and the excuses are pathetic."
    (finding,) = lint(read(Source("a.txt", text)), rules()).diagnostics
    assert text[slice(*finding.span)] in ("shambles", "pathetic")
    assert "no one is named who holds this view" in finding.message
    assert 0 < finding.confidence <= 1


def test_one_finding_for_a_sentence_that_several_rules_know() -> None:
    assert len(found("The wells are of great concern along the coast.")) == 1


@pytest.mark.parametrize(
    ("judging", "plain"),
    [
        ("The plan is a shameful sham.", "The plan was approved by nine votes to six."),
        ("Nobody in his right mind would trust these cowards.", "Police arrested a 34-year-old man on Tuesday."),
        ("We deserve better than this tired, cynical government.", "The museum will reopen in May after three years."),
    ],
)
def test_scores_order_sentences(judging: str, plain: str) -> None:
    assert score(judging) > 0.7 > 0.3 > score(plain)
    assert may_judge(judging)


def test_quoted_words_do_not_count() -> None:
    assert without_quotes("She called it “a shameful sham” and left.") == 'She called it  "  and left.'
    assert without_quotes("a shameful sham,” she said.") == ' "  she said.'
    assert judging_words("“What a shameful sham,” she said.") == []


def test_words_are_read_alike_in_training_and_use() -> None:
    assert words_of("I’ve met Anna 3 times; why?") == ["i've", "met", "<N>", "<#>", "times", ";", "why", "?"]
    vocabulary = load().vocabulary
    assert len(inputs_of("Nothing works.", vocabulary)) == len(FORM) + vocabulary.size == len(load().inputs)


@pytest.mark.parametrize("text", ["", " ", "?", "“", "'" * 50, "a" * 5000, "ﬁ\u0130İ", "’" * 9])
def test_any_text_has_a_score(text: str) -> None:
    assert 0 <= score(text) <= 1


@given(st.text(alphabet="abI S“”\"'’‘?.,;—9é\n", max_size=60))
def test_scores_and_places_hold_for_any_marks(text: str) -> None:
    assert 0 <= score(text) <= 1
    assert may_judge(text) in (True, False)
    assert all(0 <= start < end <= len(text) for start, end in judging_words(text, least=0.0))


@pytest.mark.parametrize(
    "line", ["Peter Holm stole the bell. ", "We must, we should, of course. ", "Experts say “no. "]
)
def test_long_texts_cost_in_proportion(line: str) -> None:
    began = time.process_time()
    found(line * 3000)
    assert time.process_time() - began < 5


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    data = bytearray(Path(load.__wrapped__.__globals__["PATH"]).read_bytes())
    data[len(data) // 2] ^= 1
    damaged = tmp_path / "opinion.bin"
    damaged.write_bytes(data)
    with pytest.raises(WeightsError):
        load(damaged)


def test_forms_of_words() -> None:
    assert set(forms("travesty", "noun")) == {"travesty", "travesties"}
    assert set(forms("con man", "noun")) == {"con man", "con men"}
    assert set(forms("dodge the question", "verb")) >= {"dodging the question", "dodged the question"}
    assert set(forms("vilify", "verb")) == {"vilify", "vilifies", "vilified", "vilifying"}
    assert set(forms("=so-called", "noun")) == {"so-called"}


def test_a_lexicon_with_a_fault_is_named() -> None:
    with pytest.raises(ValueError, match="'scorn'"):
        read_groups({"groups": [{"name": "scorn", "part": "pronoun", "strength": "3", "words": "vile"}]})


def test_the_lexicon_has_no_word_twice_in_a_group() -> None:
    path = builtin_packs() / "lexicons" / "judging.yml"
    for entry in yaml.safe_load(path.read_text(encoding="utf8"))["groups"]:
        words = [word.strip() for word in entry["words"].split(",")]
        assert len(words) == len(set(words)), entry["name"]
        assert "" not in words
