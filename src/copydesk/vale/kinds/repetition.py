"""The same word twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import eq
from typing import Any

from copydesk.vale.dialect import compiled
from copydesk.vale.kinds.rule import Finding, Match, Memory, Rule
from copydesk.vale.messages import filled

# Between texts: no word, and nothing that two texts side by side have in common.
_EDGE = "\ue000"
_BETWEEN = f" {_EDGE} "
# White space for Python and not for Vale.
_ODD_SPACE = re.compile("[\x0b\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")


class Repetition(Rule):
    """Words that stand beside themselves."""

    def prepare(self) -> None:
        _ = self._token

    @cached_property
    def _token(self) -> Any:
        flags = re.IGNORECASE if self.definition.flag("ignorecase") else 0
        return compiled(f"(?:{'|'.join(self.definition.strings('tokens'))})", flags)

    def find(self, text: str, hits: Sequence[Match], memory: Memory) -> Iterator[Finding]:
        from copydesk.vale.segment import sentences

        fold, alpha = self.definition.flag("ignorecase"), self.definition.flag("alpha")
        most = int(self.definition.number("max"))
        tokens = [(m.group().strip(), m.start(), m.end()) for m in self._token.finditer(text)]
        words = [word.lower() for word, _, _ in tokens] if fold else [word for word, _, _ in tokens]
        seen = 0
        for index, same in enumerate(map(str.__eq__, words[1:], words), 1):
            if not same:
                continue
            word, _, end = tokens[index]
            if not word or (alpha and not word.isalpha()):
                continue
            seen += 1
            start = tokens[index - 1][1]
            if seen <= most or len(list(sentences(text[start:end]))) != 1:
                continue
            if not self.is_exception(text[start:end], text, start, end):
                said = self.say(text[start:end])
                yield (start, end, said._replace(message=filled(self.definition.message, (word,))))
                seen = 0

    def candidates(self, texts: Sequence[str]) -> Iterable[int]:
        """Those with two equal neighbours, as few texts have: the places of words need not be known in the others."""
        if self._parting is None:
            return range(len(texts))
        joined = _BETWEEN.join(texts)
        words = self._words(joined)
        same = bytes(map(eq, words[1:], words))
        found: set[int] = set()
        place, last, number = same.find(1), 0, 0
        while place >= 0:
            number += words[last:place].count(_EDGE)
            found.add(number)
            place, last = same.find(1, place + 1), place
        if _ODD_SPACE.search(joined):
            found.update(number for number, text in enumerate(texts) if _ODD_SPACE.search(text))
        return sorted(found)

    def _words(self, text: str) -> list[str]:
        for sign in self._parting or "":
            text = text.replace(sign, " ")
        return (text.lower() if self._folds else text).split()

    @cached_property
    def _folds(self) -> bool:
        return self.definition.flag("ignorecase")

    @cached_property
    def _parting(self) -> str | None:
        """The characters that part words beside white space, if the rule's words are what stands between such."""
        simple = re.fullmatch(r"\[\^\\s([.!?,;:]*)\]\+", "|".join(self.definition.strings("tokens")))
        return simple[1] if simple else None
