"""GGUF → the file of weights that copydesk maps."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from copydesk.lm.gguf import GGUF, GGUFError
from copydesk.lm.matrix import Floats, Matrix, matrix_sections, quantised
from copydesk.lm.weights import Section, write_weights

_PRE_TOKENISERS = ("smollm", "refact", "command-r", "starcoder")


def convert(source: Path, target: Path, about: str) -> str:
    """Write the weights of a GGUF model of the Llama family to `target`; returns the model's fingerprint.

    Raises GGUFError for a file that is damaged or of a kind that is not read here, OSError.
    """
    model = GGUF(source)
    header = _header(model)
    digest = file_digest(source)
    fingerprint = digest[:16]
    header |= {"about": about, "source": digest, "fingerprint": fingerprint}
    write_weights(target, header, _sections(model, header))
    return fingerprint


def file_digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _header(model: GGUF) -> dict[str, Any]:
    fields = model.fields
    if fields.get("general.architecture") != "llama":
        raise GGUFError(f"a model of the kind {fields.get('general.architecture')} is not read here, only llama")
    if fields.get("tokenizer.ggml.pre") not in _PRE_TOKENISERS or fields.get("tokenizer.ggml.model") != "gpt2":
        raise GGUFError(f"the tokeniser {fields.get('tokenizer.ggml.pre')} is not read here")
    try:
        width, heads = fields["llama.embedding_length"], fields["llama.attention.head_count"]
        return {
            "name": fields.get("general.name", ""), "license": fields.get("general.license", ""),
            "layers": fields["llama.block_count"], "width": width, "heads": heads,
            "kept_heads": fields.get("llama.attention.head_count_kv", heads),
            "context": fields["llama.context_length"],
            "base": fields.get("llama.rope.freq_base", 10000.0),
            "epsilon": fields["llama.attention.layer_norm_rms_epsilon"],
            # What stands before a text: models of this family were trained on documents after such a mark.
            "start": max(fields["tokenizer.ggml.tokens"].index("<|endoftext|>"), 0),
        }  # fmt: skip
    except (KeyError, ValueError) as error:
        raise GGUFError(f"damaged or incomplete: {error} is missing") from None


def _sections(model: GGUF, header: dict[str, Any]) -> Iterator[tuple[str, Section]]:
    for name in ("tokens", "merges"):
        yield name, Section("\n".join(model.fields[f"tokenizer.ggml.{name}"]).encode())
    yield from matrix_sections("embedding", quantised(model.floats("token_embd.weight")))
    if "output.weight" in model.tensors:
        yield from matrix_sections("output", quantised(model.floats("output.weight")))
    yield "norm", _vector(model.floats("output_norm.weight"))
    for layer in range(header["layers"]):
        for name, matrix in _matrices(model, layer, header["width"] // header["heads"]):
            yield from matrix_sections(f"{layer}.{name}", matrix.turned())
        yield f"{layer}.attention.norm", _vector(model.floats(f"blk.{layer}.attn_norm.weight"))
        yield f"{layer}.forward.norm", _vector(model.floats(f"blk.{layer}.ffn_norm.weight"))


def _vector(numbers: Floats) -> Section:
    return Section(numbers.tobytes(), numbers.shape)


def _matrices(model: GGUF, layer: int, size: int) -> Iterator[tuple[str, Matrix]]:
    """The matrices of a layer; those that read the same input lie in one."""

    def tensor(name: str) -> Floats:
        return model.floats(f"blk.{layer}.{name}.weight")

    heads = [_halved(tensor("attn_q"), size), _halved(tensor("attn_k"), size), tensor("attn_v")]
    yield "attention", quantised(np.concatenate(heads))
    yield "joined", quantised(tensor("attn_output"))
    yield "forward", quantised(np.concatenate([tensor("ffn_gate"), tensor("ffn_up")]))
    yield "back", quantised(tensor("ffn_down"))


def _halved(rows: Floats, size: int) -> Floats:
    """Rows of heads in which the two numbers that are turned together lie half a head apart, not side by side."""
    halved: Floats = rows.reshape(-1, size // 2, 2, rows.shape[1]).swapaxes(1, 2).reshape(rows.shape)
    return halved
