"""Build src/copydesk/models/misspellings.bin from a list of misspellings, a folder of text to count words in, and Hunspell.

    python -m training.misspellings.build --data DIR            # DIR/train/*.txt.xz; writes into src/copydesk/models
    python -m training.misspellings.build --data DIR --out FILE --changes

What the list calls wrong is dropped if `keep_out.txt` names it, or if `hunspell` (dictionaries en_US and en_GB, on the
PATH) knows the word and `still_wrong.txt` does not name it. `extra.csv` adds entries and replaces those of the list.
The corrections of a word are ranked by how often they are used and how near they lie to what was typed. The same files
and dictionaries give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import lzma
import os
import re
import struct
import subprocess
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from copydesk.models.misspellings import MARK, TABLE, VERSION
from copydesk.models.packed import write_packed
from copydesk.models.slips import one_slip, ranked, score

HERE = Path(__file__).parent
LIST = HERE / "typos_words.csv.gz"
BUCKETS = 1 << 17

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
RIVAL = 9.0
"""A word that the list does not offer joins the corrections if its score is above the best one's by this much."""


def count_words(folder: Path) -> Counter[str]:
    """Uses of each word that is written in lower case, over all texts of the folder; apostrophes made straight."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.txt.xz")):
        with lzma.open(path, "rt", encoding="utf8") as file:
            while block := file.read(1 << 22):
                counts.update(WORD.findall(block + file.readline()))
    straight: Counter[str] = Counter()
    for word, count in counts.items():
        if word.islower():
            straight[word.replace("’", "'")] += count
    return straight


def known_words(words: Iterable[str]) -> set[str]:
    """The words that Hunspell's American or British dictionary accepts."""
    asked = "\n".join(words)
    known: set[str] = set()
    for language in ("en_US", "en_GB"):
        command = ["hunspell", "-d", language, "-i", "utf-8", "-G"]
        done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
        known.update(done.stdout.split())
    return known


def listed(path: Path) -> set[str]:
    """The words of a file of words; # starts a comment."""
    lines = path.read_text(encoding="utf8").split("\n")
    return {word for line in lines if not line.startswith("#") for word in line.split()}


def entries() -> dict[str, tuple[str, ...]]:
    """Wrong word → right words: the list without what is right after all, and the extra ones."""
    with gzip.open(LIST, "rt", encoding="utf8") as file:
        rows = {row[0]: tuple(row[1:]) for row in csv.reader(file)}
    right = known_words(rows) - listed(HERE / "still_wrong.txt") | listed(HERE / "keep_out.txt")
    kept = {word: options for word, options in rows.items() if word not in right}
    return kept | extra()


def extra() -> dict[str, tuple[str, ...]]:
    """The entries of our own; their order is by hand."""
    with (HERE / "extra.csv").open(encoding="utf8", newline="") as file:
        return {row[0]: tuple(row[1:]) for row in csv.reader(file)}


def rival(typed: str, best: str, counts: Mapping[str, int]) -> str:
    """A word one slip away that fits far better than the best correction of the list; "" if there is none."""
    found = max(one_slip(typed), key=lambda word: score(typed, word, counts) if word in counts else -99.0)
    return found if score(typed, found, counts) > score(typed, best, counts) + RIVAL else ""


def table(counts: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """What is packed: every wrong word with its corrections in order."""
    own = extra()
    rows: dict[str, tuple[str, ...]] = {}
    found = entries()
    rights = {right for options in found.values() for right in options}
    for typed, options in sorted(found.items()):
        if typed in own:
            rows[typed] = options
            continue
        order = ranked(typed, dict.fromkeys(options), counts)
        other = rival(typed, order[0], counts) if len(typed) > 3 else ""
        rows[typed] = (other, *order) if other and other in rights and other not in order else order
    return rows


def pack(rows: Mapping[str, tuple[str, ...]], path: Path, built: Mapping[str, str]) -> None:
    """Write the file that `copydesk.models.misspellings` describes."""
    buckets: defaultdict[int, bytearray] = defaultdict(bytearray)
    for typed, options in rows.items():
        key = typed.encode()
        buckets[zlib.crc32(key) & (BUCKETS - 1)] += b"\n" + key + b"\t" + "\t".join(options).encode()
    starts, lines = [0], bytearray()
    for bucket in range(BUCKETS):
        if buckets[bucket]:
            lines += buckets[bucket] + b"\n"
        starts.append(len(lines))
    sections = {"starts": struct.pack(f"<{len(starts)}I", *starts), "lines": bytes(lines)}
    write_packed(path, MARK, VERSION, {"built": dict(built), "words": len(rows)}, sections)


def main() -> None:
    parser = argparse.ArgumentParser(description="Build misspellings.bin.")
    parser.add_argument("--data", type=Path, default=os.environ.get("COPYDESK_DATA"), help="folder that holds train/")
    parser.add_argument("--out", type=Path, default=TABLE)
    parser.add_argument(
        "--changes", action="store_true", help="print the entries whose first correction is not the list's"
    )
    options = parser.parse_args()
    counts = count_words(Path(options.data) / "train")
    rows = table(counts)
    if options.changes:
        before = entries()
        for typed, found in rows.items():
            if typed in before and found[0] != before[typed][0]:
                print(typed, ",".join(found))
    pack(rows, options.out, {"list": hashlib.sha256(LIST.read_bytes()).hexdigest()})
    print(f"{len(rows)} words, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
