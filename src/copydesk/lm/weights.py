"""The file of a language model's weights: written once when it is installed, then mapped and never changed.

Layout, little-endian: a head of 40 bytes (mark, version u32, CRC-32 of the header u32, CRC-32 of the sections u32, length of
the header u32, offset of the header u64, size of the file u64), the sections, each at a multiple of 64, the header (JSON).
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from copydesk.language import LanguageModelError

MARK, VERSION = b"CDLANGUA", 1
_HEAD = struct.Struct("<8sIIIIQQ")
_ALIGNMENT = 64


class Section(NamedTuple):
    """Bytes, and the shape of the numbers that they hold; no shape for text."""

    data: bytes | memoryview
    shape: tuple[int, ...] = ()


class Weights:
    """An opened file: `header`, and sections by name."""

    def __init__(self, header: Mapping[str, Any], data: mmap.mmap) -> None:
        self.header = header
        self._view = memoryview(data)

    def section(self, name: str) -> Section:
        """The bytes lie in the mapped file. Raises KeyError."""
        start, size, shape = self.header["sections"][name]
        return Section(self._view[start : start + size], tuple(shape))

    def lines(self, name: str) -> list[str]:
        """A section that is text, one entry a line."""
        return str(self.section(name).data, "utf-8").split("\n")


def write_weights(path: Path, header: Mapping[str, Any], sections: Iterable[tuple[str, Section]]) -> None:
    """Write a file that `open_weights` reads; sections are taken one by one, so that they need not all be in memory."""
    places: dict[str, tuple[int, int, tuple[int, ...]]] = {}
    with path.open("wb") as file:
        checksum, at = 0, _HEAD.size
        file.write(bytes(at))
        for name, section in sections:
            padding = bytes(-at % _ALIGNMENT)
            places[name] = (at + len(padding), len(section.data), section.shape)
            for piece in (padding, section.data):
                file.write(piece)
                checksum = zlib.crc32(piece, checksum)
            at += len(padding) + len(section.data)
        words = json.dumps({**header, "sections": places}, ensure_ascii=False).encode()
        file.write(words)
        file.seek(0)
        file.write(_HEAD.pack(MARK, VERSION, zlib.crc32(words), checksum, len(words), at, at + len(words)))


def open_weights(path: Path) -> Weights:
    """Map a file of weights. Its mark, version, size and header are checked, not each byte. Raises LanguageModelError."""
    data, (_, version, checksum, _, length, start, size) = _opened(path)
    if version != VERSION:
        raise LanguageModelError(f"{path}: version {version}, this program reads {VERSION}; run `copydesk lm install`")
    words = data[start : start + length]
    if size != len(data) or zlib.crc32(words) != checksum:
        raise LanguageModelError(f"{path}: damaged; run `copydesk lm install` again")
    return Weights(json.loads(words), data)


def is_whole(path: Path) -> bool:
    """True if every byte of the file is as it was written. Reads all of it. Raises LanguageModelError as above."""
    open_weights(path)
    data, (_, _, _, checksum, _, start, _) = _opened(path)
    with memoryview(data) as view, view[_HEAD.size : start] as sections:
        return bool(zlib.crc32(sections) == checksum)


def _opened(path: Path) -> tuple[mmap.mmap, tuple[Any, ...]]:
    """The file, and the values of its head."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise LanguageModelError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if data[: len(MARK)] != MARK:
        raise LanguageModelError(
            f"{path}: no language model of copydesk; `copydesk lm install --from` makes one of a GGUF file"
        )
    if len(data) < _HEAD.size:
        raise LanguageModelError(f"{path}: cut short; run `copydesk lm install` again")
    return data, _HEAD.unpack_from(data)
