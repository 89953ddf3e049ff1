"""Files × rules → reports."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk import __version__
from copydesk.cache import load_entry, make_key, stamp, store_entry
from copydesk.config import Config, Override, matches_rule, overrides_for, unknown_selectors
from copydesk.deadline import OutOfTime, time_limit
from copydesk.diagnostic import Report, RuleError, Severity
from copydesk.engine import RuleSet, Selection, lint
from copydesk.files import MAX_BYTES, FileError, read_file
from copydesk.folders import cache_folder
from copydesk.pack import Problem, builtin_packs, load_packs, pack_files
from copydesk.pack.frozen import from_data, to_data
from copydesk.pack.load import lexicon_files
from copydesk.readers import read
from copydesk.record import record, replace
from copydesk.rule import Rule
from copydesk.text import Source

if TYPE_CHECKING:
    from copydesk.language import LanguageModel

SECONDS_PER_FILE, SECONDS_PER_MEGABYTE = 10.0, 10.0
# More for a language model: a second of it reads a page or two.
SECONDS_OF_LANGUAGE = 300.0
SHIPPED_PLAN = "plan.json"
UNREADABLE = "file/unreadable"
# Ids that settings may name though no pack that is loaded holds such a rule.
OWN_RULES = ("stet/unused", *(f"{pack}/languagetool" for pack in ("typo", "grammar", "text", "style")))


@record
class Setup:
    """All that is needed to check a text: rules ready to run, the settings, and what could not be loaded.

    `server` is the address of the LanguageTool to ask, if any rule does; empty: the one that the user's settings name.
    """

    config: Config
    rules: RuleSet
    problems: tuple[Problem, ...] = ()
    server: str = ""
    caching: bool = True

    def __reduce__(self) -> tuple[Callable[[Config, str], Setup], tuple[Config, str]]:
        # A worker that does not inherit the rules by fork loads them itself: that is faster than to send them.
        return partial(prepare, caching=self.caching), (self.config, self.server)

    def selection(self, path: Path | None = None) -> Selection:
        """Which rules run on the file, and how they are graded."""
        config = self.config
        overrides = tuple(overrides_for(config, path)) if path and config.overrides else ()
        key = tuple(config.overrides.index(o) for o in overrides)
        if key not in self._selections:
            self._selections[key] = self._select(overrides)
        return self._selections[key]

    @cached_property
    def _selections(self) -> dict[tuple[int, ...], Selection]:
        return {}

    def _select(self, overrides: Sequence[Override]) -> Selection:
        config = self.config
        grades = {**config.rules, **{k: v for o in overrides for k, v in o.rules.items()}}
        select = [*config.select, *(s for o in overrides for s in o.select)]
        ignore = [*config.ignore, *(s for o in overrides for s in o.ignore)]
        genre = next((o.genre for o in reversed(overrides) if o.genre), config.genre)
        levels: dict[str, Severity] = {}
        off: set[str] = set()
        for rule in self.rules.rules:
            grade = next((g for pattern, g in reversed(grades.items()) if matches_rule(pattern, rule.id)), None)
            if grade is not None and grade != "off":
                levels[rule.id] = Severity.from_label(grade)
            if grade == "off" or not self._wanted(rule, select, ignore, grade):
                off.add(rule.id)
        return Selection(frozenset(off), levels, genre, config.min_confidence, self.language)

    def _wanted(self, rule: Rule, select: Sequence[str], ignore: Sequence[str], grade: str | None) -> bool:
        if any(matches_rule(pattern, rule.id) for pattern in ignore):
            return False
        if rule.status != "stable" and not (self.config.preview or grade or rule.id in select):
            return False
        return not select or any(matches_rule(pattern, rule.id) for pattern in select)

    def seconds_for(self, length: int) -> float:
        """How long a file of so many characters may take."""
        asking = SECONDS_OF_LANGUAGE if self.config.language_model else 0
        return round(SECONDS_PER_FILE + SECONDS_PER_MEGABYTE * length / 1e6 + asking, 1)

    @cached_property
    def language(self) -> LanguageModel | None:
        """The language model that the settings ask for, opened when a rule first asks it. Raises LanguageModelError."""
        path = self.config.language_model
        if path is None:
            return None
        from copydesk.lm.choose import choose_model
        from copydesk.verdicts import KeptVerdicts

        kept = KeptVerdicts(cache_folder() / "language.bin" if self.caching else None)
        return choose_model(None if path == Path() else path, kept)

    @cached_property
    def asking(self) -> tuple[Rule, ...]:
        """The rules that ask a LanguageTool server, without those that are off for every file."""
        off = frozenset() if self.config.overrides else self.selection().off
        return tuple(rule for rule in self.rules.rules if rule.kind == "languagetool" and rule.id not in off)

    @cached_property
    def unknown(self) -> list[str]:
        """Selectors in the settings that name no rule."""
        config = self.config
        named = [*config.select, *config.ignore, *config.rules]
        named += [s for o in config.overrides for s in (*o.select, *o.ignore, *o.rules)]
        return unknown_selectors(named, [*(rule.id for rule in self.rules.rules), *OWN_RULES])


def prepare(config: Config, server: str = "", *, caching: bool = True) -> Setup:
    """Load the rules that the settings name, ready made where they can be had so. Raises OSError for a missing pack."""
    files = configured_packs(config)
    key = _plan_key(files, _code_stamp())
    folders = list(dict.fromkeys(path.parent for path, _ in files))
    entry = _shipped(key) or (load_entry(key) if caching else None)
    stored = _from_entry(entry, folders) if entry else None
    if stored:
        return Setup(config, stored, server=server, caching=caching)
    loaded = load_packs(files)
    rules, dropped = RuleSet.build(loaded.rules)
    refused = (Problem(*loaded.places[rule.id], f"rule {rule.id}: {why}") for rule, why in dropped)
    problems = (*loaded.problems, *refused)
    if caching and not problems:
        store_entry(key, _to_entry(rules, folders))
    return Setup(config, rules, problems, server, caching)


def _plan_key(files: Sequence[tuple[Path, bytes]], code: str) -> str:
    return make_key(__version__, code, *(part for path, data in files for part in (path.name, data)))


def _code_stamp() -> str:
    """In a checkout the code that makes plans changes under a developer's hands; installed, its version names it."""
    package = Path(__file__).parent
    if (package / "lint_rules").is_dir():
        return ""
    stats = [entry.stat() for room in ("kinds", "matching", "pack") for entry in os.scandir(package / room)]
    return " ".join(sorted(f"{stat.st_mtime_ns}-{stat.st_size}" for stat in stats))


def _shipped(key: str) -> Any | None:
    """The plan of the packs that come with copydesk, made when it was installed: even a first run is a fast one."""
    try:
        entry = json.loads((builtin_packs() / SHIPPED_PLAN).read_bytes())
        return entry["plan"] if entry["key"] == key else None
    except (OSError, ValueError, LookupError, TypeError):  # none there, or one that is damaged
        return None


def write_shipped_plan(target: Path, *, for_wheel: bool) -> None:
    """Write the plan of the built-in packs, for a wheel or for this checkout. Raises ValueError if a rule cannot be loaded."""
    files = configured_packs(Config())
    loaded = load_packs(files)
    rules, dropped = RuleSet.build(loaded.rules)
    if loaded.problems or dropped:
        raise ValueError("; ".join(map(str, loaded.problems)) or f"{dropped[0][0].id}: {dropped[0][1]}")
    key = _plan_key(files, "" if for_wheel else _code_stamp())
    plan = _to_entry(rules, list(dict.fromkeys(path.parent for path, _ in files)))
    target.write_text(json.dumps({"key": key, "plan": plan}, separators=(",", ":")), encoding="utf-8")


def configured_packs(config: Config) -> list[tuple[Path, bytes]]:
    """The pack files that the settings name, with their bytes. Raises OSError for one that is not there."""
    own = [builtin_packs()] if config.builtin else []
    own += [builtin_packs() / "languagetool"] if config.languagetool else []
    files = [(path, path.read_bytes()) for path in pack_files([*own, *(Path(pack) for pack in config.packs)])]
    return [*files, _spelling_pack(config)] if config.spelling else files


def _spelling_pack(config: Config) -> tuple[Path, bytes]:
    """The pack of the rule typo/unknown-word with the dictionaries and word lists of the settings in the place of its own."""
    path = builtin_packs() / "spelling" / "spelling.yml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("dictionaries: [en_US]", f"dictionaries: {json.dumps(config.spelling)}", 1)
    return path, text.replace("words: []", f"words: {json.dumps(config.words)}", 1).encode()


def _to_entry(rules: RuleSet, folders: Sequence[Path]) -> Any:
    lists = [
        (index, name, stamp((folder / name).read_bytes()))
        for name in lexicon_files(rules.rules)
        for index, folder in enumerate(folders)
        if (folder / name).is_file()
    ]
    return {"rules": to_data(rules.rules), "plans": rules.to_data(), "lists": lists}


def _from_entry(entry: Any, folders: Sequence[Path]) -> RuleSet | None:
    """The rules of a cache entry, or None if it is not what it should be or a word list has changed since."""
    try:
        for index, name, known in entry["lists"]:
            if stamp((folders[index] / name).read_bytes()) != known:
                return None
        return RuleSet.from_data(from_data(entry["rules"]), entry["plans"])
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OSError):
        return None


def check_source(source: Source, setup: Setup, format: str | None = None) -> Report:
    """What the rules say about one text, within the time limit."""
    selection = setup.selection(Path(source.path))
    asking = [rule for rule in setup.asking if rule.id not in selection.off]
    if asking:
        return _check_asking(source, setup, selection, asking, format)
    limit = setup.seconds_for(len(source.text))
    try:
        with time_limit(limit):
            return lint(read(source, format), setup.rules, selection)
    except OutOfTime:
        return unchecked(source.path, f"it took more than {limit:g} seconds")


def _check_asking(
    source: Source, setup: Setup, selection: Selection, rules: Sequence[Rule], format: str | None
) -> Report:
    """The same with LanguageTool, which has a time limit of its own; what it did not answer is an error in the report."""
    from copydesk.languagetool.answers import consult, seconds_for

    limit = setup.seconds_for(len(source.text)) + seconds_for(len(source.text))
    try:
        with time_limit(limit):
            document = read(source, format)
            outside, troubles = consult(document, rules, setup.server)
            report = lint(document, setup.rules, selection, outside)
    except OutOfTime:
        return unchecked(source.path, f"it took more than {limit:g} seconds")
    return replace(report, errors=(*report.errors, *troubles))


def check_file(path: Path, setup: Setup) -> Report:
    """The same for a file; one that cannot be read gives a report with the reason."""
    try:
        return check_source(read_file(path), setup)
    except FileError as error:
        return unchecked(path.as_posix(), str(error))


def check_files(paths: Sequence[Path], setup: Setup, jobs: int) -> Iterator[Report]:
    """A report for each file, in order."""
    if jobs <= 1 or len(paths) <= 1:
        yield from (check_file(path, setup) for path in paths)
        return
    from copydesk.workers import Pool  # 10 ms that one file need not pay

    pool: Pool[Path, Report] = Pool(_checker, (setup,), min(jobs, len(paths)), _patience(setup))
    for path, report in pool.results(paths):
        yield report or unchecked(path.as_posix(), "it took too long or crashed")


def _patience(setup: Setup) -> float:
    """After how many seconds a worker counts as lost. It keeps the time itself; this is for one that hangs."""
    if not setup.asking:
        return setup.seconds_for(MAX_BYTES) * 1.5
    from copydesk.languagetool.answers import seconds_for

    return setup.seconds_for(MAX_BYTES) * 1.5 + seconds_for(MAX_BYTES)


def unchecked(path: str, reason: str) -> Report:
    """A report that says why there is none."""
    return Report(Source(path, ""), errors=(RuleError(UNREADABLE, reason),))


def _checker(setup: Setup) -> Callable[[Path], Report]:
    return partial(check_file, setup=setup)
