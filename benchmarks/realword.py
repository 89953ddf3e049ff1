"""How many mistaken words the real-word model finds, how often it speaks without cause, and how fast it is.

    python benchmarks/realword.py --data DIR [--show 50]     # DIR/clean and DIR/typos; or set COPYDESK_DATA

The figures are those of `training/realword/evaluate.py`, which says how they are made. `--show` prints alarms to be read.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from training.realword.evaluate import UNSEEN, alarms, articles, evaluate

from copydesk.models.confusion import WEIGHTS, ConfusionModel


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("COPYDESK_DATA"), required="COPYDESK_DATA" not in os.environ
    )
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--show", type=int, default=0, help="print so many alarms on published text")
    options = parser.parse_args()
    began = time.process_time()
    model = ConfusionModel.open(options.weights)
    print(f"opened in {1e3 * (time.process_time() - began):.0f} ms of CPU")
    figures = evaluate(Path(options.data), options.weights)
    figures.pop("sources")
    print(json.dumps(figures, indent=1))
    for suspect, text in alarms(model, articles(Path(options.data), UNSEEN))[: options.show]:
        before, after = text[max(suspect.start - 60, 0) : suspect.start], text[suspect.end :][:40]
        near = " ".join(f"{before}[[{suspect.word}]]{after}".split())
        print(f"{suspect.tier} {suspect.margin:.1f} {suspect.replacement}: {near}")


if __name__ == "__main__":
    main()
