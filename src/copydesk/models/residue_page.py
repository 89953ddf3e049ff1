"""A line among its neighbours: where it stands on the page, what it repeats, and how its neighbours score.

The same reading is used when the model is trained, so a change here asks for new weights.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate, chain
from math import log1p
from statistics import median

from copydesk.models.residue_line import Line

PROSE, SHORT, NEAR, WIDE, FAR = 140, 60, 8, 10, 15

PAGE = (
    "own before1 before2 before3 after1 after2 after3 place from_end is_above is_below since_prose until_prose "
    "length_before1 length_after1 length_before2 length_after2 rare repeated same_before same_after same_title "
    "covered covered_at copies is_copy mean_near max_before mean_before max_after mean_after run_before run_after "
    "page_median page_lines page_ratio page_mean max2 min2 short_near ended_near alike_near ended_before ended_after "
    "prose_before prose_after same_start low_after "
    "first_count first_spread first_mean shape_count shape_spread shape_mean end_count end_spread end_mean short_inside"
).split()

_CONTENT = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]{4,}|\d{2,}")
_COMMON = frozenset(
    "that this with from have been were they their will would about when which said more than also what into after "
    "there some other could over just only most last first year years time people".split()
)


def page_features(lines: Sequence[str], read: Sequence[Line], scores: Sequence[float]) -> list[list[float]]:
    """For each line the features of PAGE, in that order; `scores` are what the first stage says of the lines alone."""
    lengths = [len(line) for line in lines]
    parts = (
        _neighbours(scores),
        _places(lengths),
        _lengths(lengths),
        _repeats(lines),
        _windows(lengths, scores),
        _company(lines, read, lengths, scores),
        _recurrence(lines, read, lengths, scores),
    )
    return [[*a, *b, *c, *d, *e, *f, *g] for a, b, c, d, e, f, g in zip(*parts, strict=True)]


def _neighbours(scores: Sequence[float]) -> list[list[float]]:
    around = [0.0, 0.0, 0.0, *scores, 0.0, 0.0, 0.0]
    return [
        [own, around[i + 2], around[i + 1], around[i], around[i + 4], around[i + 5], around[i + 6]]
        for i, own in enumerate(scores)
    ]


def _places(lengths: list[int]) -> list[list[float]]:
    """From the edges of the page, and from the nearest paragraphs of prose."""
    total = len(lengths)
    prose = [i for i, length in enumerate(lengths) if length >= PROSE]
    first, last = (prose[0], prose[-1]) if prose else (total, -1)
    since, until = [0] * total, [0] * total
    at = -1
    for i in range(total):
        since[i] = min(i - at, FAR)
        at = i if lengths[i] >= PROSE else at
    at = total
    for i in range(total - 1, -1, -1):
        until[i] = min(at - i, FAR)
        at = i if lengths[i] >= PROSE else at
    return [
        [min(i, 20), min(total - 1 - i, 20), max(first - i, -1), max(i - last, -1), since[i], until[i]]
        for i in range(total)
    ]


def _lengths(lengths: list[int]) -> list[list[float]]:
    logs = [-1.0, -1.0, *(log1p(length) for length in lengths), -1.0, -1.0]
    return [[logs[i + 1], logs[i + 3], logs[i], logs[i + 4]] for i in range(len(lengths))]


def _repeats(lines: Sequence[str]) -> list[list[float]]:
    """How much of a line's words stands elsewhere: nowhere, on the page, in its neighbours, in the first line."""
    contents = [frozenset(_CONTENT.findall(line[:200].lower())) - _COMMON for line in lines]
    often = Counter(chain.from_iterable(contents))
    plain = [line.lower().strip(" .:…") for line in lines]
    copies = Counter(plain)
    seen: set[str] = set()
    rows = []
    empty: frozenset[str] = frozenset()
    for i, own in enumerate(contents):
        size = max(len(own), 1)
        before = contents[i - 1] if i else empty
        after = contents[i + 1] if i + 1 < len(contents) else empty
        counts = list(map(often.__getitem__, own))
        rows.append([
            counts.count(1) / size, sum(min(c - 1, 5) for c in counts) / size,
            len(own & before) / size, len(own & after) / size, len(own & contents[0]) / size,
            *_covered(contents, i), copies[plain[i]], plain[i] in seen,
        ])  # fmt: skip
        seen.add(plain[i])
    return rows


def _covered(contents: list[frozenset[str]], index: int) -> tuple[float, float]:
    """The largest share of a line's words that one line near it holds, and how far away that line is."""
    own = contents[index]
    if len(own) < 2:
        return 0.0, 0.0
    start = max(0, index - NEAR)
    common = [len(own & other) for other in contents[start : index + NEAR + 1]]
    common[index - start] = 0
    best = max(common)
    return best / len(own), common.index(best) + start - index if best else 0


def _windows(lengths: list[int], scores: Sequence[float]) -> list[list[float]]:
    total = len(scores)
    sums = [0.0, *accumulate(scores)]
    middle, mean = median(lengths) if lengths else 0, sums[-1] / max(total, 1)
    before, after = _runs(lengths), _runs(lengths[::-1])[::-1]
    rows = []
    for i in range(total):
        a, b = max(0, i - WIDE), min(total, i + WIDE + 1)
        c, d = max(0, i - 5), min(total, i + 6)
        rows.append([
            (sums[d] - sums[c] - scores[i]) / max(d - c - 1, 1),
            max(scores[a:i], default=-9.0), (sums[i] - sums[a]) / max(i - a, 1),
            max(scores[i + 1 : b], default=-9.0), (sums[b] - sums[i + 1]) / max(b - i - 1, 1),
            before[i], after[i], log1p(middle), log1p(total), lengths[i] / max(middle, 1), mean,
        ])  # fmt: skip
    return rows


def _runs(lengths: list[int]) -> list[int]:
    """The number of short lines, up to 20, that stand directly before each line."""
    runs, run = [], 0
    for length in lengths:
        runs.append(min(run, 20))
        run = run + 1 if length < SHORT else 0
    return runs


def _company(
    lines: Sequence[str], read: Sequence[Line], lengths: list[int], scores: Sequence[float]
) -> list[list[float]]:
    total = len(lines)
    short = [0, *accumulate(length < SHORT for length in lengths)]
    ended = [0, *accumulate(line.ended for line in read)]
    rows = []
    for i, own in enumerate(read):
        a, b = max(0, i - NEAR), min(total, i + NEAR + 1)
        near = scores[max(0, i - 2) : i] + scores[i + 1 : i + 3] if isinstance(scores, list) else ()
        room = max(b - a - 1, 1)
        alike = sum(abs(lengths[j] - lengths[i]) < 15 and read[j].shape[:1] == own.shape[:1] for j in range(a, b)) - 1
        rows.append([
            max(near, default=0.0), min(near, default=0.0),
            (short[b] - short[a] - (lengths[i] < SHORT)) / room, (ended[b] - ended[a] - own.ended) / room, alike / room,
            read[i - 1].ended if i else 2, read[i + 1].ended if i + 1 < total else 2,
            sum(length >= PROSE for length in lengths[max(0, i - 3) : i]),
            sum(length >= PROSE for length in lengths[i + 1 : i + 4]),
            i > 0 and read[i - 1].first == own.first, i + 1 < total and lines[i + 1][:1].islower(),
        ])  # fmt: skip
    return rows


def _recurrence(
    lines: Sequence[str], read: Sequence[Line], lengths: list[int], scores: Sequence[float]
) -> list[list[float]]:
    """How often, how widely and with what scores lines of the same first word, shape or end stand on the page."""
    total = max(len(lines), 1)
    keys = (
        [f"{line.first}{length < SHORT}" for line, length in zip(read, lengths, strict=True)],
        [line.shape for line in read],
        [line[-12:].lower() for line in lines],
    )
    prose = [i for i, length in enumerate(lengths) if length >= PROSE]
    inside = lengths[prose[0] : prose[-1] + 1] if prose else lengths
    share = sum(length < SHORT for length in inside) / max(len(inside), 1)
    columns = [_recurring(key, scores, total) for key in keys]
    return [[*a, *b, *c, share] for a, b, c in zip(*columns, strict=True)]


def _recurring(keys: list[str], scores: Sequence[float], total: int) -> list[tuple[float, float, float]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        places[key].append(i)
    facts = {
        key: (float(min(len(found), 30)), (found[-1] - found[0]) / total, sum(scores[i] for i in found) / len(found))
        for key, found in places.items()
    }
    return [facts[key] for key in keys]
