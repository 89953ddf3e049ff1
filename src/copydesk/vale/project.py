"""A Vale configuration made ready: rules, scanners and what is asked of which file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from copydesk.matching import PatternError
from copydesk.vale.definition import LEVELS, Action, Definition
from copydesk.vale.elements import Scopes
from copydesk.vale.errors import ValeError
from copydesk.vale.ini import Section, Settings
from copydesk.vale.kinds import Rule, Words, made
from copydesk.vale.reading import Orders
from copydesk.vale.scan import Scanner
from copydesk.vale.scope import PARTS

# Where the blocks of a scope come from: each has its own texts to look at. A `part` is what is no plain paragraph.
GROUNDS = ("main", "part", "sentence", "raw", "summary")


class Wanted(NamedTuple):
    """What runs on a file: rule → level."""

    levels: Mapping[str, str]
    orders: Orders


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
            self.rules[definition.name] = made(definition, words)
        self._scanner_data = scanners

    def to_data(self) -> Any:
        """All that was read and planned, as JSON-compatible data."""
        return {
            "definitions": [list(definition) for definition in self.definitions],
            "words": list(self.words[:3]),
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
        words = Words(template, tuple(accepted), tuple(rejected), tuple(settings.styles_paths))
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
    def limits(self) -> dict[str, int]:
        """How many alerts a rule may give for one file, by its name, where that is limited."""
        return {name: rule.limit for name, rule in self.rules.items() if rule.limit}

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
        named = {section for part in option if not part.negated for section in part.sections}
        ground = next((ground for ground in GROUNDS[2:] if ground in named), "")
        found.append(ground or ("main" if named.isdisjoint(PARTS) else "part"))
    return ["main" if ground == "part" and "main" in found else ground for ground in dict.fromkeys(found)]
