"""The kinds agreement, verb_form and splice: what they read as a subject, a clause, a form, and what they leave alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from copydesk.engine import RuleSet, lint
from copydesk.kinds import tagged
from copydesk.kinds.splice import Splice
from copydesk.kinds.verb_form import VerbForm
from copydesk.models.tagger import Tagger
from copydesk.pack.load import builtin_packs, load_packs
from copydesk.readers import read
from copydesk.rule import Rule
from copydesk.text import Source


@pytest.fixture(scope="module")
def grammar() -> dict[str, Rule]:
    files = sorted(builtin_packs().glob("grammar*.yml"))
    return {rule.id: rule for rule in load_packs([(path, path.read_bytes()) for path in files]).rules}


def mended(text: str, *rules: Rule, name: str = "a.txt") -> list[str]:
    """Each finding as what it reports > what it offers, the offer from the first replacement."""
    ready, dropped = RuleSet.build(rules)
    assert not dropped
    report = lint(read(Source(name, text)), ready)
    assert not report.errors
    return [f"{text[d.span.start : d.span.end]}>{''.join(d.replacements[:1])}" for d in report.diagnostics]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("The cost of repairs are high.", ["are>is"]),
        ("The cost of repairs aren’t high.", ["aren’t>isn’t"]),
        ("In May, the list of guests were long.", ["were>was"]),
        ("Tom, the list of guests were long.", []),
        ("These results often shows that it works.", ["shows>show"]),
        ("It rained, and the results shows it.", ["shows>show"]),
        ("The dog, the cat, and the list of guests are late.", []),
        ("The number of tablets, phones, and other devices is high.", []),
        ("The sports shows are late.", []),
        ("The talk shows are late.", []),
        ("She said (the prices of bread is high) and left.", ["is>are"]),
        ("All but the richest families is poor.", []),
        ("The family of the victims are here.", []),
        ("The price of tickets people have is high.", []),
        ("The man the dogs is after ran.", []),
        ("If the price of tickets were lower, we would go.", []),
        ("They ask that each member have a vote.", []),
        ("Each of us have a key.", []),  # a pronoun: not read
        ("Each of the guests have a key.", ["have>has"]),
        ("One of the reasons prices are high is fuel.", []),
        ("Five miles is a long way, and a lot of people are late.", []),
        ("The cost of repairs and the price of land are high.", []),
        ("What the results is nobody knows.", []),
        ("The Simpsons is a show; the news is bad; the species is rare.", []),
    ],
)
def test_agreement(grammar: dict[str, Rule], text: str, want: list[str]) -> None:
    assert mended(text, grammar["grammar/agreement"]) == want


def test_agreement_tags_only_what_looks_wrong(grammar: dict[str, Rule], monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing(Tagger):
        def __init__(self) -> None: ...

        def tokens(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, str]]:
            raise AssertionError("tagged without need")

    monkeypatch.setattr(tagged, "default_tagger", Refusing)
    assert (
        mended("It is late. The list of guests is long, and they were here. The dogs are out.", *grammar.values()) == []
    )


def form(**fields: Any) -> VerbForm:
    return VerbForm(
        id="house/x", message="{found} {fixed}", **{"forms": {"went": "gone"}, "after": ("have",), **fields}
    )


@pytest.mark.parametrize(
    ("text", "fields", "want"),
    [
        ("They have went.", {}, ["went>gone"]),
        ("They HAVE WENT.", {}, []),
        ("They have, he went on, no home.", {}, []),
        ("They have. Went there once.", {}, []),
        ("They have already went.", {}, []),
        ("They have already went.", {"between": ("already",)}, ["went>gone"]),
        ("They have also already went.", {"between": ("already", "also")}, ["went>gone"]),
        ("They have went-away bags.", {}, []),
        ("They’ve went.", {"after": ("they've",)}, ["went>gone"]),
        ("We look up to went.", {"after": ("look up to",)}, ["went>gone"]),
        ("What they have went away.", {"starts": True, "after": ("they have",)}, ["went>gone"]),
        ("All they have went away.", {"starts": True, "after": ("they have",)}, []),
        ("You and they have went away.", {"starts": True, "after": ("they have",)}, []),
        ("She and they have went away.", {"subjects": ("they",)}, ["went>gone"]),
        ("The poor have went away.", {"subjects": ("they",)}, []),
        ("They was late.", {"forms": {"was": "were"}, "after": ("they",)}, ["was>were"]),
        ("So they wasn’t late.", {"forms": {"wasn't": "weren't"}, "after": ("they",)}, ["wasn’t>weren’t"]),
        ("They still was late.", {"forms": {"was": "were"}, "after": ("they",)}, []),
    ],
)
def test_verb_form(text: str, fields: dict[str, Any], want: list[str]) -> None:
    assert mended(text, form(**fields)) == want


def splice(**fields: Any) -> Splice:
    return Splice(
        id="house/x", message="splice",
        **{"openers": ("the", "it", "he"), "starts": ("it", "he"), "verbs": ("is", "'s", "left"), "adverbs": ("however",),
           "links": ("if", "not", "that"), **fields},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("The road is closed, it is under water.", [",>;"]),
        ("The road is closed, it’s under water now.", [",>;"]),
        ("The road is closed, however it stays dry here.", [",>;"]),
        ("The road is closed, however, it stays dry here.", [",>;"]),
        ("The road is closed, however.", []),
        ("The road is, however, the longest of all.", []),
        ("The road, it is said, stays closed.", []),
        ("The road is closed, it is wet.", []),  # too short a clause to part
        ("It is late, it is dark and cold.", []),
        ("If the road is closed, it is under water.", []),
        ("The road is not closed, it is under water.", []),
        ("The road was built, the bell rang, it is under water.", []),
        ("The road is closed, it is under water, and that is all.", []),
        ("The road is closed, it is under water?", []),
        ("The closed road, it is under water now.", []),
        ("He left the house, he is on his way home.", []),
    ],
)
def test_splice(text: str, want: list[str]) -> None:
    assert mended(text, splice()) == want


def test_findings_lie_right_in_markup(grammar: dict[str, Rule]) -> None:
    text = "🙂 Intro.\r\n\r\nThe *list* of\r\nguests are long. They have **went**.\r\n"
    rules = [grammar["grammar/agreement"], grammar["grammar/participle"]]
    assert mended(text, *rules, name="a.md") == ["are>is", "went>gone"]


def test_no_grammar_rule_needs_more_than_re() -> None:
    for path in builtin_packs().glob("grammar*.yml"):
        loaded = load_packs([(Path(path), path.read_bytes())])
        assert not loaded.problems
        assert not RuleSet.build(loaded.rules)[1]
