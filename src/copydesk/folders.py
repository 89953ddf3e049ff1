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


def home_folder() -> Path:
    """The user's home; where the system knows of none, as for a user of a container without a name, nothing can be there."""
    try:
        return Path.home()
    except RuntimeError:
        return Path(os.devnull)


def expanded(path: str | Path) -> Path:
    """The path with the home in the place of its "~"; as it is, where nobody knows of a home."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)


def _folder(places: _Places) -> Path:
    if given := os.environ.get(places.own):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home_folder() / "AppData" / "Local") / "copydesk" / places.windows
    if sys.platform == "darwin":
        return home_folder() / "Library" / places.mac / "copydesk"
    return Path(os.environ.get(places.variable) or home_folder() / places.unix) / "copydesk"
