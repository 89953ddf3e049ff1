"""All figures of opinion/* and claim/*: labelled sentences, edited news, own pairs, and cost.

python benchmarks/opinion.py --data DATA [--lm]

With --lm the installed language model reads the sentences in doubt, and how many those are and what each costs is told.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Severity
from copydesk.document import Document
from copydesk.engine import RuleSet, Selection, lint
from copydesk.language import Head, LanguageModel
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
    return lint(document(text), rules, Selection(language=READER)).diagnostics


class Reader:
    """The installed language model, with a count of what it is asked and what that costs."""

    def __init__(self) -> None:
        from copydesk.lm.home import installed_path
        from copydesk.lm.model import Model

        self._model: LanguageModel = Model(installed_path())
        self.fingerprint = self._model.fingerprint
        self.asked, self.spent = 0, 0.0

    def weigh(self, sentences: Sequence[str], head: Head) -> list[float]:
        began = time.process_time()
        answers = self._model.weigh(sentences, head)
        self.asked, self.spent = self.asked + len(sentences), self.spent + time.process_time() - began
        return answers

    def told(self, sentences: int) -> str:
        """What it was asked since it last told, of so many sentences."""
        words = f"asked about {self.asked} of {sentences} sentences, {ratio(self.spent, self.asked):.3f} s each"
        self.asked, self.spent = 0, 0.0
        return words


READER: Any = Reader() if "--lm" in sys.argv else None


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


def sentences(path: Path) -> int:
    return sum(len(document(text).sentences) for text in articles(path))


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
    parser.add_argument("--lm", action="store_true", help="with the installed language model")
    data = parser.parse_args().data
    rules = ready_rules()
    for name in ("newssd.train", "newssd.dev", "babe.dev", "wnc.dev", "conll2010_weasel.dev"):
        print(f"{name}: {labelled(data / 'opinion' / f'{name}.jsonl.gz', rules)}", flush=True)
    if READER:
        READER.told(0)
    for name in ("gum_news", "masc_news", "masc_magazine", "masc_travel", "18f.dev"):
        path = data / "clean" / f"{name}.txt.gz"
        print(
            f"{name}: {edited(path, rules)}; {READER.told(sentences(path)) if READER else cost(path, rules)}",
            flush=True,
        )
    print(f"pairs: {pairs(rules)}")


if __name__ == "__main__":
    main()
