from __future__ import annotations

from typing import get_args
from uuid import uuid4

import pytest
from prometheus_client import REGISTRY

from copydesk.result import Counted, Counts, Measured, Measures, Result
from copydesk.runtime.counts import Counting
from copydesk.runtime.metrics import COUNTED, MEASURED
from copydesk.runtime.sources import OTHER
from schemas.document import Document

BY_VALUE: list[Counted] = [name for name, (_, known) in COUNTED.items() if known]


class Stand:
    """Counts for a service of its own name, so that its series are its own, too."""

    def __init__(self) -> None:
        self.service = f"counts-{uuid4().hex[:8]}"
        self.counting = Counting(most_sources=3)

    def show(self, counts: Counts, measures: Measures | None = None) -> None:
        result = Result([Document(id="a")], counts, measures or {})
        for count in self.counting.of(result):
            count.show(self.service, None)

    def series_of(self, name: Counted) -> dict[str, float]:
        """The values of a metric's label for the service, with their counts."""
        (metric,) = COUNTED[name][0].collect()
        mine = [each for each in metric.samples if each.labels.get("service") == self.service]
        return {
            "".join(value for key, value in sample.labels.items() if key != "service"): sample.value
            for sample in mine
            if sample.name.endswith("_total")
        }


@pytest.fixture
def stand() -> Stand:
    return Stand()


def test_whatever_can_be_counted_or_measured_has_a_metric() -> None:
    assert set(COUNTED) == set(get_args(Counted))
    assert set(MEASURED) == set(get_args(Measured))
    registered = REGISTRY.collect()
    for counter, known in COUNTED.values():
        assert OTHER not in (known or ())
        assert next(iter(counter.collect())) in registered
    for histogram in MEASURED.values():
        assert next(iter(histogram.collect())) in registered


@pytest.mark.parametrize("name", BY_VALUE)
def test_ten_thousand_values_make_no_more_series_than_are_known(name: Counted, stand: Stand) -> None:
    known = COUNTED[name][1] or ()
    stand.show({name: {f"value-{number}": 1 for number in range(10_000)} | dict.fromkeys(known, 2)})
    assert stand.series_of(name) == {OTHER: 10_000.0} | dict.fromkeys(known, 2.0)


def test_counts_add_up(stand: Stand) -> None:
    stand.show({"quote_kind": {"direct": 2, "mixed": 1}, "embargoed": 0})
    stand.show({"quote_kind": {"direct": 3}, "embargoed": 1})
    assert stand.series_of("quote_kind") == {"direct": 5.0, "mixed": 1.0}
    assert stand.series_of("embargoed") == {"": 1.0}


def test_a_count_of_none_makes_the_series_that_the_first_one_is_seen_in(stand: Stand) -> None:
    stand.show({"embargoed": 0})
    assert stand.series_of("embargoed") == {"": 0.0}


def test_every_number_is_observed(stand: Stand) -> None:
    stand.show({}, {"quotes": [2], "confidence": [0.9, 0.4]})
    stand.show({}, {"quotes": [0], "confidence": []})
    labels = {"service": stand.service}
    assert REGISTRY.get_sample_value("copydesk_article_quotes_count", labels) == 2
    assert REGISTRY.get_sample_value("copydesk_article_quotes_sum", labels) == 2
    assert REGISTRY.get_sample_value("copydesk_quote_confidence_count", labels) == 2
    assert REGISTRY.get_sample_value("copydesk_quote_confidence_bucket", {**labels, "le": "0.4"}) == 1


def test_languages_are_counted_by_their_primary_subtag_and_the_rare_ones_together(stand: Stand) -> None:
    stand.show({"language": {"en": 1, "und": 1, "tlh": 1, "": 1, "<script>": 1}})
    assert stand.series_of("language") == {"en": 1.0, "und": 1.0, OTHER: 3.0}


def test_a_source_takes_its_place_only_once_its_article_is_confirmed(stand: Stand) -> None:
    names = [f"{stand.service} {number}" for number in range(5)]
    made = [stand.counting.of(Result([Document(id="a")], {"source": {name: 1}})) for name in names]
    for counts in made[2:]:
        for count in counts:
            count.show(stand.service, None)
    shown = [REGISTRY.get_sample_value("copydesk_source_articles_total", {"source": name}) for name in names]
    assert shown == [None, None, 1, 1, 1]


def test_what_no_metric_shows_is_an_error(stand: Stand) -> None:
    with pytest.raises(KeyError):
        stand.show({"mood": {"calm": 1}})  # type: ignore[dict-item]  # which the types forbid, too
    with pytest.raises(KeyError):
        stand.show({}, {"mood": [1]})  # type: ignore[dict-item]  # which the types forbid, too


@pytest.mark.parametrize(
    "counts",
    [
        {"quote_kind": {"direct": -1}},
        {"quote_kind": {"direct": 1, "mixed": -1}},
        {"quote_kind": 1},
        {"source": 1},
        {"source": {"agency": -1}},
        {"embargoed": {"yes": 1}},
        {"embargoed": -1},
    ],
)
def test_an_amount_that_its_metric_cannot_show_is_an_error_before_anything_is_shown(
    counts: Counts, stand: Stand
) -> None:
    with pytest.raises(ValueError, match="no count"):
        stand.show(counts)
    assert stand.series_of("quote_kind") == {}
    assert stand.series_of("embargoed") == {}


def test_a_measure_that_is_no_number_is_an_error(stand: Stand) -> None:
    with pytest.raises(ValueError, match="could not convert"):
        stand.show({}, {"quotes": ["many"]})  # type: ignore[list-item]  # which the types forbid, too
