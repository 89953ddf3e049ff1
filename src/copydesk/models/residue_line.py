"""One line of a page as numbers: its form, and the hashed words that the residue scorer weighs.

The same reading is used when the model is trained, so a change here asks for new weights.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from math import log1p
from typing import NamedTuple
from zlib import crc32

SLOTS = 1 << 16
LONG, HEAD, TAIL = 160, 95, 55
REMEMBERED = 1 << 13

_TOKEN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][A-Za-z]+)?|\d+|[^\w\s]")
_SENTENCE = re.compile(r"[.!?][\"'”’)]*(?:\s|$)")
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{,6}\.? (?:\d|of )"
    r"|\d (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d[:.]\d\d|\d ?[ap]\.?m\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ADDRESSES = ("http", "www.", ".com", ".org", ".net", ".gov", ".co", ".ly/", "@", "#")
_GLUED = re.compile(r"[a-z.][A-Z]|\d[A-Z][a-z]|[a-z]\d")
# The same seen from its second character: it begins with the rarer set, and so finds out quickly that there is none.
_ANY_GLUED = re.compile(r"[A-Z\d](?:(?<=[a-z.][A-Z])|(?<=\d[A-Z])(?=[a-z])|(?<=[a-z]\d))")
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
    """What the scorer knows of one line: its hashed features, its form (in the order of FORM), its shape, its first word."""

    slots: frozenset[int]
    form: list[float]
    shape: str
    first: str
    ended: bool


class Token(NamedTuple):
    """One token: how the scorer spells it, its shape as one character, and what it counts as (1 or 0 each)."""

    word: str
    shape: str
    letters: int
    digits: int
    alphabetic: int
    capital: int
    shouted: int
    function: int
    joining: int
    verb: int
    past: int
    going: int


def read(line: str) -> Line:
    """The numbers of one line without white space around it, which may not be empty."""
    if not line.isascii():
        line = line.encode("utf-8", "replace").decode()  # a lone surrogate cannot be encoded
    short = line if len(line) <= LONG else f"{line[:HEAD]} … {line[-TAIL:]}"
    tokens = map(_token, _TOKEN.findall(short))
    columns = list(zip(*tokens, strict=True)) or [()] * len(Token._fields)
    words: tuple[str, ...] = columns[0]
    shapes = "".join(columns[1])
    form = _form(line, short, words, [sum(column) for column in columns[2:]])
    slots = _slots(_names(line, words, shapes, form))
    return Line(slots, form, shapes[:12], words[0] if words else "", form[9] + form[10] + form[13] > 0)


@lru_cache(maxsize=REMEMBERED)
def _token(text: str) -> Token:
    first = text[0]
    if first.isdigit():
        return Token("0" * min(len(text), 5), "0", 0, len(text), 0, 0, 0, 0, 0, 0, 0, 0)
    if not first.isalpha():
        return Token(text, first, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    word = text.lower()
    shouted = len(text) > 1 and text.isupper()
    shape = ("A" if shouted else "X") if first.isupper() else "f" if word in _FUNCTION else "x"
    return Token(
        word, shape, len(text), 0, 1, first.isupper(), shouted, word in _FUNCTION, word in _JOINING, word in _VERBS,
        word.endswith("ed"), word.endswith("ing"),
    )  # fmt: skip


def _slots(names: list[str]) -> frozenset[int]:
    """The slot of each name. No name holds a line end, so that all of them are encoded at one go."""
    return frozenset({code & (SLOTS - 1) for code in map(crc32, "\n".join(names).encode().split(b"\n"))})


def _names(line: str, words: tuple[str, ...], shapes: str, form: list[float]) -> list[str]:
    """The features by name: words, pairs of words, words by place and by the length of the line, shapes, steps of the form."""
    size = len(words)
    room = "s_" if size <= 4 else "m_" if size <= 14 else "l_"
    names = [*words, *[f"{a} {b}" for a, b in pairwise(words)]]
    if room != "l_":
        names += [room + word for word in words]
        names.append("#=" + shapes)
        if size <= 6:
            names.append("=" + " ".join(words))
    names += [f"^{i}{word}" for i, word in enumerate(words[:3])]
    names += [f"${i}{word}" for i, word in enumerate(words[-2:])]
    names += ["^" + " ".join(words[:3]), "$" + " ".join(words[-3:]), "#^" + shapes[:4], "#$" + shapes[-4:], room]
    names.append(f"@{len(line) // 12 if len(line) < 120 else 10 + min(len(line), 700) // 60}")
    names += [f"@{i}:{int(form[i] * 8 + 0.5)}" for i in _STEPS]
    names += [mark + room for mark, i in _MARKS if form[i]]
    names += [f"@{i}={int(form[i]) if form[i] < 3 else 3}" for i in _COUNTS]
    return names


_STEPS = (2, 3, 5, 6, 7, 8)
_MARKS = tuple((f"@{i}", i) for i in (9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 21, 22, 23))
_COUNTS = (19, 24, 25, 26, 27, 28, 29)


def _form(line: str, short: str, words: tuple[str, ...], counts: list[int]) -> list[float]:
    letters, digits, alphabetic, capitals, shouted, function, joining, verbs, past, going = counts
    count = max(alphabetic, 1)
    first, last = line[:1], line[-1:]
    return [
        log1p(len(line)),
        log1p(line.count(" ") + 1),
        capitals / count,
        function / count,
        joining / count,
        verbs / count,
        digits / max(len(short), 1),
        shouted / count,
        1 - alphabetic / max(len(words), 1),
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
        digits > 0 and _MONTH.search(short) is not None,
        digits > 0 and _CLOCK.search(short) is not None,
        digits > 3 and _YEAR.search(short) is not None,
        any(mark in short for mark in _ADDRESSES),
        len(_GLUED.findall(short)) if _ANY_GLUED.search(short) else 0,
        short.count("|"),
        short.count(" - ") + short.count("–") + short.count("—"),
        short.count(":"),
        short.count("“") + short.count('"'),
        short.count("("),
        letters / count,
        words[:1] == ("by",),
        "said" in words or "told" in words or "says" in words,
        past / count,
        going / count,
        "!" in short,
        first in "•●▪■►-*+",
        capitals > 0.8 * count,
        alphabetic <= 1,
        capitals,
    ]
