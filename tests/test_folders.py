"""Caches and data lie where each system keeps them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from copydesk.cache import load_entry, store_entry
from copydesk.cli import main
from copydesk.folders import cache_folder, data_folder, expanded

PLACES = {
    "linux": (".cache/copydesk", ".local/share/copydesk"),
    "darwin": ("Library/Caches/copydesk", "Library/Application Support/copydesk"),
    "win32": ("AppData/Local/copydesk/Cache", "AppData/Local/copydesk/Data"),
}


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("COPYDESK_CACHE", "COPYDESK_DATA_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)


@pytest.mark.parametrize("system", PLACES)
def test_each_system_has_its_places(system: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert (cache_folder(), data_folder()) == tuple(tmp_path / place for place in PLACES[system])


def test_the_environment_names_another_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "c"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "d"))
    assert (cache_folder(), data_folder()) == (tmp_path / "c" / "copydesk", tmp_path / "d" / "copydesk")
    monkeypatch.setenv("COPYDESK_CACHE", str(tmp_path / "own"))
    monkeypatch.setenv("COPYDESK_DATA_HOME", str(tmp_path / "models"))
    assert (cache_folder(), data_folder()) == (tmp_path / "own", tmp_path / "models")


def nowhere() -> Path:
    raise RuntimeError("Could not determine home directory.")


def test_a_user_without_a_home_has_no_cache_and_gets_his_findings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Path, "home", nowhere)
    monkeypatch.setattr(Path, "expanduser", lambda _: nowhere())
    monkeypatch.chdir(tmp_path)
    assert not cache_folder().exists()
    store_entry("key", [1])
    assert load_entry("key") is None
    assert expanded("~/packs") == Path("~/packs")
    draft = tmp_path / "draft.txt"
    draft.write_text("It was not merely causal clothing, she said.\n", encoding="utf-8")
    assert main(["check", str(draft)]) == 1
    assert "casual" in capsys.readouterr().out
    assert main(["check", "--vale", str(tmp_path / ".vale.ini"), str(draft)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
