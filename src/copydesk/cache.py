"""What a run may remember, in the user's cache folder: plans of patterns as JSON, and bytes.

An entry is named by checksums over all that it was made from. Whatever is odd about one is a miss: it is made again.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import adler32, crc32

from copydesk.folders import cache_folder

_LIMIT = 40


def make_key(*parts: bytes | str) -> str:
    """A name for an entry, made from the stamps of all parts."""
    return stamp("\n".join(stamp(part) for part in parts))


def stamp(data: bytes | str) -> str:
    """The length and two checksums: enough against accidents, and nobody gains by a forgery that loads his own rules.

    (A cryptographic hash takes longer to import than all packs take to read.)
    """
    data = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data
    return f"{len(data):x}-{crc32(data):08x}-{adler32(data):08x}"


def load_entry(key: str) -> Any | None:
    """What was stored under the key, or None."""
    try:
        body = load_bytes(f"{key}.json")
        return None if body is None else json.loads(body)
    except (ValueError, RecursionError):
        return None


def store_entry(key: str, value: Any) -> None:
    """Remember a JSON-compatible value. A cache that cannot be written is no cache: nothing is raised."""
    store_bytes(f"{key}.json", json.dumps(value, separators=(",", ":")).encode())
    with suppress(OSError):
        _forget_oldest(cache_folder())


def load_bytes(name: str) -> bytes | None:
    """What was stored in the file of this name, or None."""
    with suppress(OSError):
        body, _, checksum = (cache_folder() / name).read_bytes().rpartition(b"\n")
        return body if stamp(body).encode() == checksum else None
    return None


def store_bytes(name: str, body: bytes) -> None:
    """Remember some bytes. A cache that cannot be written is no cache: nothing is raised."""
    import tempfile  # 3 ms that a run which finds its entry need not pay

    folder = cache_folder()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, new = tempfile.mkstemp(dir=folder, prefix=".new-")
        with os.fdopen(handle, "wb") as file:
            file.write(body + b"\n" + stamp(body).encode())
        # A reader sees the old entry or the new one, never a part.
        Path(new).replace(folder / name)


def _forget_oldest(folder: Path) -> None:
    entries = sorted(folder.glob("*.json"), key=lambda p: p.stat().st_mtime, reverse=True)
    for entry in entries[_LIMIT:]:
        entry.unlink(missing_ok=True)
