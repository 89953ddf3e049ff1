"""Where this system keeps what a program makes for its user: caches, and data that is to stay."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple


class _Places(NamedTuple):
    """The name of a folder in the environment, and where it is by default: below the home of each system's convention."""

    own: str
    windows: str
    mac: str
    variable: str
    unix: str


_CACHE = _Places("COPYDESK_CACHE", "Cache", "Caches", "XDG_CACHE_HOME", ".cache")
_DATA = _Places("COPYDESK_DATA_HOME", "Data", "Application Support", "XDG_DATA_HOME", ".local/share")


def cache_folder() -> Path:
    """COPYDESK_CACHE, or the place where this system keeps caches."""
    return _folder(_CACHE)


def data_folder() -> Path:
    """COPYDESK_DATA_HOME, or the place where this system keeps the data of programs."""
    return _folder(_DATA)


def _folder(places: _Places) -> Path:
    if given := os.environ.get(places.own):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "copydesk" / places.windows
    if sys.platform == "darwin":
        return Path.home() / "Library" / places.mac / "copydesk"
    return Path(os.environ.get(places.variable) or Path.home() / places.unix) / "copydesk"
