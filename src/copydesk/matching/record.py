"""The plan as data: plain lists and strings, ready for JSON and used as they are."""

from __future__ import annotations

import sys
from array import array
from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any, NamedTuple

VERSION = 7
IGNORECASE = 16  # in `edges`, beside the two edges of two bits each
HARD = 32  # in `edges`: the entry is of a hard alternative
WAYS = 1_024  # ranks of one alternative


class Hard(NamedTuple):
    """An alternative that only a regular expression can confirm, and all the patterns that have it.

    `uses` are pairs of a pattern and the rank of the alternative in it (see `Record.ranks`).
    `source` is its expression. If `starts` is not empty, it is another that finds the only places that need be tried:
    with a plus at its end, runs of characters, of which only the first need be tried (if that fails, the others do).
    `mode`: "spot" (positions are starts to try), "span" (each is the last of `spread` + 1 starts to try; a match and what
    it looks at are at most `slack` characters), "line" (positions lie in matches, which hold at most `newlines` newlines
    and look at most `slack` characters beyond), "text" (search all of it), "joined" (all alternatives of a pattern that
    may be empty; `marks` holds the group after each).
    `engine`: "re", "patient" (re, with a look at the clock at each place), "regex" (with its own time limit).
    """

    uses: list[list[int]]
    source: str
    starts: str
    flags: int
    engine: str
    mode: str
    newlines: int
    slack: int
    spread: int
    marks: list[int]


class Record(NamedTuple):
    """Keys to find, and for each entry under a key: what to compare, and where.

    `pairs` are two words with one character between them that is no letter or digit, written as a space.

    Parallel lists by entry: `texts` (folded if case is ignored), `offsets` of the key in the match, `owners` (pattern),
    `ranks` (alternative * WAYS + way to read it), `edges` (what must stand before and after: 0 anything, 1 no word
    character, 2 a word character). Of a hard alternative (HARD in `edges`): the folded text that the key stands in, the
    offset of the key from what `Hard.mode` calls a position, index in `hards`, and offset of the key in that text.
    `always` are hard ones that no key announces.
    """

    words: Mapping[str, Sequence[int]]
    pairs: Mapping[str, Sequence[int]]
    strings: Mapping[str, Sequence[int]]
    shapes: Mapping[str, Sequence[int]]
    texts: list[str]
    offsets: Sequence[int]
    owners: Sequence[int]
    ranks: Sequence[int]
    edges: Sequence[int]
    hards: list[list[Any]]
    always: list[int]


class Draft(NamedTuple):
    """A record in the making: the same fields, to be added to."""

    words: dict[str, list[int]]
    pairs: dict[str, list[int]]
    strings: dict[str, list[int]]
    shapes: dict[str, list[int]]
    texts: list[str]
    offsets: list[int]
    owners: list[int]
    ranks: list[int]
    edges: list[int]
    hards: list[list[Any]]
    always: list[int]

    @classmethod
    def empty(cls) -> Draft:
        return cls({}, {}, {}, {}, [], [], [], [], [], [], [])


_SEPARATOR = "\x7f"


def dump(record: Record) -> Any:
    """The record as JSON-compatible data that is read fast: entries in the order of their keys, columns as bytes.

    A text with a separator in it makes a list of its column.
    """
    tables = record[:4]
    order = [entry for table in tables for entries in table.values() for entry in entries]
    texts = [record.texts[entry] for entry in order]
    columns = [_packed(column[entry] for entry in order) for column in record[5:9]]
    keys = [[_joined(table), _packed(map(len, table.values()))] for table in tables]
    return [VERSION, keys, _joined(texts), *columns, record.hards, record.always]


def load(data: Any) -> Record:
    """A record from what `dump` made. Raises ValueError for data of another shape or version."""
    if not isinstance(data, list) or len(data) != 9 or data[0] != VERSION:
        raise ValueError("not a plan of this version")
    _, keys, texts, *columns, hards, always = data
    try:
        tables = [(_parted(names), _unpacked(counts)) for names, counts in keys]
        words, pairs, strings, shapes = _tables(tables)
        offsets, owners, ranks, edges = map(_unpacked, columns)
        record = Record(words, pairs, strings, shapes, _parted(texts), offsets, owners, ranks, edges, hards, always)
    except (TypeError, AttributeError, IndexError, Error) as error:
        raise ValueError("not a plan") from error
    if len({sum(chain.from_iterable(counts for _, counts in tables)), *map(len, record[4:9])}) != 1:
        raise ValueError("a plan with columns of different lengths")
    return record


class Spread(Mapping[str, Sequence[int]]):
    """The keys of one kind, whose entries lie side by side in the columns: those of the n-th key from starts[n] on."""

    def __init__(self, names: Sequence[str], starts: Sequence[int]) -> None:
        self._numbers = dict(zip(names, range(len(names)), strict=True))
        self._starts = starts

    def __getitem__(self, key: str) -> range:
        number = self._numbers[key]
        return range(self._starts[number], self._starts[number + 1])

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def keys(self) -> KeysView[str]:
        return self._numbers.keys()


def _tables(tables: Iterable[tuple[list[str], Sequence[int]]]) -> Iterator[Spread]:
    first = 0
    for names, counts in tables:
        starts = list(accumulate(counts, initial=first))
        first = starts[-1]
        yield Spread(names, starts)


def _joined(texts: Iterable[str]) -> str | list[str]:
    listed = list(texts)
    joined = _SEPARATOR.join(listed)
    return joined if listed and joined.count(_SEPARATOR) == len(listed) - 1 else listed


def _parted(texts: str | list[str]) -> list[str]:
    return texts.split(_SEPARATOR) if isinstance(texts, str) else texts


def _packed(numbers: Iterable[int]) -> str:
    """Whole numbers, none below 0, as a letter for their size and little-endian bytes in base 64."""
    listed = list(numbers)
    most = max(listed, default=0)
    code = "B" if most < 1 << 8 else "H" if most < 1 << 16 else "I"
    column = array(code, listed)
    if sys.byteorder == "big":
        column.byteswap()
    return code + b2a_base64(column.tobytes(), newline=False).decode("ascii")


def _unpacked(text: str) -> Sequence[int]:
    column = array(text[0])
    column.frombytes(a2b_base64(text[1:]))
    if sys.byteorder == "big":
        column.byteswap()
    return column
