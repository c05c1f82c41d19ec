from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.intake.edges.feeds.reader import Channel
from services.intake.edges.feeds.schedule import (
    LONGEST_RETRY_SECONDS,
    Pace,
    adapted_interval,
    after_failure,
    asked_wait,
    first_interval,
    fresh_seconds,
    new_jitter,
    next_poll,
    retry_after,
)

PACE = Pace(shortest=60, first=300, longest=3600)
NOON = datetime(2026, 11, 29, 12, 30, tzinfo=UTC)  # a Sunday
NOW = NOON.timestamp()


def test_a_new_feed_is_looked_at_twice_for_each_item_it_publishes() -> None:
    moments = [NOON - timedelta(minutes=10 * number) for number in range(6)]
    assert first_interval(moments, PACE) == 300
    assert first_interval([NOON - timedelta(seconds=number) for number in range(6)], PACE) == PACE.shortest
    assert first_interval([NOON - timedelta(days=number) for number in range(6)], PACE) == PACE.longest
    assert first_interval(moments[:1], PACE) == PACE.first


@pytest.mark.parametrize("gap", [120, 900, 2400])
def test_the_interval_finds_the_rate_of_a_feed(gap: float) -> None:
    interval, now, published = 300.0, 0.0, 0
    found = []
    for _ in range(200):
        now += interval
        new, published = int(now // gap) - published, int(now // gap)
        interval = adapted_interval(interval, new, PACE)
        found.append(interval)
    settled = found[100:]
    assert gap / 4 < sum(settled) / len(settled) < gap * 1.2


def test_the_interval_stays_within_its_bounds() -> None:
    interval = 300.0
    for _ in range(50):
        interval = adapted_interval(interval, 0, PACE)
    assert interval == PACE.longest
    for _ in range(50):
        interval = adapted_interval(interval, 100, PACE)
    assert interval == PACE.shortest


def test_what_the_server_asks_for_is_never_cut_short() -> None:
    for jitter in (-1.0, 0.0, 1.0):
        assert next_poll(NOW, 60, 600, Channel(), jitter) >= NOW + 600
        assert NOW + 54 <= next_poll(NOW, 60, 0, Channel(), jitter) <= NOW + 66


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "public, max-age=300"}, 300),
        ({"cache-control": "max-age=300", "age": "100"}, 200),
        ({"cache-control": "no-cache, max-age=300"}, 0),
        ({"cache-control": "s-maxage=900"}, 0),
        ({"expires": "Sun, 29 Nov 2026 12:40:00 GMT", "date": "Sun, 29 Nov 2026 12:30:00 GMT"}, 600),
        ({"expires": "0"}, 0),
        ({"cache-control": "max-age=x"}, 0),
        ({}, 0),
    ],
)
def test_freshness(headers: dict[str, str], seconds: float) -> None:
    assert fresh_seconds(headers, NOW) == seconds


def test_a_wait_is_the_longer_of_the_feed_s_and_the_server_s_and_no_longer_than_the_longest() -> None:
    assert asked_wait({"cache-control": "max-age=300"}, Channel(wait_seconds=900), NOW, PACE) == 900
    assert asked_wait({"cache-control": "max-age=31536000"}, Channel(), NOW, PACE) == PACE.longest


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("Sun, 29 Nov 2026 12:31:00 GMT", 60),
        ("Sun, 29 Nov 2020 12:31:00 GMT", 0),
        ("999999999", LONGEST_RETRY_SECONDS),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}, NOW) == seconds


def test_skipped_hours_and_days() -> None:
    nights = Channel(skip_hours=frozenset({12, 13, 14}))
    assert next_poll(NOW, 60, 0, nights, 0.0) == NOON.replace(hour=15, minute=0).timestamp()
    sundays = Channel(skip_days=frozenset({6}))
    assert next_poll(NOW, 60, 0, sundays, 0.0) == datetime(2026, 11, 30, tzinfo=UTC).timestamp()
    always = Channel(skip_hours=frozenset(range(24)))
    assert next_poll(NOW, 60, 0, always, 0.0) == NOW + 60


def test_the_wait_after_failures_grows_to_the_longest_and_heeds_the_server() -> None:
    waits = [after_failure(0.0, failures, None, PACE, 1.0) for failures in range(1, 12)]
    assert waits == sorted(waits)
    assert waits[0] == 120
    assert waits[-1] == PACE.longest
    assert after_failure(0.0, 1, 5000.0, PACE, -1.0) == 5000.0
    assert after_failure(0.0, 10**9, 10.0**9, PACE, 0.0) == LONGEST_RETRY_SECONDS


def test_jitter_spreads() -> None:
    values = [new_jitter() for _ in range(1000)]
    assert -1 <= min(values) < -0.9
    assert 0.9 < max(values) <= 1
