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
"""Words that more paragraphs than this of one text hold do not bring them together."""
LONG, SHARED = 8, 0.5
"""Paragraphs are compared that share so much of their words longer than this."""
HEAD_LENGTH, LEAST_HEAD, _MARKS = 40, 8, " .,:;!?-–—|()[]\"'“”‘’"

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
    taken: set[int] = set()
    twins: list[Twin] = []
    words = _Words(units)
    for find in (_captions, _alike):
        for what, first, second, share in find(units, words):
            if first != second and second not in taken:
                taken.add(second)
                twins.append(Twin(what, units[first], units[second], share))
    return sorted(twins, key=lambda twin: twin.second.start)


Found = tuple[What, int, int, float]


class _Words:
    """The words of units, in small letters, read when they are asked for; none where a unit may well be the same."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._words: dict[int, tuple[str, ...]] = {}
        self._shingles: dict[int, frozenset[tuple[str, ...]]] = {}

    def of(self, index: int) -> tuple[str, ...]:
        words = self._words.get(index)
        if words is None:
            text = self._units[index].text
            words = self._words[index] = () if _ASKED.search(text) else tuple(_WORD.findall(text.lower()))
        return words

    def shingles(self, index: int) -> frozenset[tuple[str, ...]]:
        shingles = self._shingles.get(index)
        if shingles is None:
            own = self.of(index)
            shingles = self._shingles[index] = frozenset(zip(own, own[1:], own[2:], strict=False))
        return shingles


def _captions(units: Sequence[Unit], words: _Words) -> Iterator[Found]:
    """A short line that is given again within a few lines, as it was or with a credit behind it."""
    heads = [unit.text[:HEAD_LENGTH].lower().strip(_MARKS)[:LEAST_HEAD] for unit in units]
    often: Counter[tuple[str, ...]] | None = None
    for i, head in enumerate(heads):
        if len(units[i].text) > 3 * PROSE:
            continue
        near = [j for j, other in enumerate(heads[i + 1 : i + 1 + NEIGHBOURS], i + 1) if other.startswith(head)]
        if not near or units[i].block.kind in _LIST:
            continue
        own = words.of(i)
        if len(own) < 3:
            continue
        if often is None:
            often = Counter(map(words.of, range(len(units))))
        if often[own] > 2:
            continue
        for j in near:
            other = words.of(j)
            if other == own or (other[: len(own)] == own and _is_credit(units[j].text, own)):
                is_prose = len(own) >= LEAST_SHINGLES and _ENDED.search(units[i].text) is not None
                yield ("caption" if not is_prose else "teaser" if _is_teaser(units, i, j) else "paragraph"), i, j, 1.0
                break


def _is_credit(text: str, words: tuple[str, ...]) -> bool:
    """True if nothing but a credit stands behind these first words of the text."""
    ends = [match.end() for match in _WORD.finditer(text)]
    return bool(_CREDIT.fullmatch(text[ends[len(words) - 1] :].lstrip(".,")))


def _alike(units: Sequence[Unit], words: _Words) -> Iterator[Found]:
    """A paragraph that stands in the text again, or most of whose shingles stand in an earlier one.

    Only paragraphs that share long words are compared, each with few others, so the time is linear.
    """
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        if len(unit.text) < PROSE:
            continue
        keys = _keys(unit.text)
        common = Counter([j for key in keys if len(holders[key]) <= COMMON for j in holders[key]])
        close = [j for j, count in common.items() if count >= len(keys) * SHARED]
        if close:
            yield from _compared(units, words, i, close)
        for key in keys:
            if len(holders[key]) <= COMMON:
                holders[key].append(i)


def _keys(text: str) -> list[str]:
    """The words by which a paragraph is found again: its long ones, or all if it has none."""
    pieces = text.split()
    return list({piece for piece in pieces if len(piece) > LONG} or pieces)


def _compared(units: Sequence[Unit], words: _Words, index: int, others: list[int]) -> Iterator[Found]:
    """The twin of a unit among others that stand before it, if one of them is alike enough."""
    own = words.of(index)
    if len(own) < LEAST_SHINGLES:
        return
    for other in others:
        if words.of(other) == own:
            yield ("teaser" if _is_teaser(units, other, index) else "paragraph"), other, index, 1.0
            return
    mine = words.shingles(index)
    if len(mine) < LEAST_SHINGLES or units[index].block.kind in _LIST:
        return
    count, other = max((len(mine & words.shingles(other)), -other) for other in others)
    least, most = sorted((len(mine), len(words.shingles(-other))))
    if count >= ALIKE * least and count >= LEAST_SHINGLES and count >= WHOLE * most:
        yield ("teaser" if _is_teaser(units, -other, index) else "near"), -other, index, min(count / least, 0.99)


def _is_teaser(units: Sequence[Unit], first: int, second: int) -> bool:
    """True if both stand at the head of the page and no sentence stands there but `first`: titles, names and dates only."""
    return second <= HEAD and not any(_ENDED.search(units[i].text) for i in range(second) if i != first)
