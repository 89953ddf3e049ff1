"""All figures of opinion/* and claim/*: labelled sentences, edited news, own pairs, and cost.

python benchmarks/opinion.py --data DATA
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

import yaml

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Severity
from copydesk.document import Document
from copydesk.engine import RuleSet, lint
from copydesk.pack.load import builtin_packs, load_packs
from copydesk.readers import read
from copydesk.text import Source

PAIRS = Path(__file__).resolve().parent.parent / "tests" / "opinion_pairs.yml"


def ready_rules() -> RuleSet:
    files = [builtin_packs() / name for name in ("opinion.yml", "claim.yml")]
    loaded = load_packs([(file, file.read_bytes()) for file in files])
    if loaded.problems:
        sys.exit("\n".join(map(str, loaded.problems)))
    return RuleSet.build(loaded.rules)[0]


def document(text: str) -> Document:
    return read(Source("draft.txt", text))


def findings(text: str, rules: RuleSet) -> tuple[Diagnostic, ...]:
    return lint(document(text), rules).diagnostics


def ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def f_score(hit: int, false: int, missed: int) -> float:
    return ratio(2 * hit, 2 * hit + false + missed)


def labelled(path: Path, rules: RuleSet) -> str:
    """A sentence counts as said if opinion/* finds anything in it, of any severity."""
    with gzip.open(path, "rt", encoding="utf8") as file:
        rows = [row for row in map(json.loads, file) if row["label"] is not None]
    counts = Counter(
        (any(d.rule.startswith("opinion/") for d in findings(row["text"], rules)), bool(row["label"])) for row in rows
    )
    hit, false, missed, silent = (counts[key] for key in ((True, True), (True, False), (False, True), (False, False)))
    macro = (f_score(hit, false, missed) + f_score(silent, missed, false)) / 2
    return (
        f"precision {ratio(hit, hit + false):.3f}, recall {ratio(hit, hit + missed):.3f}, macro-F1 {macro:.3f}"
        f" ({len(rows)} sentences, {hit + missed} judge)"
    )


def articles(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf8") as file:
        parts = re.split(r"^#### ", file.read(), flags=re.MULTILINE)
    return [part.partition("\n")[2] or part for part in parts if part.strip()]


def edited(path: Path, rules: RuleSet) -> str:
    texts = articles(path)
    words = sum(len(text.split()) for text in texts)
    found = [d for text in texts for d in findings(text, rules)]
    loud = sum(d.severity >= Severity.WARNING for d in found)
    return f"warning and above {1e4 * loud / words:.2f}, all {1e4 * len(found) / words:.1f} per 10,000 words ({words} words)"


def cost(path: Path, rules: RuleSet) -> str:
    """Processor seconds a megabyte, what the article's own views cost (shared by all rules) left out."""
    documents = [document(text) for text in articles(path)]
    size = sum(len(d.text.encode()) for d in documents) / 1e6
    began = time.process_time()
    for each in documents:
        lint(each, rules)
    middle = time.process_time()
    for each in documents:
        article = Article(each)
        _ = article.voices, article.genre, article.names, article.parts
    views = time.process_time() - middle
    return f"{(middle - began - views) / size:.2f} s/MB ({size:.2f} MB; the views of the article cost {views / size:.2f} s/MB)"


def pairs(rules: RuleSet) -> str:
    entries = yaml.safe_load(PAIRS.read_text(encoding="utf8"))
    results = [
        bool(findings(entry["judges"], rules)) and not findings(text, rules)
        for entry in entries
        for name, text in entry.items()
        if name != "judges"
    ]
    return f"{sum(results)} of {len(results)} right"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    rules = ready_rules()
    for name in ("newssd.train", "newssd.dev", "babe.dev", "wnc.dev", "conll2010_weasel.dev"):
        print(f"{name}: {labelled(data / 'opinion' / f'{name}.jsonl.gz', rules)}")
    for name in ("gum_news", "masc_news", "masc_magazine", "masc_travel", "18f.dev"):
        path = data / "clean" / f"{name}.txt.gz"
        print(f"{name}: {edited(path, rules)}; {cost(path, rules)}")
    print(f"pairs: {pairs(rules)}")


if __name__ == "__main__":
    main()
