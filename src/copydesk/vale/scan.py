"""All patterns of a set of rules over all blocks of a file, in one pass.

A phrase of a rule is found across a line end too: Vale puts `\\s+` for each space in it. That would make a hard pattern of
every phrase. So the patterns keep their spaces and look at a text in which every run of white space is one space, and
only the few that care about white space look again, as written, at the blocks where that makes a difference.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from copydesk.matching import Hit, Pattern, PatternError, Plan
from copydesk.matching.pattern import expression
from copydesk.vale.dialect import GAP, compiled
from copydesk.vale.kinds import Match, Rule

BREAK = "\n\n"
TIME_LIMIT = 10.0
# So far from an edge what a pattern looks at may lie beyond it.
REACH = 8
_EDGE = "\ue000"  # care.EDGE, which a run with a cached plan does not import
_GAPS = re.compile(r"[\t\n\f\r ]+")
_WIDE = re.compile(r"[\t\n\f\r ][\t\n\f\r ]+")
_ECHO = re.compile(r"\\[1-9]|\(\?P=")


class UnfinishedError(Exception):
    """A pattern did not come to its end in a text: what it would have found there is not known."""


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
        if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
            uneven.add(index)
            text = _folded(text)
        parts.append(text)
        starts.append(at)
        at += len(text) + len(BREAK)
    return Field(BREAK.join(parts), tuple(starts), frozenset(uneven))


def _folded(text: str) -> str:
    """The text with one space for each run of white space."""
    if not _WIDE.search(text):
        return text.replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("\f", " ")
    return _GAPS.sub(" ", text)


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
        needs: Sequence[Sequence[str]],
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
        self._needs = [(sign, re.compile(gate).search if gate else None) for sign, gate in needs]
        self._needs_data = needs
        self._wholes: dict[int, _Whole] = {}

    @classmethod
    def build(cls, rules: Sequence[Rule]) -> Scanner:
        """A scanner for the rules. Raises PatternError, its index counting the patterns of the rules."""
        from copydesk.vale import care

        owners = [index for index, rule in enumerate(rules) for _ in rule.patterns(" ")]
        patterns = [pattern for rule in rules for pattern in rule.patterns(" ")]
        wide = [pattern for rule in rules for pattern in rule.patterns(GAP)]
        looking = [index for index, pattern in enumerate(patterns) if care.looks_out(pattern)]
        running = [index for index, pattern in enumerate(patterns) if index not in looking and care.runs_on(pattern)]
        looking += running
        single = [index for index in looking if index in running or not care.knows_edges(wide[index])]
        edgy = [index for index in looking if index not in single]
        touchy = [
            index for index, pattern in enumerate(patterns) if index not in looking and care.looks_at_ends(pattern)
        ]
        for index in single:
            try:
                _Whole(wide[index])
            except ValueError as error:
                raise PatternError(index, 0, str(error)) from None
        alone = frozenset(looking)
        even = Plan.build([Pattern(()) if index in alone else pattern for index, pattern in enumerate(patterns)])
        careful = [i for i, pattern in enumerate(patterns) if i not in alone and not care.is_carefree(pattern)]
        uneven = Plan.build([wide[index] for index in careful])
        at_edges = Plan.build([care.with_edges(wide[index]) for index in edgy])
        needs = [(care.needed_sign(wide[index]), care.gate(wide[index])) for index in single]
        return cls(rules, owners, (even, uneven, at_edges), careful, edgy, single, needs, touchy)

    def to_data(self) -> Any:
        """The scanner without its rules, as JSON-compatible data."""
        plans = [plan.to_data() for plan in (self._even, self._uneven, self._at_edges)]
        return [self._owners, plans, self._careful, self._edgy, self._single, self._needs_data, sorted(self._touchy)]

    @classmethod
    def from_data(cls, rules: Sequence[Rule], data: Any) -> Scanner:
        """The scanner again. Raises ValueError for data of another shape."""
        owners, plans, careful, edgy, single, needs, touchy = data
        even, uneven, at_edges = map(Plan.from_data, plans)
        return cls(rules, owners, (even, uneven, at_edges), careful, edgy, single, needs, touchy)

    def hits(self, texts: Sequence[str]) -> Iterator[tuple[int, int, list[Match]]]:
        """(number of the rule, number of the text, its hits there) for whatever is found, hits in order.

        Of a rule with several patterns, the alternatives of each are counted from twice its number.
        """
        if not self.rules or not texts:
            return
        several: dict[tuple[int, int], list[Match]] = {}
        for pattern, number, hits in self._found(texts):
            rule, rank = self._owners[pattern], self._ranks[pattern]
            if rule not in self._several:
                yield rule, number, hits
            else:
                ranked = [(start, end, 2 * rank + alternative) for start, end, alternative in hits]
                several.setdefault((number, rule), []).extend(ranked)
        # These remember what they saw, one rule for all: so they go on text by text.
        for number, rule in sorted(several):
            yield rule, number, several[number, rule]

    def _found(self, texts: Sequence[str]) -> Iterator[tuple[int, int, list[Match]]]:
        ground = field(texts)
        careful = frozenset(self._careful)
        gaps: dict[int, tuple[list[int], list[int]]] = {}
        for rule, found in self._scanned(self._even, ground.text, range(len(self._owners))).items():
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
            yield from self._joined(self._at_edges, self._edgy, texts, range(len(texts)), _EDGE)
        for rule, (sign, gate) in zip(self._single, self._needs, strict=True):
            for number, text in enumerate(texts):
                if sign in text and (gate is None or gate(text)) and (hits := self._alone(rule, text)):
                    yield rule, number, hits

    def _scanned(self, plan: Plan, text: str, patterns: Sequence[int]) -> dict[int, list[Hit]]:
        """The hits by pattern of the plan; `patterns` are their numbers here. Raises UnfinishedError."""
        return _finished(plan, text, lambda pattern: self.rules[self._owners[patterns[pattern]]].name)

    def _joined(
        self, plan: Plan, patterns: Sequence[int], texts: Sequence[str], numbers: Sequence[int], gap: str
    ) -> Iterator[tuple[int, int, list[Match]]]:
        """What a plan finds in some of the texts as they are, `gap` between them; `patterns` are their numbers."""
        own = [texts[number] for number in numbers]
        starts, at = [], 0
        for text in own:
            starts.append(at)
            at += len(text) + len(gap)
        whole = gap.join(own)
        for index, found in self._scanned(plan, whole, patterns).items():
            for number, hits in self._by_text(patterns[index], found, whole, starts, own, len(gap)):
                yield patterns[index], numbers[number], hits

    def _by_text(
        self,
        rule: int,
        found: Sequence[Match],
        whole: str,
        starts: Sequence[int],
        texts: Sequence[str],
        gap: int = len(BREAK),
    ) -> list[tuple[int, list[Match]]]:
        """The hits by text; in one that they reach out of they are looked for again, in it alone."""
        by_text: dict[int, list[Match]] = {}
        again: set[int] = set()
        number, start, end, close = 0, 0, -1, -1
        kept: list[Match] = []
        last = len(starts) - 1
        reach = REACH if rule in self._touchy else 0
        for first, behind, alternative in found:
            if first >= end:
                number = bisect_right(starts, first) - 1
                start = starts[number]
                end = starts[number + 1] - gap if number < last else len(whole)
                close = end - reach
                kept = by_text.setdefault(number, [])
            if behind > close or first - start < reach or (first >= end and number < last):
                again.update(range(number, min(bisect_right(starts, behind), last + 1)))
                again.add(min(number + 1, last))
            kept.append((first - start, behind - start, alternative))
        if not again:
            return list(by_text.items())
        for number in again:
            by_text[number] = self._alone(rule, texts[number])
        return [(number, hits) for number, hits in sorted(by_text.items()) if hits]

    def _alone(self, rule: int, text: str) -> list[Match]:
        whole = self._wholes.get(rule)
        if whole is None:
            whole = self._wholes[rule] = _Whole(self.rules[self._owners[rule]].patterns(GAP)[self._ranks[rule]])
        return whole.hits(text)


class _Whole:
    """A pattern as one expression."""

    def __init__(self, pattern: Pattern) -> None:
        from copydesk.matching.dialect import scoped

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

    def hits(self, text: str) -> list[Match]:
        if self._plan:
            return list(_finished(self._plan, text, lambda _: "a pattern").get(0, []))
        if not self._many:
            return [(m.start(), m.end(), 0) for m in self._find.finditer(text)]
        return [(m.start(), m.end(), _alternative(m)) for m in self._find.finditer(text)]


def _finished(plan: Plan, text: str, named: Callable[[int], str]) -> dict[int, list[Hit]]:
    """The hits by pattern; `named` says what to call one of them. Raises UnfinishedError."""
    scan = plan.scan(text, TIME_LIMIT)
    if scan.troubles:
        pattern, reason = scan.troubles[0]
        raise UnfinishedError(f"{named(pattern)} {reason}")
    return scan.hits


def _alternative(match: Any) -> int:
    return next(
        int(name[1:-2]) for name, value in match.groupdict().items() if value is not None and name.endswith("__")
    )


def _gaps(text: str) -> tuple[list[int], list[int]]:
    """Where in the text, once its white space is folded, characters are missing, and how many up to there."""
    places, lost = [], []
    shorter = 0
    for gap in _WIDE.finditer(text):
        shorter += gap.end() - gap.start() - 1
        places.append(gap.end() - shorter)
        lost.append(shorter)
    return places, lost


def _unfolded(gaps: tuple[list[int], list[int]], hits: list[Match]) -> list[Match]:
    """Hits in a text whose white space was folded, at their places in the text as it is."""
    places, lost = gaps
    if not places:
        return hits

    def place(at: int) -> int:
        index = bisect_right(places, at) - 1
        return at + (lost[index] if index >= 0 else 0)

    return [(place(a), place(b - 1) + 1 if b > a else place(a), alternative) for a, b, alternative in hits]
