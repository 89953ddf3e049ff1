"""Figures of the rules `typo/*`: how many labelled errors they find, and how often they speak on edited prose.

python benchmarks/typos.py --data DIR                    # DIR/typos/*.jsonl.gz, DIR/clean/*.txt.gz
python benchmarks/typos.py --data DIR --show 20          # with findings that no label explains
python benchmarks/typos.py --data DIR --rule typo/a-an   # one rule by itself
python benchmarks/typos.py --data DIR --peer typos       # the program *typos* (pip install typos) beside it

Labels that an editor would not sign (`typos_judged.tsv`: a word of a Spanish sentence, another word that was meant) are
counted as they are, and once more as judged. The figures for what is no word are those of a spelling checker; `typos`
knows no real-word errors.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from copydesk.diagnostic import Diagnostic
from copydesk.engine import RuleSet, lint
from copydesk.pack.load import builtin_packs, load_packs
from copydesk.readers import read
from copydesk.text import Source

PER = 10_000
JUDGED = Path(__file__).with_name("typos_judged.tsv")


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


def judgements() -> dict[tuple[str, int], str]:
    """(paragraph, offset) → the right word, or "-" where nothing is wrong."""
    rows = (line.split("\t") for line in JUDGED.read_text(encoding="utf8").split("\n") if line and line[0] != "#")
    return {(name, int(start)): right for name, start, right in rows}


def labelled(path: Path, rules: RuleSet, show: int, peer: str) -> None:
    """Recall by kind of error, share with the right word first, and findings outside of all labels."""
    counts: dict[str, Counter[str]] = {}
    verdicts = judgements()
    words = 0
    strangers = []
    texts = list(rows(path))
    others = peer_findings(peer, [row["text"] for row in texts]) if peer else []
    began = time.process_time()
    for number, row in enumerate(texts):
        text = row["text"]
        words += len(text.split())
        diagnostics = found(rules, text)
        explained = set()
        for error in row["errors"]:
            over = [d for d in diagnostics if overlap(d.span, error)]
            explained.update(over)
            verdict = verdicts.get((row.get("id", ""), error["start"]), error["correction"] or "")
            told = [(fixed(text, d.span, d.replacements[:1], error)) for d in over]
            add(counts, error["kind"], told, error["correction"] or "")
            if verdict != "-" and verdicts:
                add(counts, f"{error['kind']} as judged", told, verdict)
            if peer:
                told = [fixed(text, span, first, error) for span, first in others[number] if overlap(span, error)]
                add(counts, f"{error['kind']} by typos", told, error["correction"] or "")
                if verdict != "-":
                    add(counts, f"{error['kind']} as judged by typos", told, verdict)
        strangers += [context(text, d) for d in diagnostics if d not in explained]
    took = time.process_time() - began
    for kind, count in sorted(counts.items()):
        if count == counts.get(kind.replace(" as judged", "")) and "judged" in kind:
            continue
        tried = count["tried"]
        shares = (
            f"found {count['found']}/{tried} = {count['found'] / tried:.3f}, right first {count['first'] / tried:.3f}"
        )
        print(f"{path.name} {kind}: {shares}")
    print(
        f"{path.name}: {len(strangers)} outside of labels = {PER * len(strangers) / words:.2f}/10k words, {took:.1f} s CPU"
    )
    print(*strangers[:show], sep="\n")


def add(counts: dict[str, Counter[str]], kind: str, told: list[str], wanted: str) -> None:
    count = counts.setdefault(kind, Counter())
    count.update(tried=1, found=bool(told), first=wanted.lower() in told)


def overlap(span: Sequence[int], error: Any) -> bool:
    return bool(span[0] < max(error["end"], error["start"] + 1) and span[1] > error["start"])


def fixed(text: str, span: Sequence[int], first: Sequence[str], error: Any) -> str:
    """What stands at the place of the error once the first replacement is made, in lower case."""
    if not first:
        return ""
    start, end = span
    before, after = text[error["start"] : start], text[end : error["end"]]
    made = before + first[0] + after
    extra = len(text[start : error["start"]]), len(text[error["end"] : end])
    return made[extra[0] : len(made) - extra[1]].lower()


def peer_findings(program: str, texts: Sequence[str]) -> list[list[tuple[tuple[int, int], list[str]]]]:
    """For each text the spans (code points) that the program *typos* names, each with its corrections."""
    said: list[list[tuple[tuple[int, int], list[str]]]] = [[] for _ in texts]
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            Path(folder, f"{number:06d}.txt").write_text(text, encoding="utf8", newline="")
        command = [program, "--format", "json", "--isolated", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    for row in map(json.loads, done.stdout.split("\n")[:-1]):
        if row.get("type") == "typo":
            number = int(Path(row["path"]).stem)
            lines = texts[number].split("\n")
            line = lines[row["line_num"] - 1]
            start = sum(len(before) + 1 for before in lines[: row["line_num"] - 1])
            start += len(line.encode()[: row["byte_offset"]].decode())
            said[number].append(((start, start + len(row["typo"])), row["corrections"]))
    return said


def clean(path: Path, rules: RuleSet, show: int, peer: str) -> None:
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
    if peer:
        alarms = [
            (t, *f) for t, found_in in zip(articles, peer_findings(peer, articles), strict=True) for f in found_in
        ]
        print(f"{path.name} by typos: {len(alarms)} findings = {PER * len(alarms) / words:.2f}/10k words")
        for text, (start, end), options in alarms[:show]:
            print(f"   typos {' | '.join(options)}: {' '.join(text[max(start - 40, 0) : end + 30].split())}")
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
    parser.add_argument("--peer", default="", help="the program typos, or the path of it")
    parser.add_argument("--only", default="", help="files whose name holds this")
    options = parser.parse_args()
    rules = rule_set(options.rule)
    for path in sorted(Path(options.data, "typos").glob("*.jsonl.gz")):
        if options.only in path.name:
            labelled(path, rules, options.show, options.peer)
    for path in sorted(Path(options.data, "clean").glob("*.txt.gz")):
        if options.only in path.name:
            clean(path, rules, options.show, options.peer)


if __name__ == "__main__":
    main()
