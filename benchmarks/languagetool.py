"""LanguageTool as copydesk reports it, beside what its server says: findings on edited prose, time, memory.

python benchmarks/languagetool.py --data DIR [--words 15000] [--show 20]     # DIR/clean/*.txt.gz
python benchmarks/languagetool.py seeds/*.txt                                # how long a check takes, cold and warm

Asks the server that `copydesk languagetool start` runs. *Raw* is every match of the server for the prose as copydesk sends
it; *reported* is what is left when names, quotations, code, terms of the text and rules that a desk does not want are out;
*warnings* are those of it that fail a run. `answers_to` is for other benchmarks: all matches for each of many texts.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from copydesk.config import Config
from copydesk.diagnostic import Diagnostic, Severity
from copydesk.kinds.languagetool import LanguageTool, Match
from copydesk.languagetool.answers import ask
from copydesk.languagetool.client import Address
from copydesk.languagetool.server import find_server
from copydesk.languagetool.state import State
from copydesk.readers import read
from copydesk.run import Setup, check_source, prepare
from copydesk.text import Source

PER = 10_000
# A rule that reports whatever the server says.
ALL = LanguageTool(id="benchmark/all", message="", language="en", names=False, in_quotes="check")


def answers_to(texts: Iterable[str], address: Address, language: str = "en-US") -> Iterator[tuple[Match, ...]]:
    """All that the server says to each text, in code points of the text. Raises RuntimeError for what it leaves out."""
    rule = LanguageTool(id="benchmark/all", message="", language=language)
    for text in texts:
        answers = ask(read(Source("text.txt", text), "plain"), [rule], address)
        if answers.troubles:
            raise RuntimeError(answers.troubles[0])
        yield answers.matches[rule.question]


def articles(path: Path, words: int) -> Iterator[str]:
    """The articles of a file of clean prose, until there are so many words."""
    text = gzip.decompress(path.read_bytes()).decode()
    for article in re.split(r"(?m)^#### .*\n", text):
        if words > 0 and article.strip():
            words -= len(article.split())
            yield article


def noise(path: Path, setup: Setup, address: Address, words: int, show: int) -> None:
    """One line of figures for a file, and the rules of the server that speak most."""
    raw: Counter[str] = Counter()
    told: list[tuple[str, Diagnostic]] = []
    size = letters = 0
    began = time.perf_counter()
    for article in articles(path, words):
        document = read(Source("article.txt", article), "plain")
        raw.update(match.rule for match in ask(document, [ALL], address).matches[ALL.question])
        size, letters = size + len(article.split()), letters + len(article)
    took = time.perf_counter() - began
    for article in articles(path, words):
        told += [(article, d) for d in check_source(Source("article.txt", article), setup, "plain").diagnostics]
    warnings = sum(d.severity >= Severity.WARNING for _, d in told)
    counts = [PER * n / size for n in (sum(raw.values()), len(told), warnings)]
    print(
        f"{path.name}: {size:,} words; findings per {PER:,} words: raw {counts[0]:.1f}, reported {counts[1]:.1f}, "
        f"warnings {counts[2]:.1f}; {1e6 * took / letters:.0f} s/MB the first time"
    )
    print("   raw: ", ", ".join(f"{rule} {count}" for rule, count in raw.most_common(8)))
    kept = Counter(d.message.rpartition("LanguageTool ")[2].rstrip(")") for _, d in told)
    print("   kept:", ", ".join(f"{rule} {count}" for rule, count in kept.most_common(8)))
    for article, diagnostic in told[:show]:
        start, end = diagnostic.span
        around = f"{article[max(start - 40, 0) : start]}[{article[start:end]}]{article[end : end + 30]}"
        print(f"   {diagnostic.severity.label:10} {' '.join(around.split())}  {diagnostic.message}")


def speed(paths: Iterable[str], address: Address) -> None:
    """Whole processes on each file: with LanguageTool, the first time and warm, and without."""
    for path in paths:
        base = [sys.executable, "-m", "copydesk", "check", "--isolated", "--output-format", "jsonl", path]
        asking = [*base, "--languagetool", "--languagetool-server", str(address)]
        first, *warm = [_seconds(asking) for _ in range(6)]
        without = min(_seconds(base) for _ in range(6))
        print(
            f"{path}: first {first:.2f} s, warm {min(warm):.2f} s (median {sorted(warm)[2]:.2f}), without {without:.2f} s"
        )


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - began


def memory() -> str:
    """Resident memory of the server, on Linux."""
    running = State().running()
    if not running or not Path("/proc").is_dir():
        return "not known"
    keepers = Path(f"/proc/{running.keeper}/task/{running.keeper}/children").read_text().split()
    status = Path(f"/proc/{keepers[0]}/status").read_text()
    kilobytes = re.findall(r"VmRSS:\s+(\d+)", status)[0]
    return f"{int(kilobytes) / 1000:.0f} MB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", help="articles to check, for the time it takes")
    parser.add_argument("--data", default=os.environ.get("COPYDESK_DATA"), help="folder with clean/")
    parser.add_argument("--words", type=int, default=15_000, help="of each file")
    parser.add_argument("--show", type=int, default=0, help="so many findings of each file")
    options = parser.parse_args()
    address = find_server()
    if options.files:
        speed(options.files, address)
    if options.data:
        setup = prepare(Config(builtin=False, languagetool=True), str(address))
        for path in sorted(Path(options.data, "clean").glob("*.txt.gz")):
            noise(path, setup, address, options.words, options.show)
    print("the server's memory:", memory())


if __name__ == "__main__":
    main()
