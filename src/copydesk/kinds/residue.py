"""residue: lines that are not the article but were copied along with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Edit, Fix
from copydesk.document import Document
from copydesk.kinds.residue_lines import Sorted, Sorts, find_residue
from copydesk.matching import Hit
from copydesk.models.page import Unit, page_of
from copydesk.record import record
from copydesk.rule import Lexicon, Rule
from copydesk.text import Span

_SPACE, _LINE_MARKS = " \t\r\n", " \t*_>#-+"


@record(kw_only=True)
class Residue(Rule):
    """One finding for each run of neighbouring lines of one sort; the fix deletes them and is never applied unasked.

    {found} in the message says what gave the lines away.

    sort     the sort of residue that this rule reports: a name in the lexicon, or "menu", "caption", "boilerplate"
    lexicon  sort → sure, likely: patterns of whole lines in any case; the first sort that matches has the line. A line
             under `sure` is reported at the rule's severity; one under `likely` only if the scorer agrees. `words`, if
             given, are words of which every line under `sure` holds one: the others are not tried, which saves time
    """

    kind: ClassVar[str] = "residue"

    sort: str = ""
    lexicon: Lexicon = Lexicon("", None)

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if not isinstance(self.lexicon.data, Mapping):
            yield "lexicon", "a rule of this kind needs a lexicon of sorts"
            return
        for sort, patterns in _entries(self.lexicon):
            for pattern in patterns:
                try:
                    re.compile(pattern)
                except re.error as error:
                    yield "lexicon", f"bad pattern {pattern!r} under {sort}: {error}"

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        for run in article.once(f"residue {self.lexicon.path}", self._runs).get(self.sort, ()):
            first, last = run[0].unit, run[-1].unit
            grade = self.severity if run[0].grade is None else min(self.severity, run[0].grade)
            yield from self.report(
                article, first.start, last.end, fix=deletion(article.document, [line.unit[:2] for line in run]),
                found=_reasons(run), severity=grade,
                confidence=max(line.chance for line in run),
            )  # fmt: skip

    def _runs(self, article: Article) -> Mapping[str, list[list[Sorted]]]:
        page = page_of(article)
        return runs(page.units, find_residue(page, self._sorts))

    @cached_property
    def _sorts(self) -> Sorts:
        return Sorts(self.lexicon)

    def allows(self, article: Article, start: int, end: int) -> bool:
        """As for other rules, but a line with an address in it is a line all the same."""
        block = article.document.block_at(start)
        return self._is_place(block.kind if block else "paragraph", article.role_at(start))


def runs(units: Sequence[Unit], found: Sequence[Sorted]) -> Mapping[str, list[list[Sorted]]]:
    """By sort the lines in runs of neighbours of one grade, in order."""
    made: defaultdict[str, list[list[Sorted]]] = defaultdict(list)
    place = {unit.start: number for number, unit in enumerate(units)} if found else {}
    for line in found:
        lines = made[line.sort]
        before = lines[-1][-1] if lines else None
        if before and before.grade == line.grade and place[before.unit.start] + 1 == place[line.unit.start]:
            lines[-1].append(line)
        else:
            lines.append([line])
    return made


def deletion(document: Document, parts: Sequence[tuple[int, int]]) -> Fix:
    """Takes the parts away: in HTML their text alone, else the lines from the first to the last with what ends them."""
    if document.format == "html":
        return Fix(tuple(Edit(document.span(start, end), "") for start, end in parts))
    text = document.source.text
    before, after = document.span(parts[0][0], parts[-1][1])
    while before > 0 and text[before - 1] in _LINE_MARKS:
        before -= 1
    while after < len(text) and text[after] in _LINE_MARKS:
        after += 1
    while after < len(text) and text[after] in _SPACE:
        after += 1
    while after == len(text) and before > 0 and text[before - 1] in _SPACE:
        before -= 1
    return Fix((Edit(Span(before, after), ""),))


def _reasons(run: Sequence[Sorted]) -> str:
    reason = run[0].reason
    return reason if len(run) == 1 else f"{len(run)} lines; {reason}"


def _entries(lexicon: Lexicon) -> Iterator[tuple[str, list[str]]]:
    for sort, degrees in lexicon.data.items():
        yield sort, [*degrees.get("sure", ()), *degrees.get("likely", ())]
