"""From YAML nodes to typed values: the fields of a record say what its keys may hold."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, TypeVar, Union

from copydesk import record
from copydesk.diagnostic import Severity
from copydesk.pack.nodes import Fields, Items, Node, PackError, Scalar
from copydesk.rule import Lexicon

T = TypeVar("T")

_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")
LexiconLoader = Callable[[str, int], Lexicon]


def nearest(name: str, names: Iterable[str]) -> str:
    """`; did you mean …?` with the name most like it, or the names there are."""
    import difflib

    names = sorted(names)
    close = difflib.get_close_matches(name, names, 1)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; known are {', '.join(names)}" if names else ""


class Reader:
    """Reads the nodes of one file. `lexicon` loads a word list named by a path inside the file's folder."""

    def __init__(self, path: str, lexicon: LexiconLoader | None = None) -> None:
        self._path = path
        self._lexicon = lexicon

    def error(self, node: Node | Scalar, reason: str) -> PackError:
        return PackError(self._path, node.line, reason)

    def record(self, cls: type[T], node: Node, skip: tuple[str, ...] = (), given: Mapping[str, Any] | None = None) -> T:
        """A record from a mapping. `skip` names keys that the caller reads itself, `given` the fields it sets.

        Raises PackError for an unknown or missing key and for a value of the wrong type.
        """
        fields = self.mapping(node)
        hints = type_hints(cls)
        names = [f.name for f in record.fields(cls) if f.name not in (given or {})]
        values = dict(given or {})
        for key, value in fields.pairs:
            if key.text in skip:
                continue
            name = key.text.replace("-", "_")
            if name not in names:
                raise self.error(key, f"unknown key {key.text!r}{nearest(key.text, [*names, *skip])}")
            values[name] = self.value(hints[name], value, key.text)
        for f in record.fields(cls):
            if f.name not in values and f.required:
                raise self.error(node, f"the key {f.name!r} is missing")
        return cls(**values)

    def mapping(self, node: Node) -> Fields:
        if not isinstance(node, Fields):
            raise self.error(node, "expected keys and values")
        return node

    def value(self, hint: Any, node: Node, key: str) -> Any:
        """The node as the type that `hint` names. Raises PackError."""
        origin, args = typing.get_origin(hint), typing.get_args(hint)
        if origin in (Union, types.UnionType):
            if isinstance(node, Scalar) and not node.quoted and node.text in ("", "null", "~"):
                return None
            return self.value(next(a for a in args if a is not type(None)), node, key)
        if origin is tuple:
            nodes = node.nodes if isinstance(node, Items) else (node,)
            return tuple(self.value(args[0], child, key) for child in nodes)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {k.text: self.value(args[1], v, k.text) for k, v in self._pairs(node, key)}
        if record.is_record(hint):
            return self.record(typing.cast("type[Any]", hint), node)
        if not isinstance(node, Scalar):
            raise self.error(node, f"{key!r} takes a single value")
        return self._scalar(hint, node, key)

    def _pairs(self, node: Node, key: str) -> Iterable[tuple[Scalar, Node]]:
        if isinstance(node, Items):  # Vale's older styles write a swap as a list of one-key mappings
            return [pair for child in node.nodes for pair in self._pairs(child, key)]
        if not isinstance(node, Fields):
            raise self.error(node, f"{key!r} takes keys and values")
        return node.pairs

    def _scalar(self, hint: Any, node: Scalar, key: str) -> Any:
        text = node.text
        if typing.get_origin(hint) is Literal:
            if text not in typing.get_args(hint):
                raise self.error(node, f"{key!r} cannot be {text!r}{nearest(text, typing.get_args(hint))}")
            return text
        if hint is Severity:
            try:
                return Severity.from_label(text)
            except KeyError:
                labels = [s.label for s in Severity]
                raise self.error(node, f"{key!r} cannot be {text!r}{nearest(text, labels)}") from None
        if hint is bool:
            if text.lower() not in _TRUE + _FALSE:
                raise self.error(node, f"{key!r} takes true or false, not {text!r}")
            return text.lower() in _TRUE
        if hint in (int, float):
            return self._number(hint, node, key)
        if hint is Lexicon:
            if self._lexicon is None:
                raise self.error(node, f"{key!r}: no word list can be named here")
            return self._lexicon(text, node.line)
        return text

    def _number(self, hint: type[int] | type[float], node: Scalar, key: str) -> int | float:
        try:
            number = hint(node.text)
        except ValueError:
            kind = "a whole number" if hint is int else "a number"
            raise self.error(node, f"{key!r} takes {kind}, not {node.text!r}") from None
        if number != number or number in (float("inf"), float("-inf")):
            raise self.error(node, f"{key!r} takes a finite number, not {node.text!r}")
        return number


def type_hints(cls: type) -> dict[str, Any]:
    """The types of a record's fields, inherited ones included."""
    return typing.get_type_hints(cls)


def plain(node: Node) -> Any:
    """A node as strings, lists and dicts."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [plain(child) for child in node.nodes]
    return {key.text: plain(value) for key, value in node.pairs}
