"""Make tests/data/vale_scenarios.tar.gz: Vale's own scenarios with the files that they run on, and what Vale 3.26 says.

    python benchmarks/vale/scenarios.py --data DIR --vale PROGRAM --testdata FOLDER

The 183 scenarios lie in DIR/conformance/vale.tar.gz with most of their files; FOLDER is `testdata` of Vale 3.26's module
(`go list -m -f '{{.Dir}}' github.com/vale-cli/vale/v3` in this folder), which has the others: programs in many languages.
Some scenarios were written for an older Vale, or for older styles: there the answer of Vale 3.26 itself goes beside the text.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

PACKAGES = ("Google", "Joblint", "Microsoft", "alex", "proselint", "write-good")
LIMIT = 150_000
# The document and the program that the scenarios about configuration begin with.
DOCUMENT = "This is a very important sentence. There is a sentence here too. javascript agendize\n"
PROGRAM = (
    "# There is always something to say. Very good! (e.g., this is good)\n"
    "# The centre issue is that everything is going to the center.\n"
)
# The words a step begins with → the folder it runs in and the arguments, with the quoted words of the step.
STEPS = (
    (r'I test scope "(.*)"', "scopes/{0}", "."),
    (r'I test patterns for "(.*)"', "patterns", "{0}"),
    (r'I test comments for "(.*)"', "comments", "{0}"),
    (r'I test glob "(.*)"', "formats", "--glob={0} ."),
    (r'I test dir glob "(.*)"', "glob", "--glob={0} ."),
    (r'I test "(.*)"', "{0}", "."),
    (r'I lint AsciiDoc "(.*)"', "formats/adoc", "{0}"),
    (r'I lint reStructuredText "(.*)"', "formats/rst", "{0}"),
    (r'I lint file "(.*)" as "\.(.*)"', "formats", "--ext=.{1} {0}"),
    (r"I lint path with exclusions", "folders", "."),
    (r'I lint path "(.*)"', "formats/{0}", "."),
    (r'I lint simple "(.*)"', "formats", "--ignore-syntax {0}"),
    (r'I lint with config "(.*)"', "formats", "--config={0} test.md"),
    (r'I lint string "(.*)"', "formats", "{0}"),
    (r'I lint "(.*)"', "formats", "{0}"),
    (r'I use Vocab "(.*)"', "vocab/{0}", "."),
    (r'I use filter file "(.*)"', "filters", "--filter={0}.expr test.md"),
    (r'I use filter expr "(.*)"', "filters", "--filter={0} test.md"),
    (r'I apply style "(.*)"', "styles/{0}", "."),
    (r'I run cat "(.*)" "(.*)"', "formats", "--stdin={0} --ext={1}"),
    (r'I run vale "(.*)"', "case", "{0}"),
    (r'I assign minAlertLevel "(.*)" "(.*)"', "case", "--minAlertLevel={0} {1}"),
)


def plan(case: dict[str, Any]) -> dict[str, Any] | None:
    """Where a scenario runs, on what, which files it needs first; None for one that is not about checking files."""
    files = {re.findall('"(.*)"', s["step"])[0]: s["text"] for s in case["steps"] if s["step"].startswith("Given")}
    when = next(s["step"].removeprefix("When ") for s in case["steps"] if s["step"].startswith("When"))
    for pattern, folder, arguments in STEPS:
        found = re.fullmatch(pattern, when)
        if found:
            filled = [part.format(*found.groups()) for part in arguments.split(" ")]
            if "{0}" in arguments.split(" ") and "expr" not in when and "string" not in when:
                filled = [word for part in filled for word in part.split(" ")]
            return {"folder": folder.format(*found.groups()), "arguments": filled, "files": files}
    return None


def answer(vale: Path, base: Path, steps: dict[str, Any]) -> str:
    """What Vale says."""
    folder = base / steps["folder"]
    arguments = [a for a in steps["arguments"] if not a.startswith("--stdin=")]
    stdin = next((a.partition("=")[2] for a in steps["arguments"] if a.startswith("--stdin=")), "")
    given = (folder / stdin).read_bytes() if stdin else b""
    command = [str(vale), "--output=line", "--sort", "--normalize", "--relative", *arguments]
    return subprocess.run(command, cwd=folder, input=given, capture_output=True, check=False).stdout.decode()


def prepare_case(base: Path, steps: dict[str, Any]) -> None:
    """The scratch folder of a scenario about configuration."""
    shutil.rmtree(base / "case", ignore_errors=True)
    (base / "case").mkdir()
    (base / "case/test.md").write_text(DOCUMENT, encoding="utf-8")
    (base / "case/test.py").write_text(PROGRAM, encoding="utf-8")
    for name, text in steps["files"].items():
        (base / "case" / name).write_text(text + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vale", type=Path, required=True)
    parser.add_argument("--testdata", type=Path, required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        with tarfile.open(options.data / "conformance/vale.tar.gz") as archive:
            archive.extractall(root, filter="data")
        add_missing(options.testdata, root / "vale/testdata")
        lines = (root / "cases.jsonl").read_text(encoding="utf-8").split("\n")
        cases = [told(json.loads(line), root, options.vale) for line in lines if line]
        (root / "scenarios.json").write_text(json.dumps(cases, indent=1, ensure_ascii=False), encoding="utf-8")
        target = Path(__file__).parents[2] / "tests/data/vale_scenarios.tar.gz"
        pack(root, target)
        print(f"{len(cases)} scenarios, {target.stat().st_size:,} bytes")
    return 0


def add_missing(source: Path, target: Path) -> None:
    """Files of Vale's own test data that the archive lacks; neither stylesheets nor what is big."""
    for path in sorted(source.rglob("*")):
        place = target / path.relative_to(source)
        if path.is_file() and "XSL" not in path.parts and path.stat().st_size < LIMIT and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


def told(case: dict[str, Any], root: Path, vale: Path) -> dict[str, Any]:
    """A scenario with its plan, what it wants, and what Vale 3.26 says where that is something else."""
    package = case["set"]
    base = root / ("vale/testdata/fixtures" if package == "vale" else f"{package}/fixtures")
    steps = plan(case)
    wants = [s for s in case["steps"] if "output should" in s["step"]]
    found = {"name": f"{package}: {case['feature'].removesuffix('.feature')}: {case['scenario']}", "set": package}
    found |= {"plan": steps, "wants": wants}
    if (steps and (base / steps["folder"]).exists()) or (steps and steps["folder"] == "case"):
        if steps["folder"] == "case":
            prepare_case(base, steps)
        found["vale"] = answer(vale, base, steps)
        shutil.rmtree(base / "case", ignore_errors=True)
    return found


def pack(root: Path, target: Path) -> None:
    """The archive, the same bytes for the same files."""
    keep = [*(root / name for name in PACKAGES), root / "vale", root / "scenarios.json"]
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for path in sorted(p for top in keep for p in ([top] if top.is_file() else top.rglob("*")) if p.is_file()):
            data = path.read_bytes()
            if len(data) >= LIMIT and path.name != "scenarios.json":
                continue
            info = tarfile.TarInfo(path.relative_to(root).as_posix())
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    target.write_bytes(gzip.compress(buffer.getvalue(), 9, mtime=0))


if __name__ == "__main__":
    sys.exit(main())
