"""The subject of a verb: the words before it that say who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from copydesk.article.common import COMMON
from copydesk.article.lexicon import DOCUMENTS, OPENERS, VAGUE_SOURCES
from copydesk.article.speech import PEOPLE, Verb

VoiceKind = Literal["narrator", "quoted", "attributed", "document"]
Pair = tuple[int, int]

_TOKEN = re.compile(r"\S+")
_EDGES = "“”\"‘’'`«»()[]"
_BE = frozenset("is are was were be been being".split())
# What may stand between a subject and its verb.
_BETWEEN = frozenset(
    """
    has have had having also later then now once again further even just long often never always still only himself
    herself themselves itself myself ourselves yourself both all recently yesterday today did does do
    """.split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
# Before a base form these make it an infinitive or a wish: no attribution.
_MODALS = frozenset(
    """
    to will would can could should shall must may might not let please didn't don't didn’t don’t cannot can't can’t
    """.split()
)
# Before a form that is also a noun these make it one: "the claims", "his reports", "of notes".
_DETERMINERS = frozenset(
    """
    the a an these those this his her its their our my your of in on by with for from such no any every each several
    into about at
    """.split()
)
_CLAUSE_WORDS = frozenset(
    """
    that but while because when whether if although though since after before as where which what how why so than
    whose
    """.split()
)
_RELATIVES = _CLAUSE_WORDS | {"who", ""}
_LINKS = _CLAUSE_WORDS | {"and", "or", ""}
PREPOSITIONS = frozenset(
    """
    of by from between in on for with to over against at about into under including behind near among during despite
    amid through without across along like within around following
    """.split()
)
_PRONOUNS = frozenset("he she they who".split())
# With these the writer speaks, or nobody.
_OWN = frozenset("i we you".split())
_NO_SUBJECTS = _OWN | frozenset(("there", "this", "it", "which", "what", "and", ""))
_REFERRED = frozenset("him her them one another those".split())
# Before a subject these make its clause a condition or a thing, not a report: "if they find", "what they believe".
_CONDITIONS = frozenset("what if whether whatever whoever unless".split())
_STOPS = ",;:—"
_SUBJECTS = PEOPLE | VAGUE_SOURCES | _PRONOUNS


class Word(NamedTuple):
    text: str
    bare: str  # in lower case, without marks
    start: int
    end: int


def read_words(text: str, start: int, end: int) -> list[Word]:
    if start and not text[start - 1].isspace():
        start = text.find(" ", start, end) + 1 or end
    return [
        Word(m[0], m[0].strip(_EDGES + ",.;:!?—–-").lower(), m.start(), m.end())
        for m in _TOKEN.finditer(text, start, end)
    ]


def skip_between(words: Sequence[Word]) -> tuple[int, bool, bool]:
    """The number of the last word before auxiliaries and adverbs, and whether these make a passive or an infinitive."""
    last, passive, stopped = len(words) - 1, False, False
    while last >= 0:
        if words[last].text[-1] in ",;:—”\"’'":
            break
        word = words[last].bare
        if word in _BE:
            passive = True
        elif word in _MODALS:
            stopped = True
        elif word in _DAYS and last > 0 and words[last - 1].bare == "on":
            last -= 1
        elif word not in _BETWEEN and not (word.endswith("ly") and len(word) > 4 and words[last].text[0].islower()):
            break
        last -= 1
    return last, passive, stopped


def is_noun_place(before: str) -> bool:
    """True if the last word makes a noun of the next one: "the claims", "her reports", "Monday's statement"."""
    words = before.split()
    return bool(words) and (words[-1].lower() in _DETERMINERS or words[-1].endswith(("'s", "’s", "s'", "s’")))


def subject_before(words: Sequence[Word], verb: Verb) -> Pair | None:
    """The noun phrase at the end of `words`, or the one before an apposition in commas; None if it cannot speak."""
    stop = len(words)
    for attempt in range(4):
        if stop <= 0:
            return None
        closed = words[stop - 1].text[-1] in ",—–)"
        begin = _phrase_start(words, stop)
        phrase = words[begin:stop]
        if phrase and (not closed or begin == 0 or attempt):
            if begin and words[begin - 1].bare in _CONDITIONS and words[begin - 1].text[-1] not in _STOPS:
                return None
            found = _speaker(phrase, verb) or _speaker(_last_part(phrase), verb)
            if found:
                return found
        if not closed and not attempt:
            bold = verb.strong and verb.tense == "past" and phrase and _is_subject(phrase)
            return (phrase[0].start, phrase[-1].end) if bold else None
        while begin > 0 and words[begin - 1].bare in _RELATIVES:
            begin -= 1
        if begin == 0 or words[begin - 1].text[-1] not in ",—–)":
            return None
        stop = begin
    return None


def _last_part(phrase: Sequence[Word]) -> Sequence[Word]:
    """What follows the last "and": the subject, where a clause stands before it."""
    cut = max((i for i, word in enumerate(phrase) if word.bare in ("and", "or", "but")), default=len(phrase) - 1)
    return phrase[cut + 1 :]


def _phrase_start(words: Sequence[Word], stop: int) -> int:
    """Where the phrase that ends before `stop` begins: behind a mark or a word that opens a clause."""
    begin = stop - 1
    while begin > 0:
        before = words[begin - 1]
        if (
            before.text[-1] in ',;:—–)”"'
            or before.bare in _CLAUSE_WORDS
            or not before.bare
            or words[begin].text[0] in '(“"'
        ):
            break
        begin -= 1
    return begin + 1 if begin < stop and words[begin].bare in _LINKS else begin


def _is_subject(phrase: Sequence[Word]) -> bool:
    return phrase[0].bare not in PREPOSITIONS and phrase[-1].bare not in _NO_SUBJECTS


def _span(phrase: Sequence[Word]) -> Pair:
    first, last = phrase[0], phrase[-1]
    lead = len(first.text) - len(first.text.lstrip(_EDGES))
    tail = len(last.text) - len(last.text.rstrip(_EDGES + ",;:—–"))
    return first.start + lead, max(last.end - tail, first.start + lead + 1)


def _head(phrase: Sequence[Word]) -> int:
    """The number of the last word before the first preposition: the word that the phrase is about."""
    cut = next(
        (i for i, word in enumerate(phrase) if i and (word.bare in PREPOSITIONS or word.bare == "who")), len(phrase)
    )
    head = cut - 1
    while (
        head > 0
        and cut < len(phrase)
        and (phrase[head].bare.endswith("ed") or phrase[head].bare in ("seen", "led", "written"))
    ):
        head -= 1
    return head


def _speaker(phrase: Sequence[Word], verb: Verb) -> Pair | None:
    """The phrase, if its head is a name, a pronoun, a person, a body or a document."""
    if not phrase:
        return None
    at = _head(phrase)
    head, final = phrase[at], phrase[-1]
    if phrase[0].bare in PREPOSITIONS:
        return None
    if final.bare in _OWN:
        return None
    if final.bare in _PRONOUNS:
        return _span([final])
    if final.bare == "it":
        return _span([final]) if verb.strong or verb.clause else None
    agents = verb.strong and head.bare.endswith(("ors", "ers", "ists", "ians", "ents", "ants"))
    if agents or head.bare in PEOPLE or head.bare in VAGUE_SOURCES or head.bare in DOCUMENTS:
        return _span(phrase)
    bare = head.text.strip(_EDGES)
    if bare[:1].isupper() and (at or (head.bare not in COMMON and head.bare not in OPENERS)):
        return _span(phrase)
    return None


def classify(text: str, source: Pair) -> tuple[VoiceKind, bool]:
    """What sort of source a noun phrase names: (attributed or document, whether it is vague)."""
    phrase = read_words(text, *source)
    if not phrase:
        return "attributed", True
    at = _head(phrase)
    head, rest = phrase[at], phrase[at + 1 :]
    named = head.text[0].isupper() and at > 0
    if head.bare in VAGUE_SOURCES and not named:
        lookup = head.bare in ("reports", "studies", "research", "campaigns") and any(w.text[0].isupper() for w in rest)
        listed = any(w.bare in ("including", "like") for w in rest) and any(w.text[0].isupper() for w in rest)
        return "attributed", not (lookup or listed)
    if head.bare in ("one", "another", "those", "anyone"):
        return "attributed", True
    return ("document", False) if head.bare in DOCUMENTS and not named else ("attributed", False)


def first_subject(text: str, start: int, end: int) -> Pair | None:
    """The name or person that a sentence begins with, near enough to be its subject."""
    phrase: list[Word] = []
    for word in read_words(text, start, min(end, start + 80)):
        phrase.append(word)
        if word.bare in _SUBJECTS:
            return _span(phrase)
        following = text[word.end + 1 : word.end + 2]
        if (
            word.text[0].isupper()
            and word.bare not in OPENERS
            and word.bare not in COMMON
            and not following.isupper()
            and len(word.bare) > 2
        ):
            return _span(phrase)
        if word.text[-1] == "," and len(phrase) == 1:
            phrase = []  # "However, the minister …"
        elif word.text[-1] in ",;:" or len(phrase) > 6:
            return None
    return None


def can_speak(text: str, source: Pair) -> bool:
    """True if a noun phrase that follows "according to" names somebody or something that says: "the number" does not."""
    phrase = read_words(text, *source)
    if not phrase:
        return False
    head = phrase[_head(phrase)].bare
    named = any(word.text.strip(_EDGES)[:1].isupper() or "." in word.bare for word in phrase)
    return named or head in _SUBJECTS or head in DOCUMENTS or head in _REFERRED or head[:1].isdigit()
