"""The shell's door: exit codes, settings, files, and that nothing is lost on the way."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from copydesk.cli import main

DIRTY = "The council met on Tuesday.\n\nAuthor Avatar\n\nThe the vote was recieved with applause.\n"
CLEAN = "The council met at noon.\n\nMaria Lindqvist, the mayor, read the minutes and closed the session.\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COPYDESK_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "drafts").mkdir()
    return tmp_path / "drafts"


@pytest.fixture
def copydesk(desk: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def rows(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.split("\n") if line]


def test_a_clean_draft_exits_0(desk: Path, copydesk: Run) -> None:
    (desk / "a.txt").write_text(CLEAN)
    code, out, err = copydesk("check", "drafts", "--output-format", "jsonl")
    assert (code, rows(out), err) == (0, [], "")


def test_findings_exit_1_and_quote_the_source(desk: Path, copydesk: Run) -> None:
    (desk / "a.txt").write_text(DIRTY)
    code, out, _ = copydesk("check", "drafts", "--output-format", "jsonl")
    found = rows(out)
    assert code == 1
    assert {"typo/misspelling", "residue/template"} <= {row["rule"] for row in found}
    assert all(DIRTY[row["start"] : row["end"]] == row["text"] for row in found)


def test_exit_zero_and_fail_on(desk: Path, copydesk: Run) -> None:
    (desk / "a.txt").write_text(DIRTY)
    assert copydesk("check", "drafts", "--exit-zero")[0] == 0
    assert copydesk("check", "drafts", "--fail-on", "never")[0] == 0
    assert copydesk("check", "drafts", "--select", "typo/misspelling", "--fail-on", "error")[0] == 1


def test_max_warnings(desk: Path, copydesk: Run) -> None:
    (desk / "copydesk.yml").write_text("rules: {typo/misspelling: warning}\n")
    (desk / "a.txt").write_text("The committee recieved it and recieved it again.\n")
    arguments = (
        "check",
        "drafts",
        "--config",
        "drafts/copydesk.yml",
        "--select",
        "typo/misspelling",
        "--fail-on",
        "error",
    )
    assert copydesk(*arguments)[0] == 0
    assert copydesk(*arguments, "--max-warnings", "2")[0] == 0
    assert copydesk(*arguments, "--max-warnings", "1")[0] == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"caf\xe9", "unreadable encoding at byte 3"), (b"x" * 5_000_001, "larger than 5 MB")],
)
def test_what_cannot_be_checked_is_told_and_exits_2(desk: Path, copydesk: Run, data: bytes, reason: str) -> None:
    (desk / "bad.txt").write_bytes(data)
    (desk / "good.txt").write_text(CLEAN)
    code, out, _ = copydesk("check", "drafts", "--output-format", "jsonl")
    assert code == 2
    assert reason in out
    assert (desk / "bad.txt").read_bytes() == data


def test_a_missing_path_exits_2(desk: Path, copydesk: Run) -> None:
    code, out, err = copydesk("check", "drafts/none.txt")
    assert code == 2
    assert "no such file" in out + err


def test_a_folder_without_texts_exits_2(desk: Path, copydesk: Run) -> None:
    code, _, err = copydesk("check", "drafts")
    assert code == 2
    assert "nothing to check" in err


def test_standard_input(copydesk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"# Notes\n\nThe `recieve` call was recieved.\n")))
    code, out, _ = copydesk("check", "-", "--stdin-filename", "notes.md", "--output-format", "jsonl")
    assert code == 1
    assert [(row["path"], row["column"]) for row in rows(out) if row["rule"] == "typo/misspelling"] == [
        ("notes.md", 24)
    ]


@pytest.mark.parametrize(
    ("config", "complaint"),
    [
        ("gerne: news\n", "copydesk.yml:1: unknown key 'gerne'; did you mean 'genre'?"),
        ("select: [typo]\nfail_on: loud\n", "copydesk.yml:2: 'fail_on' cannot be 'loud'"),
        ("extends: [house.yml]\n", "'extends' names 'house.yml', which is not there"),
        ("packs: [none.yml]\n", "none.yml cannot be read"),
        ("rules: {typo/mispeling: off}\n", "no rule is called 'typo/mispeling'"),
        ("a: &x [1]\n", "anchor"),
    ],
)
def test_a_bad_config_is_one_line_and_exit_2(desk: Path, copydesk: Run, config: str, complaint: str) -> None:
    Path("copydesk.yml").write_text(config)
    (desk / "a.txt").write_text(CLEAN)
    code, _, err = copydesk("check", "drafts")
    assert code == 2
    assert complaint in err
    assert err.count("\n") == 1


def test_a_bad_rule_is_left_out_and_the_others_run(desk: Path, copydesk: Run) -> None:
    Path("copydesk.yml").write_text("packs: [house.yml]\n")
    Path("house.yml").write_text(
        "pack: house\nrules:\n"
        "  - {id: a, kind: existence, message: no, tokens: [noon], severity: warning}\n"
        "  - {id: b, kind: existence, message: no, tokens: ['(noon'], severity: warning}\n"
        "  - {id: c, kind: existance, message: no, tokens: [noon]}\n"
    )
    (desk / "a.txt").write_text(CLEAN)
    code, out, err = copydesk("check", "drafts", "--output-format", "jsonl")
    assert code == 2
    assert [row["rule"] for row in rows(out)] == ["house/a"]
    assert "house.yml:5: 'kind' cannot be 'existance'; did you mean 'existence'?" in err
    assert "house/b" in err


def test_overrides_and_genre(desk: Path, copydesk: Run) -> None:
    Path("copydesk.yml").write_text(
        "overrides:\n"
        "  - {files: ['drafts/opinion/*'], ignore: [typo]}\n"
        "  - {files: ['*.txt'], rules: {typo/misspelling: suggestion}}\n"
    )
    (desk / "opinion").mkdir()
    (desk / "opinion" / "a.txt").write_text("It was recieved well.\n")
    (desk / "b.txt").write_text("It was recieved well.\n")
    code, out, _ = copydesk("check", "drafts", "--output-format", "jsonl", "--select", "typo")
    assert [(row["path"], row["severity"]) for row in rows(out)] == [("drafts/b.txt", "suggestion")]
    assert code == 0


def test_tool_table_in_pyproject(desk: Path, copydesk: Run) -> None:
    Path("pyproject.toml").write_text('[tool.copydesk]\nignore = ["typo"]\nfail-on = "error"\n')
    (desk / "a.txt").write_text("It was recieved well.\n")
    assert copydesk("check", "drafts", "--select", "typo", "--output-format", "jsonl")[:2] == (0, "")
    assert copydesk("check", "drafts", "--select", "typo", "--isolated")[0] == 1


def test_excludes_and_gitignore(desk: Path, copydesk: Run) -> None:
    Path(".git").mkdir()
    Path(".gitignore").write_text("old/\n")
    Path("copydesk.yml").write_text("exclude: ['drafts/raw*']\n")
    for name in ("a.txt", "raw.txt", "old/b.txt", "c.py"):
        (desk / name).parent.mkdir(exist_ok=True)
        (desk / name).write_text("It was recieved well.\n")
    seen = {row["path"] for row in rows(copydesk("check", "drafts", "--output-format", "jsonl")[1])}
    assert seen == {"drafts/a.txt"}
    assert rows(copydesk("check", "drafts/raw.txt", "--output-format", "jsonl")[1])
    assert (
        copydesk("check", "drafts/raw.txt", "drafts/a.txt", "--force-exclude", "--output-format", "jsonl")[1].count(
            "raw"
        )
        == 0
    )


def test_fix_writes_only_what_is_safe(desk: Path, copydesk: Run) -> None:
    (desk / "a.txt").write_bytes("\ufeffIt was recieved well.\r\nAuthor Avatar\r\n".encode())
    copydesk("check", "drafts", "--fix")
    assert (desk / "a.txt").read_bytes() == "\ufeffIt was received well.\r\nAuthor Avatar\r\n".encode()


def test_output_file_is_whole_and_leaves_nothing_else(desk: Path, copydesk: Run) -> None:
    (desk / "a.txt").write_text(DIRTY)
    code, out, _ = copydesk("check", "drafts", "--output-format", "json", "--output-file", "report.json")
    assert (code, out) == (1, "")
    assert json.loads(Path("report.json").read_text())["schema_version"]
    assert not list(Path().glob(".report*"))


def test_jobs_change_nothing(desk: Path, copydesk: Run) -> None:
    for number in range(7):
        (desk / f"{number}.txt").write_text(DIRTY * (number + 1))
    alone = copydesk("check", "drafts", "--output-format", "jsonl", "--jobs", "1")
    assert copydesk("check", "drafts", "--output-format", "jsonl", "--jobs", "3") == alone
    assert copydesk("check", "drafts", "--output-format", "jsonl", "--no-cache") == alone


@pytest.mark.parametrize("flip", [b"{", b"[]", b"\xff", b""])
def test_a_damaged_cache_entry_is_a_miss(
    desk: Path, copydesk: Run, monkeypatch: pytest.MonkeyPatch, flip: bytes
) -> None:
    # An install may bring its plan along, and a run that takes that one stores none.
    monkeypatch.setattr("copydesk.run.SHIPPED_PLAN", "no-such-plan.json")
    (desk / "a.txt").write_text(DIRTY)
    fresh = copydesk("check", "drafts", "--output-format", "jsonl")
    entries = list(Path("cache").glob("*.json"))
    assert entries
    for entry in entries:
        entry.write_bytes(flip + entry.read_bytes()[len(flip) + 3 :])
    assert copydesk("check", "drafts", "--output-format", "jsonl") == fresh


def test_explain_rules_schema_and_test(copydesk: Run) -> None:
    assert "typo/misspelling" in copydesk("explain", "typo/misspelling")[1]
    code, _, err = copydesk("explain", "typo/mispelling")
    assert code == 2
    assert "did you mean 'typo/misspelling'?" in err
    _, pair, _ = copydesk("explain", "typo/real-word:manger-manager")
    assert re.search(r"for “manager” .*recall 0\.[89]", pair)
    assert copydesk("explain", "typo/real-word:manger-planet")[0] == 2
    listed = json.loads(copydesk("rules", "--output-format", "json")[1])
    assert len(listed) >= 60
    for of in ("finding", "report", "pack", "config"):
        jsonschema.Draft202012Validator.check_schema(json.loads(copydesk("schema", of)[1]))


def test_output_is_the_same_for_any_hash_seed_and_locale(desk: Path) -> None:
    (desk / "a.txt").write_text(DIRTY + "“I’m sure,” said İlker Özdemir, 41.\n")
    outputs = set()
    for seed, locale in (("0", "C"), ("1", "C.UTF-8"), ("2", "tr_TR.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale}
        done = subprocess.run(
            [sys.executable, "-m", "copydesk", "check", "drafts"], capture_output=True, env=environment, check=False
        )
        outputs.add((done.returncode, done.stdout))
    assert len(outputs) == 1
