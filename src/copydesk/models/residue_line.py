"""One line of a page as numbers: its form, and the hashed words that the residue scorer weighs.

The same reading is used when the model is trained, so a change here asks for new weights.
"""

from __future__ import annotations

import re
from itertools import pairwise
from math import log1p
from typing import NamedTuple
from zlib import crc32

SLOTS = 1 << 16
LONG, HEAD, TAIL = 220, 130, 70

_TOKEN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][A-Za-z]+)?|\d+|[^\w\s]")
_SENTENCE = re.compile(r"[.!?][\"'”’)]*(?:\s|$)")
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)(?:[a-z]{,6})\b\.? (?:\d|of )|\d (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.I)
_CLOCK = re.compile(r"\d[:.]\d\d|\d ?[ap]\.?m\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ADDRESS = re.compile(r"https?:|www\.|\w\.(?:com|org|net|co|ly|gov)\b|@\w|#\w", re.I)
_GLUED = re.compile(r"[a-z.][A-Z]|\d[A-Z][a-z]|[a-z]\d")
_FUNCTION = frozenset(
    "the a an of to in and for on with at by from as is was are were be been has have had it its that this which who "
    "he she they we you i his her their our your but or not if when while after before said says will would could can "
    "may about into over than more so there what how all also just like up out one".split()
)
_JOINING = frozenset("of to in and for on with at by from as".split())
_VERBS = frozenset(
    "is was are were be been has have had said says will would can could may should does did do get got made make makes "
    "told added".split()
)

FORM = (
    "characters words capitals function joining verbs digits shouted marks stop ask colon comma closed trails low_start "
    "digit_start quote_start mark_start sentences month clock year address glued bars dashes colons quotes brackets "
    "letters by said past going exclaims bullet titled one_word capital_count"
).split()


class Line(NamedTuple):
    """What the scorer knows of one line: its hashed features, its form (in the order of FORM), its shape, its first words."""

    slots: frozenset[int]
    form: list[float]
    shape: str
    first: str
    ended: bool


def read(line: str, known: dict[str, int]) -> Line:
    """The numbers of one line without white space around it; `known` remembers the slots of words between lines."""
    short = line if len(line) <= LONG else f"{line[:HEAD]} … {line[-TAIL:]}"
    tokens = _TOKEN.findall(short)
    words = [f"{'0' * min(len(t), 5)}" if t[0].isdigit() else t.lower() for t in tokens]
    shapes = [_shape(token, word) for token, word in zip(tokens, words, strict=True)]
    form = _form(line, short, tokens, words)
    names = _names(line, words, "".join(shapes), form)
    return Line(frozenset(_slots(names, known)), form, "".join(shapes[:12]), words[0] if words else "",
                form[9] + form[10] + form[13] > 0)  # fmt: skip


def _shape(token: str, word: str) -> str:
    first = token[0]
    if first.isdigit():
        return "0"
    if not first.isalpha():
        return first
    if first.isupper():
        return "A" if len(token) > 1 and token.isupper() else "X"
    return "f" if word in _FUNCTION else "x"


def _slots(names: list[str], known: dict[str, int]) -> list[int]:
    slots = []
    for name in names:
        slot = known.get(name)
        if slot is None:
            slot = known[name] = crc32(name.encode("utf-8", "surrogatepass")) & (SLOTS - 1)
        slots.append(slot)
    return slots


def _names(line: str, words: list[str], shapes: str, form: list[float]) -> list[str]:
    """The features by name: words, pairs of words, words by place and by the length of the line, shapes, steps of the form."""
    size = len(words)
    room = "s_" if size <= 4 else "m_" if size <= 14 else "l_"
    names = [*words, *(room + word for word in words)]
    names += [f"{a} {b}" for a, b in pairwise(words)]
    names += [f"^{i}{word}" for i, word in enumerate(words[:3])]
    names += [f"${i}{word}" for i, word in enumerate(words[-2:])]
    names += ["^" + " ".join(words[:3]), "$" + " ".join(words[-3:])]
    names += ["#^" + shapes[:4], "#$" + shapes[-4:]]
    if size <= 6:
        names.append("=" + " ".join(words))
    if size <= 12:
        names.append("#=" + shapes)
    names.append(f"@{min(len(line), 399) // 12 if len(line) < 120 else 10 + min(len(line), 700) // 60}")
    names += [f"@{i}:{round(form[i] * 8)}" for i in (2, 3, 5, 6, 7, 8)]
    names += [f"@{i}:{form[i]:.0f}{room}" for i in (9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23)]
    names += [f"@{i}:{min(form[i], 3):.0f}" for i in (24, 25, 26, 27, 28, 29)]
    return names


def _form(line: str, short: str, tokens: list[str], words: list[str]) -> list[float]:
    alphabetic = [t for t in tokens if t[0].isalpha()]
    count = max(len(alphabetic), 1)
    capitals = sum(t[0].isupper() for t in alphabetic)
    first, last = line[:1], line[-1:]
    return [
        log1p(len(line)),
        log1p(line.count(" ") + 1),
        capitals / count,
        sum(w in _FUNCTION for w in words) / count,
        sum(w in _JOINING for w in words) / count,
        sum(w in _VERBS for w in words) / count,
        sum(c.isdigit() for c in short) / max(len(short), 1),
        sum(t.isupper() and len(t) > 1 for t in alphabetic) / count,
        1 - len(alphabetic) / max(len(tokens), 1),
        last == ".",
        last in "?!",
        last == ":",
        last == ",",
        last in ")]”\"'’",
        line.endswith(("...", "…")),
        first.islower(),
        first.isdigit(),
        first in "“\"'‘",
        not first.isalnum() and first not in "“\"'‘",
        len(_SENTENCE.findall(short)),
        _MONTH.search(short) is not None,
        _CLOCK.search(short) is not None,
        _YEAR.search(short) is not None,
        _ADDRESS.search(short) is not None,
        len(_GLUED.findall(short)),
        short.count("|"),
        short.count(" - ") + short.count("–") + short.count("—"),
        short.count(":"),
        short.count("“") + short.count('"'),
        short.count("("),
        sum(map(len, alphabetic)) / count,
        words[:1] == ["by"],
        "said" in words or "told" in words or "says" in words,
        sum(w.endswith("ed") for w in words) / count,
        sum(w.endswith("ing") for w in words) / count,
        "!" in short,
        first in "•●▪■►-*+",
        capitals > 0.8 * count,
        len(alphabetic) <= 1,
        capitals,
    ]
