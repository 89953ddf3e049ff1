"""A regular expression as a small tree, from the parser of Python's own `re`.

The one place that knows the private module `re._parser` (`sre_parse` before Python 3.11).
"""

from __future__ import annotations

import re
import sys
import warnings
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, NamedTuple

from copydesk.matching import charset

_parser = import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
_BEHIND = -1
_IGNORECASE, _DOTALL = int(re.IGNORECASE), int(re.DOTALL)  # plain numbers, for an enum takes its time
_LEADING_FLAGS = re.compile(r"\(\?([imsx]+)\)")


class Chars(NamedTuple):
    """One character: of the set `mask` at most, of `must` at least; `options` are all of them if they can be listed."""

    mask: int
    must: int = 0
    options: tuple[str, ...] = ()
    ignorecase: bool = False


class Series(NamedTuple):
    items: tuple[Node, ...]


class Choice(NamedTuple):
    options: tuple[Node, ...]


class Loop(NamedTuple):
    low: int
    high: int | None
    lazy: bool
    item: Node
    atomic: bool = False


class At(NamedTuple):
    """A place without width: boundary, not_boundary, line_start, line_end, start, end."""

    kind: str


class Look(NamedTuple):
    item: Node
    behind: bool
    negative: bool


class Echo(NamedTuple):
    """A back-reference; `item` is what the group may match."""

    item: Node


Node = Chars | Series | Choice | Loop | At | Look | Echo
NOTHING = Series(())


class Tree(NamedTuple):
    """A parsed pattern. `nullable`: it may match without width. `refused`: why `re` does not take it, or empty."""

    node: Node
    nullable: bool
    echoes: bool
    refused: str
    groups: int


@dataclass
class _Reader:
    groups: dict[int, Node] = field(default_factory=dict)
    echoes: bool = False
    refused: str = ""

    def series(self, items: Any, flags: int) -> Node:
        nodes = tuple([self.node(op.name, av, flags) for op, av in items])
        return nodes[0] if len(nodes) == 1 else Series(nodes)

    def node(self, op: str, av: Any, flags: int) -> Node:
        if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            low, high, item = av
            top = None if high == _parser.MAXREPEAT else int(high)
            return Loop(int(low), top, op == "MIN_REPEAT", self.series(item, flags), op == "POSSESSIVE_REPEAT")
        if op == "SUBPATTERN":
            group, added, removed, item = av
            node = self.series(item, (flags | added) & ~removed)
            if group is not None:
                self.groups[group] = node
            return node
        if op in ("ASSERT", "ASSERT_NOT"):
            return self.look(av[0] == _BEHIND, op == "ASSERT_NOT", av[1], flags)
        if op == "BRANCH":
            return Choice(tuple(self.series(item, flags) for item in av[1]))
        if op == "AT":
            return At(_PLACES[av.name])
        return self.character(op, av, flags)

    def character(self, op: str, av: Any, flags: int) -> Node:
        ignorecase = bool(flags & _IGNORECASE)
        if op == "LITERAL":
            return Chars(*charset.literal(chr(av), ignorecase), (chr(av),), ignorecase)
        if op == "NOT_LITERAL":
            return Chars(*charset.negated(charset.literal(chr(av), ignorecase)))
        if op == "ANY":
            return Chars(charset.ALL if flags & _DOTALL else charset.ALL & ~charset.NEWLINE)
        if op == "IN":
            options = tuple(chr(code) for kind, code in av if kind.name == "LITERAL")
            return Chars(*charset.members(av, flags), options if len(options) == len(av) else (), ignorecase)
        return self.rare(op, av, flags)

    def rare(self, op: str, av: Any, flags: int) -> Node:
        if op == "ATOMIC_GROUP":
            return Loop(1, 1, lazy=False, item=self.series(av, flags), atomic=True)
        if op == "GROUPREF":
            self.echoes = True
            return Echo(self.groups.get(av, NOTHING))
        if op == "GROUPREF_EXISTS":
            self.echoes = True
            return Choice(tuple(self.series(item or (), flags) for item in av[1:]))
        if op == "FAILURE":
            return Chars(0)
        raise re.error(f"unknown construct {op.lower()}")

    def look(self, behind: bool, negative: bool, items: Any, flags: int) -> Node:  # noqa: FBT001  # as Look has it
        low, high = items.getwidth()
        if behind and low != high:
            self.refused = "look-behind requires fixed-width pattern"
        return Look(self.series(items, flags), behind, negative)


_PLACES = {
    "AT_BEGINNING": "line_start",
    "AT_BEGINNING_LINE": "line_start",
    "AT_BEGINNING_STRING": "start",
    "AT_BOUNDARY": "boundary",
    "AT_NON_BOUNDARY": "not_boundary",
    "AT_END": "line_end",
    "AT_END_LINE": "line_end",
    "AT_END_STRING": "end",
}


def scoped(source: str) -> str:
    """The source with flags at its start, `(?i)x`, made its own: `(?i:x)`."""
    leading = _LEADING_FLAGS.match(source)
    return f"(?{leading[1]}:{source[leading.end() :]})" if leading else source


def parse(source: str, flags: int) -> Tree:
    """The tree of a pattern. Raises ValueError with one line of reason for what `re` cannot parse."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "possible nested set": a matter of taste, and not ours
            parsed = _parser.parse(source, int(flags))
        reader = _Reader()
        node = reader.series(parsed, int(parsed.state.flags))
    except re.error as error:
        raise ValueError(error.msg) from None
    except (OverflowError, RecursionError, ValueError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise ValueError(reason) from None
    return Tree(node, parsed.getwidth()[0] == 0, reader.echoes, reader.refused, parsed.state.groups - 1)
