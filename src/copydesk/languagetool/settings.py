"""What a user says of LanguageTool once and for all, in a file that no project can bring along."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from copydesk.folders import home_folder
from copydesk.languagetool.client import Address, parse_address
from copydesk.pack.fields import Reader
from copydesk.pack.nodes import PackError
from copydesk.record import record

FILE_NAME = "languagetool.yml"


@record(kw_only=True)
class UserSettings:
    """The keys of languagetool.yml in the user's folder of settings.

    server        address of a server to ask, on this machine or another; without it, the one that `start` runs
    folder        where LanguageTool lies, for `start`
    memory        how much memory its server may use
    idle_minutes  after how long without use it ends
    """

    server: str = ""
    folder: str = ""
    memory: str = "1g"
    idle_minutes: float = 30.0

    @property
    def address(self) -> Address | None:
        """The server's address. Raises ValueError for one that is none."""
        return parse_address(self.server) if self.server else None


class SettingsError(Exception):
    """A file of settings that cannot be used; the message is one line."""


def settings_folder() -> Path:
    """Where this system keeps a user's settings for copydesk."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or home_folder() / "AppData" / "Roaming") / "copydesk"
    if sys.platform == "darwin":
        return home_folder() / "Library" / "Application Support" / "copydesk"
    return Path(os.environ.get("XDG_CONFIG_HOME") or home_folder() / ".config") / "copydesk"


def read_settings() -> UserSettings:
    """The user's settings; the defaults where there is no file. Raises SettingsError."""
    path = settings_folder() / FILE_NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return UserSettings()
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from None
    from copydesk.pack.parse import parse_yaml  # 30 ms that those without a file need not pay

    try:
        settings = Reader(str(path)).record(UserSettings, parse_yaml(data, str(path)))
        _ = settings.address
    except (PackError, ValueError) as error:
        raise SettingsError(error if isinstance(error, PackError) else f"{path}: {error}") from None
    return settings
