from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.intake.formats.shared.moments import EPOCH_HOURS, MomentError, embargo, moment, moment_or_none


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
        *("2027/01/03 06:00:00", "2027.01.03 06:00", "2027-1-3 6:00", "2027-01-03 6:00 AM", "2027-003T06:00:00Z"),
        *(
            "2027-01-03T07:00:00 Europe/Berlin",
            "Sun, 03 Jan 2027 07:00:00 Europe/Berlin",
            "1798956000",
            "1798956000123",
        ),
        *("3 Jan 2027 01:00 ET", "Sun, 03 Jan 2027 00:00:00 CT", "January 2, 2027 at 10:00 PM PT"),
        *("So, 3. Januar 2027 06:00", "Sonntag, 3. Jänner 2027 um 06:00 Uhr", "dim. 3 janv. 2027 06:00:00 +0000"),
        *("dimanche 3 janvier 2027 à 6h00", "dom, 3 ene 2027 06:00:00 GMT", "3 de enero de 2027 06:00"),
        *("domenica 3 gennaio 2027, 06:00", "zo 3 januari 2027 06:00"),
        *("3.1.2027 06:00", "03.01.2027, 06:00", "2027년 1월 3일 06:00", "06:00 GMT, SUNDAY 3 JANUARY 2027"),
        *("20270103060000", "2027-01-03T06:00:00+00:00Z", "2027-01-03 06:00:00 +0000 UTC"),
        *("Sun, 3 Jan 2027 01:00:00 EST5EDT", "Sun, 3 Jan 2027 01:00:00 Eastern Standard Time"),
        *("Sun, 3 Jan 2027 07:00:00 Central European Time", "3 Jan 2027 06:00 Coordinated Universal Time"),
        *("Вс, 03 янв 2027 09:00:00 +0300", "3 января 2027 06:00", "Paz, 03 Oca 2027 09:00:00 +0300"),
        *("ne, 3 led 2027 07:00:00 +0100", "niedz., 3 sty 2027 07:00:00 +0100"),
        *("2027 Jan 3 06:00", "Sun, 03 Jan 2027 06:00:00 Z", "Sun, 3 January, 2027 06:00 UTC+0"),
    ],
)
def test_one_moment_in_many_forms(text: str) -> None:
    assert moment(text) == datetime(2027, 1, 3, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "yesterday", "03/01/2027", "2027", "2027-01", "10:00", "0001-01-01T00:00:00", "2027-02-30"),
        *("2027-01-03T25:00", "2027-01-03T06:00:00+99:99", "9999-12-31T24:00:00Z", "9" * 10_000),
        *("Sun, 03 Jan 2027 06:00:00 XYZ", "2027-01-03T06:00:00 IST", "Sun, 03 Jan 2027 06:00:00 Mars/Crater"),
        *(
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "1970-01-01T01:00:00+01:00",
            "1969-12-31 19:00:00 -0500",
            "0000-00-00 00:00",
        ),
        *(
            "Mon, 30 Nov -0001 00:00:00 +0000",
            "9999-12-31T00:00:00Z",
            "31 Feb 2027",
            "32 Jan 2027",
            "13:00 PM 3 Jan 2027",
        ),
        *("3 Jan 4 Feb 2027", "about 3 Jan 2027", "3 Jan 2027 or later", "YYYYMMDD000000-HHMM", "Jan 2027", "2027-367"),
    ],
)
def test_what_is_not_sure_is_no_moment(text: str) -> None:
    assert moment_or_none(text) is None


def test_an_embargo_without_zone_is_over_when_that_time_has_come_everywhere() -> None:
    assert embargo("2027-01-03T06:00:00") == datetime(2027, 1, 3, 18, tzinfo=UTC)
    assert embargo("2027-01-03T06:00:00Z") == datetime(2027, 1, 3, 6, tzinfo=UTC)
    assert embargo("20270103") == datetime(2027, 1, 3, 12, tzinfo=UTC)


@settings(deadline=None)
@example(datetime(1970, 1, 1), 0)
@example(datetime(1970, 1, 1, 1), 60)
@example(datetime(1970, 1, 1), 1)
@example(datetime(1970, 1, 1, 0, 1), 1)
@given(st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)), st.integers(-23 * 60, 23 * 60))
def test_what_is_written_is_read(naive: datetime, minutes: int) -> None:
    from datetime import timezone
    from email.utils import format_datetime

    written = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    seconds = written.timestamp()
    from_full_hour = min(seconds % 3600, -seconds % 3600)
    if abs(seconds) <= EPOCH_HOURS * 3600 and from_full_hour < 2:
        if from_full_hour <= 1:
            with pytest.raises(MomentError):  # what programs write that know no date
                moment(written.isoformat())
        return
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tue, 18 Sept 2018 15:53:56 +0300", datetime(2018, 9, 18, 12, 53, 56, tzinfo=UTC)),
        ("Tue, 14 Jul 2026 10:00:00 ET", datetime(2026, 7, 14, 14, tzinfo=UTC)),  # summer time
        ("Mi, 14 Okt 2026 10:00:00 +0200", datetime(2026, 10, 14, 8, tzinfo=UTC)),
        ("mar. 3 mars 2026 10:00:00 +0100", datetime(2026, 3, 3, 9, tzinfo=UTC)),  # a day and a month of one name
        ("25/03/2026 10:00", datetime(2026, 3, 25, 10, tzinfo=UTC)),  # no month has this number
        ("03/25/2026 10:00", datetime(2026, 3, 25, 10, tzinfo=UTC)),
        ("0001 GMT Wednesday 4 March 2026", datetime(2026, 3, 4, 0, 1, tzinfo=UTC)),
        ("0930hrs, 4 March 2026", datetime(2026, 3, 4, 9, 30, tzinfo=UTC)),
        ("Mon, 26 January 2004 16:31:00 AT", datetime(2004, 1, 26, 20, 31, tzinfo=UTC)),
        ("Tue, 03 Mar 2026 10:00:00 (CET)", datetime(2026, 3, 3, 9, tzinfo=UTC)),
        ("Tue, 03 Mar 2026 10:00:00 (Europe/Berlin)", datetime(2026, 3, 3, 9, tzinfo=UTC)),
        ("Tue, 03 Mar 2026 10:00:00 +0000 (CET)", datetime(2026, 3, 3, 10, tzinfo=UTC)),
        ("Tue, 03 Mar 2026 10:00:00 GMT (Greenwich Mean Time)", datetime(2026, 3, 3, 10, tzinfo=UTC)),
        ("Fri, 2006/09/15 08:19:53 EDT", datetime(2006, 9, 15, 12, 19, 53, tzinfo=UTC)),
        ("4 March 2026 GMT", datetime(2026, 3, 4, tzinfo=UTC)),
        ("6pm on 4 March 2026", datetime(2026, 3, 4, 18, tzinfo=UTC)),
        ("noon ET, March 4, 2026", datetime(2026, 3, 4, 17, tzinfo=UTC)),
        ("12:30 a.m. March 3, 2026", datetime(2026, 3, 3, 0, 30, tzinfo=UTC)),
        ("Sat Dec 31 23:59:60 UTC 2016", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_dates_that_people_write(text: str, expected: datetime) -> None:
    assert moment(text) == expected


def test_the_polish_friday_is_no_zone() -> None:
    assert moment("pt., 16 paź 2026 10:00:00 +0200") == datetime(2026, 10, 16, 8, tzinfo=UTC)
    assert moment("16 Oct 2026 10:00 PT") == datetime(2026, 10, 16, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["1970-01-01T00:00:01Z", "1969-12-31T23:59:59Z", "2038-01-19T03:14:07Z", "CCYYMMDDTHHMMSS"]
)
def test_what_counters_hold_at_their_ends_is_no_date(text: str) -> None:
    assert moment_or_none(text) is None
