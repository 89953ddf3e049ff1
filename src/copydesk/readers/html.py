"""HTML: the visible text of the elements, with the elements of the page around each block."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from copydesk.document import Document
from copydesk.readers import plain
from copydesk.readers.prose import Prose, Role, TooDeepError, View
from copydesk.readers.tags import Tag, Text, entities, tokens
from copydesk.text import Source

DEPTH_LIMIT = 200

# Elements that stand for a block of their own, and the kind of it; "" leaves that to the element around them.
_BLOCKS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(
        "address article aside body button center details dialog dir div dl fieldset figure footer form head header "
        "hgroup html label legend main menu nav ol optgroup p search section select summary table tbody tfoot thead "
        "tr ul".split(),
        "",
    )
    | dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading")
    | dict.fromkeys(("li", "dd", "dt", "option"), "list")
    | dict.fromkeys(("td", "th"), "cell")
    | dict.fromkeys(("figcaption", "caption"), "caption")
    | dict.fromkeys(("pre", "listing", "xmp"), "code")
    | {"blockquote": "quotation"}
)
_TAGS = frozenset("nav header footer aside figure figcaption button form menu dialog article main".split())
_SKIPPED = frozenset(
    "script style template noscript svg math iframe object canvas audio video textarea title noembed noframes map "
    "datalist rp rt".split()
)
_CODE = frozenset("code kbd samp var tt".split())
_EMPTY = frozenset("area base br col embed hr img input link meta param source track wbr basefont keygen".split())
_LISTS = frozenset("ul ol menu dir dl".split())
# An element of the first kind ends one of the second that is still open, but not beyond one of the third.
_ENDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = MappingProxyType(
    {
        "li": (frozenset({"li"}), _LISTS),
        "dt": (frozenset({"dt", "dd"}), _LISTS),
        "dd": (frozenset({"dt", "dd"}), _LISTS),
        "tr": (frozenset({"tr"}), frozenset({"table"})),
        "td": (frozenset({"td", "th"}), frozenset({"table"})),
        "th": (frozenset({"td", "th"}), frozenset({"table"})),
        "tbody": (frozenset({"thead", "tbody", "tfoot"}), frozenset({"table"})),
        "tfoot": (frozenset({"thead", "tbody", "tfoot"}), frozenset({"table"})),
        "option": (frozenset({"option"}), frozenset({"select"})),
    }
)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_WIDE = re.compile(r"[ \t\n\r\f]{2,}")
_META = {"author": "author", "date": "date", "description": "description", "article:published_time": "date"}
_META |= {"og:title": "title", "og:description": "description", "article:author": "author", "pubdate": "date"}


def read(source: Source) -> Document:
    """The document in a page or a part of one; a page nested too deep is read as plain text and says so."""
    walker = Walker(Prose(source))
    try:
        walker.walk(View(source.text, [(0, 0)]))
    except TooDeepError as error:
        return plain.read_instead(source, error)
    return walker.prose.finish("html", walker.meta)


class Walker:
    """Follows the elements of a page, or of the pieces of HTML in a Markdown file, and writes their text."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self.meta: dict[str, str] = {}
        self._open: list[str] = []
        self._skipping = ""
        self._skip_depth = 0
        self._code = 0
        self._verbatim = False
        self._broken = False

    @property
    def tags(self) -> tuple[str, ...]:
        """The elements around this place that say what part of the page it is, outermost first."""
        return tuple(name for name in self._open if name in _TAGS)

    def walk(self, view: View) -> None:
        """Writes the text of a piece of HTML. Raises TooDeepError."""
        for token in tokens(view.text):
            if isinstance(token, Text):
                self._text(view, token)
            elif self._skipping:
                self._skip(token)
            elif token.closes:
                self._end(view, token)
            else:
                self._begin(view, token)
        self._skipping, self._skip_depth, self._code = "", 0, 0

    def _text(self, view: View, text: Text) -> None:
        if not self._skipping:
            self.write(view, text.start, text.end, "code" if self._code else "prose")
        elif self._skipping == "title":
            self._note("title", _decoded(view.text, text.start, text.end))

    def _skip(self, tag: Tag) -> None:
        """A tag inside an element that is not shown."""
        if tag.name == self._skipping:
            self._skip_depth += -1 if tag.closes else 1
            if self._skip_depth < 1:
                self._skipping = ""

    def _begin(self, view: View, tag: Tag) -> None:
        name = tag.name
        if name in _SKIPPED:
            if not view.text.startswith("/>", tag.end - 2):
                self._skipping, self._skip_depth = name, 1
        elif name == "br":
            self._break(view, tag)
        elif name == "img":
            self._picture(view, tag)
        elif name == "meta":
            self._meta(view, tag)
        elif name == "q":
            self.prose.stand_in("“", view, tag.start, tag.end)
        elif name in _CODE:
            self._code += 1
        elif name in _BLOCKS or name == "hr":
            self._enter(name)

    def _enter(self, name: str) -> None:
        """Begins a block-level element, and ends those that it ends unsaid."""
        while self._open and self._open[-1] == "p":
            self._open.pop()
        ended, limit = _ENDS.get(name, (frozenset(), frozenset()))
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index] in limit or not ended:
                break
            if self._open[index] in ended:
                del self._open[index:]
                break
        if name not in _EMPTY:
            self._open.append(name)
        if len(self._open) > DEPTH_LIMIT:
            raise TooDeepError(DEPTH_LIMIT, "elements")
        self.reopen()

    def _end(self, view: View, tag: Tag) -> None:
        name = tag.name
        if name == "q":
            self.prose.stand_in("”", view, tag.start, tag.end)
        elif name in _CODE:
            self._code = max(self._code - 1, 0)
        elif name in self._open:
            while self._open.pop() != name:
                pass
            self.reopen()
        elif name == "p":
            self.reopen()

    def reopen(self) -> None:
        """Begins a block of the kind that the open elements ask for."""
        kind, level = "paragraph", 0
        for name in reversed(self._open):
            if _BLOCKS[name]:
                kind = _BLOCKS[name]
                break
        quotes = self._open.count("blockquote")
        if kind in ("paragraph", "list") and quotes:
            kind = "quotation"
        if kind == "heading":
            level = int(next(name for name in reversed(self._open) if _BLOCKS[name])[1])
        elif kind == "list":
            level = max(sum(name in _LISTS for name in self._open), 1)
        elif kind == "quotation":
            level = quotes
        self._verbatim = kind == "code"
        self.prose.open(kind, level, self.tags)

    def write(self, view: View, start: int, end: int, role: Role) -> None:
        """Visible text: references decoded, white space folded."""
        at = start
        for a, b, text in entities(view.text, start, end):
            self._plain(view, at, a, role)
            self.prose.stand_in(text, view, a, b, role)
            at = b
        self._plain(view, at, end, role)

    def _plain(self, view: View, start: int, end: int, role: Role) -> None:
        """Text without references. A line end stays one; other white space that is folded is a space."""
        if self._verbatim:
            self.prose.add(view, start, end, role)
            return
        at = start
        lead = _SPACES.match(view.text, start, end)
        if lead and (self.prose.at_space or lead.end() - start > 1):
            at = lead.end()
            if not self.prose.at_space:
                self.prose.stand_in(" ", view, start, at, role)
        if at == end:
            return
        self._broken = False
        for wide in _WIDE.finditer(view.text, at, end):
            self.prose.add(view, at, wide.start(), role)
            self.prose.stand_in(" ", view, *wide.span(), role)
            at = wide.end()
        self.prose.add(view, at, end, role)

    def _break(self, view: View, tag: Tag) -> None:
        """A line end, and with the one before it a new paragraph."""
        if self._broken and self.prose.at_space:
            self.reopen()
        else:
            self.prose.stand_in("\n", view, tag.start, tag.end)
        self._broken = True

    def _picture(self, view: View, tag: Tag) -> None:
        for name, start, end in tag.attributes:
            if name == "alt":
                self.write(view, start, end, "alt")

    def _meta(self, view: View, tag: Tag) -> None:
        values = {name: _decoded(view.text, start, end) for name, start, end in tag.attributes}
        field = _META.get((values.get("name") or values.get("property") or "").lower())
        if field:
            self._note(field, values.get("content", ""))

    def _note(self, field: str, value: str) -> None:
        value = " ".join(value.split())
        if value:
            self.meta.setdefault(field, value)


def _decoded(text: str, start: int, end: int) -> str:
    parts, at = [], start
    for a, b, stands_for in entities(text, start, end):
        parts += [text[at:a], stands_for]
        at = b
    return "".join([*parts, text[at:end]])
