"""All patterns of a set of rules over all blocks of a file, in one pass.

A phrase of a rule is found across a line end too: Vale puts `\\s+` for each space in it. That would make a hard pattern of
every phrase. So the patterns keep their spaces and look at a text in which every run of white space is one space, and
only the few that care about white space look again, as written, at the blocks where that makes a difference.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from copydesk.matching import Hit, Pattern, PatternError, Plan
from copydesk.matching.charset import OTHER
from copydesk.matching.dialect import At, Chars, Choice, Echo, Look, Loop, Node, Series, parse, scoped
from copydesk.matching.pattern import expression
from copydesk.vale.dialect import GAP, compiled
from copydesk.vale.rules import Rule

BREAK = "\n\n"
TIME_LIMIT = 10.0
# So far from an edge what a pattern looks at may lie beyond it.
REACH = 8
_GAPS = re.compile(r"[\t\n\f\r ]+")
_UNEVEN = ("\n", "  ", "\t", "\r", "\f")
# Between texts for patterns that look around: no letter, no white space, and in no set that lists what it holds.
EDGE = "\ue000"
_PLACES = re.compile(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|(\^)|(\$)")
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
        if any(sign in text for sign in _UNEVEN):
            uneven.add(index)
            text = _GAPS.sub(" ", text)
        parts.append(text)
        starts.append(at)
        at += len(text) + len(BREAK)
    return Field(BREAK.join(parts), tuple(starts), frozenset(uneven))


class Scanner:
    """Rules with a pattern, made ready to be found together.

    even, uneven, at_edges  the plan of all patterns, for texts whose white space is folded
            that of those which care about white space, for texts as they are; `careful` are their numbers
    at_edges, edgy  those that look around themselves, with an EDGE between the texts
    single  those that cannot be put off with that: they are asked about each text by itself
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        owners: Sequence[int],
        plans: tuple[Plan, Plan, Plan],
        careful: Sequence[int],
        edgy: Sequence[int],
        single: Sequence[int],
        touchy: Sequence[int],
    ) -> None:
        self.rules = rules
        self._touchy = frozenset(touchy)
        self._owners = owners
        self._ranks = [owners[:index].count(owner) for index, owner in enumerate(owners)]
        self._several = {owner for index, owner in enumerate(owners) if owner in owners[:index]}
        self._even, self._uneven, self._at_edges = plans
        self._edgy = tuple(edgy)
        self._careful = tuple(careful)
        self._single = tuple(single)
        self._wholes: dict[int, _Whole] = {}

    @classmethod
    def build(cls, rules: Sequence[Rule]) -> Scanner:
        """A scanner for the rules. Raises PatternError, its index counting the patterns of the rules."""
        owners = [index for index, rule in enumerate(rules) for _ in rule.patterns(" ")]
        patterns = [pattern for rule in rules for pattern in rule.patterns(" ")]
        wide = [pattern for rule in rules for pattern in rule.patterns(GAP)]
        looking = [index for index, pattern in enumerate(patterns) if _looks_out(pattern)]
        running = [index for index, pattern in enumerate(patterns) if index not in looking and _runs_on(pattern)]
        looking += running
        single = [index for index in looking if index in running or not _knows_edges(wide[index])]
        edgy = [index for index in looking if index not in single]
        touchy = [index for index, pattern in enumerate(patterns) if index not in looking and _looks_at_ends(pattern)]
        for index in single:
            try:
                _Whole(wide[index])
            except ValueError as error:
                raise PatternError(index, 0, str(error)) from None
        alone = frozenset(looking)
        even = Plan.build([Pattern(()) if index in alone else pattern for index, pattern in enumerate(patterns)])
        careful = [i for i, pattern in enumerate(patterns) if i not in alone and not _is_carefree(pattern)]
        uneven = Plan.build([wide[index] for index in careful])
        at_edges = Plan.build([_with_edges(wide[index]) for index in edgy])
        return cls(rules, owners, (even, uneven, at_edges), careful, edgy, single, touchy)

    def to_data(self) -> Any:
        """The scanner without its rules, as JSON-compatible data."""
        plans = [plan.to_data() for plan in (self._even, self._uneven, self._at_edges)]
        return [self._owners, plans, self._careful, self._edgy, self._single, sorted(self._touchy)]

    @classmethod
    def from_data(cls, rules: Sequence[Rule], data: Any) -> Scanner:
        """The scanner again. Raises ValueError for data of another shape."""
        owners, plans, careful, edgy, single, touchy = data
        even, uneven, at_edges = map(Plan.from_data, plans)
        return cls(rules, owners, (even, uneven, at_edges), careful, edgy, single, touchy)

    def hits(self, texts: Sequence[str]) -> Iterator[tuple[int, int, list[Hit]]]:
        """(number of the rule, number of the text, its hits there) for whatever is found, hits in order.

        Of a rule with several patterns, the alternatives of each are counted from twice its number.
        """
        if not self.rules or not texts:
            return
        several: dict[tuple[int, int], list[Hit]] = {}
        for pattern, number, hits in self._found(texts):
            rule, rank = self._owners[pattern], self._ranks[pattern]
            if rule not in self._several:
                yield rule, number, hits
            else:
                ranked = [Hit(hit.start, hit.end, 2 * rank + hit.alternative) for hit in hits]
                several.setdefault((number, rule), []).extend(ranked)
        # These remember what they saw, one rule for all: so they go on text by text.
        for number, rule in sorted(several):
            yield rule, number, several[number, rule]

    def _found(self, texts: Sequence[str]) -> Iterator[tuple[int, int, list[Hit]]]:
        ground = field(texts)
        careful = frozenset(self._careful)
        gaps: dict[int, tuple[list[int], list[int]]] = {}
        for rule, found in self._even.scan(ground.text, TIME_LIMIT).hits.items():
            for number, hits in self._by_text(rule, found, ground.text, ground.starts, texts):
                if number not in ground.uneven:
                    yield rule, number, hits
                elif rule not in careful:
                    if number not in gaps:
                        gaps[number] = _gaps(texts[number])
                    yield rule, number, _unfolded(gaps[number], hits)
        if ground.uneven and self._careful:
            yield from self._joined(self._uneven, self._careful, texts, sorted(ground.uneven), BREAK)
        if self._edgy:
            yield from self._joined(self._at_edges, self._edgy, texts, range(len(texts)), EDGE)
        for rule in self._single:
            for number, text in enumerate(texts):
                if hits := self._alone(rule, text):
                    yield rule, number, hits

    def _joined(
        self, plan: Plan, patterns: Sequence[int], texts: Sequence[str], numbers: Sequence[int], gap: str
    ) -> Iterator[tuple[int, int, list[Hit]]]:
        """What a plan finds in some of the texts as they are, `gap` between them; `patterns` are their numbers."""
        own = [texts[number] for number in numbers]
        starts, at = [], 0
        for text in own:
            starts.append(at)
            at += len(text) + len(gap)
        whole = gap.join(own)
        for index, found in plan.scan(whole, TIME_LIMIT).hits.items():
            for number, hits in self._by_text(patterns[index], found, whole, starts, own, len(gap)):
                yield patterns[index], numbers[number], hits

    def _by_text(
        self,
        rule: int,
        found: list[Hit],
        whole: str,
        starts: Sequence[int],
        texts: Sequence[str],
        gap: int = len(BREAK),
    ) -> Iterator[tuple[int, list[Hit]]]:
        """The hits by text; in one that they reach out of they are looked for again, in it alone."""
        by_text: dict[int, list[Hit]] = {}
        again: set[int] = set()
        number, start, end, kept = 0, 0, -1, by_text.setdefault(0, [])
        last = len(starts) - 1
        touchy = rule in self._touchy
        for hit in found:
            if hit[0] >= end:
                number = bisect_right(starts, hit[0]) - 1
                start = starts[number]
                end = starts[number + 1] - gap if number < last else len(whole)
                kept = by_text.setdefault(number, [])
            if (
                hit[1] > end
                or (hit[0] >= end and number < last)
                or (touchy and (end - hit[1] < REACH or hit[0] - start < REACH))
            ):
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
        self._needs = _needed(_tree(sources[0], pattern)) if len(sources) == 1 else ""
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
        if self._needs and self._needs not in text:
            return []
        if not self._many:
            return [Hit(m.start(), m.end(), 0) for m in self._find.finditer(text)]
        return [Hit(m.start(), m.end(), _alternative(m)) for m in self._find.finditer(text)]


def _alternative(match: Any) -> int:
    return next(
        int(name[1:-2]) for name, value in match.groupdict().items() if value is not None and name.endswith("__")
    )


def _needed(node: Node | None) -> str:
    """A character that every match holds, if one is easily found."""
    items = node.items if isinstance(node, Series) else (node,)
    for item in items:
        if isinstance(item, Loop) and item.low > 0 and (inner := _needed(item.item)):
            return inner
        if isinstance(item, Chars) and len(item.options) == 1 and not item.ignorecase and len(item.options[0]) == 1:
            return item.options[0]
    return ""


def _gaps(text: str) -> tuple[list[int], list[int]]:
    """Where in the text, once its white space is folded, characters are missing, and how many up to there."""
    places, lost = [], []
    shorter = 0
    for gap in _GAPS.finditer(text):
        surplus = gap.end() - gap.start() - 1
        if surplus:
            shorter += surplus
            places.append(gap.end() - shorter)
            lost.append(shorter)
    return places, lost


def _unfolded(gaps: tuple[list[int], list[int]], hits: list[Hit]) -> list[Hit]:
    """Hits in a text whose white space was folded, at their places in the text as it is."""
    places, lost = gaps
    if not places:
        return hits

    def place(at: int) -> int:
        index = bisect_right(places, at) - 1
        return at + (lost[index] if index >= 0 else 0)

    return [Hit(place(a), place(b - 1) + 1 if b > a else place(a), alternative) for a, b, alternative in hits]


def _with_edges(pattern: Pattern) -> Pattern:
    """A pattern for texts with EDGE between them: there lines begin and end, too."""

    def place(match: re.Match[str]) -> str:
        return match[1] or (rf"(?:^|(?<={EDGE}))" if match[2] else rf"(?:$|(?={EDGE}))")

    return pattern._replace(alternatives=tuple(_PLACES.sub(place, source) for source in pattern.alternatives))


def _knows_edges(pattern: Pattern) -> bool:
    """True if nothing that the pattern looks around for can be EDGE itself, nor an edge of the text alone."""
    return not any(
        re.search(r"\\[AZzB]|\(\?\(", source) or _may_see(_tree(source, pattern), OTHER, _LOOKING)
        for source in pattern.alternatives
    )


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
    """True if a line end beyond a text could forbid a match, or if its edges are asked for."""
    return any(
        re.search(r"\\[AZzB]|\(\?\(", source) or _may_see(_tree(source, pattern), _NEWLINE, _FORBIDDING)
        for source in pattern.alternatives
    )


def _runs_on(pattern: Pattern) -> bool:
    """True if a match can run over any number of lines: such a one is better looked for in each text by itself."""
    return len(pattern.alternatives) == 1 and _has_long_loop(_tree(pattern.alternatives[0], pattern))


def _has_long_loop(node: Node | None) -> bool:
    match node:
        case Loop(_, high, _, item):
            runs = high is None and isinstance(item, Chars) and item.mask & _NEWLINE and item.mask & (1 << ord("a"))
            return bool(runs) or _has_long_loop(item)
        case Series(items) | Choice(items):
            return any(map(_has_long_loop, items))
        case Look(item) | Echo(item):
            return _has_long_loop(item)
    return False


def _looks_at_ends(pattern: Pattern) -> bool:
    """True if a line end beyond a text could allow a match."""
    return any(_may_see(_tree(source, pattern), _NEWLINE, _LOOKING) for source in pattern.alternatives)


_NEWLINE = 1 << ord("\n")
# Which look-arounds count: those that forbid; all; and here, within one, all characters.
_FORBIDDING, _LOOKING, _INSIDE = range(3)


def _may_see(node: Node | None, sign: int, where: int) -> bool:
    """Whether a character (its bit in a mask) can be what a look-around is about."""
    match node:
        case Chars(mask):
            return where == _INSIDE and bool(mask & sign)
        case Series(items) | Choice(items):
            return any(_may_see(item, sign, where) for item in items)
        case Loop(_, _, _, item) | Echo(item):
            return _may_see(item, sign, where)
        case Look(item, _, negative):
            return _may_see(item, sign, _INSIDE if negative or where != _FORBIDDING else where)
        case None:
            return True
    return False
