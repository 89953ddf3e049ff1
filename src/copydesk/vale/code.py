"""The comments of programs, with the place of every character.

Vale parses programs with tree-sitter. To tell comments from strings takes less: one expression a language that reads
strings, comments and whatever else might hold a comment's mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_C_STRINGS = r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
_QUOTED = r"\"(?:\\[\s\S]|[^\"\\])*\"|'(?:\\[\s\S]|[^'\\])*'"
_DOC_PYTHON = r"\"\"\"[\s\S]*?(?:\"\"\"|\Z)|'''[\s\S]*?(?:'''|\Z)"
_STAR = re.compile(r"[ \t]*\*(?=[ \t]|$)")
_URL = re.compile(r"\b(?:https?|ftp)://[^\s<>\"'`)\]]*[^\s<>\"'`)\].,;:!?]")


class Language(NamedTuple):
    """How a language marks its comments.

    line, block  expressions of comments to the end of the line and of others; strings that may hold such marks
    open, close  what is no text of a comment at its start and its end
    """

    line: str
    block: str
    strings: str
    open: str
    close: str


_C = Language(r"//[^\n]*", r"/\*[\s\S]*?(?:\*/|\Z)", _C_STRINGS, r"(?:/\*!?|//+!?)", r"\*/")
_JS = _C._replace(strings=_C_STRINGS + r"|`(?:\\[\s\S]|[^`\\])*`")
_HASH = Language(r"#[^\n]*", r"(?!)", _QUOTED, r"#+", r"(?!)")
_PYTHON = Language(r"#[^\n]*", _DOC_PYTHON, _C_STRINGS, r"(?:#+|\"\"\"|''')", r"(?:\"\"\"|''')")
LANGUAGES = {
    **dict.fromkeys("c cc cpp cp cxx c++ h hpp h++ cs csx java bsh kt kts go proto qml scala sbt swift".split(), _C),
    **dict.fromkeys("js jsx mjs cjs ts tsx mts cts".split(), _JS),
    **dict.fromkeys("css sass scss less".split(), _C),
    **dict.fromkeys(("rs",), _C._replace(block="(?!)", strings=r"\"(?:\\[\s\S]|[^\"\\])*\"|/\*[\s\S]*?\*/")),
    **dict.fromkeys("php".split(), _C._replace(line=r"(?://|#)[^\n]*", open=r"(?:/\*!?|//+|#+)")),
    **dict.fromkeys("py py3 pyw rpy cpy".split(), _PYTHON),
    **dict.fromkeys("r R pl pm pod ex exs yml yaml toml".split(), _HASH),
    **dict.fromkeys("rb gemspec".split(), _HASH._replace(block=r"^=begin[\s\S]*?^=end", open=r"(?:#+|=begin)", close="=end")),
    "jl": _HASH._replace(
        line=r"#(?!=)[^\n]*",
        block=r"#=[\s\S]*?(?:=#|\Z)|\"\"\"[\s\S]*?(?:\"\"\"|\Z)", open=r"(?:#=|#+|\"\"\")", close=r"(?:=#|\"\"\")"
    ),
    "ps1": _HASH._replace(block=r"<#[\s\S]*?(?:#>|\Z)", open=r"(?:<#|#+)", close="#>"),
    "lua": Language(r"--(?!\[\[)[^\n]*", r"--\[\[[\s\S]*?(?:\]\]|\Z)", _C_STRINGS, r"(?:--\[\[|--+)", r"(?:--)?\]\]"),
    "hs": Language(r"--[^\n]*", r"\{-[\s\S]*?(?:-\}|\Z)", r"\"(?:\\.|[^\"\\\n])*\"", r"(?:\{-|--+)", r"-\}"),
    **dict.fromkeys("clj cljs cljc cljd".split(), Language(r";[^\n]*", r"(?!)", r"\"(?:\\[\s\S]|[^\"\\])*\"", r"(?!)", r"(?!)")),
}  # fmt: skip
LANGUAGES |= dict.fromkeys(("psm1", "psd1"), LANGUAGES["ps1"])


class Comment(NamedTuple):
    """The text of a comment, or of line comments below one another, in pieces: source[start:end] of each line.

    kind is "line" or "block".
    """

    kind: str
    lines: tuple[tuple[int, int], ...]


@lru_cache(maxsize=16)
def _expression(language: Language) -> re.Pattern[str]:
    # A docstring may begin as a string does.
    return re.compile(f"(?P<block>{language.block})|(?P<line>{language.line})|(?:{language.strings})", re.MULTILINE)


def comments(text: str, suffix: str) -> Iterator[Comment]:
    """The comments of a program; `suffix` names its language."""
    language = LANGUAGES[suffix]
    run: list[tuple[int, int]] = []
    last = (-2, -1)
    for match in _expression(language).finditer(text):
        kind = match.lastgroup
        if kind is None or (kind == "block" and not _is_comment(text, match)):
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        place = (text.count("\n", 0, match.start()), match.start() - start)
        inner = _inner(text, match.start(), match.end(), language)
        single = kind == "line" or "\n" not in match[0]
        if not (single and kind == "line" and last[0] == place[0] - 1 and last[1] == place[1]) and run:
            yield Comment("line", tuple(run))
            run = []
        if single and match[0].startswith("#!") and match.start() == 0:
            continue
        if kind == "line":
            run.append(inner)
            last = place
        elif single:
            yield Comment("line", (inner,))
        else:
            yield Comment("block", tuple(_block_lines(text, *inner)))
    if run:
        yield Comment("line", tuple(run))


def _is_comment(text: str, match: re.Match[str]) -> bool:
    """False for a string in three quotes that is a value and no docstring."""
    if match[0][:3] not in ('"""', "'''"):
        return True
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    if line.strip():
        return False
    before = text[: match.start()].rstrip()
    return not before or before.endswith(":") or _only_comments(before)


def _only_comments(text: str) -> bool:
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.split("\n"))


def _inner(text: str, start: int, end: int, language: Language) -> tuple[int, int]:
    opened = re.compile(language.open).match(text, start, end)
    start = opened.end() if opened else start
    closed = re.compile(f"(?:{language.close})\\Z").search(text, start, end)
    end = closed.start() if closed else end
    while start < end and text[start] == " ":
        start += 1
    return start, end


def _block_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a block without the asterisks before them and the indent that all have."""
    lines = []
    at = start
    while at <= end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        star = _STAR.match(text, at, stop) if at > start else None
        lines.append([star.end() if star else at, stop])
        at = stop + 1
    rest = [line for line in lines[1:] if text[line[0] : line[1]].strip()]
    margin = min((_indent(text, *line) for line in rest), default=0)
    for index, (first, stop) in enumerate(lines):
        yield (min(first + margin, stop) if index else first), stop


def _indent(text: str, start: int, stop: int) -> int:
    return len(text[start:stop]) - len(text[start:stop].lstrip(" \t"))


def without_addresses(text: str) -> str:
    """The text with its addresses blanked out."""
    return _URL.sub(lambda m: " " * len(m[0]), text) if "://" in text else text
