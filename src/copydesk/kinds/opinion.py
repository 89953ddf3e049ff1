"""opinion: the writer judges, and nobody is named who holds the view."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar, Literal

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Severity
from copydesk.kinds.groups import Group, read_groups, read_licences
from copydesk.kinds.judgement import (
    ARTICLE,
    Told,
    chance,
    chance_of_cue,
    cued_sentences,
    is_personal,
    is_read,
    told_sentences,
    writer_speaks,
)
from copydesk.matching import Hit, Pattern
from copydesk.models.opinion import PUSH, judging_words, load, running_push
from copydesk.record import record
from copydesk.rule import Lexicon, Rule

# A sentence of an article is weighed only if its words push so hard towards a judgement: with a word of the lexicon what the
# weights ask for at least, which nine in ten do; without one so hard, which three in ten do, and nine in ten of those that judge.
_BARE = 1.0
# The word behind, and one more: the noun may have a second adjective.
_HEAD = re.compile(r"[ \n](?P<near>[a-z-]+)(?:[ \n](?P<far>[a-z-]+))?")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@record(kw_only=True)
class Opinion(Rule):
    """Words that judge, in the writer's own voice: silent inside quotations and attributed sentences.

    tokens    patterns of such words, whole words, capitals or not
    lexicon   a list of graded groups; `words` names those looked for, `heads` those one of which must follow at once
    doubt     the sentence as a whole must seem so likely to judge (0: the words are enough)
    unsure    where a language model has read the sentence, a chance below which the finding is a suggestion
    loud      where it seems so likely the finding has the rule's severity, elsewhere it is a suggestion
    evidence  heed: silent where figures with a date, a document, a link or a source stand beside the sentence
    opens     only at the start of a sentence
    once      only the first finding in an article: the rest would say the same
    """

    kind: ClassVar[str] = "opinion"

    tokens: tuple[str, ...] = ()
    lexicon: Lexicon | None = None
    words: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    doubt: float = 0.0
    unsure: float = 0.3
    loud: float = 0.0
    evidence: Literal["heed", "ignore"] = "ignore"
    opens: bool = False
    once: bool = False

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if not self.tokens and self.lexicon is None:
            yield "tokens", "a rule of this kind needs tokens, or a lexicon and words"
        yield from lexicon_problems(self.lexicon, (*self.words, *self.heads))

    def patterns(self) -> tuple[Pattern, ...]:
        chosen = (re.escape(word) for word in sorted(self._chosen(self.words)))
        return (Pattern((*self.tokens, *chosen), True),)

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        if (self.genres and article.genre not in self.genres) or (not self.once and is_personal(article)):
            return
        for hit in hits:
            end = hit.end if hit.alternative < len(self.tokens) else self._with_head(article, hit.end)
            found = list(self._judge(article, hit.start, end)) if end else []
            yield from found
            if found and self.once:
                return

    def _with_head(self, article: Article, end: int) -> int:
        """Where the noun ends that the word before `end` judges; 0 if it must have one and has none."""
        if not self.heads:
            return end
        match = _HEAD.match(article.document.text, end)
        if match is None:
            return 0
        near, far = match["near"], match["far"]
        return match.end("near") if near in self._nouns else match.end("far") if far in self._nouns else 0

    @cached_property
    def _nouns(self) -> frozenset[str]:
        return self._chosen(self.heads)

    def _judge(self, article: Article, start: int, end: int) -> Iterator[Diagnostic]:
        if self._licences and is_licensed(article.document.text, start, self._licences):
            return
        text, index = article.document.text, article.document.sentence_index(start)
        if index < 0 or (
            text[start].isupper() and start > article.document.sentences[index].start and article.is_name(start, end)
        ):
            return
        if self.opens and text[article.document.sentences[index].start : start].strip("\"“‘'( "):
            return
        if not writer_speaks(article, start, end):
            return
        if index not in told_sentences(article):
            return
        likely = chance_of_cue(article, index)
        if likely < self.doubt:
            return
        if self.evidence == "heed" and article.evidence_at(index):
            return
        quiet = likely < (max(self.loud, self.unsure) if is_read(article) else self.loud)
        found = self.report(
            article, start, end, severity=Severity.SUGGESTION if quiet else None,
            confidence=round(self.confidence * (0.7 + 0.3 * likely), 2),
        )  # fmt: skip
        for diagnostic in found:
            cued_sentences(article).add(index)
            yield diagnostic

    def _chosen(self, names: Sequence[str]) -> frozenset[str]:
        return frozenset[str]().union(*(group.words for group in self._groups if group.name in names))

    @cached_property
    def _licences(self) -> Mapping[str, frozenset[str]]:
        return read_licences(self.lexicon.data) if self.lexicon else {}

    @cached_property
    def _groups(self) -> tuple[Group, ...]:
        return read_groups(self.lexicon.data) if self.lexicon else ()


@record(kw_only=True)
class Unsupported(Rule):
    """Sentences that judge as a whole, by a scorer trained on news; at most one finding a sentence.

    Silent where a rule of the kind `opinion` that stands before this one has named words: it says the same more exactly.

    lexicon    a list of graded groups: the strongest of their words in the sentence is what is reported, if there is one
    least      the chance from which a sentence is reported; `strong` the chance from which it is more than a suggestion
    read       where a language model reads the sentences: the chance that it takes in a few sentences by themselves, the chance
               in an article, and that for more than a suggestion; no word need judge then
    among      the chance that it takes in an article, most of whose sentences report; `bare` the same for a sentence in which
               no single word judges
    """

    kind: ClassVar[str] = "unsupported"

    lexicon: Lexicon
    least: float = 0.55
    read: tuple[float, ...] = (0.5, 0.7, 0.9)
    among: float = 0.75
    bare: float = 0.95
    strong: float = 0.95

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        yield from lexicon_problems(self.lexicon, ())
        if len(self.read) != 3:
            yield "read", f"three chances are wanted, not {len(self.read)}"

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        if (self.genres and article.genre not in self.genres) or is_personal(article):
            return
        for told, likely in self._candidates(article):
            if told.number not in cued_sentences(article):
                yield from self._judge(article, told, likely)

    def _candidates(self, article: Article) -> Iterator[tuple[Told, float]]:
        """The writer's own sentences that are likely enough to judge, each with its chance."""
        sentences = told_sentences(article)
        few = len(sentences) < ARTICLE
        if few or is_read(article):
            least = self.read[0 if few else 1] if is_read(article) else self.least
            for told in sentences.values():
                if told.own and (likely := chance(article, told.number)) >= least:
                    yield told, likely
            return
        for told, named in self._pushed(article, sentences.values()):
            likely = chance(article, told.number)
            if likely >= self.among and (likely >= self.bare or (named and self._strongest(article, told)[2])):
                yield told, likely

    def _pushed(self, article: Article, sentences: Iterable[Told]) -> Iterator[tuple[Told, bool]]:
        """The writer's sentences that are worth weighing, and whether a word of the lexicon may stand in each."""
        text, tokens = article.document.text, article.document.tokens
        push, marked, least = running_push(tokens.words), tokens.find(self._plain), load().vocabulary.least
        for told in sentences:
            if not told.own:
                continue
            at = bisect_left(marked, told.start)
            named = (at < len(marked) and marked[at] < told.end) or text.find("-", told.start, told.end) >= 0
            pushed = push[tokens.number_at(told.end)] - push[tokens.number_at(told.start)]
            if pushed * PUSH >= (least if named else _BARE):
                yield told, named

    def _judge(self, article: Article, told: Told, likely: float) -> Iterator[Diagnostic]:
        start, end, strength = self._strongest(article, told)
        sure = likely >= self.read[2] if is_read(article) else strength >= 3 and likely >= self.strong
        sure = sure and not article.evidence_at(told.number)
        yield from self.report(
            article, start, end, found=self._named(article, told, (start, end)),
            severity=None if sure else Severity.SUGGESTION, confidence=round(self.confidence * likely, 2),
        )  # fmt: skip

    def _strongest(self, article: Article, told: Told) -> tuple[int, int, int]:
        """Where the strongest word of the lexicon stands, with its strength; the whole sentence and 0 without one."""
        text = article.document.text
        best = (told.start, told.end, 0)
        if self._strengths.keys().isdisjoint(_WORD.findall(text[told.start : told.end].lower())):
            return best
        for match in _WORD.finditer(text, told.start, told.end):
            strength = self._strengths.get(match[0].lower(), 0)
            if (
                strength > best[2]
                and not article.quotes.at(match.start())
                and not (match[0][0].isupper() and article.is_name(*match.span()))
                and not is_licensed(text, match.start(), self._licences)
            ):
                best = (*match.span(), strength)
        return best

    def _named(self, article: Article, told: Told, span: tuple[int, int]) -> str:
        """The words that judge, as the message shows them."""
        text = article.document.text
        if span != (told.start, told.end):
            return f"“{text[slice(*span)]}”"
        words = [text[told.start + a : told.start + b] for a, b in judging_words(text[told.start : told.end])[:2]]
        return " and ".join(f"“{word}”" for word in words) or "This sentence"

    @cached_property
    def _licences(self) -> Mapping[str, frozenset[str]]:
        return read_licences(self.lexicon.data)

    @cached_property
    def _plain(self) -> frozenset[str]:
        """The words of the lexicon without a hyphen, in lower case and with a capital."""
        words = set(filter(str.isalpha, self._strengths))
        return frozenset(words | set(map(str.capitalize, words)))

    @cached_property
    def _strengths(self) -> dict[str, int]:
        groups = sorted(read_groups(self.lexicon.data), key=lambda group: group.strength)
        return {word: group.strength for group in groups if group.strength > 1 for word in group.words}


def is_licensed(text: str, start: int, licences: Mapping[str, frozenset[str]]) -> bool:
    """True if the word at `start` stands before a word beside which it does not judge."""
    word = _WORD.match(text, start)
    if word is None or word[0].lower() not in licences:
        return False
    after = _WORD.match(text, word.end() + 1)
    return after is not None and after[0].lower() in licences[word[0].lower()]


def lexicon_problems(lexicon: Lexicon | None, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What keeps a lexicon, or the groups of it that a rule names, from being used."""
    if lexicon is None:
        return
    try:
        known = {group.name for group in read_groups(lexicon.data)}
    except (KeyError, TypeError, ValueError) as error:
        yield "lexicon", f"{lexicon.path} is no list of graded groups: {error}"
        return
    for name in names:
        if name not in known:
            yield "words", f"{lexicon.path} has no group {name!r}"
