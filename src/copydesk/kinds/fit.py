"""fit: a word whose company belongs to another word that looks like it (casual and causal, trial and trail)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Edit, Fix
from copydesk.document import WORD
from copydesk.matching import Hit, Pattern
from copydesk.models.confusion import Suspect
from copydesk.record import record
from copydesk.rule import Rule
from copydesk.text import recase

# Between an adjective and its noun nothing but words; a small word ends the noun phrase.
_GAP = re.compile(r"[ \t\r\n]+")
_COPULA = frozenset(
    "is are was were be been being seem seems seemed become becomes became remain remains remained".split()
)
_ADVERB = frozenset(
    "not merely just only more very quite rather so too purely simply strictly entirely necessarily always often never also less"
    " most both either probably likely truly all at now still already usually mostly mainly largely somewhat increasingly"
    " actually clearly directly sometimes generally".split()
)
# "They called the link causal": of what stands between such a verb and an adjective the adjective is said.
_NAMING = frozenset(
    "call calls called calling deem deems deemed deeming consider considers considered considering keep keeps kept keeping"
    " make makes made making find finds found finding declare declares declared label labels labelled labeled".split()
)
_SMALL = frozenset(
    """
    a an the this that these those of in on at by for with from to into between and or but nor as than because if when
    while whether which who whose where is are was were be been has have had do does did will would can could may
    might must should not it its they their he his she her we our you your i my there so too also over under about
    against after before during without within
    """.split()
)
_CLAUSE = frozenset("that whether which who if because while when although though since but said says".split())
_AUXILIARY = frozenset("have has had will would may might can could should must do does did".split())
_PREPOSITION = frozenset("of between with in on at for from to about over by among".split())
_JOINT = ("-", "‑", "'", "’")
_REACH = 4  # so many words behind an adjective may belong to its noun phrase


@record(kw_only=True)
class Sense:
    """The company that a word keeps; words in lower case, nouns in the singular.

    describes  nouns that it stands before as an adjective, or is said of ("the talks were casual")
    before     words, or phrases, that stand right before it
    after      words, or phrases, that stand right behind it
    """

    describes: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@record(kw_only=True)
class Fit(Rule):
    """Two words that are typed for one another, each with the company it keeps.

    A finding is one of them in the company of the other and in none of its own. The other is the replacement.
    In the company of both, a language model decides, if there is one.

    senses   the two words
    endings  endings that both of them take ("s")
    """

    kind: ClassVar[str] = "fit"

    senses: Mapping[str, Sense]
    endings: tuple[str, ...] = ()

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if len(self.senses) != 2:
            yield "senses", f"a rule of this kind needs two words, not {len(self.senses)}"

    def patterns(self) -> tuple[Pattern, ...]:
        forms = [word + ending for word in self.senses for ending in ("", *self.endings)]
        return (Pattern(tuple(re.escape(form) for word in forms for form in (word, word.capitalize()))),)

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        text = article.document.prose
        doubtful: list[Suspect] = []
        for hit in hits:
            found = text[hit.start : hit.end]
            if text[max(hit.start - 1, 0) : hit.start] in _JOINT or text[hit.end : hit.end + 1] in _JOINT:
                continue
            word, other, ending = self._pair(found.lower())
            company = _Company(article, hit.start, hit.end)
            if company.suits(self._sets[other]):
                suspect = Suspect(hit.start, hit.end, found, recase(other + ending, found), 0.0, "warning")
                if company.suits(self._sets[word]):
                    doubtful.append(suspect)
                else:
                    yield from self._reported(article, suspect)
        if doubtful and article.language is not None:
            from copydesk.kinds.second_opinion import judged

            for suspect in judged(article.document, doubtful, article.language):
                yield from self._reported(article, suspect)

    def _reported(self, article: Article, suspect: Suspect) -> Iterator[Diagnostic]:
        start, end, right = suspect.start, suspect.end, suspect.replacement
        fix = Fix((Edit(article.document.span(start, end), right),), False)
        yield from self.report(article, start, end, replacements=(right,), fix=fix)

    def _pair(self, form: str) -> tuple[str, str, str]:
        """Of a form: the word it belongs to, the other one, and the ending."""
        first, second = self.senses
        for word, other in ((first, second), (second, first)):
            if form.startswith(word) and form[len(word) :] in ("", *self.endings):
                return word, other, form[len(word) :]
        raise ValueError(f"{form!r} is no form of the words of {self.id}")

    @cached_property
    def _sets(self) -> dict[str, tuple[frozenset[str], ...]]:
        return {w: (frozenset(s.describes), frozenset(s.before), frozenset(s.after)) for w, s in self.senses.items()}


class _Company:
    """What stands round a word in its sentence."""

    def __init__(self, article: Article, start: int, end: int) -> None:
        document = article.document
        sentence = document.sentence_at(start)
        first, last = (sentence.start, sentence.end) if sentence else (start, end)
        text = document.prose
        words = list(WORD.finditer(text, first, start))
        self._left = [m[0].lower().replace("’", "'") for m in words]
        self._right = _run(text, end, last)
        self._before = _unbroken(text, words[-_REACH:], start)

    def suits(self, sets: tuple[frozenset[str], ...]) -> bool:
        """Does any of it belong to a sense?"""
        describes, before, after = sets
        if any(" ".join(self._before[-n:]) in before for n in range(1, len(self._before) + 1)):
            return True
        if any(" ".join(self._right[:n]) in after for n in range(1, len(self._right) + 1)):
            return True
        return bool(describes) and any(_singulars(noun) & describes for noun in self._described())

    def _described(self) -> Iterator[str]:
        """The nouns that an adjective here can belong to: of its noun phrase, else the subject of its verb."""
        phrase = self._right[:_REACH]
        cut = next((i for i, word in enumerate(phrase) if word in _SMALL), len(phrase))
        if cut:
            yield from phrase[:cut]
            return
        at = len(self._left) - 1
        while at >= 0 and self._left[at] in _ADVERB:
            at -= 1
        if at >= 0 and self._left[at] in _COPULA:
            yield from self._subject(self._left[:at])
        elif any(word in _NAMING for word in self._left[max(at - _REACH, 0) : max(at, 0)]):
            yield self._left[at]

    def _subject(self, words: list[str]) -> Iterator[str]:
        """The head of the subject: the last word before its first preposition, in the clause that the verb ends."""
        while words and words[-1] in _COPULA | _ADVERB | _AUXILIARY:
            words = words[:-1]
        cut = max((i for i, word in enumerate(words) if word in _CLAUSE), default=-1)
        clause = words[cut + 1 :]
        prepositions = [i for i, word in enumerate(clause) if i and word in _PREPOSITION]
        head = clause[: prepositions[0]] if prepositions else clause
        yield from head[-2:]


def _unbroken(text: str, words: Sequence[re.Match[str]], end: int) -> list[str]:
    """Of the words before a place, those that no mark parts from it, in lower case."""
    kept: list[str] = []
    for word in reversed(words):
        if not _GAP.fullmatch(text, word.end(), end):
            break
        kept.insert(0, word[0].lower().replace("’", "'"))
        end = word.start()
    return kept


def _run(text: str, start: int, end: int) -> list[str]:
    """The words behind a place up to the first mark, in lower case."""
    words: list[str] = []
    while len(words) < _REACH + 1:
        gap = _GAP.match(text, start, end)
        word = WORD.match(text, gap.end(), end) if gap else None
        if word is None:
            break
        words.append(word[0].lower().replace("’", "'"))
        start = word.end()
    return words


def _singulars(word: str) -> frozenset[str]:
    """The word, and what it may be the plural of."""
    forms = {word, word.removesuffix("'s")}
    if word.endswith("ies"):
        forms.add(word[:-3] + "y")
    if word.endswith("es"):
        forms.add(word[:-2])
    if word.endswith("s"):
        forms.add(word[:-1])
    return frozenset(forms)
