"""All patterns of a set of rules over all blocks of a file, in one pass.

A phrase of a rule is found across a line end too: Vale puts `\\s+` for each space in it. That would make a hard pattern of
every phrase. So the patterns keep their spaces and look at a text in which every run of white space is one space, and
only the few that care about white space look again, as written, at the blocks where that makes a difference.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from copydesk.matching import Hit, Pattern, Plan
from copydesk.matching.dialect import At, Chars, Choice, Echo, Look, Loop, Node, Series, parse, scoped
from copydesk.matching.pattern import expression
from copydesk.vale.dialect import GAP, compiled
from copydesk.vale.rules import Rule

BREAK = "\n\n"
TIME_LIMIT = 10.0
_GAPS = re.compile(r"[\t\n\f\r ]+")
_UNEVEN = re.compile(r"[\t\n\f\r]|  ")
_ECHO = re.compile(r"\\[1-9]|\(\?P=")


class Field(NamedTuple):
    """Texts side by side. `starts` are where each begins; `uneven` are those with more white space than single spaces."""

    text: str
    starts: tuple[int, ...]
    uneven: frozenset[int]


def field(texts: Sequence[str]) -> Field:
    """The texts, their white space folded, with a gap between them that no phrase goes over."""
    parts, starts, at = [], [], 0
    uneven = set()
    for index, text in enumerate(texts):
        if _UNEVEN.search(text):
            uneven.add(index)
            text = _GAPS.sub(" ", text)
        parts.append(text)
        starts.append(at)
        at += len(text) + len(BREAK)
    return Field(BREAK.join(parts), tuple(starts), frozenset(uneven))


class Scanner:
    """Rules with a pattern, made ready to be found together.

    even    the plan of all patterns, for texts whose white space is folded
    uneven  that of those which care about white space, for texts as they are; `careful` are their numbers
    single  the rules that look around themselves: they are asked about each text by itself
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        owners: Sequence[int],
        even: Plan,
        uneven: Plan,
        careful: Sequence[int],
        single: Sequence[int],
    ) -> None:
        self.rules = rules
        self._owners = owners
        self._ranks = [owners[:index].count(owner) for index, owner in enumerate(owners)]
        self._even, self._uneven = even, uneven
        self._careful = tuple(careful)
        self._single = tuple(single)
        self._wholes: dict[int, _Whole] = {}

    @classmethod
    def build(cls, rules: Sequence[Rule]) -> Scanner:
        """A scanner for the rules. Raises PatternError, its index counting the patterns of the rules."""
        owners = [index for index, rule in enumerate(rules) for _ in rule.patterns(" ")]
        patterns = [pattern for rule in rules for pattern in rule.patterns(" ")]
        wide = [pattern for rule in rules for pattern in rule.patterns(GAP)]
        single = [index for index, pattern in enumerate(patterns) if _looks_out(pattern)]
        alone = frozenset(single)
        even = Plan.build([Pattern(()) if index in alone else pattern for index, pattern in enumerate(patterns)])
        careful = [i for i, pattern in enumerate(patterns) if i not in alone and not _is_carefree(pattern)]
        return cls(rules, owners, even, Plan.build([wide[index] for index in careful]), careful, single)

    def to_data(self) -> Any:
        """The scanner without its rules, as JSON-compatible data."""
        return [self._owners, self._even.to_data(), self._uneven.to_data(), self._careful, self._single]

    @classmethod
    def from_data(cls, rules: Sequence[Rule], data: Any) -> Scanner:
        """The scanner again. Raises ValueError for data of another shape."""
        owners, even, uneven, careful, single = data
        return cls(rules, owners, Plan.from_data(even), Plan.from_data(uneven), careful, single)

    def hits(self, texts: Sequence[str]) -> Iterator[tuple[int, int, list[Hit]]]:
        """(number of the rule, number of the text, its hits there) for whatever is found, hits in order.

        The hits of a rule's second pattern come behind those of its first, as another alternative.
        """
        if not self.rules or not texts:
            return
        several: dict[int, dict[int, list[Hit]]] = {}
        for pattern, number, hits in self._found(texts):
            rule, rank = self._owners[pattern], self._ranks[pattern]
            if self._owners.count(rule) == 1:
                yield rule, number, hits
            else:
                ranked = [Hit(hit.start, hit.end, rank) for hit in hits]
                several.setdefault(rule, {}).setdefault(number, []).extend(ranked)
        for rule, by_number in several.items():
            for number in sorted(by_number):
                yield rule, number, by_number[number]

    def _found(self, texts: Sequence[str]) -> Iterator[tuple[int, int, list[Hit]]]:
        ground = field(texts)
        careful = frozenset(self._careful)
        for rule, found in self._even.scan(ground.text, TIME_LIMIT).hits.items():
            for number, hits in self._by_text(rule, found, ground.text, ground.starts, texts):
                if number not in ground.uneven:
                    yield rule, number, hits
                elif rule not in careful:
                    yield rule, number, list(_unfolded(texts[number], hits))
        if ground.uneven and self._careful:
            yield from self._in_uneven(texts, sorted(ground.uneven))
        for rule in self._single:
            for number, text in enumerate(texts):
                if hits := self._alone(rule, text):
                    yield rule, number, hits

    def _in_uneven(self, texts: Sequence[str], numbers: Sequence[int]) -> Iterator[tuple[int, int, list[Hit]]]:
        own = [texts[number] for number in numbers]
        starts, at = [], 0
        for text in own:
            starts.append(at)
            at += len(text) + len(BREAK)
        whole = BREAK.join(own)
        for index, found in self._uneven.scan(whole, TIME_LIMIT).hits.items():
            rule = self._careful[index]
            for number, hits in self._by_text(rule, found, whole, starts, own):
                yield rule, numbers[number], hits

    def _by_text(
        self, rule: int, found: list[Hit], whole: str, starts: Sequence[int], texts: Sequence[str]
    ) -> Iterator[tuple[int, list[Hit]]]:
        """The hits by text; in one that they reach out of they are looked for again, in it alone."""
        by_text: dict[int, list[Hit]] = {}
        again: set[int] = set()
        number, start, end, kept = 0, 0, -1, by_text.setdefault(0, [])
        last = len(starts) - 1
        for hit in found:
            if hit[0] >= end:
                number = bisect_right(starts, hit[0]) - 1
                start = starts[number]
                end = starts[number + 1] - len(BREAK) if number < last else len(whole)
                kept = by_text.setdefault(number, [])
            if hit[1] > end or (hit[0] >= end and number < last):
                again.update(range(number, min(bisect_right(starts, hit[1]), last + 1)))
                again.add(min(number + 1, last))
            kept.append(Hit(hit[0] - start, hit[1] - start, hit[2]))
        for number in sorted(by_text.keys() | again):
            hits = self._alone(rule, texts[number]) if number in again else by_text[number]
            if hits:
                yield number, hits

    def _alone(self, rule: int, text: str) -> list[Hit]:
        whole = self._wholes.get(rule)
        if whole is None:
            whole = self._wholes[rule] = _Whole(self.rules[self._owners[rule]].patterns(GAP)[self._ranks[rule]])
        return whole.hits(text)


class _Whole:
    """A pattern as one expression."""

    def __init__(self, pattern: Pattern) -> None:
        sources = [scoped(source) for source in pattern.alternatives]
        flags = re.MULTILINE | (re.IGNORECASE if pattern.ignorecase else 0)
        self._plan: Plan | None = None
        self._many = len(sources) > 1
        if self._many and any(_ECHO.search(source) for source in sources):
            self._plan = Plan.build([pattern])
        else:
            marked = (
                "|".join(f"(?P<a{n}__>{source})" for n, source in enumerate(sources))
                if self._many
                else "".join(sources)
            )
            self._find: Any = compiled(expression(marked or "(?!)", pattern.bounded), flags)

    def hits(self, text: str) -> list[Hit]:
        if self._plan:
            return self._plan.scan(text, TIME_LIMIT).hits.get(0, [])
        if not self._many:
            return [Hit(m.start(), m.end(), 0) for m in self._find.finditer(text)]
        return [Hit(m.start(), m.end(), _alternative(m)) for m in self._find.finditer(text)]


def _alternative(match: Any) -> int:
    return next(
        int(name[1:-2]) for name, value in match.groupdict().items() if value is not None and name.endswith("__")
    )


def _unfolded(text: str, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Hits in a text whose white space was folded, at their places in the text as it is."""
    places, lost = [], []
    shorter = 0
    for gap in _GAPS.finditer(text):
        surplus = gap.end() - gap.start() - 1
        if surplus:
            shorter += surplus
            places.append(gap.end() - shorter)
            lost.append(shorter)

    def place(at: int) -> int:
        index = bisect_right(places, at) - 1
        return at + (lost[index] if index >= 0 else 0)

    for start, end, alternative in hits:
        yield Hit(place(start), place(end - 1) + 1 if end > start else place(start), alternative)


def _is_carefree(pattern: Pattern) -> bool:
    """True if no part of the pattern can tell one kind of white space, or a text's edge, from another."""
    return all(
        _carefree(_tree(source, pattern)) for source in pattern.alternatives if not source.replace(" ", "").isalnum()
    )


def _tree(source: str, pattern: Pattern) -> Node | None:
    try:
        return parse(source, re.MULTILINE | (re.IGNORECASE if pattern.ignorecase else 0)).node
    except (ValueError, RecursionError):
        return None


_WHITE = sum(1 << ord(sign) for sign in "\t\n\f\r ")
_SPACE = 1 << ord(" ")


def _carefree(node: Node | None) -> bool:
    match node:
        case None:
            return False
        case Chars(mask):
            return not mask & _WHITE or mask == _SPACE
        case Series(items) | Choice(items):
            return all(map(_carefree, items))
        case Loop(_, _, _, item) | Look(item, _):
            return _carefree(item) and not (isinstance(item, Chars) and item.mask == _SPACE)
        case At(kind):
            return "boundary" in str(kind).lower()
        case Echo(item):
            return _carefree(item)
    return False


def _looks_out(pattern: Pattern) -> bool:
    """True if the pattern looks around itself at what may be a line end, or at the edges of the text."""
    return any(
        re.search(r"\\[AZzB]|\(\?\(", source) or _sees_line_ends(_tree(source, pattern), inside=False)
        for source in pattern.alternatives
    )


def _sees_line_ends(node: Node | None, *, inside: bool) -> bool:
    match node:
        case Chars(mask):
            return inside and bool(mask & (1 << ord("\n")))
        case Series(items) | Choice(items):
            return any(_sees_line_ends(item, inside=inside) for item in items)
        case Loop(_, _, _, item) | Echo(item):
            return _sees_line_ends(item, inside=inside)
        case Look(item, _):
            return _sees_line_ends(item, inside=True)
        case None:
            return True
    return False
