"""Figures for residue: by line with sites held out, on clean text, and speed.  python benchmarks/residue.py --data DIR"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from training.residue.fit import Table, fit, spread  # noqa: E402
from training.residue.pages import Corpus, Labelled, Page, clean_articles, training_pages  # noqa: E402
from training.residue.train import pack  # noqa: E402

from copydesk.article import Article  # noqa: E402
from copydesk.diagnostic import Severity  # noqa: E402
from copydesk.document import Block  # noqa: E402
from copydesk.kinds.duplicate import find_twins  # noqa: E402
from copydesk.kinds.residue import runs  # noqa: E402
from copydesk.kinds.residue_lines import Sorted, Sorts, find_residue, sort_lines  # noqa: E402
from copydesk.models import page as pages_of  # noqa: E402
from copydesk.models.page import Unit, page_of  # noqa: E402
from copydesk.models.residue import Judged, Weights, load  # noqa: E402
from copydesk.readers.plain import read  # noqa: E402
from copydesk.rule import Lexicon  # noqa: E402
from copydesk.text import Source  # noqa: E402

ELSEWHERE = "elsewhere"
ADVICE = frozenset(("provenance",))
"""Sorts whose rule is a suggestion however sure the line is."""
LEXICON = ROOT / "lint_rules" / "lexicons" / "residue.yml"


def lexicon() -> Lexicon:
    return Lexicon(LEXICON.name, yaml.safe_load(LEXICON.read_bytes()))


def grades(pages: list[Page], weights: Weights, sorts: Sorts) -> Iterator[list[tuple[int, str]]]:
    """For each line of each page the severity that a finding would have, 0 for none, and its sort."""
    for page in pages:
        units = [Unit(i, i + 1, line.text, Block("paragraph", i, i + 1)) for i, line in enumerate(page.lines)]
        found = sort_lines(units, Judged([unit.text for unit in units], weights=weights), sorts)
        said = {line.unit.start: line for line in found if line.sort != ELSEWHERE}
        yield [(0, "") if i not in said else (grade_of(said[i]), said[i].sort) for i in range(len(units))]


def grade_of(line: Sorted) -> Severity:
    """The severity of the finding, an error counted as a warning."""
    return Severity.SUGGESTION if line.sort in ADVICE else line.grade or Severity.WARNING


def held_out(table: Table, folds: int, seed: int, sorts: Sorts) -> dict[int, list[tuple[int, str]]]:
    """What is found on each judged page, by its number, with weights that saw nothing of its site."""
    fold = spread(table.site, folds, seed)
    nothing = np.zeros(len(table.label), bool)
    given: dict[int, list[tuple[int, str]]] = {}
    for part in range(folds):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "weights"
            path.write_bytes(pack(fit(table, fold != part, nothing, seed)[0]))
            weights = load.__wrapped__(path)
        asked = [i for i, page in enumerate(table.pages) if page.judged and fold[table.edges[i]] == part]
        given.update(zip(asked, grades([table.pages[i] for i in asked], weights, sorts), strict=True))
    return given


def tally(lines: list[Labelled], given: list[tuple[int, str]], least: int) -> str:
    pairs = Counter(
        (line.label, grade >= least) for line, (grade, _) in zip(lines, given, strict=True) if line.label >= 0
    )
    hit, false, missed = pairs[1, True], pairs[0, True], pairs[1, False]
    precision, recall = hit / max(hit + false, 1), hit / (hit + missed)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}"


def pages_with_sites_held_out(data: Path) -> None:
    table = Table(training_pages(data, 1))
    lines = [line for page in table.pages if page.judged for line in page.lines]
    sorts = Sorts(lexicon())
    for folds, seed in ((5, 1), (2, 1), (2, 2), (5, 2)):
        found = held_out(table, folds, seed, sorts)
        given = [grade for number in sorted(found) for grade in found[number]]
        print(
            f"{folds} folds, seed {seed}: warning {tally(lines, given, 2)}; with suggestions {tally(lines, given, 1)}",
            flush=True,
        )


def clean_text(data: Path, *, show: bool) -> None:
    sorts = Sorts(lexicon())
    for name in ("digitalgov.dev", "18f.dev", "gum_news", "masc_news", "masc_magazine", "masc_travel"):
        words, loud, mild = 0, 0, 0
        for title, article in clean_articles(data / "clean" / f"{name}.txt.gz"):
            text = "\n\n".join(article)
            words += len(text.split())
            page = page_of(Article(read(Source(title, text))))
            for sort, found in sorted(runs(page.units, find_residue(page, sorts)).items()):
                for run in found if sort != ELSEWHERE else ():
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
    """Seconds of processor time that the scorer and the lexicon, and the search for twins, add to a document read already."""
    gc.set_threshold(100_000, 20, 20)  # as the command line does
    pages = ["\n\n".join(line.text for line in page.lines) for page in Corpus(data).judged()]
    prose = ["\n\n".join(article) for _, article in clean_articles(data / "clean" / "digitalgov.dev.txt.gz")]
    sorts = Sorts(lexicon())
    for name, texts in (("pages", pages), ("digitalgov.dev", prose)):
        size = sum(len(text.encode()) for text in texts)
        documents = [read(Source("page", text)) for text in texts]
        lines, twins = [], []
        for _ in range(3):
            began = time.process_time()
            made = [pages_of.Page(document) for document in documents]
            for page in made:
                find_residue(page, sorts)
            lines.append(time.process_time() - began)
            for page in made:
                find_twins(page.units)
            twins.append(time.process_time() - began - lines[-1])
        print(f"{name}: residue {min(lines) * 1e6 / size:.2f} s for 1 MB, twins {min(twins) * 1e6 / size:.2f}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "--data", type=Path, default=os.environ.get("COPYDESK_DATA"), required="COPYDESK_DATA" not in os.environ
    )
    asked.add_argument("--only", choices=("pages", "clean", "speed"))
    asked.add_argument("--show", action="store_true", help="print the warnings on clean text")
    options = asked.parse_args()
    data = Path(options.data)
    if options.only in (None, "speed"):
        speed(data)
    if options.only in (None, "clean"):
        clean_text(data, show=options.show)
    if options.only in (None, "pages"):
        pages_with_sites_held_out(data)


if __name__ == "__main__":
    main()
