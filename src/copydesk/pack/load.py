"""Pack files → rules. A bad rule is left out and named; the others load."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from copydesk.kinds import KINDS, kind_class
from copydesk.pack.fields import Reader, nearest, plain
from copydesk.pack.nodes import Fields, Items, Node, PackError, Scalar
from copydesk.rule import Lexicon, Rule

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PACK_KEYS = ("pack", "about", "rules")
_LATER = {
    "script": "the kind 'script' runs code, which a pack may not do",
}


class Problem(NamedTuple):
    """Something that was left out of a run, and where it was written."""

    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


class Loaded(NamedTuple):
    """The rules that could be loaded, in order, what could not, and by rule id the file and line of each rule."""

    rules: tuple[Rule, ...]
    problems: tuple[Problem, ...]
    places: Mapping[str, tuple[str, int]]


def builtin_packs() -> Path:
    """The folder of the packs that come with copydesk: inside the installed package, or beside `src` in a checkout."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "lint_rules"
    return shipped if shipped.is_dir() else package.parent.parent / "lint_rules"


def pack_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The pack files among the paths: a folder stands for the .yml files right inside it, by name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.suffix in (".yml", ".yaml"))
        else:
            yield path


def load_packs(files: Sequence[tuple[Path, bytes]]) -> Loaded:
    """Rules of all files in order. A file or rule with an error becomes a Problem; a second rule of one id too."""
    rules: dict[str, Rule] = {}
    places: dict[str, tuple[str, int]] = {}
    problems: list[Problem] = []
    for path, data in files:
        for rule in _PackReader(path).rules(data):
            if isinstance(rule, Problem):
                problems.append(rule)
            elif rule[1].id in rules:
                problems.append(
                    Problem(str(path), rule[0], f"the rule {rule[1].id!r} exists already; give it another id")
                )
            else:
                rules[rule[1].id] = rule[1]
                places[rule[1].id] = (str(path), rule[0])
    return Loaded(tuple(rules.values()), tuple(problems), places)


class _PackReader:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader = Reader(str(path), self._lexicon)
        self._lexicons: dict[str, Lexicon] = {}

    def rules(self, data: bytes) -> Iterator[tuple[int, Rule] | Problem]:
        """Each rule with its line, or what is wrong with it."""
        from copydesk.pack.parse import parse_yaml

        try:
            root = self._reader.mapping(parse_yaml(data, str(self._path)))
            name, nodes = self._head(root)
        except PackError as error:
            yield Problem(error.path, error.line, error.reason)
            return
        for node in nodes.nodes:
            try:
                yield node.line, self._rule(name, node)
            except PackError as error:
                yield Problem(error.path, error.line, error.reason)

    def _head(self, root: Fields) -> tuple[str, Items]:
        for key, _ in root.pairs:
            if key.text not in _PACK_KEYS:
                raise self._reader.error(key, f"unknown key {key.text!r}{nearest(key.text, _PACK_KEYS)}")
        name, nodes = root.get("pack"), root.get("rules")
        if not isinstance(name, Scalar) or not _NAME.fullmatch(name.text):
            raise self._reader.error(name or root, "'pack' must name the pack in small letters, such as 'cliche'")
        if not isinstance(nodes, Items):
            raise self._reader.error(nodes or root, "'rules' must be a list of rules")
        return name.text, nodes

    def _rule(self, pack: str, node: Node) -> Rule:
        fields = self._reader.mapping(node)
        kind, name = fields.get("kind"), fields.get("id")
        if not isinstance(name, Scalar) or not _NAME.fullmatch(name.text):
            raise self._reader.error(name or node, "'id' must be small letters and hyphens, such as 'stock-heading'")
        if not isinstance(kind, Scalar) or kind.text not in KINDS:
            text = kind.text if isinstance(kind, Scalar) else ""
            reason = _LATER.get(text) or f"'kind' cannot be {text!r}{nearest(text, KINDS)}"
            raise self._reader.error(kind or node, reason)
        rule = self._reader.record(kind_class(kind.text), node, ("kind", "id"), {"id": f"{pack}/{name.text}"})
        for key, reason in rule.problems():
            raise self._reader.error(fields.get(key) or node, f"{key!r}: {reason}")
        for braces in re.findall(r"\{[^{}]*\}?", rule.message):
            if braces not in ("{found}", "{fixed}"):
                raise self._reader.error(
                    fields.get("message") or node, f"a message can hold {{found}} and {{fixed}}, not {braces!r}"
                )
        return rule

    def _lexicon(self, name: str, line: int) -> Lexicon:
        if name not in self._lexicons:
            self._lexicons[name] = self._read_lexicon(name, line)
        return self._lexicons[name]

    def _read_lexicon(self, name: str, line: int) -> Lexicon:
        from copydesk.pack.parse import parse_yaml

        folder = self._path.parent.resolve()
        path = (folder / name).resolve()
        if not path.is_relative_to(folder):
            raise PackError(str(self._path), line, f"the word list {name!r} lies outside the pack's folder")
        try:
            data = path.read_bytes()
        except OSError as error:
            raise PackError(str(self._path), line, f"the word list {name!r} cannot be read: {error.strerror}") from None
        return Lexicon(name, plain(parse_yaml(data, str(path))))


def lexicon_files(rules: Iterable[Rule]) -> Mapping[str, Lexicon]:
    """The word lists that the rules use, by name."""
    found = [value for rule in rules for value in vars(rule).values() if isinstance(value, Lexicon)]
    return {lexicon.path: lexicon for lexicon in found}
