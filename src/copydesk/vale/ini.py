"""`.vale.ini`: what is asked of which files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path, PurePath
from typing import NamedTuple

from copydesk.folders import expanded, home_folder
from copydesk.vale.errors import ValeError

FILE_NAMES = (".vale", "_vale", "vale.ini", ".vale.ini", "_vale.ini")
NESTED_NAMES = (".config/vale.ini", ".config/.vale.ini")
PACKAGE_FOLDER = ".vale-config"
LEVELS = ("suggestion", "warning", "error")
_CORE = frozenset(
    "StylesPath MinAlertLevel IgnoredScopes WordTemplate SkippedScopes IgnoredClasses Vocab NLPEndpoint Packages".split()
)
_SYNTAX = frozenset(
    "BasedOnStyles IgnorePatterns BlockIgnores TokenIgnores CommentDelimiters Transform Lang View Vocab".split()
)
_PARAMETER = re.compile(r"([^\[\]]+\.[^\[\]]+)\[([A-Za-z][A-Za-z0-9]*)\]")
_FIXED = frozenset(
    "extends name path tests message description link tokens swap exceptions filters ignore raw either level".split()
)


class Entry(NamedTuple):
    """One `key = value` with its line."""

    key: str
    value: str
    line: int


class Section(NamedTuple):
    """What a section (`[*.md]`) says about the files that its glob matches.

    styles  None if it does not name any; an empty list switches everything off
    rules   rule or style → YES, NO, UNSET or a level
    """

    glob: str
    styles: tuple[str, ...] | None = None
    rules: tuple[tuple[str, str], ...] = ()
    block_ignores: tuple[str, ...] = ()
    token_ignores: tuple[str, ...] = ()
    comment_marks: tuple[str, ...] = ()
    vocabularies: tuple[str, ...] = ()
    transform: str = ""


class Settings(NamedTuple):
    """A whole configuration. `sections` are in the order of the file, that for all files ("*") first."""

    path: str
    styles_paths: tuple[str, ...] = ()
    min_level: str = "suggestion"
    vocabularies: tuple[str, ...] = ()
    ignored_scopes: tuple[str, ...] = ()
    skipped_scopes: tuple[str, ...] = ()
    ignored_classes: tuple[str, ...] = ()
    word_template: str = ""
    formats: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    parameters: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[str, ...] = ()

    def matching(self, path: str) -> list[Section]:
        """The sections that say something about a file, in order."""
        names = {path, self.normal_path(path), PurePath(path).name}
        return [s for s in self.sections if s.glob == "*" or any(matches(s.glob, name) for name in names)]

    def normal_path(self, path: str) -> str:
        """The path with the suffix that [formats] gives it."""
        suffix = PurePath(path).suffix
        wanted = dict(self.formats).get(suffix.lstrip("."))
        return f"{path.removesuffix(suffix)}.{wanted}" if wanted else path


def find_settings(start: Path) -> Path | None:
    """The configuration that Vale would find: VALE_CONFIG_PATH, or one in the folder or above it, or at home."""
    if named := os.environ.get("VALE_CONFIG_PATH"):
        return Path(named)
    for folder in (start, *start.parents):
        for name in (*FILE_NAMES, *NESTED_NAMES):
            if (folder / name).is_file():
                return folder / name
    try:
        home = home_folder()
    except RuntimeError:
        return None
    return next((home / name for name in FILE_NAMES if (home / name).is_file()), None)


def read_settings(path: Path) -> Settings:
    """The settings of a file, those of synced packages under it. Raises ValeError, or OSError."""
    own = _entries(path)
    styles = _styles_paths(path, own)
    sources = [own]
    for folder in styles:
        packages = sorted((Path(folder) / PACKAGE_FOLDER).glob("*.ini"))
        sources = [*(_entries(package, package=True) for package in packages), *sources]
    merged: dict[str, dict[str, list[Entry]]] = {}
    for source in sources:
        for section, entries in source.items():
            keys = merged.setdefault(section, {})
            for entry in entries:
                keys.setdefault(entry.key, []).append(entry)
    return _settings(path, styles, merged)


def _entries(path: Path, *, package: bool = False) -> dict[str, list[Entry]]:
    """The keys of each section ("" for those above the first)."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValeError(str(path), 1, "not UTF-8") from None
    found: dict[str, list[Entry]] = {"": []}
    section = ""
    for number, line in _lines(text):
        if not line or line[0] in "#;":
            continue
        if line[0] == "[":
            end = line.rfind("]")
            if end < 0:
                raise ValeError(str(path), number, "a section's name needs its ]")
            section = line[1:end].strip()
            found.setdefault(section, [])
            continue
        match = re.match(r"(\"[^\"]*\"|`[^`]*`|[^=:]+?)\s*[=:]\s*(.*)", line, re.DOTALL)
        if not match:
            raise ValeError(str(path), number, f"{line!r} is neither a section nor a key with its value")
        key = match[1].strip().strip('"`')
        if not (package and key == "StylesPath"):
            found[section].append(Entry(key, _value(match[2]), number))
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; one that ends with a backslash goes on in the next."""
    kept, start = "", 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        start = start or number
        line = line.strip()
        if line.endswith("\\") and not line.startswith(("#", ";")):
            kept += line[:-1].rstrip() + " " if kept or line[:-1].strip() else ""
            continue
        yield start, (kept + line).strip()
        kept, start = "", 0
    if kept:
        yield start, kept.strip()


def _value(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'`":
        return text[1:-1]
    comment = re.search(r"\s[#;]", text)
    return text[: comment.start()].rstrip() if comment else text


def _styles_paths(path: Path, entries: Mapping[str, Sequence[Entry]]) -> tuple[str, ...]:
    named = [entry for entry in entries[""] if entry.key == "StylesPath"]
    found = []
    for entry in named:
        folder = path.parent / expanded(entry.value)
        if not folder.is_dir():
            raise ValeError(str(path), entry.line, f"the StylesPath {entry.value!r} is not there")
        found.append(str(folder))
    if not found and (default := os.environ.get("VALE_STYLES_PATH")):
        found.append(default)
    return tuple(found)


def _settings(path: Path, styles: tuple[str, ...], merged: Mapping[str, Mapping[str, Sequence[Entry]]]) -> Settings:
    core = merged.get("", {})
    notes = []
    for key, entries in core.items():
        if key in _SYNTAX and key not in _CORE:
            raise ValeError(str(path), entries[0].line, f"{key!r} belongs into a section, such as [*]")
        if key not in _CORE:
            notes.append(f"{path}:{entries[0].line}: {key!r} is not an option; it is left out")
    level = _last(core, "MinAlertLevel") or "suggestion"
    if level not in LEVELS:
        raise ValeError(str(path), core["MinAlertLevel"][-1].line, f"MinAlertLevel must be one of {', '.join(LEVELS)}")
    parameters: list[tuple[str, str, str]] = []
    sections = [
        _section(path, name, merged[name], parameters)
        for name in sorted(merged, key=lambda name: name != "*")
        if name not in ("", "formats", "asciidoctor", "sphinx", "DEFAULT")
    ]
    return Settings(
        str(path), styles, level, _after_none(core, "Vocab"), _listed(core, "IgnoredScopes"),
        _listed(core, "SkippedScopes"), _listed(core, "IgnoredClasses"), _last(core, "WordTemplate"),
        tuple((key, entries[-1].value) for key, entries in merged.get("formats", {}).items()), tuple(sections),
        tuple(parameters), tuple(notes),
    )  # fmt: skip


def _section(
    path: Path, name: str, keys: Mapping[str, Sequence[Entry]], parameters: list[tuple[str, str, str]]
) -> Section:
    rules = []
    for key, entries in keys.items():
        last = entries[-1]
        if key in _SYNTAX:
            continue
        if key in _CORE:
            raise ValeError(str(path), last.line, f"{key!r} is for all files; it belongs above the first [section]")
        if found := _PARAMETER.fullmatch(key):
            if found[2].lower() in _FIXED:
                raise ValeError(str(path), last.line, f"{found[2]!r} cannot be set here; extend {found[1]!r} instead")
            parameters.append((found[1], found[2].lower(), last.value))
        else:
            rules.append((key, last.value))
    marks = _listed(keys, "CommentDelimiters")
    if marks and len(marks) != 2:
        raise ValeError(str(path), keys["CommentDelimiters"][-1].line, "CommentDelimiters are two, parted by a comma")
    blocks = (*_patterns(keys, "BlockIgnores"), *_listed(keys, "IgnorePatterns"))
    return Section(
        name, _after_none(keys, "BasedOnStyles") if "BasedOnStyles" in keys else None, tuple(rules), blocks,
        _patterns(keys, "TokenIgnores"), marks, _after_none(keys, "Vocab"), _last(keys, "Transform"),
    )  # fmt: skip


def _last(keys: Mapping[str, Sequence[Entry]], key: str) -> str:
    return keys[key][-1].value if key in keys else ""


def _listed(keys: Mapping[str, Sequence[Entry]], key: str) -> tuple[str, ...]:
    values = [value.strip() for entry in keys.get(key, ()) for value in entry.value.split(",")]
    return tuple(dict.fromkeys(value for value in values if value))


def _after_none(keys: Mapping[str, Sequence[Entry]], key: str) -> tuple[str, ...]:
    """A list; NONE in it forgets what stands before."""
    values = _listed(keys, key)
    return values[values.index("NONE") + 1 :] if "NONE" in values else values


def _patterns(keys: Mapping[str, Sequence[Entry]], key: str) -> tuple[str, ...]:
    r"""Patterns parted by commas; `\,` is a comma of a pattern."""
    found = [
        pattern.replace(r"\,", ",").strip()
        for entry in keys.get(key, ())
        for pattern in re.findall(r"(?:\\.|[^,\\])+", entry.value)
    ]
    return tuple(dict.fromkeys(pattern for pattern in found if pattern))


def matches(glob: str, path: str) -> bool:
    """Whether a section's glob matches a path; `*` goes over slashes, braces hold alternatives, `!` negates."""
    negated = glob.startswith("!")
    found = bool(_glob(glob.lstrip("!") if negated else glob).fullmatch(path.replace(os.sep, "/")))
    return found != negated


@cache
def _glob(glob: str) -> re.Pattern[str]:
    deep = "**" in glob
    star, one = ("[^/]*", "[^/]") if deep else (".*", ".")
    out, at, depth = [], 0, 0
    while at < len(glob):
        sign = glob[at]
        if deep and glob.startswith("**/", at):
            out.append("(?:.*/)?")
            at += 2
        elif deep and glob.startswith("**", at):
            out.append(".*")
            at += 1
        elif sign == "*":
            out.append(star)
        elif sign == "?":
            out.append(one)
        elif sign == "[" and "]" in glob[at:]:
            end = glob.index("]", at + 1)
            out.append("[" + glob[at + 1 : end].replace("!", "^", 1).replace("\\", "\\\\") + "]")
            at = end
        elif sign in "{}":
            depth += 1 if sign == "{" else -1
            out.append("(?:" if sign == "{" else ")")
        elif sign == "," and depth:
            out.append("|")
        elif sign == "\\" and at + 1 < len(glob):
            at += 1
            out.append(re.escape(glob[at]))
        else:
            out.append(re.escape(sign))
        at += 1
    return re.compile("".join(out), re.DOTALL)
