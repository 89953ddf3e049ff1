"""The tagger: does it agree with prose (the tagger of Vale), how accurate is it, what does it cost?

python benchmarks/tagger.py --data DIR                  # DIR/clean/*.txt.gz beside the Go original, built with `go build`
python benchmarks/tagger.py --gold en_gum-ud-*.conllu   # accuracy on the CC BY genres of UD_English-GUM, tagged by hand;
                                                        # kept in models/tagger.metrics.json
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from copydesk.models.tagger import WEIGHTS, Tagger
from copydesk.readers import read
from copydesk.text import Source

GO = Path(__file__).with_name("tagger_go")
# The genres of GUM whose texts and annotations are under CC BY or free; the others are not for commercial use.
FREE = ("news", "interview", "bio", "voyage", "textbook", "speech", "vlog")
# GUM's tagset is that of the Penn Treebank but for these, and for "to", which the Penn Treebank does not part in two.
SAME = {
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "(",
    "-RSB-": ")",
    "HYPH": ":",
    "NFP": ":",
    "AFX": "JJ",
    "ADD": "NN",
    "GW": "FW",
}


def sentences(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf8") as file:
        document = read(Source("text.txt", file.read()))
    return [document.prose[start:end] for start, end in document.sentences]


def beside_original(texts: Sequence[str], name: str) -> None:
    """Token by token and tag by tag, with the time both take."""
    tagger = Tagger.open()
    began = time.process_time()
    ours = [[[token.start, token.text, token.tag] for token in tagger.tagged(text)] for text in texts]
    took = time.process_time() - began
    theirs, seconds = original(texts)
    tokens = sum(len(row) for row in theirs)
    cut = sum([t[:2] for t in a] != [t[:2] for t in b] for a, b in zip(ours, theirs, strict=True))
    same = sum(x == y for a, b in zip(ours, theirs, strict=True) for x, y in zip(a, b, strict=False))
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(
        f"{name}: {len(texts)} sentences, {tokens} tokens: {same} the same as prose's = {100 * same / tokens:.4f} %, "
        f"{cut} sentences cut otherwise"
    )
    print(
        f"   {took / size:.2f} s CPU a MB, {tokens / took:,.0f} tokens a second; prose {tokens / seconds:,.0f} (wall)"
    )
    for a, b in zip(ours, theirs, strict=True):
        for x, y in zip(a, b, strict=False):
            if x != y:
                print("   ours", x, "theirs", y)
                break


def original(texts: Sequence[str]) -> tuple[list[list[list[object]]], float]:
    """What prose makes of the sentences, offsets in code points, and the seconds it took."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "tagger")
        build = ["go", "build", "-mod=mod", "-o", str(program), "."]
        subprocess.run(build, cwd=GO, check=True)
        lines = "\n".join(json.dumps(text) for text in texts)
        run = subprocess.run([str(program)], input=lines, capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in run.stdout.split("\n") if line]
    for text, row in zip(texts, rows, strict=True):
        if not text.isascii():
            data = text.encode()
            for token in row:
                token[0] = len(data[: token[0]].decode())
    return rows, float(run.stderr)


def gold(path: Path) -> Iterator[list[tuple[str, str]]]:
    """(word, tag) sentence by sentence from the free documents in a CoNLL-U file, without empty nodes."""
    genre = ""
    for block in path.read_text(encoding="utf8").split("\n\n"):
        if document := re.search(r"^# newdoc id = GUM_([a-z]+)_", block, re.MULTILINE):
            genre = document[1]
        rows = [line.split("\t") for line in block.split("\n") if line and line[0] != "#"]
        tags = ("TO" if row[1].lower() == "to" else SAME.get(row[4], row[4]) for row in rows)
        words = [(row[1], tag) for row, tag in zip(rows, tags, strict=True) if row[0].isdigit()]
        if words and genre in FREE:
            yield words


def accuracy(paths: Sequence[Path]) -> dict[str, float]:
    tagger = Tagger.open()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    for path in paths:
        for sentence in gold(path):
            for (word, wanted), tag in zip(sentence, tagger.tag([w for w, _ in sentence]), strict=True):
                kind = "words" if re.match(r"\w", word) else "marks"
                total[kind] += 1
                right[kind] += tag == wanted
                if tag != wanted and kind == "words":
                    missed[wanted, tag] += 1
    for kind, count in sorted(total.items()):
        print(f"accuracy on {kind}: {right[kind]}/{count} = {right[kind] / count:.4f}")
    print("   most often mistaken:", ", ".join(f"{a} for {b} {n}" for (b, a), n in missed.most_common(8)))
    everything = total["words"] + total["marks"]
    return {"tokens": everything, "all": round((right["words"] + right["marks"]) / everything, 4),
            "words": round(right["words"] / total["words"], 4)}  # fmt: skip


def costs() -> None:
    """Load time and memory, in a process of its own."""
    code = (
        "import time, resource; from copydesk.models import tagger; a = time.process_time(); t = tagger.Tagger.open(); "
        "b = time.process_time(); t.tagged('The minister said on Tuesday that the list of items was long.'); "
        "c = time.process_time(); print(f'{1000 * (b - a):.1f} ms to load, {1000 * (c - b):.2f} ms for a first sentence')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    print(f"{WEIGHTS.stat().st_size / 1e6:.2f} MB on disk, {peak:.0f} MB at the peak of that process")


def main() -> None:
    parser = argparse.ArgumentParser(description="The tagger beside the original, its accuracy and cost.")
    parser.add_argument("--data", type=Path, default=os.environ.get("COPYDESK_DATA"))
    parser.add_argument("--gold", type=Path, nargs="+", default=[])
    parser.add_argument("--only", default="digitalgov", help="files of DIR/clean whose name holds this")
    options = parser.parse_args()
    costs()
    if options.gold:
        metrics = WEIGHTS.with_name("tagger.metrics.json")
        known = json.loads(metrics.read_text())
        known["accuracy"] = {"on": [path.name for path in options.gold], **accuracy(options.gold)}
        metrics.write_text(json.dumps(known, indent=1) + "\n")
    if options.data:
        for path in sorted(Path(options.data, "clean").glob("*.txt.gz")):
            if options.only in path.name:
                beside_original(sentences(path), path.name)


if __name__ == "__main__":
    main()
