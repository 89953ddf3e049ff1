"""Words that exist and are not the ones meant: a linear model for each pair of words that writers confuse.

A place is described by what stands round it (words, word classes, the content words of the sentence); each feature has a
weight for each pair; the sum is the log-odds of the one word against the other. Thresholds, one for each direction and
tier, were fitted on text that the weights had not seen. The weights lie in `confusion.bin`, built by
`training/realword`: a hashed table of one byte that checks the feature and one byte of weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple

from copydesk.models.packed import Packed, open_packed
from copydesk.models.tokens import SPECIAL, TOKEN, folded, shape

MARK, VERSION = b"CDPAIRS\0", 1
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
TERM, TERM_USES = (
    1_500,
    3,
)  # a word rarer than TERM that a document uses TERM_USES times is taken for a term of its subject

Tier = Literal["warning", "suggestion"]


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


class _Direction(NamedTuple):
    second: str  # the second word of what was typed, if it has two
    typed: str
    replacement: str
    sign: int  # 1: the model's second word is the replacement
    shift: int  # where the pair's weights lie
    gate: int
    warning: int
    suggestion: int
    figures: tuple[float, float, float, float, int]  # precision and recall of the warning tier, then of both; uses


class _Numbers(dict[str, int]):
    """Token → number; a token that is new to it is folded and looked up once."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def __missing__(self, token: str) -> int:
        number = self._vocabulary.get(folded(token))
        self[token] = number = shape(token) if number is None else number
        return number


class ConfusionModel:
    """The trained model. It keeps no state between calls to `find`."""

    def __init__(self, packed: Packed) -> None:
        header = packed.header
        words = str(packed.section("vocabulary"), "utf8").split("\n")
        self._vocabulary = dict(zip(words, range(len(SPECIAL), len(SPECIAL) + len(words)), strict=True))
        self._coarse = packed.section("coarse")
        self._fine = packed.section("fine").cast("H")
        self._checks = packed.section("checks")
        self._weights = packed.section("weights").cast("b")
        self._size: int = header["size"]
        self._scale: float = header["scale"]
        self.built: dict[str, list[str]] = header["built"]  # name of a text → its licence, origin and SHA-256
        self._directions: dict[str, tuple[_Direction, ...]] = {}
        for typed, replacement, sign, shift, gate, warning, suggestion, *figures in header["directions"]:
            first, _, second = typed.partition(" ")
            row = _Direction(second, typed, replacement, sign, shift, gate, warning, suggestion, tuple(figures))
            self._directions[first] = (*self._directions.get(first, ()), row)

    @classmethod
    def open(cls, path: Path = WEIGHTS) -> ConfusionModel:
        """Map the weights. Raises WeightsError where the file is missing, damaged or of another version."""
        return cls(open_packed(path, MARK, VERSION))

    def find(self, text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[Suspect]:
        """Words of `text` that another fits better, sentence by sentence; at most one for each place."""
        wanted = self._directions
        tokens_of = TOKEN.findall
        numbers = _Numbers(self._vocabulary)
        document = _Document(text)
        for start, end in sentences:
            tokens = tokens_of(text, start, end)
            ids: list[int] = []
            for i, token in enumerate(tokens):
                rows = wanted.get(token) or (wanted.get(folded(token)) if i == 0 or "’" in token else None)
                if not rows:
                    continue
                if not ids:
                    ids = [0, 0, 0, *map(numbers.__getitem__, tokens), 0, 0, 0]
                best = self._best(rows, tokens, i, ids)
                if best is not None and not self._excused(best, tokens, i, ids, document):
                    yield self._suspect(best, text, start, end, i)

    def figures(self, a: str, b: str) -> tuple[Figures, ...]:
        """What was measured for a pair, in either order of its words: up to two directions."""
        found = []
        for typed, other in ((a, b), (b, a)):
            for row in self._directions.get(typed.split(" ")[0], ()):
                if (row.typed, row.replacement) == (typed, other):
                    strict, loose = row.figures[:2], row.figures[2:4]
                    tier: Tier = "warning" if row.warning < NEVER else "suggestion"
                    precision, recall = strict if tier == "warning" else loose
                    found.append(Figures(typed, other, tier, precision, recall, row.figures[4]))
        return tuple(found)

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The directions that the model can report: (typed, replacement)."""
        return frozenset((row.typed, row.replacement) for rows in self._directions.values() for row in rows)

    def _best(self, rows: Sequence[_Direction], tokens: list[str], i: int, ids: list[int]) -> _Found | None:
        at = i + 3
        following = folded(tokens[i + 1]) if i + 1 < len(tokens) else ""
        best: _Found | None = None
        last_width = 0
        gate: tuple[int, ...] = ()
        full: tuple[int, ...] = ()
        for row in rows:
            if row.second and row.second != following:
                continue
            width = 2 if row.second else 1
            if width != last_width:
                last_width, gate, full = width, self._gate(ids, at, at + width), ()
            partial = self._sum(gate, row.shift)
            if partial * row.sign < row.gate:
                continue
            full = full or self._rest(ids, at, at + width)
            margin = (partial + self._sum(full, row.shift)) * row.sign - row.suggestion
            if margin >= 0 and (best is None or margin > best.margin):
                best = _Found(row, margin)
        return best

    def _sum(self, keys: Iterable[int], shift: int) -> int:
        size, checks, weights = self._size, self._checks, self._weights
        total = 0
        for key in keys:
            slot = (key + shift) % size
            if checks[slot] == key & 255:
                total += weights[slot]
        return total

    def _gate(self, ids: list[int], at: int, end: int) -> tuple[int, ...]:
        """The seven features that decide whether a place is worth the rest."""
        l1, r1 = ids[at - 1], ids[end]
        fine, coarse = self._fine, self._coarse
        return (
            0,
            (_T[1] + l1 * M1) % PRIME,
            (_T[2] + r1 * M4) % PRIME,
            (_T[3] + l1 * M1 + r1 * M4) % PRIME,
            (_T[4] + fine[l1] * M1) % PRIME,
            (_T[5] + fine[r1] * M4) % PRIME,
            (_T[6] + coarse[l1] * M1 + coarse[r1] * M4) % PRIME,
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

    def _excused(self, found: _Found, tokens: list[str], i: int, ids: list[int], document: _Document) -> bool:
        """True for a part of a compound, a name, and a word that the document uses as a term."""
        row, at = found.row, i + 3
        hyphen = self._vocabulary.get("-")
        if hyphen in (ids[at - 1], ids[at + (2 if row.second else 1)]):
            return True
        if i and tokens[i - 1].strip() == "-":  # a compound set with spaces: "a 12 - hour shift"
            return True
        rank = ids[at]
        if tokens[i][0].isupper() and (rank >= KNOWN or _is_capital(tokens[i + 1 : i + 2])):
            return True
        return rank >= TERM and (document.is_name(row.typed) or document.uses(row.typed) >= TERM_USES)

    def _suspect(self, found: _Found, text: str, start: int, end: int, i: int) -> Suspect:
        row = found.row
        spans = [match.span() for match in islice(TOKEN.finditer(text, start, end), i, i + (2 if row.second else 1))]
        first, last = spans[0][0], spans[-1][1]
        word = text[first:last]
        above = row.warning - row.suggestion
        tier: Tier = "warning" if found.margin >= above else "suggestion"
        margin = (found.margin - (above if tier == "warning" else 0)) * self._scale
        return Suspect(first, last, word, _like(word, row.replacement), margin, tier)


NEVER = 1 << 20  # a threshold that no score reaches


class _Found(NamedTuple):
    row: _Direction
    margin: int  # above the threshold of the suggestion


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
