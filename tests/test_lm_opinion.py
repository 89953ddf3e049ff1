"""What a language model's reading changes in the findings of `opinion`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from copydesk.diagnostic import Severity
from copydesk.engine import RuleSet, Selection, lint
from copydesk.language import Head, Question
from copydesk.models.opinion import score
from copydesk.models.opinion_head import PATH, join, load_joined
from copydesk.models.packed import WeightsError
from copydesk.pack.load import builtin_packs, load_packs
from copydesk.readers import read
from copydesk.text import Source

CUE = "The merger has serious consequences for both towns."
BARE = "The timetable is a shambles, and the excuses for it are pathetic."
FACT = "The council met on Monday and approved the budget by nine votes to six."


class Reader:
    """Answers the same to every sentence, and remembers what it was asked."""

    def __init__(self, answer: float, fingerprint: str = "") -> None:
        self.answer = answer
        self.fingerprint = fingerprint or load_joined().head.model
        self.asked: list[list[str]] = []

    def log_probability(self, prefix: str, candidates: Sequence[str], suffix: str) -> list[float]:
        return [0.0 for _ in candidates]

    def log_probabilities(self, questions: Sequence[Question]) -> list[list[float]]:
        return [[0.0 for _ in question.candidates] for question in questions]

    def weigh(self, sentences: Sequence[str], head: Head) -> list[float]:
        self.asked.append(list(sentences))
        return [self.answer for _ in sentences]


@cache
def rules() -> RuleSet:
    file = builtin_packs() / "opinion.yml"
    return RuleSet.build(load_packs([(file, file.read_bytes())]).rules)[0]


def found(text: str, reader: Reader | None = None) -> list[str]:
    selection = Selection(language=reader)
    return [d.rule for d in lint(read(Source("a.txt", text)), rules(), selection).diagnostics]


def test_a_reader_may_overrule_the_first_scorer() -> None:
    assert found(BARE) == ["opinion/unsupported"]
    assert found(BARE, Reader(4.0)) == ["opinion/unsupported"]
    assert found(BARE, Reader(-9.0)) == []


def test_words_that_judge_are_found_whatever_a_reader_says_but_not_loudly() -> None:
    for answer, severity in ((4.0, Severity.WARNING), (-9.0, Severity.SUGGESTION)):
        report = lint(read(Source("a.txt", CUE)), rules(), Selection(language=Reader(answer)))
        assert {d.rule: d.severity for d in report.diagnostics}["opinion/weighty"] == severity


def test_a_reader_finds_what_the_first_scorer_only_suspects() -> None:
    text = "That leaves the region with a problem that money will not solve."
    assert 0.15 < score(text) < 0.55
    assert found(text) == []
    assert found(text, Reader(4.0)) == ["opinion/unsupported"]


def test_facts_and_other_peoples_words_are_not_asked_about() -> None:
    reader = Reader(9.0)
    assert found(f"{FACT} “{BARE}” {BARE[:-1]}, Mayor Ines Holt said.", reader) == []
    assert reader.asked == []


def test_an_article_is_asked_about_at_once() -> None:
    reader = Reader(4.0)
    found(" ".join([FACT, BARE, FACT, CUE, FACT, FACT, BARE.replace("timetable", "roster"), FACT, FACT]), reader)
    assert len(reader.asked) == 1
    assert {BARE, CUE} <= set(reader.asked[0])
    assert len(reader.asked[0]) <= 3


def test_no_more_than_a_third_of_an_article_is_asked_about() -> None:
    for sentences in ([CUE] * 4, [CUE] * 12, [BARE] * 12, [CUE, BARE] * 7):
        reader = Reader(4.0)
        assert found(" ".join(sentences), reader)
        assert 0 < 3 * sum(map(len, reader.asked)) <= len(sentences)


def test_of_a_few_sentences_all_are_asked_about_but_plain_facts() -> None:
    reader = Reader(-9.0)
    text = "That leaves the region with a problem that money will not solve."
    found(f"{FACT} {text} {BARE}", reader)
    assert sorted(sentence for asked in reader.asked for sentence in asked) == sorted([text, BARE])


def test_a_sentence_whose_words_are_named_is_not_reported_as_a_whole_too() -> None:
    text = "The excuses are pathetic, and nobody should believe this shameless nonsense."
    assert found(text) == found(text, Reader(4.0)) == ["opinion/prescription"]
    selection = Selection(language=Reader(4.0), off=frozenset({"opinion/prescription"}))
    report = lint(read(Source("a.txt", text)), rules(), selection)
    assert [d.rule for d in report.diagnostics] == ["opinion/unsupported"]


def test_another_model_is_not_asked() -> None:
    reader = Reader(-9.0, "another")
    assert found(CUE, reader) == found(CUE)
    assert reader.asked == []


def test_both_scorers_count() -> None:
    joined = load_joined()
    assert joined.head.layer <= 20
    assert join(0.9, 0.0, joined) > join(0.5, 0.0, joined) == pytest.approx(0.5)
    assert join(0.5, 2.0, joined) > 0.8
    assert 0 < join(1e-9, -900.0, joined) < join(1 - 1e-9, 900.0, joined) < 1


def test_weights_that_were_changed_are_refused(tmp_path: Path) -> None:
    data = bytearray(PATH.read_bytes())
    data[-5] ^= 1
    (tmp_path / "head.bin").write_bytes(data)
    with pytest.raises(WeightsError):
        load_joined(tmp_path / "head.bin")
