"""Which words are known: dictionaries, word lists, and what is built of known parts; and what an unknown one may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from copydesk.models.frequencies import frequencies, newer_words
from copydesk.models.hunspell import Dictionary
from copydesk.models.misspellings import misspellings
from copydesk.models.slips import one_slip, ranked

_PREFIXES = (
    "anti astro auto bio co counter cross crypto cyber de dis down eco electro en ethno ex extra fore geo gyro hydro hyper "
    "ill immuno in inter intra kilo macro mega meta micro mid mini mis mono multi nano neo neuro non off out over para petro "
    "photo poly post pre pro proto pseudo psycho quasi radio re self semi socio sub super tele thermo trans tri turbo ultra "
    "un under up vice well"
).split()
_SUFFIXES = (
    "able ability ally dom er ers esque ful fully gate hood ise ised ises ising isation ish ism isms ist ists ize ized izes "
    "izing ization less lessly lessness let lets like ling ly maker makers making man men ness person proof ship ships style "
    "time ward wards wide wise woman women worthy"
).split()
_PREFIX = re.compile(f"(?:{'|'.join(sorted(_PREFIXES, key=len, reverse=True))})(?=[a-z]{{4}})")
_SUFFIX = re.compile(f"(?<=[a-z]{{3}})(?:{'|'.join(sorted(_SUFFIXES, key=len, reverse=True))})$")
# Two words that are run together by mistake mostly hold one of these.
_RUN_TOGETHER = frozenset(
    """
    about after also another been before being both could does down each even every from have having here into itself just
    like made make many more most much must never only other over said same says should some such than that their them then
    there these they this those through under until very were what when where which while will with within without would your
    """.split()
)
_PART = 4
_PARTICLES = frozenset("back down off out over up".split())  # matchup, rollout, standoff
_VERBAL = re.compile(r"i[sz]")
_BRITISH = re.compile(r"(?<=[a-z]{3})is(?=(?:e[drs]?|ers|ing|ations?)$)")
_COMMON = 1 << 10


class Vocabulary:
    """Words that are known. A list's word in lower case is right in any case, one with a capital only as it is written."""

    def __init__(self, dictionaries: Sequence[Dictionary], words: Iterable[str] = ()) -> None:
        self._dictionaries = dictionaries
        self._words = frozenset(word.replace("’", "'") for word in words)
        self._built: dict[str, bool] = {}
        self._suggested: dict[tuple[str, int], tuple[str, ...]] = {}

    def knows(self, word: str) -> bool:
        """True for a word that a dictionary or a list holds, a possessive of it included; with straight apostrophes."""
        if self._holds(word):
            return True
        return word.endswith(("'s", "s'")) and self._holds(word[:-2] if word.endswith("'s") else word[:-1])

    def can_build(self, word: str) -> bool:
        """True for a word that is not listed and is made of known parts: prefix and word, word and suffix, two words."""
        known = self._built.get(word)
        if known is None:
            known = self._built[word] = self._is_built(word.lower())
        return known

    def suggest(self, word: str, most: int) -> tuple[str, ...]:
        """What may be meant, the likeliest first: by slips of the fingers between the two, and by use."""
        found = self._suggested.get((word, most))
        if found is None:
            found = self._suggested[word, most] = self._ranked(word)[:most]
        return found

    def _ranked(self, word: str) -> tuple[str, ...]:
        lowered = word.lower()
        sure = tuple(option for option in misspellings().corrections(lowered) if self._holds(option.partition(" ")[0]))
        sure += tuple(option for option in (word.capitalize(), word.upper()) if option != word and self._holds(option))
        offered = {option for option in one_slip(lowered) if option != lowered and self._holds(option)}
        if not any(option in self._uses for option in offered):  # Hunspell takes 20 ms to look further
            offered |= {option for each in self._dictionaries for option in each.suggest(word)} - {word}
        return tuple(dict.fromkeys((*sure, *ranked(lowered, sorted(offered), self._uses))))

    def is_slip(self, word: str) -> bool:
        """True if one slip lies between the word and a common one."""
        return any(frequencies().get(option, 0) >= _COMMON for option in one_slip(word.lower()))

    def _holds(self, word: str) -> bool:
        words = self._words
        if word in words or word in newer_words():
            return True
        lowered = word.lower()
        # A capital at the start of a sentence, or all capitals; what needs a capital is not right in lower case.
        if lowered != word and (lowered in words or lowered in newer_words()):
            return True
        if word.isupper() and word.capitalize() in words:
            return True
        return any(dictionary.knows(word) for dictionary in self._dictionaries)

    def is_part(self, word: str) -> bool:
        """True for what stands in a hyphenated compound and not by itself: neo-pagan, furrow-browed."""
        lowered = word.lower()
        return lowered in _PREFIXES or (lowered.endswith("ed") and self._is_stem(lowered[:-2], "ed"))

    def _is_built(self, word: str) -> bool:
        if self.knows(_BRITISH.sub("iz", word)):
            return True
        if prefix := _PREFIX.match(word):
            rest = word[prefix.end() :]
            if any(part in frequencies() and self.knows(part) for part in (rest, _SUFFIX.sub("", rest))):
                return True
        if (suffix := _SUFFIX.search(word)) and self._is_stem(word[: suffix.start()], suffix[0]):
            return True
        return any(self._is_pair(word[:at], word[at:]) for at in range(_PART, len(word) - 1))

    def _is_stem(self, stem: str, suffix: str) -> bool:
        """A stem may lose its e or y, double its last letter or turn y to i before a suffix."""
        if suffix == "ally":
            return stem.endswith("ic") and (self.knows(stem) or self._is_built(stem))
        stems = [stem]
        if _VERBAL.match(suffix):
            stems += [f"{stem}ise", f"{stem}ize"]
        if suffix[0] in "aei":
            stems += [f"{stem}e", f"{stem}y", stem[:-1]] if stem[-1:] == stem[-2:-1] else [f"{stem}e", f"{stem}y"]
        if stem.endswith("i"):
            stems.append(f"{stem[:-1]}y")
        return any(self.knows(each) for each in stems)

    def _is_pair(self, first: str, second: str) -> bool:
        if first in _RUN_TOGETHER or second in _RUN_TOGETHER or (len(second) < _PART and second not in _PARTICLES):
            return False
        return first in frequencies() and second in frequencies() and self.knows(first) and self.knows(second)

    @cached_property
    def _uses(self) -> dict[str, float]:
        """Uses of words, those of the lists among them: a desk's own words are used."""
        return {**frequencies(), **dict.fromkeys(self._words, float(_COMMON))}
