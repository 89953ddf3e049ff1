"""A file of weights: a header that says what is inside, then arrays, read through a memory map and never changed.

Layout, little-endian: 8 bytes of mark, version (u32), CRC-32 of all that follows (u32), length of the header (u32), the
header (JSON: `sections` name → [offset, length] after the header, and whatever the model wants to know), the sections.
One last section may be `loose`: the CRC-32 ends before it, and the model checks each part of it when it is first read,
so that opening a large file costs nothing.
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_HEAD = struct.Struct("<8sIII")


class WeightsError(ValueError):
    """A file of weights that is missing, cut short, changed, or of another version."""


class Packed:
    """An opened file of weights: `header`, and `section(name)` as read-only bytes that lie in the mapped file."""

    def __init__(self, header: Mapping[str, Any], sections: Mapping[str, memoryview]) -> None:
        self.header = header
        self._sections = sections

    def section(self, name: str) -> memoryview:
        """The bytes of a section, as unsigned bytes. Cast it for other types; all sections start at a multiple of 8."""
        return self._sections[name]


def open_packed(path: Path, mark: bytes, version: int) -> Packed:
    """Map a file of weights after checking its mark, version and checksum. Raises WeightsError with the reason."""
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise WeightsError(f"{path.name}: cannot be read: {error}") from error
    view = memoryview(mapped)
    if len(view) < _HEAD.size:
        raise WeightsError(f"{path.name}: cut short")
    found_mark, found_version, checksum, length = _HEAD.unpack_from(view)
    if found_mark != mark:
        raise WeightsError(f"{path.name}: not a file of such weights")
    if found_version != version:
        raise WeightsError(f"{path.name}: version {found_version}, this program reads version {version}")
    base = _HEAD.size + length
    header = _header(view[_HEAD.size : base])
    # Read before it is checked: were it changed, the checksum would not fit whatever end it names.
    sure = min(base + header.get("sure", len(view)), len(view))
    if zlib.crc32(view[16:sure]) != checksum or header.get("length", len(view) - base) != len(view) - base:
        raise damaged(path)
    sections = {name: view[base + start : base + start + size] for name, (start, size) in header["sections"].items()}
    return Packed(header, sections)


def damaged(path: Path) -> WeightsError:
    """The error for a file whose checksum does not fit."""
    return WeightsError(f"{path.name}: damaged (its checksum does not fit); install copydesk again")


def _header(data: memoryview) -> dict[str, Any]:
    """The header, or an empty one if it cannot be read: the checksum will not fit then."""
    try:
        header = json.loads(bytes(data))
    except ValueError:
        return {}
    numbers = (header.get("sure", 0), header.get("length", 0)) if isinstance(header, dict) else ("",)
    return header if all(isinstance(number, int) and number >= 0 for number in numbers) else {}


def write_packed(
    path: Path,
    mark: bytes,
    version: int,
    header: Mapping[str, Any],
    sections: Mapping[str, bytes],
    loose: Mapping[str, bytes] | None = None,
) -> None:
    """Write a file that `open_packed` reads. Sections are padded so that each starts at a multiple of 8.

    `loose` holds at most one section, which the checksum leaves out.
    """
    places: dict[str, tuple[int, int]] = {}
    body = bytearray()
    for name, data in {**sections, **(loose or {})}.items():
        body += bytes(-len(body) % 8)
        places[name] = (len(body), len(data))
        body += data
    ends = {"sure": places[next(iter(loose))][0], "length": len(body)} if loose else {}
    words = json.dumps({**header, **ends, "sections": places}, separators=(",", ":"), ensure_ascii=False).encode()
    words += b" " * (-(_HEAD.size + len(words)) % 8)
    rest = struct.pack("<I", len(words)) + words + bytes(body)
    checked = len(words) + 4 + ends.get("sure", len(body))
    path.write_bytes(mark + struct.pack("<II", version, zlib.crc32(rest[:checked])) + rest)
