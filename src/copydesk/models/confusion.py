"""Words that exist and are not the ones meant: a linear model for each pair of words that writers confuse.

A place is described by what stands round it (words, word classes, the content words of the sentence); each feature has a
weight for each pair; the sum is the log-odds of the one word against the other. Thresholds, one for each direction and
tier, were fitted on text that the weights had not seen. The weights lie in `confusion.bin`, built by
`training/realword` and read by `copydesk.models.confusion_table`.

Nearly every place is settled by its two neighbours: what each says of the pairs that begin with a word is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import count, islice
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal, NamedTuple

from copydesk.models.confusion_table import MARKS, ConfusionTable, Row
from copydesk.models.tokens import TOKEN, folded, shape

WEIGHTS = Path(__file__).with_name("confusion.bin")

# What follows is shared with training/realword/features.py; a change asks for new weights.
BAG = 8  # so many words on each side may say what the sentence is about
FREQUENT = 160  # words up to this number are too common to say that
PRIME = 2147483647
TEMPLATE = 1640531527
MULTIPLIERS = (1327217885, 1103515245, 1566083941, 1812433253, 1234567891, 1950271843)
M1, M2, M3, M4, M5, M6 = MULTIPLIERS
_T = tuple(i * TEMPLATE for i in range(42))

KNOWN = 3_000  # a capital at the start of a sentence is no name if the word is among so many commonest
# A word rarer than TERM that a document uses TERM_USES times is taken for a term of its subject.
TERM, TERM_USES = 1_500, 3
MOST_CANDIDATES = 3
MOST_TOKENS, MOST_NEIGHBOURS = 1 << 16, 1 << 12  # what is remembered of a model, and of each side of a word

Tier = Literal["warning", "suggestion", "candidate"]
Reach = Literal["suggestion", "candidate"]


class Suspect(NamedTuple):
    """A word that is likely not the one meant; offsets into the text given to `find`."""

    start: int
    end: int
    word: str
    replacement: str
    margin: float  # log-odds above the threshold of its tier
    tier: Tier


class Figures(NamedTuple):
    """How one direction did on text kept apart: typed `wrong` where `right` was meant."""

    wrong: str
    right: str
    tier: Tier
    precision: float  # right alarms among all, were one use in two a mistake
    recall: float  # share of the mistakes found
    uses: int  # uses of the wrong word, all correct, from which the false alarms were counted


class _Memo(dict[Any, Any]):
    """What a function said of an argument; it forgets everything when it holds `most` answers."""

    def __init__(self, answer: Callable[[Any], Any], most: int) -> None:
        super().__init__()
        self._answer, self._most = answer, most

    def __missing__(self, asked: Any) -> Any:
        if len(self) >= self._most:
            self.clear()
        self[asked] = answer = self._answer(asked)
        return answer


class _Side(dict[int, int]):
    """Number of a neighbour → the most that it says for any direction of an entry, less what that direction asks for."""

    def __init__(self, ways: Sequence[_Way], asked: Sequence[int], keys: Callable[[int], tuple[int, int]]) -> None:
        super().__init__()
        self._ways = [
            (way.weights, len(way.weights) - 1, way.row.sign, gate) for way, gate in zip(ways, asked, strict=True)
        ]
        self._keys = keys

    def __missing__(self, word: int) -> int:
        if len(self) >= MOST_NEIGHBOURS:
            self.clear()
        a, b = self._keys(word)
        mark_a, mark_b = a & MARKS, b & MARKS
        most = -NEVER
        # What `_sum` adds, spelt out for two keys: most of the time of a first reading goes here.
        for weights, size, sign, gate in self._ways:
            total = 0
            held = weights[at := a % size]
            if held >> 7 == mark_a or (held := weights[at + 1]) >> 7 == mark_a:
                total = ((held & 127) ^ 64) - 64
            held = weights[at := b % size]
            if held >> 7 == mark_b or (held := weights[at + 1]) >> 7 == mark_b:
                total += ((held & 127) ^ 64) - 64
            total = total * sign - gate
            if total > most:
                most = total
        self[word] = most
        return most


class _Way(NamedTuple):
    """A direction as one search reads it: what the neighbours must say each by itself, and together; and all there is."""

    row: Row
    weights: memoryview
    near: int
    joint: int
    least: int


class _Entry(NamedTuple):
    """The directions of what begins with a word.

    left, right  what the word before and the word after say; a sum below nought settles the place: no direction can
                 reach its first gate, which `left` has in it
    longer       second words → the directions of the terms of two words that begin with this one
    """

    ways: Sequence[_Way]
    left: dict[int, int]
    right: dict[int, int]
    longer: dict[str, list[_Way]]


# The sides of an entry, and the numbers of the second words of its terms of two.
_Sides = tuple[()] | tuple[dict[int, int], dict[int, int], frozenset[int]]


class _Found(NamedTuple):
    row: Row
    margin: int  # above the least that the search asks for


class ConfusionModel:
    """The trained model. Between calls it keeps nothing but answers that it would give again."""

    def __init__(self, table: ConfusionTable) -> None:
        self._table = table
        self._coarse, self._fine = table.coarse, table.fine
        self._numbers: dict[str, int] = _Memo(self._number, MOST_TOKENS)
        self._hyphen = table.number("-")
        self._before, self._after = cache(self._of_before), cache(self._of_after)
        self._entries = cache(self._search)
        self._sides = cache(self._search_sides)
        self.built = table.built  # name of a text → its licence, origin and SHA-256

    @classmethod
    def open(cls, path: Path = WEIGHTS) -> ConfusionModel:
        """Map the weights. Raises WeightsError where the file is missing, damaged or of another version.

        Weights are checked when their pair is first met: `find` may raise it too.
        """
        return cls(ConfusionTable(path))

    def find(self, text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[Suspect]:
        """Words of `text` that another fits better, sentence by sentence; at most one for each place."""
        return self._suspects(text, sentences, "suggestion")

    def candidates(self, text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[Suspect]:
        """As `find`, and what a better judge should look at, of the tier "candidate": up to three words for a place."""
        return self._suspects(text, sentences, "candidate")

    def figures(self, a: str, b: str) -> tuple[Figures, ...]:
        """What was measured for a pair, in either order of its words: up to two directions."""
        found = []
        for typed, other in ((a, b), (b, a)):
            place = self._table.firsts.get(self._table.number(typed.split(" ")[0]) or 0)
            for row in self._table.rows(place) if place else ():
                if (row.typed, row.replacement) == (typed, other) and row.suggestion < NEVER:
                    tier: Tier = "warning" if row.warning < NEVER else "suggestion"
                    precision, recall = row.figures[:2] if tier == "warning" else row.figures[2:4]
                    found.append(Figures(typed, other, tier, precision, recall, row.figures[4]))
        return tuple(found)

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The directions that the model can report by itself: (typed, replacement)."""
        return frozenset((row.typed, row.replacement) for row in self._table.all_rows() if row.suggestion < NEVER)

    def _suspects(self, text: str, sentences: Iterable[tuple[int, int]], reach: Reach) -> Iterator[Suspect]:
        entries, sides = self._entries(reach), self._sides(reach)
        number_of, sides_of, tokens_of = self._numbers.__getitem__, sides.__getitem__, TOKEN.findall
        document = _Document(text)
        for start, end in sentences:
            tokens = tokens_of(text, start, end)
            numbers = [*map(number_of, tokens)]
            ids = [0, 0, 0, *numbers, 0, 0, 0]
            # Two words in five may be the wrong one, and one in fifty of those is looked at: most of the time goes here.
            open_places = [
                i
                for i, side, before, after in zip(count(), map(sides_of, numbers), ids[2:], ids[4:], strict=False)
                if side and (side[0][before] + side[1][after] >= 0 or after in side[2])
            ]
            for i in open_places:
                if i and not tokens[i].islower():  # inside a sentence a capital makes it another word
                    continue
                ways, left, right, longer = entries[numbers[i]]
                found: list[_Found] = []
                if left[ids[i + 2]] + right[ids[i + 4]] >= 0:
                    found += self._above(ways, ids, i + 3, i + 4)
                if longer and (two := longer.get(folded(tokens[i + 1]) if i + 1 < len(tokens) else "")):
                    found += self._above(two, ids, i + 3, i + 5)
                if found:
                    found.sort(key=attrgetter("margin"), reverse=True)
                    for one in found[: 1 if reach == "suggestion" else MOST_CANDIDATES]:
                        if not self._excused(one, tokens, i, ids, document, reach):
                            yield self._suspect(one, text, start, end, i, reach)

    def _above(self, ways: Sequence[_Way], ids: list[int], at: int, end: int) -> Iterator[_Found]:
        """The directions that reach what the search asks for, of the gap between `at` and `end`."""
        before, after = ids[at - 1], ids[end]
        near = (0, *self._before(before), *self._after(after))
        joint: tuple[int, ...] = ()
        rest: tuple[int, ...] = ()
        for way in ways:
            sign = way.row.sign
            total = sign * _sum(way.weights, near)
            if total < way.near:
                continue
            joint = joint or self._joint(before, after)
            total += sign * _sum(way.weights, joint)
            if total < way.joint:
                continue
            rest = rest or self._rest(ids, at, end)
            margin = total + sign * _sum(way.weights, rest) - way.least
            if margin >= 0:
                yield _Found(way.row, margin)

    # What the memos remember.

    def _number(self, token: str) -> int:
        number = self._table.number(folded(token))
        return shape(token) if number is None else number

    def _search(self, reach: Reach) -> dict[int, _Entry]:
        """Number of a first word → its entry in a search that goes so far."""
        return _Memo(lambda number: self._entry(self._table.firsts[number], reach), MOST_TOKENS)

    def _search_sides(self, reach: Reach) -> dict[int, _Sides]:
        """Number of a word → what settles its place in a search that goes so far; nothing for a word of no pair."""
        entries, firsts = self._entries(reach), self._table.firsts

        def sides(number: int) -> _Sides:
            if not firsts.get(number):
                return ()
            entry = entries[number]
            return entry.left, entry.right, frozenset(map(self._number, entry.longer))

        return _Memo(sides, MOST_TOKENS)

    def _entry(self, place: int, reach: Reach) -> _Entry:
        by_second: dict[str, list[_Way]] = {}
        for row in self._table.rows(place):
            near, joint, least = (
                (*row.gates, row.suggestion) if reach == "suggestion" else (*row.loose_gates, row.candidate)
            )
            if least < NEVER:
                way = _Way(row, self._table.weights(row.pair), near, joint, least)
                by_second.setdefault(row.typed.partition(" ")[2], []).append(way)
        ways = by_second.pop("", [])
        asked = [way.near - way.row.sign * _sum(way.weights, (0,)) for way in ways]
        left, right = _Side(ways, asked, self._before), _Side(ways, [0] * len(ways), self._after)
        return _Entry(ways, left, right, by_second)

    # The features of a gap: the first five of its neighbours each by itself, two of both of them, and the rest.

    def _of_before(self, word: int) -> tuple[int, int]:
        return (_T[1] + word * M1) % PRIME, (_T[4] + self._fine[word] * M1) % PRIME

    def _of_after(self, word: int) -> tuple[int, int]:
        return (_T[2] + word * M4) % PRIME, (_T[5] + self._fine[word] * M4) % PRIME

    def _joint(self, before: int, after: int) -> tuple[int, int]:
        coarse = self._coarse
        return (
            (_T[3] + before * M1 + after * M4) % PRIME,
            (_T[6] + coarse[before] * M1 + coarse[after] * M4) % PRIME,
        )

    def _rest(self, ids: list[int], at: int, end: int) -> tuple[int, ...]:
        """All other features of the gap between `at` and `end`."""
        fine, coarse = self._fine, self._coarse
        n3, n2, n1 = ids[at - 3 : at]
        n4, n5, n6 = ids[end : end + 3]
        l1, l2, l3, r1, r2, r3 = n1 * M1, n2 * M2, n3 * M3, n4 * M4, n5 * M5, n6 * M6
        f1, f2, f4, f5 = fine[n1] * M1, fine[n2] * M2, fine[n4] * M4, fine[n5] * M5
        c1, c2, c3 = coarse[n1] * M1, coarse[n2] * M2, coarse[n3] * M3
        c4, c5, c6 = coarse[n4] * M4, coarse[n5] * M5, coarse[n6] * M6
        sums = (
            l2, r2, l3, r3, l2 + l1, r1 + r2, l3 + l2 + l1, l2 + l1 + r1, l1 + r1 + r2, r1 + r2 + r3, f2 + f1, f1 + f4,
            f4 + f5, c2 + c1, c4 + c5, c2 + c1 + c4, c1 + c4 + c5, c3 + c2 + c1, c4 + c5 + c6, c2 + c1 + c4 + c5,
            l1 + f4, f1 + r1, f2 + l1, r1 + f5, l2 + r1, l1 + r2, f2, f5,
        )  # fmt: skip
        keys = [(template + key) % PRIME for template, key in zip(_T[7:35], sums, strict=True)]
        left, right = ids[max(at - BAG, 3) : at], ids[end : min(end + BAG, len(ids) - 3)]
        for word in (*left, *right):
            if word >= FREQUENT:
                keys += ((_T[40] + word * M1) % PRIME, (_T[41] + fine[word] * M1) % PRIME)
        return tuple(keys)

    def _excused(
        self, found: _Found, tokens: list[str], i: int, ids: list[int], document: _Document, reach: Reach
    ) -> bool:
        """True for a part of a compound, a name, and a word that the document uses as a term."""
        row, at = found.row, i + 3
        if self._hyphen in (ids[at - 1], ids[at + (2 if " " in row.typed else 1)]):
            return True
        if i and tokens[i - 1].strip() == "-":  # a compound set with spaces: "a 12 - hour shift"
            return True
        rank = ids[at]
        if tokens[i][0].isupper() and (rank >= KNOWN or (reach == "suggestion" and _is_capital(tokens[i + 1 : i + 2]))):
            return True
        return rank >= TERM and (document.is_name(row.typed) or document.uses(row.typed) >= TERM_USES)

    def _suspect(self, found: _Found, text: str, start: int, end: int, i: int, reach: Reach) -> Suspect:
        row = found.row
        length = 2 if " " in row.typed else 1
        spans = [match.span() for match in islice(TOKEN.finditer(text, start, end), i, i + length)]
        first, last = spans[0][0], spans[-1][1]
        word = text[first:last]
        score = found.margin + (row.suggestion if reach == "suggestion" else row.candidate)
        tier: Tier = "candidate"
        least = row.candidate
        if score >= row.warning:
            tier, least = "warning", row.warning
        elif score >= row.suggestion:
            tier, least = "suggestion", row.suggestion
        return Suspect(first, last, word, _like(word, row.replacement), (score - least) * self._table.scale, tier)


NEVER = 1 << 20  # a threshold that no score reaches


def _sum(weights: memoryview, keys: Iterable[int]) -> int:
    """What a pair's weights say of some features."""
    size = len(weights) - 1
    total = 0
    for key in keys:
        at = key % size
        mark = key & MARKS
        held = weights[at]
        if held >> 7 == mark or (held := weights[at + 1]) >> 7 == mark:
            total += ((held & 127) ^ 64) - 64
    return total


class _Document:
    """What the whole text says about a word; each question is answered once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.uses = cache(self._uses)
        self.is_name = cache(self._is_name)

    def _uses(self, word: str) -> int:
        return sum(1 for _ in _whole(word, self._text))

    def _is_name(self, word: str) -> bool:
        """Does the word stand with a capital where no sentence begins?"""
        text = self._text
        return any(
            (before := text[max(at - 2, 0) : at].rstrip(" ")) and before[-1].isalpha() and text[at - 1] == " "
            for at in _whole(word.capitalize(), text)
        )


def _whole(word: str, text: str) -> Iterator[int]:
    """Where a word stands as a whole word."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and text[at - 1].isalnum()) and not text[end : end + 1].isalnum():
            yield at
        at = text.find(word, end)


def _is_capital(tokens: list[str]) -> bool:
    return bool(tokens) and tokens[0][0].isupper()


def _like(word: str, replacement: str) -> str:
    """The replacement with the capitals and the apostrophe of the word."""
    if word[0].isupper():
        replacement = replacement[0].upper() + replacement[1:]
    return replacement
