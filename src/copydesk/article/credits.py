"""Captions and picture credits: "A caption | Somebody / Agency", "Photo: Somebody"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from copydesk.document import Document

Found = tuple[int, int, str]

# A credit holds one of these; only lines with one are looked at closely.
_HINTS = (
    "|", "©", "(c)", "(C)", "Photo", "Image", "Picture", "Pic:", "Illustration", "Credit", "Source:", "Shutterstock",
    "Getty", "Alamy", "/AFP", "/Reuters", "/REUTERS", "/AP", "/EPA", "/PA", "/ AFP", "/ Reuters", "/ AP", "/ EPA",
    "/ PA", "iStock", "Unsplash", "Pexels", "Wikimedia", "Flickr", "(File",
)  # fmt: skip
# The marks among them, the words that stand alone, and what the other words begin with.
_HINT_MARKS = ("|", "©", "(c)", "(C)")
_HINT_NAMES = frozenset(("AFP", "AP", "EPA", "PA", "Pic", "File", "Source"))
_HINT_STARTS = (
    "Photo", "Image", "Picture", "Illustration", "Credit", "Shutterstock", "Getty", "Alamy", "Reuters", "REUTERS",
    "iStock", "Unsplash", "Pexels", "Wikimedia", "Flickr",
)  # fmt: skip
_LINE_LIMIT = 300
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _credited() -> re.Pattern[str]:
    agency = (
        r"(?:Getty(?: Images)?|Shutterstock|Reuters|REUTERS|AFP|AP|EPA(?:-EFE)?|PA(?: Wire| Media)?|Alamy"
        r"|iStock|Unsplash|Pexels|Pixabay|Flickr|Wikimedia(?: Commons)?|Wikipedia|BBC|CNN|YouTube|YT|Twitter|X"
        r"|Instagram|Facebook|Adobe Stock|Depositphotos|Dreamstime|Bloomberg|Xinhua|TASS|Anadolu(?: Agency)?"
        r"|Zuma(?: Press)?|Rex(?: Features)?|Sipa|DPA|dpa|Corbis|Magnum|NASA|ESA"
        r"|CC BY(?:-SA)?[ \d.]*|Handout|File(?: photo)?|Courtesy(?: of)?)"
    )
    label = r"(?:Photo(?:graph)?s?|Image|Picture|Pic|Illustration|Credit|Photo credit|Image credit|Source)"
    return re.compile(
        rf"(?P<bar>\|\s*)(?P<after>[^|\n]{{0,60}}?\b{agency}\b[^|\n]{{0,40}})$"
        rf"|(?P<slash>^(?:[\w.'’ -]{{2,40}}/\s?)+{agency}\b[^.\n]{{0,40}}\.?$)"
        rf"|(?P<label>{label}(?: by|s? courtesy of| credit)?\s*:\s*[^\n]{{2,80}}"
        r"|(?:Photo(?:graph)?s?|Image|Illustration)s? (?:by|courtesy of)\s[^\n]{2,80}|(?:©|\([cC]\))\s?[^\n]{2,80})$"
        r"|(?P<paren>\((?:Photo|Image|Picture|Credit|Photograph|Illustration|AP Photo|File)\b[^)\n]{0,80}\))$"
    )


def read_credit(line: str) -> int | None:
    """Where the credit in a line begins, None if it holds none; 0 if the line is nothing else ("Name | BBC/YT")."""
    if not any(hint in line for hint in _HINTS):
        return None
    match = _credited().search(line)
    if match is None:
        return None
    before = line[: match.start()].rstrip()
    named = len(_WORD.findall(before)) <= 4 and before[-1:] not in (".", "!", "?")
    if match["bar"] is not None and named and "/" in match["after"]:
        return 0
    return match.end("bar") if match["bar"] is not None else match.start()


def find_captions(document: Document) -> Iterator[Found]:
    """Credits, the captions before them, and lines that give such a caption a second time: (start, end, role)."""
    text = document.text
    for start, end in sorted(_hinted_lines(text)) if _has_hints(document) else ():
        # The credit of a caption that ran into its paragraph stands at the end.
        low = start if end - start <= _LINE_LIMIT else end - 120
        at = read_credit(text[low:end])
        block = document.block_at(start)
        if at is None or block is None or block.kind in ("code", "front_matter", "cell"):
            continue
        caption = text[start : low + at].rstrip(" |\t")
        if end - start > _LINE_LIMIT or len(caption) > _LINE_LIMIT or _is_sentence_before(caption):
            yield low + at, end, "credit"
            continue
        yield low + at, end, "credit"
        if caption:
            yield start, start + len(caption), "caption"
            yield from _twins(text, caption, start)


def _is_sentence_before(caption: str) -> bool:
    """More than one sentence is a paragraph and no caption."""
    return len(re.findall(r"[.!?]\s+[A-Z]", caption)) > 1


def _has_hints(document: Document) -> bool:
    """False if there is surely no hint in the text: its different words are fewer than its characters by far."""
    if any(mark in document.text for mark in _HINT_MARKS) or not _HINT_NAMES.isdisjoint(document.places):
        return True
    words = " ".join(document.places)
    return any(start in words for start in _HINT_STARTS)


def _hinted_lines(text: str) -> set[tuple[int, int]]:
    lines = set()
    for hint in _HINTS:
        at = text.find(hint)
        while at >= 0:
            start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
            stop = text.find("\n", at)
            end = len(text) if stop < 0 else stop
            start += len(text[start:end]) - len(text[start:end].lstrip())
            lines.add((start, start + len(text[start:end].rstrip())))
            at = text.find(hint, end)
    return lines


def _twins(text: str, caption: str, start: int) -> Iterator[Found]:
    """The same words as a line of their own in the neighbourhood."""
    low = max(start - 3 * len(caption) - 200, 0)
    for match in re.finditer(
        rf"^[ \t]*({re.escape(caption)})[ \t]*$", text[low : start + 4 * len(caption) + 200], re.MULTILINE
    ):
        if low + match.start(1) != start:
            yield low + match.start(1), low + match.end(1), "caption"
