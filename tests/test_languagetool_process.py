"""The server as a process: started once, shared, ended when idle or told to, and never confused with another."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from copydesk.cli import main
from copydesk.languagetool.assemble import AssemblyError, assemble
from copydesk.languagetool.client import ServerError, is_healthy
from copydesk.languagetool.folder import JAR, NotFoundError, find_languagetool
from copydesk.languagetool.process import start, stop
from copydesk.languagetool.server import find_server
from copydesk.languagetool.settings import UserSettings
from copydesk.languagetool.state import Running, State, StateError

STUB = Path(__file__).parent / "languagetool_stub.py"
posix = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand in for Java and Maven")


def script(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with LanguageTool in it, as far as `start` can see, and a Java that runs the stub."""
    script(tmp_path / "bin" / "java", f'exec "{sys.executable}" "{STUB}" "$@"')
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("COPYDESK_CACHE", str(tmp_path / "cache"))
    (tmp_path / "lt" / "LanguageTool-6.8").mkdir(parents=True)
    (tmp_path / "lt" / "LanguageTool-6.8" / JAR).touch()
    yield tmp_path / "lt"
    stop()


def until(condition: object, seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


def test_start_use_and_stop(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["languagetool", "status"]) == 1
    assert main(["languagetool", "start", "--folder", str(folder)]) == 0
    address = find_server()
    assert address.host == "127.0.0.1"
    assert main(["languagetool", "status"]) == 0
    out = capfd.readouterr().out
    assert f"LanguageTool answers at {address}; it ends after 30 minutes without use" in out
    assert out.startswith("no LanguageTool server runs\n")
    assert main(["languagetool", "stop"]) == 0
    assert not is_healthy(address)
    assert main(["languagetool", "stop"]) == 0
    assert capfd.readouterr().out == "LanguageTool has ended\nno LanguageTool server runs\n"
    with pytest.raises(ServerError, match="no LanguageTool server runs; start one with"):
        find_server()


def test_a_second_start_finds_the_first(folder: Path) -> None:
    settings = UserSettings(folder=str(folder))
    assert start(settings) == start(settings)


def test_starts_at_the_same_time_make_one_server(folder: Path) -> None:
    found: list[Running] = []
    settings = UserSettings(folder=str(folder))
    threads = [threading.Thread(target=lambda: found.append(start(settings))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len({(running.port, running.keeper) for running in found}) == 1


def test_it_ends_by_itself_when_idle(folder: Path) -> None:
    running = start(UserSettings(folder=str(folder), idle_minutes=1.5 / 60))
    state = State()
    for _ in range(4):
        time.sleep(0.6)
        assert find_server() == running.address  # use keeps it alive
    assert until(lambda: state.running() is None and not is_healthy(running.address, 0.2), 6)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere a killed keeper leaves its server")
def test_a_killed_keeper_takes_its_server_with_it_and_leaves_no_trace(folder: Path) -> None:
    running = start(UserSettings(folder=str(folder)))
    os.kill(running.keeper, signal.SIGKILL)
    assert until(lambda: State().running() is None)
    assert until(lambda: not is_healthy(running.address, 2.0))
    assert (State().folder / "server.json").is_file()
    assert start(UserSettings(folder=str(folder))).keeper != running.keeper


def test_a_server_that_dies_is_forgotten(folder: Path) -> None:
    running = start(UserSettings(folder=str(folder)))
    subprocess.run(["pkill", "-KILL", "-P", str(running.keeper)], check=True)
    assert until(lambda: not (State().folder / "server.json").exists())
    assert State().running() is None


def test_what_a_stale_file_says_counts_for_nothing(folder: Path) -> None:
    state = State()
    state.make()
    state.write(Running(1, os.getpid(), "x", time.time(), 30.0))
    assert state.running() is None
    for text in ("", "{", "[]", '{"port": 1}', '{"port": 1, "extra": 2}'):
        (state.folder / "server.json").write_text(text)
        with state.lock() or pytest.fail("locked"):
            assert state.running() is None


@posix
def test_a_folder_that_others_can_write_is_refused(folder: Path) -> None:
    state = State()
    state.make()
    assert stat.S_IMODE(state.folder.stat().st_mode) == 0o700
    state.folder.chmod(0o777)
    (state.folder / "server.json").write_text(json.dumps(Running(1, 1, "x", 0.0, 30.0)._asdict()))
    with pytest.raises(StateError, match="can be written by others"):
        state.running()
    with pytest.raises(ServerError, match="can be written by others"):
        find_server()
    state.folder.chmod(0o700)


def test_a_server_that_does_not_start_is_one_line(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    script(folder.parent / "bin" / "java", "echo 'Exception: the port is taken' >&2; exit 1")
    assert main(["languagetool", "start", "--folder", str(folder)]) == 2
    err = capfd.readouterr().err
    assert err.startswith("copydesk: LanguageTool did not start: Exception: the port is taken (more in ")
    assert err.count("\n") == 1


def test_an_old_java_is_named(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    script(folder.parent / "bin" / "java", "echo 'java.lang.UnsupportedClassVersionError: org/x' >&2; exit 1")
    assert main(["languagetool", "start", "--folder", str(folder)]) == 2
    assert capfd.readouterr().err == "copydesk: LanguageTool did not start: it needs Java 17 or newer\n"


def test_without_java_or_languagetool_one_line_says_what_to_do(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["languagetool", "start"]) == 2
    assert "`copydesk languagetool assemble` fetches it" in capfd.readouterr().err
    assert main(["languagetool", "start", "--folder", str(folder.parent)]) == 2
    assert "there is no languagetool-server.jar in it" in capfd.readouterr().err
    monkeypatch.setenv("PATH", "")
    assert main(["languagetool", "start", "--folder", str(folder)]) == 2
    assert capfd.readouterr().err == (
        "copydesk: LanguageTool needs Java 17 or newer, and there is no java on the path\n"
    )


def test_the_newest_version_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("6.8", "6.10", "5.9"):
        (tmp_path / f"LanguageTool-{version}").mkdir()
        (tmp_path / f"LanguageTool-{version}" / JAR).touch()
    assert find_languagetool(str(tmp_path)).name == "LanguageTool-6.10"
    assert find_languagetool(str(tmp_path / "LanguageTool-5.9")).name == "LanguageTool-5.9"
    monkeypatch.setenv("COPYDESK_CACHE", str(tmp_path / "none"))
    monkeypatch.setenv("HOME", str(tmp_path / "none"))
    monkeypatch.setenv("LTP_PATH", str(tmp_path))
    assert find_languagetool().name == "LanguageTool-6.10"
    monkeypatch.delenv("LTP_PATH")
    with pytest.raises(NotFoundError):
        find_languagetool()


MAVEN = """
for option; do case $option in -DoutputDirectory=*) out=${option#*=};; esac; done
mkdir -p "$out"
for n in $(seq 40); do : > "$out/some-dependency-with-a-long-name-$n.jar"; done
: > "$out/languagetool-server-6.8.jar"
cp "$SPELLING" "$out/language-en-6.8.jar"
"""


@posix
def test_what_maven_brings_is_laid_out_for_language_tool_python(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jar = folder.parent / "words.jar"
    with zipfile.ZipFile(jar, "w") as archive:
        archive.writestr("org/languagetool/resource/en/hunspell/spelling.txt", "copydesk\n")
    monkeypatch.setenv("SPELLING", str(jar))
    script(folder.parent / "bin" / "mvn", MAVEN)
    target = assemble(folder.parent / "made")
    assert target.name == "LanguageTool-6.8"
    assert sorted(path.name for path in target.iterdir()) == [JAR, "libs", "org"]
    with zipfile.ZipFile(target / JAR) as archive:
        lines = archive.read("META-INF/MANIFEST.MF").split(b"\r\n")
    assert max(map(len, lines)) <= 70
    path = b"".join(lines).replace(b" ", b"").partition(b"Class-Path:")[2]
    assert path.startswith(b"./libs/")
    assert path.count(b"libs/") == 42
    assert (target / "org/languagetool/resource/en/hunspell/spelling.txt").read_text() == "copydesk\n"
    script(folder.parent / "bin" / "mvn", "exit 1")
    assert assemble(folder.parent / "made") == target  # it is there


@posix
def test_a_failing_maven_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(folder.parent / "bin" / "mvn", "echo '[ERROR] no route to the repository'; exit 1")
    with pytest.raises(AssemblyError, match=r"Maven failed: .ERROR. no route"):
        assemble(folder.parent / "made")
    assert list((folder.parent / "made").iterdir()) == []
    monkeypatch.setenv("PATH", "")
    with pytest.raises(AssemblyError, match="there is no mvn on the path"):
        assemble(folder.parent / "made")
