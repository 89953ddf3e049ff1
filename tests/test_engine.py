"""What the engine promises beyond its rules: containment, caps, order, one finding for one mistake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

import pytest

from copydesk.article import Article
from copydesk.deadline import OutOfTime, time_limit
from copydesk.diagnostic import Diagnostic, Report, Severity
from copydesk.engine import FINDINGS_PER_RULE, Group, RuleSet, Selection, lint
from copydesk.matching import Hit, Scan, Trouble
from copydesk.pack import load_packs
from copydesk.readers import read
from copydesk.record import record
from copydesk.rule import Rule
from copydesk.text import Source


@record(kw_only=True)
class Broken(Rule):
    """Fails."""

    kind: ClassVar[str] = "broken"

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        raise RuntimeError("no good")


def rules(*entries: str) -> tuple[Rule, ...]:
    text = "pack: house\nrules:\n" + "".join(f"  - {{message: 'm {{found}}', {entry}}}\n" for entry in entries)
    loaded = load_packs([(Path("house.yml"), text.encode())])
    assert loaded.problems == ()
    return loaded.rules


def check(text: str, *found: Rule, selection: Selection | None = None, name: str = "a.txt") -> Report:
    built, dropped = RuleSet.build(found)
    assert dropped == ()
    return lint(read(Source(name, text)), built, selection)


def test_a_rule_that_fails_is_told_and_the_others_are_heard() -> None:
    report = check("a b", Broken(id="house/broken", message="x"), *rules("id: a, kind: existence, tokens: [b]"))
    assert [d.rule for d in report.diagnostics] == ["house/a"]
    assert [(e.rule, "no good" in e.message) for e in report.errors] == [("house/broken", True)]


def test_findings_are_capped_and_the_rest_counted() -> None:
    report = check("ab " * (FINDINGS_PER_RULE + 7), *rules("id: a, kind: existence, tokens: ['[a-z]+']"))
    assert len(report.diagnostics) == FINDINGS_PER_RULE
    assert report.hidden == {"house/a": 7}


def test_one_mistake_is_one_finding() -> None:
    pair = rules(
        "id: a, kind: substitution, swap: {by teh: by the}, severity: warning",
        "id: b, kind: substitution, swap: {teh: the}, severity: error",
        "id: c, kind: existence, tokens: [teh], severity: error",
    )
    report = check("It was by teh river.", *pair)
    assert [d.rule for d in report.diagnostics] == ["house/b", "house/c"]


def test_off_grades_and_confidence() -> None:
    pair = rules("id: a, kind: existence, tokens: [b], confidence: 0.4", "id: b, kind: existence, tokens: [b]")
    report = check("a b", *pair, selection=Selection(frozenset({"house/b"})))
    assert [d.rule for d in report.diagnostics] == ["house/a"]
    report = check("a b", *pair, selection=Selection(grades={"house/b": Severity.ERROR}, min_confidence=0.5))
    assert [(d.rule, d.severity) for d in report.diagnostics] == [("house/b", Severity.ERROR)]


@pytest.mark.parametrize(("quoting", "found"), [("skip", []), ("soften", ["suggestion"]), ("check", ["warning"])])
def test_what_quotation_does_to_a_finding(quoting: str, found: list[str]) -> None:
    report = check(
        "“We will win it all again,” she said.", *rules(f"id: a, kind: existence, tokens: [win], in_quotes: {quoting}")
    )
    assert [d.severity.label for d in report.diagnostics] == found


@pytest.mark.parametrize(
    ("keys", "text", "found"),
    [
        ("where: [heading]", "# win\n\nwin it\n", 1),
        ("where: [~heading]", "# win\n\nwin it, win all\n", 2),
        ("unless: [lottery]", "They win the lottery. They win.\n", 1),
        ("not_near: {words: [award], within: 2}", "They win an award. They hope to win it in May, not an award.\n", 1),
        ("genres: [opinion]", "They win.\n", 0),
        ("where: [raw]", "`win` <!-- win -->\n", 2),
        ("", "`win` and [win](win.html)\n", 1),
        ("", "    win\n\n```\nwin\n```\n", 0),
    ],
)
def test_where_a_rule_looks(keys: str, text: str, found: int) -> None:
    entry = f"id: a, kind: existence, tokens: [win]{', ' if keys else ''}{keys}"
    assert len(check(text, *rules(entry), name="a.md").diagnostics) == found


def test_messages_are_filled_by_replacement_only() -> None:
    report = check(
        "It says {fixed} {0}.", *rules("id: a, kind: existence, tokens: ['\\{fixed\\} \\{0\\}'], nonword: true")
    )
    assert report.diagnostics[0].message == "m {fixed} {0}"


def test_a_text_that_takes_too_long_is_given_up() -> None:
    def spin() -> None:
        with time_limit(0.05):
            while True:
                pass

    with pytest.raises(OutOfTime):
        spin()


class SlowPlan:
    """A plan whose first pattern ran out of time."""

    def scan(self, text: str) -> Scan:
        return Scan({}, (Trouble(0, "it took more than 1 second"),))


def test_a_pattern_that_runs_out_of_time_is_told() -> None:
    (rule,) = rules("id: a, kind: existence, tokens: [b]")
    empty = RuleSet.build([])[0]
    slow = RuleSet(Group((rule,), SlowPlan(), ((0, 0),)), empty.raw)  # type: ignore[arg-type]  # stands in for a Plan
    report = lint(read(Source("a.txt", "a b")), slow)
    assert [tuple(e) for e in report.errors] == [("house/a", "it took more than 1 second")]


def test_a_rule_that_cannot_be_planned_is_left_out_alone() -> None:
    built, dropped = RuleSet.build(
        rules("id: a, kind: existence, tokens: ['(b']", "id: b, kind: existence, tokens: [b]")
    )
    assert [rule.id for rule in built.rules] == ["house/b"]
    assert [rule.id for rule, _ in dropped] == ["house/a"]
