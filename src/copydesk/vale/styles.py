"""The folders of a StylesPath → definitions of rules and lists of words."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from copydesk.vale.definition import Definition, define
from copydesk.vale.errors import ValeError
from copydesk.vale.ini import Settings

MAX_DEPTH = 10
SIZE_LIMIT = 4_000_000
_NESTED = re.compile(rb"[\[{][\[{\s]{40}|(?:- ){40}")
_VOCABULARIES = ("config/vocabularies", "Vocab")


class Vocabulary(NamedTuple):
    """The words that a project accepts and those it rejects: patterns, one a line."""

    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()


class Source(NamedTuple):
    """A rule's file, and the name that its place gives it."""

    name: str
    path: Path


def rule_files(settings: Settings, styles: Sequence[str]) -> list[Source]:
    """The files of the rules in the styles; of two rules with one name, the first is meant. Raises ValeError."""
    found: dict[str, Source] = {}
    for style in dict.fromkeys(styles):
        folders = [Path(base) / style for base in settings.styles_paths if (Path(base) / style).is_dir()]
        if not folders:
            where = ", ".join(settings.styles_paths) or "none is named"
            raise ValeError(settings.path, 1, f"the style {style!r} is not on the StylesPath ({where})")
        for source in _walk(folders[0]):
            found.setdefault(source.name, source)
    return list(found.values())


def _walk(folder: Path) -> Iterator[Source]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        inner = Path(root).relative_to(folder).parts
        for name in sorted(files):
            if name.endswith(".yml") and not name.endswith(".test.yml"):
                yield Source(".".join((folder.name, *inner, name.partition(".")[0])), Path(root) / name)


def single_rule(settings: Settings, name: str) -> Source | None:
    """The file of one rule, named by a toggle alone."""
    parts = name.split(".")
    for base in settings.styles_paths:
        path = Path(base).joinpath(*parts[:-1], parts[-1] + ".yml")
        if len(parts) > 1 and path.is_file():
            return Source(name, path)
    return None


def read_rule(source: Source, data: bytes, settings: Settings, level: str = "") -> Definition:
    """The definition in a rule's file, with what it inherits and what .vale.ini sets. Raises ValeError."""
    keys = _inherited(_yaml(data, source.path), source.path, settings, ())
    for rule, key, value in settings.parameters:
        if rule == source.name:
            keys[key] = {"YES": "true", "NO": "false"}.get(value.upper(), value)
    if level:
        keys["level"] = level
    return define(source.name, str(source.path), keys)


def _yaml(data: bytes, path: Path) -> dict[str, Any]:
    """A YAML file with all scalars as strings, as rules want them."""
    import yaml

    if len(data) > SIZE_LIMIT:
        raise ValeError(str(path), 1, "more than 4 MB of YAML")
    if _NESTED.search(data):
        raise ValeError(str(path), 1, "lists inside one another, deeper than a rule can need")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        keys = yaml.load(data, loader)  # noqa: S506  # a base loader makes strings, lists and mappings only
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ValeError(str(path), line, f"not valid YAML: {error.problem}") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ValeError(str(path), 1, f"not valid YAML: {error}") from None
    if not isinstance(keys, dict):
        raise ValeError(str(path), 1, "a rule is a mapping of keys, such as `extends: existence`")
    return {str(key): value for key, value in keys.items()}


def _inherited(keys: dict[str, Any], path: Path, settings: Settings, seen: tuple[str, ...]) -> dict[str, Any]:
    keys = {key.lower() if key.rstrip("+-").lower() != "swap" else key: value for key, value in keys.items()}
    parent = str(keys.get("extends") or "")
    if "." not in parent:
        if odd := next((key for key in keys if key.endswith(("+", "-"))), None):
            raise ValeError(str(path), 1, f"{odd!r} needs a rule to inherit from: name one in `extends`")
        return keys
    if parent.startswith("Vale."):
        raise ValeError(str(path), 1, f"{parent!r} is built in; there is nothing to extend")
    if parent in seen or len(seen) >= MAX_DEPTH:
        raise ValeError(str(path), 1, f"'extends' goes in a circle, or more than {MAX_DEPTH} rules deep, at {parent!r}")
    source = single_rule(settings, parent)
    if source is None:
        raise ValeError(str(path), 1, f"there is no rule {parent!r} on the StylesPath")
    base = _inherited(_yaml(source.path.read_bytes(), source.path), source.path, settings, (*seen, parent))
    return _overlaid(base, keys, path)


def _overlaid(base: Mapping[str, Any], own: Mapping[str, Any], path: Path) -> dict[str, Any]:
    out = {key: value for key, value in base.items() if key != "tests"}
    for key, value in own.items():
        plain = key.rstrip("+-")
        if plain == key:
            if key != "extends":
                out[key] = value
            continue
        if plain in own:
            raise ValeError(str(path), 1, f"{key!r} both replaces {plain!r} and edits it; pick one")
        out[plain] = _edited(out.get(plain), value, key, path)
    return out


def _edited(have: Any, value: Any, key: str, path: Path) -> Any:
    adds = key.endswith("+")
    if isinstance(have, list) and isinstance(value, list):
        if adds:
            return [*have, *value]
        gone = [entry for entry in value if entry not in have]
        if gone:
            raise ValeError(str(path), 1, f"{key!r}: the parent has no entry {gone[0]!r} to remove")
        return [entry for entry in have if entry not in value]
    if isinstance(have, dict) and adds and isinstance(value, dict):
        return {**have, **value}
    if isinstance(have, dict) and not adds and isinstance(value, list):
        gone = [entry for entry in value if entry not in have]
        if gone:
            raise ValeError(str(path), 1, f"{key!r}: the parent has no entry {gone[0]!r} to remove")
        return {name: entry for name, entry in have.items() if name not in value}
    raise ValeError(str(path), 1, f"{key!r} does not fit what the parent has there")


def vocabulary_files(settings: Settings, name: str) -> list[Path]:
    """The lists of a vocabulary. Raises ValeError if there is none of that name."""
    for base in settings.styles_paths:
        for place in _VOCABULARIES:
            folder = Path(base) / place / name
            if folder.is_dir():
                return sorted(path for path in folder.rglob("*.txt") if path.name in ("accept.txt", "reject.txt"))
    raise ValeError(settings.path, 1, f"there is no vocabulary {name!r} under config/vocabularies of the StylesPath")


def read_vocabulary(files: Sequence[tuple[Path, bytes]]) -> Vocabulary:
    """The words in the files of vocabularies."""
    accepted: list[str] = []
    rejected: list[str] = []
    for path, data in files:
        words = accepted if path.name == "accept.txt" else rejected
        for line in re.split(r"\r\n|\n|\r", data.decode("utf-8", "replace")):
            word = line.strip()
            if word and not word.startswith("# "):
                words.append(word)
    return Vocabulary(tuple(accepted), tuple(rejected))
