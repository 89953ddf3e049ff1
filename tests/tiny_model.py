"""A language model of a few thousand numbers, made from a seed, as a GGUF file; and its arithmetic written out plainly."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

LAYERS, WIDTH, HEADS, KEPT, FORWARD, BASE, EPSILON = 3, 32, 4, 2, 48, 100.0, 1e-5
MERGES = ["Ġ t", "h e", "Ġt he", "a t", "Ġ c", "Ġc at", "s at", "i n", "Ġ m", "Ġm at"]


def byte_letters() -> list[str]:
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters, extra = {}, 0
    for byte in range(256):
        letters[byte] = chr(byte) if byte in shown else chr(256 + extra)
        extra += byte not in shown
    return [letters[byte] for byte in range(256)]


TOKENS = ["<|endoftext|>", *byte_letters(), *(merge.replace(" ", "") for merge in MERGES)]

FIELDS: Mapping[str, Any] = {
    "general.architecture": "llama", "general.name": "tiny", "general.license": "cc0", "tokenizer.ggml.model": "gpt2",
    "tokenizer.ggml.pre": "smollm", "tokenizer.ggml.tokens": TOKENS, "tokenizer.ggml.merges": MERGES,
    "llama.block_count": LAYERS, "llama.embedding_length": WIDTH, "llama.feed_forward_length": FORWARD,
    "llama.attention.head_count": HEADS, "llama.attention.head_count_kv": KEPT, "llama.context_length": 64,
    "llama.rope.freq_base": BASE, "llama.attention.layer_norm_rms_epsilon": EPSILON,
}  # fmt: skip


def tensors() -> dict[str, np.ndarray]:
    """Weights that a byte and a scale for each row hold exactly, so that there is no rounding to allow for."""
    rng = np.random.default_rng(7)

    def matrix(rows: int, columns: int) -> np.ndarray:
        steps = rng.integers(-127, 128, (rows, columns))
        steps[:, 0] = 127
        return (steps * rng.uniform(0.5, 2.0, (rows, 1)) * 0.004).astype(np.float32)

    found = {"token_embd.weight": matrix(len(TOKENS), WIDTH), "output_norm.weight": rng.uniform(0.5, 2, WIDTH)}
    for layer in range(LAYERS):
        size = WIDTH // HEADS
        found |= {
            f"blk.{layer}.attn_norm.weight": rng.uniform(0.5, 2, WIDTH),
            f"blk.{layer}.ffn_norm.weight": rng.uniform(0.5, 2, WIDTH),
            f"blk.{layer}.attn_q.weight": matrix(WIDTH, WIDTH),
            f"blk.{layer}.attn_k.weight": matrix(KEPT * size, WIDTH),
            f"blk.{layer}.attn_v.weight": matrix(KEPT * size, WIDTH),
            f"blk.{layer}.attn_output.weight": matrix(WIDTH, WIDTH),
            f"blk.{layer}.ffn_gate.weight": matrix(FORWARD, WIDTH),
            f"blk.{layer}.ffn_up.weight": matrix(FORWARD, WIDTH),
            f"blk.{layer}.ffn_down.weight": matrix(WIDTH, FORWARD),
        }
    return {name: value.astype(np.float32) for name, value in found.items()}


def write_gguf(path: Path, fields: Mapping[str, Any] = FIELDS) -> None:
    own = tensors()
    head = b"GGUF" + struct.pack("<IQQ", 3, len(own), len(fields))
    head += b"".join(_string(name) + _value(value) for name, value in fields.items())
    body = b""
    for name, value in own.items():
        body += bytes(-len(body) % 32)
        shape = value.shape[::-1]
        head += _string(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, 0, len(body))
        body += value.tobytes()
    path.write_bytes(head + bytes(-len(head) % 32) + body)


def _string(text: str) -> bytes:
    return struct.pack("<Q", len(text.encode())) + text.encode()


def _value(value: Any) -> bytes:
    if isinstance(value, str):
        return struct.pack("<I", 8) + _string(value)
    if isinstance(value, list):
        return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(map(_string, value))
    return struct.pack("<If", 6, value) if isinstance(value, float) else struct.pack("<II", 4, value)


def plain_states(tokens: Sequence[int], layers: int) -> np.ndarray:
    """The states of one text behind so many layers, one token and one head at a time, in float64."""
    own = {name: value.astype(float) for name, value in tensors().items()}
    states = own["token_embd.weight"][list(tokens)]
    for layer in range(layers):
        part = {n.split(".")[2]: v for n, v in own.items() if n.startswith(f"blk.{layer}.")}
        inputs = _normed(states, part["attn_norm"])
        states = states + _attention(inputs, part) @ part["attn_output"].T
        inputs = _normed(states, part["ffn_norm"])
        gate = inputs @ part["ffn_gate"].T
        states = states + (gate / (1 + np.exp(-gate)) * (inputs @ part["ffn_up"].T)) @ part["ffn_down"].T
    return states


def plain_log_probabilities(tokens: Sequence[int]) -> np.ndarray:
    """log P of each token but the first."""
    own = tensors()
    states = _normed(plain_states(tokens, LAYERS), own["output_norm.weight"].astype(float))
    logits = states @ own["token_embd.weight"].astype(float).T
    logits -= np.log(np.exp(logits).sum(1, keepdims=True))
    return logits[np.arange(len(tokens) - 1), list(tokens[1:])]


def _normed(states: np.ndarray, gain: np.ndarray) -> np.ndarray:
    return states / np.sqrt((states**2).mean(1, keepdims=True) + EPSILON) * gain


def _attention(inputs: np.ndarray, part: Mapping[str, np.ndarray]) -> np.ndarray:
    size = WIDTH // HEADS
    heads = []
    for head in range(HEADS):
        kept = head // (HEADS // KEPT)
        query, key, value = (
            inputs @ part[name][at * size : (at + 1) * size].T
            for name, at in (("attn_q", head), ("attn_k", kept), ("attn_v", kept))
        )
        rows = []
        for now in range(len(inputs)):
            scores = np.array([_turned(query[now], now) @ _turned(key[then], then) for then in range(now + 1)])
            weights = np.exp(scores / np.sqrt(size))
            rows.append(weights / weights.sum() @ value[: now + 1])
        heads.append(np.array(rows))
    return np.concatenate(heads, axis=1)


def _turned(numbers: np.ndarray, place: int) -> np.ndarray:
    """Neighbouring pairs of numbers, each turned by its angle."""
    pairs = numbers[0::2] + 1j * numbers[1::2]
    pairs = pairs * np.exp(1j * place * BASE ** (-2 * np.arange(len(pairs)) / len(numbers)))
    return np.stack([pairs.real, pairs.imag], axis=1).ravel()
