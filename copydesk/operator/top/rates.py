"""From counters and histograms of two moments to rates and percentiles, as Prometheus has them."""

from __future__ import annotations

import math
from collections.abc import Mapping


def increase(before: float | None, now: float) -> float:
    """By how much a counter has grown; one that is lower than before was reset, and has grown from zero.

    None as `before` is a series that was not there then: it began at zero, since a process shows all its counters.
    """
    return now if before is None or now < before else now - before


def quantile(buckets: Mapping[float, float], share: float) -> float | None:
    """The value below which this share of all observations lies; None where there are none.

    `buckets` are cumulative counts by their upper bound, the infinite one among them. Between two bounds values are
    taken to be spread evenly; what lies in the infinite bucket counts as its lower bound (Prometheus'
    `histogram_quantile`).
    """
    bounds = sorted(buckets)
    if not bounds or buckets[bounds[-1]] <= 0:
        return None
    rank = share * buckets[bounds[-1]]
    lower, below = 0.0, 0.0
    for bound in bounds:
        count = buckets[bound]
        if count >= rank and count > below:
            if math.isinf(bound):
                return lower
            return lower + (bound - lower) * (rank - below) / (count - below)
        lower, below = bound, max(below, count)
    return lower
