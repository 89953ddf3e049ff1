"""Where LanguageTool and Java lie on this machine."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from copydesk.folders import cache_folder, expanded, home_folder

JAR = "languagetool-server.jar"


class NotFoundError(Exception):
    """Java or LanguageTool is not there; the message is one line that says what to do."""


def find_languagetool(named: str = "") -> Path:
    """The folder that holds the server's jar: inside the one named, else where this program or language_tool_python put it.

    Raises NotFoundError.
    """
    places = [expanded(named)] if named else list(_usual_places())
    for place in places:
        if found := _newest(place):
            return found
    if named:
        raise NotFoundError(f"{named}: there is no {JAR} in it, nor in a LanguageTool-… folder inside it")
    raise NotFoundError(
        "LanguageTool is not on this machine; `copydesk languagetool assemble` fetches it, or name its folder with --folder"
    )


def find_java() -> str:
    """The Java to run it with. Raises NotFoundError."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else None
    found = found or shutil.which("java")
    if not found:
        raise NotFoundError("LanguageTool needs Java 17 or newer, and there is no java on the path")
    return found


def default_folder() -> Path:
    """Where `copydesk languagetool assemble` puts it."""
    return cache_folder() / "languagetool"


def _usual_places() -> Iterator[Path]:
    yield default_folder()
    if given := os.environ.get("LTP_PATH"):
        yield Path(given)
    yield home_folder() / ".cache" / "language_tool_python"


def _newest(place: Path) -> Path | None:
    if (place / JAR).is_file():
        return place
    found = [path.parent for path in place.glob(f"LanguageTool-*/{JAR}")] if place.is_dir() else []
    return max(found, key=_version, default=None)


def _version(path: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", path.name)]
