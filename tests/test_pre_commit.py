"""The hook, for real: a repository, pre-commit, this checkout, a draft with residue."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def git(*arguments: str, cwd: Path) -> str:
    identity = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *identity, *arguments], cwd=cwd, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr + f"exit {done.returncode}"


@pytest.fixture
def hooked(tmp_path: Path) -> Path:
    """A repository whose commits go through the hooks of this tree, as a repository of its own."""
    hooks = tmp_path / "hooks"
    ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "dist", "training")
    shutil.copytree(ROOT, hooks, ignore=ignored)
    git("init", "-q", cwd=hooks)
    git("add", "-A", cwd=hooks)
    git("commit", "-q", "-m", "hooks", cwd=hooks)
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=hooks, capture_output=True, text=True, check=True
    ).stdout
    desk = tmp_path / "desk"
    desk.mkdir()
    git("init", "-q", cwd=desk)
    (desk / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks.as_uri()}\n    rev: {revision.strip()}\n    hooks:\n      - id: copydesk\n"
    )
    subprocess.run([sys.executable, "-m", "pre_commit", "install"], cwd=desk, check=True, capture_output=True)
    git("add", ".pre-commit-config.yaml", cwd=desk)
    return desk


def test_the_hook_refuses_residue_and_lets_clean_copy_pass(hooked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(hooked.parent / "store"))
    draft = hooked / "draft.md"
    draft.write_text(
        "# Council votes\n\nAuthor Avatar\nBy Maria Lindqvist - - 4 Mins Read\n\nThe council voted on Tuesday.\n"
    )
    git("add", "draft.md", cwd=hooked)
    refused = git("commit", "-m", "draft", cwd=hooked)
    assert "exit 1" in refused
    assert "residue/" in refused
    draft.write_text("# Council votes\n\nThe council agreed the budget with nine votes to four.\n")
    git("add", "draft.md", cwd=hooked)
    passed = git("commit", "-m", "draft", cwd=hooked)
    assert "exit 0" in passed, passed
