"""For people at a terminal: each finding under the words it is about, by file, and what it adds up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from copydesk.diagnostic import Diagnostic, Related, Report, Severity
from copydesk.formats.cells import columns, excerpt, one_line, printable, wrap
from copydesk.formats.options import FormatOptions
from copydesk.formats.paths import relative
from copydesk.formats.places import RELATED_LIMIT, covers, elsewhere, prose_span
from copydesk.formats.tally import SEVERITIES, Tally
from copydesk.text import LINE_END, Source, Span

WIDEST = 160
NARROWEST = 60
_SEVERITY_WIDTH = max(len(severity.label) for severity in Severity)
_STYLES = {
    Severity.ERROR: "1;31",
    Severity.WARNING: "33",
    Severity.SUGGESTION: "36",
    "path": "1;4",
    "dim": "2",
    "good": "32",
    "bold": "1",
}


def write(reports: Iterable[Report], options: FormatOptions) -> Iterator[str]:
    """Files with findings, each under its path, then the summary. No line but a path is wider than 160 columns."""
    tally = Tally()
    page = _Page(options)
    for report in tally.count(reports):
        if report.diagnostics or report.errors or report.hidden:
            yield from (line + "\n" for line in page.file(report))
    if not options.quiet:
        yield from (line + "\n" for line in page.summary(tally))


class _Page:
    """The sheet of one run: how wide it is and how its parts are coloured."""

    def __init__(self, options: FormatOptions) -> None:
        self.options = options
        self.width = max(min(options.width, WIDEST), NARROWEST)

    def paint(self, style: str | Severity, text: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.options.color and text else text

    def file(self, report: Report) -> Iterator[str]:
        source = report.source
        whole = prose_span(source.text)
        several = bool(LINE_END.search(source.text, *whole))
        placed = [(several and covers(found.span, whole), found) for found in report.diagnostics]
        placed.sort(key=lambda item: item[0])  # what is said of the whole text comes last
        indent = max((len(_place(source, found.span)) for found in report.diagnostics), default=4) + 2
        yield self.paint("path", printable(relative(source.path, self.options.root)))
        yield ""
        for general, found in placed:
            yield from self.message("text" if general else _place(source, found.span), indent, found)
            if not general:
                yield from self.excerpt(source, found, " " * indent)
            elif offer := self.offer(found):
                yield " " * indent + self.paint("dim", " │ ") + self.paint("good", offer)
            yield from self.related(source, found, " " * indent)
            yield ""
        yield from self.failures(report, indent)

    def message(self, place: str, indent: int, found: Diagnostic) -> Iterator[str]:
        label = f"  {found.severity.label:<{_SEVERITY_WIDTH}}  "
        margin = indent + len(label)
        rule = f"[{one_line(found.rule)}]"
        lines = list(wrap(f"{one_line(found.message)} {rule}", self.width - margin))
        if lines[-1].endswith(rule):
            lines[-1] = lines[-1][: -len(rule)] + self.paint("dim", rule)
        yield self.paint("bold", f"{place:>{indent}}") + self.paint(found.severity, label) + lines[0]
        yield from (" " * margin + line for line in lines[1:])

    def related(self, source: Source, found: Diagnostic, indent: str) -> Iterator[str]:
        for text in _related(source, found.related):
            for line in wrap(text, self.width - len(indent) - 3):
                yield indent + self.paint("dim", " │ " + line)

    def excerpt(self, source: Source, found: Diagnostic, indent: str) -> Iterator[str]:
        offer = self.offer(found)
        line, first, last, more = _lines(source, found.span)
        room = self.width - len(indent) - 3
        tail = f" … ({more + 1} lines)" if more else ""
        caret = int(first >= last)  # an empty mark takes a column of its own, even at the end of the line
        shown = excerpt(line, first, last, room - len(tail) - caret)
        gutter = indent + self.paint("dim", " │ ")
        if first == 0 and (more or last >= len(line)):
            # All of it is meant: a bar at the side says so better than a line under everything.
            yield indent + self.paint(found.severity, " ┃ ") + shown.shown + self.paint("dim", tail)
            if offer:
                yield gutter + self.paint("good", offer)
            return
        mark = ("^" if found.severity is Severity.ERROR or not shown.marked else "~") * max(shown.marked, 1)
        yield gutter + shown.shown + self.paint("dim", tail)
        under = gutter + " " * shown.before + self.paint(found.severity, mark)
        if not offer:
            yield under
        elif shown.before + len(mark) + 1 + columns(offer) <= room:
            yield f"{under} {self.paint('good', offer)}"
        else:
            yield under
            yield gutter + self.paint("good", offer)

    def offer(self, found: Diagnostic) -> str:
        """What could stand there instead, on one line."""
        words = [one_line(text) or "delete" for text in found.replacements[:5]]
        if not words:
            return ""
        text = "→ " + ", ".join(words)
        room = self.width // 2
        return text if columns(text) <= room else excerpt(text, 0, 0, room).shown

    def failures(self, report: Report, indent: int) -> Iterator[str]:
        for error in report.errors:
            text = f"{error.rule}: {error.message}" if error.rule else error.message
            yield from self.lines(Severity.ERROR, "not checked: " + one_line(text), indent)
        for rule, count in sorted(report.hidden.items()):
            yield from self.lines("dim", f"and {count} more of {one_line(rule)}, counted and not shown", indent)
        if report.errors or report.hidden:
            yield ""

    def lines(self, style: str | Severity, text: str, indent: int = 0) -> Iterator[str]:
        """A printable text wrapped, each line painted."""
        for line in wrap(text, self.width - indent):
            yield " " * indent + self.paint(style, line)

    def figures(self, tally: Tally) -> str:
        """What the texts add up to, in one line."""
        text, longest = tally.text, tally.longest
        parts = [
            f"{_counted(text.words, 'word')} in {_counted(text.sentences, 'sentence')}",
            f"school grade {max(text.grade, 0):.1f}",
            f"{tally.per_thousand:,.1f} findings per 1,000 words",
        ]
        if longest.words:
            path = f"{printable(relative(longest.path, self.options.root))}:" if tally.files > 1 else "line "
            parts.append(f"longest sentence {_counted(longest.words, 'word')} ({path}{longest.line})")
        return ", ".join(parts)

    def summary(self, tally: Tally) -> Iterator[str]:
        if self.options.statistics:
            yield from (f"{count:>6}  {one_line(rule)}" for rule, count in tally.by_frequency())
            yield ""
        counts = [
            self.paint(severity, _counted(tally.severities[severity], severity.label))
            for severity in SEVERITIES
            if tally.severities[severity]
        ]
        files = _counted(tally.files, "file")
        yield f"{', '.join(counts)} in {files}" if counts else self.paint("good", f"nothing found in {files}")
        if tally.text.words:
            yield from self.lines("dim", self.figures(tally))
        if hidden := sum(tally.hidden.values()):
            yield f"{_counted(hidden, 'more finding')} counted and not shown"
        if tally.suppressed:
            yield f"{_counted(tally.suppressed, 'finding')} let stand"
        if tally.unchecked:
            failed = Counter(path for path, _, _ in tally.unchecked)
            names = ", ".join(printable(relative(path, self.options.root)) for path in failed)
            yield from self.lines(Severity.ERROR, f"not checked, or not by every rule: {names}")


def _place(source: Source, span: Span) -> str:
    position = source.lines.position(span.start)
    return f"{position.line}:{position.column}"


def _lines(source: Source, span: Span) -> tuple[str, int, int, int]:
    """The first line that the span touches, the part of the line it covers, and how many more lines it touches.

    White space at the ends of the line is left out, and so are lines of which it covers none but white space.
    """
    text, lines = source.text, source.lines
    found = text[span.start : span.end]
    start = span.start + len(found) - len(found.lstrip()) if found.strip() else span.start
    end = start + len(found.strip())
    first = lines.position(start).line
    more = lines.position(end).line - first
    line = lines.span(first)
    stop = min(end, line.end)
    content = text[line.start : line.end]
    margin = min(len(content) - len(content.lstrip()), start - line.start)
    content = content[margin:].rstrip()
    return content, start - line.start - margin, min(stop - line.start - margin, len(content)), more


def _related(source: Source, related: tuple[Related, ...]) -> Iterator[str]:
    """One line with the other places, if there are any."""
    parts = [
        f"{one_line(message)} {', '.join(f'{line}:{column}' for line, column in places)}".strip()
        for message, places in elsewhere(source, related)
    ]
    if len(related) > RELATED_LIMIT:
        parts.append(f"and {len(related) - RELATED_LIMIT} more")
    if parts:
        yield "see also: " + "; ".join(parts)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
