"""Prose that is not language: addresses of all sorts, file names, handles, hashtags, code between backticks."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Each pattern begins with a rare literal, which `re` finds fast.
_LINK = re.compile(r"://[^\s<>\"“”«»]+")
_WWW = re.compile(r"www\.[^\s<>\"“”«»]+")
_AT = re.compile(r"@\w[\w.-]*")
_HASHTAG = re.compile(r"#(?=\w*[^\W\d_])\w+")
_CODE = re.compile(r"`(?![\s`])[^`\r\n]*[^`\s]`(?![`\w])")
_DOTTED = re.compile(
    r"\.(?:com|org|net|gov|edu|mil|info|int|io|eu|co\.uk|org\.uk|ac\.uk|gov\.uk|de|fr|ru|uk|ca|au|cn|jp|nl|tv|fm"
    r"|pdf|docx?|xlsx?|pptx?|txt|csv|json|ya?ml|toml|xml|html?|css|md|py|js|ts|sh|exe|dll|zip|gz|jpe?g|png|gif|svg|webp|mp[34])"
    r"(?![\w-])(?:/[^\s<>\"“”«»]*)?"
)
_PATH = re.compile(r"/[\w.~-]+/[\w.~/-]+")
_PATH_HEAD = re.compile(r"(?:(?<=[\s(\[“\"'])|\A)(?:~|\.{1,2})?\Z")
_DRIVE = re.compile(r":\\[^\s<>:\"|?*]+")
_TAIL = ".,;:!?'’”\"»*_"
# These are matched against what stands before, read backwards.
_SCHEME = re.compile(r"[A-Za-z0-9+.-]*[A-Za-z]")
_LOCAL = re.compile(r"[\w.+%-]+")
_HOST = re.compile(r"[\w.@:/~+%-]*[\w@:/~+%-]")
_REACH = 200


def masks(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of the text that rules about words leave alone, in no order; they may overlap."""
    if "://" in text or "www." in text:
        yield from _links(text)
    if "@" in text:
        yield from _handles(text)
    if "#" in text:
        yield from (m.span() for m in _HASHTAG.finditer(text) if not _is_word(text, m.start() - 1))
    if "`" in text:
        yield from (m.span() for m in _CODE.finditer(text) if not _joins_code(text, m.start() - 1))
    for match in _DOTTED.finditer(text):
        host = _before(_HOST, text, match.start())
        if host:
            yield match.start() - host, match.start() + len(match[0].rstrip(_TAIL))
    if "/" in text or ":\\" in text:
        yield from _paths(text)


def _links(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINK.finditer(text):
        scheme = _before(_SCHEME, text, match.start())
        if scheme:
            yield match.start() - scheme, match.start() + len(_closed(match[0]))
    for match in _WWW.finditer(text):
        if not _is_word(text, match.start() - 1):
            yield match.start(), match.start() + len(_closed(match[0]))


def _before(pattern: re.Pattern[str], text: str, at: int) -> int:
    """How many characters before `at` the pattern matches."""
    found = pattern.match(text[max(at - _REACH, 0) : at][::-1])
    return len(found[0]) if found else 0


def _closed(link: str) -> str:
    """A link without the punctuation of its sentence, and without a bracket that it does not open."""
    unopened = {")": link.count(")") - link.count("("), "]": link.count("]") - link.count("[")}
    end = len(link)
    while end and (link[end - 1] in _TAIL or unopened.get(link[end - 1], 0) > 0):
        end -= 1
        if link[end] in unopened:
            unopened[link[end]] -= 1
    return link[:end]


def _handles(text: str) -> Iterator[tuple[int, int]]:
    for match in _AT.finditer(text):
        yield match.start() - _before(_LOCAL, text, match.start()), match.start() + len(match[0].rstrip(".-"))


def _paths(text: str) -> Iterator[tuple[int, int]]:
    for match in _PATH.finditer(text):
        head = _PATH_HEAD.search(text, max(match.start() - 3, 0), match.start())
        if head:
            yield head.start(), match.start() + len(match[0].rstrip(_TAIL))
    for match in _DRIVE.finditer(text):
        if match.start() and text[match.start() - 1].isalpha() and not _is_word(text, match.start() - 2):
            yield match.start() - 1, match.end()


def _is_word(text: str, at: int) -> bool:
    return at >= 0 and (text[at].isalnum() or text[at] in "_&/#")


def _joins_code(text: str, at: int) -> bool:
    return at >= 0 and (text[at].isalnum() or text[at] == "`")
