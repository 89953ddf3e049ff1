"""Words as the scorers see them: a sentence becomes a list of small integers.

The same reading is used when the models are trained, so a change here asks for new weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

TOKEN = re.compile(
    r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][A-Za-z]+)*"  # a word, its apostrophes inside
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?"  # a number
    r"|\s[-–—]+\s|--+|[–—]"  # a dash, told apart from the hyphen of a compound
    r"|[^\w\s]"
)

EDGE = "<s>"
SPECIAL = (EDGE, "<num>", "<year>", "<ord>", "<dash>", '"', "<other>", "<other-s>", "<other-ing>", "<other-ed>",
           "<other-ly>", "<name>", "<owner>")  # fmt: skip
_NUMBER = {name: i for i, name in enumerate(SPECIAL)}
NUM, YEAR, ORD, DASH, QUOTE = (_NUMBER[n] for n in ("<num>", "<year>", "<ord>", "<dash>", '"'))
OTHER, NAME, OWNER = (_NUMBER[n] for n in ("<other>", "<name>", "<owner>"))
_ENDINGS = (("ing", _NUMBER["<other-ing>"]), ("ed", _NUMBER["<other-ed>"]), ("ly", _NUMBER["<other-ly>"]),
            ("s", _NUMBER["<other-s>"]))  # fmt: skip
_QUOTES = frozenset('"“”„«»')


def folded(token: str) -> str:
    """The token in lower case with a straight apostrophe: the form under which a vocabulary knows it."""
    return token.lower().replace("’", "'")


def shape(token: str) -> int:
    """The number of the special word that stands for a token outside the vocabulary."""
    first = token[0]
    if first.isdigit():
        if token[-1].isalpha():
            return ORD
        return YEAR if len(token) == 4 and token.isdigit() and token[:2] in ("18", "19", "20") else NUM
    if first in _QUOTES:
        return QUOTE
    if not first.isalpha():
        return DASH if token.strip()[:1] in "-–—" else OTHER
    if token.endswith(("'s", "’s")):
        return OWNER
    if first.isupper():
        return NAME
    return next((number for ending, number in _ENDINGS if token.endswith(ending)), OTHER)


def numbered(tokens: Iterable[str], vocabulary: Mapping[str, int]) -> list[int]:
    """One number a token: its place in the vocabulary (folded), or its shape."""
    find = vocabulary.get
    numbers = []
    for token in tokens:
        number = find(folded(token))
        numbers.append(shape(token) if number is None else number)
    return numbers
