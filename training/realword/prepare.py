"""Read the texts once: a vocabulary, and each text as numbers with a sentence edge between sentences.

Written to the work folder: `vocabulary.txt` (a word a line, after the special ones) and per text and side
(`train`, `calibrate`, `test`) an `.npz` of `ids` (uint16) and `case` (0 lower, 1 capital first, 2 all capitals).
"""

from __future__ import annotations

import argparse
from array import array
from collections import Counter
from pathlib import Path

import numpy as np

from copydesk.models.tokens import SPECIAL, TOKEN, folded, shape
from training.realword.pairs import parts, read_pairs
from training.realword.sources import SENTENCE_END, SOURCES, Source, chance, digest, documents

WORDS = 40_000
OWN = Path(__file__).parent / "own.txt"  # sentences written for words that the texts hardly hold
ABBREVIATED = ("Mr.", "Mrs.", "Ms.", "Dr.", "St.", "Sen.", "Rep.", "Gov.", "Jr.", "Gen.", "No.", "vs.", "Jan.", "Feb.",
               "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")  # fmt: skip


def sentences(paragraph: str) -> list[str]:
    """Split a paragraph at the ends of sentences; an abbreviation or an initial is no end."""
    found: list[str] = []
    start = 0
    for gap in SENTENCE_END.finditer(paragraph):
        before = paragraph[start : gap.start()]
        last = before.rsplit(" ", 1)[-1]
        if last in ABBREVIATED or (len(last) == 2 and last[0].isupper()):
            continue
        found.append(paragraph[start : gap.end()])
        start = gap.end()
    found.append(paragraph[start:])
    return found


def sides(source: Source, data: Path) -> dict[str, list[list[str]]]:
    """The paragraphs of a source by side, each as its sentences' token lists; a paragraph seen before is left out."""
    held: dict[str, list[list[str]]] = {"train": [], "calibrate": [], "test": []}
    seen: set[int] = set()
    for number, document in enumerate(documents(data / source.path)):
        if chance(source.name, number, "share") >= source.share:
            continue
        side = source.role
        if side == "train" and chance(source.name, number, "held") < source.calibration:
            side = "calibrate"
        for paragraph in document:
            if (known := hash(paragraph)) in seen:
                continue
            seen.add(known)
            held[side].extend(TOKEN.findall(sentence) for sentence in sentences(paragraph))
    return held


def encode(lists: list[list[str]], vocabulary: dict[str, int]) -> dict[str, np.ndarray]:
    """Numbers and case of the tokens, a 0 before each sentence and after the last."""
    memory: dict[str, int] = {}
    ids, case = array("H", [0]), array("B", [0])
    for tokens in lists:
        for token in tokens:
            number = memory.get(token)
            if number is None:
                found = vocabulary.get(folded(token))
                number = shape(token) if found is None else found
                number |= (0 if token[0].islower() else 2 if token.isupper() and len(token) > 1 else 1) << 16
                memory[token] = number
            ids.append(number & 0xFFFF)
            case.append(number >> 16)
        ids.append(0)
        case.append(0)
    return {"ids": np.frombuffer(ids, np.uint16), "case": np.frombuffer(case, np.uint8)}


def prepare(data: Path, work: Path) -> None:
    """Read all sources of `data` into `work`."""
    work.mkdir(parents=True, exist_ok=True)
    counted: Counter[str] = Counter()
    texts: dict[tuple[str, str], list[list[str]]] = {}
    for source in SOURCES:
        if (found := digest(data / source.path)) != source.sha256:
            raise SystemExit(f"{source.path} is not the file that sources.py names: its SHA-256 is {found}")
        for side, lists in sides(source, data).items():
            if lists:
                texts[source.name, side] = lists
                if side == "train":
                    for tokens in lists:
                        counted.update(tokens)
        print(source.name, {s: sum(map(len, t)) for (n, s), t in texts.items() if n == source.name}, flush=True)
    folded_counts: Counter[str] = Counter()
    for token, count in counted.items():
        folded_counts[folded(token)] += count
    needed = {part for pair in read_pairs() for word in (pair.a, pair.b) for part in parts(word)}
    common = [word for word, _ in folded_counts.most_common(WORDS) if word[0].isalpha() or not word[0].isdigit()]
    words = [w for w in common if w not in SPECIAL and not w.isspace() and w.strip() == w]
    words += sorted(needed - set(words))
    vocabulary = {w: i for i, w in enumerate([*SPECIAL, *words])}
    (work / "vocabulary.txt").write_text("\n".join(words) + "\n", encoding="utf8")
    own = [TOKEN.findall(line) for line in OWN.read_text(encoding="utf8").split("\n") if line]
    texts["own", "train"] = own
    for (name, side), lists in texts.items():
        np.savez(work / f"{side}.{name}.npz", **encode(lists, vocabulary))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    prepare(options.data, options.work)
