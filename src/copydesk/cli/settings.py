"""From options and config files to a Setup, with every complaint on one line of standard error."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from copydesk.cli.complaint import UsageError, complain
from copydesk.config import Config, find_config, load_config
from copydesk.folders import home_folder
from copydesk.pack import PackError, Problem
from copydesk.record import replace
from copydesk.run import Setup, prepare


def read_config(options: argparse.Namespace, start: Path | None = None) -> Config:
    """The config file that counts, under what the command line says. Raises UsageError."""
    path = Path(options.config) if options.config else None if options.isolated else find_config(start or Path.cwd())
    try:
        config = load_config(path) if path else Config()
    except PackError as error:
        raise UsageError(error) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    return replace(config, **_given(options, config))


def _given(options: argparse.Namespace, config: Config) -> dict[str, Any]:
    given: dict[str, Any] = {
        name: getattr(options, name)
        for name in ("genre", "min_confidence", "fail_on", "max_warnings")
        if getattr(options, name, None) is not None
    }
    for name in ("preview", "languagetool"):
        if getattr(options, name, False):
            given[name] = True
    if getattr(options, "languagetool_server", ""):
        given["languagetool"] = True
    if spelling := _listed(getattr(options, "spelling", [])):
        given["spelling"] = spelling
    if not getattr(options, "isolated", False) and (own := personal_words()):
        given["words"] = (*config.words, str(own))
    if lm := "true" if getattr(options, "lm", False) else os.environ.get("COPYDESK_LM", ""):
        given["lm"] = lm
    if select := _listed(getattr(options, "select", [])):
        given["select"] = select
    if ignore := _listed(getattr(options, "ignore", [])):
        given["ignore"] = (*config.ignore, *ignore)
    return given


def personal_words() -> Path | None:
    """The user's own list of words, if there is one."""
    home = os.environ.get("XDG_CONFIG_HOME") or home_folder() / ".config"
    path = Path(home) / "copydesk" / "words.txt"
    return path if path.is_file() else None


def _listed(values: list[str]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def load_setup(config: Config, *, caching: bool, server: str | None = None) -> Setup:
    """The rules, ready to run; what is wrong with packs is complained of here. Raises UsageError.

    `server` is the address of a LanguageTool server, empty for the user's own; None where no text is to be checked.
    """
    try:
        setup = prepare(config, server or "", caching=caching)
    except OSError as error:
        raise UsageError(f"the pack {error.filename} cannot be read: {error.strerror}") from None
    if config.language_model:
        _look_for_language_model(setup)
    for problem in setup.problems:
        complain(f"left out: {problem}")
    for name in setup.unknown:
        complain(f"no rule is called {name!r}; `copydesk rules` lists them")
    return _with_server(setup) if server is not None and setup.asking else setup


def _look_for_language_model(setup: Setup) -> None:
    """Say before the first text whether the language model can be asked. Raises UsageError."""
    from copydesk.language import LanguageModelError

    try:
        _ = setup.language
    except LanguageModelError as error:
        raise UsageError(error) from None


def _with_server(setup: Setup) -> Setup:
    """The setup with the address of a LanguageTool server that answers; without one, the rules that need it left out."""
    from copydesk.languagetool.client import ServerError
    from copydesk.languagetool.server import find_server

    try:
        return replace(setup, server=str(find_server(setup.server)))
    except ServerError as error:
        complain(f"LanguageTool is not asked: {error}")
    config = setup.config
    silent = replace(config, ignore=(*config.ignore, *(rule.id for rule in setup.asking)))
    absent = Problem("LanguageTool", 0, "not asked")
    return replace(setup, config=silent, problems=(*setup.problems, absent))


def is_complete(setup: Setup) -> bool:
    """True if all that was asked for could be loaded."""
    return not setup.problems and not setup.unknown
