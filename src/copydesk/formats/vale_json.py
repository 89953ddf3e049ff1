"""The JSON that Vale writes, for editors and scripts that read it."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from copydesk.diagnostic import Diagnostic, Report, Severity
from copydesk.formats.asides import Anchor, asides
from copydesk.formats.escape import escaped, to_json
from copydesk.formats.options import FormatOptions
from copydesk.formats.paths import relative
from copydesk.formats.places import prose_span

_encoded: Callable[[str], str] = json.encoder.encode_basestring
# By rule, message and severity.
Known = dict[tuple[str, str, Severity], str]
_KNOWN = 50_000
_NO_ACTION = '{"Name": "", "Params": null}'


def _quoted(text: str) -> str:
    return _encoded(text) if text.isascii() and "\x7f" not in text else escaped(_encoded(text))


def write(reports: Iterable[Report], options: FormatOptions) -> Iterator[str]:
    """An object from path to alerts. Files without alerts are absent, as with Vale."""
    files: dict[str, list[str]] = {}
    rules: Known = {}
    for report in reports:
        if alerts := list(_alerts(report, options, rules)):
            files.setdefault(relative(report.source.path, options.root), []).extend(alerts)
    separator = "\n"
    yield "{"
    for path, alerts in files.items():
        yield f"{separator}{to_json(path)}: [\n" + ",\n".join(alerts) + "]"
        separator = ",\n"
    yield "}\n"


def _alerts(report: Report, options: FormatOptions, rules: Known) -> Iterator[str]:
    for aside in asides(report):
        yield (
            f'{{"Action": {_NO_ACTION}, "Span": [1, 1], "Check": {_quoted(aside.name)}, "Description": "", "Link": "", '
            f'"Message": {_quoted(aside.message)}, "Severity": "{aside.severity.label}", "Match": "", "Line": 1}}'
        )
    if report.diagnostics:
        yield from _found(report, options, rules)


def _found(report: Report, options: FormatOptions, rules: Known) -> Iterator[str]:
    """The findings. Vale's Span is [first, last] in the line of the start, both included; one of more lines is cut there."""
    source = report.source
    anchor, text, lines = Anchor(source), source.text, source.lines.starts
    top, bottom = prose_span(text)
    words: dict[str, str] = {}
    line = low = high = 0  # the number of a line, its start and that of the next
    for found in report.diagnostics:
        said = rules.get((found.rule, found.message, found.severity)) or _said(found, options, rules)
        start, end = found.span if found.span.start > top or found.span.end < bottom else anchor.span(found.span)
        if not low <= start < high:
            line = bisect_right(lines, start)
            low, high = lines[line - 1], lines[line] if line < len(lines) else len(text) + 2
        match = text[start:end]
        if end > high - 2 and ("\n" in match or "\r" in match):
            match = text[start : max(min(end, source.lines.span(line).end), start)]
        action = _action(found) if found.replacements else _NO_ACTION
        shown = words.get(match) or words.setdefault(match, _quoted(match))
        column = start - low + 1
        yield (
            f'{{"Action": {action}, "Span": [{column}, {column + (len(match) or 1) - 1}], {said}, '
            f'"Match": {shown}, "Line": {line}}}'
        )


def _said(found: Diagnostic, options: FormatOptions, known: Known) -> str:
    """What is the same in all alerts of a rule with one message: thousands of them need it made once."""
    rule = options.rule(found.rule)
    about, link, message = _quoted(rule.why.strip()), _quoted(rule.link), _quoted(found.message)
    said = (
        f'"Check": {_quoted(found.rule)}, "Description": {about}, "Link": {link}, "Message": {message}, '
        f'"Severity": "{found.severity.label}"'
    )
    if len(known) < _KNOWN:
        known[found.rule, found.message, found.severity] = said
    return said


def _action(found: Diagnostic) -> str:
    if not any(found.replacements):
        return '{"Name": "remove", "Params": null}'
    return f'{{"Name": "replace", "Params": [{", ".join(map(_quoted, found.replacements))}]}}'
