"""The kind fit: a word in the company of another that looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.diagnostic import Diagnostic
from copydesk.engine import RuleSet, lint
from copydesk.kinds.fit import Fit, Sense
from copydesk.pack.load import builtin_packs, load_packs
from copydesk.readers import read
from copydesk.text import Source

RULE = Fit(
    id="typo/trial-trail",
    message="{found}: {fixed}",
    senses={
        "causal": Sense(describes=("link", "factor", "relationship"), after=("in nature",)),
        "casual": Sense(describes=("talk", "visitor", "code", "relationship"), before=("smart",)),
    },
    endings=("ly",),
)


def found(text: str, rule: Fit = RULE) -> tuple[Diagnostic, ...]:
    rules, dropped = RuleSet.build([rule])
    assert not dropped
    report = lint(read(Source("a.txt", text)), rules)
    assert not report.errors
    return report.diagnostics


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("They met for a causal talk.", "causal", "casual"),
        ("A casual biological link was found.", "casual", "causal"),
        ("These talks were not merely causal; they were long.", "causal", "casual"),
        ("The dress code at the club is very causal.", "causal", "casual"),
        ("She said that the talks of the two had been causal.", "causal", "casual"),
        ("The visitors to the link were causal, he said.", "causal", "casual"),
        ("Causal visitors pay more.", "Causal", "Casual"),
        ("It is casual in nature.", "casual", "causal"),
        ("They dressed smart causal.", "causal", "casual"),
    ],
)
def test_the_company_of_the_other(text: str, wrong: str, right: str) -> None:
    (diagnostic,) = found(text)
    assert text[diagnostic.span.start : diagnostic.span.end] == wrong
    assert diagnostic.replacements == (right,)
    assert diagnostic.message == f"{wrong}: {right}"
    assert diagnostic.fix
    assert not diagnostic.fix.safe


@pytest.mark.parametrize(
    "text",
    [
        "A causal relationship between smoking and cancer was shown.",
        "A casual relationship ended in May.",  # both words go with it
        "The link between the talks was causal.",  # the subject is the link
        "It was causal, he said of the talks.",  # who knows what it was
        "A causal-comparative talk was held, and a non-causal talk.",
        "The causal and the long talk went on.",
        "Causal's visitors came.",
        "A causal factor talk.",  # its own company is there too
    ],
)
def test_in_doubt_it_is_silent(text: str) -> None:
    assert found(text) == ()


def test_endings_are_kept() -> None:
    rule = Fit(
        id="typo/trail-trial", message="{fixed}",
        senses={"trail": Sense(before=("campaign",)), "trial": Sense(before=("murder", "on"))}, endings=("s",),
    )  # fmt: skip
    assert [d.replacements for d in found("Two murder trails ran on the campaign trials.", rule)] == [
        ("trials",),
        ("trails",),
    ]


def test_a_rule_has_two_words() -> None:
    rule = Fit(id="typo/one", message="{fixed}", senses={"causal": Sense()})
    assert [key for key, _ in rule.problems()] == ["senses"]


@given(st.text(alphabet="causl itkwer.;’-\n", max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    whole = f"{text} causal talk {text}"
    for diagnostic in found(whole):
        assert whole[diagnostic.span.start : diagnostic.span.end].lower().startswith(("causal", "casual"))


def test_the_words_of_the_pack_are_small_and_listed_once() -> None:
    path = builtin_packs() / "typo_fit.yml"
    for rule in load_packs([(path, path.read_bytes())]).rules:
        assert isinstance(rule, Fit)
        for sense in rule.senses.values():
            for words in (sense.describes, sense.before, sense.after):
                assert len(set(words)) == len(words), f"{rule.id}: a word is listed twice"
                assert all(word == word.lower() for word in words)
