"""A line among its neighbours: where it stands on the page, what it repeats, and how its neighbours score.

The same reading is used when the model is trained, so a change here asks for new weights.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, chain

from copydesk.models.residue_line import Line

PROSE, SHORT, NEAR, WIDE, FAR = 140, 60, 8, 10, 15

PAGE = (
    "own before1 before2 before3 after1 after2 place from_end is_above is_below since_prose until_prose "
    "length_before1 length_after1 length_before2 length_after2 rare repeated same_before same_after "
    "covered covered_at copies mean_near max_before mean_before max_after mean_after run_before run_after "
    "page_median page_lines page_ratio page_mean max2 min2 short_near ended_near alike_near ended_before "
    "first_count first_spread first_mean shape_count shape_spread shape_mean end_count end_spread end_mean short_inside"
).split()

_READ = 36
_COMMON = frozenset(
    b"a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3 4 5 6 7 8 9 about after all also am an and any are as at be "
    b"because been before but by can could did do does don for from get go had has have he her him his how if in into is it "
    b"its just know last like ll made make many may me more most my new no not now of off on one only or other our out over "
    b"own people re said say says see she should so some such than that the their them then there these they this those "
    b"through time to two up us ve very was way we well were what when where which while who why will with would year years "
    b"you your first".split()
)


class Surroundings:
    """What surrounds each line of a page; `scores` are what the first stage says of the lines alone."""

    def __init__(self, lines: Sequence[str], looks: Sequence[Line], scores: Sequence[float]) -> None:
        self._lines, self._looks, self._scores = lines, looks, scores
        self._lengths = list(map(len, lines))
        self._total = len(lines)
        self._around = [0.0, 0.0, 0.0, *scores, 0.0, 0.0, 0.0]
        self._sums = [0.0, *accumulate(scores)]

    def row(self, index: int) -> list[float]:
        """The features of one line, in the order of PAGE."""
        i = index
        around = self._around
        return [
            around[i + 3], around[i + 2], around[i + 1], around[i], around[i + 4], around[i + 5],
            *self._place(i), *self._repeats(i), *self._windows(i), *self._company(i),
            *self._recurring[0][i], *self._recurring[1][i], *self._recurring[2][i], self._short_inside,
        ]  # fmt: skip

    @cached_property
    def _prose(self) -> list[int]:
        return [i for i, length in enumerate(self._lengths) if length >= PROSE]

    @cached_property
    def _distances(self) -> tuple[list[int], list[int]]:
        """For each line how far it is to the nearest paragraphs of prose above and below."""
        total, lengths = self._total, self._lengths
        since, until = [0] * total, [0] * total
        at = -1
        for i in range(total):
            since[i] = min(i - at, FAR)
            at = i if lengths[i] >= PROSE else at
        at = total
        for i in range(total - 1, -1, -1):
            until[i] = min(at - i, FAR)
            at = i if lengths[i] >= PROSE else at
        return since, until

    def _place(self, i: int) -> list[float]:
        """From the edges of the page, and from the nearest paragraphs of prose; how long the neighbours are."""
        total, lengths = self._total, self._lengths
        first, last = (self._prose[0], self._prose[-1]) if self._prose else (total, -1)
        since, until = self._distances
        return [
            min(i, 20), min(total - 1 - i, 20), max(first - i, -1), max(i - last, -1), since[i], until[i],
            lengths[i - 1] if i else -1, lengths[i + 1] if i + 1 < total else -1,
            lengths[i - 2] if i > 1 else -1, lengths[i + 2] if i + 2 < total else -1,
        ]  # fmt: skip

    @cached_property
    def _contents(self) -> list[frozenset[bytes]]:
        return [frozenset(look.words[:_READ]) - _COMMON for look in self._looks]

    @cached_property
    def _often(self) -> Counter[bytes]:
        return Counter(chain.from_iterable(self._contents))

    @cached_property
    def _plain(self) -> list[str]:
        return [line.lower().strip(" .:…") for line in self._lines]

    @cached_property
    def _copies(self) -> Counter[str]:
        return Counter(self._plain)

    def _repeats(self, i: int) -> list[float]:
        """How much of a line's words stands elsewhere: nowhere, on the page, in its neighbours, in the first line."""
        contents = self._contents
        own = contents[i]
        copies = self._copies[self._plain[i]]
        if not own:
            return [0, 0, 0, 0, 0, 0, copies]
        size = len(own)
        counts = list(map(self._often.__getitem__, own))
        rare = counts.count(1)
        if rare == size:
            return [1, 0, 0, 0, 0, 0, copies]
        before = len(own & contents[i - 1]) if i else 0
        after = len(own & contents[i + 1]) if i + 1 < self._total else 0
        return [
            rare / size, sum([min(count, 6) for count in counts]) / size - 1, before / size, after / size,
            *self._covered(i), copies,
        ]  # fmt: skip

    def _covered(self, index: int) -> tuple[float, float]:
        """The largest share of a line's words that one line near it holds, and how far away that line is."""
        own = self._contents[index]
        if len(own) < 2:
            return 0.0, 0.0
        start = max(0, index - NEAR)
        common = [len(own & other) for other in self._contents[start : index + NEAR + 1]]
        common[index - start] = 0
        best = max(common)
        return best / len(own), common.index(best) + start - index if best else 0

    @cached_property
    def _runs(self) -> tuple[list[int], list[int]]:
        return _runs(self._lengths), _runs(self._lengths[::-1])[::-1]

    @cached_property
    def _middle(self) -> float:
        return _median(self._lengths)

    def mean_near(self, index: int) -> float:
        """The mean score of the five lines on either side."""
        start, end = max(0, index - 5), min(self._total, index + 6)
        return (self._sums[end] - self._sums[start] - self._scores[index]) / max(end - start - 1, 1)

    def _windows(self, i: int) -> list[float]:
        total, scores, sums = self._total, self._scores, self._sums
        a, b = max(0, i - WIDE), min(total, i + WIDE + 1)
        before, after = self._runs
        return [
            self.mean_near(i),
            max(scores[a:i]) if i else -9.0, (sums[i] - sums[a]) / max(i - a, 1),
            max(scores[i + 1 : b]) if i + 1 < b else -9.0, (sums[b] - sums[i + 1]) / max(b - i - 1, 1),
            before[i], after[i], self._middle, total, self._lengths[i] / max(self._middle, 1), sums[-1] / total,
        ]  # fmt: skip

    @cached_property
    def _tallies(self) -> tuple[list[int], list[int]]:
        """How many lines before each one are short, and how many end as sentences do."""
        return (
            [0, *accumulate([length < SHORT for length in self._lengths])],
            [0, *accumulate([look.ended for look in self._looks])],
        )

    @cached_property
    def _kinds(self) -> list[tuple[int, str]]:
        """Lines of like length and beginning are of one kind."""
        return [(length // 20, look.shape[:1]) for length, look in zip(self._lengths, self._looks, strict=True)]

    def _company(self, i: int) -> list[float]:
        total, looks, around = self._total, self._looks, self._around
        a, b = max(0, i - NEAR), min(total, i + NEAR + 1)
        short, ended = self._tallies
        room = max(b - a - 1, 1)
        near = around[i + 1], around[i + 2], around[i + 4], around[i + 5]
        own = looks[i]
        return [
            max(near), min(near),
            (short[b] - short[a] - (self._lengths[i] < SHORT)) / room, (ended[b] - ended[a] - own.ended) / room,
            (self._kinds[a:b].count(self._kinds[i]) - 1) / room,
            looks[i - 1].ended if i else 2,
        ]  # fmt: skip

    @cached_property
    def _short_inside(self) -> float:
        inside = self._lengths[self._prose[0] : self._prose[-1] + 1] if self._prose else self._lengths
        return sum([length < SHORT for length in inside]) / len(inside)

    @cached_property
    def _recurring(self) -> tuple[_Groups, _Groups, _Groups]:
        """How often, how widely and with what scores lines of the same first word, shape or end stand on the page."""
        short = [length < SHORT for length in self._lengths]
        return (
            _Groups([(look.first, own) for look, own in zip(self._looks, short, strict=True)], self._scores),
            _Groups([look.shape for look in self._looks], self._scores),
            _Groups([line[-12:].lower() for line in self._lines], self._scores),
        )


class _Groups:
    """Lines of a page in groups by a key; of each group: how many lines, over what share of the page, their mean score."""

    def __init__(self, keys: Sequence[object], scores: Sequence[float]) -> None:
        self._keys, self._scores = keys, scores
        self._places: defaultdict[object, list[int]] = defaultdict(list)
        for i, key in enumerate(keys):
            self._places[key].append(i)
        self._told: dict[object, tuple[float, float, float]] = {}

    def __getitem__(self, index: int) -> tuple[float, float, float]:
        key = self._keys[index]
        told = self._told.get(key)
        if told is None:
            found = self._places[key]
            mean = sum([self._scores[i] for i in found]) / len(found)
            told = self._told[key] = min(len(found), 30), (found[-1] - found[0]) / len(self._keys), mean
        return told


def _median(numbers: Sequence[int]) -> float:
    """As `statistics.median`, whose import takes longer than a page; 0 for none."""
    ordered = sorted(numbers)
    half = len(ordered) // 2
    return (ordered[half] + ordered[~half]) / 2 if ordered else 0


def _runs(lengths: list[int]) -> list[int]:
    """The number of short lines, up to 20, that stand directly before each line."""
    runs, run = [], 0
    for length in lengths:
        runs.append(min(run, 20))
        run = run + 1 if length < SHORT else 0
    return runs
