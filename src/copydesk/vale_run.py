"""Files × a Vale configuration → reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from copydesk import __version__
from copydesk.cache import load_entry, make_key, store_entry
from copydesk.deadline import OutOfTime, time_limit
from copydesk.diagnostic import Diagnostic, Edit, Fix, Report, RuleError, Severity
from copydesk.files import FileError, read_file
from copydesk.record import record
from copydesk.text import Source
from copydesk.vale.check import Alert, check
from copydesk.vale.errors import ValeError
from copydesk.vale.ini import Settings, read_settings
from copydesk.vale.project import Project, collect, load

SECONDS_PER_FILE = 60.0
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
    files = [file for room in ("vale", "matching") for file in (package / room).glob("*.py")]
    return " ".join(f"{file.name}{file.stat().st_mtime_ns}" for file in sorted(files))


def check_source(source: Source, setup: ValeSetup) -> Report:
    """What the rules say about one text, within the time limit."""
    try:
        with time_limit(SECONDS_PER_FILE):
            alerts = check(source, setup.project)
    except OutOfTime:
        return _unchecked(source.path, f"not checked: it took more than {SECONDS_PER_FILE:g} seconds")
    except ValeError as error:
        return _unchecked(source.path, error.reason)
    return Report(source, tuple(map(_diagnostic, alerts)))


def check_file(path: Path, setup: ValeSetup) -> Report:
    """The same for a file; one that cannot be read gives a report with the reason."""
    try:
        return check_source(read_file(path), setup)
    except FileError as error:
        return _unchecked(path.as_posix(), str(error))


def check_files(paths: Sequence[Path], setup: ValeSetup, jobs: int) -> Iterator[Report]:
    """A report for each file that the configuration speaks of, in order."""
    if jobs <= 1 or len(paths) <= 1:
        yield from (check_file(path, setup) for path in paths)
        return
    from copydesk.workers import Pool

    pool: Pool[Path, Report] = Pool(_checker, (setup,), min(jobs, len(paths)), SECONDS_PER_FILE * 1.5)
    for path, report in pool.results(paths):
        yield report or _unchecked(path.as_posix(), "not checked: it took too long or crashed")


def _checker(setup: ValeSetup) -> Callable[[Path], Report]:
    return partial(check_file, setup=setup)


def _unchecked(path: str, reason: str) -> Report:
    return Report(Source(path, ""), errors=(RuleError(UNREADABLE, reason),))


def _diagnostic(alert: Alert) -> Diagnostic:
    name, params = alert.action
    replacements = (
        tuple(params) if name == "replace" else alert.suggestions if name in ("remove", "edit", "convert") else ()
    )
    fix = Fix((Edit(alert.span, replacements[0]),)) if replacements and alert.match else None
    return Diagnostic(alert.rule, Severity.from_label(alert.level), alert.message, alert.span, 1.0, replacements, fix)
