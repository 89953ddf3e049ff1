"""Where sentences end in English prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A full stop, the closing marks behind it, white space, and something that can begin a sentence.
_END = re.compile(
    r"(?P<stop>[.!?…]+)(?P<close>[\"”’'»)\]]*)(?P<gap>\s+)(?=[\"“‘'«(\[—–-]*\s?[A-Z0-9À-ÖØ-Þ“\"‘(])"
)
_WORD_BEFORE = re.compile(r"[\w.&'’-]*$")
_WORD_AFTER = re.compile(r"[\"“‘'(\[]*([\w’']+)")
_TITLES = frozenset(
    "mr mrs ms dr prof rev hon st gen col lt sgt capt cmdr adm maj brig gov sen rep pres supt det insp sr jr messrs mme mlle "
    "fr vs v no nos vol pp p fig art sec ch ed eds approx dept univ assn bros co corp inc ltd al cf ca viz est mt ft ave blvd rd "
    "jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun e.g i.e etc".split()
)
# These close a sentence as often as not: what follows decides.
_MAY_END = frozenset("co corp inc ltd etc jr sr al ave blvd rd st no p a.m p.m u.s u.k u.n e.u d.c".split())
_OPENERS = frozenset(
    "the a an this that these those he she it they we you i in on at by for from with as but and or so yet if when while after before "
    "since although though however there here what who why how his her its their our my your one some many most all both each "
    "no not now then to of under over last next earlier later meanwhile also".split()
)


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of text[start:end], in order, without white space around them."""
    at = start
    for match in _END.finditer(text, start, end):
        if _ends_here(text, match, at):
            yield from _trimmed(text, at, match.start("gap"))
            at = match.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end


def _ends_here(text: str, match: re.Match[str], since: int) -> bool:
    if match["stop"] != "." or match["close"]:
        return True
    before = _WORD_BEFORE.search(text, max(since, match.start() - 30), match.start())
    word = before[0] if before else ""
    bare = word.lower().lstrip("'’-")
    following = _WORD_AFTER.match(text, match.end())
    opener = following is not None and following[1].lower() in _OPENERS and following[1][0].isupper()
    if bare in _MAY_END or (len(bare) > 2 and re.fullmatch(r"(?:\w\.)+\w", bare)):
        return opener
    if bare in _TITLES:
        return False
    if len(word) == 1 and word.isupper():
        return opener  # an initial, unless a word that opens sentences follows ("vitamin C. The")
    return not (bare.isdigit() and len(bare) < 3 and text[since : match.start()].strip() == bare)
