"""Whose rules `copydesk check` goes by: copydesk's own, or those of a Vale configuration."""

from __future__ import annotations

import argparse
import os
from importlib import import_module
from pathlib import Path

from copydesk.cli.complaint import complain

_NAMES = (".vale.ini", "_vale.ini", "vale.ini", ".vale", "_vale", ".config/vale.ini")


def run(options: argparse.Namespace) -> int:
    """`copydesk check`; returns the exit code."""
    settings = None if options.isolated and not options.vale else _vale_settings(options)
    code: int
    if settings:
        code = import_module("copydesk.cli.vale").run(options, settings)
    else:
        code = import_module("copydesk.cli.check").run(options)
    return code


def _vale_settings(options: argparse.Namespace) -> Path | None:
    """The Vale configuration that was named, or one that is there when copydesk has none of its own."""
    if options.vale:
        return Path(options.vale)
    if options.config:
        return None
    here = Path.cwd()
    named = os.environ.get("VALE_CONFIG_PATH")
    found = (folder / name for folder in (here, *here.parents) for name in _NAMES if (folder / name).is_file())
    settings = Path(named) if named else next(found, None)
    if settings is None or import_module("copydesk.config").find_config(here):
        return None
    complain(f"using the Vale configuration {settings}; --isolated for copydesk's own rules instead")
    return settings
