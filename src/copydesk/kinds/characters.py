"""characters: signs that are not what they look like, or that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import ClassVar, Literal

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Edit, Fix, Related
from copydesk.matching import Hit
from copydesk.record import record
from copydesk.rule import Rule

Found = tuple[int, int, str | None]  # start, end, what belongs there (None: unknown)

# The letters that UTF-8 bytes of punctuation, accents and emoji become when read as Windows-1252.
_LEADS = "ÂÃÄÅÆÇÎÏÐÑâãäåðïîêëè"
_MOJIBAKE = re.compile(
    "[" + _LEADS + "][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{0,2}"
    "(?:[" + _LEADS + "]?[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3})*"
)
_LOST = re.compile("\ufffd+")
_INVISIBLE = re.compile("[\xad\u180e\u200b-\u200f\u2060-\u2064\ufeff]+")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]+")
# Scripts that are written with joiners or from right to left, and emoji, which are joined.
_JOINING = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2600-\u27bf\ufb1d-\ufdff\ufe0f\ufe70-\ufefc\U0001f000-\U0001faff]"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_LOOKALIKES = dict(
    zip(
        "АВЕКМНОРСТУХаеорсухіјѕԁһԛԝЅІЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρυ",
        "ABEKMHOPCTYXaeopcyxijsdhqwSIJABEZHIKMNOPTYXoavpu",
        strict=True,
    )
)


@record(kw_only=True)
class Characters(Rule):
    """Characters by what is wrong with them.

    find   mojibake: text decoded with the wrong encoding; lost: the sign for a character that was lost; invisible: zero-width
           and soft characters; bidi: controls that reorder what is read; homoglyph: a letter of another script within a
           word; quotes: straight and curly marks mixed; dashes: hyphens for dashes beside real ones
    """

    kind: ClassVar[str] = "characters"

    find: Literal["mojibake", "lost", "invisible", "bidi", "homoglyph", "quotes", "dashes"]

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        text = article.document.prose
        if text.isascii():
            return
        if self.find in ("quotes", "dashes"):
            yield from self._mixed(article, text)
            return
        for start, end, right in _FINDERS[self.find](text):
            yield from self._repair(article, start, end, right)

    def _repair(self, article: Article, start: int, end: int, right: str | None) -> Iterator[Diagnostic]:
        document = article.document
        span = document.span(start, end)
        same = document.source.text[span.start : span.end] == document.text[start:end]
        fix = Fix((Edit(span, right),), safe=True) if right is not None and same else None
        shown = document.text[start:end]
        codes = (
            " ".join(f"U+{ord(c):04X}" for c in dict.fromkeys(shown)) if self.find in ("invisible", "bidi") else shown
        )
        replacements = (right,) if right is not None else ()
        yield from self.report(article, start, end, found=codes, fixed=right or "", replacements=replacements, fix=fix)

    def _mixed(self, article: Article, text: str) -> Iterator[Diagnostic]:
        """One finding for the form that the text uses less, or for hyphens, if it uses both."""
        forms = [[m for m in pattern.finditer(text) if self._counts(article, m)] for pattern in _pairs()[self.find]]
        if not all(forms):
            return
        few = min(forms, key=len) if self.find == "quotes" else forms[0]
        first, *others = few
        edits = [self._edit(article, match) for match in few] if self.find == "quotes" else []
        fix = Fix(tuple(edit for edit in edits if edit), safe=True) if edits and all(edits) else None
        yield from self.report(
            article,
            *first.span(),
            related=tuple(Related(article.document.span(*m.span()), "here too") for m in others[:8]),
            fixed=f"{len(few)} of {sum(map(len, forms))}",
            replacements=(fix.edits[0].text,) if fix else (),
            fix=fix,
        )

    def _edit(self, article: Article, match: re.Match[str]) -> Edit | None:
        """The mark in its other form; None where markup writes it in some way of its own."""
        document, mark = article.document, match[0]
        span = document.span(*match.span())
        if document.source.text[span.start : span.end] != mark:
            return None
        opens = not document.text[match.start() - 1 : match.start()].strip("([—–-/ \n\t")
        curly = {"'": "’", '"': "“" if opens else "”"}
        return Edit(span, curly.get(mark, "'" if mark == "’" else '"'))

    def _counts(self, article: Article, match: re.Match[str]) -> bool:
        return not article.document.masked.at(match.start())


def _mojibake(text: str) -> Iterator[Found]:
    for match in _MOJIBAKE.finditer(text):
        right = unscramble(match[0])
        if right is not None:
            yield match.start(), match.end(), right


def unscramble(text: str) -> str | None:
    """The text that UTF-8 bytes read as Windows-1252 stood for; None if they are none, so that nothing was scrambled."""
    try:
        raw = b"".join(c.encode("latin-1") if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in text)
        right = raw.decode("utf-8")
    except UnicodeError:
        return None
    return right if len(right) < len(text) else None


def _lost(text: str) -> Iterator[Found]:
    return ((*m.span(), None) for m in _LOST.finditer(text))


def _invisible(text: str) -> Iterator[Found]:
    for match in _INVISIBLE.finditer(text):
        around = text[max(match.start() - 2, 0) : match.end() + 2]
        if not _JOINING.search(around):
            yield *match.span(), ""


def _bidi(text: str) -> Iterator[Found]:
    found = [match.span() for match in _BIDI.finditer(text)]
    if found and not _RIGHT_TO_LEFT.search(text):
        for start, end in found:
            yield start, end, ""


def _homoglyph(text: str) -> Iterator[Found]:
    end = 0
    for match in _FOREIGN.finditer(text):
        if match.start() < end:
            continue
        start = match.start()
        while start and text[start - 1].isalpha():
            start -= 1
        word = _WORD.match(text, start)
        if word is None:
            continue
        end = word.end()
        letters = word[0]
        foreign = _FOREIGN.findall(letters)
        # A unit or a formula (μm, Δx) has one foreign letter and few others.
        if len(letters) > 3 and _LATIN.search(letters) and all(c in _LOOKALIKES for c in foreign):
            yield start, end, "".join(_LOOKALIKES.get(c, c) for c in letters)


_FINDERS: dict[str, Callable[[str], Iterator[Found]]] = {
    "mojibake": _mojibake,
    "lost": _lost,
    "invisible": _invisible,
    "bidi": _bidi,
    "homoglyph": _homoglyph,
}


@cache
def _pairs() -> dict[str, tuple[re.Pattern[str], ...]]:
    return {
        "quotes": (
            re.compile(r"\"(?<!\d\")|'(?<=[^\W\d_]')(?=[^\W\d_])"),
            re.compile(r"[“”]|’(?<=[^\W\d_]’)(?=[^\W\d_])"),
        ),
        "dashes": (
            re.compile(r"(?<=[\w,.”\"’'] )--?(?= [\w“\"‘'])|(?<=[^\W\d_])--(?=[^\W\d_])"),
            re.compile("[—–](?!\\d)(?<!\\d.)"),
        ),
    }
