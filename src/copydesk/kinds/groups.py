"""Lexicons of graded groups: what the files in `lint_rules/lexicons` hold, word forms made from first forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

_DOUBLED = re.compile(r"[^aeiou]*[aeiou][bdgmnprt]")
PARTS = ("adjective", "adverb", "noun", "verb", "phrase")


class Group(NamedTuple):
    """Words of one part of speech that judge with one strength (1 to 3), in all their forms, lower case."""

    name: str
    part: str
    strength: int
    words: frozenset[str]


class _Same:
    """Data that is the same if it is one object: the rules of a pack share their lexicons."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data

    def __hash__(self) -> int:
        return id(self.data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.data is self.data


def read_groups(data: Mapping[str, Any]) -> tuple[Group, ...]:
    """The groups of a lexicon as YAML holds it, all scalars strings; read once for all rules that share it.

    Raises ValueError that says which group is at fault.
    """
    return _groups(_Same(data))


@lru_cache(maxsize=16)
def _groups(lexicon: _Same) -> tuple[Group, ...]:
    return tuple(_group(entry) for entry in lexicon.data["groups"])


def read_licences(data: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
    """word → the words before which it says something else and does not judge ("toxic waste", "huge crater")."""
    found: dict[str, frozenset[str]] = {}
    for entry in data.get("licences", ()):
        before = frozenset(word.strip() for word in entry["before"].split(","))
        for word in entry["words"].split(","):
            found[word.strip()] = found.get(word.strip(), frozenset()) | before
    return found


def _group(entry: Mapping[str, str]) -> Group:
    name, part, strength = entry["name"], entry["part"], entry["strength"]
    if part not in PARTS or strength not in ("1", "2", "3"):
        raise ValueError(f"group {name!r}: the part is one of {', '.join(PARTS)}, the strength 1, 2 or 3")
    listed = (word.strip().lower() for word in entry["words"].split(","))
    return Group(name, part, int(strength), frozenset(form for word in listed if word for form in forms(word, part)))


def forms(word: str, part: str) -> Iterator[str]:
    """A word in its forms; one after "=" as it stands. Good for what English makes by rule, no irregular verbs."""
    if word.startswith("="):
        yield word[1:]
        return
    yield word
    if part == "noun":
        yield _plural(word)
    elif part == "verb":
        head, space, rest = word.partition(" ")
        yield from (form + space + rest for form in (_plural(head), _past(head), _progressive(head)))


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return word[:-1] + "ies"
    if word.endswith(("s", "sh", "ch", "x", "z")):
        return word + "es"
    return word[:-3] + "men" if word.endswith("man") else word + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + (verb[-1] if _DOUBLED.fullmatch(verb) else "") + "ed"


def _progressive(verb: str) -> str:
    if verb.endswith("e"):
        return verb[:-1] + "ing"
    return verb + (verb[-1] if _DOUBLED.fullmatch(verb) else "") + "ing"
