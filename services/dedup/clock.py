"""The time of the log: what is forgotten depends on the articles' own arrival times, never on a clock on the wall."""

from __future__ import annotations

from collections import deque
from datetime import datetime

HOUR = 3600
MAX_STEP_SECONDS = 24 * HOUR
"""How far one article may move the time: a sender's wrong date must not make everything be forgotten at once."""


class LogClock:
    """The latest arrival so far, and which articles arrived within the window before it, to the hour."""

    def __init__(self, window_seconds: float) -> None:
        """Start at no time.

        Raises:
            ValueError: the window is not positive.
        """
        if window_seconds <= 0:
            raise ValueError(f"the window must be longer than {window_seconds} seconds")
        self._window = window_seconds
        self.now: float | None = None
        self.hours: deque[tuple[int, int]] = deque()

    def advance(self, arrival: datetime, article: int) -> int:
        """An article with this number arrives; returns the number of the oldest one within the window."""
        seconds = arrival.timestamp()
        self.now = seconds if self.now is None else min(max(self.now, seconds), self.now + MAX_STEP_SECONDS)
        hour = int(self.now // HOUR)
        if not self.hours or self.hours[-1][0] < hour:
            self.hours.append((hour, article))
        while len(self.hours) > 1 and (self.hours[0][0] + 1) * HOUR <= self.now - self._window:
            self.hours.popleft()
        return self.hours[0][1]

    def first_since(self, share: float) -> int:
        """The number of the first article of the window's last `share`."""
        since = (self.now or 0.0) - share * self._window
        return next((article for hour, article in self.hours if (hour + 1) * HOUR > since), 0)
