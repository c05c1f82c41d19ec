from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import typer

from copydesk.cli.moments import moment, shown
from schemas.document import utc_now


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-29", "2026-11-29T00:00:00+00:00"),
        ("2026-11-29T08:30", "2026-11-29T08:30:00+00:00"),
        ("2026-11-29 08:30:15", "2026-11-29T08:30:15+00:00"),
        ("2026-11-29T08:30+01:00", "2026-11-29T07:30:00+00:00"),
        ("2026-11-29T08:30:00Z", "2026-11-29T08:30:00+00:00"),
    ],
)
def test_a_time_without_a_zone_is_utc(text: str, meant: str) -> None:
    assert moment(text) == datetime.fromisoformat(meant)


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("30m", 1800), ("6h", 21600), ("2d", 172800), (" 1h ", 3600)]
)
def test_how_long_ago(text: str, seconds: int) -> None:
    assert abs(utc_now() - timedelta(seconds=seconds) - moment(text)) < timedelta(seconds=5)


@pytest.mark.parametrize("text", ["", "yesterday", "2 weeks", "-1h", "1.5h", "2026-13-01", "h", "999999d"])
def test_anything_else_is_wrong_usage_that_says_what_is_right(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="is neither a time nor how long ago"):
        moment(text)


def test_a_time_is_shown_in_utc() -> None:
    assert shown(datetime.fromisoformat("2026-11-29T08:30:00+01:00")) == "2026-11-29 07:30:00"
    assert shown(datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)) == "2026-01-02 03:04:05"
