"""The ways a pattern can read, written out: a few rows of characters with gaps between them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, product
from typing import Literal, NamedTuple

from copydesk.matching.charset import ASCII_WORD, LETTER, literal
from copydesk.matching.dialect import At, Chars, Choice, Echo, Look, Loop, Node, Series

VARIANTS = 128  # so many ways at most; what would make more stays a gap
_REPEATS = 8
_WIDE = 1_000_000


class Gap(NamedTuple):
    """Between `low` and `high` characters (None: any number)."""

    low: int
    high: int | None


class Mark(NamedTuple):
    r"""A place without width: a \b, another place where a word must begin or end, or another condition."""

    kind: Literal["boundary", "parted", "condition"]


Side = Literal["left", "right"]
Item = Chars | Gap | Mark
Row = tuple[Item, ...]
_CONDITION: Row = (Mark("condition"),)
_PARTED: Row = (Mark("parted"),)
_WORDY = ASCII_WORD | LETTER  # a letter may be one that folds to an ASCII letter


def rows(node: Node, side: Side = "left") -> list[Row]:
    """Every way to read a pattern, in the order in which `re` prefers them.

    `side` says where the known characters of a long loop stand: before the gap that is the rest of it, or after.
    """
    match node:
        case Chars():
            return _characters(node)
        case Series(items):
            return _series(items, side)
        case Choice(options):
            found: list[Row] = []
            for option in options:
                found += rows(option, side)
                if len(found) > VARIANTS:
                    return [(_gap(node),)]
            return found
        case Loop():
            return _loop(node, side)
        case At(kind):
            return [(Mark("boundary"),)] if kind == "boundary" else [_CONDITION if "not" in kind else _PARTED]
        case Look():
            return [_PARTED if _parts(node) else _CONDITION]
        case Echo():
            return [(Gap(0, None),)]


def focused(node: Node) -> Iterator[list[Row]]:
    """As `rows`, once for each item of a series that can be read in several ways: that one written out, the others gaps.

    So "(?:is|was) (?:previous|actual) (?:used|made)", of too many ways in all, can be found by the words in its middle.
    """
    if isinstance(node, Series):
        ways = [rows(item) for item in node.items]
        single = [[(_gap(item),)] if len(way) > 1 else way for item, way in zip(node.items, ways, strict=True)]
        for at, way in enumerate(ways):
            if len(way) > 1:
                every = product(*single[:at], way, *single[at + 1 :])
                yield [tuple(chain.from_iterable(row)) for row in every]


def _parts(node: Look) -> bool:
    """Whether what is looked at cannot be a part of a word."""
    item = node.item
    if isinstance(item, Series) and item.items and not node.negative:
        item = item.items[-1 if node.behind else 0]
    if not isinstance(item, Chars):
        return False
    return item.must & _WORDY == _WORDY if node.negative else not item.mask & _WORDY


def _characters(node: Chars) -> list[Row]:
    if 1 < len(node.options) <= 4:
        return [(_single(char, node),) for char in dict.fromkeys(node.options)]
    return [(node,)]


def _single(char: str, node: Chars) -> Chars:
    return Chars(*literal(char, node.ignorecase), (char,), node.ignorecase)


def _series(items: tuple[Node, ...], side: Side) -> list[Row]:
    found: list[Row] = [()]
    for item in items if side == "left" else reversed(items):
        ways = rows(item, side)
        if len(found) * len(ways) > VARIANTS:
            ways = [(item,)] if isinstance(item, Chars) else [(_gap(item),)]
        pairs = product(found, ways) if side == "left" else product(ways, found)
        found = [before + after for before, after in pairs]
    return found


def _loop(node: Loop, side: Side) -> list[Row]:
    low, high = widths(node)
    if not widths(node.item)[0] and node.high != 1:
        return [(Gap(low, high),)]  # how often `re` goes through an empty turn is its own affair
    ways = rows(node.item, side)
    atomic = _CONDITION if node.atomic else ()
    if node.high is not None and node.high <= _REPEATS:
        found = _unrolled(ways, node.low, node.high, lazy=node.lazy)
        if found:
            return [row + atomic for row in found]
    if not node.low and isinstance(node.item, Chars) and not node.item.mask & _WORDY:
        more = Gap(0, None if high is None else high - 1)
        some: Row = (node.item, more, *atomic) if side == "left" else (more, node.item, *atomic)
        return [(), some] if node.lazy else [some, ()]
    fixed = min(node.low, _REPEATS)
    if not fixed or len(ways) ** fixed > VARIANTS:
        return [(Gap(low, high),)]
    least, most = widths(node.item)
    rest = Gap(low - fixed * least, None if high is None or most is None else high - fixed * most)
    turns = _unrolled(ways, fixed, fixed, lazy=node.lazy)
    return [(*turn, rest) if side == "left" else (rest, *turn) for turn in turns]


def _unrolled(ways: list[Row], low: int, high: int, *, lazy: bool) -> list[Row]:
    """The rows of a loop in order of preference; none if they are too many."""
    found: list[Row] = [()]
    for count in range(high, 0, -1):
        longer = [way + rest for way in ways for rest in found]
        stop: list[Row] = [()] if count > low else []
        found = stop + longer if lazy else longer + stop
        if len(found) > VARIANTS:
            return []
    return found


def _gap(node: Node) -> Gap:
    return Gap(*widths(node))


def widths(node: Node) -> tuple[int, int | None]:
    """The least and the greatest number of characters that a node matches."""
    match node:
        case Chars():
            return 1, 1
        case Series(items):
            both = [widths(item) for item in items]
            return sum(low for low, _ in both), _total([high for _, high in both])
        case Choice(options):
            both = [widths(option) for option in options]
            highs = [high for _, high in both]
            return min(low for low, _ in both), None if None in highs else max(h for h in highs if h is not None)
        case Loop(low, high, _, item):
            least, most = widths(item)
            return min(low * least, _WIDE), _times(high, most)
        case Echo(item):
            return 0, widths(item)[1]
        case _:
            return 0, 0


def newlines(node: Node) -> int | None:
    """The greatest number of newlines that a node can match."""
    match node:
        case Chars(mask):
            return 1 if mask >> 10 & 1 else 0
        case Series(items):
            return _total([newlines(item) for item in items])
        case Choice(options):
            counts = [newlines(option) for option in options]
            return None if None in counts else max(count for count in counts if count is not None)
        case Loop(_, high, _, item):
            return _times(high, newlines(item))
        case Echo(item):
            return newlines(item)
        case _:
            return 0


def ahead(node: Node) -> int | None:
    """How far beyond its match a node can look, boundaries left aside; None if there is no limit."""
    match node:
        case Series(items) | Choice(items):
            reaches = [ahead(item) for item in items]
            return None if None in reaches else max((reach for reach in reaches if reach is not None), default=0)
        case Loop(_, _, _, item):
            return ahead(item)
        case Look(item, behind):
            inner = ahead(item)
            return inner if behind else _total([widths(item)[1], inner])
        case At("end" | "start"):
            return None
        case _:
            return 0


def _total(numbers: list[int | None]) -> int | None:
    return None if None in numbers else min(_WIDE, sum(number for number in numbers if number is not None))


def _times(high: int | None, most: int | None) -> int | None:
    if most == 0:
        return 0
    return None if high is None or most is None else min(high * most, _WIDE)
