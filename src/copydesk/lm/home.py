"""Where language models are kept on this machine."""

from __future__ import annotations

from pathlib import Path

from copydesk.folders import data_folder

FILE_NAME = "smollm2-135m.model"


def installed_path() -> Path:
    """Where `copydesk lm install` puts the model; there need not be one."""
    return data_folder() / FILE_NAME
