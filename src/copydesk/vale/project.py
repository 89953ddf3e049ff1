"""A Vale configuration made ready: rules, scanners and what is asked of which file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from copydesk.matching import PatternError
from copydesk.vale.definition import LEVELS, NOTHING, Action, Definition
from copydesk.vale.errors import ValeError
from copydesk.vale.ini import Section, Settings
from copydesk.vale.reading import Orders
from copydesk.vale.rules import Rule, Words
from copydesk.vale.scan import Scanner
from copydesk.vale.styles import (
    Source,
    Vocabulary,
    read_rule,
    read_vocabulary,
    rule_files,
    single_rule,
    vocabulary_files,
)
from copydesk.vale.walker import Scopes

BUILT_IN = "Vale"
# Where the blocks of a scope come from: each has its own texts to look at.
GROUNDS = ("main", "sentence", "raw", "summary")


class Wanted(NamedTuple):
    """What runs on a file: rule → level."""

    levels: Mapping[str, str]
    orders: Orders


class Files(NamedTuple):
    """All files that a configuration is made of, with their bytes: what they are made into depends on nothing else."""

    rules: tuple[tuple[Source, bytes], ...]
    words: tuple[tuple[Path, bytes], ...]

    def parts(self) -> Iterator[bytes | str]:
        """What a cache has to go by."""
        for source, data in self.rules:
            yield from (source.name, str(source.path), data)
        for path, data in self.words:
            yield from (str(path), data)


def collect(settings: Settings) -> Files:
    """The files that the settings name. Raises ValeError or OSError."""
    styles = [style for section in settings.sections for style in section.styles or () if style != BUILT_IN]
    sources = rule_files(settings, styles)
    known = {source.name for source in sources}
    for section in settings.sections:
        for name, value in section.rules:
            if value not in ("NO", "UNSET") and name not in known and "." in name and not name.startswith("Vale."):
                single = single_rule(settings, name)
                if single:
                    known.add(name)
                    sources.append(single)
    names = [*settings.vocabularies, *(v for section in settings.sections for v in section.vocabularies)]
    words = [path for name in dict.fromkeys(names) for path in vocabulary_files(settings, name)]
    return Files(
        tuple((source, source.path.read_bytes()) for source in sources),
        tuple((path, path.read_bytes()) for path in words),
    )


class Project:
    """A configuration ready to check files with.

    problems  what could not be loaded, or is not supported, one sentence each
    """

    def __init__(
        self,
        settings: Settings,
        definitions: Sequence[Definition],
        words: Words,
        problems: Sequence[ValeError],
        scanners: Mapping[str, Any] | None = None,
    ) -> None:
        self.settings = settings
        self.definitions = tuple(definitions)
        self.words = words
        self.problems = list(problems)
        self.rules: dict[str, Rule] = {}
        for definition in definitions:
            self.rules[definition.name] = made(definition, words, settings)
        self._scanner_data = scanners

    def to_data(self) -> Any:
        """All that was read and planned, as JSON-compatible data."""
        return {
            "definitions": [list(definition) for definition in self.definitions],
            "words": list(self.words),
            "scanners": {ground: self.scanners[ground].to_data() for ground in GROUNDS},
            "problems": [[p.path, p.line, p.reason] for p in self.problems],
        }

    @classmethod
    def from_data(cls, settings: Settings, data: Any) -> Project:
        """The project again. Raises KeyError, TypeError or ValueError for data that is not ours."""
        definitions = []
        for values in data["definitions"]:
            one = Definition(*values)
            action = Action(one.action[0], tuple(one.action[1]))
            definitions.append(one._replace(scopes=tuple(one.scopes), action=action))
        template, accepted, rejected = data["words"]
        problems = [ValeError(*problem) for problem in data["problems"]]
        words = Words(template, tuple(accepted), tuple(rejected))
        return cls(settings, definitions, words, problems, data["scanners"])

    @cached_property
    def scanners(self) -> dict[str, Scanner]:
        """The scanner of each ground."""
        return {ground: self._scanner(ground) for ground in GROUNDS}

    def _scanner(self, ground: str) -> Scanner:
        rules = [rule for rule in self.grounds[ground] if rule.scanned]
        if self._scanner_data:
            return Scanner.from_data(rules, self._scanner_data[ground])
        while True:
            try:
                return Scanner.build(rules)
            except PatternError as error:
                owners = [rule for rule in rules for _ in rule.patterns(" ")]
                bad = owners[error.index]
                rules.remove(bad)
                self._refuse(bad, str(error))

    def _refuse(self, rule: Rule, reason: str) -> None:
        self.problems.append(ValeError(rule.definition.path, 1, f"{rule.name}: {reason}"))
        self.rules.pop(rule.name, None)
        for rules in self.grounds.values():
            if rule in rules:
                rules.remove(rule)

    @cached_property
    def grounds(self) -> dict[str, list[Rule]]:
        """The rules by where they look."""
        found: dict[str, list[Rule]] = {ground: [] for ground in GROUNDS}
        for name in sorted(self.rules):
            for ground in grounds_of(self.rules[name]):
                found[ground].append(self.rules[name])
        return found

    @cached_property
    def scopes(self) -> Scopes:
        """What is left out of pages, and which inline elements rules ask for."""
        wanted = frozenset(name for rule in self.rules.values() for name in rule.selector.wanted)
        settings = self.settings
        return Scopes(settings.skipped_scopes, settings.ignored_scopes, settings.ignored_classes, wanted)

    def wanted(self, path: str) -> Wanted | None:
        """What runs on a file, or None if no section speaks of it."""
        sections = self.settings.matching(path)
        key = tuple(map(self.settings.sections.index, sections))
        if key not in self._wanted:
            self._wanted[key] = self._choose(sections)
        return self._wanted[key]

    @cached_property
    def _wanted(self) -> dict[tuple[int, ...], Wanted | None]:
        return {}

    def _choose(self, sections: Sequence[Section]) -> Wanted | None:
        styles: tuple[str, ...] = ()
        toggles: dict[str, str] = {}
        for section in sections:
            if section.styles is not None:
                styles = section.styles
                if not styles:
                    toggles.clear()
            for name, value in section.rules:
                if value == "UNSET":
                    toggles.pop(name, None)
                else:
                    toggles[name] = value
        levels = {
            name: level
            for name, rule in self.rules.items()
            if (level := self._level(name, rule, styles, toggles)) is not None
        }
        if not levels:
            return None
        orders = Orders(
            tuple(p for section in sections for p in section.block_ignores),
            tuple(p for section in sections for p in section.token_ignores),
            next((s.comment_marks for s in reversed(sections) if s.comment_marks), ()),
            styles,
            self.scopes,
        )
        return Wanted(levels, orders)

    def _level(self, name: str, rule: Rule, styles: Sequence[str], toggles: Mapping[str, str]) -> str | None:
        style = name.partition(".")[0]
        toggle = toggles.get(name, toggles.get(style))
        if toggle is not None and toggle not in ("YES", *LEVELS):
            return None
        if toggle is None and style not in styles:
            return None
        own = toggles.get(name, "")
        level = own if own in LEVELS else toggles.get(style, "")
        level = level if level in LEVELS else rule.definition.level
        return level if LEVELS.index(level) >= LEVELS.index(self.settings.min_level) else None


def filtered(project: Project, expression: str) -> Project:
    """The project with those of its rules that a filter asks for. Raises FilterError."""
    from copydesk.vale.filter import matches

    toggles = {name: value for s in project.settings.sections if s.glob == "*" for name, value in s.rules}
    kept = []
    for definition in project.definitions:
        level = toggles.get(definition.name, toggles.get(definition.name.partition(".")[0], ""))
        if matches(expression, definition._replace(level=level) if level in LEVELS else definition):
            kept.append(definition)
    return Project(project.settings, kept, project.words, project.problems)


def grounds_of(rule: Rule) -> list[str]:
    """Where a rule looks: each of its scopes names one ground, or none and then the main one."""
    found = []
    for option in rule.selector.options:
        named = [ground for ground in GROUNDS[1:] if any(ground in p.sections and not p.negated for p in option)]
        found += named[:1] or ["main"]
    return list(dict.fromkeys(found))


def load(settings: Settings, files: Files) -> Project:
    """The project in the files; a rule that cannot be used is left out and told of."""
    vocabulary = read_vocabulary([file for file in files.words if _is_global(settings, file[0])])
    words = Words(settings.word_template, vocabulary.accepted, vocabulary.rejected)
    definitions: list[Definition] = []
    problems: list[ValeError] = []
    for source, data in files.rules:
        try:
            definition = read_rule(source, data, settings)
            reason = _unsupported(definition)
            if reason:
                raise ValeError(str(source.path), 1, reason)
            made(definition, words, settings).prepare()
        except ValeError as error:
            problems.append(error)
        except ValueError as error:
            problems.append(ValeError(str(source.path), 1, str(error)))
        else:
            definitions.append(definition)
    definitions += built_in(settings, vocabulary)
    project = Project(settings, definitions, words, problems)
    _ = project.scanners
    return project


def _is_global(settings: Settings, path: Path) -> bool:
    return any(name in path.parts for name in settings.vocabularies)


def _unsupported(definition: Definition) -> str:
    if definition.extends == "script":
        return f"{definition.name} is a script (Tengo), which copydesk does not run; the rule is left out"
    if any("doc(" in scope for scope in definition.scopes):
        return f"{definition.name}: scopes of the form doc(…) are not supported; the rule is left out"
    return ""


def built_in(settings: Settings, vocabulary: Vocabulary) -> Iterator[Definition]:
    """The rules that Vale has of its own."""

    def rule(name: str, extends: str, message: str, data: Mapping[str, Any], action: Action = NOTHING) -> Definition:
        own = {key: value for rule, key, value in settings.parameters if rule == f"Vale.{name}"}
        own = {key: {"YES": "true", "NO": "false"}.get(value.upper(), value) for key, value in own.items()}
        return Definition(f"Vale.{name}", "", extends, "error", message, action=action, data={**data, **own})

    edit = Action("edit", ("truncate", " "))
    tokens = {"tokens": [r"[^\s.!?]+"], "alpha": "true", "ignorecase": "true"}
    yield rule("Repetition", "repetition", "'%s' is repeated!", tokens, edit)
    yield rule("Spelling", "spelling", "Did you really mean '%s'?", {}, Action("suggest", ("spellings",)))
    if vocabulary.rejected:
        from copydesk.vale.rules import term_pattern

        terms = [term_pattern(term) for term in vocabulary.rejected]
        yield rule("Avoid", "existence", "Avoid using '%s'.", {"tokens": terms})
    if vocabulary.accepted:
        yield rule("Terms", "substitution", "Use '%s' instead of '%s'.", _terms(settings, vocabulary))


def _terms(settings: Settings, vocabulary: Vocabulary) -> dict[str, Any]:
    from copydesk.vale.rules import term_pattern

    own = not settings.word_template
    frame = r"(?<!\w)%s(?!\w)" if own else "%s"
    swap = {frame.replace("%s", term_pattern(term.lower())): term for term in vocabulary.accepted}
    return {"swap": swap, "ignorecase": "true", "vocab": "false", "nonword": "true" if own else "false"}


def made(definition: Definition, words: Words, settings: Settings) -> Rule:
    """The rule of a definition. Raises ValeError for a kind that is not there."""
    return _KINDS[definition.extends](definition, words, settings)


def _plain(name: str) -> Callable[[Definition, Words, Settings], Rule]:
    def make(definition: Definition, words: Words, settings: Settings) -> Rule:
        from copydesk.vale import rules

        cls = rules.Terms if definition.name == "Vale.Terms" else getattr(rules, name)
        rule: Rule = cls(definition, words)
        return rule

    return make


def _measure(name: str) -> Callable[[Definition, Words, Settings], Rule]:
    def make(definition: Definition, words: Words, settings: Settings) -> Rule:
        from copydesk.vale import measures

        rule: Rule = getattr(measures, name)(definition, words)
        return rule

    return make


def _spelling(definition: Definition, words: Words, settings: Settings) -> Rule:
    from copydesk.vale.spelling import Spelling

    return Spelling(definition, words, settings.styles_paths)


def _sequence(definition: Definition, words: Words, settings: Settings) -> Rule:
    from copydesk.vale.sequence import SequenceRule

    return SequenceRule(definition, words)


def _script(definition: Definition, words: Words, settings: Settings) -> Rule:
    raise ValeError(definition.path, 1, f"{definition.name} is a script")


_KINDS: Mapping[str, Callable[[Definition, Words, Settings], Rule]] = {
    "existence": _plain("Existence"),
    "substitution": _plain("Substitution"),
    "occurrence": _plain("Occurrence"),
    "repetition": _plain("Repetition"),
    "consistency": _plain("Consistency"),
    "conditional": _plain("Conditional"),
    "capitalization": _plain("Capitalization"),
    "metric": _measure("Metric"),
    "readability": _measure("Readability"),
    "spelling": _spelling,
    "sequence": _sequence,
    "script": _script,
}
