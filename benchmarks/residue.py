"""Figures for residue: by line with sites held out, on clean text, and speed.  python benchmarks/residue.py --data DIR"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import yaml

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from training.residue.fit import Table, fit, spread  # noqa: E402
from training.residue.pages import Corpus, Labelled, Page, clean_articles, training_pages  # noqa: E402

from copydesk.article import Article  # noqa: E402
from copydesk.diagnostic import Severity  # noqa: E402
from copydesk.document import Block  # noqa: E402
from copydesk.kinds import residue as kind  # noqa: E402
from copydesk.models.page import Unit, page_of  # noqa: E402
from copydesk.models.residue import Verdict  # noqa: E402
from copydesk.models.residue import score as score_lines  # noqa: E402
from copydesk.readers.plain import read  # noqa: E402
from copydesk.rule import Lexicon  # noqa: E402
from copydesk.text import Source  # noqa: E402

ELSEWHERE = "elsewhere"
ADVICE = frozenset(("provenance",))
"""Sorts whose rule is a suggestion however sure the line is."""
LEXICON = ROOT / "lint_rules" / "lexicons" / "residue.yml"


def lexicon() -> Lexicon:
    return Lexicon(LEXICON.name, yaml.safe_load(LEXICON.read_bytes()))


def grades(pages: list[Page], verdicts: list[Verdict], sorts: kind.Sorts) -> list[tuple[int, str]]:
    """For each line the severity that a finding would have, 0 for none, and its sort."""
    given: list[tuple[int, str]] = []
    for page in pages:
        units = [Unit(i, i + 1, line.text, Block("paragraph", i, i + 1)) for i, line in enumerate(page.lines)]
        found = kind.sort_lines(units, tuple(verdicts[len(given) : len(given) + len(units)]), sorts)
        said = {line.unit.start: line for line in found if line.sort != ELSEWHERE}
        given += [(0, "") if i not in said else (grade_of(said[i]), said[i].sort) for i in range(len(units))]
    return given


def grade_of(line: kind.Sorted) -> Severity:
    """The severity of the finding, an error counted as a warning."""
    return Severity.SUGGESTION if line.sort in ADVICE else line.grade or Severity.WARNING


def held_out(table: Table, folds: int, seed: int) -> np.ndarray:
    """Logits of stage two and of the heads for the judged lines, each by a model that saw nothing of its site."""
    fold = spread(table.site, folds, seed)
    out = np.full((len(table.label), 3), np.nan)
    for part in range(folds):
        asked = (fold == part) & table.judged
        _, said, heads = fit(table, fold != part, asked, seed)
        out[asked, 0], out[asked, 1:] = said[asked], heads[asked, 1:]
    return out[table.judged]


def tally(lines: list[Labelled], given: list[tuple[int, str]], least: int) -> str:
    pairs = Counter(
        (line.label, grade >= least) for line, (grade, _) in zip(lines, given, strict=True) if line.label >= 0
    )
    hit, false, missed = pairs[1, True], pairs[0, True], pairs[1, False]
    precision, recall = hit / max(hit + false, 1), hit / (hit + missed)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}"


def pages_with_sites_held_out(data: Path, show: str) -> None:
    table = Table(training_pages(data, 1))
    judged = Corpus(data).judged()
    lines = [line for page in judged for line in page.lines]
    sorts = kind.sorts_of(lexicon())
    for folds, seed in ((5, 1), (2, 1), (2, 2), (5, 2)):
        logits = held_out(table, folds, seed)
        if show:
            np.save(f"{show}_{folds}_{seed}.npy", logits)
        given = grades(judged, [Verdict(1 / (1 + np.exp(-own)), *more) for own, *more in logits], sorts)
        print(
            f"{folds} folds, seed {seed}: warning {tally(lines, given, 2)}; with suggestions {tally(lines, given, 1)}",
            flush=True,
        )


def clean_text(data: Path, show: str) -> None:
    sorts = lexicon()
    for name in ("digitalgov.dev", "18f.dev", "gum_news", "masc_news", "masc_magazine", "masc_travel"):
        words, loud, mild = 0, 0, 0
        for title, article in clean_articles(data / "clean" / f"{name}.txt.gz"):
            text = "\n\n".join(article)
            words += len(text.split())
            page = page_of(Article(read(Source(title, text))))
            found = kind.find_residue(page, sorts)
            for sort in sorted({line.sort for line in found} - {ELSEWHERE}):
                for run in kind.runs(page.units, found, sort):
                    soft = grade_of(run[0]) == Severity.SUGGESTION
                    loud, mild = loud + (not soft), mild + soft
                    if show and not soft:
                        print(
                            f"   {name} {run[0].chance:.2f} {sort}: {' / '.join(line.unit.text[:110] for line in run)}"
                        )
        print(
            f"{name}: {words} words; per 10,000: warning {1e4 * loud / words:.2f}, suggestion {1e4 * mild / words:.2f}"
        )


def speed(data: Path) -> None:
    pages = [[line.text for line in page.lines] for page in Corpus(data).judged()]
    size = sum(len(line.encode()) + 2 for page in pages for line in page)
    began = time.perf_counter()
    for page in pages:
        score_lines(page)
    print(f"scorer: {(time.perf_counter() - began) * 1e6 / size:.2f} s for 1 MB")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "--data", type=Path, default=os.environ.get("COPYDESK_DATA"), required="COPYDESK_DATA" not in os.environ
    )
    asked.add_argument("--only", choices=("pages", "clean", "speed"))
    asked.add_argument("--show", default="", help="print findings on clean text; for pages, a path to save logits at")
    options = asked.parse_args()
    data = Path(options.data)
    if options.only in (None, "speed"):
        speed(data)
    if options.only in (None, "clean"):
        clean_text(data, options.show)
    if options.only in (None, "pages"):
        pages_with_sites_held_out(data, options.show)


if __name__ == "__main__":
    main()
