"""Where sentences end in English prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Stops with no stop before them, closing marks, white space, and something that can begin a sentence. The look-behind
# stands behind the first character so that `re` can search for that quickly; without it a row of dots is quadratic.
_END = re.compile(
    r"[.!?…](?<![.!?…].)[.!?…]*(?P<close>[\"”’'»)\]*_]*)(?P<gap>\s+)"
    r"(?=[\"“‘'«(\[—–-]*\s?(?:[^\W_a-zß-öø-ÿ]|[a-z][A-Z]))"
)
_NEXT = re.compile(r"[\"“‘'«(\[—–\s-]*(\w+\.?)")
_MARKER = re.compile(r"\s*(?:[-*+•‣▪◦·]|#{1,6}|\(?\d{1,3}[.)]|\(?[a-zA-Z]\))\s+(?=\S)")
_SPEAKS = re.compile(
    r"(?:[A-Z][\w.’'-]+\s+){1,3}(?:said|says|asked|asks|added|adds|told|wrote|writes|replied|replies|shouted|cried|"
    r"yelled|wondered|exclaimed|tweeted|posted|quipped|joked|answered|continued|recalled|insisted|called|thought)\b"
)

# What stands before a name. Capitals count: she "sat." and ends her sentence, "Sat." is a day.
_BEFORE_NAME = frozenset(
    "Mr Mrs Ms Mx Dr Drs Prof Profs Rev Rt Hon St Ste Gen Gens Col Lt Lts Sgt Capt Cmdr Cdr Adm Maj Brig Ret Gov Sen "
    "Sens Rep Reps Pres Supt Det Insp Messrs Mme Mlle Fr Atty Asst Amb Cpl Pfc Pvt Ens Spc Pte Ald Cllr Del Con Mt Ft "
    "Pt Univ Assn Dept".split()
)
_PLACES = frozenset("St Ste Mt Ft Pt Univ Assn Dept Fr Con Del".split())
_MONTHS = frozenset("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split())
_DAYS = frozenset("Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun".split())
_BEFORE_NUMBER = frozenset("no nos vol vols pp p fig figs art sec ch para eq c ca tel approx".split())
_NEVER_LAST = frozenset("vs v e.g i.e cf viz".split())
# These close a sentence as often as not: what follows decides.
_MAY_END = frozenset("co corp inc ltd llc plc bros etc jr sr al ave blvd rd st ph.d dept est ed eds esq".split())
_CLOCK = frozenset("a.m p.m A.M P.M am pm".split())
_AFTER_CLOCK = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December ET EST EDT CT CST CDT MT PT PST PDT GMT BST UTC CET AEST IST Eastern Pacific "
    "Central Mountain Local".split()
)
_DAY_GOES_ON = _AFTER_CLOCK | _MONTHS
_EXCLAIMED = frozenset("Yahoo Yum Jeopardy Oklahoma".split())
_OPENERS = frozenset(
    "a about according after all also although among an and another are as asked at because before both but by can "
    "could despite did do does don during each earlier even every few fewer for from given had has have he her here "
    "his how however i if in indeed instead is it its last later many may meanwhile more most my neither next no nor "
    "not nothing now of on once one only or our over perhaps several she should since so some still such than that "
    "the their then there these they this those though thus to today under until was we were what when where whether "
    "which while who whose why will with within without would yesterday yet you your".split()
)
# Longer words than these are no abbreviations, which saves most of the work.
_LONGEST = max(map(len, _BEFORE_NAME | _BEFORE_NUMBER))
_ROMAN = re.compile(r"[IVXLC]+\Z")
_ACRONYM = re.compile(r"(?:\w\.)+\w\Z")
_REACH = 40


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of text[start:end], in order, without white space around them or a list item's mark."""
    marker = _MARKER.match(text, start, end)
    at = marker.end() if marker else start
    for match in _END.finditer(text, at, end):
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
    """True if the stop that was matched closes the sentence that began at `since`."""
    stop, after = match.start(), match.end()
    before = text[max(since, stop - _REACH) : stop].split()
    word = before[-1].lstrip("\"“”‘’'«([—–-") if before else ""
    if text[after] > "\x7f" and text[after].islower():
        return False
    if text[stop] != "." or not text[stop + 1].isspace():
        return not _goes_on(text, match, word)
    if len(word) > _LONGEST and "." not in word:
        return True
    return _full_stop_ends(text, after, word, before)


def _goes_on(text: str, match: re.Match[str], word: str) -> bool:
    """True if what follows "!", "?", an ellipsis or a quotation belongs to the same sentence."""
    if text[match.start()] == ".":
        return False
    if match["close"][:1] in ('"', "”", "’", "'", "»"):
        return _SPEAKS.match(text, match.end()) is not None
    return word in _EXCLAIMED and _next_word(text, match.end()).lower() not in _OPENERS


def _full_stop_ends(text: str, after: int, word: str, before: list[str]) -> bool:
    """True if the full stop of a word that may be an abbreviation ends its sentence too."""
    following = _next_word(text, after)
    small = word.lower()
    opens = following.lower() in _OPENERS and not following.islower()
    if word in _BEFORE_NAME or small in _NEVER_LAST:
        return opens and word in _PLACES
    if len(before) == 1 and len(word) < 3 and word.isdigit():
        return False
    if word in _CLOCK:
        return following.rstrip(".") not in _AFTER_CLOCK
    if word in _MONTHS:
        return not following[:1].isdigit()
    if word in _DAYS:
        return not following[:1].isdigit() and following.rstrip(".") not in _DAY_GOES_ON
    if small in _BEFORE_NUMBER:
        return not following[:1].isdigit() and not _ROMAN.match(following.rstrip("."))
    if small in _MAY_END or _ACRONYM.match(word):
        return opens
    if len(word) == 1 and word.isupper():
        return opens or (word == "I" and before[-2:][0].islower())
    return True


def _next_word(text: str, at: int) -> str:
    found = _NEXT.match(text, at)
    return found[1] if found else ""
