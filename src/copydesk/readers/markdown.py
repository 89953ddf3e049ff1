"""Markdown: CommonMark with tables and strikethrough, and the HTML in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from copydesk.document import Document
from copydesk.readers import plain
from copydesk.readers.front_matter import front_matter
from copydesk.readers.html import Walker
from copydesk.readers.markdown_parser import DEPTH_LIMIT, Dialect, parser
from copydesk.readers.prose import Prose, Role, TooDeepError, View
from copydesk.text import Source

_MARKS = {"em_close": "emphasis", "strong_close": "strong", "link_close": "link", "s_close": "deleted"}


def read(source: Source) -> Document:
    """The document in a Markdown file; one nested too deep is read as plain text and says so."""
    return read_view(source, lambda view: view, "markdown")


def read_view(source: Source, change: Callable[[View], View], dialect: Dialect) -> Document:
    """The document in a file that, its front matter left out and `change` made, is Markdown."""
    matter = front_matter(source.text)
    view = change(_with_line_feeds(source.text, matter.end))
    writer = Writer(Prose(source), view)
    if matter.end:
        writer.prose.open("front_matter")
        writer.prose.add(View(source.text, [(0, 0)]), 0, matter.end)
    try:
        writer.write(parser(dialect).parse(view.text))
    except TooDeepError as error:
        return plain.read_instead(source, error)
    except RecursionError:
        return plain.read_instead(source, TooDeepError(DEPTH_LIMIT))
    return writer.prose.finish("markdown", {**writer.html.meta, **matter.meta})


def _with_line_feeds(text: str, start: int) -> View:
    """The text from `start` on with \n for each line end, as the parser needs it."""
    pieces = [(0, start)]
    if "\r" not in text:
        return View(text[start:], pieces)
    for shorter, match in enumerate(re.finditer(r"\r\n", text[start:])):
        pieces.append((match.start() - shorter, start + match.start() + 1))
    return View(re.sub(r"\r\n?", "\n", text[start:]), pieces)


class Writer:
    """Writes the tokens of a Markdown file as prose."""

    def __init__(self, prose: Prose, view: View) -> None:
        self.prose = prose
        self.html = Walker(prose)
        self._view = view
        self._around: list[str] = []
        self._heading = 0

    def write(self, tokens: Sequence[Token]) -> None:
        """Writes all blocks. Raises TooDeepError for the HTML in them."""
        for token in tokens:
            if token.nesting > 0:
                self._around.append(token.type.removesuffix("_open"))
                self._heading = int(token.tag[1]) if token.type == "heading_open" else self._heading
            elif token.nesting < 0:
                self._around.pop()
            elif token.content and "cut" in token.meta:
                self._block(token)

    def _block(self, token: Token) -> None:
        raw, pieces = token.meta["cut"]
        lead = max(raw.find(token.content), 0) if token.type == "inline" else 0  # behind white space only
        view = self._view.cut(raw, pieces)
        if token.type == "html_block":
            self.html.reopen()
            self.html.walk(view)
            return
        if token.type == "inline":
            self.prose.open(*self._shape(), self.html.tags)
            self._inline(token.children or (), view, lead)
        else:
            self.prose.open("code", 0, self.html.tags)
            self.prose.add(view, 0, len(raw))
        self.prose.close()

    def _shape(self) -> tuple[str, int]:
        """The kind and level of a block of prose here."""
        inner = self._around[-1] if self._around else ""
        if inner == "heading":
            return "heading", self._heading
        if inner in ("th", "td"):
            return "cell", 0
        quotes = self._around.count("blockquote")
        if quotes:
            return "quotation", quotes
        lists = self._around.count("list_item")
        return ("list", lists) if lists else ("paragraph", 0)

    def _inline(self, tokens: Sequence[Token], view: View, base: int, role: Role = "prose") -> None:
        """The tokens inside a block; `base` is where the text that they count in begins in the view."""
        code = auto = 0
        opened: list[int] = []
        for token in tokens:
            start, end = base + token.meta.get("at", 0), base + token.meta.get("end", 0)
            if token.nesting > 0:
                opened.append(self.prose.here)
            elif token.nesting < 0 and opened:
                self.prose.mark(_MARKS[token.type], opened.pop())
            if token.type == "link_open":
                auto = end if token.markup == "autolink" else 0
            elif token.type == "text" and auto:
                self.prose.add(view, start + 1, auto - 1, "code")
                auto = 0
            elif token.type == "text":
                self.prose.add(view, start, start + len(token.content), "code" if code else role)
            elif token.type == "text_special":
                self._special(token, view, start, end, role)
            elif token.type in ("softbreak", "hardbreak"):
                at = view.text.index("\n", start)
                self.prose.add(view, at, at + 1, role)
            elif token.type == "code_inline":
                start, end = _inside_code(view.text, start + len(token.markup), end - len(token.markup))
                here = self.prose.here
                self.prose.add(view, start, end, "code")
                self.prose.mark("code", here)
            elif token.type == "image":
                here = self.prose.here
                self._inline(token.children or (), view, start + 2, "alt")
                self.prose.mark("alt", here)
            elif token.type == "html_inline":
                code += _html_inline(self.prose, token, view, start, end)

    def _special(self, token: Token, view: View, start: int, end: int, role: Role) -> None:
        if token.info == "entity":
            self.prose.stand_in(token.content, view, start, end, role)
        else:
            self.prose.add(view, end - len(token.content), end, role)


def _inside_code(text: str, start: int, end: int) -> tuple[int, int]:
    """A code span without the one space that CommonMark takes off at both ends."""
    code = text[start:end]
    if code[:1] in " \n" and code[-1:] in " \n" and code.strip(" \n"):
        return start + 1, end - 1
    return start, end


def _html_inline(prose: Prose, token: Token, view: View, start: int, end: int) -> int:
    """Writes what an HTML tag in a paragraph shows; 1 if it begins code, -1 if it ends code."""
    tag = token.content.lower()
    if re.match(r"<br\b", tag):
        prose.stand_in("\n", view, start, end)
    code = re.match(r"<(/?)(?:code|kbd|samp|var|tt)\b", tag)
    if code:
        return -1 if code[1] else 1
    return 0
