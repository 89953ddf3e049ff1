"""With its default settings a run opens no connection and starts no program, whatever is installed beside it.

An audit hook sees every socket, request and subprocess of the interpreter, so a subprocess of ours watches itself.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WATCHED = """
import json, sys

seen = []
banned = ("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.", "subprocess.", "os.system", "os.exec", "os.posix_spawn",
          "os.spawn", "os.startfile", "webbrowser.", "ctypes.dlopen")

def watch(event, arguments):
    if event.startswith(banned):
        seen.append(f"{event} {arguments!r}"[:200])

sys.addaudithook(watch)
from copydesk.cli import main

code = main(sys.argv[1:])
sys.stdout.flush()
nets = ("socket", "http.client", "ssl", "urllib.request", "requests", "language_tool_python")
sys.stderr.write(json.dumps({"code": code, "seen": seen, "loaded": [name for name in nets if name in sys.modules]}))
"""


def watched(*arguments: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *arguments], capture_output=True, text=True, check=False, cwd=ROOT, timeout=120
    )
    told = done.stderr.rstrip().rpartition("\n")[2]
    assert told.startswith("{"), done.stderr
    found: dict[str, object] = json.loads(told)
    return {**found, "out": done.stdout}


@pytest.mark.parametrize("cache", ["cold", "warm"])
def test_a_run_over_all_articles_opens_no_socket(
    cache: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPYDESK_CACHE", str(tmp_path_factory.getbasetemp() / "no-network"))
    run = watched("check", "--jobs", "1", "--output-format", "jsonl", "seeds", "tests/articles")
    assert (run["code"], run["seen"], run["loaded"]) == (1, [], [])
    paths = {json.loads(line)["path"] for line in str(run["out"]).split("\n") if line}
    assert {Path(path).parent.name for path in paths} == {"seeds", "articles"}
    assert len(paths) >= 5


def test_preview_rules_and_every_format_open_none_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_CACHE", str(tmp_path))
    for name in ("text", "html", "sarif"):
        run = watched("check", "--preview", "--jobs", "1", "--output-format", name, "tests/articles")
        assert (run["code"], run["seen"], run["loaded"]) == (1, [], [])


def test_the_watch_sees_a_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_CACHE", str(tmp_path))
    run = watched("check", "--languagetool", "--languagetool-server", "http://127.0.0.1:9", "tests/articles")
    assert run["code"] == 2
    assert any("socket.connect" in str(event) for event in run["seen"])  # type: ignore[union-attr]
