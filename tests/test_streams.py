"""Closed streams, full disks, devices and links: one line and exit 2, and nothing that was there is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from copydesk.cli import main

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a device of Linux stands for a full disk")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text("It was not merely causal clothing, she said.\n", encoding="utf-8")
    return path


def shell(tmp_path: Path, command: str) -> tuple[int, str]:
    """The exit code and what stands on standard error."""
    env = {**os.environ, "COPYDESK_CACHE": str(tmp_path / "cache")}
    line = f'"{sys.executable}" -m copydesk {command}'
    done = subprocess.run(["sh", "-c", line], env=env, cwd=tmp_path, stderr=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stderr


@linux
@pytest.mark.parametrize(
    "command", ["check draft.txt", "rules", "explain typo/misspelling", "check draft.txt --output-file /dev/full"]
)
def test_a_full_disk_is_told_in_one_line(tmp_path: Path, draft: Path, command: str) -> None:
    where = "" if "--output-file" in command else " > /dev/full"
    code, said = shell(tmp_path, command + where)
    assert (code, said.count("\n")) == (2, 1)
    assert "No space left" in said


@linux
def test_closed_streams_are_no_surprise(tmp_path: Path, draft: Path) -> None:
    assert shell(tmp_path, "check draft.txt >&-") == (1, "")
    assert shell(tmp_path, "check missing.txt >&- 2>&-") == (2, "")
    assert shell(tmp_path, "check - <&-") == (2, "copydesk: -: standard input is closed; name a file\n")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path: Path, draft: Path) -> None:
    (tmp_path / "real.json").write_text("old", encoding="utf-8")
    (tmp_path / "link.json").symlink_to("real.json")
    assert (
        main(
            ["check", "--isolated", "--output-format", "json", "--output-file", str(tmp_path / "link.json"), str(draft)]
        )
        == 1
    )
    assert (tmp_path / "link.json").is_symlink()
    assert "casual" in (tmp_path / "real.json").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders there")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path, draft: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert main(["check", "--isolated", "--output-file", str(pipe), str(draft)]) == 1
        assert b"casual" in os.read(reader, 1 << 16)
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_a_file_that_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(tmp_path.iterdir())
    assert main(["check", "--isolated", "--output-file", str(tmp_path / "no" / "such" / "report"), str(draft)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before
