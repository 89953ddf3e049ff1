"""What a run may remember: plans of patterns, as JSON in the user's cache folder.

An entry is named by a hash over all that it was made from. Whatever is odd about one is a miss: it is made again.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

_LIMIT = 40


def cache_folder() -> Path:
    """COPYDESK_CACHE, or the place where this system keeps caches."""
    if given := os.environ.get("COPYDESK_CACHE"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "copydesk" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "copydesk"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "copydesk"


def make_key(*parts: bytes | str) -> str:
    """A name for an entry: SHA-256 over the parts, each with its length, so that no two lists give one name."""
    digest = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


def load_entry(key: str) -> Any | None:
    """What was stored under the key, or None."""
    try:
        data = (cache_folder() / f"{key}.json").read_bytes()
        body, _, checksum = data.rpartition(b"\n")
        return json.loads(body) if sha256(body).hexdigest().encode() == checksum else None
    except (OSError, ValueError, RecursionError):
        return None


def store_entry(key: str, value: Any) -> None:
    """Remember a JSON-compatible value. A cache that cannot be written is no cache: nothing is raised."""
    import tempfile  # 3 ms that a run which finds its entry need not pay

    body = json.dumps(value, separators=(",", ":")).encode()
    folder = cache_folder()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".new-")
        with os.fdopen(handle, "wb") as file:
            file.write(body + b"\n" + sha256(body).hexdigest().encode())
        # A reader sees the old entry or the new one, never a part.
        Path(name).replace(folder / f"{key}.json")
        _forget_oldest(folder)


def _forget_oldest(folder: Path) -> None:
    entries = sorted(folder.glob("*.json"), key=lambda p: p.stat().st_mtime, reverse=True)
    for entry in entries[_LIMIT:]:
        entry.unlink(missing_ok=True)
