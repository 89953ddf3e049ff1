"""Abbreviations, and where the text spells them out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from copydesk.document import Document

# Two to eight capitals or digits, at least two capitals: KCNA, F-35s no, G20 yes, R&D yes, U.N. yes.
_SHORT = r"[A-Z][A-Za-z]?[A-Z0-9&]{1,6}|[A-Z](?:\.[A-Z])+\.?|[A-Z]{1,5}[&-][A-Z]{1,5}"
_USE = re.compile(rf"(?<![\w.@#$/&'’-])(?:{_SHORT})(?:s(?![\w]))?(?![\w@/&]|['’](?!s\b)\w|-(?=[\dA-Z])|\.\w)")
_BEHIND = re.compile(
    rf"\(\s*[\"“‘']?(?:the |or |hereafter |formerly |aka |a\.k\.a\. )?[\"“‘']?(?P<short>{_SHORT}|[A-Z][A-Za-z]{{1,7}}[A-Z]|[A-Z][a-z]+[A-Z]\w*)s?[\"”’']?\s*[,;)]"
)
_SPELLED = re.compile(
    r"\s*[\(—–,]\s*(?:or |the |short for |which stands for |standing for )*(?P<long>[A-Za-z][\w'’&-]*(?:[ -][\w'’&-]+){1,9})"
)
_STANDS_FOR = re.compile(
    r"\s*,?\s*(?:which\s|that\s)?(?:stands|standing|short|stood)\s(?:for)\s(?P<long>[^,.;:()]{4,90})"
)
_KNOWN_AS = re.compile(
    rf"\b(?:known|abbreviated|referred to|called|dubbed|shortened)\s(?:as|to)?\s?(?:simply |by its initials,? )?(?:the )?[\"“‘']?(?P<short>{_SHORT})\b"
)
_WORD = re.compile(r"[A-Za-z0-9À-ɏ][\w'’]*")
_SMALL = frozenset("of the and for in on to a an at by de la du des et und der from with".split())


class Abbreviation(NamedTuple):
    """A short form: all its places, and the place where it stands beside its long form; None if that is nowhere."""

    short: str
    spans: tuple[tuple[int, int], ...]
    defined_at: tuple[int, int] | None
    long: str = ""


def find_abbreviations(document: Document) -> tuple[Abbreviation, ...]:
    """The abbreviations of a document, in the order of their first use. Plurals (MPs) are counted with the singular."""
    text = document.prose
    uses: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in _USE.finditer(text):
        short = match[0]
        end = match.end()
        if short[-1] == "s" and len(short) > 2:
            short, end = short[:-1], end - 1
        if not document.masked.at(match.start()):
            uses[short].append((match.start(), end))
    defined = dict(_definitions(text, uses))
    for short, (span, _) in defined.items():
        if short not in uses:
            uses[short] = [span]
    found = [Abbreviation(s, tuple(spans), *(defined[s] if s in defined else (None, ""))) for s, spans in uses.items()]
    return tuple(sorted(found, key=lambda abbreviation: abbreviation.spans[0]))


def _definitions(
    text: str, uses: dict[str, list[tuple[int, int]]]
) -> Iterator[tuple[str, tuple[tuple[int, int], str]]]:
    """(short form, (its span at the definition, its long form)), the first definition last so that it wins in a dict."""
    found: list[tuple[str, tuple[tuple[int, int], str]]] = []
    for match in _BEHIND.finditer(text):
        long = _long_before(text, match.start(), match["short"])
        if long:
            found.append((match["short"], (match.span("short"), long)))
    for match in _KNOWN_AS.finditer(text):
        found.append((match["short"], (match.span("short"), "")))
    known = {short for short, _ in found}
    for short, spans in uses.items():
        if short in known:
            continue
        for start, end in spans:
            long = _long_after(text, end, short) or _long_apposed(text, start, short)
            if long:
                found.append((short, ((start, end), long)))
                break
    return reversed(found)


def _letters(short: str) -> str:
    return "".join(c for c in short.lower() if c.isalnum())


def _long_before(text: str, at: int, short: str) -> str:
    """The words before an opening bracket whose initials make the short form."""
    begin = max(text.rfind("\n", 0, at), at - 160)
    words = list(_WORD.finditer(text, begin + 1, at))
    letters = _letters(short)
    # Tried from the shortest stretch that can hold the letters: each may come from a word's inside (KoreaN, eXtensible).
    for count in range(1, min(len(words), 2 * len(letters) + 4) + 1):
        stretch = words[-count:]
        first = stretch[0][0]
        if (
            first[0].lower() == letters[0]
            and first.lower() not in ("the", "a")
            and spells([w[0] for w in stretch], letters)
        ):
            return text[stretch[0].start() : stretch[-1].end()]
    return ""


def _long_after(text: str, end: int, short: str) -> str:
    match = _SPELLED.match(text, end) or _STANDS_FOR.match(text, end)
    if match is None:
        return ""
    words = [m[0] for m in _WORD.finditer(match["long"])]
    letters = _letters(short)
    for count in range(2, len(words) + 1):
        if (
            words[0][0].lower() == letters[0]
            and spells(words[:count], letters)
            and words[count - 1].lower() not in _SMALL
        ):
            return " ".join(words[:count])
    return ""


def _long_apposed(text: str, start: int, short: str) -> str:
    """ "the Korean Central News Agency, or KCNA": the long form before a comma or dash."""
    before = re.compile(r"(?:,\s(?:or\s|known as\s|the\s)*(?:the\s)?[\"“‘']?|\s[—–-]\s(?:the\s)?)$").search(
        text, max(start - 30, 0), start
    )
    if before is None:
        return ""
    return _long_before(text, before.start(), short) if len(_letters(short)) > 2 else ""


def spells(words: list[str], letters: str) -> bool:
    """True if the words' initials, in order, make the letters; small words may be skipped and a word may give more than one.

    A word of three or more letters that gives none is skipped at most once.
    """
    at, skipped = 0, 0
    for word in words:
        lowered = word.lower()
        if at < len(letters) and lowered[0] == letters[at]:
            at += 1
            for char in lowered[1:]:
                rest = len([w for w in words[words.index(word) + 1 :] if w.lower() not in _SMALL])
                if at < len(letters) and char == letters[at] and len(letters) - at > rest:
                    at += 1
        elif lowered not in _SMALL:
            skipped += 1
    return at == len(letters) and skipped <= (1 if len(words) > 3 else 0)
