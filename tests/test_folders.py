"""Caches and data lie where each system keeps them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from copydesk.folders import cache_folder, data_folder

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
