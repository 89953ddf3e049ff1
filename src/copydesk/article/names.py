"""Names of people, organisations and places: where each is given in full, and every later reference to it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from copydesk.article.common import COMMON
from copydesk.article.lexicon import (
    FIRST_NAMES,
    MONTHS_DAYS,
    OPENERS,
    ORG_WORDS,
    PARTICLES,
    PLACE_PHRASES,
    PLACE_WORDS,
    PLACES,
    SUFFIXES,
    TITLES,
)
from copydesk.document import Block, Document
from copydesk.record import record

NameKind = Literal["person", "organisation", "place", "other"]

_UPPER = "A-ZÀ-ÖØ-ÞĀ-Ž"  # the last range holds small letters too; English words hardly begin with them
# The patterns begin with the set of capitals and look behind afterwards: so the search skips quickly over all else.
_EDGE = "(?<![^\\W_].)"
_CAPITAL = re.compile(rf"[{_UPPER}]{_EDGE}[\w'’-]*")
_INSIDE = re.compile(rf"[{_UPPER}](?<=[a-zß-ÿ,;)] .)[\w'’-]*")
_PART = re.compile(r"[^\s,]+")
_WORD = re.compile(r"[^\W\d_][\w'’&-]*")
_LEADING = "\"“”‘'’«»(•*-—– `"
# Of the words of a line so many with a capital make it a title, in which capitals tell nothing.
_TITLE_CASE = 0.6
# These make a name of a thing with what follows: "East Asia", "Winter Olympics".
_ADJECTIVES = frozenset(
    "north south east west northern southern eastern western central upper lower new old great winter summer".split()
)
_NO_FIRST_NAMES = PLACES | COMMON | OPENERS | _ADJECTIVES
# The family name comes first, whatever stands behind it.
_FAMILY_FIRST = frozenset("Kim Lee Xi Li Park Wang Zhang Chen Nguyen Mao".split())


class Mention(NamedTuple):
    """text[start:end], without a possessive 's and without a title in front."""

    start: int
    end: int


@record
class Name:
    """One bearer of a name.

    full      the longest form in the text, without a title
    mentions  all places in order, later ones by surname among them
    titles    the titles that stand before a mention ("President"), by the start of the mention
    """

    kind: NameKind
    full: str
    mentions: tuple[Mention, ...]
    titles: Mapping[int, str]

    @property
    def first(self) -> Mention:
        """Where the text names its bearer first, in whatever form."""
        return self.mentions[0]

    @property
    def surname(self) -> str:
        """The last word of a person's name that is no suffix."""
        return _bearing(self.full)[-1]


@cache
def _run() -> re.Pattern[str]:
    """Words in capitals that stand together, with "of" and the like between them.

    A possessive 's ends a name; a stop belongs to it behind an initial or a title only.
    """
    owner = "|".join(f"(?<={word}['’]s)" for word in "People Women Men Children Workers King Queen Lord".split())
    titles = "Mr Mrs Ms Dr St Gen Sen Rep Gov Rev Col Sgt Maj Prof Capt Lt".split()
    title = "|".join(f"(?<=\\b{word}\\.)" for word in titles)
    rest = (
        rf"(?:\.(?:[{_UPPER}]\.)+|\.(?=\s[{_UPPER}])"
        rf"|[\w&]*(?:[-‑'’](?!s\b)\w+)*(?:['’]s(?=\s[{_UPPER}])(?:{owner})|\.(?:{title}))?)"
    )
    join = " (?:(?:of|of the|for|de|da|di|del|della|der|den|dos|du|la|le|van|von|bin|bint|ibn|al|el|van der|van den|de la) )?"
    return re.compile(rf"[{_UPPER}]{_EDGE}{rest}(?:{join}[{_UPPER}]{rest})*(?:, [JS]r\.?)?")


class _Run(NamedTuple):
    """A name in the text: where it starts, and the title before it."""

    start: int
    title: str


def find_name_words(document: Document) -> frozenset[str]:
    """Words, in lower case, that a spell checker has to leave alone: with a capital in mid-sentence or twice anywhere.

    Headings and lines in title case do not count.
    """
    text = _running(document)
    inside = _counted(_INSIDE.findall(text))
    anywhere = _counted(_CAPITAL.findall(text))
    names = {word for word in inside if word not in COMMON or inside[word] > 1}
    repeated = [word for word, count in anywhere.items() if count > 1 and word not in names and word not in COMMON]
    names.update(set(repeated).difference(text.split()) if repeated else ())  # minus those also seen in lower case
    names.update([part for word in names if "-" in word for part in word.split("-")])
    return frozenset(word for word in names if len(word) > 1)


def _counted(words: Sequence[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word, count in Counter(words).items():
        counts[_unowned(word).lower()] += count
    return counts


def _unowned(word: str) -> str:
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word[:-1] if word[-1] in "'’" else word


def _running(document: Document) -> str:
    """The prose without its headings and title-case lines, which are blanked out: offsets hold."""
    text = document.prose
    pieces, at = [], 0
    for block in document.blocks:
        if is_title_case(text, block):
            pieces += [text[at : block.start], " " * (block.end - block.start)]
            at = block.end
    return "".join([*pieces, text[at:]]) if pieces else text


def is_title_case(text: str, block: Block) -> bool:
    """True for a heading or short block most of whose words have a capital."""
    if (
        block.kind == "caption"
        or block.end - block.start > 200
        or (block.kind != "heading" and text[block.end - 1] in '.!?”",;:')
    ):
        return False
    words = [word for word in _WORD.findall(text, block.start, block.end) if len(word) > 3 or word[0].isupper()]
    capitals = sum(word[0].isupper() for word in words)
    return capitals >= max(2, _TITLE_CASE * len(words)) and (block.kind == "heading" or len(words) > 2)


def find_names(document: Document, words: frozenset[str]) -> tuple[Name, ...]:
    """The names of a document in the order of their first mention; `words` as find_name_words gives them."""
    text = _running(document)
    openings = {_opening(text, sentence.start, sentence.end) for sentence in document.sentences}
    groups: dict[str, list[_Run]] = defaultdict(list)
    cache: dict[str, tuple[tuple[int, str, str], ...]] = {}
    for match in _run().finditer(text):
        found = match[0]
        pieces = cache.get(found)
        if pieces is None:
            pieces = cache[found] = tuple(_pieces(found, words))
        start = match.start()
        for offset, name, title in pieces:
            if offset or " " in name or start not in openings or _is_known(name, words):
                groups[name].append(_Run(start + offset, title))
    return tuple(sorted(_merged(groups), key=lambda name: name.first))


def _opening(text: str, start: int, end: int) -> int:
    while start < end and text[start] in _LEADING:
        start += 1
    return start


def _is_known(word: str, words: frozenset[str]) -> bool:
    """True if a word at the start of a sentence, where a capital tells nothing, is a name."""
    lowered = word.lower()
    return lowered in words or lowered in FIRST_NAMES or lowered in PLACES or (len(word) > 1 and word.isupper())


def _pieces(found: str, words: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    """The name within a run of capitals, openers, titles and days cut off: (offset, name, title)."""
    tokens = [(m.start(), m[0]) for m in _PART.finditer(found)]
    while tokens and _is_no_name(tokens[0][1], words, len(tokens)):
        tokens.pop(0)
    while tokens and (tokens[-1][1].lower() in MONTHS_DAYS or tokens[-1][1] in ("I", "I'm", "I’m")):
        tokens.pop()
    last = -1
    for index, (_, word) in enumerate(tokens[:-1]):
        if word.lower().rstrip(".") in TITLES and tokens[index + 1][1] not in ("of", "for"):
            last = index
    title = " ".join(word for _, word in tokens[: last + 1])
    tokens = tokens[last + 1 :]
    if not tokens or tokens[-1][1].lower() in PARTICLES:
        return
    if tokens[-1][1].lower().rstrip(".") in TITLES and (len(tokens) == 1 or tokens[0][1].lower() not in FIRST_NAMES):
        return  # "State Security Minister", but not "Martin Luther King"
    start = tokens[0][0]
    yield start, found[start : tokens[-1][0] + len(tokens[-1][1])], title


def _is_no_name(token: str, words: frozenset[str], length: int) -> bool:
    lowered = token.lower()
    if lowered in MONTHS_DAYS or lowered in ("the", "a", "an", "i", "of", "for", "and"):
        return True
    if lowered in OPENERS or lowered in COMMON or (lowered.endswith("ly") and lowered not in FIRST_NAMES):
        return lowered not in words or (length == 1 and lowered in OPENERS)
    return False


def _merged(groups: Mapping[str, Sequence[_Run]]) -> Iterator[Name]:
    """Names from runs: a surname alone belongs to the first full name that ends, or in Asian order begins, with it."""
    kinds = {full: _kind(full, runs) for full, runs in groups.items()}
    for full, kind in kinds.items():
        if kind == "other" and _may_be_person(full.split(), kinds):
            kinds[full] = "person"
    people = sorted(
        (full for full in kinds if " " in full and kinds[full] == "person"), key=lambda n: groups[n][0].start
    )
    owners = _owners(people)
    members: dict[str, list[tuple[str, _Run]]] = defaultdict(list)
    for full, runs in groups.items():
        owner = full
        if " " not in full:
            owner = owners.get(full, [full])[0]
        elif kinds[full] == "person":
            owner = _longest(full, owners.get(_bearing(full)[-1], ()))
        members[owner] += [(full, run) for run in runs]
    for full, runs_of in members.items():
        mentions = tuple(sorted(Mention(run.start, run.start + len(form)) for form, run in runs_of))
        yield Name(kinds[full], full, mentions, {run.start: run.title for _, run in runs_of if run.title})


def _may_be_person(parts: Sequence[str], kinds: Mapping[str, NameKind]) -> bool:
    """True for two to four capitals of which the last, or in Asian order the first, is used alone elsewhere."""
    words = [part.lower() for part in parts]
    if not 2 <= len(parts) <= 4 or not all(part[0].isupper() and not part[1:].isupper() for part in parts):
        return False
    if words[0] in _NO_FIRST_NAMES or words[-1] in COMMON or words[-1].endswith(("an", "ese", "ish")):
        return False
    alone = kinds.get(parts[-1]) == "other"
    return alone or (len(parts) == 3 and parts[0] in kinds and max(map(len, parts)) < 7)


def _owners(people: Sequence[str]) -> dict[str, list[str]]:
    """The full names that a single word may stand for."""
    owners: dict[str, list[str]] = defaultdict(list)
    for full in people:
        parts = _bearing(full)
        owners[parts[-1]].append(full)
        if parts[0] != parts[-1] and (parts[0].lower() not in FIRST_NAMES or parts[0] in _FAMILY_FIRST):
            owners[parts[0]].append(full)
    return owners


def _bearing(full: str) -> list[str]:
    """The words of a name without Jr. and its like."""
    words = [word.rstrip(",") for word in full.split()]
    return [word for word in words if word.lower().strip(".") not in SUFFIXES] or words


def _longest(full: str, candidates: Sequence[str]) -> str:
    """The longest name that holds all words of a shorter form: "Joseph R. Biden" for "Joseph Biden"."""
    parts = set(full.split())
    return max((name for name in candidates if parts <= set(name.split())), key=len, default=full)


def _kind(full: str, runs: Sequence[_Run]) -> NameKind:
    parts = full.split()
    words = [word.lower().strip(".,") for word in parts]
    lowered = " ".join(words)
    titled = any(run.title for run in runs)
    if lowered in PLACES or lowered in PLACE_PHRASES:
        return "place"
    if words[-1] in ORG_WORDS or ("of" in words and not ORG_WORDS.isdisjoint(words)) or ("&" in full and len(full) > 3):
        return "organisation"
    if full.isupper() and len(full) > 1 and len(parts) == 1:
        return "organisation"
    if "of" in words or "for" in words:
        return "other"
    if titled and len(words) <= 4:
        return "person"
    if len(words) == 1:
        return "other"
    if words[-1] in PLACE_WORDS:
        return "place"
    initialled = len(words) == 3 and len(words[1]) == 1
    known = words[0] in FIRST_NAMES and len(words) <= 4 and (words[-1] not in PLACES or words[-1] in FIRST_NAMES)
    return "person" if initialled or known else "other"
