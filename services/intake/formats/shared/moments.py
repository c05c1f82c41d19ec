"""Dates and times as news formats and feeds write them: the calendar forms of ISO 8601, RFC 3339, RFC 822 and worse."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

MAX_CHARACTERS = 100
"""The longest honest date is under fifty."""

EARLIEST_YEAR = 1900
"""Programs write the year 1, 1601 or 1899 for "no date"."""

LAST_ZONE = timezone(timedelta(hours=-12))
"""Where the day ends last: a time that states no zone is over everywhere when it is over there."""

_HOURS_OF_A_DAY = 24

_ZONES = {
    **{"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "met": 60, "mez": 60},
    **{"cest": 120, "mest": 120, "mesz": 120, "eet": 120, "sast": 120, "eest": 180, "msk": 180, "eat": 180},
    **{"jst": 540, "kst": 540, "awst": 480, "hkt": 480, "sgt": 480, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780},
    **{"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420},
    **{"akst": -540, "akdt": -480, "hst": -600, "ast": -240, "adt": -180},
}
"""Minutes east of Greenwich. RFC 822 knows the North American ones; of others, those that mean one thing alone."""

_ISO = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2}|\d{8})"
    r"(?:[T ](?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,12}))?)?)?"
    r" ?(?P<zone>[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?|[A-Z]{1,5})?",
    re.IGNORECASE,
)
_ZONE_NAME = re.compile(r"(?:^|[\s\d])([A-Za-z]{1,5})$")
_OFFSET = re.compile(r"(?:UTC|GMT|UT)?\s*([+-])(\d{1,2}):?(\d{2})?$", re.IGNORECASE)
_COMMENT = re.compile(r"\s*\([^()]{0,40}\)$")
_HALF_DAY = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(:\d{2})?\s*([ap])\.?m\.?", re.IGNORECASE)
_YEAR_LAST = re.compile(r"(\d{1,2}:\d{2}(?::\d{2})?) ([A-Za-z]{1,5}) (\d{4})$")
_MONTH_FIRST = re.compile(r"^(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b,?")


class MomentError(ValueError):
    """The text is no date that can be read with certainty."""


def moment(text: str, *, without_zone: timezone = UTC) -> datetime:
    """The point in time that a text states; one without a zone is read in `without_zone`.

    Raises:
        MomentError: it cannot be read, or states no plausible year; names the text.
    """
    stripped = " ".join(text[: MAX_CHARACTERS + 1].split())
    if not stripped or len(stripped) > MAX_CHARACTERS:
        raise MomentError(f"'{stripped[:40]}' is no date")
    try:
        found = _iso(stripped, without_zone) or _mail(stripped, without_zone)
    except (ValueError, OverflowError) as error:
        raise MomentError(f"'{stripped[:40]}' is no date") from error
    if found is None or found.year < EARLIEST_YEAR:
        raise MomentError(f"'{stripped[:40]}' is no date")
    return found


def moment_or_none(text: str | None) -> datetime | None:
    """The point in time, None where there is none or it cannot be read."""
    if text is None:
        return None
    try:
        return moment(text)
    except MomentError:
        return None


def embargo(text: str) -> datetime:
    """The end of an embargo. Where it states no zone it is over when that time has come everywhere, not before.

    Raises:
        MomentError: it cannot be read.
    """
    return moment(text, without_zone=LAST_ZONE)


def _iso(text: str, without_zone: timezone) -> datetime | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    date = match["date"].replace("-", "")
    day = datetime(int(date[:4]), int(date[4:6]), int(date[6:]))
    hour = int(match["hour"] or 0)
    next_day = (
        hour == _HOURS_OF_A_DAY and int(match["minute"]) == int(match["second"] or 0) == 0
    )  # midnight at a day's end
    time = day.replace(
        hour=0 if next_day else hour,
        minute=int(match["minute"] or 0),
        second=int(match["second"] or 0),
        microsecond=int((match["fraction"] or "0")[:6].ljust(6, "0")),
    )
    return (time + timedelta(days=next_day)).replace(tzinfo=_zone(match["zone"], without_zone))


def _zone(text: str | None, without_zone: timezone) -> timezone:
    if not text:
        return without_zone
    if text[0] in "+-":
        digits = text[1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4] or 0))
        return timezone(-offset if text[0] == "-" else offset)
    return timezone(timedelta(minutes=_minutes(text)))


def _minutes(name: str) -> int:
    minutes = _ZONES.get(name.lower())
    if minutes is None:
        raise ValueError(f"the zone {name} is not known")
    return minutes


def _mail(text: str, without_zone: timezone) -> datetime | None:
    """RFC 822 and its relatives. The zone is taken off first: the library reads one that it does not know as none."""
    text = _HALF_DAY.sub(_whole_day, _COMMENT.sub("", text))
    text = _YEAR_LAST.sub(r"\3 \1 \2", _MONTH_FIRST.sub(r"\2 \1 \3", text))
    zone = without_zone
    if match := _OFFSET.search(text):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        zone = timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))
        text = text[: match.start()].rstrip()
    elif (match := _ZONE_NAME.search(text)) and match[1].lower() not in ("am", "pm"):
        zone = timezone(timedelta(minutes=_minutes(match[1])))
        text = text[: match.start(1)].rstrip()
    parts = parsedate_tz(f"{text} +0000" if ":" in text else f"{text} 00:00 +0000")
    if parts is None:
        return None
    return datetime(*parts[:5], min(parts[5], 59), tzinfo=zone)  # a leap second has no place in datetime


def _whole_day(match: re.Match[str]) -> str:
    hour = int(match[1]) % 12 + (12 if match[4].lower() == "p" else 0)
    return f"{hour:02d}:{match[2]}{match[3] or ''}"
