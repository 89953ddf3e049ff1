"""substitution: words for which there is a better one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Edit, Fix
from copydesk.kinds.existence import compile_exceptions
from copydesk.matching import Hit, Pattern
from copydesk.record import field, record
from copydesk.rule import Rule
from copydesk.text import recase

_GAP = re.compile(r"\s+")


@record(kw_only=True)
class Substitution(Rule):
    """Each match of a key of `swap` is a finding, its value the replacement.

    swap   pattern → replacement; several replacements are parted by `|`, `$1` stands for a group of the pattern
    safe   the first replacement may be applied unasked
    """

    kind: ClassVar[str] = "substitution"

    swap: Mapping[str, str] = field(default_factory=dict)
    ignorecase: bool = False
    nonword: bool = False
    exceptions: tuple[str, ...] = ()
    safe: bool = False

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if not self.swap:
            yield "swap", "a rule of this kind needs a swap"

    def patterns(self) -> tuple[Pattern, ...]:
        return (Pattern(self._keys, self.ignorecase, not self.nonword),)

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        for hit in hits:
            found = article.document.text[hit.start : hit.end]
            if self.exceptions and self._exceptions.search(found):
                continue
            replacements = self._replacements(self._keys[hit.alternative], article.document.prose, hit)
            if not replacements or found in replacements:
                continue
            # What is right already stays out of the finding: in “its hard” the fault is “its”.
            before, after = shared_words(found, replacements)
            start, end = hit.start + before, hit.end - after
            shown = tuple(r[before : len(r) - after] for r in replacements)
            fix = Fix((Edit(article.document.span(start, end), shown[0]),), self.safe and len(shown) == 1)
            yield from self.report(article, start, end, found=found, fixed=replacements[0], replacements=shown, fix=fix)

    def _replacements(self, key: str, text: str, hit: Hit) -> tuple[str, ...]:
        wanted, found = self.swap[key], text[hit.start : hit.end]
        if "$" in wanted:
            # Where it stands in the text: what the pattern looks ahead to lies outside of what it found.
            bounded = key if self.nonword else rf"\b(?:{key})\b"
            match = re.compile(bounded, re.IGNORECASE if self.ignorecase else 0).match(text, hit.start)
            wanted = re.sub(r"\$(\d+)", lambda m: (match and match[int(m[1])]) or "", wanted)
        return tuple(recase(option.strip(), found) for option in wanted.split("|") if option.strip())

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        # Vale's order: the longest pattern first, so that the most exact one wins.
        return tuple(sorted(self.swap, key=len, reverse=True))

    @cached_property
    def _exceptions(self) -> re.Pattern[str]:
        return compile_exceptions(self.exceptions)


def shared_words(found: str, replacements: Sequence[str]) -> tuple[int, int]:
    """The lengths of the whole words, with their spaces, that all begin with and that all end with; some of each is left."""
    before = max(
        (m.end() for m in _GAP.finditer(found) if all(_begins(r, found[: m.end()]) for r in replacements)), default=0
    )
    rest = found[before:]
    tails = [r[before:] for r in replacements]
    starts = (m.start() for m in _GAP.finditer(rest) if all(_ends(t, rest[m.start() :]) for t in tails))
    return before, len(rest) - min(starts, default=len(rest))


def _begins(text: str, words: str) -> bool:
    return text.startswith(words) and len(text) > len(words)


def _ends(text: str, words: str) -> bool:
    return text.endswith(words) and len(text) > len(words)
