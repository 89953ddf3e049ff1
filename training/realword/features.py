"""The features of a place in a text: numbers that say what stands round a gap of one or two words.

The run time has its own copy in plain Python (`copydesk.models.confusion`); a test holds the two together.
A feature is `(template * A + sum of word or class * multiplier of its position) mod PRIME`.
"""

from __future__ import annotations

import numba
import numpy as np

from copydesk.models.confusion import BAG, FREQUENT, MULTIPLIERS, PRIME, TEMPLATE

M1, M2, M3, M4, M5, M6 = MULTIPLIERS
MOST = 36 + 4 * BAG  # room for the features of one place


@numba.njit(cache=True, inline="always")
def _bag(ids, start, step, fine, out, n):
    at, seen = start, 0
    while ids[at] != 0 and seen < BAG:
        word = np.int64(ids[at])
        if word >= FREQUENT:
            out[n] = (40 * TEMPLATE + word * M1) % PRIME
            out[n + 1] = (41 * TEMPLATE + np.int64(fine[word]) * M1) % PRIME
            n += 2
        seen += 1
        at += step
    return n


@numba.njit(cache=True)
def features(ids, at, width, coarse, fine, out):
    """Fill `out` with the features of the gap of `width` words at `at`; returns how many there are."""
    l1 = np.int64(ids[at - 1])
    l2 = np.int64(ids[at - 2]) if l1 else 0
    l3 = np.int64(ids[at - 3]) if l2 else 0
    end = at + width
    r1 = np.int64(ids[end])
    r2 = np.int64(ids[end + 1]) if r1 else 0
    r3 = np.int64(ids[end + 2]) if r2 else 0
    fl1, fl2, fr1, fr2 = np.int64(fine[l1]), np.int64(fine[l2]), np.int64(fine[r1]), np.int64(fine[r2])
    cl1, cl2, cl3 = np.int64(coarse[l1]), np.int64(coarse[l2]), np.int64(coarse[l3])
    cr1, cr2, cr3 = np.int64(coarse[r1]), np.int64(coarse[r2]), np.int64(coarse[r3])
    out[0] = 0
    out[1] = (1 * TEMPLATE + l1 * M1) % PRIME
    out[2] = (2 * TEMPLATE + r1 * M4) % PRIME
    out[3] = (3 * TEMPLATE + l1 * M1 + r1 * M4) % PRIME
    out[4] = (4 * TEMPLATE + fl1 * M1) % PRIME
    out[5] = (5 * TEMPLATE + fr1 * M4) % PRIME
    out[6] = (6 * TEMPLATE + cl1 * M1 + cr1 * M4) % PRIME
    # the gate ends here: what is above decides whether the rest is looked at, first what belongs to one neighbour alone
    out[7] = (7 * TEMPLATE + l2 * M2) % PRIME
    out[8] = (8 * TEMPLATE + r2 * M5) % PRIME
    out[9] = (9 * TEMPLATE + l3 * M3) % PRIME
    out[10] = (10 * TEMPLATE + r3 * M6) % PRIME
    out[11] = (11 * TEMPLATE + l2 * M2 + l1 * M1) % PRIME
    out[12] = (12 * TEMPLATE + r1 * M4 + r2 * M5) % PRIME
    out[13] = (13 * TEMPLATE + l3 * M3 + l2 * M2 + l1 * M1) % PRIME
    out[14] = (14 * TEMPLATE + l2 * M2 + l1 * M1 + r1 * M4) % PRIME
    out[15] = (15 * TEMPLATE + l1 * M1 + r1 * M4 + r2 * M5) % PRIME
    out[16] = (16 * TEMPLATE + r1 * M4 + r2 * M5 + r3 * M6) % PRIME
    out[17] = (17 * TEMPLATE + fl2 * M2 + fl1 * M1) % PRIME
    out[18] = (18 * TEMPLATE + fl1 * M1 + fr1 * M4) % PRIME
    out[19] = (19 * TEMPLATE + fr1 * M4 + fr2 * M5) % PRIME
    out[20] = (20 * TEMPLATE + cl2 * M2 + cl1 * M1) % PRIME
    out[21] = (21 * TEMPLATE + cr1 * M4 + cr2 * M5) % PRIME
    out[22] = (22 * TEMPLATE + cl2 * M2 + cl1 * M1 + cr1 * M4) % PRIME
    out[23] = (23 * TEMPLATE + cl1 * M1 + cr1 * M4 + cr2 * M5) % PRIME
    out[24] = (24 * TEMPLATE + cl3 * M3 + cl2 * M2 + cl1 * M1) % PRIME
    out[25] = (25 * TEMPLATE + cr1 * M4 + cr2 * M5 + cr3 * M6) % PRIME
    out[26] = (26 * TEMPLATE + cl2 * M2 + cl1 * M1 + cr1 * M4 + cr2 * M5) % PRIME
    out[27] = (27 * TEMPLATE + l1 * M1 + fr1 * M4) % PRIME
    out[28] = (28 * TEMPLATE + fl1 * M1 + r1 * M4) % PRIME
    out[29] = (29 * TEMPLATE + fl2 * M2 + l1 * M1) % PRIME
    out[30] = (30 * TEMPLATE + r1 * M4 + fr2 * M5) % PRIME
    out[31] = (31 * TEMPLATE + l2 * M2 + r1 * M4) % PRIME
    out[32] = (32 * TEMPLATE + l1 * M1 + r2 * M5) % PRIME
    out[33] = (33 * TEMPLATE + fl2 * M2) % PRIME
    out[34] = (34 * TEMPLATE + fr2 * M5) % PRIME
    n = _bag(ids, at - 1, -1, fine, out, 35)
    return _bag(ids, end, 1, fine, out, n)


GATE, JOINT = 7, (3, 6)  # how many features the gate looks at; those of them that belong to both neighbours
