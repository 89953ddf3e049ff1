"""Measure the language model behind the first scorer, on calibration text and on text that no step has seen.

    PYTHONPATH=src python -m training.realword.second --data DIR [--model FILE] [--words 200000] [--items 1000]

The thresholds in `copydesk.kinds.second_opinion` are those at which the first table (held-out documents of the training
sources and digitalgov) comes to .6 and .3 alarms in 10,000 words; the second tells what they do elsewhere. Written into the
metrics beside the weights. Half an hour on two cores; the language model is the one that `copydesk lm install` brings.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from copydesk.kinds.second_opinion import weighed
from copydesk.language import LanguageModel
from copydesk.lm.home import installed_path
from copydesk.lm.memory import Remembering
from copydesk.lm.model import Model
from copydesk.models.confusion import WEIGHTS, ConfusionModel
from copydesk.verdicts import KeptVerdicts
from training.realword.evaluate import CORE, UNSEEN, articles, directions, plain, swaps, words
from training.realword.sources import SOURCES, Source, chance, documents

THRESHOLDS = (3.0, 4.0, 4.5, 5.0, 5.5, 6.0, 6.5, 7.0, 7.5, 8.0)
KEY = "with the language model"


def language_model(path: Path | None, verdicts: Path | None) -> LanguageModel:
    """The model at a path, or that which `copydesk lm install` has brought, and a file for what it says."""
    return Remembering("second", lambda: Model(path or installed_path()), KeptVerdicts(verdicts))


def held_out(source: Source, data: Path) -> Iterator[str]:
    """The documents of a source that `prepare` keeps for calibration, in an order of their own."""
    kept = []
    for number, document in enumerate(documents(data / source.path)):
        used = chance(source.name, number, "share") < source.share
        if used and (source.role == "calibrate" or chance(source.name, number, "held") < source.calibration):
            kept.append("\n\n".join(document))
    random.Random(3).shuffle(kept)
    yield from kept


def upto(texts: Iterator[str] | list[str], most: float) -> list[str]:
    """The first texts that have so many words together."""
    kept: list[str] = []
    count = 0
    for text in texts:
        if count >= most:
            break
        kept.append(text)
        count += words(text)
    return kept


def calibration(data: Path, most: int) -> list[str]:
    """Held-out text: two fifths of it digitalgov, the rest in equal parts."""
    sources = [source for source in SOURCES if source.calibration]
    each = 0.6 * most / (len(sources) - 1)
    return [t for s in sources for t in upto(held_out(s, data), 0.4 * most if s.role == "calibrate" else each)]


def measure(
    model: ConfusionModel, language: LanguageModel, texts: list[str], pool: list[str], items: int
) -> dict[str, Any]:
    """Alarms in 10,000 words of texts, and share found of words exchanged in the texts of a pool, at each threshold."""
    count = sum(map(words, texts))
    alarms = [score for text in texts for _, score in asked(model, language, text)]
    drawn = list(swaps(pool, directions(CORE)))
    chosen = random.Random(7).sample(drawn, min(items, len(drawn)))
    found = []
    for paragraph, at, meant, typed in chosen:
        for suspect, score in asked(model, language, paragraph[:at] + typed + paragraph[at + len(meant) :], at):
            if suspect.start <= at < suspect.end and suspect.replacement == meant:
                found.append(score)
    return {
        "words": count, "items": len(chosen), "places asked about in 10,000 words": round(1e4 * len(alarms) / count, 1),
        "threshold: alarms in 10,000 words, share found": {
            str(t): [rate(alarms, t, 1e4 / count), rate(found, t, 1 / len(chosen))] for t in THRESHOLDS
        },
    }  # fmt: skip


def asked(model: ConfusionModel, language: LanguageModel, text: str, at: int | None = None) -> Sequence[Any]:
    """What the language model says of the candidates of a text, or of those at one place of it."""
    document = plain(text)
    suspects = model.candidates(document.prose, document.sentences)
    return weighed(document, [s for s in suspects if at is None or s.start <= at < s.end], language)


def rate(scores: list[float], threshold: float, share: float) -> float:
    """How many reach the threshold, times the share."""
    return round(share * sum(score >= threshold for score in scores), 4)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--verdicts", type=Path, help="a file for what the model said; a second run asks nothing")
    parser.add_argument("--words", type=int, default=200_000)
    parser.add_argument("--items", type=int, default=1_000)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    first, second = ConfusionModel.open(options.out), language_model(options.model, options.verdicts)
    unseen = articles(options.data, UNSEEN)
    shuffled = random.Random(12).sample(unseen, len(unseen))
    known = calibration(options.data, options.words)
    figures = {
        "calibration text": measure(first, second, known, known, options.items),
        "unseen text": measure(first, second, upto(shuffled, options.words), unseen, options.items),
    }
    path = options.out.with_suffix(".metrics.json")
    held = json.loads(path.read_text(encoding="utf8"))
    path.write_text(json.dumps({**held, KEY: figures}, indent=1) + "\n", encoding="utf8")
    print(json.dumps(figures, indent=1))
