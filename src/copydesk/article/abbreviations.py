"""Abbreviations, and where the text spells them out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from copydesk.document import Document

Spans = list[tuple[int, int]]

# Two to eight signs with at least two capitals: KCNA, G20, R&D, U.N., IoT. The set of first letters makes it fast.
_USE = re.compile(
    r"[A-Z](?<![\w.@#$/&'’-].)(?:[A-Z0-9][A-Z0-9&]{0,6}|[a-z][A-Z]{1,5}|(?:\.[A-Z])+\.?|&[A-Z]{1,4})"
    r"(?:s(?!\w))?(?![\w@/&]|['’](?!s\b)\w|-[\dA-Z]|\.\w)"
)
_WORD = re.compile(r"[A-Za-z0-9À-ɏ][\w'’]*")
_SMALL = frozenset("of the and for in on to a an at by de la du des et und der from with".split())
_INTRODUCED = (
    "known as",
    "abbreviated as",
    "abbreviated to",
    "referred to as",
    "called",
    "dubbed",
    "shortened to",
    "initials",
)
# The words before a bracket that can hold a long form, in characters.
_REACH = 160


class Abbreviation(NamedTuple):
    """A short form with all its places, and the one where it stands beside its long form; None if none does."""

    short: str
    spans: tuple[tuple[int, int], ...]
    defined_at: tuple[int, int] | None
    long: str = ""


def find_abbreviations(document: Document) -> tuple[Abbreviation, ...]:
    """The abbreviations of a document, in the order of their first use. Plurals (MPs) count with the singular."""
    uses = _uses(document)
    defined = dict(_definitions(document.prose, uses))
    for short, (span, _) in defined.items():
        uses.setdefault(short, [span])
    found = [Abbreviation(short, tuple(spans), *defined.get(short, (None, ""))) for short, spans in uses.items()]
    return tuple(sorted(found, key=lambda abbreviation: abbreviation.spans[0]))


def _uses(document: Document) -> dict[str, Spans]:
    uses: dict[str, Spans] = defaultdict(list)
    for match in _USE.finditer(document.prose):
        short, (start, end) = match[0], match.span()
        if short[-1] == "s" and len(short) > 2:
            short, end = short[:-1], end - 1
        if not document.masked.at(start):
            uses[short].append((start, end))
    return uses


def _definitions(text: str, uses: Mapping[str, Spans]) -> Iterator[tuple[str, tuple[tuple[int, int], str]]]:
    """(short form, (its span where it is defined, long form)); the first definition comes last, to win in a dict."""
    found = []
    for match in _bracketed().finditer(text):
        long = _long_before(text, match.start(), match["short"])
        if long:
            found.append((match["short"], (match.span("short"), long)))
    known = {short for short, _ in found}
    for short, spans in uses.items():
        if short not in known:
            places = ((span, _long_beside(text, span, short)) for span in spans)
            found += [(short, (span, long or "")) for span, long in places if long is not None][:1]
    return reversed(found)


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(
        r"\(\s*[\"“‘']?(?:the |or |hereafter )?[\"“‘']?"
        r"(?P<short>[A-Z](?:[A-Za-z0-9&.-]{0,8}[A-Z0-9]\.?))s?[\"”’']?\s*[,;)]"
    )


@cache
def _spelled() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:[(—–,]\s*(?:or |the |short for |which stands for |standing for )*"
        r"|,?\s*(?:which\s|that\s)?(?:stands|standing|short|stood)\sfor\s(?:the\s)?)"
        r"(?P<long>[A-Za-z][\w'’&-]*(?:[ -][\w'’&-]+){1,9})"
    )


@cache
def _glossed() -> re.Pattern[str]:
    """Capitals and, in brackets behind them, a name: it need not give the letters, which may be of another language."""
    return re.compile(
        r"\s\((?:the |or |in English )*(?P<long>[A-Z][a-z][\w'’-]+(?:\s(?:of|the|for|and|by|[A-Z][\w'’-]+)){1,8})\)"
    )


@cache
def _apposed() -> re.Pattern[str]:
    return re.compile(r"(?:,\s(?:or\s|known as\s|the\s)*(?:the\s)?[\"“‘']?|\s[—–-]\s(?:the\s)?)$")


def _letters(short: str) -> str:
    return "".join(c for c in short.lower() if c.isalnum())


def _long_before(text: str, at: int, short: str) -> str:
    """The words before `at` whose initials make the short form."""
    begin = max(text.rfind("\n", 0, at) + 1, at - _REACH)
    words = list(_WORD.finditer(text, begin, at))
    stretches = [words[-count:] for count in range(1, min(len(words), 2 * len(short) + 4) + 1)]
    found = _first_spelling([[m[0] for m in stretch] for stretch in stretches], short)
    return text[stretches[found][0].start() : stretches[found][-1].end()] if found is not None else ""


def _first_spelling(stretches: Sequence[Sequence[str]], short: str) -> int | None:
    """The number of the first stretch of words that gives the short form, by initials alone if one does."""
    letters = _letters(short)
    likely = [
        i
        for i, words in enumerate(stretches)
        if words[0][0].lower() == letters[0]
        and words[0].lower() not in ("the", "a")
        and words[-1].lower() not in _SMALL
    ]
    exact = (i for i in likely if "".join(w[0] for w in stretches[i] if w.lower() not in _SMALL).lower() == letters)
    return next(exact, next((i for i in likely if spells(stretches[i], letters)), None))


def _long_beside(text: str, span: tuple[int, int], short: str) -> str | None:
    """The long form behind an abbreviation ("AU, the African Union") or before it ("the African Union, or AU").

    "" where the text introduces it in other words ("known as AU"), None where it does not.
    """
    if text[max(span[0] - 30, 0) : span[0]].rstrip(' "“‘').removesuffix(" the").endswith(_INTRODUCED):
        return ""
    letters = _letters(short)
    foreign = _glossed().match(text, span[1])
    if foreign:
        return foreign["long"]
    match = _spelled().match(text, span[1])
    words = _WORD.findall(match["long"]) if match else []
    stretches = [words[:count] for count in range(2, len(words) + 1)]
    found = _first_spelling(stretches, short)
    if found is not None:
        return " ".join(stretches[found])
    if len(letters) < 3 or text[span[0] - 1] not in " \"“‘'":
        return None
    before = _apposed().search(text, max(span[0] - 30, 0), span[0])
    return (_long_before(text, before.start(), short) or None) if before else None


def spells(words: Sequence[str], letters: str) -> bool:
    """True if the initials of the words, in order, make `letters`.

    Small words may be passed over, and among more than three words one other; a word gives letters from its inside as
    long as too few words are left to give the rest ("television" T and V).
    """
    at, skipped = 0, 0
    large = [word.lower() not in _SMALL for word in words]
    for index, word in enumerate(words):
        lowered, rest = word.lower(), sum(large[index + 1 :])
        if at == len(letters) or lowered[0] != letters[at]:
            skipped += large[index]
            continue
        at += 1
        for char in lowered[1:]:
            if len(letters) - at > rest and char == letters[at]:
                at += 1
    return at == len(letters) and skipped <= (1 if len(words) > 3 else 0)
