"""Conditional logit: a ranking of the candidates of each case, learnt from which of them are right (McFadden 1974)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RATE = 0.05


def chances(weights: Sequence[float] | Floats, told: Floats, prior: Floats) -> Floats:
    """The probability of each candidate [case, candidate] by `weights` [signal].

    `told` [case, candidate, signal]; `prior` [case, candidate]: log odds that are known before, minus infinity where
    there is no candidate.
    """
    scores = told @ np.asarray(weights) + prior
    odds = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(odds / odds.sum(1, keepdims=True))


def fitted(told: Floats, prior: Floats, right: NDArray[np.bool_], steps: int, shrink: float) -> Floats:
    """The weights [signal] that make it likeliest that one of the right candidates is meant; deterministic.

    `right` [case, candidate]; `steps` of Adam (Kingma and Ba 2015); `shrink` pulls each weight towards 0.
    """
    weights, mean, square = np.zeros((3, told.shape[2]))
    for step in range(1, steps + 1):
        found = chances(weights, told, prior)
        among = found * right
        excess = found - among / among.sum(1, keepdims=True)
        slope = (excess[:, :, None] * told).sum((0, 1)) + shrink * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope * slope
        weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-9)
    return weights
