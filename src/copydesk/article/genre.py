"""What sort of piece an article is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.document import Document
from copydesk.text import Ranges

GENRES = ("news", "opinion", "review", "analysis", "live", "brief")
_WORDS = {
    "opinion": "opinion opinions op-ed oped comment commentisfree column columns columnist editorial editorials letter letters "
    "perspective perspectives viewpoint voices blog essay commentary",
    "review": "review reviews",
    "analysis": "analysis explainer explainers analyses",
    "live": "live liveblog live-blog",
    "brief": "brief briefs in-brief",
    "news": "news report",
}
_BY_WORD = {word: genre for genre, words in _WORDS.items() for word in words.split()}
_FIELDS = ("genre", "category", "categories", "section", "type", "kicker", "articlesection", "article:section")
_HEADLINE = re.compile(
    r"\s*(?P<word>opinion|op-ed|comment|column|editorial|letters?|review|analysis|explainer|live|in brief|brief)\b"
    r"(?:\s+(?:updates?|blog|column))?\s*[:|–—]|.*[|–—]\s*(?P<tail>opinion|review|analysis|comment)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|me|my|myself)\b")
# So many of 1,000 words outside quotations in the first person singular make a column: news has next to none.
_PERSONAL = 8


def find_genre(document: Document, headline: str, quotes: Ranges) -> str:
    """One of GENRES: by front matter, path, a prefix of the headline, or a strong first person; "news" if nothing speaks."""
    return _by_meta(document) or _by_path(document.source.path) or _by_headline(headline) or _by_voice(document, quotes)


def _by_meta(document: Document) -> str:
    for name in _FIELDS:
        words = re.findall(r"[\w-]+", document.meta.get(name, "").lower())
        for word in words:
            if word in _BY_WORD:
                return _BY_WORD[word]
    return ""


def _by_path(path: str) -> str:
    folders: Sequence[str] = re.split(r"[/\\]", path.lower())[:-1]
    return next((_BY_WORD[f] for f in reversed(folders) if f in _BY_WORD and f not in ("news", "blog", "report")), "")


def _by_headline(headline: str) -> str:
    match = _HEADLINE.match(headline)
    if match is None:
        return ""
    word = (match["word"] or match["tail"]).lower()
    return _BY_WORD.get(word.split()[-1], "")


def _by_voice(document: Document, quotes: Ranges) -> str:
    text = document.prose
    own = [m for m in _FIRST_PERSON.finditer(text) if not quotes.at(m.start())]
    own = [
        m for m in own if not (m[0] == "I" and text[m.end() : m.end() + 1] in ".,-–")
    ]  # "Part I.", "King Charles I,"
    if len(own) < 5:
        return "news"
    words = max(len(text.split()), 1)
    return "opinion" if 1000 * len(own) / words >= _PERSONAL else "news"
