"""How a text is put into JSON, XML and HTML so that nothing in it can be taken for anything else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from copydesk.formats.cells import reveal

# What JSON allows and still does harm: it ends lines for some readers, or moves and reorders what a terminal shows.
_UNSAFE_JSON = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
_XML_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
    "\n": "&#10;",
    "\r": "&#13;",
    "\t": "&#9;",
}
_XML_TABLE = str.maketrans(_XML_ENTITIES)

# Made once: json.dumps with options makes a new encoder at each call.
_encode: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


def _json_escape(match: re.Match[str]) -> str:
    point = ord(match[0])
    if point < 0x10000:
        return f"\\u{point:04x}"
    point -= 0x10000
    return f"\\u{0xD800 + (point >> 10):04x}\\u{0xDC00 + (point & 0x3FF):04x}"


def to_json(value: object) -> str:
    """JSON on one line, readable, without a raw control, bidi or separator character, and safe to encode as UTF-8."""
    return escaped(_encode(value))


def escaped(text: str) -> str:
    """JSON with what is harmful in it written as escapes."""
    return text if text.isascii() and "\x7f" not in text else _UNSAFE_JSON.sub(_json_escape, text)


def to_xml(text: str) -> str:
    """For XML attributes and elements: markup and white space as references, what XML forbids as escapes."""
    return reveal(text).translate(_XML_TABLE)
