"""markdown-it-py, made to say where every token begins.

By itself it says in which lines a block stands, and of the text inside nothing. Searching for the text again would find
the wrong place sooner or later, so the parser's own states are told to write down where they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, heading, table
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    html_inline,
    image,
    newline,
    strikethrough,
)
from markdown_it.token import Token

from copydesk.readers.prose import NOWHERE, TooDeepError

DEPTH_LIMIT = 100
BRACKET_LIMIT = 20

Pieces = list[tuple[int, int]]
Dialect = Literal["markdown", "mdx"]

# Their rules push the token first and cut out its lines then; the others cut first.
_CUT_LATER = frozenset({"html_block", "fence", "code_block"})


class BlockState(StateBlock):
    """Remembers, of the lines it cut out last, where they stand in the text that is parsed."""

    cut: tuple[str, Pieces] = ("", [])

    def getLines(self, begin: int, end: int, indent: int, keepLastLF: bool) -> str:  # noqa: N802, N803, FBT001
        content = super().getLines(begin, end, indent, keepLastLF)
        pieces: Pieces = []
        at = 0
        for line in range(begin, end):
            last = self.eMarks[line] + (1 if line + 1 < end or keepLastLF else 0)
            first, spaces = self._margin(line, last, indent)
            if spaces:
                pieces.append((at, NOWHERE))
            pieces.append((at + spaces, first))
            at += spaces + len(self.src[first:last])
        self.cut = content, pieces
        if self.tokens and self.tokens[-1].type in _CUT_LATER:
            self.tokens[-1].meta.setdefault("cut", self.cut)
        return content

    def _margin(self, line: int, last: int, indent: int) -> tuple[int, int]:
        """Where a line begins behind its indent, and how many spaces of a tab that crosses the indent remain."""
        first = start = self.bMarks[line]
        width = 0
        while first < last and width < indent:
            if self.src[first] == "\t":
                width += 4 - (width + self.bsCount[line]) % 4
            elif self.src[first] == " " or first - start < self.tShift[line]:
                width += 1
            else:
                break
            first += 1
        return first, max(width - indent, 0)

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        if ttype == "inline":
            token.meta["cut"] = self.cut
        return token


class BlockParser(ParserBlock):
    """Uses BlockState, and refuses what is nested too deep instead of leaving it out."""

    def parse(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Token]) -> list[Token] | None:  # noqa: N803
        if not src:
            return None
        state = BlockState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        if state.level >= DEPTH_LIMIT:
            raise TooDeepError(DEPTH_LIMIT)
        super().tokenize(state, startLine, endLine)


def _heading(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803, FBT001
    """The rule for `# headings`, which cuts its text out of the line by itself."""
    if not heading(state, startLine, endLine, silent):
        return False
    if not silent:
        start = state.bMarks[startLine] + state.tShift[startLine]
        start += len(state.tokens[-1].markup)
        state.tokens[-2].meta["cut"] = state.src[start : state.eMarks[startLine]], [(0, start)]
    return True


def _table(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803, FBT001
    """The rule for tables, which cuts its cells out of each line by itself."""
    before = len(state.tokens)
    if not table(state, startLine, endLine, silent):
        return False
    line, cells, index = -1, [], 0
    for token in state.tokens[before:]:
        if token.type == "inline" and token.map:
            if token.map[0] != line:
                line, index = token.map[0], 0
                cells = _cells(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
            if index < len(cells):
                token.meta["cut"] = cells[index]
            index += 1
    return True


def _cells(src: str, start: int, end: int) -> list[tuple[str, Pieces]]:
    """The cells of one line of a table, as markdown-it splits it: at each | but \\|, whose backslash goes."""
    text = src[start:end]
    lead = len(text) - len(text.lstrip(MD_TRIM_CHARS))
    text = text.strip(MD_TRIM_CHARS)
    start += lead
    cells: list[tuple[str, Pieces]] = []
    content, pieces, since = "", [], 0
    for match in re.finditer(r"\|", text):
        at = match.start()
        if at and text[at - 1] == "\\":
            pieces.append((len(content), start + since))
            content += text[since : at - 1]
            since = at
        else:
            pieces.append((len(content), start + since))
            cells.append((content + text[since:at], pieces))
            content, pieces, since = "", [], at + 1
    pieces.append((len(content), start + since))
    cells.append((content + text[since:], pieces))
    if cells and not cells[0][0]:
        cells.pop(0)
    if cells and not cells[-1][0]:
        cells.pop()
    return cells


class InlineState(StateInline):
    """Writes into each token's meta where it begins ("at") and ends ("end") in the text of its block."""

    pending_at = 0

    def append_pending(self, text: str) -> None:
        if not self._pending and not self._pending_buffer:
            self.pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802
        token = super().pushPending()
        token.meta = {"at": self.pending_at, "end": self.pending_at + len(token.content)}
        return token


class InlineParser(ParserInline):
    """Uses InlineState, and follows fewer brackets inside one another than there may be blocks: each costs a pass."""

    def __init__(self) -> None:
        super().__init__()
        self._shallow = MarkdownIt("commonmark", {"maxNesting": BRACKET_LIMIT})
        self._shallow.inline = self

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = InlineState(src, self._shallow, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _traced(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """The rule, with the positions of the tokens that it makes noted in them."""

    def traced(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        if silent:
            return rule(state, True)
        at, before = state.pos, len(state.tokens)
        if not rule(state, False):
            return False
        for token in state.tokens[before:]:
            if "at" in token.meta:
                continue
            token.meta["at"] = at
            if token.type == "text" and state.src.startswith(token.content, at):
                at += len(token.content)  # a run of * or ~ is several tokens
            token.meta["end"] = at if token.type == "text" else state.pos
        return True

    return traced


_TRACED = {
    "newline": newline,
    "escape": escape,
    "backticks": backtick,
    "strikethrough": strikethrough.tokenize,
    "emphasis": emphasis.tokenize,
    "image": image,
    "autolink": autolink,
    "html_inline": html_inline,
    "entity": entity,
}


@cache
def parser(dialect: Dialect = "markdown") -> MarkdownIt:
    """CommonMark with tables and strikethrough, for text whose line ends are all \\n; MDX has no indented code.

    Of a token with content, meta["cut"] is the text that its content was cut out of and the (offset in it, offset in
    the parsed text) of its pieces; of a token inside, meta["at"] and meta["end"] are its place in the content.
    """
    made = MarkdownIt("commonmark")
    made.block, made.inline = BlockParser(), InlineParser()
    made.configure("commonmark", {"maxNesting": DEPTH_LIMIT}).enable(["table", "strikethrough"])
    made.block.ruler.at("heading", _heading, {"alt": ["paragraph", "reference", "blockquote"]})
    made.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    for name, rule in _TRACED.items():
        made.inline.ruler.at(name, _traced(rule))
    # These would write one text for several tokens, or for several characters of the source.
    made.inline.ruler2.disable(["fragments_join"])
    made.core.ruler.disable(["normalize", "text_join"])
    if dialect == "mdx":
        made.block.ruler.disable(["code"])
    return made
