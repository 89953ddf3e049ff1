"""Where a match can begin at all, told by its first characters: a cheap expression to run before a dear one."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.matching.automaton import BOUNDARY, START, Automaton, TooBigError
from copydesk.matching.charset import ALIENS
from copydesk.matching.dialect import Node

_LENGTH = 3
# How often characters occur in English prose, roughly, out of one.
_OFTEN = {" ": 0.165, **dict.fromkeys("eatoinsr", 0.06), **dict.fromkeys("hlducmfpgywb", 0.02)}
_AFTER_BOUNDARY = 0.35


def opening(node: Node, most: float) -> str:
    """An expression without width for the places where the pattern can begin, or nothing if more than `most` of all."""
    try:
        automaton = Automaton.of(node)
    except TooBigError:
        return ""
    first = [(after, condition) for after, condition in automaton.edges[START] if after != START]
    bound = all(condition & BOUNDARY for _, condition in first)
    places = {after for after, _ in first}
    masks: list[int] = []
    while places and len(masks) < _LENGTH:
        mask = 0
        for place in places:
            mask |= automaton.masks[place]
        masks.append(mask)
        if places & automaton.last:
            break
        places = {after for place in places for after, _ in automaton.edges[place]}
    share = _AFTER_BOUNDARY if bound else 1.0
    for mask in masks:
        share *= _share(mask)
    if not masks or share > most:
        return ""
    return (r"\b" if bound else "") + f"(?={''.join(map(_written, masks))})"


def _members(mask: int) -> list[str]:
    return [chr(code) for code in range(128) if mask >> code & 1]


def _share(mask: int) -> float:
    """About how many characters of prose are in a set, out of one."""
    return min(1.0, sum(_OFTEN.get(char, 0.002) for char in _members(mask)) + (0.01 if mask & ALIENS else 0))


def _written(mask: int) -> str:
    """A bracket expression for a set; of the characters that ASCII has not, it holds all or none.

    With them it names what is missing, in its own case: `re` takes milliseconds to compile a set that reaches to U+10FFFF.
    """
    inverted = bool(mask & ALIENS)
    codes = [code for code in range(128) if bool(mask >> code & 1) != inverted]
    return f"(?-i:[{'^' if inverted else ''}{''.join(_ranges(codes))}])" if codes else r"(?s:.)"


def _ranges(codes: list[int]) -> Iterator[str]:
    """Sorted codes as the inside of a bracket expression."""
    start = previous = codes[0]
    for code in [*codes[1:], -1]:
        if code != previous + 1:
            yield f"\\x{start:02x}" + (f"-\\x{previous:02x}" if previous > start else "")
            start = code
        previous = code
