from __future__ import annotations

from collections.abc import Iterator
from typing import get_args
from uuid import uuid4

import pytest
from prometheus_client import REGISTRY, Metric

from copydesk.result import Counted
from copydesk.runtime.counts import OTHER, increments
from copydesk.runtime.metrics import COUNTED


def series_of(service: str, name: Counted) -> dict[str, float]:
    """The values of a metric's label for a service, with their counts."""
    counter, _ = COUNTED[name]
    (metric,) = counter.collect()
    return dict(_totals(metric, service))


def _totals(metric: Metric, service: str) -> Iterator[tuple[str, float]]:
    for sample in metric.samples:
        if sample.name.endswith("_total") and sample.labels["service"] == service:
            (value,) = (label for key, label in sample.labels.items() if key != "service")
            yield value, sample.value


@pytest.fixture
def service() -> str:
    return f"counts-{uuid4().hex[:8]}"


def test_whatever_can_be_counted_has_a_metric() -> None:
    assert set(COUNTED) == set(get_args(Counted))
    for counter, known in COUNTED.values():
        assert known
        assert OTHER not in known
        assert next(iter(counter.collect())) in REGISTRY.collect()


@pytest.mark.parametrize("name", get_args(Counted))
def test_ten_thousand_values_make_no_more_series_than_are_known(name: Counted, service: str) -> None:
    _, known = COUNTED[name]
    values = {f"value-{number}": 1 for number in range(10_000)} | dict.fromkeys(known, 2)
    for increment in increments({name: values}):
        increment.apply(service)
    assert series_of(service, name) == {OTHER: 10_000.0} | dict.fromkeys(known, 2.0)


def test_counts_add_up(service: str) -> None:
    for counts in ({"direct": 2, "mixed": 1}, {"direct": 3}):
        for increment in increments({"quote_kind": counts}):
            increment.apply(service)
    assert series_of(service, "quote_kind") == {"direct": 5.0, "mixed": 1.0}


def test_languages_are_counted_by_their_primary_subtag_and_the_rare_ones_together(service: str) -> None:
    for increment in increments({"language": {"en": 1, "und": 1, "tlh": 1, "": 1, "<script>": 1}}):
        increment.apply(service)
    assert series_of(service, "language") == {"en": 1.0, "und": 1.0, OTHER: 3.0}


def test_what_no_metric_shows_is_an_error() -> None:
    with pytest.raises(KeyError):
        increments({"mood": {"calm": 1}})  # type: ignore[dict-item]  # which the types forbid, too


def test_a_negative_amount_is_an_error() -> None:
    with pytest.raises(ValueError, match="quote_kind direct: -1 is no count"):
        increments({"quote_kind": {"direct": -1}})
