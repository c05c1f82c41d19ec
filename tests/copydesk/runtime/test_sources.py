from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY, generate_latest

from copydesk.runtime.sources import MOST_CHARACTERS, OTHER, Sources

ARRIVED = datetime(2026, 3, 1, 12, tzinfo=UTC)


def articles(source: str) -> float | None:
    return REGISTRY.get_sample_value("copydesk_source_articles_total", {"source": source})


def last_article(source: str) -> float | None:
    return REGISTRY.get_sample_value("copydesk_source_last_article_timestamp_seconds", {"source": source})


@pytest.fixture
def name() -> str:
    return f"agency {uuid4().hex[:8]}"


def test_ten_thousand_sources_make_as_many_series_as_are_allowed(name: str) -> None:
    sources = Sources(100)
    before = articles(OTHER) or 0.0
    for number in range(10_000):
        sources.count(f"{name} {number}", 1, ARRIVED)
    shown = [
        sample.labels["source"]
        for metric in REGISTRY.collect()
        if metric.name == "copydesk_source_articles"
        for sample in metric.samples
        if sample.name.endswith("_total") and sample.labels["source"].startswith(name)
    ]
    assert shown == [f"{name} {number}" for number in range(100)]
    assert articles(OTHER) == before + 9_900


def test_the_first_sources_keep_their_series(name: str) -> None:
    sources = Sources(1)
    for source in (name, f"{name} two", name):
        sources.count(source, 1, None)
    assert articles(name) == 2
    assert articles(f"{name} two") is None


def test_no_source_has_a_series_where_none_is_wanted(name: str) -> None:
    assert Sources(0).label(name) == OTHER


def test_a_source_is_as_fresh_as_its_newest_article(name: str) -> None:
    sources = Sources(5)
    for moment in (ARRIVED, ARRIVED - timedelta(days=1), None):
        sources.count(name, 1, moment)
    assert last_article(name) == ARRIVED.timestamp()


def test_an_article_of_the_future_makes_no_source_fresh_for_long(name: str) -> None:
    Sources(5).count(name, 1, datetime.now(UTC) + timedelta(days=900))
    shown = last_article(name)
    assert shown is not None
    assert shown <= datetime.now(UTC).timestamp()


def test_an_article_of_which_the_arrival_is_not_known_counts_all_the_same(name: str) -> None:
    Sources(5).count(name, 1, None)
    assert articles(name) == 1
    assert last_article(name) is None


@pytest.mark.parametrize("source", ["", " ", OTHER])
def test_a_source_without_a_name_of_its_own_takes_no_place(source: str) -> None:
    sources = Sources(1)
    assert sources.label(source) == OTHER
    assert sources.label("agency") == "agency"


@given(st.text(st.characters(codec=None)))
def test_whatever_a_source_calls_itself_can_be_scraped(source: str) -> None:
    Sources(1).count(source, 1, ARRIVED)
    label = Sources(1).label(source)
    assert len(label) <= MOST_CHARACTERS
    assert label.isprintable()
    assert generate_latest(REGISTRY).decode()
