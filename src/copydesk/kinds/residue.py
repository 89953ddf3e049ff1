"""residue: lines that are not the article but were copied along with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import ClassVar, NamedTuple

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Edit, Fix, Severity
from copydesk.document import Document
from copydesk.matching import Hit
from copydesk.models.page import Page, Unit, page_of
from copydesk.models.residue import Verdict
from copydesk.record import record
from copydesk.rule import Lexicon, Rule
from copydesk.text import Span

LIKELY, LIKELY_HEADING, HEADING = 0.5, 0.75, 60
CERTAIN, CERTAIN_ALONE = (0.9, 0.77, 0.67), 0.91
"""Chances from which the scorer's word is worth a suggestion (more for what stands where a heading of so many characters
would), and a warning: the latter by how many lines of the page
are residue beyond doubt (none and nothing doubtful beside it, none, one, more), since a page that was pasted was
pasted whole. Measured in benchmarks/."""
PROSE, LEAST_PROSE = 140, 2
"""The scorer alone is trusted on pages with so many paragraphs of so many characters: below that a page has no form."""
CERTAIN_SENTENCE = 0.92
"""A sentence without marks of a page is a warning only from this chance on: short sentences stand in articles too."""
MILD = frozenset(("byline", "dateline"))
"""These belong to an article, though not to its text: a suggestion, except on a page that was pasted with more."""
ENTRIES = 4
"""A key before a colon that stands so often on a page names entries of a list, which is the article."""
BARE, SENTENCE, DOUBT = 5, 8, 0.01
"""A sentence of so many words is not taken for residue by a pattern if the scorer gives it less of a chance than this."""
LONGEST = 420
"""A longer line is prose in any case to the patterns; the scorer still reads it."""
MENU_TERMS, MENU_WORDS, MENU_SHARE = 6, 3, 3
"""A menu has so many terms, so many of them words of menus, and these are one in three."""

_IN_PLACE = "figcaption"
"""A caption in its own element is where it belongs."""
_FURNITURE = frozenset(("nav", "footer", "button", "form", "menu", "dialog"))
_TERM = re.compile(r"[^\W_][\w’'&.-]*")
_LITTLE = frozenset("and of the for in on to a us".split())
_MARKS = re.compile(
    r"[|•·»@#©/]|https?:|\b(?:click|subscribe|sign up|newsletter|email|e-mail|follow|image|photo|picture|credit|comments?|"
    r"getty|afp|reuters|shutterstock|ap photo|via|left|right|"
    r"advertisement|facebook|twitter|instagram|copyright|updated|originally|contributed|writer|reporter|editor)\b",
    re.IGNORECASE,
)
_SPACE, _LINE_MARKS = " \t\r\n", " \t*_>#-+"
_VERBS = frozenset("is are was were be been has have had will would can could says said".split())


class Sorted(NamedTuple):
    """A line that is residue: its sort, why it is thought so, and how sure that is."""

    unit: Unit
    sort: str
    reason: str
    chance: float
    grade: Severity | None


class Sorts(NamedTuple):
    """A lexicon made ready: two patterns with a group for each sort, and the words of menus."""

    sure: re.Pattern[str]
    likely: re.Pattern[str]
    menu_words: frozenset[str]


@record(kw_only=True)
class Residue(Rule):
    """One finding for each run of neighbouring lines of one sort; the fix deletes them and is never applied unasked.

    {found} in the message says what gave the lines away.

    sort     the sort of residue that this rule reports: a name in the lexicon, or "menu", "caption", "boilerplate"
    lexicon  sort → sure, likely: patterns of whole lines in any case; the first sort that matches has the line. A line
             under `sure` is reported at the rule's severity; one under `likely` only if the scorer agrees
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
        found = article.once(
            f"residue {self.lexicon.path}", lambda article: find_residue(page_of(article), self.lexicon)
        )
        for run in runs(page_of(article).units, found, self.sort):
            first, last = run[0].unit, run[-1].unit
            grade = self.severity if run[0].grade is None else min(self.severity, run[0].grade)
            yield from self.report(
                article, first.start, last.end, fix=deletion(article.document, [line.unit[:2] for line in run]),
                found=_reasons(run), severity=grade,
                confidence=max(line.chance for line in run),
            )  # fmt: skip

    def allows(self, article: Article, start: int, end: int) -> bool:
        """As for other rules, but a line with an address in it is a line all the same."""
        block = article.document.block_at(start)
        return self._is_place(block.kind if block else "paragraph", article.role_at(start))


def runs(units: Sequence[Unit], found: Sequence[Sorted], sort: str) -> Iterator[list[Sorted]]:
    """The lines of one sort in runs of neighbours of one grade."""
    place = {unit.start: number for number, unit in enumerate(units)}
    own = [line for line in found if line.sort == sort]
    keyed = ((place[line.unit.start] - at, line.grade, line) for at, line in enumerate(own))
    for _, run in groupby(keyed, key=lambda entry: entry[:2]):
        yield [line for _, _, line in run]


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


def sorts_of(lexicon: Lexicon) -> Sorts:
    """The patterns and menu words of a lexicon, ready for use."""
    return Sorts(_compiled(lexicon, "sure"), _compiled(lexicon, "likely"), _menu_words(lexicon))


def find_residue(page: Page, lexicon: Lexicon) -> list[Sorted]:
    """The lines of a page that are residue, in order, each of one sort."""
    found = sort_lines(page.units, page.verdicts, sorts_of(lexicon))
    if page.format in ("plain", "html"):
        return found
    # Somebody set headings, lists and tables by hand there: the scorer, which knows pasted lines only, has no say in them,
    # nor in any line of a text that shows no other sign of a page.
    pasted = any(line.grade is None for line in found)
    return [line for line in found if line.grade is None or (pasted and line.unit.block.kind == "paragraph")]


def sort_lines(units: Sequence[Unit], verdicts: tuple[Verdict, ...], sorts: Sorts) -> list[Sorted]:
    """The units that are residue by the lexicon, or by the scorer where the page has enough of a form to judge by."""
    sure = [_sure(unit, verdict, sorts) for unit, verdict in zip(units, verdicts, strict=True)]
    pasted = sum(line is not None for line in sure)
    certain = CERTAIN[min(pasted, len(CERTAIN) - 1)]
    has_prose = sum(len(unit.text) >= PROSE for unit in units) >= LEAST_PROSE
    keys = Counter(key for unit in units if (key := _key(unit.text)))
    found = []
    for at, (unit, verdict, line) in enumerate(zip(units, verdicts, sure, strict=True)):
        least = LIKELY_HEADING if _is_subheading(units, at) else LIKELY
        if (
            line is None
            and has_prose
            and _IN_PLACE not in unit.block.tags
            and verdict.chance >= least
            and keys[_key(unit.text)] < ENTRIES
        ):
            beside = verdicts[max(at - 1, 0) : at] + verdicts[at + 1 : at + 2]
            is_alone = len(beside) == 2 and all(other.chance < LIKELY for other in beside)
            line = _likely(unit, verdict, sorts, CERTAIN_ALONE if is_alone and not pasted else certain)
        if line:
            found.append(line)
    return found


def _is_subheading(units: Sequence[Unit], at: int) -> bool:
    """True for a few words without marks between two paragraphs: that is where the headings of an article stand."""
    if not 0 < at < len(units) - 1 or len(units[at].text) > HEADING or _MARKS.search(units[at].text):
        return False
    return len(units[at].text.split()) > 1 and all(
        len(unit.text) >= PROSE / 2 and unit.text[-1:] in ".!?”\"’'" for unit in (units[at - 1], units[at + 1])
    )


def _key(text: str) -> str:
    """What stands before the first colon of an entry like "Age: 40"; "" for other lines."""
    key, colon, value = text.partition(": ")
    return key if colon and value and len(key) < 30 else ""


def _sure(unit: Unit, verdict: Verdict, sorts: Sorts) -> Sorted | None:
    """The sort of a line that is residue by its tag or its words, whatever the scorer says."""
    chance = verdict.chance
    if _IN_PLACE in unit.block.tags:
        return None
    known = (
        sorts.sure.fullmatch(unit.text)
        if len(unit.text) <= LONGEST and (chance > 0.05 or len(unit.text) < 90)
        else None
    )
    if known and known.lastgroup and (chance > DOUBT or not _is_sentence(unit.text)):
        return Sorted(unit, known.lastgroup.replace("_", "-"), _shown(unit.text), max(chance, 0.9), None)
    tag = next((tag for tag in unit.block.tags if tag in _FURNITURE), "")
    menu = f"inside <{tag}>" if tag else menu_reason(unit.text, sorts.menu_words) if chance > 0.2 else ""
    return Sorted(unit, "menu", menu, max(chance, 0.9), None) if menu else None


def _likely(unit: Unit, verdict: Verdict, sorts: Sorts, certain: float) -> Sorted:
    """The sort of a line that the scorer takes for residue; a warning from the chance `certain` on."""
    least = max(certain, CERTAIN_SENTENCE if _is_plain_sentence(unit.text) else 0)
    is_certain = verdict.chance >= least and not _is_bare(unit.text, certain)
    grade = Severity.WARNING if is_certain else Severity.SUGGESTION
    named = sorts.likely.fullmatch(unit.text) if len(unit.text) <= LONGEST else None
    if named and named.lastgroup:
        sort = named.lastgroup.replace("_", "-")
        mild = sort in MILD and certain >= CERTAIN[0]
        return Sorted(unit, sort, _shown(unit.text), verdict.chance, Severity.SUGGESTION if mild else grade)
    if verdict.caption > max(verdict.link, 0):
        return Sorted(unit, "caption", "it describes a picture", verdict.chance, grade)
    return Sorted(unit, "boilerplate", _form_reason(unit.text), verdict.chance, grade)


def menu_reason(text: str, menu_words: frozenset[str]) -> str:
    """Why a line is a site's menu; "" if it is none: many terms, all capitalised, words of menus, no verb, no end mark."""
    if text[-1:] in '.!?…:;,)"”’' or "," in text:
        return ""
    terms = _TERM.findall(text)
    if len(terms) < MENU_TERMS or any(term[0].islower() and term not in _LITTLE for term in terms):
        return ""
    lowered = [term.lower() for term in terms]
    named = sum(term in menu_words for term in lowered)
    if named < max(MENU_WORDS, len(terms) / MENU_SHARE) or not _VERBS.isdisjoint(lowered):
        return ""
    return f"{sum(not term[0].islower() for term in terms)} capitalised terms, no verb"


def _is_sentence(text: str) -> bool:
    return text[-1:] in ".!?" and len(text.split()) >= SENTENCE


def _is_bare(text: str, certain: float) -> bool:
    """True for a line that may be a heading or an ornament: no letters, or a few words alone among the article's lines."""
    if certain == CERTAIN_ALONE and len(text.split()) <= BARE and not _MARKS.search(text):
        return True
    return not any(map(str.isalpha, text))


def _is_plain_sentence(text: str) -> bool:
    """A few words with a full stop behind them, and no mark, address or name of a medium that a page would put there."""
    return text[-1:] in ".!?" and len(text.split()) > 3 and not _MARKS.search(text)


def _form_reason(text: str) -> str:
    """What about the form of a line is unlike prose."""
    signs = []
    if not re.search(r"[.!?…][\"”’')\]]*$", text):
        signs.append("no full stop")
    if len(text.split()) <= 6:
        signs.append("a few words only")
    if re.search(r"[|•·»]|\S@\S|https?:", text):
        signs.append("marks of a page")
    return ", ".join(signs) or "its words and its place are those of a page, not of an article"


def _reasons(run: Sequence[Sorted]) -> str:
    reason = run[0].reason
    return reason if len(run) == 1 else f"{len(run)} lines; {reason}"


def _shown(text: str) -> str:
    return f"“{text[:59].rstrip()}…”" if len(text) > 60 else f"“{text}”"


def _menu_words(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(str(lexicon.data.get("menu", {}).get("words", "")).split())


def _entries(lexicon: Lexicon) -> Iterator[tuple[str, list[str]]]:
    for sort, degrees in lexicon.data.items():
        yield sort, [*degrees.get("sure", ()), *degrees.get("likely", ())]


def _compiled(lexicon: Lexicon, degree: str) -> re.Pattern[str]:
    groups = (
        f"(?P<{sort.replace('-', '_')}>{'|'.join(degrees[degree])})"
        for sort, degrees in lexicon.data.items()
        if degrees.get(degree)
    )
    return re.compile("|".join(groups), re.IGNORECASE)
