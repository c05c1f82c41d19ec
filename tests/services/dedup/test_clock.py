from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.dedup.clock import HOUR, MAX_STEP_SECONDS, LogClock

START = datetime(2026, 5, 4, 12, tzinfo=UTC)


def after(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def test_articles_older_than_the_window_leave_it() -> None:
    clock = LogClock(2 * HOUR)
    assert [clock.advance(after(hours), article) for article, hours in enumerate((0, 1, 2, 3, 4))] == [0, 0, 0, 1, 2]


def test_a_late_arrival_never_turns_the_clock_back() -> None:
    clock = LogClock(2 * HOUR)
    clock.advance(after(5), 0)
    clock.advance(after(0), 1)
    assert clock.now == after(5).timestamp()


def test_one_wrong_date_moves_the_clock_by_a_step_at_most() -> None:
    clock = LogClock(7 * 24 * HOUR)
    clock.advance(START, 0)
    assert clock.advance(after(1_000_000), 1) == 0
    assert clock.now == START.timestamp() + MAX_STEP_SECONDS


def test_the_first_article_of_a_share_of_the_window() -> None:
    clock = LogClock(10 * HOUR)
    for article in range(10):
        clock.advance(after(article), article)
    assert clock.first_since(1.0) == 0
    assert clock.first_since(0.5) == 4


def test_a_window_must_be_positive() -> None:
    with pytest.raises(ValueError, match="longer than 0 seconds"):
        LogClock(0)
