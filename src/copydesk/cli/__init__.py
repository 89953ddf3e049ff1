"""The shell's door: one module a command."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NoReturn

# Exit codes: 0 all was checked and nothing found at or above --fail-on, 1 something was, 2 something could not be checked.
OK, FOUND, FAILED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Raises SystemExit only for --help, --version and wrong usage."""
    from copydesk.cli.parser import build_parser  # here, so that `run` has set the collector before most is imported

    given = sys.argv[1:] if arguments is None else arguments
    options = build_parser(next(iter(given), "")).parse_args(given)
    code: int = options.command(options)
    return code


def run() -> None:
    """The console script."""
    # Reports are trees without cycles: the collector finds nothing in them and takes a third of the time of a long run.
    gc.set_threshold(100_000, 20, 20)
    store = _remembered()
    from copydesk.cli.complaint import UsageError, complain  # these compile, too
    from copydesk.cli.streams import drop_output, flush_output, open_streams

    open_streams()
    try:
        code = main()
        flush_output()
    except UsageError as error:
        complain(error)
        code = FAILED
    except BrokenPipeError:
        drop_output()  # its reader (head, less) has gone
        code = FOUND
    except KeyboardInterrupt:
        sys.stderr.write("copydesk: interrupted\n")
        code = 130
    store()
    _leave(code)


def _remembered() -> Callable[[], None]:
    """Let `re` go by what earlier processes have compiled. Returns what is to be called at the end."""
    if "--no-cache" in sys.argv:
        return lambda: None
    from copydesk.expressions import remember_expressions  # before everything that compiles

    return remember_expressions()


def _leave(code: int) -> NoReturn:
    """End without taking the rules apart object by object: that takes longer than an article."""
    atexit._run_exitfuncs()
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(code)
