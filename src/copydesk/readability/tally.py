"""Counts of a text: sums over its tokens, or over its distinct words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from copydesk.readability.syllables import count_syllables, hard_syllables
from copydesk.readability.words import clean, count_sentences

# A token weighs this much if it holds a word, and one for each syllable: so one sum counts both.
_WORD = 1 << 40
_REMEMBERED = 1 << 17
# Marks at the edges of most tokens, all of which `clean` takes away.
_EDGES = '.,;:!?()[]"“”—–-*'


class _Weights(dict[str, int]):
    """Token → what it weighs, worked out when first asked for. `map` over its look-up runs without a line of Python."""

    def __missing__(self, token: str) -> int:
        if token.isalpha():
            weight = _WORD + count_syllables(token)
        elif (bare := token.strip(_EDGES)).isalpha():
            weight = self[bare]
        else:
            word = clean(token)
            weight = _WORD + count_syllables(word) if word else 0
        if len(self) >= _REMEMBERED:
            self.clear()
        self[token] = weight
        return weight


@lru_cache(maxsize=1)
def weights() -> _Weights:
    """The weights of this process: the next article has most of them again."""
    return _Weights()


class Tally:
    """What the formulas need to know of one text; each count is made when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _tokens(self) -> list[str]:
        return self.text.split()

    @cached_property
    def tokens(self) -> Mapping[str, int]:
        """Runs between white space, punctuation included, and how often each occurs."""
        return Counter(self._tokens)

    @cached_property
    def words(self) -> Mapping[str, int]:
        """Words as written, without punctuation but with the apostrophe of a contraction, and how often each occurs."""
        return _clean_all(self.tokens)

    @cached_property
    def n_tokens(self) -> int:
        """Runs between white space, bare punctuation among them."""
        return len(self._tokens)

    @cached_property
    def n_words(self) -> int:
        """Words (textstat's lexicon count)."""
        return self._weight // _WORD

    @cached_property
    def n_syllables(self) -> int:
        """Syllables of all words."""
        return self._weight % _WORD

    @cached_property
    def _weight(self) -> int:
        return sum(map(weights().__getitem__, self._tokens))

    @cached_property
    def n_sentences(self) -> int:
        """Sentences of three words or more; 1 if the text has none, 0 if it is empty."""
        return count_sentences(self.text)

    @cached_property
    def n_characters(self) -> int:
        """Code points that are not white space."""
        return sum(len(token) * times for token, times in self.tokens.items())

    @cached_property
    def n_letters(self) -> int:
        """Letters, digits and underscores."""
        return sum(length * times for length, times in self.by_length.items())

    @cached_property
    def by_syllables(self) -> Mapping[int, int]:
        """Number of syllables to the number of words that have so many."""
        return _add_up(map(count_syllables, self.words), self.words.values())

    @property
    def n_monosyllables(self) -> int:
        """Words of one syllable."""
        return self.by_syllables.get(1, 0)

    @property
    def n_polysyllables(self) -> int:
        """Words of three syllables or more."""
        return sum(times for each, times in self.by_syllables.items() if each > 2)

    @cached_property
    def by_length(self) -> Mapping[int, int]:
        """Letters of a word, apostrophes not counted, to the number of words that have so many."""
        return _add_up((len(word) - word.count("'") for word in self.words), self.words.values())

    def n_long_words(self, longer_than: int = 6) -> int:
        """Words of more than so many letters, apostrophes not counted."""
        return sum(times for length, times in self.by_length.items() if length > longer_than)

    def n_mini_words(self, at_most: int = 3) -> int:
        """Words of at most so many letters, apostrophes not counted."""
        return sum(times for length, times in self.by_length.items() if length <= at_most)

    @cached_property
    def hard_words(self) -> Mapping[str, int]:
        """Words off the Dale–Chall list to their syllables."""
        counted = ((word, hard_syllables(word)) for word in self.words)
        return {word: each for word, each in counted if each is not None}

    def difficult_words(self, at_least: int = 2) -> Mapping[str, int]:
        """Words off the Dale–Chall list with at least so many syllables, and how often each occurs."""
        return {word: self.words[word] for word, each in self.hard_words.items() if each >= at_least}

    def n_difficult_words(self, at_least: int = 2) -> int:
        """How many words `difficult_words` holds, repeats counted."""
        return sum(times for each, times in self._hard_by_syllables.items() if each >= at_least)

    @cached_property
    def _hard_by_syllables(self) -> Mapping[int, int]:
        return _add_up(self.hard_words.values(), map(self.words.__getitem__, self.hard_words))


def tally(text: str) -> Tally:
    """Count `text` (any string, empty too)."""
    return Tally(text)


def _add_up(keys: Iterable[int], amounts: Iterable[int]) -> Mapping[int, int]:
    sums: dict[int, int] = {}
    for key, amount in zip(keys, amounts, strict=True):
        sums[key] = sums.get(key, 0) + amount
    return sums


def _clean_all(tokens: Mapping[str, int]) -> Mapping[str, int]:
    # Cleaning neither looks nor reaches across white space, so one pass over all distinct tokens will do.
    cleaned = clean("\n".join(tokens)).split("\n")
    words: dict[str, int] = {}
    for word, times in zip(cleaned, tokens.values(), strict=False):
        words[word] = words.get(word, 0) + times
    words.pop("", None)
    return words
