"""Write the file that `copydesk.models.misspellings` describes."""

from __future__ import annotations

import struct
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from copydesk.models.misspellings import MARK, SCALE, VERSION, Entry
from copydesk.models.packed import write_packed

BUCKETS = 1 << 17


def pack(
    rows: Mapping[str, Entry], told: Iterable[tuple[str, str, str, int]], path: Path, built: Mapping[str, str]
) -> None:
    """`told` as `neighbours.told` gives it, ordered by rival."""
    starts, lines = [0], bytearray()
    buckets: defaultdict[int, bytearray] = defaultdict(bytearray)
    for typed, entry in rows.items():
        key = typed.encode()
        buckets[zlib.crc32(key) & (BUCKETS - 1)] += b"\n" + key + b"\t" + _fields(entry)
    for bucket in range(BUCKETS):
        if buckets[bucket]:
            lines += buckets[bucket] + b"\n"
        starts.append(len(lines))
    sections = {"starts": struct.pack(f"<{len(starts)}I", *starts), "lines": bytes(lines), **_pairs(told)}
    write_packed(path, MARK, VERSION, {"built": dict(built), "words": len(rows)}, sections)


def _fields(entry: Entry) -> bytes:
    gaps = ",".join(str(round(gap * SCALE)) for gap in entry.gaps) if len(entry.rights) > 1 else ""
    return "\t".join((*entry.rights, f"={entry.reach}{gaps}")).encode()


def _pairs(told: Iterable[tuple[str, str, str, int]]) -> dict[str, bytes]:
    rows = list(told)
    neighbours = sorted({neighbour for _, neighbour, _, _ in rows})
    number = {neighbour: at for at, neighbour in enumerate(neighbours)}
    rivals: dict[str, bytearray] = {}
    for side, neighbour, rival, value in rows:
        rivals.setdefault(rival, bytearray()).extend(struct.pack("<Hb", number[neighbour] * 2 + (side == ">"), value))
    starts = [0]
    for data in rivals.values():
        starts.append(starts[-1] + len(data) // 3)
    return {
        "neighbours": "\n".join(neighbours).encode(),
        "rivals": "\n".join(rivals).encode(),
        "pair_starts": struct.pack(f"<{len(starts)}I", *starts),
        "pairs": b"".join(rivals.values()),
    }
