"""quote: quotation marks and the words inside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from copydesk.article import Article, Quotation
from copydesk.diagnostic import Diagnostic, Related
from copydesk.matching import Hit
from copydesk.record import record
from copydesk.rule import Rule

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# Characters of an unclosed quotation that are shown.
_SHOWN = 40
# Quotations of which so much is the same are one quotation given twice.
_ALIKE = (0.8, 0.995)
_END = re.compile(r"[.!?,…][\"”’'»]?$")
# What the sentence before says of words that follow: they are no statement of somebody's, or their speaker is a text.
_SET_UP = re.compile(
    r"\b(?:question|words?|motto|mantra|slogan|sign|message|quote[ds]?|quotation|line|lyrics|verse|saying|asked?|wrote|read|reads|letter|"
    r"title|example|phrase|rule|advice|shout|chant\w*)\b",
    re.IGNORECASE,
)


@record(kw_only=True)
class Quote(Rule):
    """Quotations by what is wrong with them.

    find    unbalanced: a mark without its partner; no-speaker: so many `words` or more that nobody is said to say;
            scare: marks round one to three words; near-duplicate: nearly the same words quoted twice
    """

    kind: ClassVar[str] = "quote"

    find: Literal["unbalanced", "no-speaker", "scare", "near-duplicate"]
    words: int = 6

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        if self.find == "unbalanced":
            yield from self._unbalanced(article)
        elif self.find == "no-speaker":
            yield from self._orphans(article)
        elif self.find == "scare":
            for quotation in article.scare_quotes:
                if self._is_scare(article, quotation):
                    yield from self.report(article, quotation.start, quotation.end)
        else:
            yield from self._twins(article)

    def _unbalanced(self, article: Article) -> Iterator[Diagnostic]:
        text = article.document.text
        for start, end in article.unclosed_quotes:
            if _is_adrift(article.document.text, start):
                continue
            stop = min(end, start + _SHOWN)
            cut = text.rfind(" ", start + 1, stop) if stop < end else stop
            yield from self.report(article, start, cut if cut > start else stop, fixed="never closed")
        for at in article.unopened_quotes:
            if _is_adrift(article.document.text, at):
                continue
            yield from self.report(article, at, at + 1, fixed="never opened")

    def _orphans(self, article: Article) -> Iterator[Diagnostic]:
        for quotation in article.quotations:
            if quotation.block or quotation.part or quotation.words < self.words:
                continue
            if self._stands_alone(article, quotation) and article.speaker_of(quotation) is None:
                yield from self.report(article, quotation.start, quotation.end)

    def _stands_alone(self, article: Article, quotation: Quotation) -> bool:
        """True for whole sentences in running text with nobody's word before or behind them."""
        document, text = article.document, article.document.text
        block = document.block_at(quotation.start)
        if block is None or block.kind != "paragraph" or article.role_at(quotation.start):
            return False
        first, last = document.sentence_index(quotation.start), document.sentence_index(quotation.end - 1)
        whole = document.sentences[first].start == quotation.start and document.sentences[last].end == quotation.end
        if not whole or text[quotation.end - 2] not in ".!?…" or _is_title(text, quotation):
            return False
        before = text[document.sentences[first - 1].start : document.sentences[first - 1].end] if first else ""
        behind = text[quotation.end : quotation.end + 12].lstrip(" \n[(")
        told = first > 0 and not article.voices[first - 1].is_narrator
        return not (
            told or before.endswith((":", ",", "?")) or _SET_UP.search(before) or behind[:1] in ("-", "—", "–", "~")
        )

    def _is_scare(self, article: Article, quotation: Quotation) -> bool:
        text = article.document.text
        inner = text[quotation.inner_start : quotation.inner_end]
        return inner[:1].islower() and not _END.search(inner) and article.voice_at(quotation.start).is_narrator

    def _twins(self, article: Article) -> Iterator[Diagnostic]:
        text = article.document.text
        seen: list[tuple[Quotation, list[str], frozenset[str]]] = []
        for quotation in article.quotations:
            words = [word.lower() for word in _WORD.findall(text, quotation.inner_start, quotation.inner_end)]
            if len(words) < self.words or _is_title(text, quotation):
                continue
            own = frozenset(words)
            for other, before, known in seen:
                if (
                    len(own & known) >= 0.7 * max(len(own), len(known))
                    and _ALIKE[0] <= _likeness(words, before) < _ALIKE[1]
                ):
                    related = (Related(article.document.span(other.start, other.end), "quoted here in other words"),)
                    yield from self.report(article, quotation.start, quotation.end, related=related)
                    break
            seen.append((quotation, words, own))


def _is_adrift(text: str, at: int) -> bool:
    """True for a straight mark with white space on both sides: it may open or close, so it cannot be said to lack a partner."""
    return text[at] in "\"'" and not text[max(at - 1, 0) : at].strip() and not text[at + 1 : at + 2].strip()


def _likeness(words: Sequence[str], others: Sequence[str]) -> float:
    from difflib import SequenceMatcher  # few texts quote one thing twice

    return SequenceMatcher(None, words, others, autojunk=False).ratio()


def _is_title(text: str, quotation: Quotation) -> bool:
    """True if most long words have a capital: the title of a book, film or song."""
    words = [word for word in _WORD.findall(text, quotation.inner_start, quotation.inner_end) if len(word) > 3]
    return bool(sum(word[0].isupper() for word in words) > 0.6 * len(words))
