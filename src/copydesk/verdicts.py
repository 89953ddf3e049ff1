"""What a language model has said, kept from run to run: numbers in a file of the user's cache folder.

The file is a row of records that are only ever added, 28 bytes each: the key (16 bytes), the number (float64), the CRC-32 of
both. A record that does not fit its sum counts for nothing.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

_BODY, _SUM = struct.Struct("<16sd"), struct.Struct("<I")
_SIZE = _BODY.size + _SUM.size
# About 300,000 numbers; when the file is longer it begins anew.
_LIMIT = 8 << 20


class KeptVerdicts:
    """Numbers under keys of 16 bytes. A file that cannot be read or written keeps nothing: nothing is raised."""

    def __init__(self, path: Path | None) -> None:
        """`path` None: this run alone."""
        self._path = path

    def get(self, key: bytes) -> float | None:
        """What was stored under the key, or None."""
        return self._found.get(key)

    def store(self, found: Mapping[bytes, float]) -> None:
        """Remember numbers, in the file too. Several processes may do so at once."""
        self._found.update(found)
        if self._path is None or not found:
            return
        bodies = [_BODY.pack(key, value) for key, value in found.items()]
        data = b"".join(body + _SUM.pack(zlib.crc32(body)) for body in bodies)
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # One write to a file opened for adding: records of two processes do not mix.
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
            try:
                os.write(handle, data)
            finally:
                os.close(handle)

    @cached_property
    def _found(self) -> dict[bytes, float]:
        try:
            data = self._path.read_bytes() if self._path else b""
        except OSError:
            return {}
        whole = len(data) // _SIZE * _SIZE
        found = {}
        for at in range(0, whole, _SIZE):
            body = data[at : at + _BODY.size]
            if _SUM.unpack_from(data, at + _BODY.size)[0] == zlib.crc32(body):
                key, value = _BODY.unpack(body)
                found[key] = value
        # A write that was cut short would shift all that come after it.
        if self._path and (whole != len(data) or len(data) > _LIMIT):
            with suppress(OSError):
                self._path.unlink()
        return found
