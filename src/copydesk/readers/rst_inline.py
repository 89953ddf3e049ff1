"""reStructuredText inside a block: literals, emphasis, roles, references, substitutions and escapes."""

from __future__ import annotations

import re
from unicodedata import category

from copydesk.readers.prose import Prose, Role, View

# Roles whose text is read as part of the sentence; the text of every other role is a name or code.
PROSE_ROLES = frozenset(
    "emphasis strong sup sub superscript subscript title title-reference t abbr abbreviation ab ac acronym dfn "
    "guilabel menuselection any doc numref ref term quote".split()
)
# Of these only a title is prose; without one the text is the name of a target.
_TARGETED = frozenset(("any", "doc", "numref", "ref"))
_VERBATIM = frozenset(("code", "math", "raw", "regexp"))
_MARK_OF = {"emphasis": "emphasis", "strong": "strong", "ref": "link", "doc": "link", "any": "link", "numref": "link"}

_MARKUP = re.compile(r"[*`|\\_\[]")
_ROLE_BEFORE = re.compile(r":([A-Za-z0-9]+(?:[-._+:][A-Za-z0-9]+)*):\Z")
_ROLE_AFTER = re.compile(r":([A-Za-z0-9]+(?:[-._+:][A-Za-z0-9]+)*):")
_ROLE_REACH = 80
_NAME_BEFORE = re.compile(r"(?:(?<=\W)|(?<=_)|\A)[^\W_]+(?:[-._+:][^\W_]+)*\Z")
_NAME_REACH = 200
_FOOTNOTE = re.compile(r"\[(?:[0-9]+|#(?:[^\W_]+(?:[-._+:][^\W_]+)*)?|\*|[^\W_]+(?:[-._+:][^\W_]+)*)\]_")
_TITLE = re.compile(r"([^<]*[^<\s\\])\s*<[^<>]+(?<!\\)>\Z")
_CODE_LIKE = re.compile(r"[\w()]*[._()/=:{}\[\]$@<>\\][^\s]*\Z|[a-z]+[A-Z]\w*\Z|-\S*\Z|\d+\Z")
_BEFORE = frozenset("-/:'\"<([{")
_AFTER = frozenset("'\")]}>-/\\:.,;!?")
_BEFORE_SORTS = frozenset(("Ps", "Pi", "Pf", "Pd", "Po"))
_AFTER_SORTS = frozenset(("Pe", "Pi", "Pf", "Pd", "Po"))
_CLOSED_BY = dict(zip("'\"<([{‘“«", "'\">)]}’”»", strict=True))
_ENDS = {
    "**": re.compile(r"(?<![\s\\])\*\*"),
    "*": re.compile(r"(?<![\s\\])\*"),
    "``": re.compile(r"(?<=\S)``"),
    "`": re.compile(r"(?<![\s\\])`(?:__?)?"),
    "|": re.compile(r"(?<![\s\\])\|(?:__?)?"),
}


class Inline:
    """Writes the text of one block into the open block of a Prose."""

    def __init__(self, prose: Prose, view: View) -> None:
        self._prose = prose
        self._view = view
        self._text = view.text
        self._at = 0
        self._behind = 0  # where the last markup ended: other may begin there, whatever sign that ended with
        self._unclosed: set[str] = set()

    def write(self) -> None:
        text = self._text
        here = 0
        while match := _MARKUP.search(text, here):
            at = match.start()
            sign = match[0]
            if sign == "\\":
                here = self._escape(at)
            elif sign == "*":
                here = self._span("**" if text.startswith("**", at) else "*", at)
            elif sign == "`":
                here = self._span("``" if text.startswith("``", at) else "`", at)
            elif sign == "|":
                here = self._span("|", at)
            elif sign == "_":
                here = self._reference(at)
            else:
                here = self._footnote(at)
        self._flush(len(text))

    def _flush(self, end: int) -> None:
        if end > self._at:
            self._prose.add(self._view, self._at, end)
        self._at = max(self._at, end)

    def _escape(self, at: int) -> int:
        """A backslash goes; white space behind it goes too."""
        after = self._text[at + 1 : at + 2]
        if after:
            self._flush(at)
            self._at = at + 2 if after.isspace() else at + 1
        return at + 2

    def _span(self, sign: str, at: int) -> int:
        """Markup between two signs, or the sign as a character; where to read on."""
        text = self._text
        begin = at + len(sign)
        if sign in self._unclosed:
            return begin
        role = self._role_before(at) if sign == "`" else None
        start = role.start() if role else at
        if not _may_begin(text, start, begin, behind=self._behind):
            return begin
        close = self._close(sign, begin)
        if close is None:
            return begin
        self._flush(start)
        here = self._prose.here
        end = close.end()
        if sign == "``":
            self._prose.add(self._view, begin, close.start(), "code")
            self._prose.mark("code", here)
        elif sign == "|":
            self._prose.add(self._view, begin, close.start(), "code")
        elif sign == "`":
            end = self._interpreted(role[1] if role else "", begin, close)
        else:
            self._plain(begin, close.start())
            self._prose.mark("strong" if sign == "**" else "emphasis", here)
        self._at = self._behind = end
        return end

    def _role_before(self, at: int) -> re.Match[str] | None:
        """The :role: that stands before a backquote."""
        colon = self._text.rfind(":", max(self._at, at - _ROLE_REACH), max(at - 1, 0))
        if colon < 0 or self._text[at - 1] != ":":
            return None
        return _ROLE_BEFORE.search(self._text, max(self._at, at - _ROLE_REACH), at)

    def _close(self, sign: str, begin: int) -> re.Match[str] | None:
        """The sign that ends what begins here; what has none here has none further on."""
        at = begin + 1
        while match := _ENDS[sign].search(self._text, at):
            if _may_end(self._text, match.end()) or (sign == "`" and _ROLE_AFTER.match(self._text, match.end())):
                return match
            at = match.start() + 1
        self._unclosed.add(sign)
        return None

    def _interpreted(self, role: str, begin: int, close: re.Match[str]) -> int:
        """`text`, :role:`text`, `text`:role:, `text <target>`_; where it ends."""
        text, inner, end = self._text, close.start(), close.end()
        if not role and end - inner == 1 and (suffix := _ROLE_AFTER.match(text, end)):
            role, end = suffix[1], suffix.end()
        here = self._prose.here
        name = role.lower().rpartition(":")[2]
        titled = _TITLE.match(text, begin, inner)
        shown = titled.end(1) if titled else inner
        if not role and end - inner > 1:
            self._plain(begin, shown)
            self._prose.mark("link", here)
        elif not role:
            self._plain(begin, inner, "code" if _CODE_LIKE.match(text, begin, inner) else "prose")
            self._prose.mark("cite", here)
        elif name in PROSE_ROLES and (titled or name not in _TARGETED):
            self._plain(begin, shown)
            self._prose.mark(_MARK_OF.get(name, "role"), here)
        else:
            self._prose.add(self._view, begin, inner if name in _VERBATIM else shown, "code")
            self._prose.mark("code", here)
        return end

    def _plain(self, start: int, end: int, role: Role = "prose") -> None:
        """Text in which only escapes count."""
        at = start
        while (slash := self._text.find("\\", at, end)) >= 0 and slash + 1 < end:
            self._prose.add(self._view, start, slash, role)
            start = slash + 2 if self._text[slash + 1].isspace() else slash + 1
            at = slash + 2
        self._prose.add(self._view, start, end, role)

    def _reference(self, at: int) -> int:
        """name_ and name__, whose underscores go, and the opening of an _`inline target`."""
        text = self._text
        if (
            text.startswith("_`", at)
            and _may_begin(text, at, at + 2, behind=self._behind)
            and "`" not in self._unclosed
        ):
            close = self._close("`", at + 2)
            if close:
                self._flush(at)
                self._plain(at + 2, close.start())
                self._at = close.end()
                return close.end()
        end = at + 2 if text.startswith("__", at) else at + 1
        if not _may_end(text, end):
            return end
        name = _NAME_BEFORE.search(text, max(at - _NAME_REACH, self._at), at)
        if not name:
            return end
        if name.start() > 0 and not _stands_free(text, name.start()):
            return end
        self._flush(name.start())
        here = self._prose.here
        self._flush(at)
        self._prose.mark("link", here)
        self._at = end
        return end

    def _footnote(self, at: int) -> int:
        """[1]_ keeps its brackets, so that the words around it stay apart."""
        match = _FOOTNOTE.match(self._text, at)
        if not match or not _may_end(self._text, match.end()):
            return at + 1
        self._flush(at)
        self._prose.add(self._view, at, match.end() - 1, "code")
        self._at = match.end()
        return match.end()


def _stands_free(text: str, at: int) -> bool:
    before = text[at - 1]
    return before.isspace() or before in _BEFORE or category(before) in _BEFORE_SORTS


def _may_begin(text: str, at: int, begin: int, *, behind: int) -> bool:
    """True if markup can begin at `at`, whose sign ends at `begin`; `behind` is where other markup ended."""
    after = text[begin : begin + 1]
    if not after or after.isspace():
        return False
    if at == behind:
        return True
    before = text[at - 1]
    if not (before.isspace() or before in _BEFORE or category(before) in _BEFORE_SORTS):
        return False
    return _CLOSED_BY.get(before) != after


def _may_end(text: str, end: int) -> bool:
    after = text[end : end + 1]
    return not after or after.isspace() or after in _AFTER or category(after) in _AFTER_SORTS


def write_inline(prose: Prose, view: View) -> tuple[()]:
    """Adds the text of a block, without its markup, to the open block; the language has no footnotes inside a text."""
    if _MARKUP.search(view.text):
        Inline(prose, view).write()
    else:
        prose.add(view, 0, len(view.text))
    return ()
