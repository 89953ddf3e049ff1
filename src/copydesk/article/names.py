"""Names of people, organisations and places: where each is given in full, and every later reference to it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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

NameKind = Literal["person", "organisation", "place", "other"]

UPPER = "A-ZÀ-ÖØ-ÞĀĆČĎĐĒĘĚĞĢĪĮİĶĹĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŹŻŽȘȚ"
# A possessive 's ends a name; a stop belongs to it behind an initial or a title.
_TOKEN = (
    rf"(?:People|Women|Men|Children|Workers|Veterans|Nurses|King|Queen|Lord)['’]s(?=\s[{UPPER}])|(?:[{UPPER}]\.){{2,}}|[{UPPER}]\.(?=\s[{UPPER}])|(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Rev|Col|Sgt|Maj|Prof|Capt|Lt|Cmdr|Adm)\."
    rf"|[{UPPER}](?:[^\W_]|[-‑&](?=[^\W_])|['’](?!s\b)(?=[^\W_]))*"
)
_JOIN = r"(?: | (?:of|of the|for|de|da|di|del|della|der|den|dos|du|la|le|van|von|zu|ter|bin|bint|ibn|al|el|van der|van den|de la) )"
_RUN = re.compile(rf"\b(?:{_TOKEN})(?:{_JOIN}(?:{_TOKEN})(?![^\W_]))*(?:, (?:Jr|Sr)\.?)?")
_INSIDE = re.compile(rf"(?<=[a-zß-ÿ,;)] )[{UPPER}][\w'’-]*")
_CAPITAL = re.compile(rf"\b[{UPPER}][\w'’-]*")
_POSSESSIVE = re.compile(r"['’]s$|['’]$")
_WORD = re.compile(r"[^\W\d_][\w'’&-]*")
_LEADING = "\"“”‘'’«»(•*-—– "
# Of the words of a line so many with a capital make it a title, in which capitals tell nothing.
_TITLE_CASE = 0.6


class Mention(NamedTuple):
    """text[start:end], without a possessive 's."""

    start: int
    end: int


@dataclass(frozen=True)
class Name:
    """One bearer of a name.

    full      the longest form in the text, without a title
    mentions  all places in order, later ones by surname among them; the first is `first`
    """

    kind: NameKind
    full: str
    mentions: tuple[Mention, ...]

    @property
    def first(self) -> Mention:
        return self.mentions[0]

    @property
    def surname(self) -> str:
        """The last word of a person's name that is no suffix."""
        words = [word for word in self.full.split() if word.lower().strip(".,") not in SUFFIXES]
        return words[-1] if words else self.full


class _Run(NamedTuple):
    """Words with capitals that stand together, cleaned: the title in front is kept apart."""

    text: str
    title: str
    start: int
    end: int
    initial: bool  # it begins a sentence and is one word: the capital tells nothing


def find_name_words(document: Document) -> frozenset[str]:
    """Words, in lower case, that a spell checker has to leave alone: with a capital inside a sentence, or twice anywhere.

    Titles and headings do not count, and neither does a word that the text also writes in lower case without the capital
    being the usual form.
    """
    text = _running(document)
    inside = Counter(map(_bare, _INSIDE.findall(text)))
    anywhere = Counter(map(_bare, _CAPITAL.findall(text)))
    names = {word for word in inside if word not in COMMON or inside[word] > 1}
    repeated = [word for word, count in anywhere.items() if count > 1 and word not in names and word not in COMMON]
    names.update(word for word in repeated if f" {word} " not in text)
    return frozenset(part for word in names for part in {word, *word.split("-")} if len(part) > 1)


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word).lower()


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
    if block.end - block.start > 200:
        return False
    words = _WORD.findall(text, block.start, block.end)
    if block.kind != "heading" and (len(words) < 3 or text[block.end - 1 : block.end] in '.!?”"'):
        return False
    words = [word for word in words if len(word) > 3 or word[0].isupper()]
    capitals = sum(word[0].isupper() for word in words)
    return capitals >= max(2, _TITLE_CASE * len(words)) or text[block.start : block.end].isupper()


def find_names(document: Document, words: frozenset[str]) -> tuple[Name, ...]:
    """The names of a document in the order of their first mention; `words` as find_name_words gives them."""
    groups: dict[str, list[_Run]] = defaultdict(list)
    for run in _runs(document, words):
        groups[run.text].append(run)
    return tuple(sorted(_merged(groups), key=lambda name: name.first))


def _runs(document: Document, words: frozenset[str]) -> Iterator[_Run]:
    text = _running(document)
    openings = {_opening(text, s.start, s.end) for s in document.sentences}
    cache: dict[str, tuple[tuple[int, int, str], ...]] = {}
    for match in _RUN.finditer(text):
        found = match[0]
        pieces = cache.get(found)
        if pieces is None:
            pieces = cache[found] = tuple(_pieces(found, words))
        start = match.start()
        for a, b, title in pieces:
            run = found[a:b]
            alone = start in openings and a == 0 and " " not in run
            if alone and not _is_known(run, words):
                continue
            yield _Run(run, title, start + a, start + b, alone)


def _opening(text: str, start: int, end: int) -> int:
    while start < end and text[start] in _LEADING:
        start += 1
    return start


def _is_known(word: str, words: frozenset[str]) -> bool:
    lowered = word.lower()
    return lowered in words or lowered in FIRST_NAMES or lowered in PLACES or (len(word) > 1 and word.isupper())


def _pieces(found: str, words: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """The names within a run: openers, titles and days cut off. (start, end, title) within it."""
    tokens = [(m.start(), m.end(), m[0]) for m in re.finditer(r"[^\s,]+", found)]
    while tokens and _is_no_name(tokens[0][2], words, len(tokens)):
        tokens.pop(0)
    while tokens and (tokens[-1][2].lower() in MONTHS_DAYS or tokens[-1][2].lower() in ("i", "i'm")):
        tokens.pop()
    last = max((i for i, (_, _, word) in enumerate(tokens[:-1]) if _is_title(word, tokens[i + 1][2])), default=-1)
    title = [word for _, _, word in tokens[: last + 1]]
    tokens = tokens[last + 1 :]
    if not tokens or tokens[-1][2].lower().rstrip(".") in TITLES | PARTICLES:
        return
    start, end = tokens[0][0], tokens[-1][1]
    end = start + len(_POSSESSIVE.sub("", found[start:end]))
    if end > start:
        yield start, end, " ".join(title)


def _is_title(word: str, following: str) -> bool:
    return word.lower().rstrip(".") in TITLES and following.lower() not in ("of", "for")


def _is_no_name(token: str, words: frozenset[str], length: int) -> bool:
    lowered = token.lower()
    if lowered in MONTHS_DAYS or lowered in ("the", "a", "an", "i", "of", "for"):
        return True
    if lowered in OPENERS or lowered in COMMON or (lowered.endswith("ly") and lowered not in FIRST_NAMES):
        return lowered not in words or (length == 1 and lowered in OPENERS)
    return False


def _merged(groups: Mapping[str, Sequence[_Run]]) -> Iterator[Name]:
    """Names from runs: a later surname belongs to the last full name that ends (or, for Asian order, begins) with it."""
    people = {full for full, runs in groups.items() if " " in full and _kind(full, runs) == "person"}
    singles = {full for full in groups if " " not in full}
    # Two words in capitals of which one is used alone later are most likely a person.
    for full in groups:
        parts = full.split()
        if (
            full not in people
            and 2 <= len(parts) <= 4
            and _kind(full, groups[full]) == "other"
            and parts[-1] in singles
        ):
            if parts[-1].lower() not in COMMON:
                people.add(full)
    owners: dict[str, str] = {}
    for full in sorted(people, key=lambda name: groups[name][0].start):
        parts = [part for part in full.split() if part.lower().strip(".") not in SUFFIXES]
        owners.setdefault(parts[-1], full)
        if parts[0].lower() not in FIRST_NAMES or parts[0] in ("Kim", "Lee", "Xi", "Li"):
            owners.setdefault(parts[0], full)
    members: dict[str, list[_Run]] = defaultdict(list)
    for full, runs in groups.items():
        owner = owners.get(full) if " " not in full or full not in people else _longest(full, people)
        members[owner or full] += runs
    for full, runs in members.items():
        kind: NameKind = "person" if full in people else _kind(full, runs)
        yield Name(kind, full, tuple(sorted(Mention(run.start, run.end) for run in runs)))


def _longest(full: str, people: Iterable[str]) -> str:
    """The longer form of a person's name in which all its words stand: "Joe Biden" in "Joseph R. Biden" does not, "R. Biden" does."""
    parts = full.split()
    longer = [p for p in people if len(p) > len(full) and p.split()[-1] == parts[-1] and set(parts) < set(p.split())]
    return max(longer, key=len, default=full)


def _kind(full: str, runs: Sequence[_Run]) -> NameKind:
    words = [word.lower().strip(".,") for word in full.split()]
    lowered = " ".join(words)
    if lowered in PLACES or lowered in PLACE_PHRASES or lowered.rstrip(".") in PLACES:
        return "place"
    if (
        words[-1] in ORG_WORDS
        or (words[0] in ORG_WORDS
        and "of" in words)
        or (any(w in ORG_WORDS for w in words[:-1])
        and "of" in words)
    ):
        return "organisation"
    if len(full) > 1 and full.isupper() and " " not in full:
        return "organisation"
    if "of" in words or "for" in words:
        return "other"
    if any(run.title for run in runs) and len(words) <= 4:
        return "person"
    if words[-1] in PLACE_WORDS and len(words) > 1:
        return "place"
    if (
        len(words) in (2, 3, 4)
        and words[0] in FIRST_NAMES
        and not (words[-1] in PLACES and words[-1] not in FIRST_NAMES)
    ):
        return "person"
    if len(words) == 3 and re.fullmatch(r"[A-Z]\.?", full.split()[1]):
        return "person"
    return "other"
