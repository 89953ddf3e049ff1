"""Attribution frames: "X said", "according to X", "it is believed"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from copydesk.article.common import COMMON
from copydesk.article.lexicon import DOCUMENTS, OPENERS, VAGUE_SOURCES
from copydesk.article.speech import CUES, FRAME_WORDS, HEARSAY, HEARSAY_ADVERBS, PEOPLE, VERBS, Grade, Verb
from copydesk.text import Ranges

VoiceKind = Literal["narrator", "quoted", "attributed", "document"]
Pair = tuple[int, int]

# A subject is looked for so many characters before its verb.
WINDOW = 170

_GATE = frozenset(
    word + mark for word in FRAME_WORDS for mark in ("", ",", ".", ":", ";", ",”", ".”", "—")
) | frozenset(word.capitalize() for word in CUES | HEARSAY_ADVERBS)
_MARKS = " ,.:;”—"
_TOKEN = re.compile(r"\S+")
_EDGES = "“”\"‘’'`«»()[]"
_BE = frozenset("is are was were be been being".split())
# What may stand between a subject and its verb.
_BETWEEN = frozenset(
    """
    has have had having also later then now once again further even just long often never always still only himself
    herself themselves itself both all recently yesterday today did does do
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
    into about at and or
    """.split()
)
_CLAUSE_WORDS = frozenset(
    """
    that but while because when whether if although though since after before as where which what how why so than
    whose
    """.split()
)
PREPOSITIONS = frozenset(
    """
    of by from between in on for with to over against at about into under including behind near among during despite
    amid through without across along like within around following
    """.split()
)
_PRONOUNS = frozenset("he she they we i who you".split())
_REFERRING = frozenset("he she they it who him her them".split())


class Frame(NamedTuple):
    """One attribution in a sentence.

    cue      the verb or phrase that attributes
    source   the words that say who speaks; None if nobody does ("is believed to")
    vague    the source has no name that a reader could ask
    pronoun  the source is a pronoun: somebody named before
    """

    cue: Pair
    source: Pair | None
    kind: VoiceKind
    vague: bool
    grade: Grade
    pronoun: bool = False


class _Word(NamedTuple):
    text: str
    bare: str  # in lower case, without marks
    start: int
    end: int


def find_frames(text: str, start: int, end: int, quotes: Ranges) -> list[Frame]:
    """The attribution frames of the sentence text[start:end] outside quoted words, in order."""
    hits = _GATE.intersection(text[start:end].split())
    if not hits:
        return []
    frames: list[Frame] = []
    cues = {hit.strip(_MARKS).lower() for hit in hits}
    if not cues.isdisjoint(CUES):
        frames += _phrases(text, start, end, cues)
    for word in cues:
        if word not in VERBS and word not in HEARSAY and word not in HEARSAY_ADVERBS:
            continue
        for at in _places(text, word, start, end):
            if not quotes.at(at):
                frame = _verb_frame(text, (start, end), (at, at + len(word)), quotes)
                if frame:
                    frames.append(frame)
    return sorted((frame for frame in frames if not quotes.at(frame.cue[0])), key=lambda frame: frame.cue)


def _places(text: str, word: str, start: int, end: int) -> Iterator[int]:
    at = text.find(word, start, end)
    while at >= 0:
        after = at + len(word)
        if not (text[at - 1 : at].isalnum() and at > start) and not (after < end and text[after].isalnum()):
            yield at
        at = text.find(word, after, end)


def _verb_frame(text: str, sentence: Pair, cue: Pair, quotes: Ranges) -> Frame | None:
    """The frame that the word text[cue] makes with its subject, if it is a verb there and the subject can speak."""
    word = text[cue[0] : cue[1]]
    if word in HEARSAY_ADVERBS:
        return Frame(cue, None, "attributed", True, "hearsay")
    words = _words(text, max(sentence[0], cue[0] - WINDOW), cue[0])
    last, passive, stopped = _skip_between(words)
    if passive:
        return _passive(text, sentence, cue)
    verb = VERBS.get(word)
    if verb is None or (verb.clause and not _leads_on(text, cue[1], sentence[1])):
        return None
    if (verb.tense == "base" and (stopped or last < 0)) or (last >= 0 and _is_noun_place(words[last])):
        return None
    source = _inverted(text, sentence, cue, verb, quotes) if last == len(words) - 1 else None
    source = source or _subject(words[: last + 1], verb, word)
    if source is None:
        return None
    kind, vague = classify(text, source)
    return Frame(cue, source, kind, vague, verb.grade, text[source[0] : source[1]].lower() in _REFERRING)


def _words(text: str, start: int, end: int) -> list[_Word]:
    if start and not text[start - 1].isspace():
        start = text.find(" ", start, end) + 1 or end
    return [
        _Word(m[0], m[0].strip(_EDGES + ",.;:!?—–-").lower(), m.start(), m.end())
        for m in _TOKEN.finditer(text, start, end)
    ]


def _skip_between(words: Sequence[_Word]) -> tuple[int, bool, bool]:
    """The number of the last word before auxiliaries and adverbs, and whether these make a passive or an infinitive."""
    last, passive, stopped = len(words) - 1, False, False
    while last >= 0:
        word = words[last].bare
        if word in _BE:
            passive = True
        elif word in _MODALS:
            stopped = True
        elif word in _DAYS and last > 0 and words[last - 1].bare == "on":
            last -= 1
        elif word not in _BETWEEN and not (word.endswith("ly") and len(word) > 4 and words[last].text[0].islower()):
            break
        if words[last].text[-1] in ",;:—":
            break
        last -= 1
    return last, passive, stopped


def _is_noun_place(word: _Word) -> bool:
    return word.bare in _DETERMINERS or word.text.endswith(("'s", "’s", "s'", "s’"))


def _leads_on(text: str, at: int, end: int) -> bool:
    """True if what follows can be the words reported: "that", a comma, a colon, a quotation, or the end after them."""
    rest = text[at : min(at + 8, end)]
    return not rest or rest[0] in ",.:;" or rest.lstrip()[:1] in "“\"‘'`" or rest.startswith((" that ", " how "))


def _passive(text: str, sentence: Pair, cue: Pair) -> Frame | None:
    """ "was quoted as saying" and "was called … by" attribute; "is believed to" attributes to nobody."""
    word, after = text[cue[0] : cue[1]], text[cue[1] : cue[1] + 12]
    if word == "quoted" and after.lstrip().startswith(("as ", "saying", "in", "by")):
        subject = _first_subject(text, sentence[0], cue[0])
        return Frame(cue, subject, "attributed", False, "neutral") if subject else None
    if word in HEARSAY and after.startswith((" to ", " that ")):
        return Frame(cue, None, "attributed", True, "hearsay")
    if after.startswith(" by ") and word in VERBS:
        return _phrase_frame(text, (cue[0], cue[1] + 4), sentence[1], VERBS[word].grade)
    return None


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(
        r"\s+(?P<who>(?:(?:the|a|an|his|her|its|their|one|another)\s)?(?:[\w'’.&-]+\s){0,6}?"
        r"(?:[A-Z][\w'’.&-]*\w(?:\s[A-Z][\w'’.&-]*\w)*|[a-z]+))"
        r"(?=[,.;:!?“\"—–(]|\s(?:who|in|on|at|of|after|as|during|when|to|by|with|from|told)\b|\s*$)"
    )


def _inverted(text: str, sentence: Pair, cue: Pair, verb: Verb, quotes: Ranges) -> Pair | None:
    """The subject behind the verb: “…,” said the minister."""
    before = text[sentence[0] : cue[0]].rstrip()
    if verb.tense == "base" or not before or before[-1] not in ",”\"’'?!»":
        return None
    if not quotes.at(sentence[0] + len(before) - 1) and text[cue[0] : cue[1]] not in ("said", "says"):
        return None
    match = _behind().match(text, cue[1], sentence[1])
    if match is None or match["who"].split()[0] in ("that", "it", "in", "on", "to", "as", "if", "at", "not"):
        return None
    return match.span("who")


def _subject(words: Sequence[_Word], verb: Verb, form: str) -> Pair | None:
    """The noun phrase at the end of `words`, or the one before an apposition in commas; None if it cannot speak."""
    stop = len(words)
    for attempt in range(4):
        if stop <= 0:
            return None
        closed = words[stop - 1].text[-1] in ",—–)"
        begin = _phrase_start(words, stop)
        phrase = words[begin:stop]
        if phrase and (not closed or begin == 0 or attempt):
            found = _speaker(phrase, verb, form)
            if found:
                return found
        if not closed and not attempt:
            bold = verb.strong and verb.tense == "past" and phrase and _is_subject(phrase)
            return (phrase[0].start, phrase[-1].end) if bold else None
        if begin == 0 or words[begin - 1].text[-1] not in ",—–)":
            return None
        stop = begin
    return None


def _phrase_start(words: Sequence[_Word], stop: int) -> int:
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
    return begin + 1 if begin < stop and words[begin].bare in _CLAUSE_WORDS | {"and", "or", ""} else begin


def _is_subject(phrase: Sequence[_Word]) -> bool:
    return phrase[0].bare not in PREPOSITIONS and phrase[-1].bare not in (
        "there",
        "this",
        "it",
        "which",
        "what",
        "and",
        "",
    )


def _span(phrase: Sequence[_Word]) -> Pair:
    first, last = phrase[0], phrase[-1]
    lead = len(first.text) - len(first.text.lstrip(_EDGES))
    tail = len(last.text) - len(last.text.rstrip(_EDGES + ",;:—–"))
    return first.start + lead, max(last.end - tail, first.start + lead + 1)


def _head(phrase: Sequence[_Word]) -> int:
    """The number of the last word before the first preposition: the word that the phrase is about."""
    cut = next(
        (i for i, word in enumerate(phrase) if i and (word.bare in PREPOSITIONS or word.bare == "who")), len(phrase)
    )
    return cut - 1


def _speaker(phrase: Sequence[_Word], verb: Verb, form: str) -> Pair | None:
    """The phrase, if its head is a name, a pronoun, a person, a body or a document."""
    at = _head(phrase)
    head, final = phrase[at], phrase[-1]
    if phrase[0].bare in PREPOSITIONS:
        return None
    if final.bare in _PRONOUNS:
        return _span([final])
    if final.bare == "it":
        return _span([final]) if verb.strong or verb.clause else None
    if head.bare in PEOPLE or head.bare in VAGUE_SOURCES or head.bare in DOCUMENTS:
        return _span(phrase)
    bare = head.text.strip(_EDGES)
    if bare[:1].isupper() and (at or (head.bare not in COMMON and head.bare not in OPENERS)):
        return _span(phrase)
    return None


def classify(text: str, source: Pair) -> tuple[VoiceKind, bool]:
    """What sort of source a noun phrase names: (attributed or document, whether it is vague)."""
    phrase = _words(text, *source)
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


def _phrase_frame(text: str, cue: Pair, end: int, grade: Grade) -> Frame:
    """The frame of "according to" and its like: the source follows."""
    match = _noun_phrase().match(text, cue[1], end)
    if match is None:
        return Frame(cue, None, "attributed", False, grade)
    start, stop = match.span("who")
    edge = _phrase_end().search(text, start, stop)
    if edge and edge.start() > start and (edge[0][0] != "." or edge.end() >= end - 1):
        stop = edge.start()
    stop = start + len(text[start:stop].rstrip(" .!?"))
    kind, vague = classify(text, (start, stop))
    return Frame(cue, (start, stop), kind, vague, grade, text[start:stop].lower() in _REFERRING)


@cache
def _noun_phrase() -> re.Pattern[str]:
    return re.compile(r"\s*(?P<who>[^,;:()“”\"«»—\n]{1,120})")


@cache
def _phrase_end() -> re.Pattern[str]:
    return re.compile(
        r"\s(?:who|which|that|and (?:the|a|an|it|he|she|they)|has|have|had|is|are|was|were|will|would|said|says"
        r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|in (?:19|20)\d\d"
        r"|with|while|when|after|before|as)\b|[.!?]\s|[.!?]$"
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    view = "words|view|opinion|eyes|mind|judgment|judgement|telling"
    return {
        "according": re.compile(r"\b[Aa]ccording to (?!(?:plan|schedule|custom|law|need|size|age|type|how|whether)\b)"),
        "citing": re.compile(r"\b[Cc](?:iting|ites|ited)\s+(?=the\s|an?\s|[A-Z“\"]|\w+\s(?:officials|sources|people))"),
        "view": re.compile(
            rf"\b(?:[Ii]n|[Tt]o|[Ff]rom)\s(?P<who>(?:the\s)?[\w.’' -]{{2,50}}?)['’]s?\s(?:own\s)?(?:{view})\b"
            rf"|\b[Ii]n\sthe\s(?:{view})\sof\s(?P<whom>[^,;:()“”\"]{{2,60}})"
            rf"|\b[Ii]n\s(?P<his>his|her|their)\s(?:own\s)?(?:{view})\b"
        ),
        "put": re.compile(r"\b[Aa]s\s(?P<who>[^,;:“”\"]{2,60}?)\s(?:puts|put)\sit\b"),
        "saying": re.compile(r"(?:[,”\"’']|\bas)\s+(?:saying|adding|claiming|arguing|warning|insisting)\b"),
    }


def _phrases(text: str, start: int, end: int, cues: set[str]) -> Iterator[Frame]:
    """Frames that are no subject and finite verb."""
    patterns = _patterns()
    if "according" in cues:
        for match in patterns["according"].finditer(text, start, end):
            yield _phrase_frame(text, match.span(), end, "neutral")
    if not cues.isdisjoint(("citing", "cites", "cited")):
        for match in patterns["citing"].finditer(text, start, end):
            yield _phrase_frame(text, match.span(), end, "neutral")
    for name, needed in (("view", ("opinion", "view", "views", "words")), ("put", ("put", "puts"))):
        for match in patterns[name].finditer(text, start, end) if not cues.isdisjoint(needed) else ():
            who = match.lastgroup or "who"
            yield Frame(match.span(), match.span(who), *classify(text, match.span(who)), "thought", who == "his")
    if not cues.isdisjoint(("saying", "adding", "claiming", "arguing", "warning", "insisting")):
        for match in patterns["saying"].finditer(text, start, end):
            subject = _first_subject(text, start, match.start())
            if subject:
                yield Frame(
                    match.span(),
                    subject,
                    *classify(text, subject),
                    "neutral",
                    text[slice(*subject)].lower() in _REFERRING,
                )


def _first_subject(text: str, start: int, end: int) -> Pair | None:
    """The name or person that a sentence begins with, near enough to be its subject."""
    phrase: list[_Word] = []
    for word in _words(text, start, min(end, start + 80)):
        phrase.append(word)
        if word.bare in PEOPLE | VAGUE_SOURCES | _PRONOUNS:
            return _span(phrase)
        following = text[word.end + 1 : word.end + 2]
        if word.text[0].isupper() and word.bare not in OPENERS and word.bare not in COMMON and not following.isupper():
            return _span(phrase)
        if word.text[-1] in ",;:" or len(phrase) > 6:
            return None
    return None
