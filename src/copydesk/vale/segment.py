"""Sentences as Vale's library finds them: Punkt (Kiss and Strunk 2006) with its English model and a few corrections.

The model is that of neurosnap/sentences (MIT); see LICENSES.md beside the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_MARK = re.compile(r"[.!?。！？]")
_WORD = re.compile(r"\S+")
_NUMBER = re.compile(r"-?[.,]?\d[\d,.-]*\.?\Z", re.ASCII)
_INITIAL = re.compile(r"[A-Za-z]\.\Z")
_ELLIPSIS = re.compile(r"\.\.+\Z")
_SPACED_ELLIPSIS = re.compile(r"(?:\.\s?){2,}\.")
_ABBREVIATION = re.compile(r"(?:\w\.)+\w*\.", re.ASCII)
_ENDS = (
    '."', ".)", ".’", ".”", "?", '?"', "?'", "?)", "?’", "?”", "!", '!"', "!'", "!)", "!’", "!”",
)  # fmt: skip
_INSIDE = re.compile(r"\.[\[(\"]|\?[\[(]|![\[(]")
_CLOSING = (")", "’", "”", '"', "'")
_PUNCTUATION = frozenset(";:,.!?；：，。！？")
# How a word was seen: with a capital or without, at the start of a sentence, inside one or who knows.
_MIDDLE_UPPER, _BEGIN_LOWER = 4, 16
_UPPER, _LOWER = 14, 112


class _Model(NamedTuple):
    abbreviations: frozenset[str]
    collocations: frozenset[str]
    starters: frozenset[str]
    seen: Mapping[str, int]
    paired: frozenset[str]  # the first words of collocations

    def is_plain(self, word: str) -> bool:
        """True for small letters and a full stop, if they are no abbreviation and no part of a collocation."""
        plain = word[:-1]
        return (
            len(plain) > 1
            and plain.isalpha()
            and plain.isascii()
            and plain.islower()
            and word[-1] == "."
            and plain not in self.abbreviations
            and plain not in self.paired
        )


@lru_cache(maxsize=1)
def _model() -> _Model:
    import gzip

    data = gzip.decompress((Path(__file__).parent / "data" / "punkt_english.txt.gz").read_bytes()).decode()
    parts = [part.split("\n") for part in data.split("\n\n")]
    seen: dict[str, int] = {}
    for line in parts[3]:
        flags, _, words = line.partition(" ")
        seen.update(dict.fromkeys(words.split(" "), int(flags)))
    paired = frozenset(pair.partition(",")[0] for pair in parts[1])
    return _Model(frozenset(parts[0]), frozenset(parts[1]), frozenset(parts[2]), seen, paired)


class _Token:
    """A word with a mark that may end a sentence, or the word behind one."""

    __slots__ = ("abbreviation", "breaks", "kind", "text")

    def __init__(self, text: str, model: _Model) -> None:
        self.text = text
        self.breaks = self.abbreviation = False
        self.kind = ""
        if _ends_sentence(text):
            self.breaks = True
        elif text.endswith((".", "。")) and not text.endswith(".."):
            short = text[:-1].lower()
            if short in model.abbreviations or short.rpartition("-")[2] in model.abbreviations:
                self.abbreviation = True
            else:
                self.breaks = True

    def type(self) -> str:
        """The word as the model knows it."""
        if not self.kind:
            kind = _NUMBER.sub("##number##", self.text.lower())
            self.kind = kind if len(kind) == 1 else kind.replace(",", "")
        return self.kind

    def type_without_period(self) -> str:
        kind = self.type()
        return kind[:-1] if len(kind) > 1 and kind.endswith(".") else kind

    def type_as_next(self) -> str:
        return self.type_without_period() if self.breaks else self.type()


def _ends_sentence(text: str) -> bool:
    return (text.endswith(_ENDS) and "Yahoo!" not in text) or bool(_INSIDE.search(text))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text, without white space around them."""
    last = 0
    for end in _breaks(text):
        if span := _trimmed(text, last, end):
            yield span
        last = end
    if span := _trimmed(text, last, len(text)):
        yield span


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _breaks(text: str) -> Iterator[int]:
    """Where sentences end."""
    if not _MARK.search(text):
        return
    model = _model()
    # The library counts the last word only if its last character is one byte.
    length = len(text) if text[-1:].isascii() or text[-1:].isspace() else _last_space(text)
    token: _Token | None = None
    end = at = 0
    while True:
        if token is None:
            mark = _MARK.search(text, at, length)
            if not mark:
                return
            start, end = _word_around(text, at, mark, length)
            token = _Token(text[start:end], model)
        after = _WORD.search(text, end, length)
        follower = _judged(token, after[0] if after else "", model)
        if token.breaks:
            yield end
        if after is None:
            return
        token = follower
        if follower:
            end = after.end()
        else:
            at = after.end()


def _word_around(text: str, at: int, mark: re.Match[str], length: int) -> tuple[int, int]:
    start = mark.start()
    while start > at and not text[start - 1].isspace():
        start -= 1
    word = _WORD.match(text, start, length)
    return start, word.end() if word else mark.end()


def _judged(token: _Token, following: str, model: _Model) -> _Token | None:
    """Decides whether a sentence ends with a token; returns the word behind it as a token if it has such a mark, too."""
    marked = _MARK.search(following)
    if following != "." and model.is_plain(token.text):
        # Nothing that the model knows forbids that a sentence ends here: the longer way comes to the same end.
        return _Token(following, model) if marked else None
    if following:
        follower = _Token(following, model)
        _judge_with_next(token, follower, model)
        _correct(token, follower, model)
        return follower if marked else None
    if "\n" in token.text and " " in token.text:
        token.breaks = False
    return None


def _last_space(text: str) -> int:
    at = len(text)
    while at and not text[at - 1].isspace():
        at -= 1
    return at


def _judge_with_next(one: _Token, two: _Token, model: _Model) -> None:
    """Punkt's second pass: what the word behind says about the period of the first."""
    if not one.text.endswith((".", "。")):
        return
    kind, following = one.type_without_period(), two.type_as_next()
    initial = bool(_INITIAL.match(one.text))
    if f"{kind},{following}" in model.collocations:
        one.breaks, one.abbreviation = False, True
        return
    shortened = (one.abbreviation or _ELLIPSIS.search(one.text)) and not initial
    if shortened and (_starts_sentence(two, model) == 1 or (two.text[0].isupper() and following in model.starters)):
        one.breaks = True
        return
    if one.text == two.text == ".":
        one.breaks = two.breaks = False
        return
    if initial or kind == "##number##":
        starts = _starts_sentence(two, model)
        unknown = starts == -1 and initial and two.text[0].isupper() and not model.seen.get(following, 0) & _LOWER
        if starts == 0 or unknown:
            one.breaks, one.abbreviation = False, True


def _starts_sentence(token: _Token, model: _Model) -> int:
    """1 if the word begins a sentence to all appearances, 0 if it does not, -1 if there is no telling."""
    if token.text in _PUNCTUATION:
        return 0
    seen = model.seen.get(token.type_as_next(), 0)
    if token.text[0].isupper() and seen & _LOWER and not seen & _MIDDLE_UPPER:
        return 1
    if token.text[0].islower() and (seen & _UPPER or not seen & _BEGIN_LOWER):
        return 0
    return -1


def _correct(one: _Token, two: _Token, model: _Model) -> None:
    """What the library behind Vale adds to Punkt: ellipses, brackets and quotes within a sentence, F.B.I."""
    if one.text.endswith(".") and two.text == ".":
        one.breaks = two.breaks = False
        return
    open_period = one.text.endswith(".") and not one.breaks
    ellipsis = bool(_SPACED_ELLIPSIS.search(one.text))
    inside = one.breaks and one.text.endswith(_CLOSING)
    following = two.type_as_next()
    if open_period or ellipsis or inside:
        if ellipsis and (two.text[0].isupper() or following in model.starters):
            one.breaks = True
            return
        if inside and two.text[0].islower() and following not in model.starters:
            one.breaks = False
            return
        if open_period and two.text[0].isupper() and model.seen.get(following, 0) & _LOWER:
            one.breaks = True
    if not _ABBREVIATION.search(one.text) or _INITIAL.match(one.text):
        return
    one.abbreviation, one.breaks = True, False
    if _starts_sentence(two, model) == 1 or (two.text[0].isupper() and following in model.starters):
        one.breaks = True
