"""Reads GGUF, the file format of llama.cpp: metadata, and tensors as float32.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, little-endian, versions 2 and 3.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Callable, Mapping
from math import prod
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

MAGIC = b"GGUF"
_ALIGNMENT = 32
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
# Nothing of a model is longer than this; a damaged length shall not eat all memory.
_LONGEST = 1 << 24


class GGUFError(ValueError):
    """Not a GGUF file, cut short, or of a kind that is not read here; the message says which."""


class Tensor(NamedTuple):
    """Where a tensor lies: its shape (rows first), the number of its type, its offset in the file."""

    shape: tuple[int, ...]
    kind: int
    offset: int


class GGUF:
    """An opened file: `fields`, and tensors by name. Raises GGUFError, or OSError."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            try:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError:
                raise GGUFError("the file is empty") from None
        try:
            self._read_head()
        except (struct.error, UnicodeDecodeError, KeyError) as error:
            raise GGUFError(f"damaged: {error}") from None

    def _read_head(self) -> None:
        self._at = 0
        if self._data[:4] != MAGIC:
            raise GGUFError("not a GGUF file")
        self._at = 4
        version, tensors, fields = self._unpack("<IQQ")
        if version not in (2, 3):
            raise GGUFError(f"GGUF version {version} is not read here")
        self.fields: Mapping[str, Any] = {self._string(): self._value(self._one("<I")) for _ in range(fields)}
        found = [self._tensor() for _ in range(tensors)]
        alignment = int(self.fields.get("general.alignment", _ALIGNMENT))
        base = self._at + -self._at % alignment
        self.tensors = {name: tensor._replace(offset=base + tensor.offset) for name, tensor in found}

    def _tensor(self) -> tuple[str, Tensor]:
        name = self._string()
        size = self._one("<I")
        shape = tuple(reversed(self._unpack(f"<{min(size, 8)}Q")))
        kind, offset = self._unpack("<IQ")
        return name, Tensor(shape, kind, offset)

    def _unpack(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(form, self._data, self._at)
        self._at += struct.calcsize(form)
        return values

    def _one(self, form: str) -> Any:
        return self._unpack(form)[0]

    def _string(self) -> str:
        length = self._length()
        self._at += length
        return self._data[self._at - length : self._at].decode("utf-8")

    def _length(self) -> int:
        length: int = self._one("<Q")
        if length > _LONGEST:
            raise GGUFError("damaged: a length that cannot be")
        return length

    def _value(self, kind: int) -> Any:
        if kind == _STRING:
            return self._string()
        if kind != _ARRAY:
            return self._one(f"<{_SCALARS[kind]}")
        inner, length = self._one("<I"), self._length()
        if inner in (_STRING, _ARRAY):
            return [self._value(inner) for _ in range(length)]
        return list(self._unpack(f"<{length}{_SCALARS[inner]}"))

    def floats(self, name: str) -> Floats:
        """The tensor as float32, rows first. Raises GGUFError if it is missing, cut short or packed in an unknown way."""
        if name not in self.tensors:
            raise GGUFError(f"the tensor {name} is missing")
        shape, kind, offset = self.tensors[name]
        if kind not in _KINDS:
            raise GGUFError(f"the tensor {name} is packed in a way (type {kind}) that is not read here")
        block, size, unpack = _KINDS[kind]
        length = prod(shape) // block * size
        data = np.frombuffer(self._data, np.uint8, length, offset) if offset + length <= len(self._data) else None
        if data is None:
            raise GGUFError(f"cut short: the tensor {name} is not all there")
        return unpack(data.reshape(-1, size)).reshape(shape)


def _half(blocks: NDArray[np.uint8], start: int) -> Floats:
    """A column of half-precision numbers that begin at byte `start` of each block."""
    return np.ascontiguousarray(blocks[:, start : start + 2]).view(np.float16).astype(np.float32)


def _nibbles(blocks: NDArray[np.uint8], start: int) -> Floats:
    """Blocks of 32 numbers of four bits: the low halves of 16 bytes, then the high halves."""
    packed = blocks[:, start : start + 16]
    return np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32)


def _f32(blocks: NDArray[np.uint8]) -> Floats:
    return np.ascontiguousarray(blocks).view(np.float32)


def _f16(blocks: NDArray[np.uint8]) -> Floats:
    return np.ascontiguousarray(blocks).view(np.float16).astype(np.float32)


def _bf16(blocks: NDArray[np.uint8]) -> Floats:
    return (np.ascontiguousarray(blocks).view(np.uint16).astype(np.uint32) << 16).view(np.float32)


def _q4_0(blocks: NDArray[np.uint8]) -> Floats:
    return (_nibbles(blocks, 2) - 8) * _half(blocks, 0)


def _q4_1(blocks: NDArray[np.uint8]) -> Floats:
    return _nibbles(blocks, 4) * _half(blocks, 0) + _half(blocks, 2)


def _q8_0(blocks: NDArray[np.uint8]) -> Floats:
    return np.ascontiguousarray(blocks[:, 2:]).view(np.int8).astype(np.float32) * _half(blocks, 0)


# number of the type → how many numbers a block holds, its bytes, how it is unpacked
_KINDS: Mapping[int, tuple[int, int, Callable[[NDArray[np.uint8]], Floats]]] = {
    0: (1, 4, _f32), 1: (1, 2, _f16), 2: (32, 18, _q4_0), 3: (32, 20, _q4_1), 8: (32, 34, _q8_0), 30: (1, 2, _bf16),
}  # fmt: skip
