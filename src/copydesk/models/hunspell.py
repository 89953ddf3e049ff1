"""Hunspell dictionaries, through the library itself (the package chunspell), read when a rule first asks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any


class DictionaryError(ValueError):
    """A dictionary that cannot be used: one line that says which and why."""


class Dictionary:
    """One dictionary: `path` with the endings .aff and .dic."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._known: dict[str, bool] = {}

    @classmethod
    def open(cls, path: str) -> Dictionary:
        """A name alone means the dictionary of that name which comes with the library.

        Raises DictionaryError if one of the two files is not there; they are read at the first question.
        """
        if Path(path).name == path:
            path = str(_shipped() / path)
        for suffix in (".aff", ".dic"):
            if not Path(path + suffix).is_file():
                raise DictionaryError(f"there is no {path}{suffix}; name a Hunspell dictionary without its ending")
        return cls(path)

    def knows(self, word: str) -> bool:
        """True if the dictionary accepts the word as it is written."""
        if word not in self._known:
            self._known[word] = bool(_load(self._path).spell(word))
        return self._known[word]

    def suggest(self, word: str) -> Iterator[str]:
        """Words that may have been meant, the likeliest first."""
        yield from _load(self._path).suggest(word)


def _shipped() -> Path:
    spec = find_spec("hunspell")
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places), "")) / "dictionaries" if places else Path()


@lru_cache(maxsize=4)
def _load(path: str) -> Any:
    from hunspell import Hunspell

    folder, name = Path(path).parent, Path(path).name
    return Hunspell(name, hunspell_data_dir=str(folder))
