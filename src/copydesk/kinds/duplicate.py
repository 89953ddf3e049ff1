"""duplicate: lines and paragraphs that stand in the text twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal, NamedTuple

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Related
from copydesk.kinds.residue import deletion
from copydesk.matching import Hit
from copydesk.models.page import Unit, page_of
from copydesk.record import record
from copydesk.rule import Rule

What = Literal["paragraph", "caption", "near", "teaser"]

PROSE = 60
"""A unit of so many characters is a paragraph; a shorter one can only be a caption given twice."""
NEIGHBOURS = 3
SHINGLE, LEAST_SHINGLES = 3, 8
ALIKE, WHOLE = 0.8, 0.7
"""So much of the shorter and of the longer paragraph is common: a summary that lists its points again is no copy."""
HEAD = 10
COMMON = 12
"""Words that begin more shingles than this in one text do not bring paragraphs together."""

_WORD = re.compile(r"\w+")
_CREDIT = re.compile(r"\s*(?:[|(\[]|[-–—]\s|(?:photo|image|picture|credit|file)\b).*", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…][\"”’')\]]*$")
_ASKED = re.compile(r"[?:]$|^[|]")
"""Questions of an interview, lead-ins and rows of tables may well be the same."""
_LIST = frozenset(("list", "cell"))


class Twin(NamedTuple):
    """Two units that say the same; `what` tells how they are alike."""

    what: What
    first: Unit
    second: Unit
    share: float


@record(kw_only=True)
class Duplicate(Rule):
    """The second of two units that say the same is reported and points at the first; the fix deletes it.

    what  paragraph (the same words again), caption (a short line given again near by, perhaps with a credit), near (most of
          the same words in the same order) or teaser (the first paragraph repeats the lines above it)
    """

    kind: ClassVar[str] = "duplicate"

    what: What = "paragraph"

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        document = article.document
        for twin in article.once("twins", lambda article: find_twins(page_of(article).units)):
            if twin.what != self.what:
                continue
            first, second = twin.first, twin.second
            message = "the same words" if twin.share >= 1 else f"{twin.share:.0%} of the same words"
            yield from self.report(
                article, second.start, second.end, confidence=min(0.95, twin.share),
                related=(Related(document.span(first.start, first.end), message),),
                fix=deletion(document, [(second.start, second.end)]),
            )  # fmt: skip
            if self.what == "caption":
                yield from self.report(
                    article, first.start, first.end, confidence=min(0.9, twin.share),
                    related=(Related(document.span(second.start, second.end), message),),
                )  # fmt: skip


def find_twins(units: Sequence[Unit]) -> list[Twin]:
    """Units that say what an earlier one says, in order; each is a twin of one unit at most."""
    words = [() if _ASKED.search(unit.text) else tuple(_WORD.findall(unit.text.lower())) for unit in units]
    taken: set[int] = set()
    twins: list[Twin] = []
    for find in (_captions, _copies, _alike):
        for what, first, second, share in find(units, words):
            if first != second and second not in taken:
                taken.add(second)
                twins.append(Twin(what, units[first], units[second], share))
    return sorted(twins, key=lambda twin: twin.second.start)


Words = Sequence[tuple[str, ...]]
Found = tuple[What, int, int, float]


def _captions(units: Sequence[Unit], words: Words) -> Iterator[Found]:
    """A short line that is given again within a few lines, as it was or with a credit behind it."""
    often = Counter(words)
    for i, own in enumerate(words):
        if len(own) < 3 or len(units[i].text) > 3 * PROSE or units[i].block.kind in _LIST or often[own] > 2:
            continue
        for j in range(i + 1, min(i + 1 + NEIGHBOURS, len(units))):
            if words[j] == own or (words[j][: len(own)] == own and _is_credit(units[j].text, own)):
                is_prose = len(own) >= LEAST_SHINGLES and _ENDED.search(units[i].text) is not None
                yield ("caption" if not is_prose else "teaser" if _is_teaser(units, i, j) else "paragraph"), i, j, 1.0
                break


def _is_credit(text: str, words: tuple[str, ...]) -> bool:
    """True if nothing but a credit stands behind these first words of the text."""
    ends = [match.end() for match in _WORD.finditer(text)]
    return bool(_CREDIT.fullmatch(text[ends[len(words) - 1] :].lstrip(".,")))


def _copies(units: Sequence[Unit], words: Words) -> Iterator[Found]:
    """A paragraph that stands in the text again."""
    first: dict[tuple[str, ...], int] = {}
    for i, own in enumerate(words):
        if len(units[i].text) < PROSE or len(own) < LEAST_SHINGLES:
            continue
        before = first.setdefault(own, i)
        if before != i:
            yield ("teaser" if _is_teaser(units, before, i) else "paragraph"), before, i, 1.0


def _alike(units: Sequence[Unit], words: Words) -> Iterator[Found]:
    """A paragraph most of whose shingles stand in an earlier one; found by shared shingles, so the time is linear."""
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    shingles: dict[int, frozenset[tuple[str, ...]]] = {}
    for i, own in enumerate(words):
        if len(units[i].text) < PROSE or units[i].block.kind in _LIST:
            continue
        mine = frozenset(own[k : k + SHINGLE] for k in range(len(own) - SHINGLE + 1))
        if len(mine) < LEAST_SHINGLES:
            continue
        common = Counter(j for shingle in mine if len(holders[shingle]) <= COMMON for j in holders[shingle])
        for j, count in common.most_common(1):
            least, most = sorted((len(mine), len(shingles[j])))
            if count >= ALIKE * least and count >= LEAST_SHINGLES and count >= WHOLE * most:
                yield ("teaser" if _is_teaser(units, j, i) else "near"), j, i, min(count / least, 0.99)
        shingles[i] = mine
        for shingle in mine:
            if len(holders[shingle]) <= COMMON:
                holders[shingle].append(i)


def _is_teaser(units: Sequence[Unit], first: int, second: int) -> bool:
    """True if both stand at the head of the page and no sentence stands there but `first`: titles, names and dates only."""
    return second <= HEAD and not any(_ENDED.search(units[i].text) for i in range(second) if i != first)
