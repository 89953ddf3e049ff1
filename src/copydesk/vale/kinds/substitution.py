"""Words for which there is a better one, and the accepted words of a vocabulary written otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from copydesk.matching import Pattern
from copydesk.vale.definition import Action
from copydesk.vale.dialect import compiled, translate, wrap_spaces
from copydesk.vale.kinds.rule import Finding, Match, Memory, Rule, Said, framed
from copydesk.vale.kinds.terms import is_literal, options, recased_to_term, term_pattern
from copydesk.vale.messages import filled, listed

_GROUP = re.compile(r"(?<!\\)\((?!\?)")
_REFERENCE = re.compile(r"\$\d+")


class Substitution(Rule):
    """Words for which there is a better one."""

    scanned = True
    is_vocabulary = False

    def pattern(self, gap: str) -> Pattern:
        definition, template = self.definition, self.words.template
        sources = [translate(wrap_spaces(_without_groups(key), gap))[0] for key in self._keys]
        nonword = definition.flag("nonword")
        if template and not nonword:
            sources = [framed(f"(?:{source})", template, nonword=False) for source in sources]
            nonword = True
        return Pattern(tuple(sources), definition.flag("ignorecase"), not nonword)

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return tuple(sorted(self._swap, key=len, reverse=True))

    @cached_property
    def _swap(self) -> dict[str, str]:
        return self.definition.mapping("swap")

    def find(self, text: str, hits: Sequence[Match], memory: Memory) -> Iterator[Finding]:
        known = self._said
        for start, end, alternative in hits:
            observed = text[start:end]
            if (alternative, observed) not in known:
                known[alternative, observed] = self._say(alternative, observed)
            said = known[alternative, observed]
            if said and not self.is_exception(observed, text, start, end):
                yield (start, end, said)

    @cached_property
    def _said(self) -> dict[tuple[int, str], Said | None]:
        return {}

    def _say(self, alternative: int, observed: str) -> Said | None:
        """What is said about a match; nothing if it is what it should be."""
        key = self._keys[alternative]
        expected = self._expected(key, self._swap[key], observed)
        return None if self._is_same(expected, observed) else self._told(expected, observed)

    def _expected(self, key: str, wanted: str, observed: str) -> str:
        if self.definition.flag("capitalize") and observed == _capitalized(observed):
            wanted = _capitalized(wanted)
        if not _REFERENCE.search(wanted):
            return wanted
        pattern = compiled(key, re.IGNORECASE if self.definition.flag("ignorecase") else 0)

        def filled_in(match: re.Match[str]) -> str:
            return _REFERENCE.sub(lambda ref: _group(match, int(ref[0][1:])), wanted)

        return str(pattern.sub(filled_in, observed))

    def _is_same(self, expected: str, observed: str) -> bool:
        if self.definition.action.name == "replace":
            return observed in options(expected)
        if all(sign.isalpha() or sign.isdigit() or sign in " -" for sign in expected):
            return expected == observed
        try:
            return bool(
                compiled(rf"^(?:{term_pattern(expected) if self.is_vocabulary else expected})$").search(observed)
            )
        except ValueError:
            return expected == observed

    def _told(self, expected: str, observed: str) -> Said:
        definition = self.definition
        action, message = definition.action, definition.message
        if action.name == "replace" and not action.params:
            params = options(expected)
            if definition.flag("capitalize") and observed == _capitalized(observed):
                params = [_capitalized(param) for param in params]
            action = self._recased(Action("replace", tuple(params)), observed)
            params = list(action.params)
            expected = listed(params)
            for quoted in ("'%s'", '"%s"'):
                if message.count(quoted) == 2:
                    message = message.replace(quoted, "%s", 1)
        elif action.name != "replace":
            expected = recased_to_term(expected, observed)
        if self.is_vocabulary and expected != observed and is_literal(expected):
            action = Action("replace", (_with_wrap(expected, observed),))
        values = (expected, observed)
        about = filled(definition.description, values) if definition.description else ""
        return Said(filled(message, values), about, action)


class Terms(Substitution):
    """The accepted words of a vocabulary, written otherwise."""

    is_vocabulary = True


def _group(match: re.Match[str], number: int) -> str:
    try:
        return match[number] or ""
    except IndexError:
        return f"${number}"


def _without_groups(pattern: str) -> str:
    return _GROUP.sub("(?:", pattern) if _GROUP.search(pattern) else pattern


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:] if text[:1].isascii() else text


def _with_wrap(expected: str, observed: str) -> str:
    words, gaps = expected.split(), re.findall(r"\s+", observed)
    if len(gaps) != len(words) - 1:
        return expected
    return "".join(word + gap for word, gap in zip(words, [*gaps, ""], strict=True))
