"""The network in JAX, its loss, and the learning itself: the twin of `services.quotes.labelling.network`."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger.word_types import FORM_BUCKETS, PREFIX_BUCKETS, SHAPE_BUCKETS, SUFFIX_BUCKETS
from services.quotes.labelling.evidence import EVIDENCE_SIZES
from services.quotes.labelling.network import CONTENT, CUE, DILATIONS, SCORES, SOURCE, SPEECH

log = logging.getLogger(__name__)

Weights: TypeAlias = dict[str, jax.Array]
Integers: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float32]

WIDTH, NARROW = 128, 64
"""Numbers a token between the blocks, and inside them."""

EPOCHS = 10
BATCH, WINDOW = 8, 512
"""Windows a step, tokens a window: the articles follow one another and are cut anew in each epoch."""

PEAK_RATE, DECAY, WARM_UP = 3e-3, 0.02, 100
KEPT_AVERAGE = 0.995
"""The weights that are shipped are a running mean of those of the last steps."""

DROPPED, DROPPED_INSIDE = 0.3, 0.1
"""Shares that are blotted out in learning: inputs and outputs, and blocks."""

PLAIN_LOSS, PART_LOSS, SYNTAX_LOSS = 0.3, 0.5, 0.3
"""Weights beside the sequence loss of the content: its tokens one by one; cue, source, speech; silver syntax."""

GOLD_BESIDE_TEACHERS = 0.5
"""Weight of the annotation where teachers' probabilities are learnt, too: both together (Hinton et al. 2015,
"Distilling the Knowledge in a Neural Network")."""

WORDS, EVIDENCE, LABELS, SYNTAX = slice(0, 5), slice(5, 8), slice(8, 12), slice(12, 15)
"""Columns of a row: one row a token."""

TABLES = {"form": FORM_BUCKETS, "prefix": PREFIX_BUCKETS, "suffix": SUFFIX_BUCKETS, "shape": SHAPE_BUCKETS}
_FORM = 1
_IMPOSSIBLE = -1e4


@dataclass(frozen=True, slots=True)
class Task:
    """What does not change while learning; `dropped_forms`: share of the words whose form is blotted out."""

    vectors: NDArray[np.float32]
    syntax_sizes: tuple[int, int, int]
    epochs: int = EPOCHS
    seed: int = 0
    dropped_forms: float = 0.1


def _first_weights(task: Task) -> Weights:
    random = np.random.default_rng(task.seed)

    def drawn(*shape: int, scale: float | None = None) -> jax.Array:
        spread = 1 / np.sqrt(shape[0]) if scale is None else scale
        return jnp.asarray(random.normal(size=shape) * spread, dtype=jnp.float32)

    weights = {f"table_{name}": drawn(size, WIDTH, scale=0.03) for name, size in TABLES.items()}
    weights["vector_in"] = drawn(task.vectors.shape[1], WIDTH)
    weights["word_bias"] = jnp.zeros(WIDTH)
    for at, size in enumerate(EVIDENCE_SIZES):
        weights[f"evidence{at}"] = drawn(size, WIDTH, scale=0.1)
    for at in range(len(DILATIONS)):
        weights[f"gain{at}"] = jnp.ones(WIDTH)
        weights[f"down{at}"] = drawn(WIDTH, NARROW)
        weights[f"kernel{at}"] = drawn(3 * NARROW, NARROW)
        weights[f"up{at}"] = drawn(NARROW, WIDTH, scale=0.3 / np.sqrt(NARROW))
        weights |= {f"{name}_bias{at}": jnp.zeros(NARROW) for name in ("down", "kernel")}
        weights[f"up_bias{at}"] = jnp.zeros(WIDTH)
    weights["gain"] = jnp.ones(WIDTH)
    weights["head"] = drawn(WIDTH, SCORES, scale=0.05)
    weights["head_bias"] = jnp.zeros(SCORES)
    weights["transitions"] = jnp.zeros((3, 3))
    weights["syntax_head"] = drawn(WIDTH, sum(task.syntax_sizes), scale=0.05)
    return weights


def _normalised(rows: jax.Array, gain: jax.Array | float = 1.0) -> jax.Array:
    return rows * jax.lax.rsqrt((rows * rows).mean(-1, keepdims=True) + 1e-6) * gain


def _shifted(rows: jax.Array, by: int) -> jax.Array:
    if by > 0:
        return jnp.pad(rows, ((0, 0), (by, 0), (0, 0)))[:, : rows.shape[1]]
    return jnp.pad(rows, ((0, 0), (0, -by), (0, 0)))[:, -by:]


def _dropped(rows: jax.Array, share: float, key: jax.Array | None) -> jax.Array:
    if key is None:
        return rows
    return jnp.where(jax.random.bernoulli(key, 1 - share, rows.shape), rows / (1 - share), 0)


def scores(
    weights: Weights, vectors: jax.Array, rows: jax.Array, key: jax.Array | None, dropped_forms: float
) -> tuple[jax.Array, jax.Array]:
    """Scores [window, token, score], and the hidden numbers of the middle block. Without `key` nothing is dropped."""
    keys = [None] * (len(DILATIONS) + 3) if key is None else list(jax.random.split(key, len(DILATIONS) + 3))
    words = rows[..., WORDS]
    form = weights["table_form"][words[..., _FORM]]
    if keys[0] is not None:
        form = jnp.where(jax.random.bernoulli(keys[0], dropped_forms, form.shape[:-1])[..., None], 0, form)
    hidden = form + vectors[words[..., 0]] @ weights["vector_in"] + weights["word_bias"]
    for column, name in enumerate(("prefix", "suffix", "shape"), 2):
        hidden += weights[f"table_{name}"][words[..., column]]
    for at in range(len(EVIDENCE_SIZES)):
        hidden += weights[f"evidence{at}"][rows[..., EVIDENCE][..., at]]
    hidden = _dropped(hidden, DROPPED, keys[1])
    middle = hidden
    for at, dilation in enumerate(DILATIONS):
        bottleneck = _normalised(hidden, weights[f"gain{at}"]) @ weights[f"down{at}"] + weights[f"down_bias{at}"]
        bottleneck = jax.nn.relu(bottleneck)
        neighbours = jnp.concatenate([_shifted(bottleneck, dilation), bottleneck, _shifted(bottleneck, -dilation)], -1)
        convolved = jax.nn.relu(neighbours @ weights[f"kernel{at}"] + weights[f"kernel_bias{at}"])
        change = convolved @ weights[f"up{at}"] + weights[f"up_bias{at}"]
        hidden = hidden + _dropped(change, DROPPED_INSIDE, keys[at + 3])
        if at + 1 == len(DILATIONS) // 2:
            middle = hidden
    last = _dropped(_normalised(hidden, weights["gain"]), DROPPED, keys[2])
    return last @ weights["head"] + weights["head_bias"], middle


def allowed(transitions: jax.Array) -> jax.Array:
    """Transitions between outside, first and further: nothing goes on that has not begun."""
    return transitions.at[0, 2].set(_IMPOSSIBLE)


def _sequence_loss(emitted: jax.Array, transitions: jax.Array, labels: jax.Array) -> jax.Array:
    """Negative log likelihood of a linear-chain conditional random field, summed."""
    moves = allowed(transitions)
    gold = jnp.take_along_axis(emitted, labels[..., None], 2).sum() + moves[labels[:, :-1], labels[:, 1:]].sum()

    def step(so_far: jax.Array, now: jax.Array) -> tuple[jax.Array, None]:
        return jax.nn.logsumexp(so_far[:, :, None] + moves[None], 1) + now, None

    last, _ = jax.lax.scan(step, emitted[:, 0], emitted.transpose(1, 0, 2)[1:])
    return jax.nn.logsumexp(last, 1).sum() - gold


def _token_loss(given: jax.Array, labels: jax.Array, mask: jax.Array | float = 1.0) -> jax.Array:
    chosen = jnp.take_along_axis(jax.nn.log_softmax(given), labels[..., None], -1)[..., 0]
    return -(chosen * mask).sum()


def loss(
    weights: Weights,
    vectors: jax.Array,
    task: Task,
    rows: jax.Array,
    taught: jax.Array | None,
    key: jax.Array,
) -> jax.Array:
    """The loss a token; `taught`: what teachers say of each score, as probabilities [window, token, score]."""
    given, middle = scores(weights, vectors, rows, key, task.dropped_forms)
    content, cue, source, speech = (rows[..., LABELS][..., at] for at in range(4))
    total = _sequence_loss(given[..., CONTENT], weights["transitions"], content)
    total += PLAIN_LOSS * _token_loss(given[..., CONTENT], content)
    total += PART_LOSS * (_token_loss(given[..., CUE], cue) + _token_loss(given[..., SOURCE], source))
    said = given[..., SPEECH]
    total += PART_LOSS * ((jnp.logaddexp(0, said) - said * speech) * (content > 0)).sum()
    if taught is not None:
        total = GOLD_BESIDE_TEACHERS * total + _distilled_loss(given, taught)
    foretold = _normalised(middle) @ weights["syntax_head"]
    begin = 0
    for at, size in enumerate(task.syntax_sizes):
        labels = rows[..., SYNTAX][..., at]
        total += SYNTAX_LOSS * _token_loss(foretold[..., begin : begin + size], labels, labels > 0)
        begin += size
    return total / (rows.shape[0] * rows.shape[1])


def _distilled_loss(given: jax.Array, taught: jax.Array) -> jax.Array:
    """How far the scores are from the teachers' probabilities."""
    parts = ((CONTENT, 1.0), (CUE, PART_LOSS), (SOURCE, PART_LOSS))
    total = sum(-weight * (taught[..., part] * jax.nn.log_softmax(given[..., part])).sum() for part, weight in parts)
    said, inside = given[..., SPEECH], 1 - taught[..., CONTENT][..., 0]
    return total + PART_LOSS * ((jnp.logaddexp(0, said) - said * taught[..., SPEECH]) * inside).sum()


def _batches(
    articles: Sequence[Integers], taught: Sequence[Floats] | None, random: np.random.Generator
) -> Iterator[tuple[NDArray[np.int32], Floats | None]]:
    chosen = random.permutation(len(articles))
    joined = np.concatenate([articles[at] for at in chosen])
    told = None if taught is None else np.concatenate([taught[at] for at in chosen])
    begin = int(random.integers(WINDOW))
    count = (len(joined) - begin) // WINDOW
    windows = joined[begin : begin + count * WINDOW].reshape(count, WINDOW, -1)
    beside = None if told is None else told[begin : begin + count * WINDOW].reshape(count, WINDOW, -1)
    order = random.permutation(count)
    for at in range(0, count - BATCH + 1, BATCH):
        some = order[at : at + BATCH]
        yield windows[some].astype(np.int32), None if beside is None else beside[some]


def learn(task: Task, articles: Sequence[Integers], taught: Sequence[Floats] | None = None) -> Mapping[str, Floats]:
    """Weights learnt from rows of tokens [token, column]; the same for the same articles, machine and seed.

    `taught`: for each article what teachers say of each score, as probabilities [token, score].
    """
    jax.config.update("jax_default_prng_impl", "rbg")  # a quarter faster on a processor than the default
    vectors = jnp.asarray(task.vectors)
    steps = task.epochs * (sum(map(len, articles)) // (WINDOW * BATCH))

    def step(
        state: tuple[Weights, ...], rows: jax.Array, told: jax.Array | None, number: jax.Array, key: jax.Array
    ) -> tuple:
        weights, mean, square, average = state
        value, slopes = jax.value_and_grad(loss)(weights, vectors, task, rows, told, key)
        norm = jnp.sqrt(sum((slope * slope).sum() for slope in slopes.values()))
        slopes = {name: slope * jnp.minimum(1.0, 1.0 / norm) for name, slope in slopes.items()}
        rate = PEAK_RATE * jnp.minimum(1.0, number / WARM_UP) * jnp.maximum(0.02, 1 - number / steps)
        mean = {name: 0.9 * mean[name] + 0.1 * slope for name, slope in slopes.items()}
        square = {name: 0.98 * square[name] + 0.02 * slope * slope for name, slope in slopes.items()}
        new: Weights = {}
        for name, old in weights.items():
            move = mean[name] / (1 - 0.9**number) / (jnp.sqrt(square[name] / (1 - 0.98**number)) + 1e-8)
            new[name] = old - rate * (move + (DECAY * old if old.ndim > 1 else 0.0))
        average = {name: KEPT_AVERAGE * average[name] + (1 - KEPT_AVERAGE) * new[name] for name in new}
        return (new, mean, square, average), value

    compiled = jax.jit(step, donate_argnums=0)
    weights = _first_weights(task)
    nothing = {name: jnp.zeros_like(value) for name, value in weights.items()}
    state = (weights, nothing, {**nothing}, {name: value + 0 for name, value in weights.items()})
    state = jax.tree.map(jnp.array, state)
    random, key, number = np.random.default_rng(task.seed), jax.random.key(task.seed), 0
    for epoch in range(task.epochs):
        losses = []
        for rows, told in _batches(articles, taught, random):
            number += 1
            key, used = jax.random.split(key)
            beside = None if told is None else jnp.asarray(told)
            state, value = compiled(state, jnp.asarray(rows), beside, jnp.float32(number), used)
            losses.append(value)
        log.info("epoch %d: loss %.4f", epoch + 1, float(np.mean(losses)))
    return {name: np.asarray(value) for name, value in state[3].items() if name != "syntax_head"}
