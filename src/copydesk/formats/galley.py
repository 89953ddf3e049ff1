"""One article on the HTML page, as a printer's proof: the text with its marks, and notes beside the lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from copydesk.diagnostic import Diagnostic, Report, Severity
from copydesk.formats.cells import reveal
from copydesk.formats.options import FormatOptions, category
from copydesk.formats.places import RELATED_LIMIT, covers, elsewhere, prose_span
from copydesk.formats.segments import Block, Segment, blocks, by_block, is_heading, segments
from copydesk.text import LINE_END, Span

LONG = 160  # from this length on a mark is a tint: a line under a whole paragraph says nothing
SWAP_LIMIT = 48
OFFERS = 3
SEVERITY_CLASSES = {Severity.ERROR: "e", Severity.WARNING: "w", Severity.SUGGESTION: "s"}

_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
_TABLE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_PICTURE = "[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
_JOINED_PICTURES = re.compile(f"(?<={_PICTURE})\u200d(?={_PICTURE})")
_JOINT = "\ue0ff"  # stands for a joiner inside an emoji while the other hidden characters are made visible


class Mark(NamedTuple):
    """A finding on the page: its number (0: about the whole text), its classes, and whether it is a tint."""

    number: int
    found: Diagnostic
    classes: str
    long: bool


def escape(text: str) -> str:
    """For an element or a quoted attribute, on a page in UTF-8: markup as references, hidden characters as escapes."""
    return reveal(text).translate(_TABLE)


class Galley:
    """The proof of one file. `kinds` numbers the categories: numbers, not names, become class names."""

    def __init__(self, number: int, report: Report, kinds: Mapping[str, int], options: FormatOptions) -> None:
        self._id = number
        self._report = report
        self._options = options
        self._whole = prose_span(report.source.text)
        several = bool(LINE_END.search(report.source.text, *self._whole))
        self._marks: list[Mark] = []
        self._general: list[Mark] = []
        self._explained: set[str] = set()
        for found in report.diagnostics:
            classes = f"{SEVERITY_CLASSES[found.severity]} k{kinds[category(found.rule)]}"
            words = report.source.text[found.span.start : found.span.end]
            long = len(words) > LONG or bool(LINE_END.search(words.strip()))
            general = (several or self._whole.end == 0) and covers(found.span, self._whole)
            kept = self._general if general else self._marks
            kept.append(Mark(0 if general else len(kept) + 1, found, classes, long))

    def pieces(self) -> Iterator[str]:
        """What is said of the file, what is said of the whole text, and the text."""
        yield from self._asides()
        if self._general:
            yield '<div class="notes whole">\n'
            for mark in self._general:
                yield from self._note(mark)
            yield "</div>\n"
        if not self._report.diagnostics and not self._report.errors:
            yield '<p class="clean">Nothing found.</p>\n'
        yield from self._article()

    def _asides(self) -> Iterator[str]:
        for error in self._report.errors:
            what = f"{escape(error.message)} <small>{escape(error.rule)}</small>"
            yield f'<p class="plain e"><b>Not checked:</b> {what}</p>\n'
        for rule, count in sorted(self._report.hidden.items()):
            yield f'<p class="plain">{count} more of {escape(rule)}, counted and not shown</p>\n'

    def _article(self) -> Iterator[str]:
        pieces = list(blocks(self._report.source))
        beside = by_block(pieces, [mark.found.span for mark in self._marks])
        titled = False
        active: list[tuple[int, Span]] = []
        yield "<article>\n"
        for block, own in zip(pieces, beside, strict=True):
            active = [(index, span) for index, span in active if span.end > block.start]
            active += [(index, _inside(self._marks[index].found.span, block)) for index in own]
            heading = is_heading(self._report.source.text[block.start : block.end])
            yield f'<div class="row">\n<div class="num">{block.line}</div>\n'
            yield f'<p class="text{" head" if heading else ""}{" title" if heading and not titled else ""}" dir="auto">'
            titled = titled or heading
            yield from self._text(block, active, set(own))
            yield "</p>\n"
            if own:
                yield '<div class="notes">\n'
                for index in own:
                    yield from self._note(self._marks[index])
                yield "</div>\n"
            yield "</div>\n"
        yield "</article>\n"

    def _text(self, block: Block, active: list[tuple[int, Span]], own: set[int]) -> Iterator[str]:
        for segment in segments(Span(block.start, block.end), active):
            words = self._words(segment)
            marks = [self._marks[index] for index in segment.marks]
            if marks and segment.end > segment.start:
                yield self._marked(words, marks)
            else:
                yield words
            for index in segment.marks:
                mark = self._marks[index]
                # The number stands at the end of the mark, or of the part of it that is in this block.
                if index in own and min(mark.found.span.end, block.end) <= segment.end:
                    anchor = f"{self._id}-{mark.number}"
                    yield f'<a class="ref {mark.classes}" id="m{anchor}" href="#n{anchor}">{mark.number}</a>'

    def _marked(self, words: str, marks: list[Mark]) -> str:
        """One piece of marked text; where marks overlap, the link goes to the one that says the most precise thing."""
        short = [mark for mark in marks if not mark.long] or marks
        target = min(short, key=lambda mark: (mark.found.span.end - mark.found.span.start, mark.number))
        classes = sorted({name for mark in marks for name in mark.classes.split()})
        kind = " long" if target.long else " over" if len(short) > 1 else ""
        titles = " · ".join(mark.found.message for mark in marks)
        href = f"#n{self._id}-{target.number}"
        return f'<a class="mk {" ".join(classes)}{kind}" href="{href}" title="{escape(titles)}">{words}</a>'

    def _words(self, segment: Segment) -> str:
        source = self._report.source.text
        text = source[segment.start : segment.end]
        if text.endswith("\r") and source[segment.end : segment.end + 1] == "\n":
            text = text[:-1]  # a mark may end between the two characters of a line end
        text = LINE_END.sub("\n", _JOINED_PICTURES.sub(_JOINT, text.replace(_JOINT, "\ufffd")))
        if reveal(text) == text:
            return escape(text).replace(_JOINT, "\u200d")
        parts = []
        for char in text:
            shown = escape(char)
            hidden = reveal(char) != char
            parts.append(f'<span class="ctl" title="a hidden character">{shown}</span>' if hidden else shown)
        return "".join(parts).replace(_JOINT, "\u200d")

    def _note(self, mark: Mark) -> Iterator[str]:
        found, anchor = mark.found, f"{self._id}-{mark.number}"
        rule = self._options.rule(found.rule)
        line = self._report.source.lines.position(found.span.start).line
        yield f'<aside class="note {mark.classes}"' + (f' id="n{anchor}">\n' if mark.number else ">\n")
        number = f'<a class="no" href="#m{anchor}">{mark.number}</a>' if mark.number else ""
        yield f"<p>{number}{escape(found.message)}</p>\n"
        if found.replacements:
            yield f'<p class="swap">{self._swap(mark)}</p>\n'
        if found.related:
            yield f'<p class="meta">{self._also(found)}</p>\n'
        place = f"line {line}" if mark.number else "whole text"
        meta = f"<b>{found.severity.label}</b> · {escape(found.rule)} · {place}"
        if why := rule.why.strip():
            again = "" if found.rule not in self._explained else ' class="again"'
            self._explained.add(found.rule)
            yield f'<details{again}><summary class="meta">{meta} · <u>why</u></summary>'
            yield f"<p>{escape(why)}{_more(rule.link)}</p></details>\n"
        else:
            yield f'<p class="meta">{meta}</p>\n'
        yield "</aside>\n"

    def _swap(self, mark: Mark) -> str:
        """What stands there and what could, or only the latter where the mark is a tint."""
        start, end = mark.found.span
        words = "" if mark.long else " ".join(self._report.source.text[start:end].split())
        old = f"<del>{escape(words)}</del> " if 0 < len(words) <= SWAP_LIMIT else ""
        offers = [_short(" ".join(text.split())) for text in mark.found.replacements[:OFFERS]]
        return f"{old}→ " + " or ".join(f"<ins>{escape(text)}</ins>" if text else "<i>delete</i>" for text in offers)

    def _also(self, found: Diagnostic) -> str:
        parts = []
        for message, places in elsewhere(self._report.source, found.related):
            lines = ", ".join(str(line) for line in sorted({place.line for place in places}))
            parts.append(f"{escape(message)} (line {lines})" if message else f"line {lines}")
        if len(found.related) > RELATED_LIMIT:
            parts.append(f"{len(found.related) - RELATED_LIMIT} more")
        return "See also " + "; ".join(parts)


def _inside(span: Span, block: Block) -> Span:
    """The span, or for one in the white space round the block the nearest place in it."""
    if span.end > block.start and span.start < block.end:
        return span
    at = block.start if span.start < block.end else block.end
    return Span(at, at)


def _short(text: str) -> str:
    return text if len(text) <= SWAP_LIMIT else text[: SWAP_LIMIT - 1].rstrip() + "…"


def _more(link: str) -> str:
    return f' <a href="{escape(link)}" rel="noreferrer">More</a>' if _ADDRESS.fullmatch(link) else ""
