"""The formats that machines read: valid, and each finding comes back out of them, whatever the article says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import jsonschema
import pytest
from hostile_reports import OPTIONS, finding, reports, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from copydesk.diagnostic import Diagnostic, Edit, Fix, Report, RuleError, Severity
from copydesk.engine import RuleSet, lint
from copydesk.formats import FORMATS, FormatOptions, write
from copydesk.formats.asides import Anchor, asides
from copydesk.formats.cells import one_line, printable
from copydesk.formats.columns import Columns, utf8_length, utf16_length
from copydesk.formats.fingerprint import fingerprints
from copydesk.formats.paths import relative
from copydesk.formats.schema import finding_schema, report_schema
from copydesk.formats.uri import uri
from copydesk.readers import read
from copydesk.record import replace
from copydesk.text import LINE_END, LineIndex, Position, Source, Span, visible

HERE = Path(__file__).parent
SCHEMAS = HERE / "data" / "schemas"
CLEAN = Report(Source("clean.txt", "Nothing to see.\n"))

# Five hundred documents for each group of formats.
hostile = settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def output(name: str, *several: Report, options: FormatOptions = OPTIONS) -> str:
    text = "".join(write(name, several, options))
    text.encode("utf-8")  # a lone surrogate would not pass
    return text


@cache
def validator(name: str) -> Callable[[object], None]:
    schema = {"finding": finding_schema, "report": report_schema}.get(name)
    data = schema() if schema else json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(data)
    kind.check_schema(data)
    return kind(data).validate  # type: ignore[no-any-return]


def lines_of(source: Source) -> list[str]:
    return LINE_END.split(source.text)


def words_at(source: Source, start: tuple[int, int], end: tuple[int, int]) -> str:
    """The text between two (line, column) places, found without the offsets that it shall be compared with."""
    lines = source.lines
    return source.text[lines.offset(Position(*start)) : lines.offset(Position(*end))]


# -- our own: jsonl and json


@hostile
@given(reports())
def test_json_lines_hold_every_finding_and_nothing_else(report: Report) -> None:
    text = output("jsonl", report)
    assert text.splitlines() == text.split("\n")[:-1]
    rows = [json.loads(line) for line in text.split("\n")[:-1]]
    for row in rows:
        validator("finding")(row)
    found = [row for row in rows if "rule" in row]
    assert [row["rule"] for row in found] == [d.rule for d in report.diagnostics]
    assert len({row["fingerprint"] for row in found}) == len(found)
    for row, diagnostic in zip(found, report.diagnostics, strict=True):
        assert row["text"] == report.source.text[row["start"] : row["end"]]
        assert Span(row["start"], row["end"]) == diagnostic.span
        assert row["message"] == diagnostic.message
        assert report.source.lines.position(row["start"]) == (row["line"], row["column"])
        assert report.source.lines.position(row["end"]) == (row["end_line"], row["end_column"])
    assert [row["error"] for row in rows if "error" in row] == [error.message for error in report.errors]
    assert [row["hidden"] for row in rows if "hidden" in row] == ([report.hidden] if report.hidden else [])

    document = json.loads(output("json", report, CLEAN, options=replace(OPTIONS, statistics=True)))
    validator("report")(document)
    assert [{"path": document["files"][0]["path"], **item} for item in document["files"][0]["findings"]] == found
    assert document["summary"]["findings"] == len(found) == sum(document["statistics"].values())
    assert document["summary"]["files"] == 2


def test_why_comes_from_the_rule_and_places_are_those_people_count() -> None:
    report = finding("One.\r\nTwo 😀 causal.\r\n", "causal", replacements=("casual",))
    row = json.loads(output("jsonl", report))
    assert row["why"] == "A reader\nstops here."
    assert (row["line"], row["column"], row["end_line"], row["end_column"]) == (2, 7, 2, 13)
    assert row["replacements"] == ["casual"]


def test_a_file_that_cannot_be_read_is_one_line_without_a_rule() -> None:
    report = Report(Source("bad.txt", ""), errors=(RuleError("", "unreadable encoding at byte 3"),))
    assert json.loads(output("jsonl", report)) == {
        "path": "bad.txt",
        "error": "unreadable encoding at byte 3",
        "failed": "",
    }


@pytest.mark.parametrize(("name", "build"), [("finding", finding_schema), ("report", report_schema)])
def test_the_documented_schemas_are_the_real_ones(name: str, build: Callable[[], dict[str, Any]]) -> None:
    path = HERE.parent / "docs" / "schema" / f"{name}.schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == build()


# -- fingerprints


@given(texts, texts)
def test_fingerprints_survive_moved_lines(before: str, after: str) -> None:
    line = "These talks were not merely causal, and causal once more."
    report = finding(line, "causal")
    moved = finding(f"{before}\n\n{line}\n\n{after}".replace("causal talks", "talks"), "causal")
    # A second line, since a finding on all of the text is the same whatever the text says.
    alone = Report(Source("b.txt", f"{line}\n."), report.diagnostics)
    assert fingerprints(moved) == fingerprints(alone)


def test_fingerprints_tell_equal_findings_apart_and_see_another_rule() -> None:
    text = "very very very good\nvery very very good\n"
    spans = [Span(m.start(), m.end()) for m in re.finditer("very", text)]
    found = tuple(Diagnostic(rule, Severity.ERROR, "", span) for rule in ("a/b", "a/c") for span in spans)
    names = fingerprints(Report(Source("x", text), found))
    assert len(set(names)) == len(found)


def test_a_change_at_the_other_end_of_a_paragraph_keeps_the_fingerprint() -> None:
    first = "Talks were held on the river island for a week. These talks were not merely causal."
    assert fingerprints(finding(first + "\n.", "causal")) == fingerprints(
        finding(first.replace("river", "lake") + "\n.", "causal")
    )


# -- columns


@given(texts, st.lists(st.integers(0, 2**16), max_size=8))
def test_columns_in_bytes_and_units_are_what_an_encoder_counts(text: str, places: list[int]) -> None:
    source = Source("x", text)
    in_bytes, in_units = Columns(source, utf8_length), Columns(source, utf16_length)
    for offset in (place % (len(text) + 1) for place in places):
        line, column = source.lines.position(offset)
        before = text[offset - column + 1 : offset]
        assert in_bytes.position(offset) == (line, len(before.encode("utf-8", "surrogatepass")) + 1)
        assert in_units.position(offset) == (line, len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1)


# -- SARIF


@hostile
@given(reports())
def test_sarif_is_valid_and_gives_the_findings_back(report: Report) -> None:
    log = json.loads(output("sarif", report))
    validator("sarif-2.1.0.json")(log)
    (run,) = log["runs"]
    wanted = sorted(report.diagnostics, key=lambda d: -d.severity)
    assert [result["ruleId"] for result in run["results"]] == [d.rule for d in wanted]
    assert run["columnKind"] == "unicodeCodePoints"
    for result, diagnostic in zip(run["results"], wanted, strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == diagnostic.rule
        place = result["locations"][0]["physicalLocation"]
        assert_path(place["artifactLocation"], report.source.path)
        region = place["region"]
        start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
        span = Anchor(report.source).span(diagnostic.span)
        assert words_at(report.source, start, end) == report.source.text[slice(*span)] or "\r\n" in report.source.text
    notes = run["invocations"][0].get("toolExecutionNotifications", [])
    assert len(notes) == len(report.errors) + len(report.hidden)
    assert run["invocations"][0]["executionSuccessful"] is not bool(report.errors)
    for rule in run["tool"]["driver"]["rules"]:
        assert rule.get("helpUri", "https://").startswith("https://")


def assert_path(artifact: dict[str, str], path: str) -> None:
    path = relative(path, "/desk")
    assert re.fullmatch(r"[A-Za-z0-9/_.~%:-]+", artifact["uri"])
    assert unquote_to_bytes(artifact["uri"].removeprefix("file://")) == path.encode("utf-8", "surrogateescape")
    assert ("uriBaseId" in artifact) is not path.startswith("/")


def test_a_clean_sarif_run_has_empty_results() -> None:
    log = json.loads(output("sarif", CLEAN))
    validator("sarif-2.1.0.json")(log)
    assert log["runs"][0]["results"] == []


def test_sarif_keeps_the_worst_five_thousand_and_says_so() -> None:
    text = "bad " * 5100
    found = tuple(
        Diagnostic("a/b", Severity.ERROR if n >= 5000 else Severity.SUGGESTION, "m", Span(4 * n, 4 * n + 3))
        for n in range(5100)
    )
    (run,) = json.loads(output("sarif", Report(Source("x", text), found)))["runs"]
    assert len(run["results"]) == 5000
    assert Counter(result["level"] for result in run["results"]) == {"error": 100, "note": 4900}
    assert "100 findings more" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_a_sarif_fix_is_all_edits_of_the_fix() -> None:
    fix = Fix((Edit(Span(0, 1), "T"), Edit(Span(4, 10), "casual")))
    (run,) = json.loads(output("sarif", finding("the causal talks\n.", "causal", fix=fix)))["runs"]
    (change,) = run["results"][0]["fixes"][0]["artifactChanges"]
    assert [r["insertedContent"]["text"] for r in change["replacements"]] == ["T", "casual"]
    assert change["replacements"][1]["deletedRegion"] == {
        "startLine": 1,
        "startColumn": 5,
        "endLine": 1,
        "endColumn": 11,
    }


def test_uris() -> None:
    assert uri("a b/ü#?.md") == "a%20b/%C3%BC%23%3F.md"
    assert uri("/x/y") == "file:///x/y"
    assert uri("C:/x") == "file:///C:/x"


def test_relative_paths() -> None:
    assert relative("/desk/a/b.txt", "/desk") == "a/b.txt"
    assert relative("/desk2/b.txt", "/desk") == "/desk2/b.txt"
    assert relative("./a.txt", "/desk") == "a.txt"
    assert relative("-", "/desk") == "-"


# -- GitHub and unix: a line a finding


def unescape(text: str) -> str:
    return re.sub("%(25|0D|0A|3A|2C)", lambda m: chr(int(m[1], 16)), text)


@hostile
@given(reports())
def test_each_line_for_github_reads_back_as_its_finding(report: Report) -> None:
    text = output("github", report)
    assert text.splitlines() == text.split("\n")[:-1]
    path, lines, anchor = printable(relative(report.source.path, "/desk")), report.source.lines, Anchor(report.source)
    commands = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}
    wanted: Counter[tuple[str, ...]] = Counter()
    for aside in asides(report):
        wanted[commands[aside.severity], path, "1", "", aside.name, one_line(aside.message)] += 1
    for found in report.diagnostics:
        start, end = (lines.position(offset) for offset in anchor.span(found.span))
        column = str(start.column) if start.line == end.line else ""
        wanted[commands[found.severity], path, str(start.line), column, found.rule, one_line(found.message)] += 1
    read: Counter[tuple[str, ...]] = Counter()
    for line in text.split("\n")[:-1]:
        command, properties, message = re.fullmatch("::(error|warning|notice) (.*?)::(.*)", line).groups()  # type: ignore[union-attr]
        fields = {key: unescape(value) for key, value in (pair.split("=", 1) for pair in properties.split(","))}
        key = (command, fields["file"], fields["line"], fields.get("col", ""), fields["title"], unescape(message))
        read[key] += 1
    assert read == wanted

    unix = output("unix", report).split("\n")[:-1]
    assert len(unix) == sum(wanted.values())
    for line, found in zip(unix[len(list(asides(report))) :], report.diagnostics, strict=True):
        start = lines.position(found.span.start)
        where = f"{path}:{start.line}:{start.column}: {found.severity.label}"
        assert line == f"{where}: {one_line(found.message)} [{found.rule}]"
    assert visible(text + "".join(unix)) == text + "".join(unix)


def test_github_sees_errors_first() -> None:
    soft = finding("some causal talks", "causal", severity=Severity.SUGGESTION)
    hard = finding("some causal talks", "causal", severity=Severity.ERROR)
    assert re.findall("^::([a-z]+)", output("github", soft, hard), re.M) == ["error", "notice"]


# -- GitLab, reviewdog, Vale


@hostile
@given(reports())
def test_gitlab_reviewdog_and_vale_give_the_findings_back(report: Report) -> None:
    gitlab = json.loads(output("gitlab", report))
    validator("gitlab-codequality.schema.json")(gitlab)
    beside = len(list(asides(report)))
    assert len({issue["fingerprint"] for issue in gitlab}) == len(gitlab) == len(report.diagnostics) + beside
    path, anchor = relative(report.source.path, "/desk"), Anchor(report.source)

    rdjson = json.loads(output("rdjson", report))
    validator("rdjson.schema.json")(rdjson)
    assert len(rdjson["diagnostics"]) == len(gitlab)
    lines = [line.encode("utf-8", "surrogatepass") for line in lines_of(report.source)]
    for item, found in zip(rdjson["diagnostics"][beside:], report.diagnostics, strict=True):
        assert item["location"]["path"] == path
        place = item["location"]["range"]
        span = anchor.span(found.span)
        if place["start"]["line"] == place["end"]["line"]:
            part = lines[place["start"]["line"] - 1][place["start"]["column"] - 1 : place["end"]["column"] - 1]
            assert part.decode("utf-8", "surrogatepass") == report.source.text[slice(*span)].rstrip("\r")

    vale = json.loads(output("vale-json", report))
    assert list(vale) == ([path] if gitlab else [])
    for alert, found in zip(vale.get(path, [])[beside:], report.diagnostics, strict=True):
        line = lines_of(report.source)[alert["Line"] - 1]
        first, last = alert["Span"]
        assert 1 <= first <= last <= max(len(line), first)
        span = anchor.span(found.span)
        assert alert["Match"] == (line[first - 1 : last] if alert["Match"] else "")
        assert report.source.text[slice(*span)].startswith(alert["Match"])
        assert set(alert) == {"Action", "Span", "Check", "Description", "Link", "Message", "Severity", "Match", "Line"}


def test_a_clean_run_is_an_empty_array_for_gitlab() -> None:
    assert json.loads(output("gitlab", CLEAN)) == []
    assert json.loads(output("vale-json", CLEAN)) == {}


def test_reviewdog_counts_bytes() -> None:
    (item,) = json.loads(output("rdjson", finding("x.\n𐐀b é causal", "causal", replacements=("casual",))))[
        "diagnostics"
    ]
    place = {"start": {"line": 2, "column": 10}, "end": {"line": 2, "column": 16}}
    assert item["location"]["range"] == place
    assert item["suggestions"] == [{"range": place, "text": "casual"}]


def test_a_finding_about_the_whole_text_is_hung_up_at_its_first_line() -> None:
    text = "\n Title\n\nText.\n"
    report = Report(Source("a", text), (Diagnostic("a/b", Severity.ERROR, "m", Span(0, len(text))),))
    assert "line=2,endLine=2,col=2,endColumn=7" in output("github", report)


def test_vale_cuts_a_finding_at_the_end_of_its_first_line() -> None:
    (alert,) = json.loads(output("vale-json", finding("The talks\r\nwere long. Yes.", "talks\r\nwere")))["a.txt"]
    assert (alert["Line"], alert["Span"], alert["Match"]) == (1, [5, 9], "talks")


# -- XML


@cache
def junit_schema() -> Any:
    return etree.XMLSchema(etree.parse(str(SCHEMAS / "junit-10.xsd")))


@hostile
@given(reports(), st.sampled_from([*Severity, None]))
def test_checkstyle_and_junit_are_valid_and_give_the_findings_back(report: Report, fail_on: Severity | None) -> None:
    root = ElementTree.fromstring(output("checkstyle", report, CLEAN))
    assert (root.tag, root.attrib, len(root)) == ("checkstyle", {"version": "4.3"}, 2)
    beside = len(list(asides(report)))
    assert [item.tag for item in root[0]] == ["error"] * (beside + len(report.diagnostics))
    for item, found in zip(root[0][beside:], report.diagnostics, strict=True):
        line, column = report.source.lines.position(found.span.start)
        assert item.attrib == {
            "line": str(line),
            "column": str(column),
            "severity": {"error": "error", "warning": "warning", "suggestion": "info"}[found.severity.label],
            "message": xml_text(found.message),
            "source": found.rule,
        }

    options = replace(OPTIONS, fail_on=fail_on)
    text = output("junit", report, CLEAN, options=options)
    junit_schema().assertValid(etree.fromstring(text.encode()))
    suites = ElementTree.fromstring(text)
    suite = suites[0]
    failing = [found for found in report.diagnostics if options.fails(found.severity)]
    failures = suite.findall("testcase/failure")
    assert [item.get("message") for item in failures] == [xml_text(found.message) for found in failing]
    assert int(suite.attrib["failures"]) == len(failing)
    assert int(suite.attrib["errors"]) == len(suite.findall("testcase/error")) == len(report.errors)
    assert int(suite.attrib["tests"]) == len(suite.findall("testcase")) >= 1
    names = [case.get("name") for case in suite.findall("testcase")]
    assert len(set(names)) == len(names)
    advice = (suite.findtext("system-out") or "").split("\n")
    assert len([line for line in advice if line]) == len(report.diagnostics) - len(failing) + len(report.hidden)
    assert suites[1].find("testcase/failure") is None


def xml_text(text: str) -> str:
    return visible(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


# -- all of them


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_no_file_a_clean_one_and_one_that_failed(name: str) -> None:
    failed = Report(Source("bad.txt", ""), errors=(RuleError("", "cannot be read"),))
    assert output(name) or name in {"jsonl", "github", "unix"}
    output(name, CLEAN)
    assert "cannot be read" in output(name, CLEAN, failed)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=30, deadline=None)
@given(report=reports())
def test_the_same_report_gives_the_same_bytes(name: str, report: Report) -> None:
    assert output(name, report, CLEAN) == output(name, report, CLEAN)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(KeyError):
        list(write("os", [], OPTIONS))


def test_a_format_imports_no_other() -> None:
    code = (
        "import sys; from copydesk.formats import FormatOptions, write; list(write('text', [], FormatOptions()));"
        "print([m for m in sys.modules if m in ('json', 'hashlib', 'copydesk.formats.html', 'copydesk.formats.sarif')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "[]\n"


def test_positions_in_one_very_long_line_stay_cheap() -> None:
    text = "é bad " * 200_000
    found = tuple(Diagnostic("a/b", Severity.ERROR, "m", Span(6 * n + 2, 6 * n + 5)) for n in range(0, 200_000, 1000))
    report = Report(Source("a.txt", text), found)
    for name in FORMATS:
        if name != "html":
            output(name, report)
    assert max(map(len, output("text", report).split("\n"))) <= 160


def test_line_index_is_the_one_that_formats_use() -> None:
    assert LineIndex("a\u2028b\nc").position(4) == (2, 1)


def test_json_tells_the_figures_of_each_text_and_of_the_run() -> None:
    rules, _ = RuleSet.build([])
    texts = {"a.md": "# Boats\n\nThe boats go out. They *all* come back.\n", "b.txt": ""}
    several = [lint(read(Source(path, text)), rules) for path, text in texts.items()]
    data = json.loads(output("json", *several))
    validator("report")(data)
    full, empty = (file["text"] for file in data["files"])
    assert (full["words"], full["sentences"], full["syllables"]) == (8, 2, 8)
    assert full["longest_sentence"] == {"words": 4, "line": 3, "column": 1}
    assert empty == {"words": 0, "sentences": 0, "syllables": 0, "grade": 0.0, "longest_sentence": None}
    assert (data["summary"]["words"], data["summary"]["longest_sentence"]) == (8, 4)
    assert "text" not in json.loads(output("json", CLEAN))["files"][0]
