"""The words that no dictionary knows in edited prose: how many, which, and what they cost.

python benchmarks/spelling.py --data DIR                               # DIR/clean/gum_news.txt.gz with en_US and en_GB
python benchmarks/spelling.py --data DIR --spelling en_US --only 18f   # other dictionaries, other files
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import time
from pathlib import Path

from copydesk.engine import RuleSet, lint
from copydesk.kinds.spelling import Spelling
from copydesk.readers import read
from copydesk.text import Source

PER = 10_000


def main() -> None:
    """Print each unknown word with its neighbours, then how many there are in 10,000 words."""
    parser = argparse.ArgumentParser(description="Unknown words of edited prose.")
    parser.add_argument("--data", type=Path, default=os.environ.get("COPYDESK_DATA"))
    parser.add_argument("--spelling", action="append", default=[], metavar="DICT")
    parser.add_argument("--only", default="gum_news", help="files whose name holds this")
    options = parser.parse_args()
    rule = Spelling(
        id="typo/unknown-word",
        message="",
        dictionaries=tuple(options.spelling) or ("en_US", "en_GB"),
        in_quotes="check",
    )
    for key, reason in rule.problems():
        parser.error(f"{key}: {reason}")
    rules, _ = RuleSet.build([rule])
    for path in sorted(Path(options.data, "clean").glob("*.txt.gz")):
        if options.only in path.name:
            print_unknown(path, rules)


def print_unknown(path: Path, rules: RuleSet) -> None:
    """One file, its articles parted by lines that begin with ####."""
    with gzip.open(path, "rt", encoding="utf8") as file:
        whole = file.read()
    articles = [part.partition("\n")[2] for part in re.split(r"^#### ", whole, flags=re.MULTILINE) if part.strip()]
    began, count = time.process_time(), 0
    for text in articles:
        for found in lint(read(Source("text.txt", text)), rules).diagnostics:
            start, end = found.span
            around = f"{text[max(start - 40, 0) : start]}[{text[start:end]}]{text[end : end + 30]}"
            print(f"   {' | '.join(found.replacements)}: {' '.join(around.split())}")
            count += 1
    words, took = len(whole.split()), time.process_time() - began
    size = len(whole.encode()) / 1e6
    print(
        f"{path.name}: {words} words, {count} unknown = {PER * count / words:.2f}/10k words, {took / size:.1f} s CPU/MB"
    )


if __name__ == "__main__":
    main()
