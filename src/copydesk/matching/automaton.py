"""A pattern as an automaton of positions (Glushkov's), made to ask how much work a backtracking matcher may do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from copydesk.matching.charset import ALL, NEWLINE, WORD
from copydesk.matching.dialect import At, Chars, Choice, Echo, Look, Loop, Node, Series

START = 0  # the position before a match: it reads anything, any number of times
_UNROLLED = 8
_SHORT = 64
_SIZE = 4_000
_KINDS = (WORD, NEWLINE, ALL & ~WORD & ~NEWLINE)

# Conditions on the characters before and after a place, as bits.
BOUNDARY, _NOT_BOUNDARY, _LINE_START, _LINE_END = 1, 2, 4, 8
_CONDITIONS = {
    "boundary": BOUNDARY,
    "not_boundary": _NOT_BOUNDARY,
    "line_start": _LINE_START,
    "line_end": _LINE_END,
    "start": _LINE_START,
    "end": _LINE_END,
}

_T = TypeVar("_T")
Ends = tuple[tuple[int, int], ...]  # (position, conditions)


class Part(NamedTuple):
    """A piece of the pattern: where it can begin, where it can end, and the conditions under which it is empty."""

    first: Ends
    last: Ends
    empty: tuple[int, ...]


class TooBigError(Exception):
    """The automaton has more positions than is worth looking at."""


@dataclass
class Automaton:
    """masks[p] is what position p reads; edges[p] are the (next position, conditions), one for each way to get there.

    A match may end at the positions of `last`; it begins only where the character before is not in the set `head`.
    `short` are positions in loops of at most 64 turns. `idle`: a long loop has turns that may be empty, so that the
    automaton says nothing about the ways to go through it.
    """

    masks: list[int] = field(default_factory=lambda: [ALL])
    edges: list[list[tuple[int, int]]] = field(default_factory=lambda: [[(START, 0)]])
    short: set[int] = field(default_factory=set)
    head: int = 0
    idle: bool = False
    last: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, node: Node, head: int = 0) -> Automaton:
        """The automaton of a search. Raises TooBigError."""
        made = cls(head=head)
        part = made._part(node)
        made.edges[START] += part.first
        made.last = {position for position, _ in part.last}
        return made

    def _part(self, node: Node) -> Part:
        match node:
            case Chars(mask):
                return self._position(mask)
            case Series(items):
                part = Part((), (), (0,))
                for item in items:
                    part = self._joined(part, self._part(item))
                return part
            case Choice(options):
                parts = [self._part(option) for option in options]
                return Part(
                    _some(end for part in parts for end in part.first),
                    _some(end for part in parts for end in part.last),
                    _some(way for part in parts for way in part.empty),
                )
            case Loop():
                return self._loop(node)
            case At(kind):
                return Part((), (), (_CONDITIONS[kind],))
            case Look(item, behind):
                # What is looked at ahead is a way that leads nowhere, beside the way on.
                return Part((), (), (0,)) if behind else Part(self._part(item).first, (), (0,))
            case Echo(item):
                return self._star(self._position(_alphabet(item)), low=0)

    def _position(self, mask: int) -> Part:
        if len(self.masks) > _SIZE:
            raise TooBigError
        self.masks.append(mask)
        self.edges.append([])
        end = ((len(self.masks) - 1, 0),)
        return Part(end, end, ())

    def _joined(self, left: Part, right: Part) -> Part:
        self._connect(left.last, right.first)
        if not left.empty and not right.empty:
            return Part(left.first, right.last, ())
        return Part(
            _some([*left.first, *((p, way | c) for way in left.empty for p, c in right.first)]),
            _some([*right.last, *((p, way | c) for way in right.empty for p, c in left.last)]),
            _some(one | two for one in left.empty for two in right.empty),
        )

    def _connect(self, last: Ends, first: Ends) -> None:
        if len(last) * len(first) > _SIZE:
            raise TooBigError
        for position, before in last:
            self.edges[position] += [(after, before | condition) for after, condition in first]

    def _loop(self, node: Loop) -> Part:
        if node.high is not None and node.high <= _UNROLLED:
            rest = Part((), (), (0,))
            for turn in range(node.high, 0, -1):
                rest = self._joined(self._part(node.item), rest)
                if turn > node.low:
                    rest = rest._replace(empty=_some([*rest.empty, 0]))
            return rest
        part = self._part(node.item)
        if part.empty:
            self.idle = True
        if node.high is not None and node.high <= _SHORT and isinstance(node.item, Chars):
            self.short.add(part.first[0][0])
        return self._star(part, node.low)

    def _star(self, part: Part, low: int) -> Part:
        self._connect(part.last, part.first)
        return part._replace(empty=_some([*part.empty, *(() if low else (0,))]))

    def allows(self, condition: int, before: int, after: int) -> bool:
        """Whether a place between characters of two kinds (indices of WORD, NEWLINE, other) meets the conditions."""
        if condition & BOUNDARY and (before == 0) == (after == 0):
            return False
        if condition & _NOT_BOUNDARY and (before == 0) != (after == 0):
            return False
        return not (condition & _LINE_START and before != 1) and not (condition & _LINE_END and after != 1)

    def common(self, *positions: int) -> list[tuple[int, int]]:
        """The kinds of characters that all the positions read: (index of the kind, the characters)."""
        mask = ALL
        for position in positions:
            mask &= self.masks[position]
        return [(index, mask & kind) for index, kind in enumerate(_KINDS) if mask & kind]


def _some(items: Iterable[_T]) -> tuple[_T, ...]:
    """The items, each twice at most: two ways to do a thing are already one too many."""
    every = tuple(items)
    if len(every) < 2 or len(set(every)) == len(every):
        return every
    return tuple(item for item, count in Counter(every).items() for _ in range(min(count, 2)))


def _alphabet(node: Node) -> int:
    """All characters that a node may read."""
    match node:
        case Chars(mask):
            return mask
        case Series(items) | Choice(items):
            mask = 0
            for item in items:
                mask |= _alphabet(item)
            return mask
        case Loop(_, _, _, item) | Echo(item):
            return _alphabet(item)
        case _:
            return 0
