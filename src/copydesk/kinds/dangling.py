"""dangling: an opening phrase that describes somebody, and a subject that is something of his."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar

from copydesk.article import Article
from copydesk.article.speech import PEOPLE
from copydesk.article.subjects import PREPOSITIONS
from copydesk.diagnostic import Diagnostic
from copydesk.document import Document
from copydesk.matching import Hit, Pattern
from copydesk.record import record
from copydesk.rule import Rule

_OWNER = r"(?:his|her|its|their|my|our|[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,3}['’]s)"
_SUBJECT = re.compile(rf"{_OWNER}\s(?P<words>[\w’'-]+(?:\s[\w’'-]+){{1,5}})")
# A word that can be the verb of a clause: "As the head of the bank left, his …" says when and not who.
_FINITE = frozenset(
    """
    is are was were has have had will would can could may might must should does do did goes went comes came says said told took
    takes gave gives made makes saw sees knew knows left leaves stood stands spoke speaks fell falls rose rises began begins
    became becomes got gets kept keeps put puts ran runs sat sits won wins lost loses met meets read reads
    """.split()
)
_AFTER_ROLE = frozenset(("of", "for", "at", "in", "to", "with", "and", "who", "on", "from", "under", "since", "behind"))
_ADVERBS = frozenset("also still now then often never always later soon already once only again".split())
_MODIFIERS = frozenset("sole first last new former only chief".split())


@record(kw_only=True)
class Dangling(Rule):
    """A sentence that opens with "As the head of …," or "Having …," and goes on with somebody's thing as its subject.

    openers  patterns of the words that open such a phrase; one that starts with "as" needs a role behind it
    people   nouns that can be somebody: with one of them as its subject the sentence holds
    """

    kind: ClassVar[str] = "dangling"

    openers: tuple[str, ...]
    people: tuple[str, ...] = ()

    def patterns(self) -> tuple[Pattern, ...]:
        return (Pattern(self.openers, ignorecase=False),)

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        document = article.document
        for hit in hits:
            sentence = document.sentence_at(hit.start)
            if sentence is None or document.text[sentence.start : hit.start].strip("“\"‘' "):
                continue
            found = self._subject(document, hit, sentence.end)
            if found:
                yield from self.report(
                    article, hit.start, found[0], found=document.text[hit.start : found[0]], fixed=found[1]
                )

    def _subject(self, document: Document, hit: Hit, end: int) -> tuple[int, str] | None:
        """The end of the subject behind the opening phrase and its words, if it is a thing of the one described."""
        text = document.text
        comma = text.find(", ", hit.end, min(end, hit.end + 140))
        if comma < 0 or not self._describes(text[hit.start : comma], text[hit.start : hit.end]):
            return None
        match = _SUBJECT.match(text, comma + 2, end)
        if match is None:
            return None
        length = _noun_phrase(match["words"])
        if not self._is_thing(match["words"][:length]):
            return None
        stop = match.start("words") + length
        return stop, text[match.start() : stop]

    def _describes(self, phrase: str, opener: str) -> bool:
        """True if the phrase names a role ("As the head of the bank") or holds no clause of its own ("Having won it")."""
        words = phrase.split()
        behind = words[len(opener.split()) :]
        if not opener.startswith("As"):
            return bool(behind) and not any(word.lower() in ("that", "who", "because") for word in behind)
        role = next((i for i, word in enumerate(words) if i and word.lower() in self._roles), 0)
        while role and role + 1 < len(words) and words[role + 1].lower() in self._roles:
            role += 1  # "a former member", "the prime minister"
        if not role or role > 5:
            return False
        rest = [word.lower() for word in words[role + 1 :]]
        if rest and rest[0] not in _AFTER_ROLE and not words[role + 1][0].isupper():
            return False
        return not any(word in _FINITE or (word.endswith("ed") and len(word) > 4) for word in rest)

    def _is_thing(self, noun_phrase: str) -> bool:
        words = noun_phrase.lower().split()
        return words[-1] not in self._roles and not words[-1].endswith(("ly", "ing")) and words[-1] not in _MODIFIERS

    @cached_property
    def _roles(self) -> frozenset[str]:
        return PEOPLE | frozenset(self.people)


def _noun_phrase(words: str) -> int:
    """The length of the noun phrase that words begin with: up to a preposition or what looks like a verb, else one word."""
    tokens = words.split()
    for count in range(1, len(tokens)):
        following = tokens[count].lower()
        if (
            following in _FINITE
            or following in PREPOSITIONS
            or following in _ADVERBS
            or following.endswith("ed")
            or (following[-1] == "s" and following[-2:] != "ss")
        ):
            return len(" ".join(tokens[:count]))
    return len(tokens[0])
