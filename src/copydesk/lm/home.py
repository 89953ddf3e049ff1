"""Where language models are kept on this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

FILE_NAME = "smollm2-135m.model"


def data_folder() -> Path:
    """COPYDESK_DATA_HOME, or the place where this system keeps the data of programs."""
    if given := os.environ.get("COPYDESK_DATA_HOME"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "copydesk" / "Data"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "copydesk"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "copydesk"


def installed_path() -> Path:
    """Where `copydesk lm install` puts the model; there need not be one."""
    return data_folder() / FILE_NAME
