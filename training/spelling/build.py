"""Build src/copydesk/models/frequencies.txt: how often words are used, for the ranking of suggestions.

    python -m training.spelling.build --data DIR        # DIR/train/*.txt.xz

Only words that Hunspell (dictionaries en_US and en_GB, `hunspell` on the PATH) or `src/copydesk/models/words.txt` knows
are written, and of each only the order of magnitude. The same texts and dictionaries give the same bytes.
"""

from __future__ import annotations

import argparse
import os
from collections import defaultdict
from pathlib import Path

from copydesk.models.frequencies import TABLE, WORDS, read_words
from training.misspellings.build import count_words, known_words

LEAST = 16


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description="Build frequencies.txt.")
    parser.add_argument("--data", type=Path, default=os.environ.get("COPYDESK_DATA"), help="folder that holds train/")
    parser.add_argument("--out", type=Path, default=TABLE)
    options = parser.parse_args()
    counts = {word: n for word, n in count_words(Path(options.data) / "train").items() if n >= LEAST and len(word) > 1}
    known = known_words(counts) | read_words(WORDS)
    levels: defaultdict[int, list[str]] = defaultdict(list)
    for word, n in counts.items():
        if word in known:
            levels[n.bit_length() - 1].append(word)
    lines = [f"{level} {' '.join(sorted(levels[level]))}\n" for level in sorted(levels, reverse=True)]
    options.out.write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"{sum(map(len, levels.values()))} words, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
