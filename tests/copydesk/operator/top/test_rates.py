from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.operator.top.rates import increase, quantile


@pytest.mark.parametrize(
    ("before", "now", "grown"),
    [(10, 25, 15), (10, 10, 0), (None, 7, 7), (100, 3, 3), (100, 0, 0)],
    ids=["grown", "stood still", "was not there", "reset and counted on", "reset"],
)
def test_by_how_much_a_counter_has_grown(before: float | None, now: float, grown: float) -> None:
    assert increase(before, now) == grown


BUCKETS = {0.1: 50.0, 0.5: 90.0, 1.0: 100.0, math.inf: 100.0}


@pytest.mark.parametrize(
    ("share", "value"),
    [(0.25, 0.05), (0.5, 0.1), (0.7, 0.3), (0.9, 0.5), (0.95, 0.75), (1.0, 1.0)],
)
def test_a_quantile_lies_evenly_between_the_bounds_of_its_bucket(share: float, value: float) -> None:
    assert quantile(BUCKETS, share) == pytest.approx(value)


def test_what_is_above_all_bounds_counts_as_the_highest() -> None:
    assert quantile({1.0: 0.0, math.inf: 10.0}, 0.5) == 1.0


def test_an_empty_bucket_is_passed_over() -> None:
    assert quantile({1.0: 0.0, 2.0: 0.0, 3.0: 4.0, math.inf: 4.0}, 0.0) == 2.0


@pytest.mark.parametrize("buckets", [{}, {1.0: 0.0, math.inf: 0.0}])
def test_without_observations_there_is_no_quantile(buckets: dict[float, float]) -> None:
    assert quantile(buckets, 0.5) is None


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=10), st.floats(0.01, 1))
def test_quantiles_lie_within_the_bounds_and_grow_with_their_share(counts: list[int], share: float) -> None:
    below, buckets = 0.0, {}
    for number, count in enumerate(counts):
        below += count
        buckets[float(number + 1)] = below
    buckets[math.inf] = below
    value, half = quantile(buckets, share), quantile(buckets, share / 2)
    if below == 0:
        assert value is None
        return
    assert value is not None
    assert half is not None
    assert 0 <= half <= value <= len(counts)
