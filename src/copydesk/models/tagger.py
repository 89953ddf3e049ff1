"""Parts of speech by an averaged perceptron: the tags of the Penn Treebank, as Vale's own tagger gives them.

Tokens and tags are those of `prose` 3.2.2 (Joseph Kato, MIT), which Vale 3.26 uses: same rules, same weights. They lie in
`tagger.bin`, made by `training/tagger/convert.py`: features by hash, each with weights in thousandths for some of the tags.

The scores of all tags are the digits of one long integer, 32 bits a tag, so that adding up a feature is one addition.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from copydesk.models.packed import Packed, open_packed

MARK, VERSION = b"CDTAGS\0\0", 1
WEIGHTS = Path(__file__).with_name("tagger.bin")

# The templates of features, in the order of the first byte of a feature's key in the file.
TEMPLATES = (
    "bias", "i suffix ", "i pref1 ", "i-1 tag ", "i-2 tag ", "i tag+i-2 tag ", "i word ", "i-1 tag+i word ", "i-1 word ",
    "i-1 suffix ", "i-2 word ", "i+1 word ", "i+1 suffix ", "i+2 word ",
)  # fmt: skip
BUCKET_BITS = 16
_SUFFIX, _PREFIX, _TAG1, _TAG2, _TAGS, _WORD, _TAG_WORD = range(1, 8)
_LEFT, _LEFT_SUFFIX, _LEFT2, _RIGHT, _RIGHT_SUFFIX, _RIGHT2 = range(8, 14)
_START, _START2, _END, _END2 = "-START-", "-START2-", "-END-", "-END2-"
_KEPT = 20_000  # so many words are kept with their weights before all are forgotten

# White space as Go sees it: Python's str.split knows four control characters more.
_SPAN = re.compile(r"[^\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_INITIALS = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Z][a-z]{1,2}\.")
_CONTRACTIONS = ("'ll", "'s", "'re", "'m", "n't", "’ll", "’s", "’re", "’m", "n’t")
_SUFFIXES = frozenset(",)\"]!;.?:'”’")
_PREFIXES = frozenset('$("[“‘')
_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
_TRACE = re.compile(r"0|\*[A-Za-z0-9_?]\*|\*-[0-9]{1,3}|\*[A-Z]+\*-[0-9]{1,3}|\*")
_BRACKET = re.compile(r"-[A-Z]{3}-")
_YEAR = re.compile(r"[0-9+-][0-9]{3}")


class Tagged(NamedTuple):
    """A token: `text` is what stands at [start:end] of the string that was tagged, `tag` one of the Penn Treebank."""

    start: int
    end: int
    text: str
    tag: str


class _Entry(NamedTuple):
    """What a token adds: `tag` if it has but one, else its own weights; then those it gives to its four neighbours."""

    tag: str
    word: str
    own: int
    to_next: int  # as the word before
    to_next2: int
    to_last: int  # as the word behind
    to_last2: int


class Tagger:
    """The perceptron. Its answers depend on nothing but the text: what it keeps between calls is only faster to find."""

    def __init__(self, packed: Packed) -> None:
        header = packed.header
        self.tags: tuple[str, ...] = tuple(header["tags"])
        self.built: dict[str, str] = header["built"]  # where the weights come from
        self._fixed: dict[str, str] = header["fixed"]
        self._emoticons = frozenset(header["emoticons"])
        self._floor: int = header["floor"]
        self._features = packed.section("features")
        self._starts = packed.section("starts").cast("I")
        self._pairs = packed.section("pairs").cast("I")
        self._ids = packed.section("ids")
        self._weights = packed.section("weights").cast("H")
        self._buckets = packed.section("buckets").cast("I")
        self._lanes = tuple(1 << 32 * lane for lane in range(len(self.tags)))
        self._zero = sum(self._lanes) << 31  # keeps every lane above nought when it is read
        self._bias = self._sum(0, "")
        self._entries: dict[str, _Entry] = {}
        self._by_tags: dict[tuple[str, str], int] = {}
        self._by_tag_and_word: dict[tuple[str, str], int] = {}
        self._split: dict[str, tuple[tuple[int, str], ...]] = {}
        self._edges = tuple(self._made(edge, edge) for edge in (_START, _START2, _END, _END2))

    @classmethod
    def open(cls, path: Path = WEIGHTS) -> Tagger:
        """Map the weights. Raises WeightsError where the file is missing, damaged or of another version."""
        return cls(open_packed(path, MARK, VERSION))

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, str]]:
        """The tokens of text[start:end] in order, each as (offset into text, its words): text[at:at + len(words)] == words."""
        found: list[tuple[int, str]] = []
        split = self._split
        for match in _SPAN.finditer(text, start, len(text) if end is None else end):
            span, at = match[0], match.start()
            if span.isalpha():
                found.append((at, span))
                continue
            parts = split.get(span)
            if parts is None:
                if len(split) > _KEPT:
                    split.clear()
                split[span] = parts = tuple(self._parts(span))
            found += [(at + offset, part) for offset, part in parts]
        return found

    def tag(self, words: Sequence[str]) -> list[str]:
        """A tag for each token of one sentence."""
        if len(self._entries) > _KEPT or len(self._by_tag_and_word) > 2 * _KEPT:
            for kept in (self._entries, self._by_tag_and_word):
                kept.clear()
        known = self._entries
        start, start2, end, end2 = self._edges
        entries = [start, start2, *[known.get(word) or self._entry(word) for word in words], end, end2]
        found = []
        before, before2 = _START, _START2
        for i in range(2, len(entries) - 2):
            entry = entries[i]
            tag = entry.tag
            if not tag:
                total = (
                    entry.own + entries[i - 1].to_next + entries[i - 2].to_next2 + entries[i + 1].to_last
                    + entries[i + 2].to_last2 + self._context(before, before2, entry.word)
                )  # fmt: skip
                scores = memoryview(total.to_bytes(4 * len(self.tags), "little")).cast("I").tolist()
                tag = self.tags[scores.index(max(scores))]
            found.append(tag)
            before2, before = before, tag
        return found

    def tagged(self, text: str, start: int = 0, end: int | None = None) -> tuple[Tagged, ...]:
        """The tokens of one sentence, text[start:end], with their tags; offsets are into `text`."""
        tokens = self.tokens(text, start, end)
        tags = self.tag([word for _, word in tokens])
        return tuple(Tagged(at, at + len(word), word, tag) for (at, word), tag in zip(tokens, tags, strict=True))

    def _parts(self, span: str) -> Iterator[tuple[int, str]]:
        """A run without white space cut at its marks: those before it, contractions, those behind it."""
        at, behind = 0, len(span)
        tail: list[tuple[int, str]] = []
        while at < behind:
            rest = span[at:behind]
            if rest in self._emoticons or _INITIALS.fullmatch(rest):
                yield at, rest
                break
            if rest[0] in _PREFIXES and len(rest) > 1:
                yield at, rest[0]
                at += 1
            elif cut := _contraction(rest):
                yield at, rest[:cut]
                at += cut
            elif rest[-1] in _SUFFIXES and len(rest) > 1:
                behind -= 1
                tail.append((behind, rest[-1]))
            else:
                yield at, rest
                break
        yield from reversed(tail)

    def _entry(self, word: str) -> _Entry:
        self._entries[word] = entry = self._made(word, _normal(word))
        return entry

    def _made(self, word: str, normal: str) -> _Entry:
        total = self._sum
        suffix = _last3(normal)
        fixed = self._only_tag(word)
        own = 0 if fixed else self._zero + self._bias + total(_SUFFIX, _last3(word)) + total(_PREFIX, word.encode()[:1])
        return _Entry(
            fixed, normal, own and own + total(_WORD, normal), total(_LEFT, normal) + total(_LEFT_SUFFIX, suffix),
            total(_LEFT2, normal), total(_RIGHT, normal) + total(_RIGHT_SUFFIX, suffix), total(_RIGHT2, normal),
        )  # fmt: skip

    def _only_tag(self, word: str) -> str:
        """The tag of a token that needs no context, else ""."""
        if word == "-":
            return "-"
        if word in self._emoticons:
            return "SYM"
        if word[0] == "@":
            return "NN"
        if _TRACE.fullmatch(word):
            return "-NONE-"
        if _BRACKET.fullmatch(word):
            return word
        return self._fixed.get(word, "")

    def _context(self, before: str, before2: str, word: str) -> int:
        """The weights of the two tags before, and of the last one with the word."""
        tags = self._by_tags.get((before, before2))
        if tags is None:
            tags = self._sum(_TAG1, before) + self._sum(_TAG2, before2) + self._sum(_TAGS, f"{before} {before2}")
            self._by_tags[before, before2] = tags
        both = self._by_tag_and_word.get((before, word))
        if both is None:
            both = self._sum(_TAG_WORD, f"{before} {word}")
            self._by_tag_and_word[before, word] = both
        return tags + both

    def _sum(self, template: int, value: str | bytes) -> int:
        """The weights of one feature, each in the lane of its tag."""
        key = bytes((template,)) + (value.encode() if isinstance(value, str) else value)
        bucket = zlib.crc32(key) >> 32 - BUCKET_BITS
        starts, pairs = self._starts, self._pairs
        for feature in range(self._buckets[bucket], self._buckets[bucket + 1]):
            if self._features[starts[feature] : starts[feature + 1]] == key:
                places = range(pairs[feature], pairs[feature + 1])
                return sum((self._weights[p] + self._floor) * self._lanes[self._ids[p]] for p in places)
        return 0


@cache
def default_tagger() -> Tagger:
    """The tagger with the weights that come with copydesk; opened once. Raises WeightsError."""
    return Tagger.open()


def _contraction(span: str) -> int:
    """Where the first of the contractions in a span begins, 0 if none does behind its start."""
    if "'" not in span and "’" not in span:
        return 0
    lower = span.translate(_LOWER)
    return min((at for ending in _CONTRACTIONS if (at := lower.find(ending)) > 0), default=0)


def _last3(word: str) -> str | bytes:
    return word[-3:] if word.isascii() else word.encode()[-3:]


def _normal(word: str) -> str:
    """The form under which the weights know a word."""
    first = word[0]
    if first != "-" and "-" in word:
        return "!HYPHEN"
    if _YEAR.fullmatch(word):
        return "!YEAR"
    if "0" <= first <= "9":
        return "!DIGITS"
    if word.isascii():
        return word.lower()
    # Letter by letter, as Go does: the whole of "İ" or of a final sigma would come out otherwise.
    return "".join(low if len(low := letter.lower()) == 1 else "i" for letter in word)
