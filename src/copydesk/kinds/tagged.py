"""Tagged sentences of an article: each is tagged when first asked for, whichever rule asks."""

from __future__ import annotations

from copydesk.article import Article
from copydesk.document import Sentence
from copydesk.models.tagger import Tagged, default_tagger

_STRAIGHT = {ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"'}


def tagged_sentence(article: Article, sentence: Sentence) -> tuple[Tagged, ...]:
    """The tokens of a sentence with their tags; offsets are into the prose of the article.

    The weights know straight quotation marks and apostrophes only: others are read as if they were straight.
    """
    kept: dict[Sentence, tuple[Tagged, ...]] = article.once("tagged sentences", lambda _: {})
    tokens = kept.get(sentence)
    if tokens is None:
        tagger = default_tagger()
        words = tagger.tokens(article.document.prose, sentence.start, sentence.end)
        tags = tagger.tag([word if word.isascii() else word.translate(_STRAIGHT) for _, word in words])
        tokens = tuple(Tagged(at, at + len(word), word, tag) for (at, word), tag in zip(words, tags, strict=True))
        kept[sentence] = tokens
    return tokens
