"""A name for a finding that outlives edits elsewhere in the article."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from copydesk.diagnostic import Report
from copydesk.formats.places import covers, prose_span
from copydesk.text import Source, Span

FOUND_LIMIT = 200
NEARBY_WORDS = 4
_NEARBY_LIMIT = 80


def fingerprints(report: Report) -> Sequence[str]:
    """One fingerprint for each diagnostic, in order: 32 hexadecimal digits, all different within the report.

    SHA-256 of the rule, the words found with those next to them in their line (white space and case folded), and a
    number for the second and later findings that are alike. The path and the line number do not enter, so a file may be
    renamed and a line moved. A line of prose is a whole paragraph, so only four words on each side count: a change at
    the other end of the paragraph makes no new finding.
    """
    seen: Counter[tuple[str, str]] = Counter()
    names = []
    whole = prose_span(report.source.text)
    for diagnostic in report.diagnostics:
        # What is said of the whole text stays the same finding whatever the text says.
        about = "" if covers(diagnostic.span, whole) else _context(report.source, diagnostic.span)
        key = (diagnostic.rule, about)
        text = "\0".join((*key, str(seen[key])))
        seen[key] += 1
        names.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return names


def _context(source: Source, span: Span) -> str:
    start, end = span
    text, lines = source.text, source.lines
    first = lines.span(lines.position(start).line).start
    last = lines.span(lines.position(end).line).end
    before = text[max(first, start - _NEARBY_LIMIT) : start].split()[-NEARBY_WORDS:]
    after = text[end : min(last, end + _NEARBY_LIMIT)].split()[:NEARBY_WORDS]
    found = text[start : min(end, start + FOUND_LIMIT)].split()
    return "\1".join(" ".join(words).casefold() for words in (before, found, after))
