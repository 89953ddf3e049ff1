"""`copydesk check`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from copydesk import __version__
from copydesk.cli.complaint import UsageError, complain
from copydesk.cli.jobs import choose_jobs
from copydesk.cli.outcome import exit_code, fail_limit, tell_timings
from copydesk.cli.output import deliver, format_name, has_color
from copydesk.cli.settings import is_complete, load_setup, read_config
from copydesk.cli.streams import read_input
from copydesk.cli.terminal import terminal_width
from copydesk.config import Config
from copydesk.diagnostic import Report
from copydesk.files import FileError, Search, find_files, read_bytes
from copydesk.formats import FormatOptions, RuleInfo, write
from copydesk.formats.tally import Tally
from copydesk.run import Setup, check_files, check_source, unchecked

PROGRESS_AFTER = 2.0


def run(options: argparse.Namespace) -> int:
    """Check files or standard input and write what was found; returns the exit code."""
    began = time.perf_counter()
    try:
        config = read_config(options)
        setup = load_setup(config, caching=not options.no_cache, server=options.languagetool_server)
        loaded = time.perf_counter()
        tally = Tally()
        _write(tally.count(_reports(options, setup)), options, setup)
    except UsageError as error:
        complain(error)
        return 2
    if options.timings:
        tell_timings(began, loaded, tally)
    return _exit_code(tally, config, options, is_complete(setup))


def _exit_code(tally: Tally, config: Config, options: argparse.Namespace, complete: bool) -> int:  # noqa: FBT001
    if not complete or tally.unchecked or not tally.files:
        if not tally.files:
            complain("nothing to check: no text files in the paths named")
        return 2
    return 0 if options.exit_zero else exit_code(tally, config.fail_on, config.max_warnings)


def _reports(options: argparse.Namespace, setup: Setup) -> Iterator[Report]:
    if "-" in options.paths:
        if len(options.paths) > 1:
            raise UsageError("standard input (-) is checked alone; leave the other paths out")
        if options.fix:
            raise UsageError("--fix changes files; it cannot be used with standard input")
        yield _standard_input(options, setup)
        return
    config = setup.config
    root = config.folder if config.path else Path.cwd()
    search = Search(root, config.exclude, config.respect_gitignore, options.force_exclude)
    files = list(find_files(options.paths, search))
    if options.fix:
        _fix_files(files, setup)
    yield from _with_progress(check_files(files, setup, options.jobs or choose_jobs(files)), len(files))


def _standard_input(options: argparse.Namespace, setup: Setup) -> Report:
    name = options.stdin_filename or "<stdin>"
    try:
        return check_source(read_bytes(name, read_input()), setup)
    except FileError as error:
        return unchecked(name, str(error))


def _fix_files(files: Iterable[Path], setup: Setup) -> None:
    from copydesk.cli.fixing import fix_file

    for path in files:
        count = fix_file(path, setup)
        if count:
            complain(f"{path}: {count} fixed")


def _with_progress(reports: Iterable[Report], total: int) -> Iterator[Report]:
    """The reports; on a terminal a long run says how far it has come."""
    began, told = time.monotonic(), False
    for number, report in enumerate(reports, 1):
        yield report
        if sys.stderr.isatty() and time.monotonic() - began > PROGRESS_AFTER:
            sys.stderr.write(f"\r\x1b[Kchecked {number:,} of {total:,} files")
            told = True
    if told:
        sys.stderr.write("\r\x1b[K")


def _write(reports: Iterable[Report], options: argparse.Namespace, setup: Setup) -> None:
    name = format_name(options)
    deliver(write(name, reports, _format_options(options, setup, name)), options)


def _format_options(options: argparse.Namespace, setup: Setup, name: str) -> FormatOptions:
    rules = setup.rules.rules
    return FormatOptions(
        fail_on=fail_limit(setup.config.fail_on),
        color=has_color(options, name),
        width=terminal_width(),
        root=str(Path.cwd()),
        rules={rule.id: RuleInfo(rule.id, rule.message, rule.why, rule.link, rule.severity) for rule in rules},
        version=__version__,
        statistics=options.statistics,
        quiet=options.quiet,
    )
