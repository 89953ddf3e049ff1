"""What a pattern cares about: white space, line ends, the edges of a text. Asked when styles are loaded, and then cached."""

from __future__ import annotations

import re
from functools import lru_cache

from copydesk.matching import Pattern
from copydesk.matching.charset import ALIENS, ASCII, OTHER
from copydesk.matching.dialect import At, Chars, Choice, Echo, Look, Loop, Node, Series, parse

# Between texts for patterns that look around: no letter, no white space, and in no set that lists what it holds.
EDGE = "\ue000"
_FOREIGN = r"\x80-\U0010ffff"
_PLACES = re.compile(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|(\^)|(\$)")


def needed_sign(pattern: Pattern) -> str:
    """A character that every match holds, if one is easily found; nothing says that there may be none."""
    return needed(tree(pattern.alternatives[0], pattern)) if len(pattern.alternatives) == 1 else ""


def needed(node: Node | None) -> str:
    """A character that every match holds, if one is easily found."""
    items = node.items if isinstance(node, Series) else (node,)
    for item in items:
        if isinstance(item, Loop) and item.low > 0 and (inner := needed(item.item)):
            return inner
        if isinstance(item, Chars) and len(item.options) == 1 and not item.ignorecase and len(item.options[0]) == 1:
            return item.options[0]
    return ""


def gate(pattern: Pattern) -> str:
    """An expression that is quick to search for, and is in every text in which the pattern has a match; "" for none.

    What a pattern begins with is its dear part: of a loop there the last turn is enough, a look-around is left out.
    """
    node = tree(pattern.alternatives[0], pattern) if len(pattern.alternatives) == 1 else None
    first = node.items[0] if isinstance(node, Series) and node.items else node
    try:
        return _loosened(node, leading=True) if isinstance(first, Loop | Look) and node else ""
    except ValueError:
        return ""


def _loosened(node: Node, *, leading: bool) -> str:
    match node:
        case Chars(mask):
            listed = "".join(f"\\x{code:02x}" for code in range(128) if mask & ASCII & 1 << code)
            return f"[{listed}{_FOREIGN if mask & ALIENS else ''}]"
        case Series(items):
            parts = []
            for item in items:
                parts.append(_loosened(item, leading=leading))
                leading = leading and not parts[-1]
            return "".join(parts)
        case Choice(options):
            return f"(?:{'|'.join(_loosened(option, leading=leading) for option in options)})"
        case Loop(low, high, _, item):
            if leading:
                return _loosened(item, leading=True) if low else ""
            return f"(?:{_loosened(item, leading=False)}){{{low},{'' if high is None else high}}}"
        case At() | Look():
            return ""
    raise ValueError("a back-reference")


def with_edges(pattern: Pattern) -> Pattern:
    """A pattern for texts with EDGE between them: there lines begin and end, too."""

    def place(match: re.Match[str]) -> str:
        return match[1] or (rf"(?:^|(?<={EDGE}))" if match[2] else rf"(?:$|(?={EDGE}))")

    return pattern._replace(alternatives=tuple(_PLACES.sub(place, source) for source in pattern.alternatives))


def knows_edges(pattern: Pattern) -> bool:
    """True if nothing that the pattern looks around for can be EDGE itself, nor an edge of the text alone."""
    return not any(
        re.search(r"\\[AZzB]|\(\?\(", source) or _may_see(tree(source, pattern), OTHER, _LOOKING)
        for source in pattern.alternatives
        if not _WORDS.fullmatch(source)
    )


def is_carefree(pattern: Pattern) -> bool:
    """True if no part of the pattern can tell one kind of white space, or a text's edge, from another."""
    return all(
        _carefree(tree(source, pattern)) for source in pattern.alternatives if not source.replace(" ", "").isalnum()
    )


def tree(source: str, pattern: Pattern) -> Node | None:
    """An alternative of a pattern as a tree; None if it cannot be read."""
    return _tree(source, int(re.MULTILINE | re.IGNORECASE if pattern.ignorecase else re.MULTILINE))


@lru_cache(maxsize=4096)
def _tree(source: str, flags: int) -> Node | None:
    try:
        return parse(source, flags).node
    except (ValueError, RecursionError):
        return None


# Words, which look around for nothing. Most alternatives of a style are such.
_WORDS = re.compile(r"[\w '’,-]+")


_WHITE = sum(1 << ord(sign) for sign in "\t\n\f\r ")
_SPACE = 1 << ord(" ")


def _carefree(node: Node | None) -> bool:
    match node:
        case None:
            return False
        case Chars(mask):
            return not mask & _WHITE or mask == _SPACE
        case Series(items) | Choice(items):
            return all(map(_carefree, items))
        case Loop(_, _, _, item) | Look(item, _):
            return _carefree(item) and not (isinstance(item, Chars) and item.mask == _SPACE)
        case At(kind):
            return "boundary" in str(kind).lower()
        case Echo(item):
            return _carefree(item)
    return False


def looks_out(pattern: Pattern) -> bool:
    """True if a line end beyond a text could forbid a match, or if its edges are asked for."""
    return any(
        re.search(r"\\[AZzB]|\(\?\(", source) or _may_see(tree(source, pattern), _NEWLINE, _FORBIDDING)
        for source in pattern.alternatives
        if not _WORDS.fullmatch(source)
    )


def runs_on(pattern: Pattern) -> bool:
    """True if a match can run over any number of lines, or begins with a run of any number of words, each of which could be
    its first: such a one is better looked for in each text by itself.
    """
    if len(pattern.alternatives) != 1:
        return False
    node = tree(pattern.alternatives[0], pattern)
    first = node.items[0] if isinstance(node, Series) and node.items else node
    return _is_run_of_words(first) or _has_long_loop(node)


def _is_run_of_words(node: Node | None) -> bool:
    """Any number of turns, each of several characters, the first of which can be any small letter."""
    if not isinstance(node, Loop) or node.high is not None or not isinstance(node.item, Series) or not node.item.items:
        return False
    first = node.item.items[0]
    while isinstance(first, Loop):
        first = first.item
    return isinstance(first, Chars) and first.mask & _SMALL == _SMALL


def _has_long_loop(node: Node | None) -> bool:
    match node:
        case Loop(_, high, _, item):
            runs = high is None and isinstance(item, Chars) and item.mask & _NEWLINE and item.mask & (1 << ord("a"))
            return bool(runs) or _has_long_loop(item)
        case Series(items) | Choice(items):
            return any(map(_has_long_loop, items))
        case Look(item) | Echo(item):
            return _has_long_loop(item)
    return False


def looks_at_ends(pattern: Pattern) -> bool:
    """True if a line end beyond a text could allow a match."""
    return any(
        _may_see(tree(source, pattern), _NEWLINE, _LOOKING)
        for source in pattern.alternatives
        if not _WORDS.fullmatch(source)
    )


_SMALL = sum(1 << code for code in range(ord("a"), ord("z") + 1))
_NEWLINE = 1 << ord("\n")
# Which look-arounds count: those that forbid; all; and here, within one, all characters.
_FORBIDDING, _LOOKING, _INSIDE = range(3)


def _may_see(node: Node | None, sign: int, where: int) -> bool:
    """Whether a character (its bit in a mask) can be what a look-around is about."""
    match node:
        case Chars(mask):
            return where == _INSIDE and bool(mask & sign)
        case Series(items) | Choice(items):
            return any(_may_see(item, sign, where) for item in items)
        case Loop(_, _, _, item) | Echo(item):
            return _may_see(item, sign, where)
        case Look(item, _, negative):
            return _may_see(item, sign, _INSIDE if negative or where != _FORBIDDING else where)
        case None:
            return True
    return False
