from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.formats.shared.moments import MomentError, embargo, moment, moment_or_none


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-03T06:00:00Z",
        "2027-01-03t07:00:00.000+01:00",
        "20270103T010000-0500",
        "2027-01-03 06:00",
        "2027-01-03 08:00:00 +0200",
        "2027-01-02T24:00:00-06",
        "Sun, 03 Jan 2027 06:00:00 GMT",
        "Sun, 3 Jan 27 01:00 EST",
        "3 Jan 2027 08:00:00 EET",
        "Sun, 03 Jan 2027 07:00:00 CET",
        "Sunday, 03-Jan-27 06:00:00 GMT",
        "Sun, 03 Jan 2027 07:00:00 GMT+0100",
        "Sun, 03 Jan 2027 06:00:00 +0000 (UTC)",
        "Sun Jan  3 06:00:00 2027",
        "Sun Jan  3 01:00:00 EST 2027",
        "Sunday, January 3, 2027 6:00 AM",
        "  Jan. 3rd, 2027 6:00 a.m. UTC ",
    ],
)
def test_one_moment_in_many_forms(text: str) -> None:
    assert moment(text) == datetime(2027, 1, 3, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "yesterday", "03/01/2027", "2027", "2027-01", "10:00", "0001-01-01T00:00:00", "2027-02-30"),
        *("2027-01-03T25:00", "2027-01-03T06:00:00+99:99", "9999-12-31T24:00:00Z", "9" * 10_000),
        *("Sun, 03 Jan 2027 06:00:00 XYZ", "2027-01-03T06:00:00 IST"),
    ],
)
def test_what_is_not_sure_is_no_moment(text: str) -> None:
    assert moment_or_none(text) is None


def test_an_embargo_without_zone_is_over_when_that_time_has_come_everywhere() -> None:
    assert embargo("2027-01-03T06:00:00") == datetime(2027, 1, 3, 18, tzinfo=UTC)
    assert embargo("2027-01-03T06:00:00Z") == datetime(2027, 1, 3, 6, tzinfo=UTC)
    assert embargo("20270103") == datetime(2027, 1, 3, 12, tzinfo=UTC)


@settings(deadline=None)
@given(st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)), st.integers(-23 * 60, 23 * 60))
def test_what_is_written_is_read(naive: datetime, minutes: int) -> None:
    from datetime import timezone
    from email.utils import format_datetime

    written = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert moment(written.isoformat()) == written
    assert moment(written.strftime("%Y%m%dT%H%M%S%z")) == written.replace(microsecond=0)
    if naive.year >= 1970:
        assert moment(format_datetime(written)) == written.replace(microsecond=0)


@settings(deadline=None)
@given(st.text(max_size=60) | st.text("0123456789-+:TZ, JanSu()apm./", max_size=60))
def test_any_text_is_a_moment_with_zone_or_an_error(text: str) -> None:
    try:
        assert moment(text).tzinfo is not None
    except MomentError as error:
        assert "is no date" in str(error)
