"""MDX: Markdown with JavaScript in it, which is taken out before the rest is read as Markdown.

Imports, exports, tags and comments go; what stands between two tags is Markdown. An {expression} inside a paragraph stays
in its sentence as code. Of JavaScript no more is known than strings, comments and brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from copydesk.document import Document
from copydesk.readers.markdown import read_view
from copydesk.readers.prose import NOWHERE, View
from copydesk.text import Source

_MARKUP = re.compile(
    r"(?P<fence>^[ \t>]*(?P<sign>`{3,}|~{3,})[^\n`]*$)|(?P<ticks>`+)|\\.|(?P<module>^(?:import|export)\b)|(?P<brace>\{)"
    r"|(?P<tag><(?=/?(?:[A-Za-z_$][\w.$:-]*[\s/>]|>)))",
    re.MULTILINE,
)
_KEPT = re.compile(r"</?(?:br|code|kbd|samp|tt|var)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>")
_SCRIPT = re.compile(r"[{}]|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|/\*.*?\*/|//[^\n]*", re.DOTALL)
_TAG = re.compile(r"[{>]|\"[^\"]*\"|'[^']*'")
_BRACKET = re.compile(r"[\[({})\]]")
_TICKS = re.compile("`+")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")


class Cut(NamedTuple):
    """text[start:end] is taken out, or stays as code."""

    start: int
    end: int
    stays: bool = False


def read(source: Source) -> Document:
    """The document in an MDX file, read as Markdown without its JavaScript."""
    return read_view(source, without_script, "mdx")


def without_script(view: View) -> View:
    """A view of MDX as Markdown: what is no text is gone, and expressions in a paragraph are code spans."""
    text = view.text
    parts: list[str] = []
    pieces: list[tuple[int, int]] = []
    at = length = 0
    for start, end, stays in _cuts(text):
        pieces.append((length, at))
        parts.append(text[at:start])
        length += start - at
        at = end
        if stays:
            ticks = "`" * (max((len(run) for run in _TICKS.findall(text, start, end)), default=0) + 1)
            pieces += [(length, NOWHERE), (length + len(ticks), start), (length + len(ticks) + end - start, NOWHERE)]
            parts.append(ticks + text[start:end] + ticks)
            length += end - start + 2 * len(ticks)
    pieces.append((length, at))
    parts.append(text[at:])
    return view.cut("".join(parts), pieces)


def _cuts(text: str) -> Iterator[Cut]:
    """The JavaScript in a text, in order. After one that never ends, the rest is read as it stands."""
    at = 0
    first = len(text) - len(text.lstrip())
    unclosed: set[int] = set()
    while match := _MARKUP.search(text, at):
        start, kind = match.start(), match.lastgroup
        at = match.end()
        if match["fence"]:
            at = _after_fence(text, match)
        elif kind == "ticks":
            at = _after_ticks(text, match, unclosed)
        elif kind == "module":
            if start == first or _PARAGRAPH_END.match(text, max(text.rfind("\n", 0, start - 1), 0)):
                at = _module_end(text, start)
                yield Cut(start, at)
        elif kind == "brace":
            at = _brace_end(text, start)
            if at < 0:
                return
            yield Cut(start, at, stays=_stays(text, start, at))
        elif kind == "tag" and not _ADDRESS.match(text, start):
            at = _tag_end(text, start)
            if at < 0:
                return
            if not _KEPT.match(text, start):
                yield Cut(start, at)


def _after_fence(text: str, opening: re.Match[str]) -> int:
    """Where the block of code ends that a line of ``` or ~~~ begins."""
    closing = re.compile(rf"^[ \t>]*{re.escape(opening['sign'])}+[ \t]*$", re.MULTILINE)
    found = closing.search(text, opening.end())
    return found.end() if found else len(text)


def _after_ticks(text: str, ticks: re.Match[str], unclosed: set[int]) -> int:
    """Where a code span ends; the backquotes are characters if it does not end in its paragraph."""
    length = len(ticks[0])
    if length not in unclosed:
        for run in _TICKS.finditer(text, ticks.end()):
            if len(run[0]) == length:
                return ticks.end() if _PARAGRAPH_END.search(text, ticks.end(), run.start()) else run.end()
        unclosed.add(length)
    return ticks.end()


def _module_end(text: str, at: int) -> int:
    """The end of the paragraph in which all brackets of an import or export are closed."""
    depth = 0
    while True:
        stop = _PARAGRAPH_END.search(text, at)
        end = stop.start() if stop else len(text)
        for bracket in _BRACKET.finditer(text, at, end):
            depth += 1 if bracket[0] in "[({" else -1
        if depth <= 0 or not stop:
            return end
        at = stop.end()


def _brace_end(text: str, at: int) -> int:
    """Where the expression that begins at a brace ends, -1 if it does not."""
    depth = 0
    for token in _SCRIPT.finditer(text, at):
        if token[0] == "{":
            depth += 1
        elif token[0] == "}":
            depth -= 1
            if not depth:
                return token.end()
    return -1


def _tag_end(text: str, at: int) -> int:
    while token := _TAG.search(text, at):
        if token[0] == ">":
            return token.end()
        at = token.end()
        if token[0] == "{":
            at = _brace_end(text, token.start())
            if at < 0:
                return -1
    return -1


def _stays(text: str, start: int, end: int) -> bool:
    """True for an expression in a paragraph: no comment, no blank line in it, and words beside it."""
    if text.startswith("{/*", start) or _PARAGRAPH_END.search(text, start, end):
        return False
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    return bool(text[line:start].strip() or text[end : len(text) if stop < 0 else stop].strip())
