"""Words found through a document's index are those that a pattern of whole words finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from copydesk.document import Document, Tokens
from copydesk.kinds.word_places import WordPlaces, last_plain, word_before
from copydesk.readers import read
from copydesk.text import Source

WORDS = ("is", "isn't", "has", "have", "a")
PIECES = ("is", "Is", "isn't", "isn’t", "has", "have", "a", "_", "é", "1", " ", "  ", "\n", "-", "'", "’", ", ", "they")


def _document(text: str) -> Document:
    return read(Source("draft.txt", text))


def _always(prose: str, tokens: Tokens, number: int) -> bool:
    return True


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_the_same_places_as_a_pattern_of_whole_words(text: str) -> None:
    document = _document(text)
    pattern = re.compile("|".join(rf"\b{word}\b".replace("'", "['’]") for word in WORDS))
    assert list(WordPlaces(WORDS).find(document, _always)) == [m.span() for m in pattern.finditer(document.prose)]


def test_a_glance_rules_places_out() -> None:
    document = _document("It is late, and she is not, though that is all.")
    places = WordPlaces(["is"]).find(document, lambda _, tokens, number: word_before(tokens, number) == "she")
    assert [document.prose[start - 4 : end] for start, end in places] == ["she is"]


def test_the_word_before_is_found_over_marks_and_the_tail_of_a_phrase_is_what_is_found() -> None:
    document = _document("They didn’t, (she said) go.")
    number = document.tokens.words.index("go")
    assert word_before(document.tokens, number) == last_plain("she Said") == "said"
    assert word_before(document.tokens, document.tokens.words.index("They")) == ""
    assert last_plain("didn't") == "t"
