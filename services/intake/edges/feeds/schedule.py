"""When a feed is polled next: as often as it publishes, never more often than its server asks. Pure functions."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from statistics import median

from services.intake.edges.feeds.reader import Channel

LONGEST_RETRY_SECONDS = 86400.0
"""A server that asks for more than a day is asked again after a day."""

GROWTH = 1.2
"""An interval without news: five quiet polls make it two and a half times as long."""

SHRINKAGE = 0.8
MOST_SHRINKAGE = 4.0
"""Several items at once mean that the interval was too long; a burst is no reason for a rate that is not kept up."""

POLLS_PER_ITEM = 2.0
"""A feed that publishes every ten minutes is polled every five."""

JITTER = 0.1
"""Of the interval, either way: feeds that are started together must not stay together."""

MOST_DOUBLINGS = 16

HOURS_OF_A_WEEK = 7 * 24

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_NO_CACHE = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pace:
    """The bounds of an interval, in seconds, and where a feed begins of which nothing is known."""

    shortest: float = 60.0
    first: float = 300.0
    longest: float = 3600.0

    def bounded(self, seconds: float) -> float:
        """The nearest interval within the bounds."""
        return min(max(seconds, self.shortest), self.longest)


def first_interval(moments: Sequence[datetime], pace: Pace) -> float:
    """The interval for a feed that was never seen, by the dates of its items."""
    ordered = sorted(moments)
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(ordered)]
    return pace.bounded(median(gaps) / POLLS_PER_ITEM) if gaps else pace.bounded(pace.first)


def adapted_interval(interval: float, new_items: int, pace: Pace) -> float:
    """The interval after a poll that found so many new items."""
    if new_items == 0:
        return pace.bounded(interval * GROWTH)
    if new_items == 1:
        return pace.bounded(interval * SHRINKAGE)
    return pace.bounded(interval / min(float(new_items), MOST_SHRINKAGE))


def next_poll(now: float, interval: float, wait: float, channel: Channel, jitter: float) -> float:
    """The moment of the next poll, in seconds of the epoch.

    `wait` is the least that the server asks for. `jitter` is from -1 to 1. It never makes a wait shorter.
    """
    moment = now + max(interval * (1 + JITTER * jitter), wait * (1 + JITTER * abs(jitter)))
    return outside_skipped(moment, channel.skip_hours, channel.skip_days)


def outside_skipped(moment: float, hours: frozenset[int], days: frozenset[int]) -> float:
    """The moment, or the beginning of the first hour after it that the feed does not ask to be skipped."""
    then = datetime.fromtimestamp(moment, UTC)
    for number in range(HOURS_OF_A_WEEK):
        hour = then + timedelta(hours=number)
        if hour.hour not in hours and hour.weekday() not in days:
            return moment if number == 0 else hour.replace(minute=0, second=0, microsecond=0).timestamp()
    return moment  # all of the week is skipped, which nobody can mean


def after_failure(now: float, failures: int, retry_after: float | None, pace: Pace, jitter: float) -> float:
    """The moment of the next poll after so many failures in a row: the wait doubles up to the longest interval."""
    backoff = min(pace.shortest * 2.0 ** min(failures, MOST_DOUBLINGS), max(pace.longest, pace.shortest))
    # Half of it is jitter: those that failed together come back one by one.
    spread = backoff * (0.75 + 0.25 * jitter)
    return now + max(spread, min(retry_after or 0.0, LONGEST_RETRY_SECONDS))


def asked_wait(headers: Mapping[str, str], channel: Channel, now: float, pace: Pace) -> float:
    """For how long the feed and its server ask to be left alone, in seconds; at most the longest interval."""
    return min(max(channel.wait_seconds, fresh_seconds(headers, now)), pace.longest)


def fresh_seconds(headers: Mapping[str, str], now: float) -> float:
    """For how long an answer stays fresh (RFC 9111, section 4.2.1)."""
    control = headers.get("cache-control", "")
    if _NO_CACHE.search(control):
        return 0.0
    stated = _MAX_AGE.search(control)
    if stated is not None:
        age = headers.get("age", "")
        return max(0.0, float(stated[1]) - (float(age) if re.fullmatch(r"\d{1,10}", age) else 0.0))
    expires = http_date(headers.get("expires", ""))
    made = http_date(headers.get("date", "")) or now
    return max(0.0, expires - made) if expires else 0.0


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """The seconds that `Retry-After` asks for, as a number or as a date (RFC 9110, section 10.2.3)."""
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,10}", text):
        return min(float(text), LONGEST_RETRY_SECONDS)
    moment = http_date(text)
    return min(max(0.0, moment - now), LONGEST_RETRY_SECONDS) if moment else None


def http_date(text: str) -> float | None:
    """Seconds of the epoch; None where it is no date."""
    try:
        moment = parsedate_to_datetime(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def new_jitter() -> float:
    """From -1 to 1."""
    return random.uniform(-1.0, 1.0)  # noqa: S311 - it spreads load and keeps no secret
