"""Which server to ask."""

from __future__ import annotations

from copydesk.languagetool.client import Address, ServerError, is_healthy, parse_address
from copydesk.languagetool.settings import SettingsError, read_settings
from copydesk.languagetool.state import State, StateError

PACKAGE = "package"


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
