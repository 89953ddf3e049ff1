"""Attribution frames: "X said", "according to X", "it is believed"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from copydesk.article.speech import CUES, FRAME_WORDS, HEARSAY, HEARSAY_ADVERBS, VERBS, Grade, Verb
from copydesk.article.subjects import (
    Pair,
    VoiceKind,
    Word,
    can_speak,
    classify,
    first_subject,
    is_noun_place,
    read_words,
    skip_between,
    subject_before,
)
from copydesk.text import Ranges

# A subject is looked for so many characters before its verb; most are found within the first.
WINDOWS = (90, 220)

# No sentence is longer, in characters; what is, is a table or a list without stops.
LONGEST = 4000

# A sentence with a frame holds one of these.
CUE_WORDS = FRAME_WORDS | frozenset(word.capitalize() for word in CUES | HEARSAY_ADVERBS)
_GATE = frozenset(
    word + mark for word in FRAME_WORDS for mark in ("", ",", ".", ":", ";", ",”", ".”", "—")
) | frozenset(word.capitalize() for word in CUES | HEARSAY_ADVERBS)
_MARKS = " ,.:;”—"
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


def find_frames(text: str, start: int, end: int, quotes: Ranges) -> list[Frame]:
    """The attribution frames of the sentence text[start:end] outside quoted words, in order."""
    end = min(end, start + LONGEST)
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
    verb = VERBS.get(word)
    idle = verb is None or (verb.clause and not _leads_on(text, cue[1], sentence[1]))
    if is_noun_place(text[max(sentence[0], cue[0] - 16) : cue[0]]) or (idle and word not in HEARSAY):
        return None
    for window in WINDOWS:
        start = max(sentence[0], cue[0] - window)
        words = read_words(text, start, cue[0])
        last, passive, stopped = skip_between(words)
        if passive:
            return _passive(text, sentence, cue)
        if verb is None or idle or (verb.tense == "base" and (stopped or last < 0)):
            return None
        source = _source(text, sentence, cue, words[: last + 1], verb, quotes)
        if source or start == sentence[0]:
            return _frame(text, cue, source, verb) if source else None
    return None


def _source(text: str, sentence: Pair, cue: Pair, words: Sequence[Word], verb: Verb, quotes: Ranges) -> Pair | None:
    """The subject of a verb: behind it after a quotation, before it, or at the start of the sentence ("fell and said")."""
    if words and words[-1].bare in ("and", "but", "then"):
        shared = verb.strong and verb.tense != "base"
        return first_subject(text, sentence[0], words[-1].start) if shared else None
    if words and is_noun_place(words[-1].text):
        return None
    behind = _inverted(text, sentence, cue, verb, quotes) if words and text[words[-1].end : cue[0]].isspace() else None
    return behind or subject_before(words, verb)


def _frame(text: str, cue: Pair, source: Pair, verb: Verb) -> Frame:
    kind, vague = classify(text, source)
    return Frame(cue, source, kind, vague, verb.grade, text[source[0] : source[1]].lower() in _REFERRING)


def _leads_on(text: str, at: int, end: int) -> bool:
    """True if what follows can be the words reported: "that", a comma, a colon, a quotation, or the end after them."""
    rest = text[at : min(at + 8, end)]
    return not rest or rest[0] in ",.:;" or rest.lstrip()[:1] in "“\"‘'`" or rest.startswith((" that ", " how "))


def _passive(text: str, sentence: Pair, cue: Pair) -> Frame | None:
    """ "was quoted as saying" and "was called … by" attribute; "is believed to" attributes to nobody."""
    word, after = text[cue[0] : cue[1]], text[cue[1] : cue[1] + 12]
    if word == "quoted" and after.lstrip().startswith(("as ", "saying", "in", "by")):
        subject = first_subject(text, sentence[0], cue[0])
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
    plain = not quotes.at(sentence[0] + len(before) - 1)
    if plain and not verb.strong:
        return None
    match = _behind().match(text, cue[1], sentence[1])
    if match is None or match["who"].split()[0] in ("that", "it", "in", "on", "to", "as", "if", "at", "not"):
        return None
    if plain and text[cue[0] : cue[1]] not in ("said", "says") and not match["who"][0].isupper():
        return None
    return match.span("who")


def _phrase_frame(text: str, cue: Pair, end: int, grade: Grade) -> Frame | None:
    """The frame of "according to" and its like, if what follows can be a source."""
    match = _noun_phrase().match(text, cue[1], end)
    if match is None:
        return Frame(cue, None, "attributed", False, grade)
    start, stop = match.span("who")
    edge = _phrase_end().search(text, start, stop)
    if edge and edge.start() > start and (edge[0][0] != "." or edge.end() >= end - 1):
        stop = edge.start()
    stop = start + len(text[start:stop].rstrip(" .!?"))
    if not can_speak(text, (start, stop)):
        return None
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
            frame = _phrase_frame(text, match.span(), end, "neutral")
            if frame:
                yield frame
    if not cues.isdisjoint(("citing", "cites", "cited")):
        for match in patterns["citing"].finditer(text, start, end):
            frame = _phrase_frame(text, match.span(), end, "neutral")
            if frame:
                yield frame
    for name, needed in (("view", ("opinion", "view", "views", "words")), ("put", ("put", "puts"))):
        for match in patterns[name].finditer(text, start, end) if not cues.isdisjoint(needed) else ():
            who = match.lastgroup or "who"
            source = match.start(who), match.start(who) + len(match[who].rstrip(" .!?"))
            yield Frame(match.span(), source, *classify(text, source), "thought", who == "his")
    if not cues.isdisjoint(("saying", "adding", "claiming", "arguing", "warning", "insisting")):
        for match in patterns["saying"].finditer(text, start, end):
            subject = first_subject(text, start, match.start())
            if subject:
                yield Frame(
                    match.span(),
                    subject,
                    *classify(text, subject),
                    "neutral",
                    text[slice(*subject)].lower() in _REFERRING,
                )
