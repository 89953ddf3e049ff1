"""Who speaks: for each sentence the writer, a quoted speaker, a source to whom it is attributed, or a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from copydesk.article.frames import CUE_WORDS, Frame, find_frames
from copydesk.article.quotations import Quotation
from copydesk.article.speech import Grade
from copydesk.article.subjects import Pair, VoiceKind, classify
from copydesk.document import Document, Sentence
from copydesk.text import Ranges

# A pronoun may stand for somebody who spoke at most so many sentences ago.
MEMORY = 5
# With so much of a sentence's characters in quotation marks it is the speaker's sentence.
MOSTLY = 0.6


class Voice(NamedTuple):
    """Whose word a sentence, or a place in it, is.

    kind    narrator: the writer's; quoted; attributed: somebody's in the writer's words; document: a text to look up
    source  who speaks, as text[start:end]: for a pronoun the name that it stands for, where that is known
    vague   the source has no name: "experts", "officials", "it is believed"
    cue     the verb or phrase that attributes, as text[start:end]
    grade   what that verb says of the words: neutral, claim, factive, thought, stance, hearsay; "" without a verb
    """

    kind: VoiceKind = "narrator"
    source: Pair | None = None
    vague: bool = False
    cue: Pair | None = None
    grade: Grade = ""

    @property
    def is_narrator(self) -> bool:
        return self.kind == "narrator"

    @property
    def is_sourced(self) -> bool:
        """Somebody who can be named, or a document, answers for the words."""
        return self.kind != "narrator" and not self.vague


NARRATOR = Voice()


class Voiced(NamedTuple):
    """One Voice for each of document.sentences; and who says the quotation that starts at an offset, if known."""

    voices: tuple[Voice, ...]
    speakers: Mapping[int, Pair]


def find_voices(document: Document, quotations: Sequence[Quotation], quotes: Ranges) -> Voiced:
    """The voices of a document, with pronouns and long quotations followed over sentences."""
    text, sentences = document.text, document.sentences
    cued = set(map(document.sentence_index, document.tokens.find(CUE_WORDS)))
    each = [find_frames(text, *s, quotes) if index in cued else [] for index, s in enumerate(sentences)]
    frames = list(_resolved(text, each))
    speakers = _speakers(document, frames, quotations)
    starts = [quotation.start for quotation in quotations]
    voices = []
    for sentence, found in zip(sentences, frames, strict=True):
        inside = quotes.within(*sentence) if quotations else []
        voice = None
        if sum(end - start for start, end in inside) >= MOSTLY * (sentence.end - sentence.start):
            longest = max(inside, key=lambda pair: pair[1] - pair[0])
            quotation = quotations[bisect_right(starts, longest[0]) - 1]
            voice = _quoted_voice(text, quotation, speakers.get(quotation.start), found)
        voices.append(voice or _reported_voice(found))
    return Voiced(tuple(voices), speakers)


def _quoted_voice(text: str, quotation: Quotation, speaker: Pair | None, frames: Sequence[Frame]) -> Voice | None:
    """The voice of a sentence that is a quotation for the most part; None for a title alone in its marks."""
    if quotation.is_short and not frames and speaker is None:
        return None
    frame = frames[0] if frames else None
    who = speaker or (frame.source if frame else None)
    vague = classify(text, who)[1] if who else False
    return Voice("quoted", who, vague, frame.cue if frame else None, frame.grade if frame else "")


def _reported_voice(frames: Sequence[Frame]) -> Voice:
    """The best attribution of a sentence: a named source or document before a vague one."""
    if not frames:
        return NARRATOR
    best = min(frames, key=lambda frame: (frame.vague, frame.source is None, frame.cue))
    return Voice(best.kind, best.source, best.vague, best.cue, best.grade)


def _resolved(text: str, frames: Sequence[Sequence[Frame]]) -> Iterator[list[Frame]]:
    """The frames with each pronoun replaced by whoever spoke last, if that was not long ago."""
    last: Frame | None = None
    since = 0
    for found in frames:
        resolved = []
        since += 1
        for frame in found:
            if not frame.pronoun:
                if frame.source is not None:
                    last, since = frame, 0
                resolved.append(frame)
                continue
            if last is not None and since <= MEMORY:
                pronoun = text[slice(*frame.source)].lower() if frame.source else ""
                kind = last.kind if pronoun == "it" else "attributed"
                frame = frame._replace(source=last.source, vague=last.vague, kind=kind)
                since = 0
            resolved.append(frame)
        yield resolved


def _speakers(
    document: Document, frames: Sequence[Sequence[Frame]], quotations: Sequence[Quotation]
) -> dict[int, Pair]:
    """Who says each quotation: by a frame in a sentence that it touches, by its first paragraph, or by a neighbour."""
    found: dict[int, Pair] = {}
    before: Pair | None = None
    for quotation in quotations:
        speaker = _touching(document, frames, quotation)
        if speaker is None and quotation.part:
            speaker = before
        if speaker is None and not quotation.is_short:
            speaker = _neighbouring(document.sentences, frames, quotation, document.sentence_index(quotation.start))
        if speaker is not None:
            found[quotation.start] = speaker
        before = speaker
    for quotation, following in zip(quotations[-2::-1], quotations[:0:-1], strict=False):
        if following.part > quotation.part and following.start in found:  # named in a later paragraph only
            found.setdefault(quotation.start, found[following.start])
    return found


def _touching(document: Document, frames: Sequence[Sequence[Frame]], quotation: Quotation) -> Pair | None:
    first = max(document.sentence_index(quotation.start), 0)
    last = document.sentence_index(quotation.end - 1)
    own = [frame for i in range(first, last + 1) for frame in frames[i] if frame.source]
    nearest = min(
        own, key=lambda frame: min(abs(frame.cue[0] - quotation.end), abs(quotation.start - frame.cue[1])), default=None
    )
    return nearest.source if nearest else None


def _neighbouring(
    sentences: Sequence[Sentence], frames: Sequence[Sequence[Frame]], quotation: Quotation, first: int
) -> Pair | None:
    """From the sentence before (X was glad. “…” or X said: “…”), else from the sentence right behind it."""
    if first > 0 and quotation.start - sentences[first - 1].end <= 3:
        previous = [frame.source for frame in frames[first - 1] if frame.source]
        if previous:
            return previous[-1]
    last = first
    while last + 1 < len(sentences) and sentences[last + 1].start < quotation.end:
        last += 1
    if last + 1 < len(sentences) and sentences[last + 1].start - quotation.end <= 2:
        return next((frame.source for frame in frames[last + 1] if frame.source), None)
    return None
