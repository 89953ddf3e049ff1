"""The kind sequence: Vale's walk over tagged tokens, its gate, its errors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from copydesk.engine import RuleSet, lint
from copydesk.kinds import tagged
from copydesk.kinds.sequence import SequenceRule
from copydesk.kinds.token_pattern import Token, TokenPattern, fill_words
from copydesk.models.tagger import default_tagger
from copydesk.pack.frozen import from_data, to_data
from copydesk.pack.load import load_packs
from copydesk.readers import read
from copydesk.text import LineIndex, Source

VALE: Any = json.loads(Path(__file__).with_name("data").joinpath("vale_sequence.json").read_text(encoding="utf8"))


def found(tokens: list[Token], text: str, **options: Any) -> list[str]:
    pattern = TokenPattern(tokens, **options)
    return [text[f.start : f.end] for f in pattern.find(text, default_tagger().tagged(text))]


def rule(**fields: Any) -> SequenceRule:
    tokens = tuple(Token(**token) for token in fields.pop("tokens"))
    return SequenceRule(id="house/x", tokens=tokens, **{"message": "“{found}”", **fields})


def messages(text: str, *rules: SequenceRule, name: str = "a.txt") -> list[str]:
    ready, dropped = RuleSet.build(rules)
    assert not dropped
    report = lint(read(Source(name, text)), ready)
    assert not report.errors
    return [d.message for d in report.diagnostics]


def test_vales_own_scenario() -> None:
    text = VALE["text"]
    rules = [
        SequenceRule(
            id=f"lt/{name}", message=spec["message"], ignorecase=spec.get("ignorecase", False),
            tokens=tuple(Token(**token) for token in spec["tokens"]),
        )
        for name, spec in VALE["rules"].items()
    ]  # fmt: skip
    report = lint(read(Source("test.md", text)), RuleSet.build(rules)[0])
    lines = LineIndex(text)
    alerts = []
    for d in report.diagnostics:
        line, column = lines.position(d.span.start)
        alerts.append(f"{line}:{column}:LanguageTool.{d.rule[3:]}:{d.message}")
    assert sorted(alerts) == sorted(VALE["alerts"])


@pytest.mark.parametrize(
    ("text", "want"),
    [("Ask your self now.", ["your self"]), ("Ask your self-worth.", []), ("Ask your selfishness.", [])],
)
def test_a_pattern_is_the_whole_word(text: str, want: list[str]) -> None:
    assert found([Token(pattern="your"), Token(pattern="self")], text) == want


def test_what_follows_a_window_still_has_to_hold() -> None:
    tokens = [Token(pattern="the"), Token(tag="NN", skip=3), Token(tag="VBD")]
    assert found(tokens, "When the small boat sank slowly it was dark.") == ["the small boat sank"]
    assert found(tokens, "Near the small boat yesterday evening.") == []


def test_min_asks_for_several_each_with_its_window() -> None:
    tokens = [Token(tag="NN", skip=4, min=2), Token(pattern=r"\w+", tag="PRP")]
    assert len(found(tokens, "The cat watched the bird until it flew.")) == 1
    assert found(tokens, "The cat barked because it rained.") == []
    stacked = [Token(tag="JJ", min=2), Token(pattern=r"\w+", tag="NN")]
    assert found(stacked, "It was a big red barn.") == ["big red barn"]
    assert found(stacked, "It was a big barn.") == []


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Dogs bark at night.", ["Dogs bark at"]),
        ("Some dogs bark at night.", ["Some dogs bark at"]),
        ("Cats purr and dogs bark at night.", []),
        ("dogs bark", ["dogs bark"]),
        ("dogs bark loudly", []),
    ],
)
def test_a_negated_token_holds_at_the_end_of_a_sentence(text: str, want: list[str]) -> None:
    tokens = [Token(tag="CC", negate=True), Token(pattern="dogs"), Token(pattern="bark"), Token(tag="RB", negate=True)]
    assert found(tokens, text, ignorecase=True) == want


def test_an_anchor_behind_a_window_is_met_leftwards() -> None:
    tokens = [Token(tag="^NNS$", skip=2), Token(pattern="are"), Token(pattern="late", skip=1)]
    assert found(tokens, "The trains to London are very late.") == ["trains to London are very late"]
    assert found(tokens, "The trains that go to London are late.") == []


def test_each_anchor_is_tried_once() -> None:
    assert found([Token(pattern="very"), Token(tag="JJ")], "A very cold, very wet, very soon cold day.") == [
        "very cold", "very wet",
    ]  # fmt: skip


def test_a_target_alone_is_reported() -> None:
    tokens = [Token(pattern="the"), Token(tag="JJ", target=True), Token(tag="NN")]
    assert found(tokens, "We saw the old barn.") == ["old"]


def test_exceptions_are_places_where_no_sequence_may_begin() -> None:
    tokens = [Token(pattern="dogs"), Token(pattern="bark")]
    assert found(tokens, "Wild dogs bark, cats purr.", exceptions=["^[^,]+,"]) == []
    assert found(tokens, "After dark, dogs bark.", exceptions=["^[^,]+,"]) == ["dogs bark"]


@pytest.mark.parametrize(
    ("upos", "want"),
    [
        ("NOUN", ["ferry", "storm"]),
        ("AUX", ["had"]),
        ("VERB", ["had", "left"]),
        ("NOUN|AUX", ["ferry", "had", "left", "storm"]),
    ],
)
def test_universal_tags(upos: str, want: list[str]) -> None:
    text = "The ferry had left before the storm."
    assert found([Token(upos=upos)], text) == want


def test_the_words_fill_the_message() -> None:
    say = rule(message="%[2]s after %[1]s, 100%% of {found}", tokens=[{"pattern": "very"}, {"tag": "JJ"}])
    assert messages("It was very cold.", say) == ["cold after very, 100% of very cold"]
    assert fill_words("%s %s %s", ["a", "b"]) == "a b "
    assert fill_words("%[2]s %s", ["a", "b", "c"]) == "b c"
    assert fill_words("%[9]s|%[1]s %s", ["a", "b"]) == "|a b"


def test_a_sentence_without_the_anchor_is_not_tagged(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing:
        def tokens(self, *_: object) -> None:
            raise AssertionError("tagged without need")

    monkeypatch.setattr(tagged, "default_tagger", lambda: Refusing())
    say = rule(tokens=[{"pattern": "very"}, {"pattern": "cold"}])
    assert messages("It was cold. It was very warm.", say) == []


def test_curly_quotes_are_read_as_straight_ones() -> None:
    say = rule(tokens=[{"tag": "RB"}, {"pattern": "care", "tag": "^VB$"}])
    assert messages("I don't care.", say) == ["“n't care”"]
    assert messages("I don’t care.", say) == ["“n’t care”"]


def test_a_sequence_stays_in_its_sentence_and_out_of_code() -> None:
    say = rule(tokens=[{"pattern": "very"}, {"pattern": "cold"}])
    assert messages("It was very\ncold. `very cold` is code. Not very. Cold, though.", say, name="a.md") == [
        "“very cold”"
    ]


def test_it_survives_the_cache() -> None:
    say = rule(tokens=[{"pattern": "very", "skip": 2}, {"tag": "JJ", "target": True}])
    assert from_data(json.loads(json.dumps(to_data([say])))) == (say,)


@pytest.mark.parametrize(
    ("tokens", "reason"),
    [
        ("[{pattern: '('}]", "bad pattern"),
        ("[{tag: 'NN('}]", "bad pattern"),
        ("[{upos: THING}]", "no universal tag"),
        ("[{upos: NOUN, tag: NN}]", "not both"),
        ("[{pattern: a, skip: -1}]", "skip counts from 0"),
        ("[{pattern: a, negate: true}]", "not negated"),
        ("[{pattern: a, skp: 1}]", "did you mean 'skip'?"),
    ],
)
def test_what_is_wrong_is_named(tokens: str, reason: str) -> None:
    pack = f"pack: house\nrules:\n  - id: x\n    kind: sequence\n    message: no\n    tokens: {tokens}\n"
    problems = load_packs([(Path("house.yml"), pack.encode())]).problems
    assert len(problems) == 1
    assert reason in str(problems[0])
