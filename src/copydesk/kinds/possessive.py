"""possessive: its and it's, your and you're, their and they're in each other's place, by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import ClassVar, Literal

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Edit, Fix
from copydesk.document import Sentence, Tokens
from copydesk.kinds.tagged import tagged_sentence
from copydesk.kinds.word_places import WordPlaces, word_before
from copydesk.matching import Hit
from copydesk.models.tagger import Tagged, default_tagger
from copydesk.record import record
from copydesk.rule import Lexicon, Rule
from copydesk.text import recase

_CONTRACTIONS = {"its": "it's", "your": "you're", "their": "they're"}
_POSSESSIVES = {contraction: possessive for possessive, contraction in _CONTRACTIONS.items()}
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_BEFORE_NOUN = _NOUNS | frozenset(("RB", "RBS", "CD", "JJ", "JJR", "JJS", "VBG", "VBN", "POS"))
_OPENS_PHRASE = frozenset(("JJ", "JJS", "CD", "NN", "NNS", "NNP"))
_FINITE = frozenset(("MD", "VBZ", "VBD"))
_QUALITY = frozenset(
    ("RB", "RBS", "RBR", "JJ", "JJR", "VBN")
)  # what may stand between "it is" and the end of its clause
_THING = _NOUNS | frozenset(("CD", "JJS", "FW"))
_GOES_ON = frozenset((".", ",", ":", "TO", "PRP", "VBP", "WDT", "WP", "WRB", "DT", "IN", "PRP$", "EX"))
_LONGEST = 7  # words of a noun phrase that are read
_MOST_QUALITIES = 4  # words between the pronoun and what shows that no thing is named
_REACH = 60  # so many characters behind the pronoun hold all that a glance looks at
_NEXT = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CLAUSE_END = re.compile(r"[.!?;:…]|\n\n")
_ADVERB = frozenset("very so too really just not still also only quite rather now always almost already".split())
# How most words end that can stand alone behind "it is": only with one of these is a sentence worth tagging.
_QUALITY_END = re.compile(
    r"(?:[ai]ble|ful|less|ous|ive|[^aeiou]ic|[iu]al|ant|[^m]ent|ed|en|ing|ish|ory|ary|[^aeiou]y)$"
)


@record(kw_only=True)
class Possessive(Rule):
    """A possessive and the contraction that sounds like it.

    "contraction" is typed where the possessive is meant, if a noun phrase follows that something before it asks for (a
    preposition, a verb that takes a thing) or that a verb goes on from: `launched it's first site`, `it's content is thin`.
    "possessive" is typed where the contraction is meant, if it begins a clause and no thing is named behind it: `since its
    important to rest`. Words decide whether a sentence is worth tagging, the tags whether it is reported.

    typed  which of the two stands in the text
    words  lists of words: `prepositions`, `clausal` that a clause may follow, `no_noun` that name nothing behind
           “it is”, `openers` that a clause begins behind, `nominal` that can stand for a thing, `qualities` that
           cannot, whatever their tag, `manner` behind a participle
    """

    kind: ClassVar[str] = "possessive"

    typed: Literal["contraction", "possessive"]
    words: Lexicon

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        document = article.document
        glance, judge, others = (
            (self._may_be_possessive, self._asks_for_possessive, _POSSESSIVES)
            if self.typed == "contraction"
            else (self._may_be_contraction, self._asks_for_contraction, _CONTRACTIONS)
        )
        for start, end in self._places.find(document, glance):
            sentence = document.sentence_at(start)
            if sentence is None or not judge(article, sentence, start):
                continue
            found = document.prose[start:end]
            right = recase(others[found.lower().replace("’", "'")], found)
            if "’" in document.prose:
                right = right.replace("'", "’")
            fix = Fix((Edit(document.span(start, end), right),), False)
            yield from self.report(article, start, end, found=found, fixed=right, replacements=(right,), fix=fix)

    # A contraction where the possessive is meant.

    def _may_be_possessive(self, prose: str, tokens: Tokens, number: int) -> bool:
        """Is the next word one that a noun phrase begins with, and does the word before or a verb behind ask for one?"""
        start = tokens.starts[number]
        near = _words_from(prose, start)
        if len(near) < 2 or near[1] in self._lists["no_noun"] or near[1].endswith(("ing", "ed")):
            return False
        before = word_before(tokens, number)
        if before in self._lists["prepositions"]:
            return True
        if near[1] in self._lists["qualities"]:
            return False
        if before and before not in self._lists["clausal"] and before not in self._lists["openers"]:
            return True
        return any(word in _FINITE_WORDS or word.endswith("ed") for word in near[2:7])

    def _asks_for_possessive(self, article: Article, sentence: Sentence, start: int) -> bool:
        tokens = tagged_sentence(article, sentence)
        at = _number_of(tokens, start)
        first = at + 2  # behind the pronoun and its verb
        if at < 0 or first >= len(tokens) or tokens[first].tag not in _OPENS_PHRASE:
            return False
        if tokens[first].text.lower() in self._lists["no_noun"] or not tokens[first].text[0].isalpha():
            return False
        end = _end_of_phrase(tokens, first)
        if end == first:
            return False
        if at:
            before, tag = tokens[at - 1].text.lower(), tokens[at - 1].tag
            if before in self._lists["prepositions"]:
                return True
            if tag[:2] == "VB" and before.isalpha() and before not in self._lists["clausal"]:
                return True
        behind = tokens[end] if end < len(tokens) else None
        if behind is None or not behind.text[0].isalpha():
            return False
        if behind.tag == "VBD" and tokens[end - 1].tag == "NNP":  # "it's GPS tracked"
            return False
        if any(a.tag == "JJ" and b.tag == "NNP" for a, b in pairwise(tokens[first:end])):  # "it's evident Smith knows"
            return False
        return behind.tag in _FINITE or behind.text.lower() in ("are", "were", "have")

    # A possessive where the contraction is meant.

    def _may_be_contraction(self, prose: str, tokens: Tokens, number: int) -> bool:
        """Can a clause begin here, and does the word behind look as if it could stand alone?"""
        start = tokens.starts[number]
        before = word_before(tokens, number)
        if not self._opens(prose, start, before):
            return False
        near = _words_from(prose, start)[1:]
        while near and (near[0] in _ADVERB or near[0].endswith("ly")):
            del near[0]
        if not near or near[0] in self._lists["nominal"]:
            return False
        return near[0] in self._lists["qualities"] or bool(_QUALITY_END.search(near[0]))

    def _opens(self, prose: str, start: int, before: str) -> bool:
        lead = prose[max(start - 3, 0) : start].rstrip(" ")
        return not lead or not lead[-1].isalnum() or before in self._lists["openers"]

    def _asks_for_contraction(self, article: Article, sentence: Sentence, start: int) -> bool:
        tokens = tagged_sentence(article, sentence)
        at = _number_of(tokens, start)
        if at < 0 or at + 1 >= len(tokens) or not tokens[at + 1].text[0].isalpha():
            return False
        verb = "'s" if tokens[at].text.lower() == "its" else "'re"
        # A word behind a possessive is taken for a noun too soon: the same words are read behind the contraction as well.
        words = [token.text for token in tokens]
        tags = default_tagger().tag([*words[:at], words[at][:-1], verb, *words[at + 1 :]])
        del tags[at + 1]
        if tags[at + 1] == "VBG":
            behind = words[at + 2].lower() if at + 2 < len(words) else ""
            return behind in self._lists["manner"]
        end = self._end_of_quality(words, tags, at + 1)
        if any(self._may_name(token) for token in tokens[at + 1 : max(end, at + 2)]):
            return False
        if all(tag in ("RB", "RBR", "RBS") for tag in tags[at + 1 : end]):
            return False
        following = words[end].lower() if end < len(words) else "."
        return following == "then" or (
            (tags[end] if end < len(words) else ".") in _GOES_ON and following not in _NO_END
        )

    def _end_of_quality(self, words: Sequence[str], tags: Sequence[str], first: int) -> int:
        """The number of the word behind adverbs, adjectives and participles; `first` if one of them may name a thing."""
        end = first
        while end < min(len(words), first + _MOST_QUALITIES):
            word = words[end].lower()
            if tags[end] not in _QUALITY and word not in self._lists["qualities"]:
                break
            if word in self._lists["nominal"] or words[end][0].isupper() or "-" in word:
                return first
            end += 1
        return end

    def _may_name(self, token: Tagged) -> bool:
        return token.tag in _THING and token.text.lower() not in self._lists["qualities"]

    @cached_property
    def _places(self) -> WordPlaces:
        words = _POSSESSIVES if self.typed == "contraction" else _CONTRACTIONS
        return WordPlaces([form for word in words for form in (word, word.capitalize())])

    @cached_property
    def _lists(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(words.split()) for name, words in self.words.data.items()}


_FINITE_WORDS = frozenset("is are was were has have had will would can could may might must should does did do".split())
_NO_END = frozenset("of and or as , - -- –".split())  # a phrase may go on behind these


def _words_from(prose: str, start: int) -> list[str]:
    """The words from there to the next mark that ends a clause, in lower case, as far as a glance goes."""
    return [word.lower() for word in _NEXT.findall(_CLAUSE_END.split(prose[start : start + _REACH], maxsplit=1)[0])]


def _number_of(tokens: Sequence[Tagged], start: int) -> int:
    """The number of the token that begins there, or -1."""
    return next((number for number, token in enumerate(tokens) if token.start == start), -1)


def _end_of_phrase(tokens: Sequence[Tagged], first: int) -> int:
    """The number of the token behind the noun phrase that begins there; `first` itself if it has no noun."""
    at, named = first, False
    while at < len(tokens) and at < first + _LONGEST and tokens[at].tag in _BEFORE_NOUN:
        tag = tokens[at].tag
        if named and tag != "POS" and (tag not in _NOUNS or tokens[at - 1].tag in ("NNS", "NNPS")):
            break  # "jobs people want": another phrase begins
        named = tag in _NOUNS or (named and tag != "POS")
        at += 1
    return at if named else first
