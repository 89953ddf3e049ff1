"""SARIF 2.1.0, in the part that code scanning hosts read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from copydesk.diagnostic import Diagnostic, Edit, Report, Severity
from copydesk.formats.asides import Anchor
from copydesk.formats.cells import printable
from copydesk.formats.escape import to_json
from copydesk.formats.fingerprint import fingerprints
from copydesk.formats.options import FormatOptions, RuleInfo, category
from copydesk.formats.paths import relative
from copydesk.formats.uri import uri
from copydesk.text import Source, Span

RESULT_LIMIT = 5000  # what GitHub keeps of a run
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "recommendation"}
# A helpUri that is no URI makes GitHub refuse the whole file.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][!#$%&'()*+,./0-9:;=?@A-Z_a-z~\[\]-]*)?")

Item = dict[str, Any]


class _Found(NamedTuple):
    source: Source
    anchor: Anchor
    location: Item
    diagnostic: Diagnostic
    fingerprint: str


def write(reports: Iterable[Report], options: FormatOptions) -> Iterator[str]:
    """One run, worst findings first, at most 5,000, with a notice of the rest. A clean run has an empty `results`."""
    kept = list(reports)
    found = [item for report in kept for item in _collect(report, options)]
    found.sort(key=lambda item: -item.diagnostic.severity)
    shown = found[:RESULT_LIMIT]
    rules = sorted({item.diagnostic.rule for item in shown})
    index = {rule: number for number, rule in enumerate(rules)}
    notes = [note for report in kept for note in _notifications(report, options)]
    if len(found) > len(shown):
        notes.append(
            _note("note", f"{len(found) - len(shown)} findings more are left out: a run holds {RESULT_LIMIT}.")
        )
    invocation: Item = {"executionSuccessful": not any(report.errors for report in kept)}
    if notes:
        invocation["toolExecutionNotifications"] = notes
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{\n"tool": '
    yield to_json({"driver": _driver([options.rule(rule) for rule in rules], options)})
    yield ',\n"columnKind": "unicodeCodePoints", "automationDetails": {"id": "copydesk/"},\n"invocations": '
    yield to_json([invocation]) + ',\n"results": ['
    yield from _joined(_result(item, index) for item in shown)
    yield "]}]}\n"


def _joined(items: Iterable[Item]) -> Iterator[str]:
    for number, item in enumerate(items):
        yield (",\n" if number else "\n") + to_json(item)


def _collect(report: Report, options: FormatOptions) -> Iterator[_Found]:
    location, anchor = _artifact(report, options), Anchor(report.source)
    for diagnostic, fingerprint in zip(report.diagnostics, fingerprints(report), strict=True):
        yield _Found(report.source, anchor, location, diagnostic, fingerprint)


def _artifact(report: Report, options: FormatOptions) -> Item:
    address = uri(relative(report.source.path, options.root))
    return {"uri": address} if address.startswith("file:") else {"uri": address, "uriBaseId": "%SRCROOT%"}


def _driver(rules: Sequence[RuleInfo], options: FormatOptions) -> Item:
    driver: Item = {"name": "copydesk"}
    if options.version:
        driver["semanticVersion"] = options.version
    if _ADDRESS.fullmatch(options.homepage):
        driver["informationUri"] = options.homepage
    return {**driver, "rules": [_rule(rule) for rule in rules]}


def _rule(rule: RuleInfo) -> Item:
    summary = printable(re.sub(r"\{(?:found|fixed)\}", "…", rule.summary)) or rule.id
    why = rule.why.strip() or summary
    item: Item = {
        "id": rule.id,
        "name": rule.id,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": why},
        "help": {"text": why, "markdown": why},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [category(rule.id)], "problem.severity": _PROBLEMS[rule.severity]},
    }
    if _ADDRESS.fullmatch(rule.link):
        item["helpUri"] = rule.link
    return item


def _result(item: _Found, index: Mapping[str, int]) -> Item:
    source, anchor, location, found, fingerprint = item
    result: Item = {
        "ruleId": found.rule,
        "ruleIndex": index[found.rule],
        "level": _LEVELS[found.severity],
        "message": {"text": printable(found.message)},
        "locations": [_location(location, source, anchor.span(found.span))],
        "partialFingerprints": {"primaryLocationLineHash": f"{fingerprint}:1"},
        "rank": round(found.confidence * 100, 2),
    }
    if fixes := list(_fixes(found)):
        result["fixes"] = [_fix(location, source, text, edits) for text, edits in fixes]
    if found.related:
        result["relatedLocations"] = [
            {"id": number, **_location(location, source, place.span), "message": {"text": printable(place.message)}}
            for number, place in enumerate(found.related, 1)
        ]
    return result


def _fixes(found: Diagnostic) -> Iterator[tuple[str, Sequence[Edit]]]:
    if found.fix and found.fix.edits:
        yield "Apply the fix", found.fix.edits
        return
    for text in dict.fromkeys(found.replacements):  # the schema allows no two fixes alike
        yield (f"Write “{printable(text)}”" if text else "Delete this"), (Edit(found.span, text),)


def _fix(location: Item, source: Source, description: str, edits: Sequence[Edit]) -> Item:
    replacements = [
        {"deletedRegion": _region(source, edit.span), "insertedContent": {"text": edit.text}} for edit in edits
    ]
    change = {"artifactLocation": location, "replacements": replacements}
    return {"description": {"text": description}, "artifactChanges": [change]}


def _location(location: Item, source: Source, span: Span) -> Item:
    return {"physicalLocation": {"artifactLocation": location, "region": _region(source, span)}}


def _region(source: Source, span: Span) -> Item:
    start, end = source.lines.position(span.start), source.lines.position(span.end)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _notifications(report: Report, options: FormatOptions) -> Iterator[Item]:
    place = [{"physicalLocation": {"artifactLocation": _artifact(report, options)}}]
    for error in report.errors:
        text = f"{error.rule}: {error.message}" if error.rule else error.message
        yield {**_note("error", f"not checked: {printable(text)}"), "locations": place}
    for rule, count in sorted(report.hidden.items()):
        yield {**_note("note", f"{count} more of {printable(rule)}, counted and not shown"), "locations": place}


def _note(level: str, text: str) -> Item:
    return {"level": level, "message": {"text": text}}
