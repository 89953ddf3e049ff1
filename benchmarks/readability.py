"""How fast the readability counts are, and on how many words they agree with textstat.

    python benchmarks/readability.py --data DIR     # DIR/clean/*.txt.gz; or set COPYDESK_DATA

Prints, for all text found: seconds a megabyte (cold and with the words already seen), milliseconds to the first count
of a fresh process, and the share of distinct words and of articles that textstat gives the same figures for.
"""

from __future__ import annotations

import argparse
import gzip
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from copydesk.readability import count_syllables, formulas, measure, tally
from copydesk.readability.syllables import hard_syllables
from copydesk.readability.tally import weights
from copydesk.textstat_profile import profile

FIRST_COUNT = """
import time
started = time.process_time()
from copydesk.readability import measure
measure("A councillor from Xyrgate, Mrs Oblinska, unexpectedly resigned on Thursday.")
print((time.process_time() - started) * 1000)
"""


def read_clean(data: Path) -> Iterator[str]:
    """The text of every file of clean prose."""
    for path in sorted((data / "clean").glob("*.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield file.read()


def seconds_per_megabyte(texts: Sequence[str], work: Callable[[str], object]) -> float:
    """CPU time of `work` on each text, a megabyte (10**6 bytes of UTF-8)."""
    started = time.process_time()
    for text in texts:
        work(text)
    return (time.process_time() - started) / (sum(len(text.encode()) for text in texts) / 1e6)


def forget() -> None:
    """Make the next text the first of its process."""
    count_syllables.cache_clear()
    hard_syllables.cache_clear()
    weights.cache_clear()


def grade(text: str) -> float:
    """What every run computes of an article: words, sentences and syllables."""
    return formulas.flesch_kincaid_grade(tally(text))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("COPYDESK_DATA"), required="COPYDESK_DATA" not in os.environ
    )
    texts = list(read_clean(Path(parser.parse_args().data)))
    whole = "\n\n".join(texts)
    print(f"{len(whole.encode()) / 1e6:.1f} MB, {tally(whole).n_words} words")
    articles = [piece for text in texts for piece in text.split("\n#### ")]
    for name, work in (("all measures", measure), ("school grade", grade)):
        forget()
        for label in ("cold", "warm"):
            print(f"{name}, {label}: {seconds_per_megabyte(articles, work):.3f} s CPU/MB")
    first = subprocess.run([sys.executable, "-c", FIRST_COUNT], capture_output=True, text=True, check=True)
    print(f"first count of a process: {float(first.stdout):.1f} ms")

    words = list(tally(whole).words)
    profile("")  # textstat has its dictionary from here on
    syllable_count = import_module("textstat").textstat.syllable_count
    same = sum(count_syllables(word) == syllable_count(word) for word in words)
    print(f"distinct words with textstat's syllables: {same} of {len(words)} ({same / len(words):.4%})")
    equal = sum(measure(article) == profile(article) for article in articles)
    print(f"articles with every measure equal to textstat's: {equal} of {len(articles)}")


if __name__ == "__main__":
    main()
