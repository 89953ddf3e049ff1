"""How much work a backtracking matcher may do for a pattern, whatever the text.

The number of ways in which an automaton can read a text bounds the steps of a backtracking matcher. It grows faster
than the text if, and only if, two loops can read the same characters one after the other (polynomial growth), or one
loop can read the same characters in two ways (exponential growth); A. Weber and H. Seidl, "On the degree of ambiguity
of finite automata", 1991. The search for a start counts as a loop before the pattern.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from copydesk.matching.automaton import START, Automaton, TooBigError
from copydesk.matching.dialect import Node

_WAYS = 2_000  # ways to read one text without loops, at most
_FEW = 200
_STEPS = 200_000  # of the analysis itself
_LOOPS = 500


class Effort(IntEnum):
    """LINEAR: a search is linear in the text. PATIENT: one attempt at one place is. WILD: not even that."""

    LINEAR = 0
    PATIENT = 1
    WILD = 2


class _UnclearError(Exception):
    """The analysis would take too long."""


def effort(node: Node, head: int = 0) -> Effort:
    """The work that a search for a pattern may need; see `Automaton` for `head`."""
    try:
        automaton = Automaton.of(node, head)
        return _Analysis(automaton).effort()
    except (TooBigError, _UnclearError):
        return Effort.WILD


class _Analysis:
    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.edges = automaton.edges
        self.component, self.order = _components(automaton)
        self.steps = 0

    def effort(self) -> Effort:
        ways = self._ways()
        if ways > _WAYS or self.automaton.idle:
            return Effort.WILD
        loops = [p for p in range(1, len(self.edges)) if self._loops(p)]
        groups = {self.component[p]: p for p in loops}
        if len(loops) > _LOOPS or any(map(self._doubles, loops)) or any(map(self._forks, groups.values())):
            return Effort.WILD
        short = self.automaton.short
        pairs = [
            (p, q) for p in loops for q in loops if self.component[p] != self.component[q] and self._overlaps(p, q)
        ]
        restarts = any(q not in short and self._overlaps(START, q) for q in loops)
        endless = [pair for pair in pairs if not short.issuperset(pair)]
        if len(pairs) > 1 or any(short.isdisjoint(pair) for pair in endless) or (endless and restarts):
            return Effort.WILD
        return Effort.PATIENT if pairs or restarts or ways > _FEW else Effort.LINEAR

    def _loops(self, position: int) -> bool:
        return any(self.component[after] == self.component[position] for after, _ in self.edges[position])

    def _inside(self, position: int) -> Iterator[tuple[int, int]]:
        """The edges that stay in the loop."""
        return (edge for edge in self.edges[position] if self.component[edge[0]] == self.component[position])

    def _ways(self) -> int:
        """An upper bound for the number of ways to read one text, loops taken once."""
        most = [1] * len(self.edges)
        for p in self.order:  # what comes later in the pattern comes first here
            leaving = [q for q, _ in self.edges[p] if self.component[q] != self.component[p]]
            if p == START or len(leaving) < 2:
                best = max((most[q] for q in leaving), default=1)
            else:
                best = _crowd([(self.automaton.masks[q], most[q]) for q in leaving])
            most[p] = min(best, _WAYS + 1)
        return max((most[q] for q, _ in self.edges[START]), default=1)

    def _doubles(self, p: int) -> bool:
        """Whether a loop has two ways from p to the same place."""
        targets = [edge[0] for edge in self._inside(p)]
        return len(targets) != len(set(targets))

    def _forks(self, p: int) -> bool:
        """Whether a loop through p can read the same characters in two ways."""
        automaton = self.automaton
        todo = [(p, p, kind, False) for kind, _ in automaton.common(p)]
        seen = set(todo)
        while todo:
            a, b, before, split = todo.pop()
            for a2, on_a in self._inside(a):
                for b2, on_b in self._inside(b):
                    self._tick()
                    for kind, _ in automaton.common(a2, b2):
                        if not automaton.allows(on_a | on_b, before, kind):
                            continue
                        state = (a2, b2, kind, split or a2 != b2)
                        if state[:2] == (p, p) and state[3]:
                            return True
                        if state not in seen:
                            seen.add(state)
                            todo.append(state)
        return False

    def _overlaps(self, p: int, q: int) -> bool:
        """Whether some text can be read by the loop at p, by the loop at q, and on the way from p to q."""
        automaton = self.automaton
        for first, _ in automaton.common(p, q):
            todo = [(p, p, q, first)]
            seen = set(todo)
            while todo:
                state = todo.pop()
                for after in self._moves(state):
                    if after == (p, q, q, first):
                        return True
                    if after not in seen:
                        seen.add(after)
                        todo.append(after)
        return False

    def _moves(self, state: tuple[int, int, int, int]) -> Iterator[tuple[int, int, int, int]]:
        a, b, c, before = state
        automaton = self.automaton
        for a2, on_a in self._inside(a):
            for c2, on_c in self._inside(c):
                both = automaton.masks[a2] & automaton.masks[c2]
                for b2, on_b in self.edges[b] if both else ():
                    self._tick()
                    if b == START != b2 and self._headed(state):
                        continue
                    for kind, _ in automaton.common(a2, b2, c2):
                        if automaton.allows(on_a | on_b | on_c, before, kind):
                            yield a2, b2, c2, kind

    def _headed(self, state: tuple[int, int, int, int]) -> bool:
        """Whether the character just read forbids a match to begin."""
        a, b, c, before = state
        head = self.automaton.head
        return bool(head) and all(not mask & ~head for kind, mask in self.automaton.common(a, b, c) if kind == before)

    def _tick(self) -> None:
        self.steps += 1
        if self.steps > _STEPS:
            raise _UnclearError


def _crowd(sets: list[tuple[int, int]]) -> int:
    """The greatest total weight of sets that have a character in common."""
    totals: dict[int, int] = {}
    for mask, weight in sets:
        while mask:
            bit = mask & -mask
            totals[bit] = totals.get(bit, 0) + weight
            mask ^= bit
    return max(totals.values(), default=1)


def _components(automaton: Automaton) -> tuple[list[int], list[int]]:
    """The loop each position belongs to, and the positions from the last to the first (Tarjan, without recursion)."""
    edges = automaton.edges
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    component = [-1] * len(edges)
    order: list[int] = []
    stack: list[int] = []
    for root in range(len(edges)):
        if root in number:
            continue
        work = [(root, 0)]
        while work:
            node, turn = work.pop()
            if turn == 0:
                number[node] = low[node] = len(number)
                stack.append(node)
            elif turn > 0:
                low[node] = min(low[node], low[edges[node][turn - 1][0]])
            while turn < len(edges[node]):
                after = edges[node][turn][0]
                turn += 1
                if after not in number:
                    work.append((node, turn))
                    work.append((after, 0))
                    break
                if component[after] == -1:
                    low[node] = min(low[node], number[after])
            else:
                if low[node] == number[node]:
                    while True:
                        top = stack.pop()
                        component[top] = node
                        order.append(top)
                        if top == node:
                            break
    return component, order
