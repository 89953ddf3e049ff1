"""Which lines of a page are residue, and of what sort: by a lexicon of whole lines, by tags, and by the scorer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from copydesk.diagnostic import Severity
from copydesk.models.page import Page, Unit
from copydesk.models.residue import Judged, Verdict
from copydesk.rule import Lexicon

LIKELY, LIKELY_HEADING, HEADING = 0.55, 0.75, 60
CERTAIN, CERTAIN_ALONE = (0.93, 0.77, 0.67), 0.94
"""Chances from which the scorer's word is worth a suggestion (more for what stands where a heading of so many characters
would), and a warning: the latter by how many lines of the page
are residue beyond doubt (none and nothing doubtful beside it, none, one, more), since a page that was pasted was
pasted whole. Measured in benchmarks/."""
PROSE, LEAST_PROSE = 140, 2
"""The scorer alone is trusted on pages with so many paragraphs of so many characters: below that a page has no form."""
CERTAIN_SENTENCE = 0.97
"""A sentence without marks of a page is a warning only from this chance on: short sentences stand in articles too."""
MILD = frozenset(("byline", "dateline"))
"""These belong to an article, though not to its text: a suggestion, except on a page that was pasted with much else."""
_APPARATUS = frozenset(
    ("sources", "source", "references", "footnotes", "notes", "bibliography", "further reading", "credits")
)
"""Headings that an article may have for what follows its text: never a warning."""
ENTRIES = 4
"""A key before a colon that stands so often on a page names entries of a list, which is the article."""
CAPTION = -1.0
"""From this score on, if it is above that of a link, a line is called a caption."""
BARE, SENTENCE, DOUBT = 8, 8, 0.01
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
_BULLETS = "•●▪■►-–*+:"
_VERBS = frozenset("is are was were be been has have had will would can could said says".split())
_ODD = re.compile(r"[\d#<>=@©(»›→]")


class Sorted(NamedTuple):
    """A line that is residue: its sort, why it is thought so, and how sure that is."""

    unit: Unit
    sort: str
    reason: str
    chance: float
    grade: Severity | None


class Sorts:
    """A lexicon made ready, for lines that are residue wherever they stand (`sure`) and for likely ones.

    All patterns together take 15 ms to compile, so each waits until a line has one of the words that the pattern names
    out of the words of its sort.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        entries = lexicon.data.items()
        self.menu_words = frozenset(str(lexicon.data.get("menu", {}).get("words", "")).split())
        self._sure = [(name, pattern) for name, keys in entries for pattern in keys.get("sure", ())]
        self._likely = [(name, "|".join(keys["likely"])) for name, keys in entries if keys.get("likely")]
        words = {name: str(keys.get("words", "")).split() for name, keys in entries}
        self._by_word: defaultdict[bytes, list[int]] = defaultdict(list)
        self._always = []
        for number, (name, pattern) in enumerate(self._sure):
            named = [word for word in words[name] if word.removesuffix("s") in pattern and word != "0"]
            if not named and "0" in words[name] and r"\d" in pattern:
                named = ["0"]
            for word in named:
                self._by_word[word.encode()].append(number)
            if not named:
                self._always.append(number)
        self._compiled: dict[str, re.Pattern[str]] = {}

    def sure(self, text: str, words: Sequence[bytes]) -> str:
        """The sort of a line that is residue by its words alone, "" if it is of none. `words` are those of the line."""
        if len(text) > LONGEST:
            return ""
        keys = self._by_word.keys() & words
        keys.update(b"0" if mark.isdigit() else mark.encode() for mark in _ODD.findall(text))
        numbers = {number for key in keys for number in self._by_word.get(key, ())}.union(self._always)
        return self._first([self._sure[number] for number in sorted(numbers)], text)

    def likely(self, text: str) -> str:
        """The sort of a line that is known to be residue, "" if the lexicon cannot tell."""
        return self._first(self._likely, text) if len(text) <= LONGEST else ""

    def _first(self, patterns: Sequence[tuple[str, str]], text: str) -> str:
        for name, pattern in patterns:
            compiled = self._compiled.get(pattern)
            if compiled is None:
                compiled = self._compiled[pattern] = re.compile(pattern, re.IGNORECASE)
            if compiled.fullmatch(text):
                return name
        return ""


def find_residue(page: Page, sorts: Sorts) -> list[Sorted]:
    """The lines of a page that are residue, in order, each of one sort."""
    found = sort_lines(page.units, page.judged, sorts)
    if page.format in ("plain", "html"):
        return found
    # Somebody set headings, lists and tables by hand there: the scorer, which knows pasted lines only, has no say in them,
    # nor in any line of a text that shows no other sign of a page.
    pasted = any(line.grade is None for line in found)
    return [line for line in found if line.grade is None or (pasted and line.unit.block.kind == "paragraph")]


def sort_lines(units: Sequence[Unit], judged: Judged, sorts: Sorts) -> list[Sorted]:
    """The units that are residue by the lexicon, or by the scorer where the page has enough of a form to judge by."""
    sure = {at: line for at, unit in enumerate(units) if (line := _sure(unit, judged, at, sorts))}
    if sum(len(unit.text) >= PROSE for unit in units) < LEAST_PROSE:
        return list(sure.values())
    likely = [
        at
        for at, unit in enumerate(units)
        if at not in sure and judged.is_open(at) and judged[at].chance >= LIKELY and _IN_PLACE not in unit.block.tags
    ]
    if not likely:
        return list(sure.values())
    certain, keys = CERTAIN[min(len(sure), len(CERTAIN) - 1)], Counter(_key(unit.text) for unit in units)
    found = dict(sure)
    for at in likely:
        unit, verdict, key = units[at], judged[at], _key(units[at].text)
        if (key and keys[key] >= ENTRIES) or (verdict.chance < LIKELY_HEADING and _is_subheading(units, at)):
            continue
        is_alone = 0 < at < len(units) - 1 and judged[at - 1].chance < LIKELY and judged[at + 1].chance < LIKELY
        found[at] = _likely(unit, verdict, sorts, CERTAIN_ALONE if is_alone and not sure else certain)
    return [found[at] for at in sorted(found)]


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


def _sure(unit: Unit, judged: Judged, at: int, sorts: Sorts) -> Sorted | None:
    """The sort of a line that is residue by its tag or its words, whatever the scorer says."""
    tags = unit.block.tags
    if _IN_PLACE in tags:
        return None
    if judged.is_read(at):
        known = sorts.sure(unit.text, judged.looks[at].words)
        if known and _is_believed(unit.text, judged[at].chance):
            return Sorted(unit, known, _shown(unit.text), max(judged[at].chance, 0.9), None)
    tag = next((tag for tag in tags if tag in _FURNITURE), "") if tags else ""
    menu = f"inside <{tag}>" if tag else menu_reason(unit.text, sorts.menu_words)
    if menu and (tag or judged[at].chance > 0.2):
        return Sorted(unit, "menu", menu, max(judged[at].chance, 0.9), None)
    return None


def _is_believed(text: str, chance: float) -> bool:
    """Whether a pattern's word is taken: for a long line or a sentence only if the scorer does not gainsay it."""
    return (chance > 0.05 or len(text) < 90) and (chance > DOUBT or not _is_sentence(text))


def _likely(unit: Unit, verdict: Verdict, sorts: Sorts, certain: float) -> Sorted:
    """The sort of a line that the scorer takes for residue; a warning from the chance `certain` on."""
    least = max(certain, CERTAIN_SENTENCE if _is_plain_sentence(unit.text) else 0)
    is_certain = verdict.chance >= least and not _is_bare(unit.text, certain)
    grade = Severity.WARNING if is_certain else Severity.SUGGESTION
    sort = sorts.likely(unit.text)
    if sort:
        mild = sort in MILD and certain > CERTAIN[-1]
        return Sorted(unit, sort, _shown(unit.text), verdict.chance, Severity.SUGGESTION if mild else grade)
    if verdict.caption > max(verdict.link, CAPTION):
        return Sorted(unit, "caption", "it describes a picture", verdict.chance, grade)
    return Sorted(unit, "boilerplate", _form_reason(unit.text), verdict.chance, grade)


def menu_reason(text: str, menu_words: frozenset[str]) -> str:
    """Why a line is a site's menu; "" if it is none: many terms, all capitalised, words of menus, no verb, no end mark."""
    if text.count(" ") < MENU_TERMS - 1 or text[-1] in '.!?…:;,)"”’' or "," in text:
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
    """True for a line that may be a heading, an item of a list or an ornament: a few words alone, a bullet, no letters.

    Numbers by themselves are residue, as prices and counts, only on a page that was pasted with much else.
    """
    if certain == CERTAIN_ALONE and len(text.split()) <= BARE and not _MARKS.search(text):
        return True
    if text.lower().rstrip(":") in _APPARATUS:
        return True
    if any(map(str.isalpha, text)):
        return certain > CERTAIN[-1] and text[0] in _BULLETS
    return certain > CERTAIN[-1] or not any(map(str.isdigit, text))


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


def _shown(text: str) -> str:
    return f"“{text[:59].rstrip()}…”" if len(text) > 60 else f"“{text}”"
