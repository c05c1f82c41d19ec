"""Fits a network of `copydesk.text.tagger.network` to examples: the same computation in JAX, and the optimiser Adam.

Deterministic: the same examples, seed and machine give the same weights.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger.document_features import DOCUMENT_FEATURES, document_features
from copydesk.text.tagger.multilingual import MultilingualVectors
from copydesk.text.tagger.network import Design
from copydesk.text.tagger.vectors import WordVectors
from copydesk.text.tagger.word_types import (
    COLUMNS,
    FORM_BUCKETS,
    PREFIX_BUCKETS,
    SHAPE_BUCKETS,
    SUFFIX_BUCKETS,
    case,
    features,
)

log = logging.getLogger(__name__)

Weights: TypeAlias = dict[str, jax.Array]

BUCKETS = {"form": FORM_BUCKETS, "prefix": PREFIX_BUCKETS, "suffix": SUFFIX_BUCKETS, "shape": SHAPE_BUCKETS}
WIDTHS = {"form": 32, "prefix": 24, "suffix": 24, "shape": 16}
"""Sizes of the embeddings of a word, its prefix, its suffix and its shape."""

TEXT_TOKENS = 4096
"""Tokens of a training batch: several texts one after another, with `PADDING` empty positions between them."""

PADDING = 8
"""Positions: more than the largest dilation, so that no text sees its neighbour."""

WORD_DROPOUT = 0.12
"""Share of words that lose their form, and of words that lose their vector: the network must cope with unknown
words."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A text to learn from.

    `target` [token, label]: with `soft`, the probability of each label; else which labels are right (non-zero).
    `extras`: the columns beyond `document_features`, None without any.
    """

    words: Sequence[str]
    gaps: NDArray[np.int64]
    target: NDArray[np.floating]
    soft: bool
    extras: NDArray[np.float32] | None = None


@dataclass(slots=True)
class Plan:
    """How to fit: epochs, the peak learning rate of Adam, and the seed of every random number."""

    epochs: int
    rate: float = 3e-3
    seed: int = 0


class Words:
    """The features of all words met in training, each computed once."""

    def __init__(self, vectors: WordVectors | MultilingualVectors) -> None:
        self._index = vectors.index
        self._rows: dict[str, int] = {}
        self._folds: dict[str, int] = {}
        self._columns = np.zeros((0, len(COLUMNS) + 2), dtype=np.int64)

    def look_up(self, words: Sequence[str]) -> NDArray[np.int64]:
        """[word, columns of COLUMNS, then case and the number of the word whatever its case]."""
        new = [word for word in dict.fromkeys(words) if word not in self._rows]
        if new:
            extra = [[case(word), self._folds.setdefault(word.lower(), len(self._folds))] for word in new]
            made = np.concatenate([features(new, self._index), np.array(extra)], axis=1)
            start = len(self._rows)
            while start + len(new) > len(self._columns):
                self._columns = np.concatenate([self._columns, np.zeros_like(self._columns), np.zeros_like(made)])
            self._columns[start : start + len(new)] = made
            self._rows.update(zip(new, range(start, start + len(new)), strict=True))
        return self._columns[[self._rows[word] for word in words]]


def fresh_weights(design: Design, vector_size: int, seed: int) -> Weights:
    """Random initial weights, smaller for layers whose output is added to a residual."""
    rng = np.random.default_rng(seed)

    def normal(inputs: int, outputs: int, gain: float = 1.0) -> jax.Array:
        return jnp.asarray(rng.normal(0, gain * (2 / inputs) ** 0.5, (inputs, outputs)).astype(np.float32))

    size, shared = design.hidden, design.shared
    weights = {
        f"table_{name}": jnp.asarray(rng.normal(0, 0.3, (BUCKETS[name], WIDTHS[name])).astype(np.float32))
        for name in COLUMNS[1:]
    }
    weights |= {
        "type_kernel": normal(vector_size + sum(WIDTHS.values()), size),
        "type_bias": jnp.zeros(size),
        "window_kernel": normal(size, 3 * size, 0.6),
        "extra_kernel": normal(design.extras, size, 0.5),
        "first_bias": jnp.zeros(size),
        "message_kernel": normal(size, shared),
        "message_bias": jnp.zeros(shared),
        "aggregate_kernel": normal(2 * shared, size, 0.5),
        "update_kernel": normal(size, size, 0.5),
        "context_kernel": normal(shared, size, 0.3),
        "update_bias": jnp.zeros(size),
        "output_kernel": normal(size, len(design.labels), 0.5),
        "output_bias": jnp.zeros(len(design.labels)),
    }
    for name in (*(f"conv{number}" for number in range(len(design.dilations))), "conv_last"):
        weights[f"{name}_kernel"] = normal(3 * size, size, 0.5)
        weights[f"{name}_bias"] = jnp.zeros(size)
    return weights


def scores(
    design: Design, weights: Weights, vectors: jax.Array, batch: dict[str, jax.Array], key: jax.Array | None
) -> jax.Array:
    """Scores [token, label], as `Network` of the tagger computes them; with `key`, dropout is applied."""
    columns, present = batch["columns"], batch["present"][:, None]
    embeddings = [vectors[columns[:, 0]]]
    embeddings += [weights[f"table_{name}"][columns[:, number]] for number, name in enumerate(COLUMNS) if number]
    keys = jax.random.split(key, 4) if key is not None else None
    if keys is not None:
        for number in (0, 1):
            kept = jax.random.bernoulli(keys[number], 1 - WORD_DROPOUT, (len(columns), 1))
            embeddings[number] = embeddings[number] * kept
    inner = jax.nn.relu(jnp.concatenate(embeddings, axis=1) @ weights["type_kernel"] + weights["type_bias"])
    products = (inner @ weights["window_kernel"]) * present
    left, centre, right = jnp.split(products, 3, axis=1)
    hidden = batch["extras"] @ weights["extra_kernel"] + weights["first_bias"]
    hidden = jax.nn.relu(hidden + centre + _shifted(left, 1) + _shifted(right, -1)) * present
    hidden = _dropout(hidden, keys, 2)
    for number, dilation in enumerate(design.dilations):
        hidden = _convolved(weights, hidden, f"conv{number}", dilation, present)
    messages = jax.nn.relu(hidden @ weights["message_kernel"] + weights["message_bias"]) * present
    pooled = [_segment_max(messages, batch["groups"]), _segment_mean(messages, batch["groups"], present)]
    aggregate = jnp.concatenate(pooled, axis=1) @ weights["aggregate_kernel"]
    context = _segment_mean(messages, batch["texts"], present) @ weights["context_kernel"]
    update = hidden @ weights["update_kernel"] + aggregate + context + weights["update_bias"]
    hidden = (hidden + jax.nn.relu(update)) * present
    hidden = _convolved(weights, hidden, "conv_last", 1, present)
    hidden = _dropout(hidden, keys, 3)
    return hidden @ weights["output_kernel"] + weights["output_bias"]


def _shifted(rows: jax.Array, by: int) -> jax.Array:
    if by > 0:
        return jnp.pad(rows, ((by, 0), (0, 0)))[:-by]
    return jnp.pad(rows, ((0, -by), (0, 0)))[-by:]


def _convolved(weights: Weights, hidden: jax.Array, name: str, dilation: int, present: jax.Array) -> jax.Array:
    window = jnp.concatenate([_shifted(hidden, dilation), hidden, _shifted(hidden, -dilation)], axis=1)
    return (hidden + jax.nn.relu(window @ weights[f"{name}_kernel"] + weights[f"{name}_bias"])) * present


def _dropout(hidden: jax.Array, keys: jax.Array | None, number: int) -> jax.Array:
    if keys is None:
        return hidden
    kept = jax.random.bernoulli(keys[number], 0.9, hidden.shape)
    return jnp.where(kept, hidden / 0.9, 0.0)


def _segment_max(rows: jax.Array, groups: jax.Array) -> jax.Array:
    return jnp.maximum(jax.ops.segment_max(rows, groups, num_segments=TEXT_TOKENS), 0.0)[groups]


def _segment_mean(rows: jax.Array, groups: jax.Array, present: jax.Array) -> jax.Array:
    both = jnp.concatenate([rows, present.astype(rows.dtype)], axis=1)
    sums = jax.ops.segment_sum(both, groups, num_segments=TEXT_TOKENS)
    return (sums[:, :-1] / jnp.maximum(sums[:, -1:], 1.0))[groups]


def batches(design: Design, words: Words, samples: Iterable[Sample]) -> Iterable[dict[str, NDArray]]:
    """Samples packed into batches of `TEXT_TOKENS` tokens; what does not fit into one is cut off."""
    pending: list[Sample] = []
    used = 0
    for sample in samples:
        length = min(len(sample.words), TEXT_TOKENS)
        if used + length > TEXT_TOKENS and pending:
            yield _packed(design, words, pending)
            pending, used = [], 0
        pending.append(sample)
        used += length + PADDING
    if pending:
        yield _packed(design, words, pending)


def _packed(design: Design, words: Words, samples: Sequence[Sample]) -> dict[str, NDArray]:
    batch = {
        "columns": np.zeros((TEXT_TOKENS, len(COLUMNS)), dtype=np.int32),
        "present": np.zeros(TEXT_TOKENS, dtype=bool),
        "extras": np.zeros((TEXT_TOKENS, design.extras), dtype=np.float32),
        "groups": np.full(TEXT_TOKENS, TEXT_TOKENS - 1, dtype=np.int32),
        "texts": np.full(TEXT_TOKENS, TEXT_TOKENS - 1, dtype=np.int32),
        "target": np.zeros((TEXT_TOKENS, len(design.labels)), dtype=np.float32),
        "soft": np.zeros(TEXT_TOKENS, dtype=bool),
    }
    start = groups_before = 0
    for number, sample in enumerate(samples):
        length = min(len(sample.words), TEXT_TOKENS - start)
        if length <= 0:
            break
        part = slice(start, start + length)
        columns = words.look_up(sample.words[:length])
        groups = np.unique(columns[:, -1], return_inverse=True)[1]
        batch["columns"][part] = columns[:, : len(COLUMNS)]
        batch["present"][part] = True
        batch["extras"][part, :DOCUMENT_FEATURES] = document_features(sample.gaps[:length], columns[:, -2], groups)
        if sample.extras is not None:
            batch["extras"][part, DOCUMENT_FEATURES:] = sample.extras[:length]
        batch["groups"][part] = groups + groups_before
        batch["texts"][part] = number
        batch["target"][part] = sample.target[:length]
        batch["soft"][part] = sample.soft
        groups_before += int(groups.max()) + 1
        start += length + PADDING
    return batch


def _loss(
    weights: Weights, vectors: jax.Array, batch: dict[str, jax.Array], key: jax.Array, design: Design
) -> jax.Array:
    logs = jax.nn.log_softmax(scores(design, weights, vectors, batch, key))
    target = batch["target"]
    cross_entropy = -(target * logs).sum(axis=1)
    marginal = -jax.nn.logsumexp(jnp.where(target > 0, logs, -1e9), axis=1)
    losses = jnp.where(batch["soft"], cross_entropy, marginal) * batch["present"]
    return losses.sum() / jnp.maximum(batch["present"].sum(), 1)


@partial(jax.jit, static_argnames="design", donate_argnums=0)
def _learn(
    state: tuple[Weights, Weights, Weights, Weights],
    vectors: jax.Array,
    batch: dict[str, jax.Array],
    rate: float,
    step: int,
    design: Design,
) -> tuple[tuple[Weights, Weights, Weights, Weights], jax.Array]:
    weights, first, second, mean = state
    loss, gradients = jax.value_and_grad(_loss)(weights, vectors, batch, jax.random.key(step), design)
    norm = jnp.sqrt(sum(jnp.square(gradient).sum() for gradient in gradients.values()))
    gradients = {name: gradient * jnp.minimum(1.0, 1.0 / norm) for name, gradient in gradients.items()}
    first = {name: 0.9 * first[name] + 0.1 * gradient for name, gradient in gradients.items()}
    second = {name: 0.99 * second[name] + 0.01 * gradient * gradient for name, gradient in gradients.items()}
    steps = {
        name: first[name] / (1 - 0.9**step) / (jnp.sqrt(second[name] / (1 - 0.99**step)) + 1e-6) for name in gradients
    }
    weights = {name: value - rate * steps[name] for name, value in weights.items()}
    kept = jnp.minimum(0.998, step / (step + 10.0))
    mean = {name: kept * mean[name] + (1 - kept) * value for name, value in weights.items()}
    return (weights, first, second, mean), loss


def fit(
    design: Design,
    vectors: WordVectors | MultilingualVectors,
    epoch: Callable[[int], Iterable[Sample]],
    plan: Plan,
    start: Weights | None = None,
    keep: Callable[[dict[str, NDArray[np.float32]]], None] | None = None,
) -> dict[str, NDArray[np.float32]]:
    """Weights fitted to the samples that `epoch` gives for each epoch, as a moving average over the steps.

    `epoch` is called with the number of each epoch, so order and noise may differ between epochs; `keep`, after each of
    them, with the weights so far.
    """
    words = Words(vectors)
    table = jnp.asarray(vectors.matrix[np.arange(len(vectors.matrix))])
    weights = start or fresh_weights(design, table.shape[1], plan.seed)
    state = tuple(jax.tree.map(jnp.array, tree) for tree in (weights, *[jax.tree.map(jnp.zeros_like, weights)] * 3))
    total_steps = step = 0
    for number in range(plan.epochs):
        losses = []
        for batch in batches(design, words, epoch(number)):
            progress = (number + len(losses) / total_steps) / plan.epochs if total_steps else 0.0
            rate = plan.rate * min(1.0, (step + 1) / 100) * max(0.02, (1 - progress))
            step += 1
            state, loss = _learn(state, table, batch, rate, step, design)
            losses.append(float(loss))
        total_steps = len(losses)
        if keep is not None:
            keep({name: np.asarray(value) for name, value in state[3].items()})
        log.info("epoch %d of %d: loss %.4f over %d batches", number + 1, plan.epochs, np.mean(losses), len(losses))
    return {name: np.asarray(value) for name, value in state[3].items()}
