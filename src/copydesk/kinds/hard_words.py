"""hard_words: the long and rare words that make a text heavy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Related
from copydesk.matching import Hit
from copydesk.readability.syllables import hard_syllables
from copydesk.record import record
from copydesk.rule import Rule


@record(kw_only=True)
class HardWords(Rule):
    """One finding a text, at the first hard word, if there are too many of them; {found} names the hardest.

    A hard word has `syllables` syllables or more and is not on the Dale–Chall list of easy words. Words that only occur
    with a capital are names and do not count, nor do quoted ones.

    syllables    syllables from which a word may be hard
    per_hundred  hard words in a hundred words from which the text is reported
    shown        how many words are named
    least_words  a shorter text is not judged
    """

    kind: ClassVar[str] = "hard_words"

    syllables: int = 4
    per_hundred: float = 10.0
    shown: int = 5
    least_words: int = 100

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        document = article.document
        if len(document.words) < max(self.least_words, 1):
            return
        places = self._places(article)
        if sum(map(len, places.values())) * 100 < self.per_hundred * len(document.words):
            return
        ranked = sorted(places, key=lambda word: (-len(places[word]) * (hard_syllables(word) or 0), places[word]))
        named = ranked[: self.shown]
        firsts = sorted(places[word][0] for word in named)
        related = tuple(Related(document.span(*at), f"“{document.text[slice(*at)]}”") for at in firsts[1:])
        yield from self.report(article, *firsts[0], found=", ".join(named), related=related)

    def _places(self, article: Article) -> dict[str, list[tuple[int, int]]]:
        """Each hard word in lower case to its places."""
        text = article.document.text
        places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        common = set()
        for start, end in article.document.words:
            word = text[start:end]
            # No syllable without a letter: the short words need no look-up.
            if end - start < self.syllables or (hard_syllables(word) or 0) < self.syllables:
                continue
            if not article.quotes.at(start) and self.allows(article, start, end):
                places[word.lower()].append((start, end))
                if word.islower():
                    common.add(word)
        return {word: found for word, found in places.items() if word in common}
