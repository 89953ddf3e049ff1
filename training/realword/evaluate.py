"""Measure the packed model with the program's own code on text that neither training nor calibration has seen.

Each pair's words are put in each other's place, up to 20 a direction, one at a time in its own paragraph; found means
reported at that place with the right word. Alarms on the text as published are gross: real mistakes in it count too.
Written beside the weights: `confusion.metrics.json`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

from copydesk.document import Document
from copydesk.models.confusion import WEIGHTS, ConfusionModel, Suspect
from copydesk.readers import read
from copydesk.text import Source
from training.realword.pairs import read_pairs

UNSEEN = ("18f.dev", "gum_news", "masc_news", "masc_magazine", "masc_travel")
PRESS = ("gum_news", "masc_news", "masc_magazine")
CORE, ASIDE = ("classic", "sound", "look", "form", "joint"), ("slip", "rare")  # groups of pairs
EACH = 20
TIERS = ("warning", "suggestion", "candidate")

Swap = tuple[str, int, str, str]


def articles(data: Path, names: tuple[str, ...]) -> list[str]:
    """The articles of the clean files."""
    found: list[str] = []
    for name in names:
        with gzip.open(data / "clean" / f"{name}.txt.gz", "rt", encoding="utf8") as file:
            found += [article for article in re.split(r"^#### .*\n?", file.read(), flags=re.M) if article.strip()]
    return found


def plain(text: str) -> Document:
    """A document of plain text."""
    return read(Source("article.txt", text))


def suspects(model: ConfusionModel, document: Document) -> list[Suspect]:
    """What the model says about a document by itself, and then the further places that it would show to a better judge."""
    said = list(model.find(document.prose, document.sentences))
    asked = model.candidates(document.prose, document.sentences)
    return said + [suspect._replace(tier="candidate") for suspect in asked if suspect not in said]


def words(text: str) -> int:
    """Words, as runs between white space."""
    return len(text.split())


def alarms(model: ConfusionModel, texts: list[str]) -> list[tuple[Suspect, str]]:
    """Everything the model says about texts as they were published, with the text."""
    return [(suspect, text) for text in texts for suspect in suspects(model, plain(text))]


def directions(groups: Container[str]) -> dict[str, list[str]]:
    """Meant word → the words that may be typed for it."""
    table = defaultdict(list)
    for pair in read_pairs():
        if pair.group in groups:
            a, b = pair.a.replace("_", " "), pair.b.replace("_", " ")
            table[a].append(b)
            table[b].append(a)
    return table


def swaps(texts: list[str], table: dict[str, list[str]]) -> Iterator[Swap]:
    """(paragraph, offset, meant, typed): up to EACH places of each direction, drawn with a fixed seed."""
    paragraphs = [p for text in texts for p in text.split("\n") if words(p) >= 5]
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    token = re.compile(r"(?<![\w’'-])[a-z]+(?:['’][a-z]+)?(?![\w’'-])")
    doubles = [meant for meant in table if " " in meant]
    for number, paragraph in enumerate(paragraphs):
        for match in token.finditer(paragraph):
            if (word := match[0].replace("’", "'")) in table:
                places[word].append((number, match.start()))
        for double in doubles:
            if double in paragraph:
                found = re.finditer(rf"(?<![\w’'-]){double}(?![\w’'-])", paragraph)
                places[double] += [(number, match.start()) for match in found]
    chance = random.Random(5)
    for meant, held in sorted(places.items()):
        for typed in table[meant]:
            for number, at in chance.sample(held, min(EACH, len(held))):
                yield paragraphs[number], at, meant, typed


def recall(model: ConfusionModel, items: Iterator[Swap]) -> dict[str, float]:
    """Share of the exchanged words that are found: by warnings, by suggestions too, and by candidates too."""
    count = 0
    found: Counter[str] = Counter()
    for paragraph, at, meant, typed in items:
        text = paragraph[:at] + typed + paragraph[at + len(meant) :]
        count += 1
        for suspect in suspects(model, plain(text)):
            if suspect.start <= at < suspect.end and suspect.replacement == meant:
                found[suspect.tier] += 1
    return {"items": count, **summed(found, 1 / count)}


def summed(found: Mapping[str, int], share: float) -> dict[str, float]:
    """Shares by tier, each with the stricter ones."""
    totals = accumulate(found.get(tier, 0) for tier in TIERS)
    return {tier: round(total * share, 4) for tier, total in zip(TIERS, totals, strict=True)}


def labelled(model: ConfusionModel, path: Path) -> dict[str, float]:
    """Recall on the real-word spans of a labelled set, and findings that touch no labelled span."""
    with gzip.open(path, "rt", encoding="utf8") as file:
        rows = [json.loads(line) for line in file]
    found = total = apart = 0
    for row in rows:
        said = [suspect for suspect in suspects(model, plain(row["text"])) if suspect.tier != "candidate"]
        spans = [(e["start"], max(e["end"], e["start"] + 1)) for e in row["errors"]]
        apart += sum(not any(s.start < b and s.end > a for a, b in spans) for s in said)
        for error in row["errors"]:
            if error["kind"] == "real-word":
                total += 1
                found += any(s.start < error["end"] and s.end > error["start"] for s in said)
    return {
        "items": total, "recall": round(found / max(total, 1), 4), "elsewhere": apart,
        "words": sum(words(row["text"]) for row in rows),
    }  # fmt: skip


def rates(found: list[tuple[Suspect, str]], texts: list[str]) -> dict[str, float]:
    """Alarms in 10,000 words: warnings alone, with the suggestions, and with the candidates."""
    count = sum(map(words, texts))
    return {"words": count, **summed(Counter(suspect.tier for suspect, _ in found), 1e4 / count)}


def seconds(model: ConfusionModel, text: str) -> float:
    """CPU seconds a megabyte, sentences already found."""
    document = plain(text)
    sentences = document.sentences
    began = time.process_time()
    for _ in model.find(document.prose, sentences):
        pass
    return round((time.process_time() - began) / (len(document.prose.encode()) / 1e6), 3)


def evaluate(data: Path, weights: Path) -> dict[str, Any]:
    """All figures."""
    model = ConfusionModel.open(weights)
    unseen, press = articles(data, UNSEEN), articles(data, PRESS)
    return {
        "gross alarms in 10,000 words of unseen text": rates(alarms(model, unseen), unseen),
        "of it news and magazines": rates(alarms(model, press), press),
        "recall, core pairs exchanged": recall(model, swaps(unseen, directions(CORE))),
        "recall, slips and rare words exchanged": recall(model, swaps(unseen, directions(ASIDE))),
        "labelled": {path.name: labelled(model, path) for path in sorted((data / "typos").glob("*.gz"))},
        "directions": len(model.pairs),
        "CPU seconds a megabyte": seconds(model, "\n\n".join(unseen)),
        "sources": model.built,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    figures = evaluate(options.data, options.out)
    options.out.with_suffix(".metrics.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf8")
    print(json.dumps(figures, indent=1))
