"""Vale's own 183 scenarios, from its test data: each passes, or stands below with the reason why not.

A scenario passes if copydesk's lines are those it wants, or, where it was written for an older Vale or for other styles,
those that Vale 3.26 gives for it (benchmarks/vale/scenarios.py recorded them).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tarfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from copydesk.text import DecodeError, Source
from copydesk.vale.check import check
from copydesk.vale.errors import ValeError
from copydesk.vale.ini import find_settings, matches, read_settings
from copydesk.vale.loading import collect, load
from copydesk.vale.project import Project, filtered

ARCHIVE = Path(__file__).parent / "data/vale_scenarios.tar.gz"
DOCUMENT = "This is a very important sentence. There is a sentence here too. javascript agendize\n"
PROGRAM = (
    "# There is always something to say. Very good! (e.g., this is good)\n"
    "# The centre issue is that everything is going to the center.\n"
)
FLOOR = 150

MARKUP = "a reader of our own, and not Asciidoctor or Docutils, cuts this file"
DICTIONARY = "a dictionary of over 150 kB (en_medical, en_US) is left out of the archive; with it the scenario passes"
SCRIPT = "scripts (Tengo) are not run; each is told of when the styles are loaded"
SYNC = "copydesk downloads nothing: packages are synced by Vale, and then found"
WORDS = "the same complaint in other words, with exit code 2"
KNOWN = {
    "0 vale: frontmatter: Markup with frontmatter": "Vale 3.26 gives one line elsewhere; recorded without Asciidoctor",
    "1 vale: pkg: Sync a complete, v3 package": SYNC,
    "2 vale: pkg: Sync a style-only package": SYNC,
    "3 vale: pkg: Sync a config-only package": SYNC,
    "7 vale: scopes: Sentences": "older than sentences in headings; Vale 3.26 fails it, too",
    "12 vale: scopes: Heading": "DITA and DocBook need their toolkits and stylesheets",
    "23 vale: styles: Lint against Scripts": SCRIPT,
    "25 vale: styles: Lint against demo": MARKUP,
    "26 vale: CLI: Lint with a custom output format (line)": "Go templates for the output are not supported",
    "35 vale: CLI: Filter --minAlertLevel": DICTIONARY,
    "37 vale: CLI: Filter by multiple levels": DICTIONARY,
    "40 vale: CLI: Filter by multiple levels [expr]": DICTIONARY,
    "41 vale: CLI: Script-computed suggestions": SCRIPT,
    "42 vale: fragments: Code -> Markup": "tree-sitter finds more docstrings",
    "43 vale: checks: Script": SCRIPT,
    "48 vale: checks: SentenceCase": "Vale puts a heading that begins with a reference at column 1",
    "57 vale: checks: Sequence": "written for an older tagger; Vale 3.26 fails it, too",
    "100 vale: views: YAML": "views (selections in data files) are not supported",
    "103 vale: config: Missing StylesPath (Vale + other)": WORDS,
    "107 vale: config: Non-Existent Config": WORDS,
    "121 vale: config: Test another negated glob": "a message there says md; Vale 3.26 fails it, too",
    "137 vale: misc: Spelling": DICTIONARY,
    "138 vale: misc: v3.0 Spelling": DICTIONARY,
}


with tarfile.open(ARCHIVE) as _archive:
    _member = _archive.extractfile("scenarios.json")
    assert _member
    SCENARIOS: list[dict[str, Any]] = json.loads(_member.read())


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of all scenarios."""
    folder = tmp_path_factory.mktemp("vale")
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder, filter="data")
    return folder


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    before = Path.cwd()
    yield
    os.chdir(before)


@lru_cache(maxsize=64)
def project_at(path: Path, text: str, level: str) -> Project:
    settings = read_settings(path)
    if level:
        settings = settings._replace(min_level=level)
    return load(settings, collect(settings))


def lines_of(base: Path, plan: dict[str, Any]) -> list[str]:
    """What copydesk says, in Vale's line format."""
    options = dict(a[2:].partition("=")[::2] for a in plan["arguments"] if a.startswith("--"))
    paths = [a for a in plan["arguments"] if not a.startswith("--")]
    os.chdir(base / plan["folder"])
    settings = Path(options["config"]).resolve() if "config" in options else find_settings(Path.cwd())
    if settings is None:
        return ["no configuration"]
    try:
        project = project_at(settings, settings.read_text(encoding="utf-8"), options.get("minAlertLevel", ""))
    except ValeError as error:
        return [str(error)]
    if "filter" in options:
        project = filtered(project, question(project, options["filter"]))
    found = []
    for name, data in inputs(paths, options):
        if "glob" in options and not matches(options["glob"], name):
            continue
        try:
            source = Source.from_bytes(name, data)
        except DecodeError:
            continue
        form = (
            "lines"
            if "ignore-syntax" in options
            else options.get("ext", "").lstrip(".")
            if "stdin" not in options
            else ""
        )
        for alert in check(source, project, form):
            line, column = source.lines.position(alert.span.start)
            found.append(f"{name}:{line}:{column}:{alert.rule}:{alert.message}")
    return found


def question(project: Project, given: str) -> str:
    files = [Path(folder) / "config/filters" / given for folder in project.settings.styles_paths]
    return next((file.read_text(encoding="utf-8") for file in files if file.is_file()), given)


def inputs(paths: list[str], options: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    if "stdin" in options:
        yield "stdin" + options["ext"], Path(options["stdin"]).read_bytes()
        return
    for path in paths:
        if Path(path).is_dir():
            files = sorted(p for p in Path(path).rglob("*") if p.is_file() and "node_modules" not in p.parts)
            yield from ((file.as_posix(), file.read_bytes()) for file in files)
        elif Path(path).is_file():
            yield path, Path(path).read_bytes()
        else:
            yield "stdin.txt", path.encode()


def passes(scenario: dict[str, Any], got: list[str]) -> bool:
    output = sorted(got)
    wanted = [line.rstrip() for want in scenario["wants"] for line in want.get("text", "").split("\n") if line.strip()]
    step = scenario["wants"][0]["step"]
    if "contain exactly" in step:
        said = [line.rstrip() for line in scenario.get("vale", "").split("\n") if line.strip()]
        return output in (sorted(wanted), sorted(said))
    if "not contain anything" in step:
        return not output
    if "not contain" in step:
        words = [re.findall('"(.*)"', want["step"])[0] for want in scenario["wants"]]
        return not any(word in line for word in words for line in output)
    return set(wanted) <= set(output)


def outcome(scenario: dict[str, Any], tree: Path) -> bool:
    plan = scenario["plan"]
    if plan is None:
        return False
    base = tree / ("vale/testdata/fixtures" if scenario["set"] == "vale" else f"{scenario['set']}/fixtures")
    if plan["folder"] == "case":
        shutil.rmtree(base / "case", ignore_errors=True)
        (base / "case").mkdir()
        for name, text in {"test.md": DOCUMENT, "test.py": PROGRAM, **plan["files"]}.items():
            (base / "case" / name).write_text(text + "\n" * (name not in ("test.md", "test.py")), encoding="utf-8")
    return (base / plan["folder"]).is_dir() and passes(scenario, lines_of(base, plan))


def numbered() -> Iterator[Any]:
    for number, scenario in enumerate(SCENARIOS):
        yield pytest.param(scenario, id=f"{number}-{scenario['name']}")


@pytest.mark.parametrize("scenario", list(numbered()))
def test_a_scenario_passes_or_is_known(scenario: dict[str, Any], tree: Path) -> None:
    number = SCENARIOS.index(scenario)
    known = KNOWN.get(f"{number} {scenario['name']}")
    assert outcome(scenario, tree) is (known is None), known


def test_enough_scenarios_pass() -> None:
    assert len(SCENARIOS) == 183
    assert len(SCENARIOS) - len(KNOWN) >= FLOOR
