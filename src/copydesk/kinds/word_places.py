"""Where words of a list stand, read from the index that a document keeps of its words.

The matcher finds the same, but makes a hit of every "is" and "have" for each rule that asks for them; a look at the word
before settles nearly all of those at a tenth of the cost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from copydesk.document import Document, Tokens

_HEAD = re.compile("[A-Za-z0-9]+")
_LAST = re.compile("([A-Za-z0-9]+)[^A-Za-z0-9]*$")
_APOSTROPHES = str.maketrans("’", "'")

# Of a place, by the number of its word in `Document.tokens`: is it worth a look?
Glance = Callable[[str, Tokens, int], bool]


class WordPlaces:
    """Words to be found whole and as they are written, an apostrophe in them being of either sort.

    Where two of them begin at one place, the first given is meant. Each begins with a letter or digit of ASCII.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_head: dict[str, list[str]] = {}
        for word in words:
            head = _HEAD.match(word)
            if head:
                self._by_head.setdefault(head[0], []).append(word)

    def find(self, document: Document, glance: Glance) -> Iterator[tuple[int, int]]:
        """The places in order, those left out that a glance at what stands before them rules out."""
        prose, tokens, places = document.prose, document.tokens, document.places
        likely = [
            number
            for head in self._by_head.keys() & places.keys()
            for number in places[head]
            if glance(prose, tokens, number)
        ]
        for number in sorted(likely):
            start = tokens.starts[number]
            for word in self._by_head[tokens.words[number]]:
                end = start + len(word)
                if prose[start:end].translate(_APOSTROPHES) == word and _is_whole(prose, start, end):
                    yield start, end
                    break


def last_plain(phrase: str) -> str:
    """The last run of ASCII letters and digits in a phrase, in lower case: what `word_before` finds behind it."""
    found = _LAST.search(phrase)
    return found[1].lower() if found else ""


def word_before(tokens: Tokens, number: int) -> str:
    """The plain word before another, in lower case, whatever marks stand between; "" at the start of a text."""
    words = tokens.words
    number -= 1
    while number >= 0 and not words[number]:
        number -= 1
    return words[number].lower() if number >= 0 else ""


def _is_whole(prose: str, start: int, end: int) -> bool:
    return not (start and _is_inner(prose[start - 1])) and not (end < len(prose) and _is_inner(prose[end]))


def _is_inner(char: str) -> bool:
    return char.isalnum() or char == "_"
