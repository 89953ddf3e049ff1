"""Too many of something, or too few."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from copydesk.vale.dialect import compiled
from copydesk.vale.kinds.rule import Finding, Match, Memory, Rule, Said
from copydesk.vale.messages import filled

_WORD_TOKENS = frozenset((r"\b(\w+)\b", r"\b\w+\b", r"\w+"))
_WORDY = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"


class Occurrence(Rule):
    """A token that a text may hold so many times, or must."""

    def prepare(self) -> None:
        _ = self._token

    @cached_property
    def _token(self) -> Any:
        flags = re.IGNORECASE if self.definition.flag("ignorecase") else 0
        return compiled(f"(?:{self.definition.text('token')})", flags)

    @cached_property
    def _limits(self) -> tuple[float, float]:
        return self.definition.number("max"), self.definition.number("min")

    def candidates(self, texts: Sequence[str]) -> Iterable[int]:
        most, least = self._limits
        count = self._token.findall
        if least > 0:
            return range(len(texts))
        some = [(number, text) for number, text in enumerate(texts) if len(text) >= most > 0]
        if self.definition.text("token") in _WORD_TOKENS:
            # Between two words there is a sign that belongs to none.
            some = [
                (n, text) for n, text in some if len(text.encode("ascii", "replace").translate(None, _WORDY)) >= most
            ]
        return [number for number, text in some if len(count(text)) > most]

    def find(self, text: str, hits: Sequence[Match], memory: Memory) -> Iterator[Finding]:
        most, least = self._limits
        number = len(self._token.findall(text))
        if not ((most > 0 and number > most) or (least > 0 and number < least)):
            return
        if number:
            spans = (m.span() for m in self._token.finditer(text))
            place = next(((a, b) for a, b in spans if text[a:b].strip() and text[a:b].strip("*@")), None)
        else:
            first = re.search(r"\S+", text)
            place = first.span() if first else (-1, -1)
        if place is None:
            return
        values = (str(number),)
        message = filled(self.definition.message.replace("%d", "%s"), values)
        about = filled(self.definition.description.replace("%d", "%s"), values)
        yield (*place, Said(message, about, self.definition.action))
