"""The plan as data: plain lists and strings, ready for JSON and used as they are."""

from __future__ import annotations

from typing import Any, NamedTuple

VERSION = 3
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


def empty() -> Record:
    return Record({}, {}, {}, {}, [], [], [], [], [], [], [])


def load(data: Any) -> Record:
    """A record from `Plan.to_data`. Raises ValueError for data of another shape or version."""
    if not isinstance(data, list) or len(data) != 1 + len(Record._fields) or data[0] != VERSION:
        raise ValueError("not a plan of this version")
    record = Record(*data[1:])
    kinds = (dict, dict, dict, dict, list, list, list, list, list, list, list)
    if not all(isinstance(part, kind) for part, kind in zip(record, kinds, strict=True)):
        raise ValueError("not a plan")
    if len({len(part) for part in record[4:9]}) != 1:
        raise ValueError("a plan with columns of different lengths")
    return record
