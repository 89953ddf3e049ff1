"""structure: the same words or the same opening again and again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import ClassVar

from copydesk.article import Article
from copydesk.article.lexicon import OPENERS, TITLES
from copydesk.diagnostic import Diagnostic, Related
from copydesk.document import PROSE_KINDS, WORD, Document
from copydesk.matching import Hit
from copydesk.record import record
from copydesk.rule import Rule
from copydesk.text import lower

Word = tuple[int, int]

# Words that carry no content: a phrase of nothing else may return as often as it likes.
_EMPTY = OPENERS | frozenset(
    """
    of to in on at by for from with and or but the a an is are was were be been being has have had do does did not
    it its he she his her they their them we our you your that this these those which who whom whose what there than
    then so as if into out up about over under more most less also only own such other others same all any each both
    between said says told according percent per cent year years month months week weeks day days time times people
    million billion
    """.split()
)

_HOLLOW, _FULL = 1, 2  # words that come often: without content, with it


@record(kw_only=True)
class RepeatedPhrase(Rule):
    """A phrase of `words` words or more that comes `times` times outside quotations; the longest is reported, once.

    The first place is the finding, the others are related places. Names and titles alone do not count, and a text of more
    than `longest` words is no article.
    """

    kind: ClassVar[str] = "repeated_phrase"

    words: int = 5
    times: int = 3
    longest: int = 15000

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        document = article.document
        lowered = WORD.findall(lower(document.prose))
        if len(lowered) > self.longest:
            return
        for places in self._repeated(article, lowered):
            (start, end), *others = places
            related = tuple(Related(document.span(*place), "the same words") for place in others)
            yield from self.report(article, start, end, related=related, fixed=str(len(places)))

    def _repeated(self, article: Article, lowered: Sequence[str]) -> Iterator[list[Word]]:
        """The places of each phrase, in order of the first; of phrases that overlap only the first stands."""
        grams = self._grams(lowered)
        # Where the words stand is asked for only when there is a phrase: few articles have one.
        document, tokens = article.document, article.document.words if grams else ()
        if len(tokens) != len(lowered):
            return
        taken: set[int] = set()
        for indexes in sorted(grams):
            indexes = [
                i for i in indexes if self._counts(article, tokens[i][0]) and _is_unbroken(document, i, self.words)
            ]
            if len(indexes) < self.times or not taken.isdisjoint(indexes):
                continue
            length = _extended(document, lowered, indexes, self.words)
            taken.update(i for index in indexes for i in range(index - self.words + 1, index + length))
            if _says_something(document.text, tokens[indexes[0] : indexes[0] + length]):
                yield [(tokens[i][0], tokens[i + length - 1][1]) for i in indexes]

    def _grams(self, lowered: Sequence[str]) -> list[list[int]]:
        """Where each run of `words` words that comes `times` times stands.

        Only words that come so often can be part of one, and one of them must have content, so only stretches of such words
        are looked at.
        """
        often = {
            word: _HOLLOW if word in _EMPTY else _FULL
            for word, count in Counter(lowered).items()
            if count >= self.times
        }
        flags = bytes(map(often.get, lowered, repeat(0)))
        runs = [run.span() for run in re.finditer(b"[\x01\x02]{%d,}" % self.words, flags)]
        grams = Counter(chain.from_iterable(self._windows(lowered[start:end]) for start, end in runs))
        places: dict[tuple[str, ...], list[int]] = {
            gram: []
            for gram, count in grams.items()
            if count >= self.times and any(often[word] == _FULL for word in gram)
        }
        for start, end in runs if places else ():
            for index, gram in enumerate(self._windows(lowered[start:end]), start):
                if gram in places:
                    places[gram].append(index)
        return list(places.values())

    def _windows(self, words: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Each run of `words` words in a row."""
        return zip(*(words[offset:] for offset in range(self.words)), strict=False)

    def _counts(self, article: Article, at: int) -> bool:
        return not article.quotes.at(at) and not article.role_at(at)


def _is_unbroken(document: Document, index: int, length: int) -> bool:
    """True if nothing but white space within one block stands between the words: no mark, no end of a sentence."""
    stretch = document.words[index : index + length]
    if len(stretch) < length:
        return False
    between = [document.text[stretch[i][1] : stretch[i + 1][0]] for i in range(length - 1)]
    return all(gap.isspace() and gap.count("\n") < 2 for gap in between)


def _extended(document: Document, lowered: Sequence[str], indexes: Sequence[int], length: int) -> int:
    """How many words the places have in common from their first on."""
    while all(index + length < len(lowered) for index in indexes):
        following = {lowered[index + length] for index in indexes}
        if len(following) > 1 or not all(_is_unbroken(document, index, length + 1) for index in indexes):
            break
        length += 1
    return length


def _says_something(text: str, words: Sequence[Word]) -> bool:
    """True if three words at least have content and one of them is no name and no title."""
    content = [text[a:b] for a, b in words if text[a:b].lower() not in _EMPTY]
    own = [word for word in content if word.islower() and word not in TITLES and len(word) > 2]
    return len(content) >= 3 and bool(own)


@record(kw_only=True)
class MonotoneOpeners(Rule):
    """`times` sentences of running text in a row that begin with the same word.

    A word of `common` has to be followed by the same word as well: most sentences begin with "The".
    """

    kind: ClassVar[str] = "monotone_openers"

    times: int = 4
    common: tuple[str, ...] = ("the", "a", "an")

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        document = article.document
        run: list[tuple[str, int, int]] = []
        for sentence in document.sentences:
            block = document.block_at(sentence.start)
            if block is None or block.kind not in PROSE_KINDS - {"heading", "list", "caption", "cell", "quotation"}:
                yield from self._finding(article, run)
                run = []
                continue
            opener = self._opener(document.text[sentence.start : sentence.end])
            if run and opener[0] != run[0][0]:
                yield from self._finding(article, run)
                run = []
            if opener[0] and not article.quotes.at(sentence.start):
                run.append((opener[0], sentence.start, sentence.start + opener[1]))
            else:
                yield from self._finding(article, run)
                run = []
        yield from self._finding(article, run)

    def _opener(self, sentence: str) -> tuple[str, int]:
        """The word or words that a sentence begins with, and how long they are."""
        words = sentence.split(None, 2)
        if not words or not words[0][0].isalpha():
            return "", 0
        count = 2 if words[0].lower() in self.common and len(words) > 1 else 1
        opening = " ".join(words[:count])
        return opening.lower().rstrip(",.;:"), len(opening)

    def _finding(self, article: Article, run: Sequence[tuple[str, int, int]]) -> Iterator[Diagnostic]:
        if len(run) < self.times:
            return
        (_, start, end), *others = run
        related = tuple(Related(article.document.span(a, b), "and again") for _, a, b in others)
        yield from self.report(article, start, end, related=related, fixed=str(len(run)))
