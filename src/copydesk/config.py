"""What a project asks for: `copydesk.yml`, or `[tool.copydesk]` in pyproject.toml.

The file nearest to the text wins, whole; `extends` names files whose keys it adds to. Every key is checked: a setting that
is silently ignored is worse than none.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from copydesk.folders import expanded
from copydesk.record import field, fields, record, replace

if TYPE_CHECKING:
    from copydesk.pack.nodes import Node

# The loader of packs is imported where a file is read: what the command line offers is known without it.
Genre = Literal["news", "opinion", "review", "analysis", "live", "brief"]
FailOn = Literal["error", "warning", "suggestion", "never"]
Grade = Literal["off", "suggestion", "warning", "error"]

FILE_NAMES = ("copydesk.yml", "copydesk.yaml", ".copydesk.yml")
MAX_EXTENDS = 10


@record(kw_only=True)
class Override:
    """Other settings for the files that match one of the globs; the last override that says something wins."""

    files: tuple[str, ...]
    genre: Genre | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, Grade] = field(default_factory=dict)


@record(kw_only=True)
class Config:
    """The settings of a run. The fields are the keys of the file.

    packs       folders or files of rules to add to those that come with copydesk (relative to the config file)
    builtin     false: only the packs named here
    spelling    dictionaries (`en-US`, or the path of a Hunspell dictionary without its ending): words that none of them has
                are findings, too
    words       files of words that are right here (relative to the config file), beside your own, ~/.config/copydesk/words.txt
    languagetool  true: what LanguageTool finds, too; needs a server, see `copydesk languagetool`
    lm          true: the installed language model is asked, too (`copydesk lm install`); or the path of another
    select      rules, packs or globs (`typo`, `opinion/*`); empty means all
    ignore      the same, taken away from select
    preview     true: rules that are still on trial run too
    rules       rule or glob → severity, or off
    exclude     globs of files not to check
    """

    extends: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    builtin: bool = True
    spelling: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    languagetool: bool = False
    lm: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool = False
    rules: Mapping[str, Grade] = field(default_factory=dict)
    genre: Genre | None = None
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    min_confidence: float = 0.0
    fail_on: FailOn = "warning"
    max_warnings: int | None = None
    overrides: tuple[Override, ...] = ()
    path: str = ""

    @property
    def language_model(self) -> Path | None:
        """The file of the language model to ask, `Path()` for the installed one, None for none."""
        asked = self.lm.strip()
        if asked.lower() in ("", "0", "false", "no", "off"):
            return None
        return Path() if asked.lower() in ("1", "true", "yes", "on") else self.folder / expanded(asked)

    @property
    def folder(self) -> Path:
        """Where relative paths and globs start."""
        return Path(self.path).parent if self.path else Path()


def find_config(start: Path) -> Path | None:
    """The nearest config file in the folder or one above it; a pyproject.toml counts if it has a [tool.copydesk]."""
    for folder in (start, *start.parents):
        for name in FILE_NAMES:
            if (folder / name).is_file():
                return folder / name
        project = folder / "pyproject.toml"
        if project.is_file() and b"[tool.copydesk" in project.read_bytes():
            return project
    return None


def load_config(path: Path, depth: int = 0) -> Config:
    """The settings of a file, with those it extends. Raises PackError with file and line, or OSError."""
    from copydesk.pack.fields import Reader
    from copydesk.pack.nodes import PackError

    if depth > MAX_EXTENDS:
        raise PackError(str(path), 1, f"'extends' goes more than {MAX_EXTENDS} files deep; is there a circle?")
    node = _toml(path) if path.name == "pyproject.toml" else _yaml(path)
    reader = Reader(str(path))
    config = reader.record(Config, node, given={"path": str(path)})
    config = replace(
        config,
        packs=tuple(str(path.parent / pack) for pack in config.packs),
        words=tuple(str(path.parent / expanded(name)) for name in config.words),
        spelling=tuple(_dictionary(name, path.parent) for name in config.spelling),
    )
    for name in reversed(config.extends):
        base = path.parent / name
        if not base.is_file():
            raise reader.error(
                reader.mapping(node).get("extends") or node, f"'extends' names {name!r}, which is not there"
            )
        config = _extended(load_config(base, depth + 1), config)
    return config


def _dictionary(name: str, folder: Path) -> str:
    """A path is relative to the config file; a name alone is left for the search."""
    return name if Path(name).name == name and name != "~" else str(folder / expanded(name))


def _extended(base: Config, own: Config) -> Config:
    """Lists add up, mappings merge, a single value that is set wins over the base's."""
    values: dict[str, Any] = {}
    for f in fields(Config):
        ours, theirs = getattr(own, f.name), getattr(base, f.name)
        if isinstance(ours, tuple):
            values[f.name] = theirs + ours
        elif isinstance(ours, Mapping):
            values[f.name] = {**theirs, **ours}
        else:
            values[f.name] = theirs if ours == f.default else ours
    return Config(**values)


def _yaml(path: Path) -> Node:
    from copydesk.pack.parse import parse_yaml

    return parse_yaml(path.read_bytes(), str(path))


def _toml(path: Path) -> Node:
    """The [tool.copydesk] table as nodes. TOML gives no lines for keys, so errors name the line of the table."""
    from copydesk.pack.nodes import PackError

    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib  # the same code as a package of its own
    text = path.read_text(encoding="utf-8")
    line = text[: text.find("[tool.copydesk")].count("\n") + 1
    try:
        table = tomllib.loads(text)["tool"]["copydesk"]
    except tomllib.TOMLDecodeError as error:
        raise PackError(str(path), 1, f"not valid TOML: {error}") from None
    return _node(table, line)


def _node(value: object, line: int) -> Node:
    from copydesk.pack.nodes import Fields, Items, Scalar

    if isinstance(value, Mapping):
        return Fields(
            tuple((Scalar(str(key).replace("-", "_"), line), _node(item, line)) for key, item in value.items()), line
        )
    if isinstance(value, list):
        return Items(tuple(_node(item, line) for item in value), line)
    return Scalar(str(value).lower() if isinstance(value, bool) else str(value), line, quoted=True)


def matches_rule(pattern: str, rule: str) -> bool:
    """True if a selector of a user names the rule: its id, its pack, or a glob."""
    return pattern == rule or rule.startswith(f"{pattern}/") or fnmatchcase(rule, pattern)


def unknown_selectors(selectors: Iterable[str], rules: Iterable[str]) -> list[str]:
    """Selectors that name no rule at all."""
    known = list(rules)
    return [s for s in selectors if not any(matches_rule(s, rule) for rule in known)]


def overrides_for(config: Config, path: Path) -> list[Override]:
    """The overrides whose globs match the file, in the order of the config."""
    try:
        relative = path.resolve().relative_to(config.folder.resolve()).as_posix()
    except ValueError:
        relative = path.as_posix()
    return [o for o in config.overrides if any(matches_glob(glob, relative) for glob in o.files)]


def matches_glob(glob: str, path: str) -> bool:
    """True if a .gitignore-like glob matches the path (with forward slashes, relative to the config file)."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines([glob]).match_file(path)
