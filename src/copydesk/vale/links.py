"""Addresses that GitHub's Markdown makes links of though nobody marked them as such."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.vale.blocks import Piece
from copydesk.vale.walker import Walker

_TAIL = r"(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=();,'\">^{}\[\]`]*)?"
_WWW_TAIL = _TAIL.replace("$", "")
# Only behind one of these does goldmark look for an address.
_BEFORE = r"(?:(?<=[ *_~(])|(?<![\s\S])|(?<=\n))"
_ADDRESS = re.compile(
    rf"{_BEFORE}(?:(?:https?|ftp)://[-a-zA-Z0-9@:%._+~#=]{{1,256}}\.[a-z]+(?::\d+)?{_TAIL}"
    rf"|www\.[-a-zA-Z0-9@:%._+~#=]{{1,256}}\.[a-z]+{_WWW_TAIL}"
    r"|[a-zA-Z0-9][a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]*@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+(?![-_]))"
)
_BRACKET = re.compile(r"[\[\]]")
_ESCAPED = re.compile(r"[^a-zA-Z0-9!#$%&'()*+,\-./:;=?@_~]")
_ENTITY_END = re.compile(r"&[a-zA-Z0-9]+;\Z")


def may_hold(text: str) -> bool:
    """False if there is certainly no address in the text."""
    return "://" in text or "www." in text or "@" in text


def open_brackets(text: str, before: int) -> int:
    """How many brackets are open behind a text: in them goldmark looks for no address."""
    depth = before
    for match in _BRACKET.finditer(text):
        depth = depth + 1 if match[0] == "[" else max(depth - 1, 0)
    return depth


def write(walker: Walker, pieces: Sequence[Piece], brackets: int) -> None:
    """Writes a text with its addresses as links; `brackets` are open before it."""
    text = "".join([piece.text for piece in pieces])
    at = 0
    for match in _ADDRESS.finditer(text):
        start = match.start()
        if start < at or open_brackets(text[:start], brackets):
            continue
        address = _without_punctuation(match[0])
        if start > at:
            walker.text(_cut(pieces, at, start))
        walker.begin("a", {"href": target(address)})
        walker.text(_cut(pieces, start, start + len(address)))
        walker.end("a")
        at = start + len(address)
    if at < len(text):
        walker.text(_cut(pieces, at, len(text)))


def target(address: str) -> str:
    """Where a link to an address points; with a sign that has to be escaped it is not the address itself."""
    if _ESCAPED.search(address):
        return f"escaped:{address}"
    return address if "://" in address else f"http://{address}" if address.startswith("www.") else f"mailto:{address}"


def _without_punctuation(address: str) -> str:
    kept = address[:1] + address[1:].rstrip("?!.,:*_~")
    if kept.endswith(")"):
        surplus = kept.count(")") - kept.count("(")
        return kept[: len(kept) - surplus] if surplus > 0 else kept
    return _ENTITY_END.sub("", kept)


def _cut(pieces: Sequence[Piece], start: int, end: int) -> list[Piece]:
    """The pieces of the text from start to end."""
    found, at = [], 0
    for piece in pieces:
        text, source, length = piece
        a, b = max(start - at, 0), min(end - at, len(text))
        if a < b:
            whole = length != len(text)
            found.append(Piece(text[a:b], source if whole else source + a, length if whole else b - a))
        at += len(text)
    return found
