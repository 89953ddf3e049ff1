"""Start, stop and find the server."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from copydesk.languagetool.client import Address, ServerError, is_healthy, parse_address
from copydesk.languagetool.folder import JAR, find_java, find_languagetool
from copydesk.languagetool.keeper import LOCKED, READY_SECONDS, WARM_SECONDS, Orders
from copydesk.languagetool.settings import SettingsError, UserSettings, read_settings
from copydesk.languagetool.state import Running, State, StateError

PACKAGE = "package"
_STOP_SECONDS = 15.0


def start(
    settings: UserSettings, languages: Sequence[str] = ("en-US",), port: int = 0, state: State | None = None
) -> Running:
    """The server that runs already, or a new one, ready for the languages. Takes some ten seconds.

    Raises ServerError if it does not come up, NotFoundError if Java or LanguageTool is not there, StateError.
    """
    state = state or State()
    state.make()
    if found := state.running():
        return found
    jar = find_languagetool(settings.folder) / JAR
    orders = Orders(
        str(state.folder),
        find_java(),
        str(jar.resolve()),
        settings.memory,
        port,
        settings.idle_minutes,
        list(languages),
    )
    keeper = _spawn(orders)
    end = time.monotonic() + READY_SECONDS + WARM_SECONDS * len(languages)
    while time.monotonic() < end:
        if found := state.running():
            return found
        code = keeper.poll()
        if code is not None and (code != LOCKED or not state.is_kept()):
            break
        time.sleep(0.1)
    raise ServerError(f"LanguageTool did not start: {_reason(state)}")


def _spawn(orders: Orders) -> subprocess.Popen[str]:
    detached: dict[str, Any] = (
        {"creationflags": 0x208}  # DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP
        if sys.platform == "win32"
        else {"start_new_session": True}
    )
    # In the folder of the state, where nobody else can lay a module for `python -m` to find.
    keeper = subprocess.Popen(
        [sys.executable, "-m", "copydesk.languagetool.keeper"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, cwd=orders.state, text=True, **detached,
    )  # fmt: skip
    assert keeper.stdin is not None  # noqa: S101  # a pipe was asked for
    keeper.stdin.write(json.dumps(orders._asdict()))
    keeper.stdin.close()
    return keeper


def _reason(state: State) -> str:
    """What its log says last, or what that means."""
    try:
        log = state.log.read_bytes().decode("utf-8", "replace")
    except OSError:
        return "its keeper ended before it"
    if "UnsupportedClassVersionError" in log:
        return "it needs Java 17 or newer"
    lines = [line.strip() for line in log.split("\n") if line.strip() and not line.startswith(("\t", " "))]
    return f"{lines[-1] if lines else 'it said nothing'} (more in {state.log})"


def stop(state: State | None = None) -> bool:
    """End the server; False if none runs. Raises ServerError if it does not end, StateError."""
    state = state or State()
    if not state.folder.is_dir():
        return False
    state.make()
    if not state.is_kept():
        return False
    state.ask_to_stop()
    end = time.monotonic() + _STOP_SECONDS
    while state.is_kept():
        if time.monotonic() > end:
            raise ServerError(f"LanguageTool does not end; see {state.log}")
        time.sleep(0.1)
    return True


def find_server(named: str = "", state: State | None = None) -> Address:
    """The server to ask: the one named, else that of the user's settings, else the one that `start` runs.

    Raises ServerError, with one line that says what to do, if none answers.
    """
    state = state or State()
    try:
        named = named or read_settings().server
        if named == PACKAGE:
            from copydesk.languagetool.package import open_server

            return open_server()
        running = None if named else state.running()
        address = running.address if running else parse_address(named) if named else None
    except (ValueError, SettingsError, StateError) as error:
        raise ServerError(str(error)) from None
    if address is None:
        raise ServerError("no LanguageTool server runs; start one with `copydesk languagetool start`")
    if not is_healthy(address):
        raise ServerError(f"no LanguageTool server answers at {address}")
    if running:
        state.touch()
    return address


def log_path(state: State | None = None) -> Path:
    """Where the server's own words go."""
    return (state or State()).log
