"""agreement: a short subject right before its verb, one of them in the singular and the other in the plural."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar, Literal, NamedTuple

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic
from copydesk.document import Sentence, Tokens
from copydesk.kinds.tagged import tagged_sentence
from copydesk.kinds.word_places import WordPlaces
from copydesk.matching import Hit
from copydesk.record import record
from copydesk.rule import Lexicon, Rule

Grammatical = Literal["singular", "plural"]

_REACH = 9  # so many words at most from the start of the clause to the verb
# What may stand before a subject: then the words between it and the verb are the whole of it.
_OPENERS = frozenset(
    "that because if when while although though but whether where unless says said think thinks believe"
    " believes know knows".split()
)
_UNREAL = frozenset("if though whether wish unless lest".split())  # "if the price were"
_WISHES = frozenset("that lest".split())  # "they ask that the club have a say"
# With one of these it is a longer sentence than is read here.
_STOPPERS = frozenset(
    "and or nor who whom whose which what how why plus than not never i you he she it we they there here as both like"
    " can could will would shall should may might must cannot do does did is are was were be been has have had let".split()
)
_PREPOSITIONS = frozenset(
    "of in on for from with at to between by about against among into over under within around across near behind without"
    " during since until after before inside outside beyond"
    " reporting including involving regarding concerning showing affecting causing facing using seeking containing".split()
)
_PLURAL_OPENING = frozenset(
    "the these those my our your his her its their many several most some all other few various two three four five six seven"
    " eight nine ten eleven twelve twenty".split()
)
_SINGULAR_OPENING = frozenset("a an this each every another".split())
_NEUTRAL_OPENING = frozenset("the my our your his her its their".split())
# In mid-phrase and not behind a preposition these begin another phrase: "the thing these results".
_BREAKS = frozenset("the these those my our your his her its their all both a an this each every another".split())
_LONE = frozenset(("each", "one"))
_TIMES = frozenset("day night morning afternoon evening week weekend month year season time moment way".split())
_INTRODUCTIONS = _PREPOSITIONS | frozenset(
    "however today yesterday now then still meanwhile instead overall finally first second currently often sometimes yet also"
    " nevertheless moreover besides unfortunately according despite although if when while because since as".split()
)
_ADVERBS = frozenset(
    "often also never now still always usually just only then already almost even indeed together".split()
)
_IRREGULAR = {"is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "wasn't": "weren't",
              "hasn't": "haven't", "doesn't": "don't", "goes": "go"}  # fmt: skip
_WORD = re.compile(r"\S+")
_ALL_BUT = ("all but ", "anything but ", "nothing but ", "none but ", "everyone but ", "everything but ", "anyone but ")
# "one of the reasons prices are high": what follows is no verb of "one".
_GAPS = frozenset("reasons things ways times places areas people".split())
_NO_NOUN = _STOPPERS | _OPENERS | _PREPOSITIONS | _PLURAL_OPENING | _SINGULAR_OPENING
_MARKS = "(“\"‘'["
_ENDS = ',;:)]”"—–…'


class _Subject(NamedTuple):
    """The words between the start of a clause and its verb: text[start:] begins them; `head` is the index of the noun."""

    start: int
    words: tuple[str, ...]
    head: int
    opener: str


@record(kw_only=True)
class Agreement(Rule):
    """A verb that does not agree with its subject, over a short distance.

    Read are subjects that begin a clause, have a determiner and stand right before the verb: “the list of items are”, “these
    results shows”, “each member have”. The words decide whether a sentence is worth tagging, the tags whether it is reported.

    nouns  lists of words: `singular` that end in s, `plural` without one, `either` that take both numbers, `heads` that are
           one thing also before “of”, and `verbs` in their form with s
    """

    kind: ClassVar[str] = "agreement"

    nouns: Lexicon

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        text = article.document.prose
        for start, end in self._verbs.find(article.document, _may_have_subject):
            sentence = article.document.sentence_at(start)
            subject = _subject(text, sentence.start, start) if sentence else None
            if sentence is None or subject is None:
                continue
            verb = text[start:end].replace("’", "'")
            number: Grammatical = "singular" if verb in self._plural_of else "plural"
            if self._clashes(subject, verb, number) and self._is_confirmed(article, sentence, start, subject, number):
                other = self._plural_of.get(verb) or self._singular_of[verb]
                if "’" in text[start:end]:
                    other = other.replace("'", "’")
                yield from self.report(
                    article, start, end, found=f"{subject.words[subject.head]} … {verb}", replacements=(other,)
                )

    def _clashes(self, subject: _Subject, verb: str, number: Grammatical) -> bool:
        """By the look of the words: can the subject not have this verb?"""
        opening, head = subject.words[0], subject.words[subject.head]
        reaches = len(subject.words) > subject.head + 1
        if number == "singular":
            if subject.opener == "and" and opening not in _NEUTRAL_OPENING and opening not in ("these", "those"):
                return False  # "of tablets, phones, and other devices is"
            return opening in _PLURAL_OPENING and subject.head > 0 and self._looks_plural(head)
        if subject.opener == "and" or (verb == "were" and subject.opener in _UNREAL):  # "the A, the B, and the C are"
            return False
        if verb != "are" and verb != "were" and subject.opener in _WISHES:
            return False
        if subject.head == 0:
            return opening in _LONE and reaches and subject.words[1] == "of"
        if head in self._lists["either"] or head in _TIMES or self._looks_plural(head):
            return False
        if opening in _SINGULAR_OPENING and not reaches:
            return True
        return (opening in _SINGULAR_OPENING or opening in _NEUTRAL_OPENING) and head in self._lists["heads"]

    def _looks_plural(self, noun: str) -> bool:
        if noun in self._lists["plural"]:
            return True
        return noun[-1] == "s" and noun[-2:] not in ("ss", "us", "is") and noun not in self._lists["singular"]

    def _is_confirmed(
        self, article: Article, sentence: Sentence, start: int, subject: _Subject, number: Grammatical
    ) -> bool:
        """Do the tags bear it out: no verb in the subject, a noun of that number as its head?"""
        tokens = tagged_sentence(article, sentence)
        inside = [token for token in tokens if subject.start <= token.start < start]
        behind = [token for token in tokens if token.start >= start][:3]
        if any((token.tag[0] == "V" and token.tag not in ("VBN", "VBG")) or token.tag == "MD" for token in inside):
            return False
        if any(token.tag in ("POS", "NNP", "NNPS", "CC", "WDT", "PRP") for token in inside[1:]):
            return False
        if any(token.tag == "VBG" for token in inside[2:]):  # "the number reporting losses"
            return False
        if [token.tag for token in inside[-2:]] == ["NNS", "NNS"]:  # "the tickets people have"
            return False
        if subject.head:
            wanted = "NNS" if number == "singular" else "NN"
            if not any(t.tag == wanted and t.text.lower() == subject.words[subject.head] for t in inside):
                return False
        return bool(behind) and self._is_verb(behind[0].text, [token.tag for token in behind])

    def _is_verb(self, verb: str, tags: Sequence[str]) -> bool:
        """Is a word that may be a noun ("shows") the verb here, by what follows?"""
        if verb in _IRREGULAR or verb in _IRREGULAR.values() or "n't" in verb:
            return True
        following = tags[1] if len(tags) > 1 else "."
        return tags[0] in ("VBZ", "VBP", "VB") and following[:2] not in ("VB", "MD", "NN", ",", ".", "CC")

    @cached_property
    def _verbs(self) -> WordPlaces:
        return WordPlaces((*self._plural_of, *self._singular_of))

    @cached_property
    def _plural_of(self) -> dict[str, str]:
        return {**_IRREGULAR, **{verb: _base(verb) for verb in self._lists["verbs"]}}

    @cached_property
    def _singular_of(self) -> dict[str, str]:
        return {plural: singular for singular, plural in self._plural_of.items()}

    @cached_property
    def _lists(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(words.split()) for name, words in self.nouns.data.items()}


def _may_have_subject(prose: str, tokens: Tokens, number: int) -> bool:
    """False for most verbs, behind a word that no noun phrase ends with: "it is", "that was"."""
    if number == 0 or not tokens.words[number - 1]:
        return True
    before = tokens.starts[number - 1]
    stands_alone = prose[tokens.starts[number] - 1] == " " and (before == 0 or prose[before - 1] == " ")
    return not stands_alone or tokens.words[number - 1].lower() not in _NO_NOUN


def _base(verb: str) -> str:
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    return verb[:-2] if verb.endswith(("sses", "shes", "ches", "xes")) else verb[:-1]


def _subject(text: str, start: int, end: int) -> _Subject | None:
    """The words from the start of the clause, if that is near and they look like one noun phrase."""
    near = max(start, end - 90)
    last = text[near:end].rsplit(None, 1)[-1:]
    if not last or last[0].lower() in _NO_NOUN:  # most verbs: "it is", "that was"
        return None
    words: list[str] = []
    begins, opener, cut = end, "", near > start
    for match in reversed(tuple(_WORD.finditer(text, near, end))):
        word = match[0]
        plain = word.lstrip(_MARKS)
        if word[-1] in _ENDS or plain.lower() in _OPENERS:
            if word[-1] == "," and not _is_introduction(text[start:end]):
                return None
            opener, cut = plain.lower(), False
            break
        if plain == "and" and text[near : match.start()].endswith(", "):
            opener, cut = plain, False
            break
        if not plain.replace("-", "").isalpha() or len(words) == _REACH:
            return None
        words.append(plain)
        begins = match.end() - len(plain)
        if word != plain:
            cut = False
            break
    if cut or not words or any(word[0].isupper() for word in words[:-1]):
        return None
    if opener == "but" and text[start:begins].lower().endswith(_ALL_BUT):
        return None
    return _parsed([word.lower() for word in reversed(words)], begins, opener)


def _is_introduction(clause: str) -> bool:
    """Is what stands before the first comma a phrase of time or place, and no other comma there: “In May, the …”?"""
    first, _, rest = clause.partition(",")
    return "," not in rest and first.partition(" ")[0].lower() in _INTRODUCTIONS


def _parsed(low: list[str], start: int, opener: str) -> _Subject | None:
    first = low[0]
    if first in ("all", "both", "half") and len(low) > 1 and low[1] in _NEUTRAL_OPENING:
        del low[0]
    while len(low) > 1 and (low[-1] in _ADVERBS or low[-1].endswith("ly")):
        low.pop()
    if not _STOPPERS.isdisjoint(low) or (first == "all" and low[-1] in ("needs", "wants", "does")):
        return None
    prepositions = [i for i, word in enumerate(low) if word in _PREPOSITIONS]
    if prepositions and prepositions[-1] == len(low) - 1:
        return None
    if any(word in _BREAKS and i - 1 not in prepositions for i, word in enumerate(low) if i):
        return None
    head = prepositions[0] - 1 if prepositions else len(low) - 1
    if head < 0 or (head == 0 and (low[0] not in _LONE or not _GAPS.isdisjoint(low))):
        return None
    return _Subject(start, tuple(low), head, opener)
