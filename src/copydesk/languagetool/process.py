"""Start and stop the server of this machine."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

from copydesk.languagetool.client import ServerError
from copydesk.languagetool.folder import JAR, find_java, find_languagetool
from copydesk.languagetool.keeper import LOCKED, Orders
from copydesk.languagetool.settings import UserSettings
from copydesk.languagetool.state import Running, State

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
    said = _spawn(orders)
    while said == LOCKED and state.is_kept() and not state.running():
        time.sleep(0.1)  # somebody else has just started it
    if found := state.running():
        return found
    raise ServerError(f"LanguageTool did not start: {_reason(state)}")


def _spawn(orders: Orders) -> str:
    """Start a keeper; what it says when its server is ready, or is not going to be."""
    detached: dict[str, Any] = (
        {"creationflags": 0x208}  # DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP
        if sys.platform == "win32"
        else {"start_new_session": True}
    )
    # In the folder of the state, where nobody else can lay a module for `python -m` to find.
    keeper = subprocess.Popen(
        [sys.executable, "-m", "copydesk.languagetool.keeper"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, cwd=orders.state, text=True, **detached,
    )  # fmt: skip
    assert keeper.stdin is not None  # noqa: S101  # pipes were asked for
    assert keeper.stdout is not None  # noqa: S101
    with keeper.stdin as orders_in, keeper.stdout as words:
        orders_in.write(json.dumps(orders._asdict()))
        orders_in.close()
        said = str(words.read())
    if sys.platform != "win32":
        keeper.wait()  # what was started here has made the keeper and ended
    return said


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
