"""Numbers as a person reads them at a glance: short, with a unit, and a dash for what is not known."""

from __future__ import annotations

from datetime import UTC, datetime

UNKNOWN = "–"
THOUSAND = 1000
TEN = 10
MINUTE, HOUR, DAY = 60, 3600, 86400
MEGABYTE = 1024 * 1024


def rate(a_second: float | None) -> str:
    """How many a second."""
    if a_second is None:
        return UNKNOWN
    if 0 < a_second < TEN:
        return f"{a_second:.1f}"
    return count(round(a_second))


def count(number: int | None) -> str:
    """How many; from ten thousand on in thousands, from ten million on in millions."""
    if number is None:
        return UNKNOWN
    if abs(number) < TEN * THOUSAND:
        return f"{number:,}"
    thousands = number / THOUSAND
    return f"{thousands:,.0f}k" if thousands < TEN * THOUSAND else f"{thousands / THOUSAND:,.0f}M"


def duration(seconds: float | None) -> str:
    """How long, in the unit in which it is a small number."""
    if seconds is None:
        return UNKNOWN
    if seconds <= 0:
        return "0s"
    if seconds < 1:
        return f"{seconds * THOUSAND:.0f}ms"
    if seconds < TEN:
        return f"{seconds:.1f}s"
    for below, unit, name in ((2 * MINUTE, 1, "s"), (2 * HOUR, MINUTE, "m"), (2 * DAY, HOUR, "h")):
        if seconds < below:
            return f"{seconds / unit:.0f}{name}"
    return f"{seconds / DAY:.0f}d"


def size(amount: int | None) -> str:
    """How much memory, in megabytes."""
    return UNKNOWN if amount is None else f"{amount / MEGABYTE:,.0f}M"


def share(of_one: float | None) -> str:
    """How much of a core, in per cent."""
    return UNKNOWN if of_one is None else f"{of_one * 100:.0f}%"


def clock(moment: str) -> str:
    """The time of day, UTC, of an RFC 3339 time; with the date where it was not in the last day."""
    try:
        parsed = datetime.fromisoformat(moment).astimezone(UTC)
    except ValueError:
        return UNKNOWN
    is_old = (datetime.now(UTC) - parsed).total_seconds() > DAY
    return parsed.strftime("%m-%d %Hh" if is_old else "%H:%M:%S")


BARS = " ▁▂▃▄▅▆▇█"


def trend(values: list[float]) -> str:
    """A bar for each value, the highest of them as high as a line."""
    highest = max(values, default=0.0)
    if highest <= 0:
        return BARS[1] * len(values)
    return "".join(BARS[max(1, round(value / highest * (len(BARS) - 1)))] for value in values)
