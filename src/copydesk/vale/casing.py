"""Title case, sentence case, and the case of a replacement, as Vale's library makes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from copydesk.vale.dialect import compiled, translated

_SMALL = frozenset("a an and as at but by en for if in nor of on or per the to vs vs. via v v.".split())
_PREPOSITIONS = frozenset(
    "with from into during including until against among throughout despite towards upon concerning about over through "
    "before between after since without under within along following across beyond around down near above".split()
)
_TITLE_WORD = re.compile(r"[^\W_]+[^\s\-/]*")
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})
_SEEN = 20_000
_NUMBERED = re.compile(r"\d+\.")


class Terms:
    """Words that keep their case, each a pattern."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)
        self._seen: dict[str, str] = {}

    def known(self, word: str) -> str:
        """How the word is to be written, if it is one of them; nothing if it is not."""
        if word not in self._seen:
            if len(self._seen) > _SEEN:
                self._seen.clear()
            self._seen[word] = self._found(word)
        return self._seen[word]

    def _found(self, word: str) -> str:
        folded = word.casefold()
        for entry, lower, pattern in self._entries:
            if lower == folded:
                return entry
            if pattern is not None and pattern.search(word):
                return word
        return ""

    @cached_property
    def _entries(self) -> list[tuple[str, str, Any]]:
        found = []
        for word in self._words:
            try:
                found.append((word, word.casefold(), compiled(word)))
            except ValueError:
                found.append((word, word.casefold(), None))
        return found

    @cached_property
    def tokens(self) -> Any:
        """An expression for the words of a text, those that are listed first."""
        plain = r"(?:[^\W_]|\*)+[^\s]*"
        source = rf"\b(?:{'|'.join(map(translated, self._words))})\b|{plain}" if self._words else plain
        return re.compile(source, re.IGNORECASE)


def sentence_case(text: str, vocabulary: Terms, prefix: str, indicators: Sequence[str]) -> str:
    """The text with a capital at its start only; words of the vocabulary keep theirs, and behind an indicator one begins."""
    lead, text = _without_prefix(text, prefix)
    tokens = [m.group() for m in vocabulary.tokens.finditer(text)]
    made = []
    for index, token in enumerate(tokens):
        known = vocabulary.known(token)
        before = tokens[index - 1] if index else ""
        if known:
            made.append(known)
        elif index == 0 or before.endswith(tuple(indicators)) or (index == 1 and _NUMBERED.search(before)):
            made.append(_capital(token.lower()))
        else:
            made.append(token.lower())
    return lead + " ".join(made)


def title_case(text: str, vocabulary: Terms, prefix: str, *, chicago: bool) -> str:
    """The text with capitals at its words but the small ones (AP), and prepositions of any length (Chicago)."""
    lead, text = _without_prefix(text, prefix)
    plain = text.translate(_PLAIN)
    words = _TITLE_WORD.findall(text)
    place = 0
    number = -1

    def converted(match: re.Match[str]) -> str:
        nonlocal place, number
        number += 1
        word = match.group()
        at = plain.find(word, place)
        at = at if at >= 0 else place - 1
        place = at + len(word)
        if known := vocabulary.known(word):
            return known
        bounding = at == 0 or place == len(plain)
        small = _is_small(word.lower(), words[number + 1 :], bounding, chicago=chicago)
        if small and _parts(plain, at, at + len(word)):
            return word.lower()
        return _capital(word)

    return lead + _TITLE_WORD.sub(converted, text)


def _is_small(word: str, rest: Sequence[str], bounding: bool, *, chicago: bool) -> bool:  # noqa: FBT001
    if not chicago and word == "to" and rest:
        return _is_noun(rest[0])
    return not bounding and (word in _SMALL or (chicago and word in _PREPOSITIONS))


def _is_noun(word: str) -> bool:
    # The library asks its tagger; behind "to" a word with a capital or a noun's ending is one.
    return bool(re.search(r"(?:tion|ment|ness|ity|ance|ence|ship|ism|s)\Z", word.lower())) and len(word) > 4


def _parts(text: str, start: int, end: int) -> bool:
    """Whether what stands around a word lets it be small."""

    def at(index: int) -> str:
        return text[index] if 0 <= index < len(text) else ""

    before = at(start - 1)
    return before in (" ", "-", "/") and at(start - 2) not in (":", "-") and (at(end) != "-" or before == "-")


def _without_prefix(text: str, prefix: str) -> tuple[str, str]:
    found = compiled(prefix).search(text) if prefix else None
    return (found.group(), text.removeprefix(found.group())) if found else ("", text)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def recased(replacement: str, observed: str) -> str:
    """The replacement in the case of what it replaces."""
    new, old = _LETTERS.findall(replacement), _LETTERS.findall(observed)
    if not new or not old:
        return _in_case(replacement, _case(observed))
    head = 0
    while head < min(len(new), len(old)) and new[head].lower() == old[head].lower():
        head += 1
    tail = 0
    while tail < min(len(new), len(old)) - head and new[-1 - tail].lower() == old[-1 - tail].lower():
        tail += 1
    middle = old[head : len(old) - tail]
    case = _case(" ".join(middle)) if middle else _case(old[len(old) - tail] if tail else old[head - 1])
    every = case == "title" and len(middle) > 1 and all(_case(word) == "title" for word in middle)
    cases = []
    for index in range(len(new)):
        if index < head:
            cases.append(_case(old[index]))
        elif index >= len(new) - tail:
            cases.append(_case(old[len(old) - (len(new) - index)]))
        else:
            cases.append("lower" if case == "title" and not every and index > head else case)
    turn = iter(cases)
    return _LETTERS.sub(lambda m: _in_case(m[0], next(turn)), replacement)


def _case(text: str) -> str:
    letters = [sign for sign in text if sign.isalpha()]
    upper = sum(map(str.isupper, letters))
    lower = sum(map(str.islower, letters))
    if not letters:
        return ""
    if not upper:
        return "lower"
    if not lower:
        return "title" if len(letters) == 1 else "upper"
    return "title" if upper == 1 and letters[0].isupper() else ""


def _in_case(text: str, case: str) -> str:
    if case == "lower":
        return text.lower()
    if case == "upper":
        return text.upper()
    return _capital(text.lower()) if case == "title" else text
