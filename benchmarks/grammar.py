"""Figures of the rules `grammar/*`: how often each speaks on edited prose, what it finds of labelled errors, what it costs.

python benchmarks/grammar.py --data DIR                              # DIR/clean/*.txt.gz, DIR/typos/*.jsonl.gz
python benchmarks/grammar.py --data DIR --show 30 --rule agreement   # with findings, of rules whose id holds a word
python benchmarks/grammar.py --data DIR --table                      # one row a rule over all of DIR/clean, as in docs/grammar.md
python benchmarks/grammar.py --data DIR --cost                       # s/MB that the grammar packs add to all the others
python benchmarks/grammar.py --text FILE --show 30                   # other prose: a paragraph a line, .xz and .gz too
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from copydesk.diagnostic import Diagnostic
from copydesk.engine import RuleSet, lint
from copydesk.models.tagger import default_tagger
from copydesk.pack.load import builtin_packs, load_packs
from copydesk.readers import read
from copydesk.text import Source

PER = 10_000


def rule_set(wanted: str) -> RuleSet:
    """The rules of the grammar packs whose id holds `wanted`."""
    files = [(path, path.read_bytes()) for path in sorted(builtin_packs().glob("grammar*.yml"))]
    loaded = load_packs(files)
    rules, dropped = RuleSet.build([rule for rule in loaded.rules if wanted in rule.id])
    for problem in (*loaded.problems, *dropped):
        print(problem)
    return rules


def found(rules: RuleSet, text: str) -> tuple[Diagnostic, ...]:
    report = lint(read(Source("text.txt", text)), rules)
    if report.errors:
        raise SystemExit(str(report.errors[0]))
    return report.diagnostics


def context(text: str, diagnostic: Diagnostic) -> str:
    start, end = diagnostic.span
    around = f"{text[max(start - 60, 0) : start]}[{text[start:end]}]{text[end : end + 40]}"
    return f"   {diagnostic.rule.partition('/')[2]} → {' | '.join(diagnostic.replacements)}: {' '.join(around.split())}"


def opened(path: Path) -> IO[str]:
    plain: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".xz": lzma.open}
    stream: IO[str] = plain.get(path.suffix, open)(path, "rt", encoding="utf8", errors="replace")
    return stream


def clean(path: Path, rules: RuleSet, show: int, limit: int) -> None:
    """Findings by rule per 10,000 words, the share of sentences that were tagged, and s/MB."""
    with opened(path) as file:
        whole = file.read(limit)
    articles = [part.partition("\n")[2] for part in re.split(r"^#### ", whole, flags=re.MULTILINE) if part.strip()]
    articles = articles if len(articles) > 1 else [whole[i : i + 20_000] for i in range(0, len(whole), 20_000)]
    began = time.process_time()
    diagnostics = [(text, d) for text in articles for d in found(rules, text)]
    took = time.process_time() - began
    base = baseline(articles)
    words = len(whole.split())
    size = len(whole.encode()) / 1e6
    by_rule = Counter(d.rule.partition("/")[2] for _, d in diagnostics)
    print(
        f"{path.name}: {words} words, {len(diagnostics)} findings = {PER * len(diagnostics) / words:.2f}/10k words, "
        f"{(took - base) / size:.3f} s CPU/MB over reading and no rules"
    )
    print("   " + ", ".join(f"{rule} {count} ({PER * count / words:.2f})" for rule, count in by_rule.most_common()))
    if show:
        shown: Counter[str] = Counter()
        for text, d in sorted(diagnostics, key=lambda pair: pair[1].rule):
            shown[d.rule] += 1
            if shown[d.rule] <= show:
                print(context(text, d))


def table(paths: Sequence[Path], rules: RuleSet) -> None:
    """Findings of each rule over all files, as a Markdown table."""
    by_rule: Counter[str] = Counter()
    words = 0
    for path in paths:
        with opened(path) as file:
            whole = file.read()
        words += len(whole.split())
        for part in re.split(r"^#### ", whole, flags=re.MULTILINE):
            by_rule.update(d.rule for d in found(rules, part.partition("\n")[2]))
    print(f"| rule | findings in {words:,} words of edited prose | per 10,000 words |\n|--|--|--|")
    for rule in sorted(rules.rules, key=lambda rule: (-by_rule[rule.id], rule.id)):
        print(f"| `{rule.id}` | {by_rule[rule.id]} | {PER * by_rule[rule.id] / words:.2f} |")
    print(f"| all | {by_rule.total()} | {PER * by_rule.total() / words:.2f} |")


def cost(path: Path) -> None:
    """CPU time over 1 MB of all packs with the grammar packs, without them, and without those that ask for tags."""
    loaded = load_packs([(pack, pack.read_bytes()) for pack in sorted(builtin_packs().glob("*.yml"))]).rules
    sets = {
        "all packs": loaded,
        "without agreement and splice": [rule for rule in loaded if rule.kind not in ("agreement", "splice")],
        "without grammar": [rule for rule in loaded if not rule.id.startswith("grammar/")],
    }
    with opened(path) as file:
        whole = file.read(1_000_000)
    parts = re.split(r"^#### ", whole, flags=re.MULTILINE)
    documents = [read(Source("text.txt", part.partition("\n")[2])) for part in parts]
    built = {name: RuleSet.build(rules)[0] for name, rules in sets.items()}
    best: dict[str, float] = {}
    for _ in range(4):
        for name, rules in built.items():
            began = time.process_time()
            for document in documents:
                lint(document, rules)
            best[name] = min(best.get(name, 1e9), time.process_time() - began)
    for name, seconds in best.items():
        print(f"{name}: {seconds:.3f} s/MB")


def baseline(articles: Sequence[str]) -> float:
    """What reading and cutting into sentences costs by itself."""
    nothing, _ = RuleSet.build([])
    began = time.process_time()
    for text in articles:
        document = read(Source("text.txt", text))
        lint(document, nothing)
        assert document.sentences is not None
    return time.process_time() - began


def labelled(path: Path, rules: RuleSet, show: int) -> None:
    """Findings that lie on a labelled error and those that do not, by rule."""
    on, off = Counter[str](), Counter[str]()
    strangers = []
    for row in rows(path):
        for d in found(rules, row["text"]):
            name = d.rule.partition("/")[2]
            if any(
                d.span.start < max(e["end"], e["start"] + 1) + 12 and d.span.end > e["start"] - 12
                for e in row["errors"]
            ):
                on[name] += 1
            else:
                off[name] += 1
                strangers.append(context(row["text"], d))
    print(f"{path.name}: {sum(on.values())} on or beside a labelled error, {sum(off.values())} elsewhere")
    print("   on: " + ", ".join(f"{rule} {count}" for rule, count in on.most_common()))
    print("   elsewhere: " + ", ".join(f"{rule} {count}" for rule, count in off.most_common()))
    print(*strangers[:show], sep="\n")


def rows(path: Path) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf8") as file:
        for line in file:
            yield json.loads(line)


def main() -> None:
    parser = argparse.ArgumentParser(description="Figures of the rules grammar/*.")
    parser.add_argument("--data", type=Path, default=os.environ.get("COPYDESK_DATA"))
    parser.add_argument("--text", type=Path, nargs="+", default=[])
    parser.add_argument("--limit", type=int, default=-1, help="characters to read of each file")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--rule", default="")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--cost", action="store_true")
    parser.add_argument("--only", default="", help="files whose name holds this")
    options = parser.parse_args()
    rules = rule_set(options.rule)
    default_tagger()
    for path in options.text:
        clean(path, rules, options.show, options.limit)
    if options.text:
        return
    if options.cost:
        cost(Path(options.data, "clean", "digitalgov.dev.txt.gz"))
        return
    if options.table:
        table(sorted(Path(options.data, "clean").glob("*.txt.gz")), rules)
        return
    for path in sorted(Path(options.data, "clean").glob("*.txt.gz")):
        if options.only in path.name:
            clean(path, rules, options.show, options.limit)
    for path in sorted(Path(options.data, "typos").glob("*.jsonl.gz")):
        if options.only in path.name:
            labelled(path, rules, options.show)


if __name__ == "__main__":
    main()
