"""splice: two sentences with nothing but a comma between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Edit, Fix
from copydesk.document import Sentence
from copydesk.kinds.tagged import tagged_sentence
from copydesk.matching import Hit, Pattern
from copydesk.models.tagger import Tagged
from copydesk.record import record
from copydesk.rule import Rule

_FINITE = frozenset(("VBZ", "VBD", "VBP", "MD"))
_SUBJECT_TAGS = frozenset(("DT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "CD", "RB", "POS"))
_BREAKERS = frozenset(',;:()—–"“”?!')


@record(kw_only=True)
class Splice(Rule):
    """A main clause, a comma, and another main clause: “The road is closed, it is under water.”

    Read are sentences that open with one of `openers`, hold one comma before the second clause and none of `links` in
    the first; the tags have to show a verb in both.

    openers   first words of a sentence that begin a main clause
    starts    pronouns that begin the second clause
    verbs     verbs behind such a pronoun
    adverbs   words such as “however” that link two sentences but do not join them
    links     words that make the first clause depend on the second, or report it
    fewest    the second clause has at least so many words: “it seems” is none
    """

    kind: ClassVar[str] = "splice"

    openers: tuple[str, ...]
    starts: tuple[str, ...]
    verbs: tuple[str, ...]
    adverbs: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    fewest: int = 4

    def patterns(self) -> tuple[Pattern, ...]:
        pairs = (
            f"{start} {verb}" if verb[0] != "'" else f"{start}['’]{verb[1:]}"
            for start in self.starts
            for verb in self.verbs
        )
        return (Pattern((*pairs, *self.adverbs)),)

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        document = article.document
        text = document.prose
        seen: Sentence | None = None
        for hit in hits:
            comma = hit.start - 2
            if text[comma : hit.start] != ", ":
                continue
            sentence = document.sentence_at(hit.start)
            if sentence is None or sentence == seen or text[sentence.end - 1] != ".":
                continue
            linked = text[hit.start : hit.end] in self._adverbs
            first, second = text[sentence.start : comma], text[hit.start : sentence.end]
            if self._opens(first) and self._goes_on(second, linked) and not _is_echo(first, second):
                seen = sentence
                tokens = tagged_sentence(article, sentence)
                if _is_clause([t for t in tokens if t.start < comma]) and self._second(tokens, hit, linked):
                    fix = Fix((Edit(document.span(comma, comma + 1), ";"),), False)
                    found = text[hit.start : hit.end]
                    yield from self.report(article, comma, comma + 1, found=found, replacements=(";",), fix=fix)

    def _opens(self, clause: str) -> bool:
        """By its words: may the text before the comma be a sentence?"""
        words = clause.lower().replace("’", "'").split()
        if not 3 <= len(words) <= 16 or words[0] not in self._openers or not _BREAKERS.isdisjoint(clause):
            return False
        return self._links.isdisjoint(words) and not any(word.endswith("n't") for word in words)

    def _goes_on(self, rest: str, linked: bool) -> bool:  # noqa: FBT001  # which of two kinds of rest it is
        """By its marks: is the text from the second clause on one plain clause to the end?"""
        words = rest.lower().replace("’", "'").split()
        if len(words) < self.fewest + linked or "tell" in words[:4]:  # "…, I can tell you"
            return False
        if linked:
            return rest.count(",") <= 1 and rest.find(",") in (-1, len(words[0]) - 1)
        return "," not in rest and not any(mark in rest for mark in '?!“”":–—;')

    def _second(self, tokens: Sequence[Tagged], hit: Hit, linked: bool) -> bool:  # noqa: FBT001
        """By the tags: does the second clause begin with a subject and its verb?"""
        rest = [token for token in tokens if token.start >= (hit.end if linked else hit.start)]
        if rest and rest[0].text == ",":
            rest = rest[1:]
        if rest and rest[0].text.lower() == "that":  # "It is said, however, that …"
            return False
        for i, token in enumerate(rest):
            if token.tag in _FINITE:
                return i > 0
            if token.tag not in _SUBJECT_TAGS or (i == 0 and token.tag in ("RB", "POS")):
                return False
        return False

    @cached_property
    def _openers(self) -> frozenset[str]:
        return frozenset(self.openers)

    @cached_property
    def _links(self) -> frozenset[str]:
        return frozenset(self.links)

    @cached_property
    def _adverbs(self) -> frozenset[str]:
        return frozenset(self.adverbs)


def _is_echo(first: str, second: str) -> bool:
    """Do both clauses begin with the same word? “It is late, it is dark” is meant."""
    words = [clause.lower().replace("’", "'").replace("'", " ").split()[:1] for clause in (first, second)]
    return words[0] == words[1]


def _is_clause(tokens: Sequence[Tagged]) -> bool:
    """One finite verb, a subject before it and something behind it."""
    finite = [i for i, token in enumerate(tokens) if token.tag in _FINITE]
    if len(finite) != 1 or finite[0] in (0, len(tokens) - 1):
        return False
    subject = {token.tag for token in tokens[: finite[0]]}
    return (
        bool(subject & {"PRP", "NN", "NNS", "NNP", "NNPS", "EX", "DT"}) and "WDT" not in subject and "WP" not in subject
    )
