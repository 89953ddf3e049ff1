"""verb_form: a form of a verb that cannot stand behind the words before it (has went, did not saw)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Edit, Fix
from copydesk.document import Tokens
from copydesk.kinds.word_places import WordPlaces, last_plain, word_before
from copydesk.matching import Hit, Pattern
from copydesk.record import record
from copydesk.rule import Rule
from copydesk.text import recase

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
_PAIRS = 100
_REACH = 48  # so many characters before the verb hold all that is looked at


@record(kw_only=True)
class VerbForm(Rule):
    """A form of a verb behind words that ask for another.

    forms     wrong form: right form
    after     words, or phrases of up to three, behind which the form is wrong
    between   words that may stand between them and the verb, up to two
    subjects  if given, one of these has to stand before the words of `after`
    starts    the words of `after` (with their subject) have to begin a clause: nothing, a mark or a small word before them
    """

    kind: ClassVar[str] = "verb_form"

    forms: Mapping[str, str]
    after: tuple[str, ...]
    between: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    starts: bool = False

    def patterns(self) -> tuple[Pattern, ...]:
        if not self._is_paired:
            return ()
        pairs = (
            f"{word} {form}" for after in self.after for word in (after, recase(after, "Aa")) for form in self.forms
        )
        return (Pattern(tuple(dict.fromkeys(pair.replace("'", "['’]") for pair in pairs))),)

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        document = article.document
        text, ends = document.prose, self._ends
        for start, end in self._verbs(article, hits):
            last = text[max(start - _REACH, 0) : start].rsplit(None, 1)[-1:]
            if not last or last[0].lower().replace("’", "'") not in ends or text[end : end + 1] in _JOINTS:
                continue
            sentence = document.sentence_at(start)
            if sentence is None or not self._suits(text[max(sentence.start, start - _REACH) : start]):
                continue
            found = text[start:end]
            right = recase(self.forms[found.replace("’", "'")], found)
            right = right.replace("'", "’") if "’" in found else right
            fix = Fix((Edit(document.span(start, end), right),), False)
            shown = f"{last[0]} {found}"
            yield from self.report(article, start, end, found=shown, fixed=right, replacements=(right,), fix=fix)

    def _verbs(self, article: Article, hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
        """Where one of the forms stands behind a word that may ask for another."""
        if not self._is_paired:
            yield from self._places.find(article.document, self._is_likely)
        for hit in hits:
            yield max(hit.start, article.document.prose.rfind(" ", hit.start, hit.end) + 1), hit.end

    def _is_likely(self, prose: str, tokens: Tokens, number: int) -> bool:
        return word_before(tokens, number) in self._tails

    @cached_property
    def _is_paired(self) -> bool:
        """Are there so few words and forms that each pair can be looked for? It is met far more seldom than the form."""
        return not self.between and len(self.forms) * len(self.after) <= _PAIRS

    @cached_property
    def _places(self) -> WordPlaces:
        return WordPlaces(self.forms)

    @cached_property
    def _tails(self) -> frozenset[str]:
        return frozenset(map(last_plain, self._ends))

    def _suits(self, lead: str) -> bool:
        words = [word.lower().replace("’", "'") for word in _TOKEN.findall(lead)[-6:]]
        last = len(words)
        while last > max(len(words) - 2, 0) and words[last - 1] in self._between:
            last -= 1
        for length in (1, 2, 3):
            first = last - length
            if first >= 0 and " ".join(words[first:last]) in self._after and self._begins(words[:first]):
                return True
        return False

    def _begins(self, before: list[str]) -> bool:
        if self.subjects:
            if not before or before[-1] not in self._subjects:
                return False
            before = before[:-1]
        if not self.starts or not before or before[-1] in _MARKS:
            return True
        return before[-1] in _SMALL

    @cached_property
    def _ends(self) -> frozenset[str]:
        """The words that may stand right before the verb."""
        return frozenset(phrase.rsplit(" ", 1)[-1] for phrase in self.after) | self._between

    @cached_property
    def _after(self) -> frozenset[str]:
        return frozenset(self.after)

    @cached_property
    def _between(self) -> frozenset[str]:
        return frozenset(self.between)

    @cached_property
    def _subjects(self) -> frozenset[str]:
        return frozenset(self.subjects)


_JOINTS = ("-", "'", "’")
_MARKS = frozenset('.,;:!?…—–-"“”(')
# Behind these a new clause begins; not behind "and", for "the mayor and I are".
_SMALL = frozenset(
    "but because that if when while although though so since where whether how why what said says".split()
)
