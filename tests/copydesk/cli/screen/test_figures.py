from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from copydesk.cli.screen.figures import clock, count, duration, rate, share, size, trend


@pytest.mark.parametrize(
    ("a_second", "shown"), [(None, "–"), (0, "0"), (0.04, "0.0"), (7.25, "7.2"), (12.4, "12"), (12_345, "12k")]
)
def test_rates(a_second: float | None, shown: str) -> None:
    assert rate(a_second) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [(None, "–"), (0, "0"), (9_999, "9,999"), (10_000, "10k"), (1_234_567, "1,235k"), (98_765_432, "99M")],
)
def test_counts(number: int | None, shown: str) -> None:
    assert count(number) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (None, "–"),
        (0, "0s"),
        (0.0004, "0ms"),
        (0.25, "250ms"),
        (2.54, "2.5s"),
        (59.6, "60s"),
        (119, "119s"),
        (150, "2m"),
        (7_100, "118m"),
        (7_300, "2h"),
        (200_000, "2d"),
    ],
)
def test_durations(seconds: float | None, shown: str) -> None:
    assert duration(seconds) == shown


def test_memory_and_shares() -> None:
    assert (size(None), size(104 << 20)) == ("–", "104M")
    assert (share(None), share(0.425), share(1.7)) == ("–", "42%", "170%")


def test_the_time_of_day_and_the_date_of_what_is_older() -> None:
    now = datetime.now(UTC)
    assert clock(now.isoformat()) == now.strftime("%H:%M:%S")
    assert clock((now - timedelta(days=3)).isoformat()) == (now - timedelta(days=3)).strftime("%m-%d %Hh")
    assert clock("2999-01-01T10:00:00+02:00") == "08:00:00"
    assert clock("yesterday") == clock("") == "–"


def test_a_trend_has_a_bar_a_value() -> None:
    assert trend([]) == ""
    assert trend([0.0, 0.0]) == "▁▁"
    assert trend([0.0, 4.0, 8.0]) == "▁▄█"
