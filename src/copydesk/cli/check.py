"""`copydesk check`."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from copydesk import __version__
from copydesk.cli.complaint import UsageError, complain
from copydesk.cli.settings import is_complete, load_setup, read_config
from copydesk.cli.terminal import terminal_width
from copydesk.config import Config
from copydesk.diagnostic import Report, Severity
from copydesk.files import FileError, Search, find_files, read_bytes
from copydesk.formats import FormatOptions, RuleInfo, write
from copydesk.formats.tally import Tally
from copydesk.run import Setup, check_files, check_source, unchecked

# Below this many bytes a second process costs more than it saves.
BYTES_PER_JOB = 400_000
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
        done = time.perf_counter()
        complain(f"rules {1e3 * (loaded - began):.0f} ms, texts {1e3 * (done - loaded):.0f} ms, {tally.files} files")
    return _exit_code(tally, config, options, is_complete(setup))


def _exit_code(tally: Tally, config: Config, options: argparse.Namespace, complete: bool) -> int:  # noqa: FBT001
    if not complete or tally.unchecked or not tally.files:
        if not tally.files:
            complain("nothing to check: no text files in the paths named")
        return 2
    if options.exit_zero:
        return 0
    limit = _fail_on(config)
    failing = limit is not None and any(n and severity >= limit for severity, n in tally.severities.items())
    too_many = config.max_warnings is not None and tally.severities[Severity.WARNING] > config.max_warnings
    return 1 if failing or too_many else 0


def _fail_on(config: Config) -> Severity | None:
    return None if config.fail_on == "never" else Severity.from_label(config.fail_on)


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
    yield from _with_progress(check_files(files, setup, options.jobs or _choose_jobs(files)), len(files))


def _standard_input(options: argparse.Namespace, setup: Setup) -> Report:
    name = options.stdin_filename or "<stdin>"
    try:
        return check_source(read_bytes(name, sys.stdin.buffer.read()), setup)
    except FileError as error:
        return unchecked(name, str(error))


def _fix_files(files: Iterable[Path], setup: Setup) -> None:
    from copydesk.cli.fixing import fix_file

    for path in files:
        count = fix_file(path, setup)
        if count:
            complain(f"{path}: {count} fixed")


def _choose_jobs(files: list[Path]) -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores == 1 or len(files) == 1:
        return 1
    size = 0
    for file in files:
        try:
            size += file.stat().st_size
        except OSError:
            continue  # told when it is read
        if size > cores * BYTES_PER_JOB:
            return cores
    return max(1, min(cores, size // BYTES_PER_JOB))


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
    in_actions = os.environ.get("GITHUB_ACTIONS") == "true"
    name = options.output_format or ("github" if in_actions and not options.output_file else "text")
    pieces = write(name, reports, _format_options(options, setup, name))
    if not options.output_file:
        stream = sys.stdout.buffer
        for piece in pieces:
            stream.write(piece.encode("utf-8", "backslashreplace"))
        stream.flush()
        return
    target = Path(options.output_file)
    text = "".join(pieces)
    part = target.with_name(f".{target.name}.part")
    try:
        # Whoever reads the file sees the old one or the whole new one.
        part.write_bytes(text.encode("utf-8", "backslashreplace"))
        part.replace(target)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror}") from None


def _format_options(options: argparse.Namespace, setup: Setup, name: str) -> FormatOptions:
    rules = setup.rules.rules
    return FormatOptions(
        fail_on=_fail_on(setup.config),
        color=name == "text" and not options.output_file and sys.stdout.isatty() and not os.environ.get("NO_COLOR"),
        width=terminal_width(),
        root=str(Path.cwd()),
        rules={rule.id: RuleInfo(rule.id, rule.message, rule.why, rule.link, rule.severity) for rule in rules},
        version=__version__,
        statistics=options.statistics,
        quiet=options.quiet,
    )
