"""Packs load strictly: what is wrong is told in one line, and nothing hostile costs anything."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.pack import Loaded, PackError, load_packs
from copydesk.pack.frozen import from_data, to_data
from copydesk.pack.nodes import Fields, Items, Scalar
from copydesk.pack.parse import parse_yaml

RULE = """
pack: house
rules:
  - id: no-stress
    kind: existence
    message: "“{found}” says nothing"
    severity: suggestion
    tokens: [going forward, at the end of the day]
"""


def load(text: str, name: str = "house.yml") -> Loaded:
    return load_packs([(Path(name), text.encode())])


def test_a_pack_loads() -> None:
    loaded = load(RULE)
    assert not loaded.problems
    assert loaded.rules[0].id == "house/no-stress"
    assert vars(loaded.rules[0])["tokens"] == ("going forward", "at the end of the day")


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        ("severity:", "severty:", 7, "unknown key 'severty'; did you mean 'severity'?"),
        ("suggestion", "sugestion", 7, "did you mean 'suggestion'?"),
        ("kind: existence", "kind: existance", 5, "did you mean 'existence'?"),
        ("kind: existence", "kind: script", 5, "runs code"),
        ("pack: house", "pack: House Style", 2, "'pack' must name the pack"),
        ("id: no-stress", "id: No Stress", 4, "'id' must be small letters"),
        (
            "tokens: [going forward, at the end of the day]",
            "ignorecase: maybe\n    tokens: [a]",
            8,
            "takes true or false",
        ),
        ("tokens: [going forward, at the end of the day]", "confidence: .nan\n    tokens: [a]", 8, "takes a number"),
        ("tokens: [going forward, at the end of the day]", "tokens: {a: b}", 8, "single value"),
        ("tokens: [going forward, at the end of the day]", "ignorecase: true", 4, "needs tokens"),
        ("{found}", "{found.__class__}", 6, "a message can hold"),
        ("{found}", "{found:>999999999}", 6, "a message can hold"),
        ("    tokens:", "    unless: ['(']\n    tokens:", 8, "bad pattern"),
        ("rules:", "ruels:", 3, "did you mean 'rules'?"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(before: str, after: str, line: int, reason: str) -> None:
    loaded = load(RULE.replace(before, after, 1))
    assert len(loaded.problems) == 1
    assert loaded.problems[0].line == line
    assert reason in str(loaded.problems[0])
    assert "\n" not in str(loaded.problems[0])


def test_a_bad_rule_leaves_the_others_standing() -> None:
    second = RULE.partition("rules:\n")[2].replace("no-stress", "other")
    loaded = load(RULE.replace("suggestion", "loud") + second)
    assert [rule.id for rule in loaded.rules] == ["house/other"]
    assert len(loaded.problems) == 1


def test_one_id_twice_is_an_error_at_the_second() -> None:
    loaded = load_packs([(Path("a.yml"), RULE.encode()), (Path("b.yml"), RULE.encode())])
    assert len(loaded.rules) == 1
    assert "b.yml:4: the rule 'house/no-stress' exists already" in str(loaded.problems[0])


HOSTILE = {
    "brackets": b"[" * 100_000,
    "braces": b"{" * 100_000,
    "bomb": b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "merge": b"a: &a {b: c}\nd: {<<: *a}\n",
    "tag": b"pack: !!python/object/apply:os.system ['true']\n",
    "own tag": b"pack: !x y\n",
    "two documents": b"pack: a\n---\npack: b\n",
    "duplicate": b"pack: a\npack: b\n",
    "not utf-8": b"pack: \xff\xfe\n",
    "nul": b"pack: \x00\n",
    "too big": b"# " + b"x" * 1_000_001,
    "unclosed": b'pack: "a\n',
    "complex key": b"? [a, b]\n: c\n",
    "tab": b"pack:\n\t- a\n",
    "deep": b"\n".join(b" " * n + b"a:" for n in range(200)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_yaml_is_refused_at_once(name: str) -> None:
    began = time.perf_counter()
    with pytest.raises(PackError) as caught:
        parse_yaml(HOSTILE[name], "bad.yml")
    assert str(caught.value).startswith("bad.yml:")
    assert "\n" not in str(caught.value)
    assert time.perf_counter() - began < 1


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_pack_or_a_problem(data: bytes) -> None:
    loaded = load_packs([(Path("any.yml"), data)])
    assert loaded.problems or loaded.rules == ()


def test_scalars_stay_what_was_written() -> None:
    node = parse_yaml(b"a: no\nb: 12:30:45\nc: 1_000\nd: [on, ~]\n", "x")
    assert isinstance(node, Fields)
    values = [v.text if isinstance(v, Scalar) else [n.text for n in v.nodes] for _, v in node.pairs]  # type: ignore[union-attr]
    assert values == ["no", "12:30:45", "1_000", ["on", "~"]]
    assert isinstance(node.pairs[3][1], Items)


def test_rules_survive_the_cache() -> None:
    rules = load(RULE + "    not_near: {words: [ironically], within: 3}\n").rules
    again = from_data(json.loads(json.dumps(to_data(rules))))
    assert again == rules


def test_a_word_list_outside_the_folder_is_refused(tmp_path: Path) -> None:
    from copydesk.pack.load import _PackReader

    reader = _PackReader(tmp_path / "house.yml")
    with pytest.raises(PackError, match="outside"):
        reader._lexicon("../secret.yml", 3)
