"""Files × a Vale configuration → reports."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk import __version__
from copydesk.cache import load_entry, make_key, store_entry
from copydesk.deadline import OutOfTime, time_limit
from copydesk.diagnostic import Diagnostic, Edit, Fix, Report, RuleError, Severity
from copydesk.files import FileError, read_file
from copydesk.record import record
from copydesk.text import Source
from copydesk.vale.check import Alert, check_all
from copydesk.vale.errors import ValeError
from copydesk.vale.ini import Settings, read_settings
from copydesk.vale.loading import collect, load
from copydesk.vale.project import Project
from copydesk.vale.scan import UnfinishedError

if TYPE_CHECKING:
    from copydesk.workers import Pool

SECONDS_PER_FILE = 60.0
# Together up to so many are looked at: what all have in common is done once, and the text stays within the caches.
FILES_AT_ONCE = 64
CHARACTERS_AT_ONCE = 150_000
UNREADABLE = "file/unreadable"


@record
class ValeSetup:
    """A Vale configuration ready to check files with."""

    path: str
    project: Project
    min_level: str = ""
    caching: bool = True

    def __reduce__(self) -> tuple[Callable[[str, str], ValeSetup], tuple[str, str]]:
        return partial(prepare, caching=self.caching), (self.path, self.min_level)


def prepare(path: str, min_level: str = "", *, caching: bool = True) -> ValeSetup:
    """The configuration in a .vale.ini; `min_level` stands above its MinAlertLevel. Raises ValeError or OSError."""
    settings = read_settings(Path(path))
    if min_level:
        settings = settings._replace(min_level=min_level)
    return ValeSetup(path, _project(settings, caching=caching), min_level, caching)


def _project(settings: Settings, *, caching: bool) -> Project:
    files = collect(settings)
    key = make_key("vale", __version__, _code_stamp(), repr(settings), *files.parts())
    if caching and (entry := load_entry(key)):
        try:
            return Project.from_data(settings, entry)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            pass
    project = load(settings, files)
    if caching:
        store_entry(key, project.to_data())
    return project


def _code_stamp() -> str:
    """In a checkout the code that makes plans changes under a developer's hands; installed, its version names it."""
    package = Path(__file__).parent
    if (package / "lint_rules").is_dir():
        return ""
    files = [file for room in ("vale", "matching") for file in (package / room).rglob("*.py")]
    return " ".join(f"{file.name}{file.stat().st_mtime_ns}" for file in sorted(files))


def check_source(source: Source, setup: ValeSetup) -> Report:
    """What the rules say about one text, within the time limit."""
    return check_sources([source], setup)[0]


def check_sources(sources: Sequence[Source], setup: ValeSetup) -> list[Report]:
    """What the rules say about some texts, looked at together. If that goes wrong, each is looked at by itself."""
    try:
        with time_limit(SECONDS_PER_FILE):
            found = check_all(sources, setup.project)
    except (OutOfTime, UnfinishedError, ValeError) as error:
        if len(sources) > 1:
            return [check_source(source, setup) for source in sources]
        reason = _reason(error)
        return [_unchecked(sources[0].path, reason)]
    return [Report(source, tuple(map(_diagnostic, alerts))) for source, alerts in zip(sources, found, strict=True)]


def check_lot(paths: Sequence[Path], setup: ValeSetup) -> list[Report]:
    """A report for each file, in order; one that cannot be read gives a report with the reason."""
    reports: dict[int, Report] = {}
    waiting: dict[int, Source] = {}
    size = 0
    for number, path in enumerate(paths):
        try:
            source = read_file(path)
        except FileError as error:
            reports[number] = _unchecked(path.as_posix(), str(error))
            continue
        if size + len(source.text) > CHARACTERS_AT_ONCE and waiting:
            reports.update(zip(waiting, check_sources(list(waiting.values()), setup), strict=True))
            waiting, size = {}, 0
        waiting[number] = source
        size += len(source.text)
    if waiting:
        reports.update(zip(waiting, check_sources(list(waiting.values()), setup), strict=True))
    return [reports[number] for number in range(len(paths))]


def check_files(paths: Sequence[Path], setup: ValeSetup, jobs: int) -> Iterator[Report]:
    """A report for each file that the configuration speaks of, in order."""
    # Alerts are trees without cycles: there is nothing in them for the collector to find.
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield from _reports(paths, setup, jobs)
    finally:
        if collecting:
            gc.enable()


def _reports(paths: Sequence[Path], setup: ValeSetup, jobs: int) -> Iterator[Report]:
    lots = [paths[at : at + FILES_AT_ONCE] for at in range(0, len(paths), FILES_AT_ONCE)]
    if jobs <= 1 or len(lots) <= 1:
        for lot in lots:
            yield from check_lot(lot, setup)
        return
    for lot, reports in _pool(setup, min(jobs, len(lots))).results(lots):
        yield from reports or _one_by_one(lot, setup)


def _one_by_one(paths: Sequence[Path], setup: ValeSetup) -> Iterator[Report]:
    """The reports of a lot that took too long or crashed, each file in a turn of its own."""
    for lot, reports in _pool(setup, 1).results([[path] for path in paths]):
        yield from reports or [_unchecked(lot[0].as_posix(), "it took too long or crashed")]


def _pool(setup: ValeSetup, jobs: int) -> Pool[Sequence[Path], list[Report]]:
    from copydesk.workers import Pool

    return Pool(_checker, (setup,), jobs, SECONDS_PER_FILE * 1.5)


def _checker(setup: ValeSetup) -> Callable[[Sequence[Path]], list[Report]]:
    return partial(check_lot, setup=setup)


def _reason(error: OutOfTime | UnfinishedError | ValeError) -> str:
    if isinstance(error, OutOfTime):
        return f"it took more than {SECONDS_PER_FILE:g} seconds"
    return error.reason if isinstance(error, ValeError) else str(error)


def _unchecked(path: str, reason: str) -> Report:
    return Report(Source(path, ""), errors=(RuleError(UNREADABLE, reason),))


def _diagnostic(alert: Alert) -> Diagnostic:
    rule, level, span, said, match = alert
    name, params = said.action
    if not name:
        return Diagnostic(rule, _SEVERITIES[level], said.message, span, 1.0, (), None, ())
    replacements = (
        tuple(params) if name == "replace" else alert.suggestions if name in ("remove", "edit", "convert") else ()
    )
    fix = Fix((Edit(span, replacements[0]),)) if replacements and match else None
    return Diagnostic(rule, _SEVERITIES[level], said.message, span, 1.0, replacements, fix, ())


_SEVERITIES = {severity.label: severity for severity in Severity}
