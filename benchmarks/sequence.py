"""The kind sequence beside Vale: same rules, same sentences, every alert compared by rule, place, length and message.

python benchmarks/sequence.py --vale PATH_OF_VALE --data DIR      # DIR/clean/digitalgov.dev.txt.gz

A rule is made for each of many anchors and shapes of tokens; a line holds one sentence without a full stop inside, so that
how a paragraph is cut into sentences plays no part.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from copydesk.kinds.token_pattern import Token, TokenPattern, fill_words
from copydesk.models.tagger import default_tagger
from copydesk.readers import read
from copydesk.text import Source

ANCHORS = [
    "using",
    "data",
    "(?:this|that)",
    "very",
    "will",
    "people|teams?",
    "[a-z]+ing",
    "have|has",
    "to",
    "\\w+ly",
    "'s",
    "more",
]
TAGS = ["NN", "NNS", "^NN$", "VB", "VBZ|VBP", "JJ", "DT", "IN", "MD", "RB", "^VB$", "PRP", "NNP", "VBG|VBN", "CC"]
UNIVERSAL = ["NOUN", "VERB", "ADJ", "AUX", "ADP", "PRON|PROPN", "DET", "SCONJ"]
MESSAGE = "1=%s 2=%s [1]=%[1]s then=%s"


def rules(count: int) -> Iterator[dict[str, Any]]:
    """Rules of one to four tokens with all keys of the kind; the same for the same count."""
    chance = random.Random(7)  # no secrets here
    for _ in range(count):
        tokens = [token(chance) for _ in range(chance.randint(1, 3))]
        anchor: dict[str, Any] = {"pattern": chance.choice(ANCHORS)}
        if chance.random() < 0.3:
            anchor["skip"] = chance.randint(1, 2)
        if chance.random() < 0.3:
            anchor["tag"] = chance.choice(TAGS)
        tokens.insert(chance.randint(0, len(tokens)), anchor)
        rule = {"tokens": tokens, "ignorecase": chance.random() < 0.5}
        if chance.random() < 0.2:
            chance.choice(tokens)["target"] = True
        if chance.random() < 0.15:
            rule["exceptions"] = ["^[^,]+,"]
        yield rule


def token(chance: random.Random) -> dict[str, Any]:
    made: dict[str, Any] = {}
    kind = chance.random()
    if kind < 0.5:
        made["tag"] = chance.choice(TAGS)
    elif kind < 0.65:
        made["upos"] = chance.choice(UNIVERSAL)
    else:
        made["pattern"] = chance.choice(ANCHORS)
        made["negate"] = chance.random() < 0.4
    if chance.random() < 0.25:
        made["negate"] = True
    if chance.random() < 0.35:
        made["skip"] = chance.randint(1, 4)
    if chance.random() < 0.1:
        made["min"] = 2
    return made


def lines(data: Path, count: int) -> list[str]:
    with gzip.open(data / "clean" / "digitalgov.dev.txt.gz", "rt", encoding="utf8") as file:
        document = read(Source("text.txt", file.read(3_000_000)))
    texts = (document.prose[start:end] for start, end in document.sentences)
    plain = [t for t in texts if t.isascii() and re.fullmatch(r"[A-Z][A-Za-z0-9 ,;:'()-]{30,250}[.?!]", t)]
    return list(dict.fromkeys(plain))[:count]


def by_vale(program: str, specs: list[dict[str, Any]], texts: list[str]) -> tuple[set[tuple[Any, ...]], float]:
    with tempfile.TemporaryDirectory() as folder:
        style = Path(folder, "styles", "Seq")
        style.mkdir(parents=True)
        for i, spec in enumerate(specs):
            whole = {"extends": "sequence", "message": MESSAGE, "level": "warning", **spec}
            style.joinpath(f"R{i}.yml").write_text(yaml.safe_dump(whole), encoding="utf8")
        ini = Path(folder, ".vale.ini")
        ini.write_text("StylesPath = styles\nMinAlertLevel = suggestion\n[*]\nBasedOnStyles = Seq\n", encoding="utf8")
        text = Path(folder, "text.md")
        text.write_text("\n\n".join(texts) + "\n", encoding="utf8")
        began = time.monotonic()
        command = [program, f"--config={ini}", "--output=JSON", "--no-exit", "--no-global", str(text)]
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        took = time.monotonic() - began
    alerts = next(iter(json.loads(run.stdout).values()), [])
    return {(a["Check"][4:], a["Line"] // 2, *a["Span"], a["Message"]) for a in alerts}, took


def by_us(specs: list[dict[str, Any]], texts: list[str]) -> tuple[set[tuple[Any, ...]], float]:
    tagger = default_tagger()
    began = time.process_time()
    patterns = []
    for i, spec in enumerate(specs):
        tokens = [Token(**{**fields, "tag": fields.get("tag", "")}) for fields in spec["tokens"]]
        options = {key: value for key, value in spec.items() if key != "tokens"}
        patterns.append((f"R{i}", TokenPattern(tokens, **options)))
    found: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for number, text in enumerate(texts):
        tagged = tagger.tagged(text)
        for name, pattern in patterns:
            for match in pattern.find(text, tagged) if pattern.may_match(text) else ():
                row = (name, number, match.start + 1, match.end, fill_words(MESSAGE, match.words))
                found.setdefault(row[:3], row)  # Vale tells one alert of a rule for each place
    return set(found.values()), time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description="The kind sequence beside Vale.")
    parser.add_argument("--vale", default="vale")
    parser.add_argument("--data", type=Path, default=os.environ.get("COPYDESK_DATA"))
    parser.add_argument("--rules", type=int, default=200)
    parser.add_argument("--sentences", type=int, default=2000)
    parser.add_argument("--show", type=int, default=10)
    options = parser.parse_args()
    specs, texts = list(rules(options.rules)), lines(options.data, options.sentences)
    theirs, vale_took = by_vale(options.vale, specs, texts)
    ours, took = by_us(specs, texts)
    both = len(ours & theirs)
    print(f"{len(specs)} rules, {len(texts)} sentences: Vale {len(theirs)} alerts, we {len(ours)}, the same {both}")
    print(f"   Vale {vale_took:.1f} s (wall), we {took:.1f} s CPU")
    for name, rows in (("only Vale", theirs - ours), ("only we", ours - theirs)):
        for row in sorted(rows)[: options.show]:
            print(f"   {name}: {row} {specs[int(row[0][1:])]} {texts[row[1]][:120]}")


if __name__ == "__main__":
    main()
