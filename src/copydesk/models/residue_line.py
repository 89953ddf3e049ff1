"""One line of a page as numbers: its words, its form, and the slots that the residue scorer weighs.

The same reading is used when the model is trained, so a change here asks for new weights.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import xor
from typing import Any, NamedTuple
from zlib import crc32

SLOTS = 1 << 17
LONG, HEAD, TAIL = 160, 95, 55
PLAIN = 140
"""A line of so many characters is prose, and not read further, if it ends as a sentence does and neither its beginning
nor its end holds a word of a page."""
REMEMBERED = 1 << 14

_MASK = SLOTS - 1
_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
_WORDS = bytes(byte if chr(byte).isalnum() and byte < 128 else 32 for byte in range(256)).lower()
_CUES = frozenset(
    b"advertisement affiliate afp alamy ap author bloomberg caption commission contributed contributor cookie cookies "
    b"copyright correspondent courtesy credit doi editor espn expressed exclusive facebook freelance getty handout "
    b"image images inbox instagram istock newsletter newsletters originally pa permission photo photograph photographed "
    b"photographer photos pic pictured podcast poses posing privacy reporter reproduced reserved reuters right rights "
    b"screenshot shutterstock sponsored subscribe subscribed subscriber subscribers subscription tweet twitter updated "
    b"wikimedia writer writes xinhua youtube".split()
)
"""Words that tell a long line of residue from prose often enough that a line which begins or ends with them is read on."""
_CUE_MARKS = re.compile("[@©|•]")
_FIRST, _LAST, _MARKED = 14, 9, 80
_STOPS, _ENDED, _QUOTES = ".!?", ".!?,…", "”\"’'"

_TOKEN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][A-Za-z]+)?|\d+|[^\w\s]")
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{,6}\.? (?:\d|of )"
    r"|\d (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d[:.]\d\d|\d ?[ap]\.?m\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ADDRESS = re.compile(r"http|www\.|\.(?:com|org|net|gov|co)|[@#]")
_GLUED = re.compile(r"[a-z.][A-Z]|\d[A-Z][a-z]|[a-z]\d")
# The same seen from its second character: it begins with the rarer set, and so finds out quickly that there is none.
_ANY_GLUED = re.compile(r"[A-Z\d](?:(?<=[a-z.][A-Z])|(?<=\d[A-Z])(?=[a-z])|(?<=[a-z]\d))")
_FUNCTION = frozenset(
    "the a an of to in and for on with at by from as is was are were be been has have had it its that this which who "
    "he she they we you i his her their our your but or not if when while after before said says will would can could "
    "may about into over than more so there what how all also just like up out one".split()
)
_JOINING = frozenset("of to in and for on with at by from as".split())
_VERBS = frozenset(
    "is was are were be been has have had said says will would can could may should does did do get got made make makes "
    "told added".split()
)

FORM = (
    "characters words capitals function joining verbs digits stop sentences month glued dashes colons past bullet titled "
    "capital_count"
).split()


class Line(NamedTuple):
    """What the scorer knows of one line.

    slots   the slots of its hashed features; none for prose that was not read further
    form    its form, in the order of FORM; empty for such prose
    shape   its first tokens, one character each; empty for such prose
    first   its first token, numbers as zeros
    words   its words in small letters, split at all else, apostrophes too
    ended   whether it ends as a sentence does
    """

    slots: set[int] | frozenset[int]
    form: tuple[float, ...]
    shape: str
    first: str | bytes
    words: list[bytes]
    ended: bool


class Token(NamedTuple):
    """One token: how the scorer spells it, its shape as one character, what it counts as, and slots by its use.

    `counts` holds nine numbers of ten bits: digits, and 1 or 0 for alphabetic, capital, shouted, function, joining, verb,
    past, mark. `slot` is that of the word, `left` is combined with the slot of the word to its right, `small` and `middle`
    stand for the word in a line of few or some words.
    """

    word: str
    shape: str
    counts: int
    slot: int
    left: int
    small: int
    middle: int


def read(line: str) -> Line:
    """The numbers of one line without white space around it, which may not be empty."""
    coded = line.encode("utf-8", "replace")  # a lone surrogate cannot be encoded
    words = coded.translate(_WORDS).split()
    if is_plain(line, words):
        return Line(_NOTHING, (), "", words[0], words, ended=True)
    if not line.isascii():
        line = coded.decode()
    short = line if len(line) <= LONG else f"{line[:HEAD]} … {line[-TAIL:]}"
    columns = tuple(zip(*map(_token, _TOKEN.findall(short)), strict=True)) or _EMPTY
    tokens, shapes = columns[0], "".join(columns[1])
    form, facts = _form(line, short, tokens, sum(columns[2]))
    slots = _slots(columns, shapes, len(line))
    slots.update(facts)
    return Line(slots, form, shapes[:12], tokens[0] if tokens else "", words, line[-1] in _CLOSERS)


def is_plain(line: str, words: list[bytes]) -> bool:
    """True for a long line that ends as a sentence does, neither begins nor ends with a word of a page, and ends without a
    mark of one."""
    return (
        len(line) >= PLAIN
        and (line[-1] in _STOPS or (line[-1] in _QUOTES and line[-2] in _ENDED))
        and _CUES.isdisjoint(words[:_FIRST])
        and _CUES.isdisjoint(words[-_LAST:])
        and not _CUE_MARKS.search(line, len(line) - _MARKED)
    )


_NOTHING: frozenset[int] = frozenset()
_EMPTY: tuple[tuple[Any, ...], ...] = ((),) * len(Token._fields)


@lru_cache(maxsize=REMEMBERED)
def _token(text: str) -> Token:
    first = text[0]
    if first.isdigit():
        return _coded("0" * min(len(text), 5), "0", len(text))
    if not first.isalpha():
        return _coded(text, first, 1 << 80)
    word = text.lower()
    shouted = len(text) > 1 and text.isupper()
    capital = first.isupper()
    function = word in _FUNCTION
    counts = (
        1 << 10 | capital << 20 | shouted << 30 | function << 40 | (word in _JOINING) << 50 | (word in _VERBS) << 60
        | word.endswith("ed") << 70
    )  # fmt: skip
    return _coded(word, ("A" if shouted else "X") if capital else "f" if function else "x", counts)


def _coded(word: str, shape: str, counts: int) -> Token:
    code = crc32(word.encode())
    slot = code & _MASK
    return Token(word, shape, counts, slot, code * 0x9E3779B1 >> 13 & _MASK, slot ^ _SALT[0], slot ^ _SALT[1])


_SALT = tuple(crc32(b"%d" % number) & _MASK for number in range(100, 200))


def _slots(columns: tuple[tuple[Any, ...], ...], shapes: str, length: int) -> set[int]:
    """The slots of words, pairs of words, words by place and by the length of the line, and of shapes."""
    words, _, _, own, left, small, middle = columns
    size = len(own)
    room = 0 if size <= 4 else 1 if size <= 14 else 2
    slots = set(own)
    slots.update(map(xor, left, own[1:]))
    if room < 2:
        slots.update(middle if room else small)
        slots.add(crc32(shapes.encode(), 1) & _MASK)
        if size <= 6:
            slots.add(crc32("".join(words).encode(), 2) & _MASK)
    if size:
        slots.add(own[0] ^ _SALT[2])
        slots.add(own[-1] ^ _SALT[3])
    if size > 1:
        slots.add(own[1] ^ _SALT[4])
        slots.add(own[-2] ^ _SALT[5])
    if size > 2:
        slots.add(own[2] ^ _SALT[6])
        slots.add(left[0] ^ left[1] ^ own[2] ^ _SALT[7])
        slots.add(left[-3] ^ left[-2] ^ own[-1] ^ _SALT[8])
    slots.add(crc32(shapes[:4].encode(), 3) & _MASK)
    slots.add(crc32(shapes[-4:].encode(), 4) & _MASK)
    slots.add(_SALT[9 + room])
    slots.add(_SALT[12 + (length // 12 if length < 120 else 10 + min(length, 700) // 60)])
    return slots


def _form(line: str, short: str, tokens: tuple[str, ...], total: int) -> tuple[tuple[float, ...], list[int]]:
    """The form of a line, and the slots of what is odd about it."""
    digits, alphabetic, capitals = total & 1023, total >> 10 & 1023, total >> 20 & 1023
    size, count = max(len(tokens), 1), max(alphabetic, 1)
    last = line[-1]
    dotted = "." in short
    shares = (
        capitals / count, (total >> 40 & 1023) / count, (total >> 60 & 1023) / count, digits / len(short),
        (total >> 30 & 1023) / count, (total >> 80 & 1023) / size,
    )  # fmt: skip
    sentences = (last in ".!?") + (short.count(". ") if dotted else 0) + short.count("? ") + short.count("! ")
    glued = len(_GLUED.findall(short)) if _ANY_GLUED.search(short) else 0
    dashes, colons = short.count(" - ") + short.count("–") + short.count("—"), short.count(":")
    month = digits > 0 and _MONTH.search(short) is not None
    slots = [salts[int(share * 8 + 0.5)] for salts, share in zip(_STEPS, shares)]  # noqa: B905  # six each
    slots += [
        _COUNTED[0][min(sentences, 3)], _COUNTED[1][min(glued, 3)], _COUNTED[2][min(short.count("|"), 3)],
        _COUNTED[3][min(dashes, 3)], _COUNTED[4][min(colons, 3)],
        _COUNTED[5][min(short.count("“") + short.count('"'), 3)], _COUNTED[6][min(short.count("("), 3)],
    ]  # fmt: skip
    room = 0 if size <= 4 else 1 if size <= 14 else 2
    if month:
        slots.append(_MARKS[0][room])
    if digits and _CLOCK.search(short):
        slots.append(_MARKS[1][room])
    if digits > 3 and _YEAR.search(short):
        slots.append(_MARKS[2][room])
    if (dotted or "@" in short or "#" in short or "http" in short) and _ADDRESS.search(short):
        slots.append(_MARKS[3][room])
    form = (
        len(line), line.count(" ") + 1, shares[0], shares[1], (total >> 50 & 1023) / count, shares[2], shares[3],
        last == ".", sentences, month, glued, dashes, colons, (total >> 70 & 1023) / count,
        line[0] in "•●▪■►-*+", capitals > 0.8 * count, capitals,
    )  # fmt: skip
    return form, slots


_CLOSERS = ".?!)]”\"'’"


def _table(kinds: int, steps: int, salt: int) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(crc32(b"%d %d" % (kind, step), salt) & _MASK for step in range(steps)) for kind in range(kinds))


_STEPS, _COUNTED, _MARKS = _table(6, 10, 5), _table(7, 4, 6), _table(4, 3, 7)
