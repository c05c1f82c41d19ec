"""Dates and times as news formats and feeds write them: the calendar forms of ISO 8601, RFC 3339, RFC 822 and worse."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.intake.formats.shared.months import FILLERS, MONTHS, WEEKDAYS

MAX_CHARACTERS = 100
"""The longest honest date is under fifty."""

EARLIEST_YEAR = 1900
"""Programs write the year 1, 1601 or 1899 for "no date"."""

LAST_ZONE = timezone(timedelta(hours=-12))
"""Where the day ends last: a time that states no zone is over everywhere when it is over there."""

_HOURS_OF_A_DAY = 24
_HOURS_OF_A_HALF = 12
_MONTHS_OF_A_YEAR = 12
_LEAP_SECOND = 60
_YEAR_AND_DAY = 2
_DAY_AND_YEAR = 2
_ENGLISH = ("", *["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])

_ZONES = {
    **{"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "met": 60, "mez": 60},
    **{"cest": 120, "mest": 120, "mesz": 120, "eet": 120, "sast": 120, "eest": 180, "msk": 180, "eat": 180},
    **{"jst": 540, "kst": 540, "awst": 480, "hkt": 480, "sgt": 480, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780},
    **{"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420},
    **{"wat": 60, "cat": 120, "pkt": 300, "npt": 345, "ict": 420, "wib": 420, "wita": 480, "pht": 480, "myt": 480},
    **{"brt": -180, "akst": -540, "akdt": -480, "hst": -600, "ast": -240, "adt": -180},
}
"""Minutes east of Greenwich. RFC 822 knows the North American ones; of others, those that mean one thing alone."""

_ZONE_NAMES = {
    **{"coordinated universal time": 0, "greenwich mean time": 0, "western european time": 0},
    **{"british summer time": 60, "central european time": 60, "central european standard time": 60},
    **{"central european summer time": 120, "eastern european time": 120, "eastern european summer time": 180},
    **{"eastern standard time": -300, "eastern daylight time": -240, "central standard time": -360},
    **{"central daylight time": -300, "mountain standard time": -420, "mountain daylight time": -360},
    **{"pacific standard time": -480, "pacific daylight time": -420, "japan standard time": 540},
    **{"india standard time": 330, "moscow standard time": 180, "australian eastern standard time": 600},
}
"""Minutes east of Greenwich of zones whose names are written out."""

_REGIONS = {
    **{"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"},
    **{"at": "America/Halifax", "est5edt": "America/New_York", "cst6cdt": "America/Chicago"},
    **{"mst7mdt": "America/Denver", "pst8pdt": "America/Los_Angeles"},
}
"""Zones by the names that newsrooms use all year round, summer time or not."""

_ISO = re.compile(
    r"(?P<date>\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}|\d{4}\.\d{1,2}\.\d{1,2}|\d{8}|\d{4}-\d{3})"
    r"(?:[T ,]{1,2}(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,12}))?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?(?![a-z]))?)?"
    r" ?(?P<zone>[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?|[A-Z]{1,5}|[A-Z][a-z]+(?:/[A-Z][A-Za-z_-]+){1,2})?",
    re.IGNORECASE,
)
_FAR_EAST = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\d./-])")
_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?::|h|\.(?=\d{2}(?!\d| ?\.\d)))(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:[.,]\d{1,12})?)?(?!\d)(?:\s*(?P<half>[ap])\.?m(?:\.|\b))?"
    r"|(?<![\d:.])(?P<full_hour>\d{1,2})\s?(?P<its_half>[ap])\.?m(?:\.|\b)",
    re.IGNORECASE,
)
_MILITARY = re.compile(r"(?<![\d:])(\d{2})(\d{2})(?=\s?(?:hrs|hours|h|[A-Z]{2,4})\b)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_NOON = re.compile(r"\b(?:12 )?(?:noon|midday)\b", re.IGNORECASE)
_OFFSET = re.compile(
    r"(?:\b(?:UTC|GMT|UT)\s?|(?<![\w.-]))(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?(?![\w:])", re.IGNORECASE
)
_PLACE = re.compile(r"\b[A-Z][A-Za-z]{1,20}(?:/[A-Z][A-Za-z_-]{1,30}){1,2}\b")
_ZONE_NAME = re.compile(r"\b(?:" + "|".join(_ZONE_NAMES) + r")\b", re.IGNORECASE)
_ZONE_TWICE = re.compile(r"(?<=[+-]00:00|.[+-]0000) ?(?:Z|UTC|GMT)$")
_POLISH_FRIDAY = re.compile(r"\Apt\.?,?\s+(?=\d)", re.IGNORECASE)
"""Behind a time `PT` is a zone."""

_COMPACT = re.compile(r"(?:19|20)\d{12}")
"""Year to second without a mark between: `20260303100000`."""

_COMMENT = re.compile(r"\s*\([^()]{0,40}\)$")
_BETWEEN = re.compile(r"[\s,/;|·–-]+")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?")
_UNIX = re.compile(r"1\d{9}(?:\d{3})?")
"""Seconds, or their thousandths, since 1970: from 2001 to 2033."""

_UNFILLED = re.compile(r"[CYMDHSyhms0TtZ:./+\s-]*|[Xx?#_9T:-]{4,}|(?:n/?a|none|null|unknown)", re.IGNORECASE)
"""`YYYYMMDD000000-HHMM`, `00000000T000000Z`."""

EPOCH_HOURS = 14
"""So far from 1970-01-01 00:00 UTC a full hour is no time of an article but a program's zero in some zone."""

_HOUR = 3600

LAST_OF_32_BITS = 2**31 - 1
"""Seconds since 1970, the largest that 32 bits hold: what some programs write for "never"."""

FIRST_OF_DATABASES = (1900, 1, 1)
"""What some databases write."""

LATEST_YEAR = 2100
"""Programs write 9999 for "never"."""


class MomentError(ValueError):
    """The text is no date that can be read with certainty."""


def moment(text: str, *, without_zone: tzinfo = UTC) -> datetime:
    """The point in time that a text states; one without a zone is read in `without_zone`.

    Raises:
        MomentError: it cannot be read, or states no plausible year; names the text.
    """
    stripped = " ".join(text[: MAX_CHARACTERS + 1].split())
    if not stripped or len(stripped) > MAX_CHARACTERS:
        raise MomentError(f"'{stripped[:40]}' is no date")
    try:
        stripped = _ZONE_TWICE.sub("", stripped)
        found = _unix(stripped) or _iso(_parted(stripped), without_zone) or _in_words(stripped, without_zone)
    except (ValueError, OverflowError) as error:
        raise MomentError(f"'{stripped[:40]}' is no date") from error
    if found is None or not EARLIEST_YEAR <= found.year <= LATEST_YEAR or _is_zero(found):
        raise MomentError(f"'{stripped[:40]}' is no date")
    return found


def is_unfilled(text: str) -> bool:
    """Whether a date is a template that nobody filled in, or all zeros: that of no point in time."""
    return _UNFILLED.fullmatch(text.strip()) is not None


def moment_or_none(text: str | None) -> datetime | None:
    """The point in time, None where there is none or it cannot be read."""
    if text is None or is_unfilled(text):
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


def _is_zero(found: datetime) -> bool:
    """Whether this is what programs write that know no date."""
    seconds = found.timestamp()
    epoch = abs(seconds) <= EPOCH_HOURS * _HOUR and abs(seconds - _HOUR * round(seconds / _HOUR)) <= 1
    return epoch or seconds == LAST_OF_32_BITS or (found.year, found.month, found.day) == FIRST_OF_DATABASES


def _parted(text: str) -> str:
    """A date that is all figures with a mark between day and time."""
    return f"{text[:8]}T{text[8:]}" if _COMPACT.fullmatch(text) else text


def _unix(text: str) -> datetime | None:
    return datetime.fromtimestamp(int(text[:10]), UTC) if _UNIX.fullmatch(text) else None


def _iso(text: str, without_zone: tzinfo) -> datetime | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    day = _iso_day(match["date"])
    hour, minute, second = int(match["hour"] or 0), int(match["minute"] or 0), int(match["second"] or 0)
    next_day = hour == _HOURS_OF_A_DAY and minute == second == 0  # midnight at a day's end
    time = day.replace(
        hour=0 if next_day else _whole_day(hour, match["half"]),
        minute=minute,
        second=min(second, 59) if second == _LEAP_SECOND else second,
        microsecond=int((match["fraction"] or "0")[:6].ljust(6, "0")),
    )
    return (time + timedelta(days=next_day)).replace(tzinfo=_zone(match["zone"], without_zone))


def _iso_day(date: str) -> datetime:
    parts = [int(part) for part in re.split(r"[-/.]", date)]
    if len(parts) == _YEAR_AND_DAY:
        return datetime(parts[0], 1, 1) + timedelta(days=_day_of_year(*parts) - 1)
    year, month, day = parts if len(parts) > 1 else (int(date[:4]), int(date[4:6]), int(date[6:]))
    return datetime(year, month, day)


def _day_of_year(year: int, number: int) -> int:
    if not 1 <= number <= (datetime(year + 1, 1, 1) - datetime(year, 1, 1)).days:
        raise ValueError("the year has no such day")
    return number


def _zone(text: str | None, without_zone: tzinfo) -> tzinfo:
    if not text:
        return without_zone
    if text[0] in "+-":
        digits = text[1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4] or 0))
        return timezone(-offset if text[0] == "-" else offset)
    return _place(text) if "/" in text else _named(text)


def _named(name: str) -> tzinfo:
    """The zone of an abbreviation."""
    minutes = _ZONES.get(name.lower())
    if minutes is not None:
        return timezone(timedelta(minutes=minutes))
    region = _REGIONS.get(name.lower())
    if region is None:
        raise ValueError(f"the zone {name} is not known")
    return _place(region)


def _place(name: str) -> tzinfo:
    """The zone that the time zone database has under this name, such as Europe/Berlin."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(f"the zone {name} is not known") from error


def _in_words(text: str, without_zone: tzinfo) -> datetime | None:
    """RFC 822 and what people write: a day, a month by its name, a year, a time and a zone, in any order.

    Nothing may be left over: a word that is not known could change the meaning of all.
    """
    text = _POLISH_FRIDAY.sub("", _without_comment(text))
    text = _FAR_EAST.sub(r"\1-\2-\3", text)
    weekday, _, rest = text.partition(" ")
    if (
        rest[:1].isdigit()
        and _bare(weekday.rstrip(",")) in WEEKDAYS
        and (found := _iso(rest, without_zone)) is not None
    ):
        return found
    if (found := _iso(text, without_zone)) is not None:
        return found
    text = _NOON.sub("12:00", text)
    if len(_YEAR.findall(_MILITARY.sub("", text))) == 1:  # else the four figures may be the year
        text = _MILITARY.sub(r"\1:\2 ", text)
    hour = minute = second = 0
    if time := _TIME.search(text):
        half = time["half"] or time["its_half"]
        hour, minute = _whole_day(int(time["hour"] or time["full_hour"]), half), int(time["minute"] or 0)
        second = min(int(time["second"] or 0), 59)  # a leap second has no place in datetime
        text = f"{text[: time.start()]} {text[time.end() :]}"
    zone = without_zone
    if offset := _OFFSET.search(text) if time else None:
        east = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        zone = timezone(-east if offset["sign"] == "-" else east)
        text = f"{text[: offset.start()]} {text[offset.end() :]}"
    if named := _ZONE_NAME.search(text) if time else None:
        zone = timezone(timedelta(minutes=_ZONE_NAMES[named[0].lower()]))
        text = f"{text[: named.start()]} {text[named.end() :]}"
    if place := _PLACE.search(text):
        zone = _place(place[0])
        text = f"{text[: place.start()]} {text[place.end() :]}"
    words = _BETWEEN.sub(" ", _NUMBERS.sub(_with_month, text)).split()
    date, names = _date(words)
    if date is None or len(names) > 1:
        return None
    if names:
        zone = _named(names[0])
    return date.replace(hour=hour, minute=minute, second=second, tzinfo=zone)


def _without_comment(text: str) -> str:
    """The text without the brackets behind it, which repeat the zone, or are all that states it."""
    comment = _COMMENT.search(text)
    if comment is None:
        return text
    before, inner = text[: comment.start()], comment[0].strip(" ()")
    last = before.rpartition(" ")[2].lower()
    stated = _OFFSET.search(before) or last in _ZONES or last in _REGIONS or _PLACE.search(before)
    zone = inner.lower() in _ZONES or inner.lower() in _REGIONS or _PLACE.fullmatch(inner)
    return f"{before} {inner}" if zone and not stated else before


def _whole_day(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= _HOURS_OF_A_HALF:
        raise ValueError("half a day has twelve hours")
    return hour % _HOURS_OF_A_HALF + (_HOURS_OF_A_HALF if half.lower() == "p" else 0)


def _with_month(match: re.Match[str]) -> str:
    """A date in figures with its month in a word, where it can be one date only.

    The day goes first before full stops; elsewhere one of the numbers must be too large for a month.
    """
    first, mark, second, year = int(match[1]), match[2], int(match[3]), match[4]
    if mark == "." or first > _MONTHS_OF_A_YEAR or first == second:
        return f"{first} {_ENGLISH[second]} {year}" if second <= _MONTHS_OF_A_YEAR else match[0]
    return f"{second} {_ENGLISH[first]} {year}" if second > _MONTHS_OF_A_YEAR else match[0]


def _date(words: list[str]) -> tuple[datetime | None, list[str]]:
    """The day that some words name, and the words that are left, which may name a zone."""
    month, numbers, left = 0, list[str](), list[str]()
    months = sum(_bare(word) in MONTHS for word in words)
    for word in words:
        bare = _bare(word)
        if bare in WEEKDAYS and (bare not in MONTHS or months > 1):
            months -= bare in MONTHS
        elif bare in MONTHS and not month:
            month = MONTHS[bare]
        elif word[0].isdigit():
            numbers.append(word)
        elif bare not in FILLERS or word == "AT":  # the word, or Atlantic Time
            left.append(word)
    if not month or len(numbers) != _DAY_AND_YEAR:
        return None, left
    return _day(numbers, month), left


def _day(numbers: list[str], month: int) -> datetime | None:
    first, last = numbers
    if len(first) == len("2026") and first.isdecimal():
        first, last = last, first
    day = _DAY.fullmatch(first)
    if day is None or not last.isdecimal() or not last.isascii() or len(last) not in (2, 4):
        return None
    year = int(last)
    if len(last) == 2:  # noqa: PLR2004 - as RFC 5322, section 4.3 reads a year of two digits
        year += 2000 if year < 69 else 1900  # noqa: PLR2004 - as POSIX and Python's mail library do
    return datetime(year, month, int(day[1]))


def _bare(word: str) -> str:
    return word.lower().rstrip(".")
