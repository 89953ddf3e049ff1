"""The files of a Vale configuration → the project in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from copydesk.vale.definition import NOTHING, Action, Definition
from copydesk.vale.errors import ValeError
from copydesk.vale.ini import Settings
from copydesk.vale.kinds import Words, made
from copydesk.vale.kinds.terms import term_pattern
from copydesk.vale.project import Project
from copydesk.vale.styles import (
    Source,
    Vocabulary,
    read_rule,
    read_vocabulary,
    rule_files,
    single_rule,
    vocabulary_files,
)

BUILT_IN = "Vale"


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


def load(settings: Settings, files: Files) -> Project:
    """The project in the files; a rule that cannot be used is left out and told of."""
    vocabulary = read_vocabulary([file for file in files.words if _is_global(settings, file[0])])
    words = Words(settings.word_template, vocabulary.accepted, vocabulary.rejected, tuple(settings.styles_paths))
    definitions: list[Definition] = []
    problems: list[ValeError] = []
    for source, data in files.rules:
        try:
            definition = read_rule(source, data, settings)
            reason = _unsupported(definition)
            if reason:
                raise ValeError(str(source.path), 1, reason)
            made(definition, words).prepare()
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
        terms = [term_pattern(term) for term in vocabulary.rejected]
        yield rule("Avoid", "existence", "Avoid using '%s'.", {"tokens": terms})
    if vocabulary.accepted:
        yield rule("Terms", "substitution", "Use '%s' instead of '%s'.", _terms(settings, vocabulary))


def _terms(settings: Settings, vocabulary: Vocabulary) -> dict[str, Any]:
    own = not settings.word_template
    frame = r"(?<!\w)%s(?!\w)" if own else "%s"
    swap = {frame.replace("%s", term_pattern(term.lower())): term for term in vocabulary.accepted}
    return {"swap": swap, "ignorecase": "true", "vocab": "false", "nonword": "true" if own else "false"}
