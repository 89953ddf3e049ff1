"""Vectors of words from the company they keep: co-occurrence within four words, PPMI, the leading eigenvectors.

Reads public-domain, CC0 and CC BY text under DATA/train and DATA/clean (digitalgov only); writes DIR/words.txt, counts.npy,
vectors.npy. Takes about two minutes and 2 GB.

    python -m training.opinion.vectors --data DATA --out DIR
"""

from __future__ import annotations

import argparse
import gzip
import lzma
from array import array
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from copydesk.models.opinion import TOKEN

# Millions of words taken from each source, in twenty slices spread over the file.
SHARES = {
    "beige_book": 1.0, "congress_press": 9.0, "guten": 5.0, "human_rights": 2.5, "litbank": 5.0, "medquad": 0.7,
    "openstaxby": 1.3, "pm_au": 5.0, "pres": 0.5, "state_pr": 1.4, "un": 5.0, "whitehouse_2017": 0.9, "whitehouse_pr": 3.2,
}  # fmt: skip
SLICES, CHARACTERS = 20, 6.2
WORDS, CONTEXTS, WINDOW, DIMENSIONS = 30_000, 3_000, 4, 150


def texts(data: Path) -> Iterator[str]:
    for name, share in SHARES.items():
        with lzma.open(data / "train" / f"{name}.txt.xz", "rt", encoding="utf8", errors="replace") as file:
            text = file.read()
        step = len(text) // SLICES
        take = min(step, int(share * CHARACTERS * 1e6) // SLICES)
        yield from (text[i * step : i * step + take] for i in range(SLICES))
    with gzip.open(data / "clean" / "digitalgov.dev.txt.gz", "rt", encoding="utf8") as file:
        yield file.read()


def running_words(text: str) -> Iterator[str]:
    """The words of `copydesk.models.opinion.words_of`, for text of many sentences."""
    opens = True
    for token in TOKEN.findall(text.replace(". ", " ! ")):
        first = token[0]
        if first.isalpha():
            named = first.isupper() and not opens and token != "I" and not token.startswith(("I'", "I’"))
            yield "<N>" if named else token.lower().replace("’", "'")
            opens = False
        elif first.isdigit():
            yield "<#>"
            opens = False
        elif token in "?!":
            opens = True
        else:
            yield token if token == "," else '"' if token in '“”"' else ";"


def numbered(data: Path) -> tuple[list[str], np.ndarray, np.ndarray]:
    """All words by falling frequency, how often each occurs, and the text as their numbers."""
    places: dict[str, int] = {}
    numbers = array("i")
    for text in texts(data):
        numbers.extend([places.setdefault(word, len(places)) for word in running_words(text)])
    raw = np.frombuffer(numbers, dtype=np.int32)
    counts = np.bincount(raw, minlength=len(places))
    order = np.argsort(-counts, kind="stable")
    rank = np.empty(len(places), np.int64)
    rank[order] = np.arange(len(places))
    words = list(places)
    return [words[i] for i in order[:WORDS]], counts[order[:WORDS]], rank[raw]


def neighbours(text: np.ndarray) -> np.ndarray:
    """How often each context stands near each word, the nearer the more: float32 [WORDS, CONTEXTS]."""
    table = np.zeros(WORDS * CONTEXTS, np.float32)
    for distance in range(1, WINDOW + 1):
        for word, context in ((text[:-distance], text[distance:]), (text[distance:], text[:-distance])):
            kept = (word < WORDS) & (context < CONTEXTS)
            cells = word[kept] * CONTEXTS + context[kept]
            for start in range(0, len(cells), 20_000_000):
                cell, times = np.unique(cells[start : start + 20_000_000], return_counts=True)
                table[cell] += times.astype(np.float32) / distance
    return table.reshape(WORDS, CONTEXTS)


def vectors(table: np.ndarray) -> np.ndarray:
    """PPMI with smoothed contexts, projected on the leading eigenvectors, their spread halved: [WORDS, DIMENSIONS]."""
    rows = table.sum(1, keepdims=True)
    columns = table.sum(0, keepdims=True) ** 0.75
    table *= columns.sum()
    table /= np.maximum(rows, 1e-9)
    table /= np.maximum(columns, 1e-9)
    np.log(np.maximum(table, 1.0), out=table)
    values, basis = np.linalg.eigh((table.T @ table).astype(np.float64))
    leading = np.argsort(-values)[:DIMENSIONS]
    return (table @ basis[:, leading].astype(np.float32)) * (values[leading] ** -0.25).astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    words, counts, text = numbered(options.data)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "words.txt").write_text("\n".join(words), encoding="utf8")
    np.save(options.out / "counts.npy", counts)
    np.save(options.out / "vectors.npy", vectors(neighbours(text)))


if __name__ == "__main__":
    main()
