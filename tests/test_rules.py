"""Every rule that ships is tested by its own examples, and fires on nothing that its neighbours vouch for."""

from __future__ import annotations

import re
import sys

import pytest

from copydesk.engine import RuleSet
from copydesk.examples import run_examples
from copydesk.kinds.substitution import Substitution
from copydesk.pack import builtin_packs, load_packs, pack_files
from copydesk.rule import Rule

LOADED = load_packs([(path, path.read_bytes()) for path in pack_files([builtin_packs()])])


def test_all_packs_load() -> None:
    assert [str(problem) for problem in LOADED.problems] == []
    assert len(LOADED.rules) >= 60


@pytest.mark.parametrize("rule", LOADED.rules, ids=lambda rule: rule.id)
def test_examples(rule: Rule) -> None:
    assert sum(bool(example.bad) for example in rule.examples) >= 2
    assert sum(bool(example.good) for example in rule.examples) >= 2
    assert rule.why.strip()
    assert [f"{o.fault}: {o.detail} in {o.example}" for o in run_examples(rule) if o.fault] == []


def test_the_packs_need_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "regex", None)
    monkeypatch.setitem(sys.modules, "hunspell", None)
    assert RuleSet.build(LOADED.rules)[1] == ()


@pytest.mark.parametrize("rule", [r for r in LOADED.rules if isinstance(r, Substitution)], ids=lambda rule: rule.id)
def test_a_replacement_names_groups_that_its_pattern_has(rule: Substitution) -> None:
    for key, wanted in rule.swap.items():
        groups = re.compile(rf"\b(?:{key})\b").groups  # as the rule itself compiles it, when it first finds something
        assert all(int(number) <= groups for number in re.findall(r"\$(\d+)", wanted)), key
