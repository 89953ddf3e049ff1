"""Build the real-word model from the texts: prepare, classes, train, pack, evaluate.

    PYTHONPATH=src python -m training.realword.all --data DIR [--work FOLDER] [--out FILE]

Needs numpy and numba; a quarter of an hour on one core, 6 GB of memory. Seeds are fixed: the same texts give the same weights.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from copydesk.models.confusion import WEIGHTS
from training.realword.classes import learn
from training.realword.evaluate import evaluate
from training.realword.pack import pack
from training.realword.prepare import prepare
from training.realword.train import train


def build(data: Path, work: Path, out: Path) -> None:
    """All steps, one after the other."""
    prepare(data, work)
    learn(work)
    train(work)
    pack(work, out)
    figures = evaluate(data, out)
    out.with_suffix(".metrics.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    if options.work:
        build(options.data, options.work, options.out)
    else:
        with tempfile.TemporaryDirectory() as folder:
            build(options.data, Path(folder), options.out)
