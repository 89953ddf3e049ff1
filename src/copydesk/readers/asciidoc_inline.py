"""AsciiDoc inside a block: quotes (*strong*, _emphasis_, `code`), macros, references, attributes and escapes."""

from __future__ import annotations

import re

from copydesk.readers.asciidoc_macros import Macro, write_macro
from copydesk.readers.prose import Prose, Role, View
from copydesk.readers.tags import entities

_MARKUP = re.compile(r"[*_`#^~+:{\\&]|\[|<<|\(\(|[\"']`|\$\$| \+(?=\n|\Z)")
_SIGNS = ("***", "**", "__", "``", "##", "+++", "++", "*", "_", "`", "#", "^", "~", "+")
_KINDS = {"*": "strong", "_": "emphasis", "`": "code", "#": "mark", "^": "sup", "~": "sub", "+": "pass"}
_CLOSES = {sign: re.compile(re.escape(sign)) for sign in ("**", "__", "``", "##", "+++", "++", "*", "_", "`", "#", "+")}
_CLOSES |= {"^": re.compile(r"\^"), "~": re.compile("~"), "$$": re.compile(r"\$\$")}
_CLOSES |= {'"`': re.compile(r"(?<=\S)`\"(?!\w)"), "'`": re.compile(r"(?<=\S)`'(?!\w)")}
_CLOSES |= {"]": re.compile(r"(?<!\\)\]"), ">>": re.compile(">>"), "))": re.compile(r"\)\)(?!\))")}
_CURLY = {'"`': "“”", "'`": "‘’"}
_ROLE = re.compile(r"\[[^\[\]\n]{0,200}\](?=[*_`#^~+])")
_ANCHOR = re.compile(r"\[\[\[?[^\[\]\n]{1,200}\]\]\]?")
_ATTRIBUTE = re.compile(r"\{([\w!-][\w:@%=!\- ]{0,80})\}")
# What makes a link of an attribute that holds an address: {site}/page[text]
_BEHIND_ADDRESS = re.compile(r"(?:[/#?:.][^\s\[\]<>]*)?\[")
_MACRO = re.compile(r":(?!:)(\+\+[^+\n]*\+\+|[^\s\[\]<>]*)\[")
_ADDRESS = re.compile(r"://[^\s\[\]<>]*")
_NAME = re.compile(r"[A-Za-z0-9-]{1,30}\Z")
_ESCAPED = re.compile(r"\\(?=[*_`#^~+{\[<(\"'&]|[A-Za-z]+:)")
_CHARACTERS = {"nbsp": "\u00a0", "sp": " ", "empty": "", "blank": "", "apos": "'", "quot": '"', "plus": "+", "amp": "&"}
_CHARACTERS |= {"lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "lt": "<", "gt": ">", "cpp": "C++"}
_CHARACTERS |= {"zwsp": "\u200b", "wj": "\u2060", "asterisk": "*", "backslash": "\\", "deg": "°", "two-colons": "::"}
_CHARACTERS |= {"startsb": "[", "endsb": "]", "vbar": "|", "caret": "^", "tilde": "~", "backtick": "`", "brvbar": "¦"}
_CHARACTERS |= {"two-semicolons": ";;", "pp": "++", "cxx": "C++"}


class Inline:
    """Writes the text of one block into the open block of a Prose. `asides` are its footnotes: from where to where."""

    def __init__(self, prose: Prose, view: View) -> None:
        self._prose = prose
        self._view = view
        self._text = view.text
        self.asides: list[tuple[int, int]] = []

    def write(self, start: int, end: int, inside: frozenset[str] = frozenset(), role: Role = "prose") -> None:
        """Writes text[start:end], which stands inside markup of some signs."""
        Run(self, start, end, inside, role).write()

    def add(self, start: int, end: int, role: Role) -> None:
        if end > start:
            self._prose.add(self._view, start, end, role)

    def stand_in(self, text: str, start: int, end: int, role: Role) -> None:
        self._prose.stand_in(text, self._view, start, end, role)

    @property
    def here(self) -> int:
        return self._prose.here

    def mark(self, kind: str, since: int) -> None:
        self._prose.mark(kind, since)

    @property
    def text(self) -> str:
        return self._text


class Run:
    """A stretch of text inside the same markup."""

    def __init__(self, inline: Inline, start: int, end: int, inside: frozenset[str], role: Role) -> None:
        self._inline = inline
        self._text = inline.text
        self._at = start
        self._start = start
        self._end = end
        self._inside = inside
        self._role: Role = role
        self._unclosed: set[str] = set()

    def write(self) -> None:
        here = self._at
        while match := _MARKUP.search(self._text, here, self._end):
            here = max(self._markup(match[0], match.start()), match.start() + 1)
        self._flush(self._end)

    def _flush(self, end: int) -> None:
        if end > self._at:
            self._inline.add(self._at, end, self._role)
            self._at = end

    def _markup(self, sign: str, at: int) -> int:
        """Writes what stands at a sign that may be markup; where to read on."""
        if sign == "\\":
            return self._escape(at)
        if sign == ":":
            return self._macro(at)
        if sign == "[":
            return self._bracket(at)
        if sign == "{":
            return self._attribute(at)
        if sign == "&":
            return self._entity(at)
        if sign == "<<":
            return self._reference(at)
        if sign == "((":
            return self._index(at)
        if sign in _CURLY:
            return self._curly(sign, at)
        if sign == " +":
            return self._skip(at, at + 2)
        if sign == "$$":
            return self._code("$$", at, at + 2)
        return self._quote(at)

    def _skip(self, at: int, end: int) -> int:
        self._flush(at)
        self._at = max(self._at, end)
        return end

    def _close(self, sign: str, at: int) -> int:
        """Where the sign that closes something begins, -1 if there is none."""
        if sign in self._unclosed:
            return -1
        match = _CLOSES[sign].search(self._text, at, self._end)
        if not match:
            self._unclosed.add(sign)
            return -1
        return match.start()

    def _escape(self, at: int) -> int:
        escaped = _ESCAPED.match(self._text, at)
        if not escaped:
            return at + 1
        self._skip(at, at + 1)
        after = at + 1
        while after < self._end and self._text[after] == self._text[at + 1]:
            after += 1
        if self._text[at + 1].isalpha():
            after = self._text.index(":", at) + 1
        return after

    def _quote(self, at: int) -> int:
        """*strong* beside no letter, **strong** anywhere, and the like."""
        for sign in _SIGNS:
            if self._text.startswith(sign, at) and sign[0] not in self._inside and sign in _CLOSES:
                end = self._matching(sign, at)
                if end >= 0:
                    self._flush(at)
                    self._spanned(sign, at + len(sign), end)
                    self._at = end + len(sign)
                    return self._at
        after = at + 1
        while after < self._end and self._text[after] == self._text[at]:
            after += 1
        return after

    def _matching(self, sign: str, at: int) -> int:
        """Where the sign that closes the one at `at` begins, -1 if it opens nothing."""
        text, begin = self._text, at + len(sign)
        loose = len(sign) > 1 or sign in "^~"
        if begin >= self._end or sign in self._unclosed:
            return -1
        if not loose and (text[begin].isspace() or (at > 0 and (text[at - 1].isalnum() or text[at - 1] in "_;}&"))):
            return -1
        if sign == "`" and at > 0 and text[at - 1] in "\"'":
            return -1
        for close in _CLOSES[sign].finditer(text, begin + 1, self._end):
            if loose:
                inner = text[begin : close.start()] if sign in "^~" else ""
                return -1 if any(c.isspace() for c in inner) else close.start()
            after = text[close.end() : close.end() + 1]
            if not text[close.start() - 1].isspace() and not (after.isalnum() or after in ("_", sign)):
                return close.start()
        self._unclosed.add(sign)
        return -1

    def _spanned(self, sign: str, start: int, end: int) -> None:
        kind = _KINDS[sign[0]]
        here = self._inline.here
        if kind in ("code", "pass"):
            passed = end - start > 2 and self._text[start] == self._text[end - 1] == "+"
            if kind == "code" and passed:
                start, end = start + 1, end - 1
            self._inline.add(start, end, "code")
        else:
            self._inline.write(start, end, self._inside | {sign[0]}, self._role)
        if kind not in ("pass", "mark"):
            self._inline.mark(kind, here)

    def _code(self, sign: str, at: int, begin: int) -> int:
        end = self._close(sign, begin)
        if end < 0:
            return begin
        self._flush(at)
        self._inline.add(begin, end, "code")
        self._at = end + len(sign)
        return self._at

    def _curly(self, sign: str, at: int) -> int:
        """What stands between "` and `" is shown between curly quotation marks."""
        begin = at + 2
        if begin >= self._end or self._text[begin].isspace() or (at > 0 and self._text[at - 1].isalnum()):
            return begin
        end = self._close(sign, begin + 1)
        if end < 0 or sign in self._inside:
            return at + 1
        self._flush(at)
        self._inline.stand_in(_CURLY[sign][0], at, begin, self._role)
        self._inline.write(begin, end, self._inside | {sign}, self._role)
        self._inline.stand_in(_CURLY[sign][1], end, end + 2, self._role)
        self._at = end + 2
        return self._at

    def _attribute(self, at: int) -> int:
        match = _ATTRIBUTE.match(self._text, at, self._end)
        if not match:
            return at + 1
        self._flush(at)
        address = _BEHIND_ADDRESS.match(self._text, match.end(), self._end)
        close = self._close("]", address.end()) if address else -1
        if address and close >= 0 and match[1] not in _CHARACTERS:
            self._at = close + 1
            self._expand(Macro("link", at, address.end(), close))
            return self._at
        if match[1] in _CHARACTERS:
            self._inline.stand_in(_CHARACTERS[match[1]], at, match.end(), self._role)
        else:
            here = self._inline.here
            self._inline.add(at, match.end(), "code")
            self._inline.mark("attribute", here)
        self._at = match.end()
        return self._at

    def _entity(self, at: int) -> int:
        for start, end, stands_for in entities(self._text, at, min(at + 40, self._end)):
            if start == at:
                self._flush(at)
                self._inline.stand_in(stands_for, start, end, self._role)
                self._at = end
                return end
            break
        return at + 1

    def _bracket(self, at: int) -> int:
        """[[an-anchor]] and the [role] of what follows are not shown."""
        anchor = _ANCHOR.match(self._text, at, self._end)
        if anchor:
            return self._skip(at, anchor.end())
        role = _ROLE.match(self._text, at, self._end)
        if role and any(
            self._text.startswith(sign, role.end()) and self._matching(sign, role.end()) >= 0
            for sign in _SIGNS
            if sign in _CLOSES
        ):
            return self._skip(at, role.end())
        return at + 1

    def _reference(self, at: int) -> int:
        """<<target,text>>"""
        end = self._close(">>", at + 2)
        if end < 0 or "\n\n" in self._text[at:end] or self._text[at + 2].isspace():
            return at + 2
        self._flush(at)
        here = self._inline.here
        comma = self._text.find(",", at + 2, end)
        if comma < 0:
            self._inline.add(at + 2, end, "code")
        else:
            self._inline.write(comma + 1, end, self._inside, self._role)
        self._inline.mark("link", here)
        self._at = end + 2
        return self._at

    def _index(self, at: int) -> int:
        """((a term)) is shown, (((an, entry))) is not."""
        end = self._close("))", at + 2)
        if end < 0 or self._text.startswith("(((", at) != (self._text[end - 1] == ")"):
            return at + 2
        self._flush(at)
        if not self._text.startswith("(((", at):
            self._inline.write(at + 2, end, self._inside, self._role)
        self._at = end + 2
        return self._at

    def _expand(self, macro: Macro) -> None:
        write_macro(self._inline, macro, lambda a, b: self._inline.write(a, b, self._inside, self._role))

    def _macro(self, at: int) -> int:
        """name:target[text], and bare addresses, in which no sign is markup."""
        text = self._text
        named = _NAME.search(text, max(self._at, at - 30), at)
        macro = _MACRO.match(text, at, self._end) if named else None
        close = self._close("]", macro.end()) if macro else -1
        if named and macro and close >= 0:
            name = named[0].lower()
            if name.endswith("footnote"):  # that is written without a space before it
                name = "footnote"
            self._flush(at - len(name))
            self._at = close + 1
            self._expand(Macro(name, at - len(name), macro.end(), close))
            return self._at
        address = _ADDRESS.match(text, at, self._end) if named else None
        return address.end() if address else at + 1


def write_inline(prose: Prose, view: View) -> list[tuple[int, int]]:
    """Adds the text of a block, without its markup, to the open block; the places of its footnotes in the view."""
    if not _MARKUP.search(view.text):
        prose.add(view, 0, len(view.text))
        return []
    inline = Inline(prose, view)
    inline.write(0, len(view.text))
    return inline.asides
