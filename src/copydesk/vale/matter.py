"""The fields of a file's front matter as blocks: Vale lints each that is a text, under `text.frontmatter.<key>`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.vale.blocks import Block, Piece

_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n([\s\S]*?)^(?:---|\+\+\+)[ \t]*\r?$", re.MULTILINE)
_YAML = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:[ \t]+(\S[^\r\n]*?)[ \t]*\r?$", re.MULTILINE)
_TOML = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*=[ \t]*([\"'][^\r\n]*[\"'])[ \t]*\r?$", re.MULTILINE)
_INDENTED = re.compile(r"(?:[ \t]+[^\r\n]*(?:\r?\n|\Z)|[ \t]*\r?\n)+")
_OTHER_TYPES = re.compile(
    r"(?:true|false|yes|no|on|off|null|~|[-+]?[\d_]+(?:\.\d*)?(?:e[-+]?\d+)?|0x[0-9a-f]+|\d{4}-\d\d?-\d\d?.*)\Z",
    re.IGNORECASE,
)


def fields(text: str, suffix: str) -> Iterator[Block]:
    """The fields that hold a text, in order."""
    front = _FRONT.match(text)
    if not front:
        return
    pattern = _YAML if front[1] == "---" else _TOML
    for match in pattern.finditer(text, front.start(2), front.end(2)):
        pieces = _value(text, match, front.end(2))
        if pieces:
            shown = "".join(piece.text for piece in pieces)
            yield Block(shown, f"text.frontmatter.{match[1]}{suffix}", tuple(pieces))


def _value(text: str, match: re.Match[str], end: int) -> list[Piece]:
    value, start = match[2], match.start(2)
    if value[0] in "|>":
        return _indented(text, match.end(), end)
    if value[0] in "\"'" and value[-1] == value[0] and len(value) > 1:
        return [Piece(value[1:-1], start + 1, len(value) - 2)] if len(value) > 2 else []
    value = re.split(r"\s#", value)[0].rstrip()
    if value[0] in "[{&*!\"'#" or _OTHER_TYPES.match(value):
        return []
    return [Piece(value, start, len(value))]


def _indented(text: str, start: int, end: int) -> list[Piece]:
    """The lines of a block below its key, without their indent."""
    start = text.find("\n", start, end) + 1
    lines = _INDENTED.match(text, start, end) if start else None
    found = re.finditer(r"[ \t]*([^\r\n]*\n?)", lines[0]) if lines else ()
    return [Piece(line[1], start + line.start(1), len(line[1])) for line in found if line[1]]
