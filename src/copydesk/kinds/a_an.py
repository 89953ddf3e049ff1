"""a_an: the form of the article, by the sound that follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Edit, Fix
from copydesk.kinds.misspelling import is_foreign
from copydesk.matching import Hit
from copydesk.record import record
from copydesk.rule import Rule

Sound = Literal["vowel", "consonant"]

# "a" before what may begin with a vowel sound (letters whose names begin with one among it), "an" before the rest.
_PLACE = re.compile(
    r"(?<![\w.'’)/&+-])(?:([Aa])\s[\"“‘'(]?[$£€]?((?:[AEIOUaeiou8H-]|h(?:on|our|eir)|1[18]|[FLMNRSX][A-Z-])[\w.,'’-]*)"
    r"|(An|an)\s[\"“‘'(]?[$£€]?([B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z0-9EUOeuo][\w.,'’-]*))"
)
# Behind the letter "a" (a point in a list, a name for something) stands a small word.
_SMALL = frozenset(
    """
    a an and are as at if in is it of on or us un una une el ella es est esta este al i e o u and/or onto into also am after again
    """.split()
)

# Words in small letters that begin with the letter of a vowel and the sound of a consonant, and the other way round.
_AS_CONSONANT = re.compile(
    r"eu(?!$)|ewe|one(?!ro|ir)s?|once|ouija|ouistiti"
    r"|u(?:bi(?:qu|et)|fo|kr|kulele|ku|ni(?!mp|mm|mag|nt|nv|nf|nh|ns|ndi|nc|nk|nj|nit(?=i)|de[an]|ll)|nani|r(?:an(?!g)|e[at]|i[nc]|ol|onym)|s[aeiu]|ti|to|te[rn]|vu|te\b|tah\b)"
)
_AS_VOWEL = re.compile(r"ho(?:nest|no(?:u?r|r)|ur(?!i))|heir(?!s?ing)|hors\b|yt[tr]")
_EITHER = re.compile(
    r"h(?:istor|otel|erb|omage|abit|allucin|yster|orrif|ero|ilari|eredit|ercul|armon|onduran|ono(?:lu|r[ei]f)|umble|umour|uman|ypo|yp|exag|ebr|ispan)"
    r"|u(?:r(?:ug|dang|l)|n-ion|tz|sh|ltr)|y[vp]|oua|uig|uyg"
)
_SPELLED = frozenset("AEFHILMNORSX")  # capitals whose names begin with the sound of a vowel
_MAY_BE_READ = frozenset(
    "FHLMNRSX"
)  # of those, the ones that begin with a consonant where the capitals are read as a word
_LETTERED = frozenset(
    """
    FBI NGO SUV MRI MOU NBA SEC NFL MLB NHL RAF IMF LED HIV MEP MBA MIT SAS NSA LGBT LGBTQ RSPCA
    FAA FDA FTA FCA MOT MSP
    """.split()
)
_NAME_ONLY = re.compile(r"[A-Z][a-zà-ÿ]")


@record(kw_only=True)
class AAn(Rule):
    """ "a" before the sound of a vowel, "an" before that of a consonant. Words that are said both ways are left alone.

    vowel, consonant  words (in lower case) that begin with such a sound, against their spelling
    either            words before which both stand
    """

    kind: ClassVar[str] = "a_an"

    vowel: tuple[str, ...] = ()
    consonant: tuple[str, ...] = ()
    either: tuple[str, ...] = ()

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        text = article.document.prose
        for match in _PLACE.finditer(text):
            written, word = match[1] or match[3], (match[2] or match[4]).rstrip(".,'’-")
            needed: Sound = "vowel" if match[1] else "consonant"
            if word.lower() in _SMALL or self._sound(word) != needed:
                continue
            start = match.start(1) if match[1] else match.start(3)
            if (written[0] == "A" and not _opens_sentence(article, start)) or is_foreign(article, start):
                continue
            right = ("An" if written[0] == "A" else "an") if needed == "vowel" else written[0]
            end = start + len(written)
            fix = Fix((Edit(article.document.span(start, end), right),), word.isalpha() and word.islower())
            yield from self.report(
                article, start, end, found=f"{written} {word}", fixed=f"{right} {word}", replacements=(right,), fix=fix
            )

    def _sound(self, word: str) -> Sound | None:
        """How a word begins; None where it is said both ways or where its letters do not tell."""
        lowered = word.lower()
        if lowered in self.either:
            return None
        if lowered in self.vowel:
            return "vowel"
        return "consonant" if lowered in self.consonant else sound(word)


def sound(word: str) -> Sound | None:
    """The sound that an English word, a number or an abbreviation begins with; None if both are heard or it is unsure."""
    head = re.split(r"[-'’]", word)[0]
    if not head:  # no word, or one that begins with an apostrophe
        return None
    if head[0].isdigit():
        return _number_sound(word)
    if len(head) == 1 or (head.isupper() and len(head) > 1) or re.fullmatch(r"[A-Z]{2,}s|(?:[A-Z]\.)+[A-Z]?", head):
        return _letter_sound(head, word)
    if not re.search(r"[aeiouyà-ÿ]", head.lower()) or re.search(r"[a-z][A-Z]", head):
        return "vowel" if head[0] in "eiao" else None
    lowered = word.lower()
    if head[0].isupper():
        return _name_sound(head, lowered)
    return _word_sound(lowered)


def _word_sound(lowered: str) -> Sound | None:
    if _EITHER.match(lowered):
        return None
    if _AS_CONSONANT.match(lowered):
        return "consonant"
    if _AS_VOWEL.match(lowered):
        return "vowel"
    return "vowel" if lowered[0] in "aeiou" else "consonant" if lowered[0].isascii() else None


def _name_sound(head: str, lowered: str) -> Sound | None:
    """A word with a capital: where names are often said unlike their spelling, nothing is claimed."""
    if not _NAME_ONLY.match(head) or head[0] in "HXYJ" or lowered[:2] in ("ou", "oa", "io", "ju"):
        return "vowel" if lowered.startswith(("hour", "honest")) else None
    if head[0] == "U":
        if re.match(r"uni(?:t|v|o)|ukr|ugand|utah|utop", lowered):
            return "consonant"
        return "vowel" if re.match(r"un(?!i)|up|ult|um|uzb|ugl|ush", lowered) else None
    if head[0] in "EO":
        return "consonant" if re.match(r"eur|one\b|once\b|eug", lowered) else None if lowered[:2] == "eu" else "vowel"
    if head[0] in "MNGLSTD" and lowered[1] not in "aeiouyhrlwcktpqmnsvà":
        return None
    return "vowel" if head[0] in "AI" else "consonant" if head[1] in "aeiouyhrlw" else None


def _letter_sound(head: str, word: str) -> Sound | None:
    """A letter by itself (X-ray), or capitals, which may be read by their letters or as a word."""
    first = head[0].upper()
    if len(head) == 1:
        if word == head or (head.islower() and first not in "UX"):
            return None
        return "vowel" if first in _SPELLED else "consonant"
    if first == "U":
        return "consonant" if len(head.rstrip("s.")) <= 4 else None
    if first not in _SPELLED:
        return "consonant"
    if first in _MAY_BE_READ:
        spelled = "." in head or head.rstrip("s") in _LETTERED or not re.search("[AEIOUY]", head)
        return "vowel" if spelled and len(head) <= 5 else None
    return None if head == "ONE" else "vowel"


def _number_sound(word: str) -> Sound | None:
    digits = re.match(r"[\d,]+", word)
    number = (digits[0] if digits else "").replace(",", "")
    if number.startswith("8"):
        return "vowel"
    if number.startswith(("11", "18")):
        return "vowel" if len(number) % 3 == 2 else None if len(number) == 4 else "consonant"
    return "consonant"


def _opens_sentence(article: Article, start: int) -> bool:
    sentence = article.document.sentence_at(start)
    return sentence is not None and not article.document.text[sentence.start : start].strip("“\"‘'( ")
