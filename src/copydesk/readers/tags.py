"""HTML as a row of tags and texts, with exact positions.

The standard library's parser takes time that grows with the square of the text on unclosed tags and comments (half a
minute for 100 kB of "<a b="), keeps no position of an attribute, and answers differently from one Python to the next.
What is wanted here is less than parsing: where text is, and which element it is in. One regular expression a token is
enough, and stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

_NAME = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"[\s/]*(?:([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*)))?|=)")
_TAG_END = re.compile(r"[\s/]*>")
_RAW_END = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes")
}
_ENTITY = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]{1,8}|[0-9]{1,8});?|([A-Za-z][A-Za-z0-9]{1,31})(;?))")
# Numbers that HTML reads as Windows-1252.
_WINDOWS = dict(zip(range(0x80, 0xA0), "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ", strict=True))


class Text(NamedTuple):
    """Text between tags, entities as they are written."""

    start: int
    end: int


class Tag(NamedTuple):
    """`<name …>` or, with `closes`, `</name>`, in lower case. Of each attribute: name, start and end of its value."""

    start: int
    end: int
    name: str
    closes: bool
    attributes: tuple[tuple[str, int, int], ...]


class Comment(NamedTuple):
    """What stands between `<!--` and `-->`."""

    start: int
    end: int


def tokens(text: str) -> Iterator[Text | Tag]:
    """Texts and tags in order; comments, declarations and processing instructions are left out."""
    return (token for token in markup(text) if not isinstance(token, Comment))


def markup(text: str) -> Iterator[Text | Tag | Comment]:
    """Texts, tags and comments in order; declarations and processing instructions are left out."""
    at = since = 0
    last_close = text.rfind(">")
    while (at := text.find("<", at)) >= 0:
        token, after = _markup(text, at, last_close)
        if after == at:  # a "<" that is only a character
            at += 1
            continue
        if at > since:
            yield Text(since, at)
        if text.startswith("<!--", at):
            yield Comment(at + 4, max(after - 3, at + 4) if text.endswith("-->", at, after) else after)
        at = since = after
        if token:
            yield token
            if not token.closes and token.name in _RAW_END:
                raw = _RAW_END[token.name].search(text, at)
                at = since = raw.start() if raw else len(text)
                if at > token.end:
                    yield Text(token.end, at)
    if since < len(text):
        yield Text(since, len(text))


def _markup(text: str, at: int, last_close: int) -> tuple[Tag | None, int]:
    """The tag at a "<", if it is one, and the offset behind the markup there; the same offset if there is none."""
    if text.startswith("<!--", at):
        if text.startswith((">", "->"), at + 4):
            return None, text.index(">", at) + 1
        end = text.find("-->", at + 4)
        return None, end + 3 if end >= 0 else len(text)
    if text.startswith(("<!", "<?"), at):
        return None, text.index(">", at) + 1 if at < last_close else len(text)
    name = _NAME.match(text, at)
    if not name or at > last_close:
        return None, at
    attributes = []
    here = name.end()
    while not (close := _TAG_END.match(text, here)):
        attribute = _ATTRIBUTE.match(text, here)
        if not attribute:
            return None, len(text)  # the text ends inside the tag
        here = attribute.end()
        if attribute.lastindex and not name[1]:
            value = attribute.span(attribute.lastindex) if attribute.lastindex > 1 else (here, here)
            attributes.append((attribute[1].lower(), *value))
    return Tag(at, close.end(), name[2].lower(), bool(name[1]), tuple(attributes)), close.end()


def entities(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The character references in text[start:end]: from where to where, and what they stand for."""
    if text.find("&", start, end) < 0:
        return
    for match in _ENTITY.finditer(text, start, end):
        if match[1] is None:
            yield match.start(), match.end(), _numbered(match[0].strip("&#;"))
        elif match[2] and match[1] + ";" in html5:
            yield match.start(), match.end(), html5[match[1] + ";"]
        else:
            name = next((match[1][:n] for n in range(len(match[1]), 1, -1) if match[1][:n] in html5), "")
            if name:
                yield match.start(), match.start() + 1 + len(name), html5[name]


def _numbered(digits: str) -> str:
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if code in _WINDOWS:
        return _WINDOWS[code]
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return chr(code)
