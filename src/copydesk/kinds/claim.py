"""claim: something is asserted, and the reader is not told who says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar, Literal

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic
from copydesk.kinds.judgement import writer_speaks
from copydesk.matching import Hit, Pattern
from copydesk.record import record
from copydesk.rule import Rule

# Their own words, in short: "denied having", "called it", "said".
_SPEECH = re.compile(
    r"\b(?:den(?:y|ies|ied) (?:that|having|any|the|being)|reject(?:s|ed)? the|dismiss(?:es|ed)? the|call(?:s|ed)"
    r"|insist(?:s|ed)?|said|says)\b"
)
_WORD = re.compile(r"[\w'’-]+")


@record(kw_only=True)
class Claim(Rule):
    """Assertions by their wording, where nobody in reach answers for them.

    tokens  patterns, whole words, capitals or not
    lacks   what must be missing. evidence: a source, link, document, or figures with a date, in the sentence or beside it;
            source: the same without the figures; voice: only that the sentence itself is nobody's word but the writer's;
            words: what the denier said, in quotation marks or behind a verb, in the sentence or beside it;
            reason: nothing needs to be missing, and quoted or attributed sentences count too
    """

    kind: ClassVar[str] = "claim"

    tokens: tuple[str, ...]
    lacks: Literal["evidence", "source", "voice", "words", "reason"] = "source"

    def patterns(self) -> tuple[Pattern, ...]:
        return (Pattern(self.tokens, True),)

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        if self.genres and article.genre not in self.genres:
            return
        for hit in hits:
            if self._is_open(article, hit.start, hit.end):
                yield from self.report(article, hit.start, hit.end)

    def _is_open(self, article: Article, start: int, end: int) -> bool:
        """True if what the rule asks for is missing."""
        index = article.document.sentence_index(start)
        if index < 0:
            return False
        quoted = article.quotes.overlaps(start, end)
        if self.lacks == "reason":
            return not quoted
        if self.lacks == "words":
            return _is_told(article, start, end) and not _answers(article, index)
        if self.lacks == "voice":
            return writer_speaks(article, start, end) or (article.voice_at(start).vague and not quoted)
        found = article.evidence_at(index)
        answered = found if self.lacks == "evidence" else found.sourced or found.links or found.documents
        return not answered and writer_speaks(article, start, end)


def _is_told(article: Article, start: int, end: int) -> bool:
    """True if text[start:end] is the writer's word, or the one verb that attributes its sentence: "both deny it"."""
    cue = article.voice_at(start).cue
    own = cue is not None and start <= cue[0] < end and not article.quotes.overlaps(start, end)
    return own or writer_speaks(article, start, end)


def _answers(article: Article, index: int) -> bool:
    """True if somebody's own words stand in sentence `index` or beside it."""
    sentences = article.document.sentences
    first, last = sentences[max(index - 1, 0)], sentences[min(index + 1, len(sentences) - 1)]
    return bool(
        article.quotes.within(first.start, last.end) or _SPEECH.search(article.document.text, first.start, last.end)
    )


@record(kw_only=True)
class VagueSource(Rule):
    """Sentences whose only source is a crowd without a name, with nobody named beside them.

    sources  the nouns that name such a crowd, in lower case
    """

    kind: ClassVar[str] = "vague_source"

    sources: tuple[str, ...]

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        if self.genres and article.genre not in self.genres:
            return
        text = article.document.text
        for index, voice in enumerate(article.voices):
            if not voice.vague or voice.source is None or voice.cue is None or voice.kind == "quoted":
                continue
            sentence = article.document.sentences[index]
            if not sentence.start <= voice.source[0] < sentence.end:
                continue
            crowd = text[slice(*voice.source)]
            words = [word.lower() for word in _WORD.findall(crowd)]
            # "The experts said" points back to some that were named.
            if (
                len(words) > 4
                or words[0] in ("the", "these", "those")
                or self._crowds.isdisjoint(words)
                or re.search(r"[a-z] [A-Z]|\d", crowd)
            ):
                continue
            if not self._is_named_beside(article, index):
                yield from self.report(article, min(voice.source[0], voice.cue[0]), max(voice.source[1], voice.cue[1]))

    def _is_named_beside(self, article: Article, index: int) -> bool:
        return article.evidence_at(index).sourced

    @cached_property
    def _crowds(self) -> frozenset[str]:
        return frozenset(self.sources)


@record(kw_only=True)
class Guilt(Rule):
    """A crime told as a fact about a named person, with no court, charge or source in reach.

    tokens    what a person is said to have done or to be, placed behind the name
    answered  patterns; in the sentence or in one beside it they show that somebody has tried or charged or said it
    """

    kind: ClassVar[str] = "guilt"

    tokens: tuple[str, ...]
    answered: tuple[str, ...] = ()

    def patterns(self) -> tuple[Pattern, ...]:
        return (Pattern(self.tokens, True),)

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        if self.genres and article.genre not in self.genres:
            return
        for hit in hits:
            index = article.document.sentence_index(hit.start)
            if index < 0 or not writer_speaks(article, hit.start, hit.end) or article.evidence_at(index).sourced:
                continue
            name = self._person(article, article.document.sentences[index].start, hit.start)
            if name is not None and not self._is_answered(article, index):
                yield from self.report(article, name, hit.end)

    def _person(self, article: Article, start: int, end: int) -> int | None:
        """Where the name of a person begins that ends right before the hit, inside the sentence."""
        begins = article.once("persons by the end of their names", _persons)
        at = begins.get(start + len(article.document.text[start:end].rstrip()))
        return at if at is not None and at >= start else None

    def _is_answered(self, article: Article, index: int) -> bool:
        sentences = article.document.sentences
        first, last = sentences[max(index - 1, 0)], sentences[min(index + 1, len(sentences) - 1)]
        return bool(self._answer.search(article.document.text, first.start, last.end))

    @cached_property
    def _answer(self) -> re.Pattern[str]:
        return re.compile("|".join(self.answered) or r"(?!)", re.IGNORECASE)


def _persons(article: Article) -> dict[int, int]:
    """Where each mention of a person's name ends → where it begins."""
    return {mention.end: mention.start for name in article.names if name.kind == "person" for mention in name.mentions}
