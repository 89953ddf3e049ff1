"""Figures of the rules `typo/*`: how many labelled errors they find, and how often they speak on edited prose.

python benchmarks/typos.py --data DIR                    # DIR/typos/*.jsonl.gz, DIR/clean/*.txt.gz
python benchmarks/typos.py --data DIR --show 20          # with findings that no label explains
python benchmarks/typos.py --data DIR --rule typo/a-an   # one rule by itself
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from copydesk.diagnostic import Diagnostic
from copydesk.engine import RuleSet, lint
from copydesk.pack.load import builtin_packs, load_packs
from copydesk.readers import read
from copydesk.text import Source

PER = 10_000


def rule_set(wanted: str) -> RuleSet:
    """The rules of the typo packs whose id starts with `wanted`."""
    files = [(path, path.read_bytes()) for path in sorted(builtin_packs().glob("typo*.yml"))]
    loaded = load_packs(files)
    for problem in loaded.problems:
        print(problem)
    rules, dropped = RuleSet.build([rule for rule in loaded.rules if rule.id.startswith(wanted)])
    for rule, reason in dropped:
        print(f"{rule.id}: {reason}")
    return rules


def found(rules: RuleSet, text: str) -> tuple[Diagnostic, ...]:
    report = lint(read(Source("text.txt", text)), rules)
    for error in report.errors:
        print(error)
    return report.diagnostics


def context(text: str, diagnostic: Diagnostic) -> str:
    start, end = diagnostic.span
    around = f"{text[max(start - 40, 0) : start]}[{text[start:end]}]{text[end : end + 30]}"
    return f"   {diagnostic.rule} {' | '.join(diagnostic.replacements)}: {' '.join(around.split())}"


def labelled(path: Path, rules: RuleSet, show: int) -> None:
    """Recall by kind of error, share with the right word first, and findings outside of all labels."""
    tried: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    first: Counter[str] = Counter()
    words = 0
    strangers = []
    began = time.process_time()
    for row in rows(path):
        text = row["text"]
        words += len(text.split())
        diagnostics = found(rules, text)
        explained = set()
        for error in row["errors"]:
            end = max(error["end"], error["start"] + 1)
            over = [d for d in diagnostics if d.span.start < end and d.span.end > error["start"]]
            explained.update(over)
            tried[error["kind"]] += 1
            hit[error["kind"]] += bool(over)
            wanted = (error["correction"] or "").lower()
            first[error["kind"]] += any(wanted == fixed(text, d, error) for d in over)
        strangers += [context(text, d) for d in diagnostics if d not in explained]
    took = time.process_time() - began
    for kind, count in sorted(tried.items()):
        print(
            f"{path.name} {kind}: found {hit[kind]}/{count} = {hit[kind] / count:.3f}, right first {first[kind] / count:.3f}"
        )
    print(
        f"{path.name}: {len(strangers)} outside of labels = {PER * len(strangers) / words:.2f}/10k words, {took:.1f} s CPU"
    )
    print(*strangers[:show], sep="\n")


def fixed(text: str, diagnostic: Diagnostic, error: Any) -> str:
    """What stands at the place of the error once the first replacement is made, in lower case."""
    if not diagnostic.replacements:
        return ""
    start, end = diagnostic.span
    before, after = text[error["start"] : start], text[end : error["end"]]
    made = before + diagnostic.replacements[0] + after
    extra = len(text[start : error["start"]]), len(text[error["end"] : end])
    return made[extra[0] : len(made) - extra[1]].lower()


def clean(path: Path, rules: RuleSet, show: int) -> None:
    """Findings by rule on edited prose."""
    with gzip.open(path, "rt", encoding="utf8") as file:
        whole = file.read()
    articles = [part.partition("\n")[2] for part in re.split(r"^#### ", whole, flags=re.MULTILINE) if part.strip()]
    began = time.process_time()
    diagnostics = [(text, d) for text in articles for d in found(rules, text)]
    took = time.process_time() - began
    words = len(whole.split())
    by_rule = Counter(d.rule for _, d in diagnostics)
    rate = PER * len(diagnostics) / words
    size = len(whole.encode()) / 1e6
    print(f"{path.name}: {words} words, {len(diagnostics)} findings = {rate:.2f}/10k words, {took / size:.2f} s CPU/MB")
    if show:
        print("   " + ", ".join(f"{rule} {count}" for rule, count in by_rule.most_common()))
        print(*(context(text, d) for text, d in diagnostics[:show]), sep="\n")


def rows(path: Path) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf8") as file:
        for line in file:
            yield json.loads(line)


def main() -> None:
    parser = argparse.ArgumentParser(description="Figures of the rules typo/*.")
    parser.add_argument("--data", type=Path, default=os.environ.get("COPYDESK_DATA"))
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--rule", default="typo/")
    parser.add_argument("--only", default="", help="files whose name holds this")
    options = parser.parse_args()
    rules = rule_set(options.rule)
    for path in sorted(Path(options.data, "typos").glob("*.jsonl.gz")):
        if options.only in path.name:
            labelled(path, rules, options.show)
    for path in sorted(Path(options.data, "clean").glob("*.txt.gz")):
        if options.only in path.name:
            clean(path, rules, options.show)


if __name__ == "__main__":
    main()
