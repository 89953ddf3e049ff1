"""For people who never see a terminal: one page with the article, the marks in it and the notes beside them.

The page is one file without script. Its policy lets it load nothing, and the only style it obeys is its own.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from copydesk.diagnostic import Report
from copydesk.formats.galley import SEVERITY_CLASSES, Galley, escape
from copydesk.formats.options import FormatOptions, category
from copydesk.formats.paths import relative
from copydesk.formats.stylesheet import stylesheet
from copydesk.formats.tally import SEVERITIES, Tally

_FOOT = "This page is complete in itself: it loads nothing and sends nothing."


def write(reports: Iterable[Report], options: FormatOptions) -> Iterator[str]:
    """The page in pieces. What comes from outside is escaped: no element and no attribute comes out of a text."""
    tally = Tally()
    kept = list(tally.count(reports))
    categories = _categories(kept)
    kinds = {name: number for number, (name, _) in enumerate(categories, 1)}
    yield from _head(kept, options, stylesheet(len(categories)))
    yield from _top(kept, options, tally)
    if categories:
        yield from _filters(tally, categories)
    yield "<main>\n"
    if len(kept) > 1:
        yield from _index(kept, options)
    for number, report in enumerate(kept, 1):
        if _speaks(report) or len(kept) == 1:
            yield f'<section class="file" id="f{number}">\n'
            if len(kept) > 1:
                yield f"<h2>{escape(relative(report.source.path, options.root))}</h2>\n"
            yield from Galley(number, report, kinds, options).pieces()
            yield "</section>\n"
    version = f"copydesk {escape(options.version)}".strip()
    yield f"</main>\n<footer>{version} · {_FOOT}</footer>\n</body>\n</html>\n"


def _speaks(report: Report) -> bool:
    return bool(report.diagnostics or report.errors or report.hidden)


def _categories(reports: Sequence[Report]) -> list[tuple[str, int]]:
    counts = Counter(category(found.rule) for report in reports for found in report.diagnostics)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _title(reports: Sequence[Report], options: FormatOptions) -> str:
    if len(reports) == 1:
        return escape(relative(reports[0].source.path, options.root))
    return f"{len(reports)} files"


def _head(reports: Sequence[Report], options: FormatOptions, style: str) -> Iterator[str]:
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>{_title(reports, options)} · copydesk</title>
<style>{style}</style>
</head>
<body>
"""


def _top(reports: Sequence[Report], options: FormatOptions, tally: Tally) -> Iterator[str]:
    yield f'<header class="top">\n<p class="brand">copydesk</p>\n<h1>{_title(reports, options)}</h1>\n'
    yield '<ul class="counts">\n'
    for severity in SEVERITIES:
        count = tally.severities[severity]
        noun = severity.label + ("" if count == 1 else "s")
        yield f'<li class="{SEVERITY_CLASSES[severity]}"><b>{count}</b> {noun}</li>\n'
    if tally.hidden:
        yield f"<li><b>{sum(tally.hidden.values())}</b> more, not shown</li>\n"
    if tally.suppressed:
        yield f"<li><b>{tally.suppressed}</b> let stand</li>\n"
    if tally.unchecked:
        yield f'<li class="e"><b>{len(tally.unchecked)}</b> not checked</li>\n'
    yield "</ul>\n</header>\n"


def _filters(tally: Tally, categories: Sequence[tuple[str, int]]) -> Iterator[str]:
    """Boxes and buttons that the style sheet reads. They stand before what they filter, for the sibling selectors."""
    shown = [(SEVERITY_CLASSES[severity], severity.label) for severity in SEVERITIES if tally.severities[severity]]
    for letter, label in shown:
        yield f'<input class="filter" type="checkbox" id="f-{letter}" checked aria-label="Show {label}s">\n'
    names = [("all", tally.findings), *categories]
    for number, (name, _) in enumerate(names):
        checked = "" if number else " checked"
        yield f'<input class="filter" type="radio" name="k" id="k{number}"{checked} aria-label="Show {escape(name)}">\n'
    yield '<nav class="bar" aria-label="Filters">\n'
    for letter, label in shown:
        yield f'<label class="sev {letter}" for="f-{letter}">{label}s</label>\n'
    yield "<span></span>\n"
    for number, (name, count) in enumerate(names):
        yield f'<label for="k{number}">{escape(name)}<small>{count}</small></label>\n'
    yield "</nav>\n"


def _index(reports: Sequence[Report], options: FormatOptions) -> Iterator[str]:
    yield '<ul class="index">\n'
    for number, report in enumerate(reports, 1):
        name = escape(relative(report.source.path, options.root))
        count = len(report.diagnostics) + sum(report.hidden.values())
        state = f"{count} finding{'' if count == 1 else 's'}" if count else "nothing found"
        if report.errors:
            state = f"not checked, or not by every rule; {state}" if count else "not checked, or not by every rule"
        yield f'<li><a href="#f{number}">{name}</a>' if _speaks(report) else f"<li>{name}"
        yield f" <i>{state}</i></li>\n"
    yield "</ul>\n"
