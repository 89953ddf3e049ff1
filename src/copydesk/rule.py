"""The base of a rule: what every kind shares, and the one way in which a rule reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar, Literal, NamedTuple

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Fix, Related, Severity
from copydesk.document import PROSE_KINDS, WORD
from copydesk.matching import Hit, Pattern
from copydesk.record import record

Quoting = Literal["skip", "soften", "check"]
Status = Literal["stable", "preview", "deprecated"]

FOUND_LIMIT = 80


@record(kw_only=True)
class Example:
    """A text that a rule's author vouches for.

    Exactly one of: `bad` (the rule reports it; `finds` is the exact text reported, `fixed` the text after the first
    replacement), `good` (a near miss: silence), `todo` (a known miss: fails on the day it is caught).
    `format` names the reader ("plain" unless said).
    """

    bad: str = ""
    good: str = ""
    todo: str = ""
    finds: str = ""
    fixed: str = ""
    format: str = "plain"


@record(kw_only=True)
class Near:
    """A finding is dropped if one of `words` stands within `within` words of it, on either side, in its block."""

    words: tuple[str, ...]
    within: int = 5


class Lexicon(NamedTuple):
    """A word list in a file of its own beside the pack; a field of this type takes the file's path.

    `data` is the YAML as it stands: strings, lists and mappings of them. The rule's kind gives it a meaning.
    """

    path: str
    data: Any


@record(kw_only=True)
class Rule:
    """One rule. The fields are the keys of its YAML entry; a kind adds its own fields and its `check`.

    where      block kinds and article roles that it looks at; a name with ~ before it is left out; empty means all prose
    in_quotes  what happens to a finding inside quoted words: dropped, one severity milder, or reported as it is
    unless     patterns; a finding is dropped if one is found in its sentence
    genres     the rule runs on these only; empty means all
    """

    kind: ClassVar[str] = ""

    id: str
    message: str
    why: str = ""
    severity: Severity = Severity.WARNING
    confidence: float = 0.8
    where: tuple[str, ...] = ()
    in_quotes: Quoting = "soften"
    unless: tuple[str, ...] = ()
    not_near: Near | None = None
    genres: tuple[str, ...] = ()
    status: Status = "stable"
    link: str = ""
    examples: tuple[Example, ...] = ()

    def patterns(self) -> tuple[Pattern, ...]:
        """What the matcher shall look for on behalf of this rule. A kind without patterns is called once for each document."""
        return ()

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        """Findings in one article. `hits` are the matches of `patterns()`, in order; with patterns, never empty."""
        raise NotImplementedError

    def problems(self) -> Iterator[tuple[str, str]]:
        """What is wrong with this rule that its types cannot say: (key, reason). Runs when a pack is loaded, not at check."""
        for pattern in self.unless:
            try:
                re.compile(pattern)
            except re.error as error:
                yield "unless", f"bad pattern {pattern!r}: {error}"

    def notes(self) -> Iterator[str]:
        """What `copydesk explain` adds for this rule: measured figures, the size of a list."""
        yield from ()

    def notes_on(self, part: str) -> Iterator[str]:
        """What `copydesk explain id:part` says of a part of this rule; nothing if it has no such part."""
        yield from ()

    def report(
        self,
        article: Article,
        start: int,
        end: int,
        *,
        found: str | None = None,
        fixed: str = "",
        replacements: tuple[str, ...] = (),
        fix: Fix | None = None,
        related: tuple[Related, ...] = (),
        message: str | None = None,
        severity: Severity | None = None,
        confidence: float | None = None,
    ) -> Iterator[Diagnostic]:
        """The finding at document.text[start:end], or nothing where this rule is to keep silent.

        `fixed` fills {fixed} in the message; it is the first replacement unless given.
        """
        if not self.allows(article, start, end):
            return
        document = article.document
        grade = self.severity if severity is None else severity
        sure = self.confidence if confidence is None else confidence
        if self.in_quotes != "check" and article.quotes.covers(start, max(end, start + 1)):
            if self.in_quotes == "skip":
                return
            grade, sure = grade.softer(), sure * 0.7
        words = fill(
            self.message if message is None else message,
            document.text[start:end] if found is None else found,
            fixed or (replacements[0] if replacements else ""),
        )
        yield Diagnostic(
            rule=self.id, severity=grade, message=words, span=document.span(start, end), confidence=sure,
            replacements=replacements, fix=fix, related=related,
        )  # fmt: skip

    def allows(self, article: Article, start: int, end: int) -> bool:
        """True unless where, masking, genre, unless or not_near forbid a finding here (quotation is for `report`)."""
        if self.genres and article.genre not in self.genres:
            return False
        document = article.document
        if document.masked.overlaps(start, max(end, start + 1)):
            return False
        block = document.block_at(start)
        kind = block.kind if block else "paragraph"
        if not self._is_place(kind, article.role_at(start)):
            return False
        return not (self.unless and self._excused(article, start)) and not (
            self.not_near and self._has_neighbour(article, start, end)
        )

    def _is_place(self, kind: str, role: str) -> bool:
        wanted = [name for name in self.where if name[0] != "~"]
        if f"~{kind}" in self.where or f"~{role}" in self.where:
            return False
        if wanted:
            return kind in wanted or role in wanted
        return kind in PROSE_KINDS

    def _excused(self, article: Article, start: int) -> bool:
        sentence = article.document.sentence_at(start)
        if sentence is None:
            return False
        words = article.document.text[sentence.start : sentence.end]
        return any(pattern.search(words) for pattern in self._unless)

    def _has_neighbour(self, article: Article, start: int, end: int) -> bool:
        near = self.not_near
        block = article.document.block_at(start)
        if near is None or block is None:
            return False
        text = article.document.text
        before = [m[0].lower() for m in WORD.finditer(text, block.start, start)][-near.within :]
        after = [m[0].lower() for m in WORD.finditer(text, end, block.end)][: near.within]
        return not {word.lower() for word in near.words}.isdisjoint(before + after)

    @cached_property
    def _unless(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in self.unless)


def fill(message: str, found: str, fixed: str) -> str:
    """The message with {found} and {fixed} put in by replacement, white space folded, long quotes cut at 80 code points."""
    found = " ".join(found.split())
    if len(found) > FOUND_LIMIT:
        found = found[: FOUND_LIMIT - 1].rstrip() + "…"
    # One pass, so that an article which says "{fixed}" is quoted and not filled.
    return re.sub(r"\{(found|fixed)\}", lambda m: found if m[1] == "found" else fixed, message)
