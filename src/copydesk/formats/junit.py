"""JUnit XML: a suite a file, a case a finding that makes the run fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from copydesk.diagnostic import Diagnostic, Report
from copydesk.formats.cells import excerpt, one_line, printable
from copydesk.formats.escape import to_xml
from copydesk.formats.options import FormatOptions
from copydesk.formats.paths import relative

NAME_WIDTH = 60


def write(reports: Iterable[Report], options: FormatOptions) -> Iterator[str]:
    """Suites in the order of the files. A file without failures has one case that passes, or a server sees no tests.

    What does not make the run fail stands in the `system-out` of its suite.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="copydesk">\n'
    for report in reports:
        yield from _suite(report, options)
    yield "</testsuites>\n"


def _suite(report: Report, options: FormatOptions) -> Iterator[str]:
    path = relative(report.source.path, options.root)
    failures = [found for found in report.diagnostics if options.fails(found.severity)]
    tests = len(failures) + len(report.errors) or 1
    yield (
        f'<testsuite name="{to_xml(path)}" tests="{tests}" failures="{len(failures)}" errors="{len(report.errors)}">\n'
    )
    for error in report.errors:
        yield _case(path, f"not checked: {error.rule}", "error", error.rule, error.message, error.message)
    for found, name in zip(failures, _names(report, failures), strict=True):
        text = _line(path, report, found)
        if why := options.rule(found.rule).why.strip():
            text += f"\n{why}"
        yield _case(path, name, "failure", found.rule, found.message, text)
    if not failures and not report.errors:
        yield f'<testcase classname="{to_xml(path)}" name="copydesk"/>\n'
    advice = [_line(path, report, found) for found in report.diagnostics if not options.fails(found.severity)]
    advice += [
        f"{printable(path)}: {count} more of {rule}, counted and not shown"
        for rule, count in sorted(report.hidden.items())
    ]
    if advice:
        yield f"<system-out>{to_xml(chr(10).join(advice))}</system-out>\n"
    yield "</testsuite>\n"


def _case(path: str, name: str, outcome: str, kind: str, message: str, text: str) -> str:
    return (
        f'<testcase classname="{to_xml(path)}" name="{to_xml(name)}">'
        f'<{outcome} type="{to_xml(kind)}" message="{to_xml(message)}">{to_xml(text)}</{outcome}></testcase>\n'
    )


def _names(report: Report, failures: Sequence[Diagnostic]) -> Iterator[str]:
    """Rule and words found: a name that stays when lines move; the second of a name gets a number."""
    seen: Counter[str] = Counter()
    for found in failures:
        words = one_line(report.source.text[found.span.start : found.span.end][: 4 * NAME_WIDTH])
        name = f"{found.rule}: {excerpt(words, 0, 0, NAME_WIDTH).shown}"
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"


def _line(path: str, report: Report, found: Diagnostic) -> str:
    line, column = report.source.lines.position(found.span.start)
    text = f"{printable(path)}:{line}:{column}: {found.severity.label}: {one_line(found.message)} [{found.rule}]"
    offers = [one_line(text) for text in found.replacements if text]
    return f"{text} → {', '.join(offers)}" if offers else text
