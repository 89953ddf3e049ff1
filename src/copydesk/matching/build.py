"""Patterns → the record of a plan: how each alternative is to be found and confirmed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple

from copydesk.matching import engines
from copydesk.matching.dialect import At, Chars, Loop, Node, Series, Tree, parse, scoped
from copydesk.matching.effort import Effort, effort
from copydesk.matching.opening import opening
from copydesk.matching.pattern import Pattern, PatternError, expression, flags
from copydesk.matching.pins import Pin, literal_pin, pins
from copydesk.matching.record import HARD, IGNORECASE, WAYS, Draft, Hard, Record
from copydesk.matching.variants import Mark, Row, ahead, focused, newlines, rows, widths
from copydesk.matching.view import fold, foldable

_HEAD = re.compile(r"(?:\(\?:|\((?!\?)|\\b)*(\\[wdsWDS]|\.|\[\^?\]?(?:\\.|[^\]\\])*\])(?:[+*]|\{\d+,\})\??")
_PLAIN = re.compile(r"[\w '’,-]+")
_NEWLINES = 100
_CHEAP, _TRIFLE = 3_000, 300
_SELECTIVE = 0.05
_SLACK = 500
_WIDTH = 2_000
# Microseconds for a megabyte of prose: one attempt, one window and a character in it, one line, one search of it all.
_ATTEMPT, _WINDOW, _CHARACTER, _LINE, _SEARCH = 0.8, 3.0, 0.06, 7.0, 30_000.0


class Literal(NamedTuple):
    """One exact text that an alternative can be, with what must stand before and after (see `Record.edges`)."""

    text: str
    ignorecase: bool
    before: int
    after: int


def build(patterns: Sequence[Pattern]) -> Record:
    """The record of a plan for the patterns. Raises PatternError."""
    record = Draft.empty()
    known: dict[tuple[object, ...], int] = {}
    for index, pattern in enumerate(patterns):
        builder = _Builder(record, known, index, pattern)
        trees = [builder.tree(number) for number in range(len(pattern.alternatives))]
        if any(isinstance(tree, Tree) and tree.nullable for tree in trees):
            builder.add_joined()
            continue
        for number, tree in enumerate(trees):
            builder.add(number, tree)
    return Record(*record)


class _Builder:
    """Adds one pattern to a record; `known` is where its hard alternatives are, by all that makes them."""

    def __init__(self, record: Draft, known: dict[tuple[object, ...], int], index: int, pattern: Pattern) -> None:
        self.record = record
        self.known = known
        self.index = index
        self.pattern = pattern
        self.flags = flags(pattern.ignorecase)
        self.sources = [scoped(source) for source in pattern.alternatives]

    def tree(self, number: int) -> Tree | Literal | None:
        """An alternative as a tree, or as a text if it is plain, or None if only the `regex` module can read it."""
        source = self.sources[number]
        if _PLAIN.fullmatch(source) and (not self.pattern.ignorecase or all(map(foldable, source))):
            bounded = self.pattern.bounded
            return Literal(source, self.pattern.ignorecase, _edge(source[0], bounded), _edge(source[-1], bounded))
        return self.parsed(number)

    def parsed(self, number: int) -> Tree | None:
        try:
            return parse(self.sources[number], self.flags)
        except ValueError as error:
            self.check_regex(number, str(error))
            return None

    def check_regex(self, number: int, reason: str) -> None:
        """Raises PatternError unless the `regex` module is there and takes the alternative."""
        complaint = engines.complaint(self.sources[number], self.flags)
        if complaint is not None:
            raise PatternError(self.index, number, complaint or reason)

    def add(self, number: int, tree: Tree | Literal | None) -> None:
        if tree is None:
            self.add_hard(number, "text", "regex", [])
            return
        if isinstance(tree, Literal):
            if not self.add_literals(number, [tree]):
                self.add_hard(number, "text", "re", [])
            return
        found = rows(tree.node)
        literals = list(takewhile(bool, (_literal(row, bounded=self.pattern.bounded) for row in found)))
        if len(literals) == len(found) and self.add_literals(number, [literal for literal in literals if literal]):
            return
        self.add_expression(number, tree, found)

    def add_literals(self, number: int, literals: list[Literal]) -> bool:
        """Adds an alternative that is nothing but these texts; False if one of them has nothing to be found by."""
        unique = list(dict.fromkeys(literals))
        chosen = [literal_pin(literal.text, literal.before, literal.after) for literal in unique]
        if None in chosen:
            return False
        for way, (literal, pin) in enumerate(zip(unique, chosen, strict=True)):
            edges = literal.before | literal.after << 2 | (IGNORECASE if literal.ignorecase else 0)
            text = fold(literal.text) if literal.ignorecase else literal.text
            if pin:
                self.entry(pin, text, self.index, number * WAYS + way, edges)
        return True

    def add_expression(self, number: int, tree: Tree, found: list[Row]) -> None:
        whole = Series((At("boundary"), tree.node, At("boundary"))) if self.pattern.bounded else tree.node
        engine, starts = self.engine(number, tree, whole)
        slow, bounded = engine != "re", self.pattern.bounded
        cost, mode, chosen = _finder(tree, found, slow=slow, bounded=bounded)
        if cost > _TRIFLE:
            views = [rows(tree.node, "right"), *focused(tree.node)]
            others = [_finder(tree, view, slow=slow, bounded=bounded) for view in views]
            cost, mode, chosen = min((cost, mode, chosen), *others, key=itemgetter(0))
        if cost > _CHEAP:
            mode, chosen = min(
                (cost, mode, chosen), _shared(tree, found, slow=slow, bounded=bounded), key=itemgetter(0)
            )[1:]
        if mode != "spot" and engine != "regex" and not starts:
            starts = opening(whole, 1.0 if slow else _SELECTIVE)
        self.add_hard(number, mode, engine, chosen, starts, _reach(tree.node, mode, chosen))

    def engine(self, number: int, tree: Tree, whole: Node) -> tuple[str, str]:
        """The engine for an alternative, and the expression for the places to start at, if it needs one."""
        source = expression(self.sources[number], self.pattern.bounded)
        work = effort(whole)
        if tree.refused or work == Effort.WILD:
            self.check_regex(number, tree.refused or "it can take time without limit")
            return "regex", ""
        if work == Effort.LINEAR:
            return "re", ""
        head = None if tree.echoes else _head(whole)
        written = _HEAD.match(source)
        if head is None or not written:
            return "patient", ""
        bound, mask = head
        linear = not bound and effort(whole, mask) == Effort.LINEAR
        return "re" if linear else "patient", (r"\b" if bound else "") + written[1] + "+"

    def add_hard(
        self,
        number: int,
        mode: str,
        engine: str,
        chosen: list[Pin],
        starts: str = "",
        reach: tuple[int, int, int] = (0, 0, 0),
    ) -> None:
        source = expression(self.sources[number], self.pattern.bounded)
        use = [self.index, number * WAYS]
        hard = Hard([use], source, starts, self.flags, engine, mode, *reach, [])
        known = self.known.setdefault(hard[1:-1], len(self.record.hards))
        if known < len(self.record.hards):
            self.record.hards[known][0].append(use)
            return
        self.record.hards.append(list(hard))
        if not chosen:
            self.record.always.append(known)
        for pin in dict.fromkeys(chosen if mode in ("spot", "span") else _merged(chosen)):
            every = range(pin.low, (pin.high or 0) + 1)
            for offset in every if mode == "spot" else (pin.low,) if mode == "span" else (0,):
                self.entry(pin._replace(low=offset), pin.around, known, pin.lead, HARD)

    def entry(self, pin: Pin, text: str, owner: int, rank: int, edges: int) -> None:
        record = self.record
        for key in pin.keys:
            getattr(record, pin.kind).setdefault(key, []).append(len(record.texts))
            record.texts.append(text)
            record.offsets.append(pin.low)
            record.owners.append(owner)
            record.ranks.append(rank)
            record.edges.append(edges)

    def add_joined(self) -> None:
        """Adds all alternatives as one expression, since one of them may be empty."""
        trees = [self.parsed(number) for number in range(len(self.sources))]
        marks: list[int] = []
        engine = "re"
        for number, tree in enumerate(trees):
            if tree is None or (tree.echoes and len(trees) > 1):
                raise PatternError(self.index, number, "it cannot stand beside an alternative that may be empty")
            marks.append((marks[-1] if marks else 0) + tree.groups + 1)
            if self.engine(number, tree, tree.node)[0] != "re":
                self.check_regex(number, tree.refused or "it can take time without limit")
                engine = "regex"
        body = "|".join(f"(?:{source})()" for source in self.sources)
        whole = expression(body, self.pattern.bounded)
        hard = Hard([[self.index, 0]], whole, "", self.flags, engine, "joined", 0, 0, 0, marks)
        self.record.always.append(len(self.record.hards))
        self.record.hards.append(list(hard))


def _literal(row: Row, *, bounded: bool) -> Literal | None:
    """The text that a way to read a pattern stands for, if it is nothing but a text, with boundaries around it."""
    inner = [index for index, item in enumerate(row) if isinstance(item, Chars)]
    if not inner:
        return None
    first, last = inner[0], inner[-1] + 1
    before, cells, after = row[:first], row[first:last], row[last:]
    if not all(isinstance(item, Mark) and item.kind == "boundary" for item in (*before, *after)):
        return None
    chars = [item for item in cells if isinstance(item, Chars) and len(item.options) == 1]
    if len(chars) < len(cells) or len({cell.ignorecase for cell in chars}) > 1:
        return None
    text = "".join(cell.options[0] for cell in chars)
    if chars[0].ignorecase and not all(map(foldable, text)):
        return None
    edges = (_edge(text[0], bool(before) or bounded), _edge(text[-1], bool(after) or bounded))
    return Literal(text, chars[0].ignorecase, *edges)


def _edge(char: str, wanted: bool) -> int:  # noqa: FBT001  # private
    if not wanted:
        return 0
    return 1 if char.isalnum() or char == "_" else 2


def _head(node: Node) -> tuple[bool, int] | None:
    """The set of characters that a pattern begins with any number of times, and whether a boundary is asked before.

    An attempt in a run of such characters fails if an attempt at an earlier place of the run has failed, for from there
    the run could have been read up to the same place.
    """
    match node:
        case Series(items):
            before = list(takewhile(lambda item: item == At("boundary"), items))
            inner = _head(items[len(before)]) if len(before) < len(items) else None
            return (inner[0] or bool(before), inner[1]) if inner else None
        case Loop(low, None, _, Chars(mask)) if low:
            return False, mask
        case Loop(low, _, _, item) if low:
            return _head(item)
        case _:
            return None


def _reach(node: Node, mode: str, chosen: list[Pin]) -> tuple[int, int, int]:
    """`newlines`, `slack` and `spread` of a `Hard`."""
    beyond = ahead(node) or 0
    if mode == "line":
        return newlines(node) or 0, beyond, 0
    if mode == "span":
        return 0, (widths(node)[1] or 0) + beyond, max((pin.high or 0) - pin.low for pin in chosen)
    return 0, 0, 0


def _usable(tree: Tree) -> list[str]:
    """The modes that are open to a pattern."""
    count, reach, width = newlines(tree.node), ahead(tree.node), widths(tree.node)[1]
    if reach is None or reach > _SLACK:
        return ["spot", "text"]
    spans = ["span"] if width is not None and width <= _WIDTH else []
    lines = ["line"] if count is not None and count <= _NEWLINES else []
    return ["spot", *spans, *lines, "text"]


def _finder(tree: Tree, found: list[Row], *, slow: bool, bounded: bool) -> tuple[float, str, list[Pin]]:
    """The cheapest way to find a pattern: what it costs, the mode (see `Hard`), and the pins."""
    choices = [list(pins(row, bounded=bounded)) for row in found]
    scale = 4.0 if slow else 1.0
    best: tuple[float, str, list[Pin]] = (_SEARCH * scale, "text", [])
    for mode in _usable(tree):
        weight = scale * (1 + 2 * (newlines(tree.node) or 0)) if mode == "line" else scale
        chosen = [
            min(usable, key=lambda pin: _cost(pin, mode, weight))
            for choice in choices
            if (usable := [pin for pin in choice if _fits(pin, mode)])
        ]
        unique = {
            (pin.keys, pin.low, pin.high) if mode in ("spot", "span") else (pin.keys, 0, 0): pin for pin in chosen
        }
        cost = sum(_cost(pin, mode, weight) for pin in unique.values())
        if len(chosen) == len(found) and cost < best[0]:
            best = (cost, mode, chosen)
            if cost < _CHEAP:
                break
    return best


def _shared(tree: Tree, found: list[Row], *, slow: bool, bounded: bool) -> tuple[float, str, list[Pin]]:
    """The cheapest way to find a pattern by one thing that all its ways to read have in common, as `_finder`."""
    choices = [{(pin.kind, pin.keys): pin for pin in pins(row, bounded=bounded, thorough=True)} for row in found]
    best: tuple[float, str, list[Pin]] = (_SEARCH * 4, "text", [])
    for mode in _usable(tree):
        for name in set.intersection(*map(set, choices)) if mode in ("line", "text") else ():
            cost = _cost(choices[0][name], mode, 4.0 if slow else 1.0)
            if cost < best[0]:
                best = (cost, mode, [choices[0][name]])
    return best


def _merged(chosen: list[Pin]) -> list[Pin]:
    """Pins for a search of whole lines, where it is all one at what distance a key stands and what is around it."""
    merged: dict[tuple[str, tuple[str, ...]], Pin] = {}
    for pin in chosen:
        known = merged.setdefault((pin.kind, pin.keys), pin)
        if (known.around, known.lead) != (pin.around, pin.lead):
            merged[pin.kind, pin.keys] = pin._replace(around="", lead=0)
    return [pin._replace(low=0, high=0) for pin in merged.values()]


def _fits(pin: Pin, mode: str) -> bool:
    return pin.near if mode == "spot" else pin.high is not None if mode == "span" else True


def _cost(pin: Pin, mode: str, scale: float) -> float:
    if mode == "span":
        return pin.cost + pin.places * (_WINDOW + _CHARACTER * ((pin.high or 0) - pin.low + 1))
    if mode == "spot":
        return pin.cost + pin.places * _ATTEMPT * ((pin.high or 0) - pin.low + 1)
    if mode == "line":
        return pin.cost + min(pin.places, 5_000) * _LINE * scale
    return pin.cost + min(pin.places / 50, 1) * _SEARCH * scale
