"""A transformer of the Llama family in numpy: tokens → hidden states → probabilities of tokens.

Weights lie mapped as bytes; a matrix becomes float32 in one buffer when its turn comes, so memory stays near the size of the
file, and the more tokens go through together, the less that costs for each. Formulas: Touvron et al. 2023 (arXiv 2302.13971).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.lm.matrix import Bytes, Floats, Matrix, read_matrix, read_vector
from copydesk.lm.weights import Weights

Numbers = NDArray[np.intp]

# So many rows of the vocabulary are made float32 at a time.
_VOCABULARY_ROWS = 4096


class Tree(NamedTuple):
    """A beginning, and what could follow it: the branches see the beginning and themselves, not each other."""

    trunk: Sequence[int]
    branches: Sequence[Sequence[int]] = ()

    @property
    def size(self) -> int:
        return len(self.trunk) + sum(map(len, self.branches))

    def tokens(self) -> list[int]:
        """All tokens: those of the trunk, then branch by branch."""
        return [*self.trunk, *(token for branch in self.branches for token in branch)]

    def positions(self) -> list[int]:
        """The place of each token in its text."""
        trunk = len(self.trunk)
        return [*range(trunk), *(trunk + at for branch in self.branches for at in range(len(branch)))]

    def mask(self) -> Floats:
        """What is added to the attention of a token (row) to another (column): 0 where it may look, else a huge minus."""
        size, trunk = self.size, len(self.trunk)
        seen = np.zeros((size, size), bool)
        seen[:, :trunk] = True
        at = trunk
        for branch in self.branches:
            seen[at : at + len(branch), at : at + len(branch)] = True
            at += len(branch)
        mask: Floats = np.where(np.tril(seen), np.float32(0), np.float32(-1e30))
        return mask


class Place(NamedTuple):
    """Where the tokens stand: by how much their numbers are turned, and for each tree what looks at what."""

    turn: NDArray[np.complex64]
    masks: Sequence[Floats]


class Network:
    """The weights, ready to run."""

    def __init__(self, weights: Weights) -> None:
        header = weights.header
        self._weights = weights
        self.layers: int = header["layers"]
        self.width: int = header["width"]
        self._heads, self._kept = header["heads"], header["kept_heads"]
        self._size = self.width // self._heads
        self._epsilon = np.float32(header["epsilon"])
        self._turns = header["base"] ** (-np.arange(0, self._size, 2) / self._size)
        self._buffer: Floats = np.empty(0, np.float32)

    def run(self, trees: Sequence[Tree], layers: Sequence[int]) -> Floats:
        """The states of all tokens of the trees, one tree after the other, behind so many layers each.

        float32 [len(layers), tokens, width]; `layers` rises.
        """
        states, place = self._begun(trees)
        found = np.empty((len(layers), *states.shape), np.float32)
        for layer in range(layers[-1]):
            states += self._attention(layer, states, place, slice(None))
            states += self._forward(layer, states)
            if layer + 1 in layers:
                found[layers.index(layer + 1)] = states
        return found

    def run_for(self, trees: Sequence[Tree], rows: Sequence[int]) -> Floats:
        """The states of some tokens only, behind all layers: float32 [len(rows), width]."""
        last = self.layers - 1
        states, place = self._begun(trees)
        for layer in range(last):
            states += self._attention(layer, states, place, slice(None))
            states += self._forward(layer, states)
        # What others foretell is not asked: in the last layer they only have to be looked at.
        chosen: Floats = states[rows] + self._attention(last, states, place, rows)
        chosen += self._forward(last, chosen)
        return chosen

    def _begun(self, trees: Sequence[Tree]) -> tuple[Floats, Place]:
        tokens = np.array([token for tree in trees for token in tree.tokens()])
        rows, scales = self._embedding
        angles = np.array([at for tree in trees for at in tree.positions()])[:, None] * self._turns
        turn = np.exp(1j * angles).astype(np.complex64)[:, None]
        return rows[tokens] * scales[tokens, None], Place(turn, [tree.mask() for tree in trees])

    def _attention(self, layer: int, states: Floats, place: Place, rows: slice | Sequence[int]) -> Floats:
        """What the layer's attention adds to the states of the rows."""
        inputs = self._normed(states, f"{layer}.attention.norm")
        mixed = self._times(inputs, read_matrix(self._weights, f"{layer}.attention"))
        heads = mixed.reshape(len(states), -1, self._size)
        turned = self._turned(heads[:, : self._heads + self._kept], place.turn)
        query, key = turned[:, : self._heads], turned[:, self._heads :]
        value = heads[:, self._heads + self._kept :]
        found = np.empty((len(states), self._heads, self._size), np.float32)
        at = 0
        for mask in place.masks:
            own = slice(at, at + len(mask))
            found[own] = self._look(query[own], key[own], value[own], mask)
            at += len(mask)
        return self._times(found.reshape(len(states), -1)[rows], read_matrix(self._weights, f"{layer}.joined"))

    def _turned(self, heads: Floats, turn: Any) -> Floats:
        """Rotary positions: the first half of each head is the real part, the second the imaginary."""
        half = self._size // 2
        cosine, sine = turn.real, turn.imag
        first, second = heads[..., :half], heads[..., half:]
        return np.concatenate([first * cosine - second * sine, first * sine + second * cosine], axis=-1)

    def _look(self, query: Floats, key: Floats, value: Floats, mask: Floats) -> Floats:
        """Attention in one tree. Several heads of the query share one of the key."""
        size, group = len(mask), self._heads // self._kept
        # [kept heads, group × tokens, size of a head]
        asked = query.reshape(size, self._kept, group, -1).transpose(1, 2, 0, 3).reshape(self._kept, group * size, -1)
        weights = asked @ key.transpose(1, 2, 0)
        weights *= np.float32(self._size**-0.5)
        weights = weights.reshape(self._kept, group, size, size) + mask
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=-1, keepdims=True)
        found = weights.reshape(self._kept, group * size, size) @ value.transpose(1, 0, 2)
        result: Floats = found.reshape(self._kept, group, size, -1).transpose(2, 0, 1, 3).reshape(size, self._heads, -1)
        return result

    def _forward(self, layer: int, states: Floats) -> Floats:
        inputs = self._normed(states, f"{layer}.forward.norm")
        both = self._times(inputs, read_matrix(self._weights, f"{layer}.forward"))
        gate, up = both[:, : both.shape[1] // 2], both[:, both.shape[1] // 2 :]
        # exp of a large number is infinite, and 1 / (1 + infinite) is the 0 that is wanted.
        with np.errstate(over="ignore"):
            opened = gate / (1 + np.exp(-gate))
        opened *= up
        return self._times(opened, read_matrix(self._weights, f"{layer}.back"))

    def log_probabilities(self, states: Floats, tokens: Numbers) -> Floats:
        """For each row the natural logarithm of the probability that its token comes next; `states` behind all layers."""
        inputs = self._normed(states, "norm")
        rows, scales = self._output
        wanted = (inputs * rows[tokens]).sum(axis=1) * scales[tokens]
        highest = np.full(len(inputs), -np.inf, np.float32)
        total = np.zeros(len(inputs), np.float64)
        for start in range(0, len(rows), _VOCABULARY_ROWS):
            part = slice(start, start + _VOCABULARY_ROWS)
            logits = self._floats(rows[part]) @ inputs.T
            logits *= scales[part, None]
            top = np.maximum(highest, logits.max(axis=0))
            logits -= top
            total = total * np.exp(highest - top) + np.exp(logits, out=logits).sum(axis=0)
            highest = top
        result: Floats = (wanted - highest - np.log(total)).astype(np.float32)
        return result

    def _normed(self, states: Floats, name: str) -> Floats:
        power = np.einsum("ij,ij->i", states, states) / np.float32(states.shape[1])
        result: Floats = states * (1 / np.sqrt(power + self._epsilon))[:, None] * read_vector(self._weights, name)
        return result

    def _times(self, inputs: Floats, matrix: Matrix) -> Floats:
        """The product. The scale of an output is a factor of a column of the product, where there is less to multiply."""
        product: Floats = inputs @ self._floats(matrix.values)
        product *= matrix.scales
        return product

    def _floats(self, values: Bytes) -> Floats:
        """The bytes as numbers, in a buffer that the next call overwrites."""
        if self._buffer.size < values.size:
            self._buffer = np.empty(values.size, np.float32)
        numbers = self._buffer[: values.size].reshape(values.shape)
        np.copyto(numbers, values)
        return numbers

    @cached_property
    def _embedding(self) -> Matrix:
        return read_matrix(self._weights, "embedding")

    @cached_property
    def _output(self) -> Matrix:
        return read_matrix(self._weights, "output" if "output" in self._weights.header["sections"] else "embedding")
