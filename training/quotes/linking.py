"""The ranker's training: which source the annotators gave each piece that the labeller found."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from copydesk.text.language.en import ENGLISH
from services.quotes.labelling.attribution import FEATURES, RunningCounts, candidates, features
from services.quotes.labelling.labeller import LabelledSpan, Labeller
from services.quotes.labelling.pieces import Piece, PieceFinder
from services.quotes.text.marks import quotations
from training.quotes.corpus import Example, gold_of, is_source

log = logging.getLogger(__name__)

INNER = 24
STEPS, RATE, DECAY = 400, 0.03, 1e-3
CHOICES = 12
"""Candidates of one piece, the answer that there is none among them; rows of fewer are filled up."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of one piece [candidate, feature] and which of them are right."""

    described: NDArray[np.float32]
    right: NDArray[np.bool_]


def choices(example: Example, labeller: Labeller) -> Iterator[Choice]:
    """The choices of an article, each told the right answer to the one before."""
    text = example.article.text
    labels = labeller.label(example.tokens, example.evidence)
    marked = [each for span in example.article.paragraphs for each in quotations(text, span.start, span.end)]
    pieces = PieceFinder(text, example.tokens, labels, marked, ENGLISH).pieces()
    counts = RunningCounts(example.tokens, labels, pieces, ENGLISH)
    last: tuple[Piece, LabelledSpan | None] | None = None
    for piece in pieces:
        previous = last or (piece, None)
        found = [*candidates(piece, labels, counts, previous[1]), None]
        gold = gold_of(piece, example.gold["quotes"])
        right = [source is not None and gold is not None and is_source(source, gold) for source in found]
        if not any(right):
            right[-1] = True
        chosen = next((source for source, yes in zip(found, right, strict=True) if yes), None)
        last = (piece, chosen)
        if gold is not None:
            described = np.array([features(piece, each, counts, previous) for each in found], dtype=np.float32)
            yield Choice(described, np.array(right))


def _padded(found: Sequence[Choice]) -> tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.bool_]]:
    described = np.zeros((len(found), CHOICES, FEATURES), dtype=np.float32)
    right = np.zeros((len(found), CHOICES), dtype=np.bool_)
    there = np.zeros((len(found), CHOICES), dtype=np.bool_)
    for at, choice in enumerate(found):
        kept = choice.described[-CHOICES:]
        described[at, : len(kept)], right[at, : len(kept)] = kept, choice.right[-CHOICES:]
        there[at, : len(kept)] = True
    return described, right, there


def _scores(weights: Mapping[str, jax.Array], described: jax.Array) -> jax.Array:
    return jax.nn.relu(described @ weights["link_in"] + weights["link_bias"]) @ weights["link_out"]


def learn(found: Sequence[Choice], seed: int = 0) -> dict[str, NDArray[np.float32]]:
    """The ranker's weights; deterministic."""
    described, right, there = (jnp.asarray(each) for each in _padded(found))
    random = np.random.default_rng(seed)
    weights = {
        "link_in": jnp.asarray(random.normal(size=(FEATURES, INNER)) / np.sqrt(FEATURES), dtype=jnp.float32),
        "link_bias": jnp.zeros(INNER),
        "link_out": jnp.asarray(random.normal(size=INNER) / np.sqrt(INNER), dtype=jnp.float32),
    }

    def loss(now: Mapping[str, jax.Array]) -> jax.Array:
        scores = jnp.where(there, _scores(now, described), -1e9)
        among = jax.nn.logsumexp(jnp.where(right, scores, -1e9), 1)
        return (jax.nn.logsumexp(scores, 1) - among).mean() + DECAY * sum((w * w).sum() for w in now.values())

    @partial(jax.jit, donate_argnums=0)
    def step(state: tuple, number: jax.Array) -> tuple:
        now, mean, square = state
        slopes = jax.grad(loss)(now)
        mean = {name: 0.9 * mean[name] + 0.1 * slope for name, slope in slopes.items()}
        square = {name: 0.999 * square[name] + 0.001 * slope * slope for name, slope in slopes.items()}
        rate = RATE * (1 - number / STEPS)
        moved = {
            name: old - rate * (mean[name] / (1 - 0.9**number)) / (jnp.sqrt(square[name] / (1 - 0.999**number)) + 1e-8)
            for name, old in now.items()
        }
        return moved, mean, square

    nothing = {name: jnp.zeros_like(value) for name, value in weights.items()}
    state = (weights, nothing, {name: jnp.zeros_like(value) for name, value in weights.items()})
    for number in range(1, STEPS + 1):
        state = step(state, jnp.float32(number))
    result = {name: np.asarray(value) for name, value in state[0].items()}
    log.info("ranker: %d choices, %.1f %% right on them", len(found), 100 * accuracy(result, found))
    return result


def accuracy(weights: Mapping[str, NDArray[np.float32]], found: Sequence[Choice]) -> float:
    """Share of choices that are right."""
    hits = 0
    for choice in found:
        inner = np.maximum(choice.described @ weights["link_in"] + weights["link_bias"], 0)
        hits += bool(choice.right[(inner @ weights["link_out"]).argmax()])
    return hits / max(len(found), 1)
