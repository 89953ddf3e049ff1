"""What sort of piece an article is."""

from __future__ import annotations

import re
from functools import cache

from copydesk.document import Document
from copydesk.text import Ranges

GENRES = ("news", "opinion", "review", "analysis", "live", "brief")
_WORDS = {
    "opinion": """
    opinion opinions op-ed oped comment commentisfree column columns columnist editorial editorials letter letters
    perspective     perspectives viewpoint voices blog essay commentary
    """,
    "review": "review reviews",
    "analysis": "analysis explainer explainers analyses",
    "live": "live liveblog live-blog",
    "brief": "brief briefs in-brief",
    "news": "news report",
}
_BY_WORD = {word: genre for genre, words in _WORDS.items() for word in words.split()}
_FIELDS = ("genre", "category", "categories", "section", "type", "kicker", "articlesection", "article:section")
_FIRST_PERSON = frozenset("I my My me".split())
# So many of 1,000 words outside quotations in the first person singular make a column: news has next to none.
_PERSONAL = 8
# Letters and the space of a word, to estimate the number of words.
_WORD_LENGTH = 6


def find_genre(document: Document, headline: str, quotes: Ranges) -> str:
    """One of GENRES: by front matter, path, prefix of the headline or first person; "news" if nothing speaks."""
    return _by_meta(document) or _by_path(document.source.path) or _by_headline(headline) or _by_voice(document, quotes)


def _by_meta(document: Document) -> str:
    for name in _FIELDS:
        for word in re.findall(r"[\w-]+", document.meta.get(name, "").lower()):
            if word in _BY_WORD:
                return _BY_WORD[word]
    return ""


def _by_path(path: str) -> str:
    folders = path.lower().replace("\\", "/").split("/")[:-1]
    return next((_BY_WORD[f] for f in reversed(folders) if f in _BY_WORD and f not in ("news", "blog", "report")), "")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?P<word>opinion|op-ed|comment|column|editorial|letters?|review|analysis|explainer|live|in brief|brief)\b"
        r"(?:\s+(?:updates?|blog|column))?\s*[:|–—]|.*[|–—]\s*(?P<tail>opinion|review|analysis|comment)\s*$",
        re.IGNORECASE | re.DOTALL,
    )


def _by_headline(headline: str) -> str:
    if not any(mark in headline for mark in ":|–—"):
        return ""
    match = _label().match(headline)
    return _BY_WORD.get((match["word"] or match["tail"]).lower().split()[-1], "") if match else ""


def _by_voice(document: Document, quotes: Ranges) -> str:
    text = document.prose
    least = max(5.0, _PERSONAL * len(text) / _WORD_LENGTH / 1000)
    places = [at for at in document.tokens.find(_FIRST_PERSON) if text[at + 1 : at + 2] != "."]  # "Henry I. Miller"
    if len(places) < least:
        return "news"
    return "opinion" if sum(not quotes.at(at) for at in places) >= least else "news"
