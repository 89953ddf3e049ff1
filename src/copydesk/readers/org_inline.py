"""Org inside a block: emphasis, links, footnotes, time stamps, macros and formulas."""

from __future__ import annotations

import re
from html.entities import html5

from copydesk.readers.prose import Prose, View

_MARKUP = re.compile(r"[*/_=~+\[\\@]|<(?=[<0-9])|\{\{\{|\$(?=[^\s$])|\b(?:src|call)_(?=\w)")
_KINDS = {"*": "strong", "/": "emphasis", "_": "underline", "+": "deleted", "=": "code", "~": "code"}
_NESTED = 5
_BEFORE = frozenset("-–—('\"{[‘“/*_+")
_AFTER = frozenset("-–—.,;:!?'\")}\\[]’”…/*_+")
_LINK = re.compile(r"\[\[((?:[^\[\]\\]|\\.)+)\](?:\[((?:[^\]]|\](?!\]))+)\])?\]")
_PICTURE = re.compile(r".*\.(?:png|jpe?g|gif|svg|webp|tiff?|bmp|avif)\Z", re.IGNORECASE | re.DOTALL)
_NOTE = re.compile(r"\[fn:([\w-]*)(:?)")
_STAMP = re.compile(r"[<\[]\d{4}-\d\d-\d\d[^<>\[\]\n]{0,60}[>\]](?:--[<\[]\d{4}-\d\d-\d\d[^<>\[\]\n]{0,60}[>\]])?")
_COOKIE = re.compile(r"\[(?:\d*/\d*|\d*%)\]")
_CITE = re.compile(r"\[cite(?:/[\w/-]*)?:[^\[\]]*\]")
_TARGET = re.compile(r"<<([^<>\n]+)>>")
_RADIO = re.compile(r"<<<([^<>\n]+)>>>")
_MACRO = re.compile(r"\{\{\{[A-Za-z][\w-]*(?:\([^{}]*\))?\}\}\}")
_DOLLARS = re.compile(r"\$\$[^$]+\$\$|\$(?![\s,;.\d])(?:[^$\n]{0,200}[^\s$,.])?\$(?![\w$])")
_ENTITY = re.compile(r"\\([A-Za-z]+)(?:\{\}|(?![A-Za-z]))(\{[^{}\n]*\})?")
_BREAK = re.compile(r"\\\\[ \t]*(?=\n|\Z)")
_EXPORT = re.compile(r"@@[\w-]+:(?:[^@]|@(?!@))*@@")
_SOURCE = re.compile(
    r"src_[\w-]+(?:\[[^\[\]\n]*\])?\{[^{}\n]*\}|call_[\w-]+(?:\[[^\[\]\n]*\])?\([^()\n]*\)(?:\[[^\[\]\n]*\])?"
)
_OBJECTS = {"<": (_STAMP,), "\\": (_ENTITY,), "{{{": (_MACRO,), "$": (_DOLLARS,)}
_CLOSE = {sign: re.compile(r"(?<=\S)" + re.escape(sign)) for sign in _KINDS}


class Inline:
    """Writes the text of one block into the open block of a Prose. `asides` are its footnotes: from where to where."""

    def __init__(self, prose: Prose, view: View) -> None:
        self._prose = prose
        self._view = view
        self._text = view.text
        self._at = 0
        self._pairs: dict[int, int] | None = None
        self._formula_ends: dict[str, int] = {}
        self.asides: list[tuple[int, int]] = []

    def write(self, start: int, end: int, inside: str = "") -> None:
        """Writes text[start:end], which stands inside emphasis of the signs `inside`."""
        self._at = here = start
        unclosed: set[str] = set()
        while match := _MARKUP.search(self._text, here, end):
            at, sign = match.start(), match[0]
            here = self._emphasis(sign, at, end, inside, unclosed) if sign in _KINDS else self._object(sign, at, end)
            here = max(here, match.end())
        self._flush(end)

    def _flush(self, end: int) -> None:
        if end > self._at:
            self._prose.add(self._view, self._at, end)
            self._at = end

    def _emphasis(self, sign: str, at: int, end: int, inside: str, unclosed: set[str]) -> int:
        text = self._text
        begin = at + 1
        if len(inside) > _NESTED or sign in unclosed or begin >= end or text[begin].isspace():
            return begin
        if at and not (text[at - 1].isspace() or text[at - 1] in _BEFORE):
            return begin
        for close in _CLOSE[sign].finditer(text, begin + 1, end):
            after = text[close.end() : min(close.end() + 1, end)]
            if not after or after.isspace() or (after in _AFTER and after != sign):
                break
        else:
            unclosed.add(sign)
            return begin
        if text.count("\n", begin, close.start()) > 2:
            return begin
        self._flush(at)
        here = self._prose.here
        if _KINDS[sign] == "code":
            self._prose.add(self._view, begin, close.start(), "code")
        else:
            self.write(begin, close.start(), inside + sign)
        self._prose.mark(_KINDS[sign], here)
        self._at = close.end()
        return close.end()

    def _object(self, sign: str, at: int, end: int) -> int:
        """A link, footnote, time stamp, target, macro, formula or snippet; where to read on."""
        text = self._text
        if sign == "[":
            return self._bracket(at, end)
        if sign == "<":
            if radio := _RADIO.match(text, at, end):
                return self._shown(at, radio.span(1), radio.end())
            if target := _TARGET.match(text, at, end):
                return self._dropped(at, target.end())
        if sign == "\\" and (found := _BREAK.match(text, at, end)):
            return self._dropped(at, found.end())
        if sign == "\\" and (close := self._formula_end(at, end)) > at:
            return self._code(at, close)
        if sign == "\\" and (entity := _ENTITY.match(text, at, end)) and not entity[2]:
            stands_for = html5.get(f"{entity[1]};")
            if stands_for:
                self._flush(at)
                self._prose.stand_in(stands_for, self._view, at, entity.end())
                self._at = entity.end()
                return self._at
        if sign == "@":
            found = _EXPORT.match(text, at, end) if text.startswith("@@", at) else None
            return self._dropped(at, found.end()) if found else at + 1
        for pattern in _OBJECTS.get(sign, (_SOURCE,)):
            if found := pattern.match(text, at, end):
                return self._code(at, found.end())
        return at + 1

    def _formula_end(self, at: int, end: int) -> int:
        """Where \\(a formula\\) or \\[one\\] at `at` ends, -1 if there is none."""
        close = {"(": "\\)", "[": "\\]"}.get(self._text[at + 1 : at + 2])
        if not close:
            return -1
        known = self._formula_ends.get(close, 0)
        if known < at + 2:  # each end is looked for once
            found = self._text.find(close, at + 2)
            known = self._formula_ends[close] = found if found >= 0 else len(self._text)
        return known + 2 if known + 2 <= end else -1

    def _bracket(self, at: int, end: int) -> int:
        text = self._text
        if text.startswith("[[", at):
            link = _LINK.match(text, at, end)
            return self._link(at, link) if link else at + 2
        note = _NOTE.match(text, at, end)
        if note:
            close = self._closing(at)
            if not note.end() <= close < end:
                return note.end()
            if note[2]:
                self.asides.append((note.end(), close))
                return self._dropped(at, close + 1)
            return self._code(at, close + 1)
        for pattern in (_STAMP, _COOKIE, _CITE):
            if found := pattern.match(text, at, end):
                return self._code(at, found.end())
        return at + 1

    def _closing(self, at: int) -> int:
        """The bracket that closes the one at `at`, -1 if none does."""
        if self._pairs is None:
            self._pairs, opened = {}, []
            for bracket in re.finditer(r"[\[\]]", self._text):
                if bracket[0] == "[":
                    opened.append(bracket.start())
                elif opened:
                    self._pairs[opened.pop()] = bracket.start()
        return self._pairs.get(at, -1)

    def _link(self, at: int, link: re.Match[str]) -> int:
        self._flush(at)
        here = self._prose.here
        if link[2] is not None:
            if not _PICTURE.match(link[2]):
                self.write(*link.span(2))
        elif not (_PICTURE.match(link[1])):
            self._prose.add(self._view, *link.span(1), "code")
        self._prose.mark("link", here)
        self._at = link.end()
        return link.end()

    def _shown(self, at: int, span: tuple[int, int], end: int) -> int:
        self._flush(at)
        self._prose.add(self._view, *span)
        self._at = end
        return end

    def _dropped(self, at: int, end: int) -> int:
        self._flush(at)
        self._at = end
        return end

    def _code(self, at: int, end: int) -> int:
        self._flush(at)
        self._prose.add(self._view, at, end, "code")
        self._at = end
        return end


def write_inline(prose: Prose, view: View) -> list[tuple[int, int]]:
    """Adds the text of a block, without its markup, to the open block; the places of its footnotes in the view."""
    if not _MARKUP.search(view.text):
        prose.add(view, 0, len(view.text))
        return []
    inline = Inline(prose, view)
    inline.write(0, len(view.text))
    return inline.asides
