"""The kind possessive: what asks for its, your and their, and what for it's, you're and they're."""

from __future__ import annotations

import pytest

from copydesk.engine import RuleSet, lint
from copydesk.kinds import tagged
from copydesk.models.tagger import Tagger
from copydesk.pack.load import builtin_packs, load_packs
from copydesk.readers import read
from copydesk.rule import Rule
from copydesk.text import Source


@pytest.fixture(scope="module")
def rules() -> list[Rule]:
    path = builtin_packs() / "typo_its.yml"
    return [rule for rule in load_packs([(path, path.read_bytes())]).rules if rule.kind == "possessive"]


def mended(text: str, rules: list[Rule]) -> list[str]:
    """Each finding as what it reports > what it offers."""
    report = lint(read(Source("a.txt", text)), RuleSet.build(rules)[0])
    assert not report.errors
    return [f"{text[d.span.start : d.span.end]}>{''.join(d.replacements)}" for d in report.diagnostics]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("The fund sold it's second largest stake.", ["it's>its"]),
        ("The fund sold it’s stake.", ["it’s>its"]),
        ("“We checked you’re tickets at the gate,” he said.", ["you’re>your"]),
        ("It's annual report was late.", ["It's>Its"]),
        ("They slept under they're coats.", ["they're>their"]),
        ("The town is proud, and they're mayor has won.", ["they're>their"]),
        ("He said it's council workers who clear the snow.", []),
        ("It's evident Smith knows.", []),
        ("If it’s GPS tracked, they will find it.", []),
        ("You're welcome, and they're teachers by trade.", []),
        ("When it rains it's cats and dogs.", []),
        ("In winter it's dark by four.", []),
        ("What it's like to wait, and how it's done, they know.", []),
    ],
)
def test_the_possessive_is_meant(rules: list[Rule], text: str, want: list[str]) -> None:
    assert mended(text, rules) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("He hopes its possible to go.", ["its>it's"]),
        ("He said it’s late and its impossible to go.", ["its>it’s"]),
        ("Ask if your unsure.", ["your>you're"]),
        ("When their finished they leave.", ["their>they're"]),
        ("But its working fine.", ["its>it's"]),
        ("Its inevitable that prices rise.", ["Its>It's"]),
        ("Know your own worth, and its working parts.", []),
        ("It showed its military might and its elderly were proud.", []),
        ("The club and its exhausted supporters went home.", []),
        ("If your active account is closed, call us.", []),
        ("As its deputy he knew its weak points.", []),
    ],
)
def test_the_contraction_is_meant(rules: list[Rule], text: str, want: list[str]) -> None:
    assert mended(text, rules) == want


def test_most_sentences_are_not_tagged(rules: list[Rule], monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing(Tagger):
        def __init__(self) -> None: ...

        def tokens(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, str]]:
            raise AssertionError("tagged without need")

    monkeypatch.setattr(tagged, "default_tagger", Refusing)
    text = "It's a start. They think it's time. The firm and its owner know you're late. Their house is big."
    assert mended(text, rules) == []
