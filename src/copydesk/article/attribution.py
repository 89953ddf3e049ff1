"""Who speaks: for each sentence the writer, a quoted speaker, a source to whom it is attributed, or a document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from copydesk.article.common import COMMON
from copydesk.article.lexicon import DOCUMENTS, OPENERS, VAGUE_SOURCES
from copydesk.article.quotations import Quotation
from copydesk.article.speech import BASE, FRAME_WORDS, GRADES, HEARSAY, HEARSAY_ADVERBS, PAST, PEOPLE, STRONG
from copydesk.document import Document, Sentence
from copydesk.text import Ranges

VoiceKind = Literal["narrator", "quoted", "attributed", "document"]

# A pronoun may stand for somebody who spoke at most so many sentences ago.
MEMORY = 5
# Of a sentence's characters so much in quotation marks makes it the speaker's sentence.
MOSTLY = 0.6

_WORD = re.compile(r"[^\W\d_][\w'’.&-]*(?<![.'’-])|\d[\d,.]*")
_EDGE = "“”\"‘’'«»()[]—–-…"
_GATE = frozenset(FRAME_WORDS | {f"{word}{mark}" for word in FRAME_WORDS for mark in ",.:;"})
# What may stand between a subject and its verb.
_BETWEEN = re.compile(
    r"(?:(?<![\w'’])(?:has|have|had|having|is|are|was|were|be|been|being|also|later|then|now|once|again|further|even|just|long|often|never"
    r"|always|still|only|himself|herself|themselves|itself|both|all|recently|yesterday|today|reportedly|did|does|do"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[a-z]+ly)(?:\s+|(?=$)))+$"
)
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b")
_STOPPED = re.compile(
    r"\b(?:to|will|would|can|could|should|shall|must|may|might|not|n[o’']t|let|please|didn['’]t|don['’]t|cannot|can['’]t)\s+$"
)
_NOUN_BEFORE = re.compile(
    r"(?:\b(?:the|a|an|these|those|this|his|her|its|their|our|my|your|of|in|on|by|with|for|from|such|no|any|every|each|several|into|about)"
    r"|\w['’]s|s['’])\s+$"
)
_CLAUSE = re.compile(
    r"[,;:()\[\]“”\"«»]|\s[—–-]+\s|[—–]|``|''|\b(?:that|but|while|because|when|whether|if|although|though|since|after|before|as|where|which|what"
    r"|how|why|so|than)\s"
)
_PREPOSITION = re.compile(
    r"\s(?:of|by|from|between|in|on|for|with|to|over|against|at|about|into|under|including|behind|near|among|who|whose)\b"
)
_NOUN_PHRASE = re.compile(r"\s*(?P<who>[^,;:()“”\"«»—\n]{1,120})")
_PHRASE_END = re.compile(
    r"\s(?:who|which|that|and (?:the|a|an|it|he|she|they)|has|have|had|is|are|was|were|will|would|said|says|on (?:Mon|Tues|Wednes|Thurs|Fri"
    r"|Satur|Sun)day|in (?:19|20)\d\d|with|while|when|after|before|as)\b|[.!?]\s|[.!?]$"
)
_ACCORDING = re.compile(
    r"\b[Aa]ccording to (?!(?:plan|schedule|custom|tradition|law|need|size|age|type|how|whether|their|its)\b)"
)
_CITING = re.compile(r"\b[Cc](?:iting|ites|ited)\s+(?=the\s|a[n]?\s|[A-Z“\"]|\w+\s(?:officials|sources|people))")
_VIEW = re.compile(
    r"\b(?:[Ii]n|[Tt]o|[Ff]rom)\s(?P<who>(?:the\s)?[\w.’' -]{2,50}?)['’]s?\s(?:own\s)?(?:words|view|opinion|eyes|mind|judgment|judgement|telling)\b"
    r"|\b[Ii]n\s(?:the\s(?:words|view|opinion|judgment|judgement)\sof\s)(?P<whom>[^,;:()“”\"]{2,60})"
    r"|\b[Ii]n\s(?P<pronoun>his|her|their)\s(?:own\s)?(?:words|view|opinion)\b"
)
_PUT_IT = re.compile(r"\b[Aa]s\s(?P<who>[^,;:“”\"]{2,60}?)\s(?:puts|put|sees|saw|tells|told|described|describes)\sit\b")
_PARTICIPLE = re.compile(r"(?:[,”\"’']|\bas)\s+(?:saying|adding|claiming|arguing)\b")
_NAMED_CLAIM = re.compile(
    r"(?P<who>[A-Z][\w.-]*(?:\s[A-Z][\w.-]*)*)['’]s?\s(?:\w+\s)?(?:claim|assertion|allegation|accusation|view|belief|argument|contention|warning|"
    r"prediction|statement|promise|pledge)s?\s(?:that|of|about|he|she|they)\b"
)
_INVERTED = re.compile(
    r"\s+(?P<who>(?:(?:the|a|an|his|her|its|their|one|another)\s)?(?:[\w'’.&-]+\s){0,7}?(?:[A-Z][\w'’.&-]+(?:\s[A-Z][\w'’.&-]+)*|[a-z]+))(?=[,.;:!?“\"—–(]|\s(?:who|in|on|at|of|after|as|during|when|to|by|with|from|told)\b|\s*$)"
)


class Voice(NamedTuple):
    """Whose word a sentence (or a place in it) is.

    kind      narrator: the writer's; quoted; attributed: to somebody in the writer's words; document: to a text one can look up
    source    who speaks, as text[start:end]: with a pronoun the name that it stands for, where that is known
    vague     the source has no name: "experts", "officials", "it is believed"
    cue       the verb or phrase that attributes, as text[start:end]
    grade     what that verb says of the words: neutral, claim, factive, thought, stance, hearsay; "" without a verb
    """

    kind: VoiceKind = "narrator"
    source: tuple[int, int] | None = None
    vague: bool = False
    cue: tuple[int, int] | None = None
    grade: str = ""

    @property
    def is_narrator(self) -> bool:
        return self.kind == "narrator"

    @property
    def is_sourced(self) -> bool:
        """Somebody who can be named, or a document, answers for the words."""
        return self.kind != "narrator" and not self.vague


NARRATOR = Voice()


class Frame(NamedTuple):
    """One attribution in a sentence: "X said", "according to X"."""

    cue: tuple[int, int]
    source: tuple[int, int] | None
    kind: VoiceKind
    vague: bool
    grade: str
    pronoun: bool = False


def find_frames(text: str, start: int, end: int, quotes: Ranges) -> list[Frame]:
    """The attribution frames of the sentence text[start:end] outside quoted words, in order."""
    words = set(text[start:end].lower().split()) if end - start < 4000 else set[str]()
    cues = {
        word.strip(_EDGE + ",.:;!?") for word in words if word in _GATE or word[0] in _EDGE or word[-1] in _EDGE
    } & FRAME_WORDS
    if not cues:
        return []
    frames = list(_fixed_frames(text, start, end, cues))
    for word in cues & (GRADES.keys() | HEARSAY | HEARSAY_ADVERBS):
        for match in re.finditer(rf"\b{word}\b", text[start:end]):
            at = start + match.start()
            if not quotes.at(at):
                frame = _verb_frame(text, (start, end), (at, at + len(word)), quotes)
                if frame:
                    frames.append(frame)
    return sorted((frame for frame in frames if not quotes.at(frame.cue[0])), key=lambda frame: frame.cue)


def _fixed_frames(text: str, start: int, end: int, cues: set[str]) -> Iterator[Frame]:
    """Frames that are no subject and verb."""
    if "according" in cues:
        for match in _ACCORDING.finditer(text, start, end):
            yield _phrase_frame(text, match, end, "neutral")
    if cues & {"citing", "cites", "cited"}:
        for match in _CITING.finditer(text, start, end):
            yield _phrase_frame(text, match, end, "neutral")
    if cues & {"opinion", "view", "views", "words", "put", "puts"}:
        for pattern in (_VIEW, _PUT_IT):
            for match in pattern.finditer(text, start, end):
                name = match.lastgroup or "who"
                kind, vague = _classify(text, match.span(name))
                yield Frame(match.span(), match.span(name), kind, vague, "thought", name == "pronoun")
    if cues & {"saying", "adding", "claiming", "arguing"}:
        for match in _PARTICIPLE.finditer(text, start, end):
            subject = _first_subject(text, start, match.start())
            yield Frame(
                match.span(), subject, *(_classify(text, subject) if subject else ("attributed", False)), "neutral"
            )


def _phrase_frame(text: str, match: re.Match[str], end: int, grade: str) -> Frame:
    """The frame of "according to" and its like: the source follows."""
    phrase = _NOUN_PHRASE.match(text, match.end(), end)
    if phrase is None:
        return Frame(match.span(), None, "attributed", False, grade)
    a, b = phrase.span("who")
    stop = _PHRASE_END.search(text, a, b)
    if stop and stop.start() > a and not (stop[0][0] == "." and stop.end() < end - 1):
        b = stop.start()
    b = a + len(text[a:b].rstrip(" .!?"))
    kind, vague = _classify(text, (a, b))
    return Frame(match.span(), (a, b), kind, vague, grade, text[a:b].lower() in ("him", "her", "them"))


def _verb_frame(text: str, sentence: tuple[int, int], verb: tuple[int, int], quotes: Ranges) -> Frame | None:
    """The frame that the word text[verb] makes with its subject, if it is a verb and the subject can speak."""
    word = text[verb[0] : verb[1]]
    start, end = sentence
    if word in HEARSAY_ADVERBS:
        return Frame(verb, None, "attributed", True, "hearsay")
    left = text[max(start, verb[0] - 200) : verb[0]]
    between = _BETWEEN.search(left)
    aux = between[0] if between else ""
    if _BE.search(aux) and "having" not in aux:
        return _passive(text, sentence, verb, word)
    grade = GRADES.get(word)
    if grade is None:
        return None
    subject_end = verb[0] - len(aux)
    if word in BASE and (_STOPPED.search(left) or (word not in PAST and _STOPPED.search(left[: len(left) - len(aux)]))):
        return None
    if _NOUN_BEFORE.search(left):
        return None
    inverted = _inverted(text, sentence, verb, word, quotes)
    if inverted:
        return Frame(verb, inverted, *_classify(text, inverted), grade)
    subject = _subject(text, max(start, subject_end - 200), subject_end, word)
    if subject is None:
        return None
    kind, vague = _classify(text, subject)
    pronoun = text[subject[0] : subject[1]].lower() in ("he", "she", "they", "it", "who")
    return Frame(verb, subject, kind, vague, grade, pronoun)


def _passive(text: str, sentence: tuple[int, int], verb: tuple[int, int], word: str) -> Frame | None:
    """ "was quoted as saying" attributes; "is believed to" attributes to nobody."""
    after = text[verb[1] : verb[1] + 12]
    if word == "quoted" and after.lstrip().startswith(("as ", "saying", "in", "by")):
        subject = _first_subject(text, sentence[0], verb[0])
        return Frame(verb, subject, "attributed", False, "neutral") if subject else None
    if word in HEARSAY and re.match(r"\s(?:to|that)\b", after):
        return Frame(verb, None, "attributed", True, "hearsay")
    by = re.match(r"\s(?:as\s\w+\s)?by\s", after)
    if by and word in GRADES:
        return _phrase_frame(
            text, re.compile(r"\s\w*\s?\w*\s?by\s").match(text, verb[1]) or by, sentence[1], GRADES[word]
        )
    return None


def _inverted(
    text: str, sentence: tuple[int, int], verb: tuple[int, int], word: str, quotes: Ranges
) -> tuple[int, int] | None:
    """The subject behind the verb: … “,” said the minister."""
    before = text[sentence[0] : verb[0]].rstrip()
    if (word not in STRONG and word not in PAST) or not before or before[-1] not in ",”\"’'?!»":
        return None
    if before[-1] in "’'" and not quotes.at(sentence[0] + len(before) - 1):
        return None
    if (
        before[-1] == ","
        and not quotes.at(verb[0])
        and not quotes.within(sentence[0], verb[0])
        and word not in ("said", "says")
    ):
        return None
    match = _INVERTED.match(text, verb[1], sentence[1])
    if match is None or match["who"].split()[0] in ("that", "he", "she", "it", "they", "in", "on", "to"):
        return match.span("who") if match and match["who"] in ("he", "she", "they") else None
    return match.span("who")


def _subject(text: str, start: int, end: int, verb: str) -> tuple[int, int] | None:
    """The subject that ends at `end`: the last noun phrase, or the one before an apposition between commas."""
    stop = end
    for _ in range(3):
        stop = start + len(text[start:stop].rstrip())
        if stop <= start:
            return None
        closed = text[stop - 1] in ",—–)"
        if closed:
            stop -= 1
        edges = list(_CLAUSE.finditer(text, start, stop))
        begin = edges[-1].end() if edges else start
        phrase = _trim(text, begin, stop)
        if (phrase and not closed) or (phrase and len(edges) == 0):
            found = _speaker(text, phrase, verb)
            if found:
                return found
            if not closed:
                return phrase if verb in STRONG and verb in PAST and _plausible(text, phrase) else None
        if not edges:
            return None
        stop = edges[-1].start() if text[edges[-1].start()] in ",—–( " else -1
        if stop < 0:
            return None
    return None


def _plausible(text: str, phrase: tuple[int, int]) -> bool:
    words = text[phrase[0] : phrase[1]].lower()
    return words not in ("there", "this", "it", "which", "what", "and") and not _PREPOSITION.match(" " + words)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and (text[start].isspace() or text[start] in "“”\"‘’'`"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    for lead in ("and ", "or ", "But ", "And "):
        if text.startswith(lead, start, end):
            start += len(lead)
    return (start, end) if end > start else None


def _speaker(text: str, phrase: tuple[int, int], verb: str) -> tuple[int, int] | None:
    """The phrase, if what it names can speak: its head is a name, a pronoun, a person, a body, a document."""
    words = text[phrase[0] : phrase[1]]
    cut = _PREPOSITION.search(words)
    head_phrase = words[: cut.start()] if cut and cut.start() > 0 else words
    tokens = _WORD.findall(head_phrase)
    if not tokens or _PREPOSITION.match(" " + words):
        return None
    head = tokens[-1]
    lowered = head.lower()
    if lowered == "it":
        return (
            phrase if verb in STRONG or verb in ("found", "added", "reported", "concluded", "warned", "noted") else None
        )
    if lowered in ("he", "she", "they", "we", "i", "who", "you"):
        return (phrase[1] - len(head), phrase[1]) if words.endswith(head) else None
    if lowered in PEOPLE or lowered in VAGUE_SOURCES or lowered in DOCUMENTS:
        return phrase if _reach(words, cut) else None
    if head[0].isupper() and ((lowered not in COMMON and lowered not in OPENERS) or len(tokens) > 1):
        if verb in STRONG or _reach(words, cut):
            return phrase
    return None


def _reach(words: str, cut: re.Match[str] | None) -> bool:
    """False if so much stands between head and verb that another clause may lie there."""
    return cut is None or len(words) - cut.start() < 90


def _classify(text: str, source: tuple[int, int]) -> tuple[VoiceKind, bool]:
    """What sort of source a noun phrase names: (attributed or document, vague)."""
    words = text[source[0] : source[1]]
    cut = _PREPOSITION.search(words)
    tokens = _WORD.findall(words[: cut.start()] if cut and cut.start() > 0 else words)
    head = tokens[-1].lower() if tokens else ""
    tail = words[cut.end() :] if cut else ""
    if head in VAGUE_SOURCES and not (tokens[-1][0].isupper() and len(tokens) > 1):
        named = re.search(r"\b(?:including|like)\s[A-Z]", words) or (
            head in ("reports", "studies") and re.search(r"[A-Z]", tail)
        )
        return "attributed", not named
    if head in ("one", "another", "those", "anyone"):
        return "attributed", True
    if head in DOCUMENTS and not tokens[-1][0].isupper():
        return "document", False
    return "attributed", False


def _first_subject(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name or person that a sentence begins with, near enough to be its subject."""
    match = re.compile(
        r"[\"“'\s]*(?P<who>(?:(?:The|A|An)\s)?(?:[\w'’.-]+\s){0,4}?(?:[A-Z][\w'’.-]+(?:\s[A-Z][\w'’.-]+)*|He|She|They))(?=[\s,])"
    ).match(text, start, end)
    return match.span("who") if match else None


def find_voices(
    document: Document, quotations: Sequence[Quotation], quotes: Ranges
) -> tuple[tuple[Voice, ...], dict[int, tuple[int, int]]]:
    """One Voice for each of document.sentences, and by the start of a quotation the span of its speaker, where one is known."""
    text, sentences = document.text, document.sentences
    frames = [find_frames(text, s.start, s.end, quotes) for s in sentences]
    resolved = list(_resolved(text, sentences, frames))
    speakers = _speakers(sentences, resolved, quotations)
    starts = [quotation.start for quotation in quotations]
    voices: list[Voice] = []
    for index, sentence in enumerate(sentences):
        inside = quotes.within(*sentence) if quotations else []
        if inside and sum(b - a for a, b in inside) >= MOSTLY * (sentence.end - sentence.start):
            at = bisect_left(starts, inside[0][0] + 1) - 1
            longest = quotations[at]
            frame = resolved[index][0] if resolved[index] else None
            if not longest.is_short or frame:
                who = speakers.get(longest.start) or (frame.source if frame else None)
                vague = bool(who) and _classify(text, who)[1] if who else False
                voices.append(Voice("quoted", who, vague, frame.cue if frame else None, frame.grade if frame else ""))
                continue
        voices.append(_sentence_voice(resolved[index]))
    return tuple(voices), speakers


def _sentence_voice(frames: Sequence[Frame]) -> Voice:
    """The best attribution of a sentence: a named source before a document before a vague one."""
    if not frames:
        return NARRATOR
    best = min(frames, key=lambda f: (f.vague, f.grade == "thought" and f.pronoun, f.cue))
    return Voice(best.kind, best.source, best.vague, best.cue, best.grade)


def _resolved(text: str, sentences: Sequence[Sentence], frames: Sequence[Sequence[Frame]]) -> Iterator[list[Frame]]:
    """The frames with each pronoun's source replaced by whoever spoke last, if that was not long ago."""
    last: Frame | None = None
    since = 0
    for found in frames:
        out: list[Frame] = []
        since += 1
        for frame in found:
            if frame.pronoun and last is not None and since <= MEMORY:
                plural = frame.source is not None and text[slice(*frame.source)].lower() == "they"
                kind: VoiceKind = (
                    last.kind if frame.source and text[slice(*frame.source)].lower() == "it" else "attributed"
                )
                frame = frame._replace(source=last.source, vague=last.vague if plural else False, kind=kind)
                since = 0
            elif not frame.pronoun and frame.source is not None:
                last, since = frame, 0
            out.append(frame)
        yield out


def _speakers(
    sentences: Sequence[Sentence], frames: Sequence[Sequence[Frame]], quotations: Sequence[Quotation]
) -> dict[int, tuple[int, int]]:
    """Who says each quotation: a frame in a sentence that it touches, else its first paragraph's speaker, else the frame before it."""
    starts = [sentence.start for sentence in sentences]
    found: dict[int, tuple[int, int]] = {}
    before: tuple[int, int] | None = None
    for quotation in quotations:
        first = max(bisect_left(starts, quotation.start + 1) - 1, 0)
        after = bisect_left(starts, quotation.end)
        own = [f.source for i in range(first, min(after, len(sentences))) for f in frames[i] if f.source]
        speaker = own[0] if own else None
        if speaker is None and quotation.part:
            speaker = before
        if speaker is None and first:
            previous = [f.source for f in frames[first - 1] if f.source]
            if previous and quotation.start - sentences[first - 1].end <= 3:
                speaker = previous[-1]
        if speaker is None and after < len(sentences) and sentences[after].start - quotation.end <= 2:
            speaker = next((f.source for f in frames[after] if f.source), None)
        if speaker is not None:
            found[quotation.start] = speaker
        before = speaker
    return found
