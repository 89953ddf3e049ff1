"""Matrices of bytes: how they are made, stored and read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.lm.weights import Section, Weights

Bytes = NDArray[np.int8]
Floats = NDArray[np.float32]


class Matrix(NamedTuple):
    """Bytes, and what each row of the original is to be multiplied by.

    The vocabulary lies row by row; the matrices of layers lie turned [inputs, outputs], since so they are multiplied faster.
    """

    values: Bytes
    scales: Floats

    def turned(self) -> Matrix:
        """The same with rows as columns."""
        return Matrix(np.ascontiguousarray(self.values.T), self.scales)


def quantised(matrix: Floats) -> Matrix:
    """The matrix with each row rounded to 255 steps between minus and plus its largest number."""
    scales = np.maximum(np.abs(matrix).max(axis=1), 1e-12) / 127
    return Matrix(np.round(matrix / scales[:, None]).astype(np.int8), scales.astype(np.float32))


def matrix_sections(name: str, matrix: Matrix) -> Iterator[tuple[str, Section]]:
    """A matrix as sections of a file of weights."""
    yield name, Section(matrix.values.tobytes(), matrix.values.shape)
    yield f"{name}.scales", Section(matrix.scales.tobytes(), matrix.scales.shape)


def read_matrix(weights: Weights, name: str) -> Matrix:
    """A matrix that lies in the mapped file."""
    section = weights.section(name)
    return Matrix(np.frombuffer(section.data, np.int8).reshape(section.shape), read_vector(weights, f"{name}.scales"))


def read_vector(weights: Weights, name: str) -> Floats:
    """Numbers that are stored as they are."""
    return np.frombuffer(weights.section(name).data, np.float32)
