"""Vale 3.26 and copydesk on the same files under the same styles: alert by alert, and side by side in time.

    python benchmarks/vale/compare.py alerts --data DIR     every alert by rule, line, column, length, message, severity
    python benchmarks/vale/compare.py heldout --data DIR    the same on articles that nobody looked at when bugs.yml was written
    python benchmarks/vale/compare.py fixtures --data DIR   the same on the fixtures of the style packages
    python benchmarks/vale/compare.py markup --data DIR     the same on those in Org, AsciiDoc and reStructuredText; for the last
                                                            two Vale needs asciidoctor and rst2html
    python benchmarks/vale/compare.py time --data DIR       processor time, wall time and memory of both

DIR (or COPYDESK_DATA) is the data folder; its conformance/ holds vale.tar.gz and vale_oracle.tar.gz, its clean/ the articles
that are held out and those that time is measured on. Vale is built once from
the Go module proxy (go.mod beside this file; Go 1.25 or later) into --work. What differs is held against bugs.yml: a
difference that a bug of Vale's explains has a place where the bug's condition is met by the source itself.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

HERE = Path(__file__).parent
STYLES = ("Google", "Microsoft", "write-good", "proselint", "alex", "Joblint", "Readability")
INI = f"""StylesPath = styles
MinAlertLevel = suggestion

[*.{{md,txt}}]
BasedOnStyles = Vale, {", ".join(STYLES)}
"""


class Alert(NamedTuple):
    """One alert of either program."""

    path: str
    rule: str
    line: int
    column: int
    length: int
    message: str
    severity: str
    match: str

    @property
    def place(self) -> tuple[str, str, int, int]:
        return self.path, self.rule, self.line, self.column


def main() -> int:
    """Run what was asked for; 1 if it misses the floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("alerts", "heldout", "fixtures", "markup", "time"))
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("COPYDESK_DATA", "data")))
    parser.add_argument(
        "--work", type=Path, default=Path(tempfile.gettempdir()) / "copydesk-vale", help="for Vale and its files"
    )
    parser.add_argument("--show", type=int, default=0, metavar="N", help="so many unexplained differences of each rule")
    parser.add_argument("--vale", type=Path, help="a Vale that is there already")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    vale = options.vale or built_vale(options.work)
    folder = unpacked(options.data, options.work)
    compare = {
        "alerts": compare_articles, "heldout": compare_held_out, "fixtures": compare_fixtures, "markup": compare_markup,
        "time": compare_time,
    }[options.what]  # fmt: skip
    return compare(folder, vale, options.show)


def built_vale(work: Path) -> Path:
    """Vale 3.26, built from the module proxy if it is not there."""
    binary = work / "vale"
    if not binary.exists():
        subprocess.run(["go", "build", "-o", str(binary), "github.com/vale-cli/vale/v3/cmd/vale"], cwd=HERE, check=True)
    return binary


def unpacked(data: Path, work: Path) -> Path:
    """The articles with the styles beside them, and the packages with their fixtures."""
    folder = work / "files"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, target in (("vale.tar.gz", folder), ("vale_oracle.tar.gz", folder / "articles")):
            target.mkdir(exist_ok=True)
            with tarfile.open(data / "conformance" / name) as archive:
                archive.extractall(target, filter="data")
        for style in STYLES:
            inner = folder / style / style
            shutil.copytree(inner if inner.is_dir() else folder / style, folder / "articles" / "styles" / style)
        for number, text in enumerate(articles(data, "digitalgov.dev")):
            write(folder / "articles" / "all" / f"dg-{number:04}.md", text)
        for number, text in enumerate(articles(data, "18f.dev")):
            write(folder / "articles" / "all" / f"f18-{number:04}.md", text)
        (folder / "articles" / "all.ini").write_text(INI, encoding="utf-8")
        (folder / "ready").touch()
    return folder


def articles(data: Path, name: str) -> list[str]:
    """The articles of a set of clean prose, each with its title; a line of #### parts them."""
    text = gzip.decompress((data / "clean" / f"{name}.txt.gz").read_bytes()).decode()
    return re.split(r"^#### .*\n", text, flags=re.MULTILINE)[1:]


def write(path: Path, text: str) -> None:
    """Write a file and the folder it is in."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run_vale(vale: Path, folder: Path, config: str, files: Sequence[str]) -> list[Alert]:
    """Vale's alerts."""
    command = [str(vale), "--no-exit", "--output", "JSON", *(["--config", config] if config else []), *files]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    return list(_alerts(done.stdout))


def run_copydesk(folder: Path, config: str, files: Sequence[str]) -> list[Alert]:
    """Ours, from the same JSON."""
    command = [*copydesk(), "check", "--vale", config, "--output-format", "vale-json", "--exit-zero", *files]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.stderr.write(done.stderr.decode())
    return list(_alerts(done.stdout))


def copydesk() -> list[str]:
    """The command, of this very interpreter."""
    return [sys.executable, "-m", "copydesk"]


def _alerts(output: bytes) -> Iterator[Alert]:
    try:
        found = json.loads(output or b"{}")
    except ValueError:
        return
    for path, alerts in found.items():
        seen = set()
        for a in alerts:
            start, last = a["Span"]
            alert = Alert(path, a["Check"], a["Line"], start, last - start + 1, a["Message"], a["Severity"], a["Match"])
            if alert.place not in seen:
                seen.add(alert.place)
                yield alert


class Excuse:
    """Which of Vale's bugs explains a difference."""

    def __init__(self, folder: Path, theirs: Sequence[Alert], ours: Sequence[Alert]) -> None:
        self.bugs = {bug["id"]: bug for bug in yaml.safe_load((HERE / "bugs.yml").read_text(encoding="utf-8"))}
        self._folder = folder
        self._lines: dict[str, list[str]] = {}
        known = {alert.place for alert in theirs}
        own = {alert.place for alert in ours}
        self.extra = [alert for alert in ours if alert.place not in known]
        self.missing = [alert for alert in theirs if alert.place not in own]

    def explained(self) -> dict[Alert, str]:
        """The bug by alert. What Vale has elsewhere is explained by what it lacks where ours is."""
        found: dict[Alert, str] = {}
        moved: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for alert in self.extra:
            bug = next((name for name in self.bugs if CONDITIONS[name](self, alert)), "")
            if bug:
                found[alert] = bug
                moved[alert.path, alert.rule, _plain(alert.match)].append(bug)
        for alert in self.missing:
            reasons = moved.get((alert.path, alert.rule, _plain(alert.match)))
            if reasons:
                found[alert] = reasons.pop() if len(reasons) > 1 else reasons[0]
            elif raw_text(self, alert):
                found[alert] = "raw-text-element"
        return found

    def lines(self, path: str) -> list[str]:
        """The lines of a file."""
        if path not in self._lines:
            self._lines[path] = (self._folder / path).read_text(encoding="utf-8").replace("\r\n", "\n").split("\n")
        return self._lines[path]

    def paragraph(self, alert: Alert) -> str:
        """The lines around an alert up to the next blank ones."""
        lines = self.lines(alert.path)
        first = last = alert.line - 1
        while first > 0 and lines[first - 1].strip():
            first -= 1
        while last + 1 < len(lines) and lines[last + 1].strip():
            last += 1
        return "\n".join(lines[first : last + 1])


def _plain(match: str) -> str:
    return re.sub("[\u2018\u2019]", "'", html.unescape(re.sub(r"^[`*]*|^\S*`", "", match))).strip()[:12]


def curly(excuse: Excuse, alert: Alert) -> bool:
    return "Spelling" in alert.rule and bool(re.search("[\u2018\u2019\u201c\u201d]", alert.match))


def entity(excuse: Excuse, alert: Alert) -> bool:
    words = re.escape(alert.match[:40])
    text = "\n".join(excuse.lines(alert.path))
    earlier = re.search(rf"^.*(?:{words}.*&#?\w+;|&#?\w+;.*{words}).*$", text, re.MULTILINE)
    return bool(re.search(r"&#?\w+;", excuse.paragraph(alert))) or bool(alert.match and earlier)


def unanchored(excuse: Excuse, alert: Alert) -> bool:
    return alert.rule.endswith((".Acronyms", ".Consistency"))


def raw_text(excuse: Excuse, alert: Alert) -> bool:
    text = "\n".join(excuse.lines(alert.path))
    return any(text.count(f"<{name}>") > text.count(f"</{name}>") for name in ("title", "textarea", "style", "script"))


def escape(excuse: Excuse, alert: Alert) -> bool:
    return bool(re.search(r"\\[_*\[\]<>#`]", excuse.paragraph(alert)))


def trailing(excuse: Excuse, alert: Alert) -> bool:
    return bool(re.search(r"[ \t]+\n", excuse.paragraph(alert)))


def masked(excuse: Excuse, alert: Alert) -> bool:
    line = excuse.lines(alert.path)[alert.line - 1]
    return line[: alert.column - 1].endswith("`") or "`" in alert.match


CONDITIONS: dict[str, Callable[[Excuse, Alert], bool]] = {
    "curly-quote-misspelling": curly,
    "unanchored-kinds": unanchored,
    "character-reference": entity,
    "raw-text-element": raw_text,
    "backslash-escape": escape,
    "trailing-space": trailing,
    "leading-code": masked,
}


def report(folder: Path, theirs: list[Alert], ours: list[Alert], show: int) -> tuple[float, float]:
    """Print what differs; the shares of Vale's alerts that are missing and of ours that are too many, unexplained."""
    excuse = Excuse(folder, theirs, ours)
    explained = excuse.explained()
    missing = [alert for alert in excuse.missing if alert not in explained]
    extra = [alert for alert in excuse.extra if alert not in explained]
    total = max(len(theirs), 1)
    same = {alert.place: alert for alert in ours}
    both = [(a, same[a.place]) for a in theirs if a.place in same]
    words = sum(a.message != b.message for a, b in both)
    grades = sum(a.severity != b.severity for a, b in both)
    lengths = sum(a.length != b.length and bool(a.match) for a, b in both)
    print(
        f"{len(theirs):,} alerts of Vale's, {len(ours):,} of copydesk's, {len(both):,} at the same rule, line and column"
    )
    print(f"raw: {100 * len(both) / total:.3f} % found, {100 * len(excuse.extra) / total:.3f} % extra")
    agreed = len(theirs) - len(missing)
    print(f"after Vale's bugs: {100 * agreed / total:.3f} % found, {100 * len(extra) / total:.3f} % extra")
    print(f"of those at the same place, {words} messages, {grades} severities and {lengths} lengths differ")
    for bug, number in Counter(explained.values()).most_common():
        print(f"  {number:5} {bug}: {excuse.bugs[bug]['what']}")
    for name, alerts in (("missing", missing), ("extra", extra)):
        by_rule: dict[str, list[Alert]] = defaultdict(list)
        for alert in alerts:
            by_rule[alert.rule].append(alert)
        for rule, group in sorted(by_rule.items(), key=lambda item: -len(item[1])):
            print(f"  {name} {len(group)} {rule}")
            for alert in group[:show]:
                print(f"      {alert.path}:{alert.line}:{alert.column} {alert.match!r} {alert.message!r}")
    return len(missing) / total, len(extra) / total


def compare_articles(folder: Path, vale: Path, show: int) -> int:
    here = folder / "articles"
    return compare_files(here, sorted(path.name for path in here.glob("dg-*.md")), vale, show)


def compare_held_out(folder: Path, vale: Path, show: int) -> int:
    """Every fourth article that is none of the 300: of both sites, over all years."""
    here = folder / "articles"
    known = {path.read_text(encoding="utf-8").strip() for path in here.glob("dg-*.md")}
    others = [path for path in sorted((here / "all").glob("*.md")) if path.read_text("utf-8").strip() not in known]
    chosen = others[::4]
    print(f"{len(chosen)} of {len(others)} other articles")
    return compare_files(here, [f"all/{path.name}" for path in chosen], vale, show)


def compare_files(folder: Path, files: Sequence[str], vale: Path, show: int) -> int:
    """Both programs on some files of a folder, alert by alert; 1 if more than 0.5 % are lost or too many."""
    lost, added = report(folder, run_vale(vale, folder, "all.ini", files), run_copydesk(folder, "all.ini", files), show)
    return int(lost > 0.005 or added > 0.005)


def compare_fixtures(folder: Path, vale: Path, show: int) -> int:
    """The Markdown, HTML and plain text among the fixtures of the packages and of Vale itself, all styles on."""
    here = folder / "articles"
    fixtures = here / "fixtures"
    shutil.rmtree(fixtures, ignore_errors=True)
    fixtures.mkdir()
    for package in (*STYLES, "vale"):
        for path in sorted((folder / package).rglob("*.md")):
            if "fixtures" in path.parts:
                name = "-".join(path.relative_to(folder).parts)
                shutil.copy(path, fixtures / name)
    return compare_files(here, sorted(f"fixtures/{path.name}" for path in fixtures.iterdir()), vale, show)


def compare_markup(folder: Path, vale: Path, show: int) -> int:
    """What Vale hands to other programs, file by file: one that they refuse stops only itself."""
    here = folder / "articles"
    (here / "markup.ini").write_text(INI.replace("[*.{md,txt}]", "[*]"), encoding="utf-8")
    for suffix in ("org", "adoc", "rst"):
        found = [path for name in (*STYLES, "vale") for path in sorted((folder / name).rglob(f"*.{suffix}"))]
        for path in found:
            write(here / "markup" / "-".join(path.relative_to(folder).parts), path.read_text(encoding="utf-8"))
        files = sorted(f"markup/{path.name}" for path in (here / "markup").glob(f"*.{suffix}"))
        theirs = [alert for file in files for alert in run_vale(vale, here, "markup.ini", [file])]
        print(f"{suffix}: {len(files)} files")
        report(here, theirs, run_copydesk(here, "markup.ini", files), show)
    return 0


def compare_time(folder: Path, vale: Path, show: int) -> int:
    """1 MB in one file, 1,000 files, one article: both programs in turn, the cache of copydesk warm."""
    here = folder / "articles"
    texts = [path.read_text(encoding="utf-8") for path in sorted((here / "all").glob("dg-*.md"))]
    for number, text in enumerate(texts[:1000]):
        write(here / "many" / f"{number:04}.md", text)
    write(here / "whole.md", "\n\n".join(texts)[:1_000_000])
    measure([*copydesk(), "check", "--vale", "all.ini", "--exit-zero", "dg-000.md"], here)
    print(f"{'':12} {'':10} {'CPU s':>8} {'wall s':>8} {'MB':>6}")
    for name, files in (("one of 1 MB", ["whole.md"]), ("1,000 files", ["many"]), ("one article", ["dg-007.md"])):
        ours_command = [
            *copydesk(),
            "check",
            "--vale",
            "all.ini",
            "--output-format",
            "vale-json",
            "--exit-zero",
            "--jobs",
            "1",
            *files,
        ]
        theirs_command = [str(vale), "--no-exit", "--output", "JSON", "--config", "all.ini", *files]
        rounds = 15 if name == "one article" else 1
        # In turn, so that what else the machine does falls on both.
        pairs = [(measure(theirs_command, here), measure(ours_command, here)) for _ in range(rounds)]
        theirs, ours = (min(side) for side in zip(*pairs, strict=True))
        for program, (cpu, wall, memory) in (("Vale", theirs), ("copydesk", ours)):
            print(f"{name:12} {program:10} {cpu:8.2f} {wall:8.2f} {memory / 1024:6.0f}")
        print(
            f"{name:12} {'ratio':10} {theirs[0] / ours[0]:8.1f} {theirs[1] / ours[1]:8.1f} {theirs[2] / ours[2]:6.1f}"
        )
    return 0


def measure(command: list[str], folder: Path) -> tuple[float, float, int]:
    """Processor seconds, wall seconds and peak memory (kB) of a command."""
    with (folder / "output.tmp").open("wb") as output:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
    used: resource.struct_rusage = usage
    return used.ru_utime + used.ru_stime, wall, used.ru_maxrss


if __name__ == "__main__":
    sys.exit(main())
