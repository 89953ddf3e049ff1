"""Run the examples that rules carry: a rule is only as good as what its author can show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from copydesk.diagnostic import Diagnostic, RuleError
from copydesk.document import Document
from copydesk.engine import RuleSet, lint
from copydesk.readers import read
from copydesk.rule import Example, Rule
from copydesk.text import Source

# What an engine outside this process says of a document, for rules that ask one, and what it could not say.
Ask = Callable[[Document, Sequence[Rule]], tuple[Mapping[str, Any], tuple[RuleError, ...]]]


class Outcome(NamedTuple):
    """What an example showed. `fault` is empty if it holds.

    missing: a bad text that is not reported; noisy: a good text that is; wrong: reported, but not these words or not this
    replacement; caught: a known miss that is a miss no longer.
    """

    rule: str
    example: Example
    fault: str
    detail: str


def run_examples(rule: Rule, ask: Ask | None = None) -> Iterator[Outcome]:
    """One outcome for each example of the rule, each text linted with this rule alone. `ask` is for rules that need it."""
    rules, dropped = RuleSet.build([rule])
    if dropped:
        yield Outcome(rule.id, Example(), "wrong", dropped[0][1])
        return
    for example in rule.examples:
        yield Outcome(rule.id, example, *_judge(rules, example, ask))


def _judge(rules: RuleSet, example: Example, ask: Ask | None) -> tuple[str, str]:
    given = [text for text in (example.bad, example.good, example.todo) if text]
    if len(given) != 1:
        return "wrong", "an example is one of bad, good or todo"
    text = given[0]
    document = read(Source("example", text), example.format)
    outside, troubles = ask(document, rules.rules) if ask else ({}, ())
    report = lint(document, rules, outside=outside)
    if troubles or report.errors:
        return "wrong", (*troubles, *report.errors)[0].message
    found = [text[d.span.start : d.span.end] for d in report.diagnostics]
    if example.good:
        return ("noisy", f"reported {found[0]!r}") if found else ("", "")
    if example.todo:
        return ("caught", "no longer a miss; call it bad") if found else ("", "")
    if not found:
        return "missing", "not reported"
    if example.finds and example.finds not in found:
        return "wrong", f"reported {found[0]!r}, not {example.finds!r}"
    if example.fixed:
        return _judge_fix(report.diagnostics[0], text, example.fixed)
    return "", ""


def _judge_fix(diagnostic: Diagnostic, text: str, fixed: str) -> tuple[str, str]:
    span = diagnostic.span
    results = [text[: span.start] + replacement + text[span.end :] for replacement in diagnostic.replacements]
    if results[:1] == [fixed]:
        return "", ""
    return "wrong", f"the fix gives {results[0] if results else 'nothing'!r}, not {fixed!r}"
