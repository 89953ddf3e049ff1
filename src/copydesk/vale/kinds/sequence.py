"""Vale's sequence: words in a row, by what they are in their sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from copydesk.kinds.token_pattern import Token, TokenPattern
from copydesk.vale.definition import as_strings
from copydesk.vale.dialect import compiled
from copydesk.vale.kinds.rule import Finding, Match, Memory, Rule


class SequenceRule(Rule):
    """A row of tokens, each a pattern, a tag or both; the tagger is opened when the first of them is found."""

    def prepare(self) -> None:
        if self.definition.text("model"):
            raise ValueError("a rule that names a tagger's model is not supported")
        _ = self._row

    @cached_property
    def _row(self) -> TokenPattern:
        tokens = self.definition.data.get("tokens")
        if not isinstance(tokens, Sequence) or isinstance(tokens, str):
            raise ValueError("'tokens' must be a list of tokens")
        return TokenPattern(
            [_token(token) for token in tokens],
            ignorecase=self.definition.flag("ignorecase"),
            exceptions=self.terms() if self.definition.data.get("exceptions") else (),
            template=self.words.template or r"(?m)\b(?:%s)\b",
            compiled=compiled,
        )

    def find(self, text: str, hits: Sequence[Match], memory: Memory) -> Iterator[Finding]:
        row = self._row
        if not row.can_match or (row.anchor and not self._anchor.search(text)) or not row.may_match(text):
            return
        from copydesk.models.tagger import default_tagger

        tagged = default_tagger().tagged(text, 0, len(text))
        for found in row.find(text, tagged):
            match = text[found.start : found.end]
            said = self.filled(found.words, self.say(match).action)
            yield (found.start, found.end, said)

    @cached_property
    def _anchor(self) -> Any:
        return compiled(self._row.anchor)


def _token(value: Any) -> Token:
    if not isinstance(value, dict):
        raise ValueError("a token is a mapping of pattern, tag, negate and skip")
    keys = {str(key).lower(): item for key, item in value.items()}
    unknown = [key for key in keys if key not in ("pattern", "tag", "upos", "negate", "skip", "min", "target")]
    if unknown:
        raise ValueError(f"a token has no key {unknown[0]!r}")

    def flag(name: str) -> bool:
        return str(keys.get(name, "")).lower() in ("true", "yes", "on", "1")

    def whole(name: str) -> int:
        return int("".join(as_strings(keys.get(name))) or 0)

    return Token(
        pattern=str(keys.get("pattern") or ""), tag=str(keys.get("tag") or ""), upos=str(keys.get("upos") or ""),
        negate=flag("negate"), skip=whole("skip"), min=whole("min"), target=flag("target"),
    )  # fmt: skip
