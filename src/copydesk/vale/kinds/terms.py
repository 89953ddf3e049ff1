"""The terms of vocabularies: plain text or patterns, and all the spellings that one stands for."""

from __future__ import annotations

import re

_GAP = re.compile(r"[ \t]+")
_SIGNS = re.compile(r"[\\.+*?()|\[\]{}^$]")
_OPTION = re.compile(r"(?<!\\)\|")


def is_literal(term: str) -> bool:
    """True for a term of a vocabulary that is plain text; a full stop stands for itself there."""
    return not _SIGNS.search(term.replace(".", ""))


def term_pattern(term: str) -> str:
    """A term of a vocabulary as a pattern; a space in it may be a line end in the text."""
    if is_literal(term):
        term = term.replace(".", r"\.")
    return _GAP.sub(r"\\s+", term)


def options(text: str) -> list[str]:
    r"""Replacements parted by |, where \| is a bar."""
    return [option.replace(r"\|", "|") for option in _OPTION.split(text) if option]


def recased_to_term(term: str, observed: str) -> str:
    """The spelling of a term that differs from what was observed in its capitals; the term itself if there is none."""
    flat = " ".join(observed.split()).lower()
    return next((spelling for spelling in spellings(term) if spelling.lower() == flat), term)


def spellings(term: str, limit: int = 64) -> list[str]:
    """All that a term of a vocabulary stands for, as `OAuth2?` does for two words; nothing if that has no end."""
    found, at = _spelled(term, 0, limit, nested=False)
    return found if found is not None and at == len(term) else []


def _spelled(term: str, at: int, limit: int, *, nested: bool) -> tuple[list[str] | None, int]:
    branches: list[str] = []
    current = [""]
    while at < len(term):
        sign = term[at]
        if sign == ")":
            return ([*branches, *current], at + 1) if nested else (None, at)
        if sign == "|":
            branches, current, at = [*branches, *current], [""], at + 1
            continue
        if sign == "(":
            inner = at + (3 if term.startswith("(?:", at) else 1)
            if term.startswith("(?", at) and inner == at + 1:
                return None, at
            atoms, at = _spelled(term, inner, limit, nested=True)
        elif sign == "\\":
            plain = term[at + 1 : at + 2]
            atoms, at = ([plain] if plain and not plain.isalnum() else None), at + 2
        elif sign in "[]{}.*+^$":
            return None, at
        else:
            atoms, at = [sign], at + 1
        if atoms is None or term[at : at + 1] in ("*", "+", "{"):
            return None, at
        if term[at : at + 1] == "?":
            atoms, at = [*atoms, ""], at + 1
        if len(current) * len(atoms) > limit:
            return None, at
        current = [before + after for before in current for after in atoms]
    return (None, at) if nested else ([*branches, *current], at)
