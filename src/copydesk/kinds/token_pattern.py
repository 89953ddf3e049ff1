"""Patterns of tagged tokens, with the meaning that Vale 3.26 gives to the `tokens` of its kind `sequence`.

How Vale walks: the first token with a pattern that is not negated is the anchor. Each word that the anchor accepts is tried
once, in order; its neighbours to the left, then those to the right have to accept the words there, one each. A token with
`skip: n` may stand up to n words further off, and words that are skipped belong to what is found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from copydesk.models.tagger import Tagged
from copydesk.record import record

# Universal tags in terms of those of the Penn Treebank, as Vale maps them.
UNIVERSAL = {
    "ADJ": "JJ|JJR|JJS", "ADP": "IN|RP", "ADV": "RB|RBR|RBS|WRB", "AUX": "MD|VB|VBD|VBG|VBN|VBP|VBZ", "CCONJ": "CC",
    "DET": r"DT|PDT|WDT|WP\$", "INTJ": "UH", "NOUN": "NN|NNS", "NUM": "CD", "PART": "TO|RP|POS", "PRON": r"PRP|PRP\$|WP|EX",
    "PROPN": "NNP|NNPS", "PUNCT": r"[.,:]|''|``|-LRB-|-RRB-|\(|\)", "SCONJ": "IN|WRB", "SYM": r"SYM|\$|#",
    "VERB": "VB|VBD|VBG|VBN|VBP|VBZ", "X": "FW|LS",
}  # fmt: skip
# For these the tag does not say it all: the word has to be one of them.
_WORDS = {
    "AUX": "am is are was were be been being have has had having do does did doing will would shall should can could may might"
    " must ought 's 're 'm 've 'll 'd",
    "SCONJ": "after although as because before even if since so than that though unless until when whenever where whereas"
    " wherever whether while why how",
}
# A pattern of such characters that accepts a token accepts it within its sentence too; look-around need not.
_PLAIN = re.compile(r"[\w'’|?:() .-]*")


@record(kw_only=True)
class Token:
    """One place in a sequence.

    pattern  what the whole word must match
    tag      what must be found in its tag (a pattern too: "VB" stands for all forms of verbs, "^VB$" for one)
    upos     a universal part of speech (NOUN, VERB, ADJ …) in place of `tag`; several are parted by |
    negate   the word must not be such a one; at an end of the sentence that holds by itself
    skip     up to so many words may stand before it
    min      so many such words, each with words to skip before it
    target   report this place alone and not the whole sequence
    """

    pattern: str = ""
    tag: str = ""
    upos: str = ""
    negate: bool = False
    skip: int = 0
    min: int = 1
    target: bool = False


class Regex(Protocol):
    """What is used of a compiled pattern: that of `re`, or of a library which knows more."""

    def search(self, string: str, /) -> object: ...
    def fullmatch(self, string: str, /) -> object: ...
    def finditer(self, string: str, /) -> Iterator[re.Match[str]]: ...


Compile = Callable[[str], Regex]


class Found(NamedTuple):
    """A sequence: text[start:end] as the offsets of the tokens have it, and the words it went over, for the message."""

    start: int
    end: int
    words: tuple[str, ...]


class _Place(NamedTuple):
    """A token of the rule as it is walked: one for each word that may be skipped, and one for itself."""

    word: Regex | None
    tag: Regex | None
    listed: Regex | None
    has_tag: bool
    negate: bool
    skip: int
    optional: bool
    first: bool
    last: bool
    group: int
    target: bool

    def accepts(self, token: Tagged) -> bool:
        right_tag = self.tag is None or (self.tag.search(token.tag) is not None) != self.negate
        right_word = self.word is None or (self.word.fullmatch(token.text) is not None) != self.negate
        if self.listed is not None and (self.listed.fullmatch(token.text) is not None) == self.negate:
            return False
        if self.tag is None and self.word is None:
            return not self.negate  # a token that says nothing accepts every word
        return right_tag and right_word

    def is_optional_leftwards(self) -> bool:
        return (self.optional or self.last) and not self.first if self.skip > 0 else self.optional


class TokenPattern:
    """The tokens of one rule, compiled. Raises re.error (or what `compiled` raises) for a pattern that cannot be used."""

    def __init__(
        self,
        tokens: Sequence[Token],
        *,
        ignorecase: bool = False,
        exceptions: Sequence[str] = (),
        template: str = r"(?m)\b(?:%s)\b",
        compiled: Compile = re.compile,
    ) -> None:
        """`template` is Vale's WordTemplate: how the anchor is looked for in the running text."""
        fold = "(?i)" if ignorecase else ""
        self._places = tuple(_places(tokens, fold, compiled))
        self._exceptions = tuple(compiled(pattern) for pattern in exceptions)
        self._at = next((i for i, (t, p) in enumerate(self._spread(tokens)) if not p.negate and t.pattern), -1)
        self.anchor = ""  # the pattern that a sentence must hold, "" where tags alone are asked for
        if self._at >= 0:
            self.anchor = self._spread(tokens)[self._at][0].pattern
            self._anchor: Regex | None = compiled(fold + template.replace("%s", self.anchor))
        else:
            self._anchor = None
            self._at = next((i for i, p in enumerate(self._places) if not p.negate and p.tag is not None), -1)
        self._needed = tuple(
            compiled(f"{fold}(?:{token.pattern})")
            for token in tokens
            if token.pattern and not token.negate and token.pattern != self.anchor and _PLAIN.fullmatch(token.pattern)
        )

    @property
    def can_match(self) -> bool:
        """False for tokens that give nothing to start from: all negated or empty."""
        return self._at >= 0

    def may_match(self, sentence: str) -> bool:
        """False if the sentence lacks a word that the sequence needs: asked before it is tagged."""
        return self.can_match and all(regex.search(sentence) for regex in self._needed)

    def find(self, sentence: str, tokens: Sequence[Tagged], start: int = 0) -> Iterator[Found]:
        """The sequences in one sentence, given with its tokens, whose offsets count from `start` places before it."""
        excused = [m.span() for regex in self._exceptions for m in regex.finditer(sentence)]
        tries = sum(1 for _ in self._anchor.finditer(sentence)) if self._anchor is not None else len(tokens)
        if tries:
            anchors = (i for i, token in enumerate(tokens) if self._places[self._at].accepts(token))
            for _, index in zip(range(tries), anchors, strict=False):
                found = self._walk(tokens, index)
                if found and not any(first <= found.start - start < last for first, last in excused):
                    yield found

    def _walk(self, tokens: Sequence[Tagged], index: int) -> Found | None:
        words: dict[int, int] = {}
        left = self._left(tokens, index, words)
        if left is None:
            return None
        right = self._right(tokens, index, words)
        if right is None or right < left:
            return None
        first, last = self._targets(words) or (left, right)
        text = tuple(token.text for token in tokens[left : right + 1])
        return Found(tokens[first].start, tokens[last].end, text)

    def _left(self, tokens: Sequence[Tagged], index: int, words: dict[int, int]) -> int | None:
        """The first word of the sequence, or None where a token left of the anchor is missing."""
        place, at = self._at - 1, index - 1
        while place >= 0:
            if at < 0:
                if all(p.negate for p in self._places[: place + 1]):
                    break
                return None
            here = self._places[place]
            words[place] = at
            accepted, optional = here.accepts(tokens[at]), here.is_optional_leftwards()
            if not accepted and not optional:
                return None
            at -= 1
            place -= 1
            while accepted and optional and place >= 0 and self._places[place].group == here.group:
                place -= 1
        return at + 1

    def _right(self, tokens: Sequence[Tagged], index: int, words: dict[int, int]) -> int | None:
        """The last word of the sequence, the anchor included, or None where a token is missing."""
        place, at = self._at, index
        while place < len(self._places):
            if at >= len(tokens):
                if all(p.negate for p in self._places[place:]):
                    break
                return None
            here = self._places[place]
            words[place] = at
            accepted = here.accepts(tokens[at])
            if not accepted and not here.optional:
                return None
            at += 1
            place += 1
            while accepted and here.optional and place < len(self._places) and self._places[place].group == here.group:
                place += 1
        return at - 1

    def _targets(self, words: dict[int, int]) -> tuple[int, int] | None:
        """The words to report where some tokens are targets and each of them met a word."""
        wanted = [i for i, place in enumerate(self._places) if place.target]
        if not wanted or any(i not in words for i in wanted):
            return None
        return min(words[i] for i in wanted), max(words[i] for i in wanted)

    def _spread(self, tokens: Sequence[Token]) -> list[tuple[Token, _Place]]:
        """Each place with the token it was made of."""
        made = [token for token in tokens for _ in range(_length(token))]
        return list(zip(made, self._places, strict=True))


def _length(token: Token) -> int:
    return max(token.min, 1) * (max(token.skip, 0) + _says_something(token))


def _says_something(token: Token) -> bool:
    return bool(token.pattern or token.tag or token.upos)


def _places(tokens: Sequence[Token], fold: str, compiled: Compile) -> Iterator[_Place]:
    group = 0
    for token in tokens:
        tag, listed = token.tag, ""
        if token.upos:
            tag, listed = universal(token.upos)
        word = compiled(f"{fold}(?:{token.pattern})") if token.pattern else None
        place = _Place(
            word, compiled(tag) if tag else None, compiled(listed) if listed and not token.pattern else None, bool(tag),
            token.negate, token.skip, True, False, False, 0, token.target,
        )  # fmt: skip
        for _ in range(max(token.min, 1)):
            group += 1
            for i in range(token.skip):
                yield place._replace(group=group, first=i == 0)
            if _says_something(token):
                yield place._replace(group=group, optional=False, last=True)


def universal(names: str) -> tuple[str, str]:
    """Universal tags parted by | as a pattern of Penn tags, and one of the words they are limited to ("" for any).

    Raises ValueError for a tag that is none.
    """
    wanted = [name.strip().upper() for name in names.split("|")]
    for name in wanted:
        if name not in UNIVERSAL:
            raise ValueError(f"no universal tag {name!r}; they are {', '.join(sorted(UNIVERSAL))}")
    tags = "|".join(UNIVERSAL[name] for name in wanted)
    words = [re.escape(word) for name in wanted for word in _WORDS.get(name, "").split()]
    return f"^(?:{tags})$", "|".join(words) if all(name in _WORDS for name in wanted) else ""


_VERB = re.compile(r"%(?:\[(\d+)\])?([sdvq%])")


def fill_words(message: str, words: Sequence[str]) -> str:
    """The message with %s and %[n]s filled by the words of a sequence, as Go would; one for which there is none stays empty."""
    at = 0

    def word(match: re.Match[str]) -> str:
        nonlocal at
        if match[2] == "%":
            return "%"
        at = int(match[1]) if match[1] else at + 1  # as in Go: %s goes on behind the last %[n]s
        return words[at - 1] if 0 < at <= len(words) else ""

    return _VERB.sub(word, message)
