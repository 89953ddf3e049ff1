"""Something that asks for something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from copydesk.matching import Pattern
from copydesk.vale.dialect import compiled, translate
from copydesk.vale.kinds.rule import Finding, Match, Memory, Rule


class Conditional(Rule):
    """`first` is to be followed by `second`; the hits are those of the one and then those of the other."""

    scanned = True

    def prepare(self) -> None:
        _ = self._first, self._second

    def patterns(self, gap: str) -> tuple[Pattern, ...]:
        return tuple(
            Pattern((_whole(translate(self.definition.text(key))[0]),), False, False) for key in ("first", "second")
        )

    @cached_property
    def _first(self) -> Any:
        return compiled(self.definition.text("first"))

    @cached_property
    def _second(self) -> Any:
        return compiled(self.definition.text("second"))

    def find(self, text: str, hits: Sequence[Match], memory: Memory) -> Iterator[Finding]:
        second = self._second
        first = [hit for hit in hits if hit[2] < 2]
        for start, _, alternative in hits:
            if alternative > 1 and second.groups:
                match = second.match(text, start)
                memory.seen.update(group for group in match.groups() if group) if match else None
        if not second.groups and len(first) < len(hits):
            return
        for start, end, _ in first:
            found = text[start:end]
            known = bool(second.groups) and found in memory.seen
            if not known and not self.is_exception(found, text, start, end):
                yield (start, end, self.say(found))


def _whole(source: str) -> str:
    """A pattern for which ^ and $ are the edges of the text, among those for which they are those of a line."""
    return re.sub(r"(\\.|\[(?:\\.|[^\]\\])*\])|(\^)|(\$)", lambda m: m[1] or (r"\A" if m[2] else r"\Z"), source)
