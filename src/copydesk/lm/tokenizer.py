"""Text → numbers of tokens: byte-pair encoding over bytes, as GPT-2 does it, each digit by itself (pre-tokeniser "smollm").

The pattern that cuts text into pieces is written for Unicode classes that `re` does not know. So it runs over a shadow of the
text, as long as the text, in which every character outside ASCII is replaced by one of its class.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

_PIECE = re.compile(r"'(?:s|t|re|ve|m|ll|d)| ?[A-Za-z]+| ?[0-9]+| ?[^\sA-Za-z0-9]+|\s+(?!\S)|\s+", re.ASCII)
_DIGIT = re.compile(r"([0-9])")


class _Shadow(dict[int, str]):
    """Code point → what stands for it in the shadow; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kind = unicodedata.category(character)[0]
        if code < 128:
            shadow = character
        elif kind == "Z" or code == 0x85:
            shadow = "\t"
        else:
            shadow = {"L": "X", "N": "0"}.get(kind, "#")
        self[code] = shadow
        return shadow


def byte_letters() -> list[str]:
    """The character that stands for each of the 256 bytes in a vocabulary of this sort (GPT-2, `bytes_to_unicode`)."""
    shown = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(256) if byte not in shown]
    letters = {byte: chr(byte) for byte in shown} | {byte: chr(256 + i) for i, byte in enumerate(hidden)}
    return [letters[byte] for byte in range(256)]


class Tokenizer:
    """Made from the list of tokens, and the list of merges ("Ġ t") by falling rank."""

    def __init__(self, tokens: Sequence[str], merges: Sequence[str]) -> None:
        self._numbers: Mapping[str, int] = dict(zip(tokens, range(len(tokens)), strict=True))
        self._ranks: Mapping[str, int] = dict(zip(merges, range(len(merges)), strict=True))
        self._letters = byte_letters()
        self._shadow = _Shadow()
        self._piece = lru_cache(maxsize=1 << 14)(self._encode_piece)

    def encode(self, text: str) -> list[int]:
        """The numbers of the tokens. A surrogate by itself counts as a question mark."""
        numbers: list[int] = []
        for piece in self.pieces(text):
            numbers += self._piece(piece)
        return numbers

    def pieces(self, text: str) -> list[str]:
        """The pieces within which bytes are merged: words with the space before them, single digits, runs of marks."""
        shadow = text.translate(self._shadow)
        pieces: list[str] = []
        at = 0
        for part in _DIGIT.split(shadow):
            pieces += [text[at + match.start() : at + match.end()] for match in _PIECE.finditer(part)]
            at += len(part)
        return pieces

    def _encode_piece(self, piece: str) -> tuple[int, ...]:
        data = piece.encode("utf-8", "replace")
        parts = [self._letters[byte] for byte in data]
        ranks = self._ranks
        while len(parts) > 1:
            found = [ranks.get(f"{parts[at]} {parts[at + 1]}", len(ranks)) for at in range(len(parts) - 1)]
            best = min(found)
            if best == len(ranks):
                break
            at = found.index(best)
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        return tuple(self._numbers[part] for part in parts if part in self._numbers)
