"""How long copydesk takes: a cold process on one article, megabytes a second on many, and on one that grows.

    python benchmarks/speed.py seeds/*.txt --corpus ARTICLES.txt.gz [--vale vale]

Each command is run in turn with the others, so that a machine which slows down slows all of them. The corpus is a text
in which lines that begin with `#### ` part the articles. The first run fills the cache of plans and is not counted.
"""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--vale", default="vale", help="Vale's program, measured too where it is installed")
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    copydesk = [sys.executable, "-m", "copydesk", "check", "--isolated"]
    commands = {"python -c pass": [sys.executable, "-c", "pass"], "copydesk check": [*copydesk, *options.articles]}
    if shutil.which(options.vale):
        commands["vale"] = [options.vale, *options.articles]
    for name, seconds in timed(commands, options.runs).items():
        print(f"{name:<16} median {1e3 * statistics.median(seconds):6.1f} ms, least {1e3 * min(seconds):6.1f} ms")
    if options.corpus:
        print(throughput(copydesk, options.corpus))
        print("\n".join(growth(copydesk, options.corpus)))


def timed(commands: dict[str, list[str]], runs: int) -> dict[str, list[float]]:
    """Wall seconds of each command, the commands taking turns."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            began = time.perf_counter()
            subprocess.run(command, capture_output=True, check=False)
            if number:
                seconds[name].append(time.perf_counter() - began)
    return seconds


def growth(copydesk: list[str], corpus: Path) -> Iterator[str]:
    """Seconds for the corpus as one file, of more and more of it: they should grow as the text does."""
    data = gzip.decompress(corpus.read_bytes())
    for size in (500_000, 1_000_000, 2_000_000, 4_000_000):
        if size > len(data):
            return
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "whole.txt").write_bytes(data[:size].decode(errors="ignore").encode())
            began = time.perf_counter()
            subprocess.run(
                [*copydesk, "--output-format", "jsonl", "--output-file", "out", "."], check=False, cwd=folder
            )
            took = time.perf_counter() - began
        yield f"one file of {size / 1e6:.1f} MB: {took:.2f} s, {size / 1e6 / took:.2f} MB/s"


def throughput(copydesk: list[str], corpus: Path) -> str:
    """Megabytes a second with one job, the corpus as a file for each article."""
    text = gzip.decompress(corpus.read_bytes()).decode()
    articles = [part.partition("\n")[2] for part in re.split(r"^#### ", text, flags=re.MULTILINE) if part.strip()]
    with tempfile.TemporaryDirectory() as folder:
        for number, article in enumerate(articles):
            (Path(folder) / f"{number:06}.txt").write_text(article, encoding="utf-8", newline="")
        began = time.perf_counter()
        command = [*copydesk, "--jobs", "1", "--output-format", "jsonl", "--output-file", f"{folder}/out", folder]
        subprocess.run(command, check=False, cwd=folder)
        took = time.perf_counter() - began
    size = sum(len(article.encode()) for article in articles) / 1e6
    return f"{len(articles)} articles, {size:.2f} MB in {took:.2f} s: {size / took:.2f} MB/s with one job"


if __name__ == "__main__":
    main()
