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
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from copydesk.article.lexicon import FIRST_NAMES, PLACES
from copydesk.models.misspellings import TABLE, Entry
from copydesk.models.slips import one_slip, ranked, score
from training.misspellings.contractions import contractions
from training.misspellings.neighbours import COMMON, count_pairs, told
from training.misspellings.pack import pack

HERE = Path(__file__).parent
LIST = HERE / "typos_words.csv.gz"

CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+\b")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
ENDINGS = ("s", "ed", "ing", "ly", "d", "er", "ers", "ment")
LEAST_STEM, LEAST_USES = 5, 30
LEAST_LETTERS = 6
"""A shorter word with a capital is more often a name or an abbreviation than a slip."""
AS_NAME, IN_TITLES, TIMES_LESS = 2, 100, 50
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


def count_capitals(folder: Path) -> Counter[str]:
    """Uses of each word with a capital behind a small letter and a space, where only names and titles have one."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.txt.xz")):
        with lzma.open(path, "rt", encoding="utf8") as file:
            while block := file.read(1 << 22):
                counts.update(CAPITAL.findall(block + file.readline()))
    return counts


def reach(typed: str, right: str, capitals: Mapping[str, int]) -> int:
    """How far a misspelling is one with a capital, as `copydesk.models.misspellings.Entry` says."""
    name, meant = capitals.get(typed.capitalize(), 0), capitals.get(right.capitalize(), 0)
    if len(typed) < LEAST_LETTERS or not typed.isalpha() or typed in FIRST_NAMES or typed in PLACES:
        return 0
    if name > AS_NAME and name * TIMES_LESS > meant:
        return 0
    return 2 if meant >= IN_TITLES else 1


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
    return {**derived(rows, counts), **contractions(known_words), **rows}


def derived(rows: Mapping[str, tuple[str, ...]], counts: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """What the list has without its endings: "goverments" of "goverment", where the right word is in use with them."""
    found: dict[str, tuple[str, ...]] = {}
    for typed, (right, *others) in rows.items():
        if others or len(typed) < LEAST_STEM or not (typed + right).isalpha():
            continue
        for ending in ENDINGS:
            wrong, meant = typed + ending, right + ending
            if right.endswith("e") and ending[0] in "ei":
                if ending != "ing" or not typed.endswith("e"):
                    continue
                wrong, meant = f"{typed[:-1]}ing", f"{right[:-1]}ing"
            if counts.get(meant, 0) >= LEAST_USES and wrong not in rows:
                found.setdefault(wrong, (meant,))
    known = known_words([*found, *(meant for (meant,) in found.values())])
    out = known | listed(HERE / "keep_out.txt")
    return {wrong: (meant,) for wrong, (meant,) in found.items() if wrong not in out and meant in known}


def judged(
    rows: Mapping[str, tuple[str, ...]], counts: Mapping[str, int], capitals: Mapping[str, int]
) -> dict[str, Entry]:
    """The rows with their reach, and with how much less likely the later corrections are."""
    own = extra()
    return {
        typed: Entry(
            rights, reach(typed, rights[0], capitals), tuple(_gaps(typed, rights, {} if typed in own else counts))
        )
        for typed, rights in rows.items()
    }


def _gaps(typed: str, rights: Sequence[str], counts: Mapping[str, int]) -> Iterator[float]:
    """Of an order by hand each is one power of e behind the one before it."""
    first = score(typed, rights[0], counts)
    for place, right in enumerate(rights):
        yield first - score(typed, right, counts) if counts else float(place)


def main() -> None:
    parser = argparse.ArgumentParser(description="Build misspellings.bin.")
    parser.add_argument("--data", type=Path, default=os.environ.get("COPYDESK_DATA"), help="folder that holds train/")
    parser.add_argument("--out", type=Path, default=TABLE)
    parser.add_argument(
        "--changes", action="store_true", help="print the entries whose first correction is not the list's"
    )
    options = parser.parse_args()
    folder = Path(options.data) / "train"
    counts = count_words(folder)
    rows = table(counts)
    entries_of = judged(rows, counts, count_capitals(folder))
    if options.changes:
        before = entries()
        for typed, found in rows.items():
            if typed in before and found[0] != before[typed][0]:
                print(typed, ",".join(found))
    rivals = {right for rights in rows.values() if len(rights) > 1 for right in rights if " " not in right}
    common = [word for word, _ in counts.most_common(COMMON)]
    pairs, single = count_pairs(folder, rivals, common)
    built = {"list": hashlib.sha256(LIST.read_bytes()).hexdigest()}
    pack(entries_of, told(pairs, single, rivals, common), options.out, built)
    print(f"{len(rows)} words, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
