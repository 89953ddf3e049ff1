"""YAML as data and nothing else.

The events of the parser are read one by one, so that a hostile file is refused before it costs anything: nesting is
bounded, and anchors, aliases, tags and duplicate keys are errors. Scalars stay strings (PyYAML would read `no` as False
and `12:30:45` as a number); the field that receives one says what it must be.

A module of its own because PyYAML takes 12 ms to import, which a run that finds its rules in the cache need not pay.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from copydesk.pack.nodes import Fields, Items, Node, PackError, Scalar

MAX_BYTES = 1_000_000
MAX_DEPTH = 16


def parse_yaml(data: bytes, path: str) -> Node:
    """The one document in a YAML file; an empty file gives an empty mapping. Raises PackError."""
    if len(data) > MAX_BYTES:
        raise PackError(path, 1, f"the file has {len(data):,} bytes; split it, {MAX_BYTES:,} is the limit")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        events = yaml.parse(data, Loader=loader)
        return _Builder(path, events).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise PackError(
            path, mark.line + 1 if mark else 1, f"not valid YAML: {error.problem or error.context}"
        ) from None
    except yaml.reader.ReaderError as error:
        raise PackError(
            path, 1, f"not valid YAML: {error.reason} at byte {error.position}; save the file as UTF-8"
        ) from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise PackError(path, 1, f"not valid YAML: {str(error).partition(chr(10))[0]}") from None


class _Builder:
    """Nodes from events. Depth is bounded by MAX_DEPTH, so recursion is."""

    def __init__(self, path: str, events: Iterator[yaml.Event]) -> None:
        self._path = path
        self._events = events

    def document(self) -> Node:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)):
                continue
            if isinstance(event, yaml.StreamEndEvent):
                break
            if root is not None:
                raise self._error(event, "a second YAML document; put all of it into one")
            root = self._node(event, 1)
        return root if root is not None else Fields((), 1)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            raise self._error(event, "an alias is not allowed; write the value out")
        if anchor := getattr(event, "anchor", None):
            raise self._error(event, f"the anchor &{anchor} is not allowed; write the value out where it is used")
        if (tag := getattr(event, "tag", None)) and tag != "!":
            raise self._error(event, f"the tag {tag} is not allowed; write a plain value")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, _line(event), event.style in ("'", '"', "|", ">"))
        if depth > MAX_DEPTH:
            raise self._error(event, f"nested more than {MAX_DEPTH} deep")
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(tuple(self._children(yaml.SequenceEndEvent, depth)), _line(event))
        return self._mapping(event, depth)

    def _children(self, end: type[yaml.Event], depth: int) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, end):
                return
            yield self._node(event, depth + 1)

    def _mapping(self, start: yaml.Event, depth: int) -> Fields:
        pairs: list[tuple[Scalar, Node]] = []
        seen: set[str] = set()
        children = self._children(yaml.MappingEndEvent, depth)
        for key in children:
            if not isinstance(key, Scalar):
                raise PackError(self._path, key.line, "a key must be a plain word")
            if key.text in seen:
                raise PackError(self._path, key.line, f"the key {key.text!r} is given twice; keep one")
            seen.add(key.text)
            pairs.append((key, next(children)))
        return Fields(tuple(pairs), _line(start))

    def _error(self, event: yaml.Event, reason: str) -> PackError:
        return PackError(self._path, _line(event), reason)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
