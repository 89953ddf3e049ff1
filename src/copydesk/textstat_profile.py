"""textstat as the engine of the full profile (`copydesk stats`), kept from downloading anything.

textstat 0.7.13 asks NLTK for the CMU Pronouncing Dictionary and, where NLTK has none, downloads it. Here it gets the
syllables that copydesk ships (`copydesk.readability.syllables`, built from the same dictionary) before it can ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any

from copydesk.readability.measures import MEASURES
from copydesk.readability.syllables import dictionary

LANGUAGE = "en_US"


class TextstatUnavailableError(Exception):
    """textstat is not installed, or is a version that cannot be given its dictionary."""


def profile(text: str) -> dict[str, float]:
    """textstat's value for every name in `MEASURES`. Raises TextstatUnavailableError."""
    engine = _engine()
    values = {name: getattr(engine, name)(text) for name in MEASURES if name != "text_standard"}
    # Unasked, it gives words: "7th and 8th grade".
    return {name: float(value) for name, value in values.items()} | {
        "text_standard": float(engine.text_standard(text, float_output=True))
    }


class _Pronunciations(Mapping[str, "list[list[str]]"]):
    """The dictionary in the form that textstat reads: one made-up vowel with a stress mark for every syllable."""

    def __getitem__(self, word: str) -> list[list[str]]:
        count = dictionary().get(word)
        if count is None:
            raise KeyError(word)
        return [["AH0"] * count]

    def __iter__(self) -> Iterator[str]:
        return (word for word, _ in dictionary().items())

    def __len__(self) -> int:
        return len(dictionary().items())


class _Corpus:
    """Stands in for `nltk.corpus.cmudict` while textstat asks for it."""

    def dict(self) -> Mapping[str, list[list[str]]]:
        return _Pronunciations()


@lru_cache(maxsize=1)
def _engine() -> Any:
    try:
        data, corpora = import_module("nltk.data"), import_module("nltk.corpus")
        get_cmudict = import_module("textstat.backend.utils").get_cmudict
        engine = import_module("textstat.textstat").textstatistics()
    except (ImportError, AttributeError) as error:
        raise TextstatUnavailableError(f"the full profile needs textstat 0.7.13: {error}") from None
    # textstat keeps what its first question brings, so NLTK has to answer in our name only once.
    find, corpus = data.find, corpora.cmudict
    data.find, corpora.cmudict = _find_anything, _Corpus()  # type: ignore[attr-defined]  # modules of another package
    try:
        known = get_cmudict(LANGUAGE)
    finally:
        data.find, corpora.cmudict = find, corpus  # type: ignore[attr-defined]  # put back
    if not isinstance(known, Mapping) or get_cmudict(LANGUAGE) is not known:
        raise TextstatUnavailableError(
            "this version of textstat does not keep the dictionary that it is given; 0.7.13 does"
        )
    engine.set_lang(LANGUAGE)
    return engine


def _find_anything(name: str) -> str:
    return name
