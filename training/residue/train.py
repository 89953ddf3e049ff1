"""Train the residue scorer and write its weights: python -m training.residue.train --data DIR"""

from __future__ import annotations

import argparse
import json
import os
import struct
import zlib
from array import array
from pathlib import Path
from typing import Any

import numpy as np

from copydesk.models import residue
from copydesk.models.residue_line import FORM
from copydesk.models.residue_page import PAGE
from training.residue.fit import HEADS, Fitted, Table, fit
from training.residue.measure import cross_validated, judged_figures
from training.residue.pages import training_pages

SEED = 1


def packed_words(fitted: Fitted) -> bytes:
    """The weights of all heads, head by head, one byte a slot."""
    steps = np.clip(np.rint(fitted.weights / residue.STEP) + residue.ZERO, 0, 255).astype(np.uint8)
    return steps.T.tobytes()


def packed_trees(fitted: Fitted) -> tuple[bytes, bytes, int]:
    """Nodes and leaf values of all trees, and the number of nodes."""
    nodes, leaves = [], array("d")
    for number, (predictor,) in enumerate(fitted.trees._predictors):
        values: list[float] = []
        nodes += _walk(predictor.nodes, 0, number, values)
        leaves.extend(values + [0.0] * (residue.LEAVES - len(values)))
    return b"".join(nodes), leaves.tobytes(), len(nodes)


def _walk(tree: Any, at: int, number: int, values: list[float]) -> list[bytes]:
    """The nodes below `at`; leaves are numbered from left to right as they are met."""
    node = tree[at]
    if node["is_leaf"]:
        values.append(float(node["value"]))
        return []
    first = len(values)
    below = _walk(tree, int(node["left"]), number, values)
    left = sum(1 << leaf for leaf in range(first, len(values)))
    own = residue.NODE.pack(int(node["feature_idx"]), number, left, float(node["num_threshold"]))
    return [own, *below, *_walk(tree, int(node["right"]), number, values)]


def pack(fitted: Fitted) -> bytes:
    nodes, leaves, count = packed_trees(fitted)
    body = packed_words(fitted) + nodes + leaves
    trees = len(fitted.trees._predictors)
    base = float(fitted.trees._baseline_prediction.ravel()[0])
    inputs = len(FORM) + len(PAGE) + len(HEADS) - 1
    return (
        residue.HEADER.pack(residue.MAGIC, residue.VERSION, trees, count, inputs, zlib.crc32(body), *fitted.bias, base)
        + body
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "--data", type=Path, default=os.environ.get("COPYDESK_DATA"), required="COPYDESK_DATA" not in os.environ
    )
    asked.add_argument("--measure", action="store_true", help="also cross-validate by site (some minutes)")
    options = asked.parse_args()
    table = Table(training_pages(Path(options.data), SEED))
    report: dict[str, Any] = {"seed": SEED, "pages": len(table.pages), "lines": len(table.label)}
    if options.measure:
        for folds, seed in ((5, 1), (2, 1), (2, 2)):
            report[f"{folds} folds by site, seed {seed}"] = judged_figures(table, cross_validated(table, folds, seed))
    everything = np.ones(len(table.label), bool)
    fitted = fit(table, everything, ~everything, SEED)[0]
    data = pack(fitted)
    residue.PATH.write_bytes(data)
    report |= {"bytes": len(data), "version": residue.VERSION, "crc32": f"{struct.unpack_from('<I', data, 16)[0]:08x}"}
    Path(__file__).with_name("metrics.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
