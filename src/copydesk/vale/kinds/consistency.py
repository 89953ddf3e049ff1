"""Two spellings of one thing in one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from copydesk.matching import Pattern
from copydesk.vale.dialect import translate
from copydesk.vale.kinds.rule import Finding, Match, Memory, Rule, framed


class Consistency(Rule):
    """Pairs of spellings, of which one file should have but one."""

    scanned = True

    def patterns(self, gap: str) -> tuple[Pattern, ...]:
        definition, template = self.definition, self.words.template
        bounded = not definition.flag("nonword")
        fold = definition.flag("ignorecase")
        found = []
        for pair in self._pairs:
            sources = tuple(translate(source)[0] for source in pair)
            if template and bounded:
                sources = tuple(framed(f"(?:{source})", template, nonword=False) for source in sources)
            found.append(Pattern(sources, fold, bounded and not template))
        return tuple(found)

    @cached_property
    def _pairs(self) -> list[tuple[str, str]]:
        return sorted(self.definition.mapping("either").items())

    def find(self, text: str, hits: Sequence[Match], memory: Memory) -> Iterator[Finding]:
        for number in dict.fromkeys(alternative // 2 for _, _, alternative in hits):
            own = [hit for hit in hits if hit[2] // 2 == number]
            memory.seen.update(f"{self.name}:{alternative}" for _, _, alternative in own)
            if {f"{self.name}:{2 * number}", f"{self.name}:{2 * number + 1}"} <= memory.seen:
                start, end, _ = own[-1]
                yield (start, end, self.say(text[start:end]))
