"""Log time: what is forgotten depends on the articles' own arrival times, never on the clock of the machine."""

from __future__ import annotations

from collections import deque
from datetime import datetime

HOUR = 3600
MAX_STEP_SECONDS = 24 * HOUR
"""Seconds that one article may advance the clock: one wrong date must not make the whole window expire at once."""


class LogClock:
    """The latest arrival time so far, and the articles that arrived within the window before it, to the hour."""

    def __init__(self, window_seconds: float) -> None:
        """Start without a time; the first article sets it.

        Raises:
            ValueError: the window is not positive.
        """
        if window_seconds <= 0:
            raise ValueError(f"the window must be longer than {window_seconds} seconds")
        self._window = window_seconds
        self.now: float | None = None
        self.hours: deque[tuple[int, int]] = deque()

    def advance(self, arrival: datetime, article: int) -> int:
        """Advance to the arrival of an article, given by its number; returns the oldest number in the window."""
        seconds = arrival.timestamp()
        self.now = seconds if self.now is None else min(max(self.now, seconds), self.now + MAX_STEP_SECONDS)
        hour = int(self.now // HOUR)
        if not self.hours or self.hours[-1][0] < hour:
            self.hours.append((hour, article))
        while len(self.hours) > 1 and (self.hours[0][0] + 1) * HOUR <= self.now - self._window:
            self.hours.popleft()
        return self.hours[0][1]

    def first_since(self, share: float) -> int:
        """The number of the first article in the last `share` of the window."""
        since = (self.now or 0.0) - share * self._window
        return next((article for hour, article in self.hours if (hour + 1) * HOUR > since), 0)
