"""The matcher on the patterns of real Vale styles and on clean prose: is it right, and how fast is it?

    python benchmarks/matching.py --data DIR [--check]

DIR holds conformance/vale.tar.gz (style packages) and clean/*.txt.gz. `--check` compares every hit with one expression
a pattern, run by `re` (minutes). Times are of the processor, so that other work on the machine disturbs them less.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import yaml

from copydesk.matching import Pattern, Plan

ARTICLE = 5_000
MEGABYTE = 1_000_000
STYLES = ("Google", "Microsoft", "write-good", "proselint", "alex", "Joblint")
# Kinds that count or compare words ask for every word of the text; they are no test of a search.
KINDS = ("existence", "substitution")


def rules(archive: Path) -> list[dict[str, Any]]:
    """The rules of the style packages."""
    found = []
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getmembers(), key=lambda member: member.name):
            parts = Path(member.name).parts
            if len(parts) == 3 and parts[0] == parts[1] and parts[0] in STYLES and parts[2].endswith(".yml"):
                rule = yaml.load(tar.extractfile(member) or b"", yaml.BaseLoader)  # strings only
                found += [rule] if isinstance(rule, dict) and rule.get("extends") in KINDS else []
    return found


def pattern(rule: dict[str, Any]) -> Pattern:
    """The pattern of a rule as Vale builds it."""
    if rule["extends"] == "substitution":
        alternatives = sorted(rule["swap"], key=len, reverse=True)
    else:
        tokens = [token for token in rule.get("tokens", []) if token.strip()]
        raw = "".join(rule.get("raw", []))
        alternatives = [raw + (f"(?:{'|'.join(tokens)})" if tokens else "")] if raw else tokens
    return Pattern(tuple(alternatives), rule.get("ignorecase") == "true", rule.get("nonword") != "true")


def oracle(wanted: Pattern) -> Callable[[str], list[tuple[int, int, int]]]:
    """One expression with an empty group after each alternative to know it by."""
    marks: dict[int, int] = {}
    for number, source in enumerate(wanted.alternatives):
        marks[max(marks, default=0) + _groups(source) + 1] = number
    body = "|".join(f"(?:{source})()" for source in wanted.alternatives)
    whole = rf"\b(?:{body})\b" if wanted.bounded else f"(?:{body})"
    flags = re.MULTILINE | (re.IGNORECASE if wanted.ignorecase else 0)
    expression = _compile(whole, flags)
    return lambda text: [(*match.span(), marks[match.lastindex]) for match in expression.finditer(text)]


def _groups(source: str) -> int:
    return int(_compile(source, 0).groups)


def _compile(source: str, flags: int) -> Any:
    try:
        return re.compile(source, flags)
    except re.error:
        import regex

        return regex.compile(source, flags)


def timed(call: Callable[[], object]) -> float:
    start = process_time()
    call()
    return process_time() - start


def articles(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]


def differences(patterns: list[Pattern], plan: Plan, texts: list[str]) -> tuple[int, int]:
    """(hits, patterns × texts with other hits) against the oracle."""
    hits = wrong = 0
    oracles = [oracle(wanted) for wanted in patterns]
    for text in texts:
        scan = plan.scan(text)
        for index, find in enumerate(oracles):
            expected = find(text)
            hits += len(expected)
            wrong += expected != [tuple(hit) for hit in scan.hits.get(index, [])]
    return hits, wrong


def first_scan(data: Any, text: str) -> str:
    """Milliseconds of the first scan with a plan from a cache, in a process of its own."""
    code = (
        "import json, sys; from time import process_time; from copydesk.matching import Plan;"
        "data, text = json.load(sys.stdin); start = process_time(); plan = Plan.from_data(data);"
        "middle = process_time(); plan.scan(text); end = process_time();"
        "print(f'from_data {1000 * (middle - start):.2f} ms, first scan {1000 * (end - middle):.1f} ms')"
    )
    given = json.dumps([data, text])
    return subprocess.run([sys.executable, "-c", code], input=given, capture_output=True, text=True, check=True).stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("COPYDESK_DATA"))
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args()
    patterns = [pattern(rule) for rule in rules(chosen.data / "conformance" / "vale.tar.gz")]
    texts = [gzip.decompress(path.read_bytes()).decode() for path in sorted((chosen.data / "clean").glob("*.gz"))]
    big = "".join(texts)[:MEGABYTE]
    small = articles(big, ARTICLE)

    print(f"{len(patterns)} patterns, {sum(len(p.alternatives) for p in patterns)} alternatives")
    print(f"build {timed(lambda: Plan.build(patterns)):.2f} s")
    data = Plan.build(patterns).to_data()
    print(f"data {len(json.dumps(data))} bytes of JSON")
    print("cold:", first_scan(data, small[3][:4_000]), end="")
    plan = Plan.from_data(json.loads(json.dumps(data)))
    for name, parts in (("5 kB articles", small), ("1 MB at once", [big])):
        best = min(timed(lambda parts=parts: [plan.scan(part) for part in parts]) for _ in range(3))
        print(f"{name}: {len(big) / MEGABYTE / best:.2f} MB/s")
    if chosen.check:
        every = [part for text in texts for part in articles(text, ARTICLE)]
        print("differences: {1} in {0} hits".format(*differences(patterns, plan, every)))
        print("on 1 MB at once: {1} in {0} hits".format(*differences(patterns, plan, [big])))


if __name__ == "__main__":
    main()
