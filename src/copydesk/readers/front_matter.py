"""The fields that a static site keeps above an article, between --- (YAML) or +++ (TOML)."""

from __future__ import annotations

import re
from typing import NamedTuple

_FENCE = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)")
_CLOSE = {
    "---": re.compile(r"(?:\A|(?<=[\r\n]))(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)"),
    "+++": re.compile(r"(?:\A|(?<=[\r\n]))\+\+\+[ \t]*(?=[\r\n]|\Z)"),
}
_FIELD = {
    "---": re.compile(r"([A-Za-z_][\w .-]{0,60}?)[ \t]*:(?:[ \t]+(.*))?\Z"),
    "+++": re.compile(r"([A-Za-z_][\w.-]{0,60})[ \t]*=[ \t]*(.*)\Z"),
}
# What may stand between the fields: nested values, items, comments, tables, the rest of a list.
_INSIDE = re.compile(r"[ \t\-#\[\]{}\"'.,]|\Z")
_COMMENT = re.compile(r"\s+#.*\Z")


class FrontMatter(NamedTuple):
    """`end` is the offset behind the closing fence; the keys of `meta` are in lower case, its values single scalars."""

    end: int
    meta: dict[str, str]


NONE = FrontMatter(0, {})


def front_matter(text: str) -> FrontMatter:
    """The front matter that the text begins with, NONE if it has none or if it does not look like fields."""
    fence = _FENCE.match(text)
    if not fence:
        return NONE
    close = _CLOSE[fence[1]].search(text, fence.end())
    if not close:
        return NONE
    meta: dict[str, str] = {}
    fields = 0
    for line in re.split(r"\r\n|\n|\r", text[fence.end() : close.start()]):
        field = _FIELD[fence[1]].match(line.rstrip())
        if field:
            fields += 1
            value = _scalar(field[2] or "")
            if value:
                meta.setdefault(field[1].strip().lower(), value)
        elif not _INSIDE.match(line):
            return NONE
    return FrontMatter(close.end(), meta) if fields else NONE


def _scalar(value: str) -> str:
    """The value without quotation marks and comment; nothing for a list, a table or a block."""
    value = value.strip()
    if value[:1] in ("[", "{", "|", ">", "&", "*", "!"):
        return ""
    quoted = re.match(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^']|'')*)'", value)
    if not quoted:
        return "" if value.startswith("#") else _COMMENT.sub("", value)
    if quoted[1] is not None:
        return re.sub(r"\\([\"\\])", r"\1", quoted[1])
    return quoted[2].replace("''", "'")
