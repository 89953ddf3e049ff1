"""Expressions that an earlier process has compiled are the ones that `re` would make."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from array import array
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from copydesk.cache import load_bytes, store_bytes
from copydesk.expressions import Memory, remember_expressions
from copydesk.matching.pattern import expression
from copydesk.pack.load import builtin_packs, load_packs

EXPRESSIONS = [
    (r"(?P<year>\d{4})-(?P<month>\d\d)|(x)", 0),
    (r"(?i)straße[^\W\d_]*?(?=\s|$)", re.MULTILINE),
    (r"(?s:a.c)(?<!b)\b(?:one|two|[α-ω\U0001f300-\U0001f5ff])++" if sys.version_info >= (3, 11) else r"(?s:a.c)", 0),
    ("[\ud800-\udfff]{2,}", re.DOTALL),
    (r"(a)|(?(1)b|c) # no comment", re.VERBOSE),
    ("", 0),
]
SUBJECTS = ["2024-05 and x", "STRASSE straße", "a\ncone one", "ab c", ""]


@pytest.fixture
def compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The compiler of `re`, put right again after the test."""
    monkeypatch.setenv("COPYDESK_CACHE", str(tmp_path / "cache"))
    found = import_module("re._compiler" if sys.version_info >= (3, 11) else "sre_compile")
    monkeypatch.setattr(found, "compile", found.compile)
    yield found
    re.purge()


def memory(compiler: Any) -> Memory:
    return Memory(compiler, import_module("_sre"))


def file_of(folder: Path) -> Path:
    (found,) = folder.glob("cache/expressions-*.bin")
    return found


def many(name: str) -> list[str]:
    """Expressions that take long enough to be worth a file."""
    return [rf"\b(?:{name}{number}|{'|'.join(f'{name}{number}x{n}' for n in range(40))})\b" for number in range(60)]


def filled(compiler: Any) -> Memory:
    known = memory(compiler)
    for pattern in many("first"):
        known.compile(pattern)
    known.store()
    return known


def test_an_expression_kept_is_the_one_that_re_makes(compiler: Any) -> None:
    packs = load_packs([(path, path.read_bytes()) for path in sorted(builtin_packs().glob("*.yml"))])
    ruled = [
        (expression(each, pattern.bounded), int(re.MULTILINE | (re.IGNORECASE if pattern.ignorecase else 0)))
        for rule in packs.rules
        for pattern in rule.patterns()
        for each in pattern.alternatives[:20]
    ]
    asked = [*EXPRESSIONS, *ruled]
    assert len(asked) > 500
    first = memory(compiler)
    for pattern, flags in asked:
        first.compile(pattern, flags)
    first.store()
    second = memory(compiler)
    for pattern, flags in asked:
        ours, theirs = second.compile(pattern, flags), re.compile(pattern, flags)
        # Patterns of `re` are equal when their flags, code and text are.
        assert (ours, ours.groups, dict(ours.groupindex)) == (theirs, theirs.groups, dict(theirs.groupindex))
    assert second._new == 0


@pytest.mark.parametrize(("pattern", "flags"), [each for each in EXPRESSIONS if isinstance(each[0], str)])
def test_an_expression_kept_finds_the_same(compiler: Any, pattern: str, flags: int) -> None:
    first = filled(compiler)
    first.compile(pattern, flags)
    first._new = 10**6
    first.store()
    kept = memory(compiler).compile(pattern, flags)
    for subject in SUBJECTS:
        found = [(m.span(), m.groups(), m.lastgroup, m.groupdict()) for m in kept.finditer(subject)]
        assert found == [
            (m.span(), m.groups(), m.lastgroup, m.groupdict()) for m in re.finditer(pattern, subject, flags)
        ]


def test_a_bad_expression_is_refused_as_ever(compiler: Any) -> None:
    known = memory(compiler)
    for _ in range(2):
        with pytest.raises(re.error, match="unterminated"):
            known.compile("(a")


def test_a_damaged_file_is_as_good_as_none(compiler: Any, tmp_path: Path) -> None:
    filled(compiler)
    file = file_of(tmp_path)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert load_bytes(file.name) is None
    assert memory(compiler).compile(many("first")[0]) == re.compile(many("first")[0])


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xff", b"[1, 2]\n", b"3\n", b'{"a": 1}\n', b"[]\n123", b'[["a+b", 0, 32, 0, {}]]\n']
)
def test_a_file_of_something_else_is_as_good_as_none(compiler: Any, tmp_path: Path, body: bytes) -> None:
    filled(compiler)
    store_bytes(file_of(tmp_path).name, body)
    assert memory(compiler).compile("a+b").fullmatch("aaab")


@pytest.mark.parametrize(
    ("head", "units"),
    [([32, 0, {}], [9999]), ([32, 0, {}], []), ([32, 9, 3], [1]), (["x", 0, {}], [1]), ([32, 0, {"name": 7}], [1])],
)
def test_a_row_that_the_machine_refuses_is_made_again(
    compiler: Any, tmp_path: Path, head: list[Any], units: list[int]
) -> None:
    filled(compiler)
    body = json.dumps([["a+b", 0, *head, len(units)]]).encode() + b"\n" + array("I", units).tobytes()
    store_bytes(file_of(tmp_path).name, body)
    assert memory(compiler).compile("a+b") == re.compile("a+b")


def test_a_few_names_are_not_worth_a_new_file(compiler: Any, tmp_path: Path) -> None:
    filled(compiler)
    before = file_of(tmp_path).read_bytes()
    later = memory(compiler)
    for name in ("Ada", "Grace", "Katherine"):
        later.compile(rf"\b{name}\b")
    later.store()
    assert file_of(tmp_path).read_bytes() == before


def test_what_others_left_is_kept_until_it_is_too_much(
    compiler: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(compiler)
    size = len(file_of(tmp_path).read_bytes())
    second = memory(compiler)
    for pattern in many("second"):
        second.compile(pattern)
    second.store()
    assert len(file_of(tmp_path).read_bytes()) > 1.8 * size
    third = memory(compiler)
    for pattern in many("third"):
        third.compile(pattern)
    monkeypatch.setattr("copydesk.expressions._MOST_UNITS", 1000)
    third.store()
    last = memory(compiler)
    last.compile(many("third")[0])
    assert last._new == 0
    last.compile(many("first")[0])
    assert last._new > 0


def test_re_itself_goes_by_what_is_kept(compiler: Any, tmp_path: Path) -> None:
    untouched = compiler.compile
    store = remember_expressions()
    assert compiler.compile != untouched
    for pattern in many("first"):
        re.compile(pattern)
    store()
    assert file_of(tmp_path).stat().st_size > 10_000


def check(folder: Path, *options: str) -> str:
    (folder / "draft.txt").write_text("It was not merely causal clothing, she said.\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "copydesk", "check", "--isolated", *options, str(folder / "draft.txt")],
        env={**os.environ, "COPYDESK_CACHE": str(folder / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr
    return done.stdout


def test_the_second_run_finds_the_same_and_writes_nothing(tmp_path: Path) -> None:
    first = check(tmp_path)
    assert "casual" in first
    kept = file_of(tmp_path).stat()
    assert check(tmp_path) == first
    assert file_of(tmp_path).stat().st_mtime_ns == kept.st_mtime_ns


def test_without_a_cache_nothing_is_kept(tmp_path: Path) -> None:
    assert "casual" in check(tmp_path, "--no-cache")
    assert not (tmp_path / "cache").exists()
