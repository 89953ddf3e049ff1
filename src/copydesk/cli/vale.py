"""`copydesk check` under a Vale configuration."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from copydesk import __version__
from copydesk.cli.complaint import UsageError, complain
from copydesk.cli.jobs import choose_jobs
from copydesk.cli.outcome import exit_code, fail_limit, tell_timings
from copydesk.cli.output import deliver, format_name, has_color
from copydesk.cli.streams import read_input
from copydesk.diagnostic import Report, Severity
from copydesk.files import FileError, Search, find_files, read_bytes
from copydesk.formats import FormatOptions, RuleInfo, write
from copydesk.formats.tally import Tally
from copydesk.vale.errors import ValeError
from copydesk.vale.reading import SUFFIXES
from copydesk.vale_run import ValeSetup, check_files, check_source, prepare


def run(options: argparse.Namespace, settings: Path) -> int:
    """Check files or standard input as the configuration says and write what was found; returns the exit code."""
    began = time.perf_counter()
    try:
        setup = _prepared(options, settings)
        loaded = time.perf_counter()
        tally = Tally()
        _write(tally.count(_reports(options, setup)), options, setup)
    except UsageError as error:
        complain(error)
        return 2
    if options.timings:
        tell_timings(began, loaded, tally)
    return _exit_code(tally, options)


def _prepared(options: argparse.Namespace, settings: Path) -> ValeSetup:
    try:
        setup = prepare(str(settings), caching=not options.no_cache)
    except ValeError as error:
        raise UsageError(error) from None
    except OSError as error:
        raise UsageError(f"{error.filename or settings}: cannot be read: {error.strerror}") from None
    for note in setup.project.settings.notes:
        complain(note)
    for problem in setup.project.problems:
        complain(f"left out: {problem}")
    return setup


def _exit_code(tally: Tally, options: argparse.Namespace) -> int:
    if tally.unchecked or not tally.files:
        if not tally.files:
            complain("nothing to check: no section of the Vale configuration speaks of a file in the paths named")
        return 2
    return 0 if options.exit_zero else exit_code(tally, options.fail_on or "warning", options.max_warnings)


def _reports(options: argparse.Namespace, setup: ValeSetup) -> Iterator[Report]:
    if options.fix:
        raise UsageError("--fix does not apply what Vale's rules suggest; leave one of the two out")
    if "-" in options.paths:
        name = options.stdin_filename or "stdin.md"
        try:
            yield check_source(read_bytes(name, read_input()), setup)
        except FileError as error:
            raise UsageError(f"{name}: {error}") from None
        return
    search = Search(Path.cwd(), force=options.force_exclude, suffixes=SUFFIXES)
    project = setup.project
    files = [file for file in find_files(options.paths, search) if project.wanted(file.as_posix()) is not None]
    yield from check_files(files, setup, options.jobs or choose_jobs(files))


def _write(reports: Iterable[Report], options: argparse.Namespace, setup: ValeSetup) -> None:
    name = format_name(options)
    deliver(write(name, reports, _format_options(options, setup, name)), options)


def _format_options(options: argparse.Namespace, setup: ValeSetup, name: str) -> FormatOptions:
    rules = {
        d.name: RuleInfo(d.name, d.message, d.description, d.link, Severity.from_label(d.level))
        for d in setup.project.definitions
    }
    return FormatOptions(
        fail_on=fail_limit(options.fail_on or "warning"),
        color=has_color(options, name),
        root=str(Path.cwd()),
        rules=rules,
        version=__version__,
        statistics=options.statistics,
        quiet=options.quiet,
    )
