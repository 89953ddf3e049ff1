"""Every finding of the rules `typo/*` on the clean texts, with a verdict: a real mistake in the published text, or a false alarm.

    python benchmarks/realword_verdicts.py --data DIR [--lm] [--verdicts FILE]

Rewrites the tables of realword_verdicts.md beside it, keeps the verdicts that stand there, puts "?" where one is missing,
and prints how many are real, alone and with the language model.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from training.realword.evaluate import articles
from training.realword.second import language_model

from copydesk.engine import RuleSet, Selection, lint
from copydesk.language import LanguageModel
from copydesk.pack.load import builtin_packs, load_packs
from copydesk.readers import read
from copydesk.text import Source

SETS = ("gum_news", "masc_news", "masc_magazine", "masc_travel", "18f.dev", "digitalgov.dev")
PAGE = Path(__file__).with_name("realword_verdicts.md")
HEAD = "| set | rule | place | offered | verdict |"

Row = tuple[str, str, str, str]


def findings(data: Path, sets: tuple[str, ...], rules: RuleSet, language: LanguageModel | None) -> Iterator[Row]:
    """Set, rule, place and what is offered, in the order of the texts."""
    for name in sets:
        for text in articles(data, (name,)):
            for found in lint(read(Source("article.txt", text)), rules, Selection(language=language)).diagnostics:
                start, end = found.span
                place = f"{text[max(start - 30, 0) : start]}**{text[start:end]}**{text[end : end + 20]}"
                shown = " ".join(place.split()).replace("|", "/")
                yield name, found.rule, shown, ", ".join(found.replacements[:2]).replace("|", "/")


def held() -> dict[tuple[str, str], str]:
    """The verdicts of the page, by set and place."""
    lines = PAGE.read_text(encoding="utf8").split("\n") if PAGE.exists() else []
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return {(row[0], row[2]): row[4] for row in cells if len(row) == 5}


def table(rows: list[Row], verdicts: dict[tuple[str, str], str]) -> Iterator[str]:
    """Lines of a table."""
    yield HEAD
    yield "|--|--|--|--|--|"
    for name, rule, place, offered in rows:
        yield f"| {name} | {rule} | {place} | {offered} | {verdicts.get((name, place), '?')} |"


def counted(rows: list[Row], verdicts: dict[tuple[str, str], str]) -> str:
    """How many are real, in all and of those that the trained model reports."""

    def share(some: list[Row]) -> str:
        count = Counter(verdicts.get((row[0], row[2]), "?") for row in some)
        judged = count["real"] + count["false"]
        return f"{count['real']} of {judged} real ({count['real'] / max(judged, 1):.2f})" + (
            f", {count['?']} unread" if count["?"] else ""
        )

    trained = [row for row in rows if row[1].startswith("typo/real-word")]
    press = [row for row in rows if row[0] in SETS[:3]]
    return f"all: {share(rows)}; the trained model's: {share(trained)}; on news and magazines: {share(press)}"


def main() -> None:
    """Run, rewrite the page, print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("COPYDESK_DATA"))
    parser.add_argument("--lm", action="store_true")
    parser.add_argument("--verdicts", type=Path, help="a file for what the language model said")
    options = parser.parse_args()
    packs = load_packs([(path, path.read_bytes()) for path in sorted(builtin_packs().glob("typo*.yml"))])
    rules = RuleSet.build(packs.rules)[0]
    verdicts = held()
    parts = [("Alone", list(findings(Path(options.data), SETS, rules, None)))]
    if options.lm:
        second = list(findings(Path(options.data), SETS, rules, language_model(None, options.verdicts)))
        parts.append(("With the language model", second))
    page = [
        "# Findings of `typo/*` on published text, read one by one",
        "",
        "Made by `benchmarks/realword_verdicts.py`, verdicts by hand. *real*: the text is wrong there and the finding helps;",
        "*false*: the text is right, or the finding is of no use. digitalgov is the text that thresholds were fitted on.",
    ]
    for title, rows in parts:
        print(f"{title}: {counted(rows, verdicts)}")
        page += ["", f"## {title}", "", counted(rows, verdicts), "", *table(rows, verdicts)]
    PAGE.write_text("\n".join(page) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
