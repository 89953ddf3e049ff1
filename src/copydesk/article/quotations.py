"""Where somebody else's words stand: quotation marks of every make, over several paragraphs, block quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copydesk.document import PROSE_KINDS, Block, Document
from copydesk.text import Ranges

# A quotation that is open at the end of a paragraph may be closed within so many more.
REACH = 6
# Marks round so few words are a title, a term or a scare quote and not speech.
SHORT = 3
# A single quotation is no longer than this, in characters; single marks are mostly apostrophes.
SINGLE_LIMIT = 1200

_MARK = re.compile('[“”„‟"]')
# Dearer, so only for texts that have such marks: a » without « is an arrow, a double apostrophe without `` no mark.
_RARE_MARK = re.compile("[“”„‟«»\"]|` ?`|' ?'")
_SINGLE = re.compile(
    r"[‘'](?<![^\W_].)(?<![’'”\"]')(?=[^\W_])(?!\d\ds?\b)(?!(?:em|n|til|tis|twas|cause|bout|cos|un|im|er)\b)",
    re.IGNORECASE,
)
# What closes it: a mark behind punctuation, or behind a word that cannot be a plural owner (the players' bus).
_SINGLE_END = re.compile(r"[’'](?<=[^\W_].|[.,!?…)].)(?![^\W_])")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CLOSERS = {"“": "”“", "«": "»", "„": "“”", "‟": "”", "»": "«", "``": "''"}


class Quotation(NamedTuple):
    """Quoted words: `start` to `end` with their marks, `inner_start` to `inner_end` without.

    `part` counts the paragraphs of one quotation from 0; `block` is true for a block quotation, which has no marks.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    words: int
    part: int = 0
    block: bool = False

    @property
    def is_short(self) -> bool:
        """A title, a term or a scare quote: too few words for speech."""
        return not self.block and self.words <= SHORT


class Quoted(NamedTuple):
    """What a search for quotations finds.

    quotations  in order, none inside another
    unclosed    the opening marks that nothing closes, with the end of their paragraph
    unopened    the closing marks that nothing opened
    """

    quotations: tuple[Quotation, ...]
    unclosed: tuple[tuple[int, int], ...]
    unopened: tuple[int, ...]


class _Mark(NamedTuple):
    start: int
    end: int
    form: str
    opens: bool
    closes: bool


def find_quotations(document: Document) -> Quoted:
    """The quotations of a document. An opening mark that nothing closes quotes up to the end of its paragraph."""
    text = document.text
    pattern = _RARE_MARK if "`" in text or "«" in text else _MARK
    reader = _Reader(text)
    for block in document.blocks:
        if block.kind not in PROSE_KINDS:
            continue
        if block.kind == "quotation":
            reader.break_off()
            reader.add(block.start, block.end, block.start, block.end, block=True)
            continue
        if block.kind == "caption" and reader.is_open:
            continue  # a picture in the middle of a quotation
        marks = tuple(_marks(text, pattern, block, document.masked))
        if marks or reader.is_open:
            reader.read(block, marks)
    reader.break_off()
    doubles = Ranges((q.start, q.end) for q in reader.quotations)
    singles = tuple(_single(document, doubles))
    outer = Ranges((q.start, q.end) for q in singles)
    quotations = [q for q in reader.quotations if not outer.at(q.start)]
    return Quoted(tuple(sorted((*quotations, *singles))), tuple(reader.unclosed), tuple(reader.unopened))


class _Reader:
    """Takes the marks paragraph by paragraph and remembers what is open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.quotations: list[Quotation] = []
        self.unclosed: list[tuple[int, int]] = []
        self.unopened: list[int] = []
        self._mark: _Mark | None = None  # the open mark
        self._filled: list[tuple[int, int]] = []  # the paragraphs that it has quoted so far, to their ends
        self._part = 0

    @property
    def is_open(self) -> bool:
        return self._mark is not None

    def read(self, block: Block, marks: Sequence[_Mark]) -> None:
        if self._mark is not None and not self._goes_on(block, marks):
            self.break_off()
        depth = 0
        for index, mark in enumerate(marks):
            if self._mark is None:
                if mark.opens or _is_misplaced(marks, index):
                    self._mark = mark
                elif not self.text[mark.start - 1].isdigit():  # inches
                    self.unopened.append(mark.start)
            elif _matches(self._mark, mark):
                if depth:
                    depth -= 1
                else:
                    self._close(block, mark)
            elif mark.form == self._mark.form == '"':
                if not self._filled and _opens_pair(marks, index):
                    self._leave(mark.start)
                    self._mark = mark
            elif mark.opens and mark.form == self._mark.form:
                depth += 1
        if self._mark is not None:
            start = block.start if self._filled or self._mark.start < block.start else self._mark.start
            self._filled.append((start, block.end))

    def _goes_on(self, block: Block, marks: Sequence[_Mark]) -> bool:
        """Whether the open quotation reaches into this paragraph; with its opening mark repeated a new part begins."""
        opened = self._mark
        if opened is None or (block.kind == "heading" and not marks):
            return False
        if not marks:
            return len(self._filled) < REACH
        first = marks[0]
        if first.end == block.end:
            return _matches(opened, first)
        if first.opens and first.form == opened.form and not self.text[block.start : first.start].strip():
            # Text cut into words for a corpus, its marks between spaces, has a paragraph for each sentence.
            if len(self._filled) > (REACH if self.text[opened.end].isspace() else 1):
                return False
            for start, end in self._filled:
                self.add(start, end, max(start, opened.end), end)
                self._part += 1
            self._mark, self._filled = None, []
            return True
        if first.form == '"' and first.opens:
            return first.closes and sum(mark.form == '"' for mark in marks) % 2 == 1
        return _matches(opened, first)

    def _close(self, block: Block, mark: _Mark) -> None:
        opened = self._mark
        if opened is None:
            return
        for start, end in self._filled:
            self.add(start, end, max(start, opened.end), end)
            self._part += 1
        start = block.start if self._filled else opened.start
        self.add(start, mark.end, max(start, opened.end), mark.start)
        self._mark, self._filled, self._part = None, [], 0

    def _leave(self, end: int) -> None:
        """Give the open mark up: it quotes as far as `end`."""
        if self._mark is not None:
            self.unclosed.append((self._mark.start, end))
            self.add(self._mark.start, end, self._mark.end, end)
        self._mark, self._filled, self._part = None, [], 0

    def break_off(self) -> None:
        self._leave(self._filled[0][1] if self._filled else 0)

    def add(self, start: int, end: int, inner_start: int, inner_end: int, *, block: bool = False) -> None:
        self.quotations.append(
            _quotation(self.text, (start, end, inner_start, inner_end), self._part, "block" if block else "")
        )


def _quotation(text: str, bounds: tuple[int, int, int, int], part: int, kind: str) -> Quotation:
    words = len(_WORD.findall(text, bounds[2], bounds[3]))
    return Quotation(*bounds, words, part, kind == "block")


def _matches(opened: _Mark, mark: _Mark) -> bool:
    if opened.form == '"':
        return mark.form in '"”' and mark.closes
    if mark.form == '"':  # a pair of one straight and one curly mark is badly set, but a pair
        return opened.form == "“" and not mark.opens
    return mark.closes and mark.form in _CLOSERS.get(opened.form, "")


def _is_misplaced(marks: Sequence[_Mark], index: int) -> bool:
    """True if a straight mark is set like a closing one and the next one is too: the space before it slipped behind it."""
    following = marks[index + 1 : index + 2]
    return marks[index].form == '"' and bool(following) and following[0].form == '"' and not following[0].opens


def _opens_pair(marks: Sequence[_Mark], index: int) -> bool:
    """True if the mark at `index` surely opens and the next one surely closes: then the one before it was left open."""
    if index + 1 >= len(marks):
        return False
    following = marks[index + 1]
    return marks[index].opens and not marks[index].closes and following.form == '"' and following.closes


def _marks(text: str, pattern: re.Pattern[str], block: Block, masked: Ranges) -> Iterator[_Mark]:
    straight = 0
    for match in pattern.finditer(text, block.start, block.end):
        start, end = match.span()
        form = match[0].replace(" ", "")
        if masked and masked.at(start):
            continue
        left, right = _sides(text, start, end, block)
        if form == '"':
            if straight % 2 == 0 and right and not left and text[start - 1].isdigit():
                continue  # inches
            straight += 1
            yield _Mark(start, end, form, (left or not right) and end < block.end, right or not left)
        elif form in ("”", "''"):
            yield _Mark(start, end, form, False, True)
        elif form == "»":
            yield _Mark(start, end, form, left and not right, right)
        elif form in "“«":  # German writes „so“ and »so«
            yield _Mark(start, end, form, left or not right, right and not left)
        else:
            yield _Mark(start, end, form, True, False)


def _sides(text: str, start: int, end: int, block: Block) -> tuple[bool, bool]:
    """Whether a mark stands free on the left, where a quotation can begin, and on the right, where one can end."""
    before = text[start - 1] if start > block.start else " "
    after = text[end] if end < block.end else " "
    return before.isspace() or before in "([{—–-/‘'", after.isspace() or after in ".,;:!?)]}—–-/’'x"


def _single(document: Document, doubles: Ranges) -> Iterator[Quotation]:
    """Quotations in single marks outside those in double marks."""
    text, taken = document.text, 0
    for match in _SINGLE.finditer(text):
        start = match.start()
        block = document.block_at(start)
        if start < taken or block is None or block.kind not in PROSE_KINDS:
            continue
        if doubles.at(start) or document.masked.at(start):
            continue
        end = _single_end(text, start, min(block.end, start + SINGLE_LIMIT))
        last = doubles.at(end - 1) if end else None
        if end and (last is None or last[1] <= end):  # it may hold double quotations, but whole ones
            taken = end
            yield _quotation(text, (start, end, start + 1, end - 1), 0, "")


def _single_end(text: str, start: int, limit: int) -> int:
    """Where a single quotation ends, 0 if its mark is an apostrophe. Marks behind an s count if no other does."""
    following = _SINGLE.search(text, start + 1, limit)
    limit = following.start() if following else limit
    doubtful = 0
    for match in _SINGLE_END.finditer(text, start + 2, limit):
        if text[match.start() - 1] not in "sS" or not text[match.end() : match.end() + 1].isspace():
            return match.end()
        doubtful = doubtful or match.end()
    return doubtful
