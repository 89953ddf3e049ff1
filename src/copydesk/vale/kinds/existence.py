"""Words that should not be there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from copydesk.matching import Pattern
from copydesk.vale.dialect import translate, wrap_spaces
from copydesk.vale.kinds.rule import Finding, Match, Memory, Rule, Said, framed


class Existence(Rule):
    """Any of some words or patterns."""

    scanned = True

    def pattern(self, gap: str) -> Pattern:
        definition, template = self.definition, self.words.template
        tokens = [wrap_spaces(token, gap) for token in definition.strings("tokens") if token.strip()]
        nonword = definition.flag("nonword") or not definition.strings("tokens")
        raw = "".join(definition.strings("raw"))
        ignorecase = definition.flag("ignorecase")
        sources = _chained(tokens)
        if not raw and not template:
            return Pattern(tuple(sources), ignorecase, not nonword)
        group = f"(?:{'|'.join(sources)})" if sources or not raw else ""
        words = group if nonword else framed(group, template or r"\b%s\b", nonword=False)
        raw = translate(raw)[0]
        return Pattern((words + raw if definition.flag("append") else raw + words,), ignorecase, False)

    def find(self, text: str, hits: Sequence[Match], memory: Memory) -> Iterable[Finding]:
        said = self._said
        if self.exceptions is None:
            return [(a, b, said.get(text[a:b]) or self._say(text[a:b])) for a, b, _ in hits]
        kept = [(a, b) for a, b, _ in hits if not self.is_exception(text[a:b].strip(), text, a, b)]
        return [(a, b, said.get(text[a:b]) or self._say(text[a:b])) for a, b in kept]

    def _say(self, match: str) -> Said:
        said = self._said[match] = self.say(match)
        return said

    @cached_property
    def _said(self) -> dict[str, Said]:
        return {}

    def terms(self) -> tuple[str, ...]:
        return self.definition.strings("exceptions") if self.definition.flag("nonword") else super().terms()


def _chained(tokens: Sequence[str]) -> list[str]:
    """Tokens of one alternation, translated; a flag that one leaves switched on holds for those behind it."""
    flags, found = "", []
    for token in tokens:
        source, left = translate(token)
        found.append(f"{flags}{source}{')' * flags.count('(')}" if flags else source)
        flags += left
    return found
