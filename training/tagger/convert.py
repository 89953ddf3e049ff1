"""src/copydesk/models/tagger.bin from the model of github.com/jdkato/prose, the tagger of Vale (MIT).

    python -m training.tagger.convert           # fetches the module with `go mod download`, checks it, writes the weights

The weights are thousandths stored as floats, so nothing is lost when they are written as whole numbers; the script says so
or stops. Beside the weights it writes `tagger.metrics.json`: origin, hashes and sizes; `benchmarks/tagger.py` adds accuracy.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import subprocess
import tempfile
import zlib
from array import array
from collections.abc import Sequence
from pathlib import Path

from copydesk.models.packed import write_packed
from copydesk.models.tagger import BUCKET_BITS, MARK, TEMPLATES, VERSION, WEIGHTS

MODULE = "github.com/jdkato/prose/v3@v3.2.2"
MODEL_SHA256 = "209282c71733883be5c08af24301cc8917079c9deb7721b89a8dd118d071a780"
EMOTICONS_SHA256 = "dc1a94c06af31220e8f5a11580bd1ef827d5ea25fec97ce249ed08a4fab77a28"


def module_folder() -> Path:
    """Where the Go module lies, fetched if need be."""
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            ["go", "mod", "download", "-json", MODULE], cwd=folder, check=True, capture_output=True, text=True
        )
    return Path(json.loads(run.stdout)["Dir"])


def checked(path: Path, wanted: str) -> bytes:
    data = path.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != wanted:
        raise SystemExit(f"{path}: SHA-256 {found}, expected {wanted}; is it another version?")
    return data


class Reader:
    """prose's flat format, front to back."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]

    def number(self) -> int:
        return int.from_bytes(self.take(4), "little")

    def word(self) -> str:
        return self.take(int.from_bytes(self.take(2), "little")).decode()

    def numbers(self, code: str, count: int) -> Sequence[float]:
        return struct.unpack(f"<{count}{code}", self.take(4 * count))


def converted(data: bytes) -> tuple[dict[str, object], dict[str, bytes]]:
    """Header and sections of the packed file."""
    reader = Reader(data)
    if reader.take(8) != b"PROSETAG" or reader.number() != 1:
        raise SystemExit("not a model of prose's flat format, version 1")
    tags = [reader.word() for _ in range(reader.number())]
    count, pair_count, size = reader.number(), reader.number(), reader.number()
    blob = reader.take(size)
    starts = [int(n) for n in reader.numbers("I", count + 1)]
    pairs = [int(n) for n in reader.numbers("I", count + 1)]
    ids = reader.take(pair_count)
    weights = thousandths(reader.numbers("f", pair_count))
    fixed = {reader.word(): tags[reader.take(1)[0]] for _ in range(reader.number())}
    features = [
        (keyed(blob[starts[i] : starts[i + 1]]), ids[pairs[i] : pairs[i + 1]], weights[pairs[i] : pairs[i + 1]])
        for i in range(count)
    ]
    features.sort(key=lambda feature: (zlib.crc32(feature[0]), feature[0]))
    floor = min(weights)
    header = {"tags": tags, "fixed": fixed, "floor": floor}
    return header, sections(features, floor)


def sections(features: Sequence[tuple[bytes, bytes, Sequence[int]]], floor: int) -> dict[str, bytes]:
    starts, pairs = array("I", [0]), array("I", [0])
    for key, ids, _ in features:
        starts.append(starts[-1] + len(key))
        pairs.append(pairs[-1] + len(ids))
    counts = array("I", bytes(4 * ((1 << BUCKET_BITS) + 1)))
    for key, _, _ in features:
        counts[(zlib.crc32(key) >> 32 - BUCKET_BITS) + 1] += 1
    for bucket in range(1, len(counts)):
        counts[bucket] += counts[bucket - 1]
    return {
        "features": b"".join(key for key, _, _ in features),
        "starts": starts.tobytes(),
        "pairs": pairs.tobytes(),
        "ids": b"".join(ids for _, ids, _ in features),
        "weights": array("H", (w - floor for _, _, weights in features for w in weights)).tobytes(),
        "buckets": counts.tobytes(),
    }


def keyed(feature: bytes) -> bytes:
    """A feature with the number of its template in place of the template."""
    for number, template in reversed(tuple(enumerate(TEMPLATES))):
        if feature.startswith(template.encode()):
            return bytes((number,)) + feature[len(template) :]
    raise SystemExit(f"a feature of no known template: {feature!r}")


def thousandths(weights: Sequence[float]) -> list[int]:
    whole = [round(weight * 1000) for weight in weights]
    if any(struct.pack("<f", n / 1000) != struct.pack("<f", w) for n, w in zip(whole, weights, strict=True)):
        raise SystemExit("weights that are not thousandths: they would lose by being rounded")
    return whole


def emoticons(source: str) -> list[str]:
    """The keys of the map in prose's internal/emoticon."""
    return sorted({json.loads(text) for text in re.findall(r'^\t("(?:[^"\\]|\\.)*"):\s+1,$', source, re.MULTILINE)})


def main() -> None:
    folder = module_folder()
    model = checked(folder / "tag/aptagmodel/en.bin", MODEL_SHA256)
    faces = checked(folder / "internal/emoticon/emoticon.go", EMOTICONS_SHA256)
    header, parts = converted(model)
    built = {"module": MODULE, "licence": "MIT, Copyright (c) 2017-2026 Joseph Kato", "sha256": MODEL_SHA256}
    write_packed(WEIGHTS, MARK, VERSION, {**header, "emoticons": emoticons(faces.decode()), "built": built}, parts)
    metrics = WEIGHTS.with_name("tagger.metrics.json")
    known = json.loads(metrics.read_text()) if metrics.exists() else {}
    sizes = {"features": len(parts["starts"]) // 4 - 1, "weights": len(parts["ids"]), "bytes": WEIGHTS.stat().st_size}
    digest = hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()
    metrics.write_text(json.dumps({**known, "built": built, **sizes, "sha256": digest}, indent=1) + "\n")
    print(f"{WEIGHTS.name}: {sizes['features']} features, {sizes['weights']} weights, {sizes['bytes']} bytes, {digest}")


if __name__ == "__main__":
    main()
