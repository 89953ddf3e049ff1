"""The sentences of an article in which nobody but the writer speaks, and how much each sounds like a judgement."""

from __future__ import annotations

import re
from typing import NamedTuple

from copydesk.article import Article, Voice
from copydesk.models.opinion import score

# A writer who says "I believe" or "we know" is the narrator still.
_WRITER = frozenset("i we me us my our".split())
_ENDED = re.compile(r"[.!?…][\"”’')\]]*$")
# A line without a full stop is a sentence only if it has so many words, not a label or a menu.
_LEAST_WORDS = 9
_PLACES = frozenset(("paragraph", "list", "caption", "heading"))


class Judged(NamedTuple):
    """Sentence `index` of the document, text[start:end], and the chance that it judges in the writer's own voice."""

    index: int
    start: int
    end: int
    chance: float
    own: bool


def is_writer(article: Article, voice: Voice) -> bool:
    """True if nobody but the writer answers for the words: no source, or the writer as "I" and "we"."""
    if voice.is_narrator:
        return True
    if voice.kind == "quoted" or voice.source is None:
        return False
    return article.document.text[slice(*voice.source)].lower() in _WRITER


def writer_speaks(article: Article, start: int, end: int) -> bool:
    """True if text[start:end] is the writer's word: neither quoted nor attributed to somebody."""
    if article.quotes.overlaps(start, end):
        return False
    return is_writer(article, article.voice_at(start))


def judged_sentences(article: Article) -> dict[int, Judged]:
    """The sentences of running text that are not quoted, by their number, each with its chance; worked out once."""
    return article.once("judged sentences", _judged)


def _judged(article: Article) -> dict[int, Judged]:
    document = article.document
    found: dict[int, Judged] = {}
    for index, (sentence, voice) in enumerate(zip(document.sentences, article.voices, strict=True)):
        if voice.kind == "quoted":
            continue
        words = document.text[sentence.start : sentence.end]
        if not _ENDED.search(words) and words.count(" ") < _LEAST_WORDS - 1:
            continue
        block = document.block_at(sentence.start)
        if block is not None and block.kind not in _PLACES:
            continue
        found[index] = Judged(index, sentence.start, sentence.end, score(words), is_writer(article, voice))
    return found
