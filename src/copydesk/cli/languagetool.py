"""`copydesk languagetool`: a LanguageTool server on this machine."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from copydesk.cli.complaint import complain
from copydesk.cli.streams import print_pieces
from copydesk.folders import expanded
from copydesk.languagetool.assemble import AssemblyError, assemble
from copydesk.languagetool.client import ServerError, is_healthy
from copydesk.languagetool.folder import NotFoundError, default_folder
from copydesk.languagetool.process import start, stop
from copydesk.languagetool.settings import SettingsError, UserSettings, read_settings
from copydesk.languagetool.state import Running, State, StateError
from copydesk.record import replace


def run(options: argparse.Namespace) -> int:
    """Do what was asked; 0 if it is done, 1 if `status` finds no server, 2 if it cannot be done."""
    act: dict[str, Callable[[argparse.Namespace], int]] = {
        "assemble": _assemble, "start": _start, "stop": _stop, "status": _status,
    }  # fmt: skip
    try:
        return act[options.do](options)
    except (AssemblyError, NotFoundError, ServerError, SettingsError, StateError) as error:
        complain(error)
        return 2


def _assemble(options: argparse.Namespace) -> int:
    folder = expanded(options.folder) if options.folder else default_folder()
    _say(f"LanguageTool lies in {assemble(folder)}")
    return 0


def _start(options: argparse.Namespace) -> int:
    running = start(_settings(options), options.language or ["en-US"], options.port)
    _say(f"LanguageTool answers at {running.address}; it ends after {running.idle_minutes:g} minutes without use")
    return 0


def _settings(options: argparse.Namespace) -> UserSettings:
    settings = read_settings()
    return replace(
        settings,
        folder=options.folder or settings.folder,
        memory=options.memory or settings.memory,
        idle_minutes=settings.idle_minutes if options.idle is None else options.idle,
    )


def _stop(_: argparse.Namespace) -> int:
    _say("LanguageTool has ended" if stop() else "no LanguageTool server runs")
    return 0


def _status(_: argparse.Namespace) -> int:
    state = State()
    running = state.running()
    if running is None:
        _say("no LanguageTool server runs")
        return 1
    _say(_told(running, state))
    return 0


def _told(running: Running, state: State) -> str:
    minutes = (time.time() - running.started) / 60
    idle = state.idle_seconds() / 60
    health = "answers" if is_healthy(running.address) else "does not answer"
    return (
        f"LanguageTool {health} at {running.address}, for {minutes:.0f} minutes, idle for {idle:.0f} of "
        f"{running.idle_minutes:g}, from {running.folder}"
    )


def _say(line: str) -> None:
    print_pieces([line + "\n"])
