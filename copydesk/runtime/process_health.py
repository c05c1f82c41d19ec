"""Whether a process is ready and makes progress: written by the loop, read by the health port and the watchdog."""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], float]

PATIENCE_SECONDS = 10.0
"""A broker that works confirms within milliseconds; for one that is away an idempotent producer waits silently."""


class ProcessHealth:
    """What readiness and liveness follow from. Plain attributes: written in the loop's thread, read in others."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._unready = "starting"
        self._joining = False
        self._unanswered_since: float | None = None
        self._blocked: str | None = None
        self._backlog = 0
        self._oldest_in_flight_seconds = 0.0
        self._last_progress = clock()
        self._last_heartbeat = clock()

    def opened(self) -> None:
        """The process takes articles: partitions were assigned, or another worker has them all."""
        self._unready = ""
        self._joining = False
        self._last_progress = self._last_heartbeat = self._clock()

    def waiting(self, reason: str) -> None:
        """The process takes nothing yet, for a reason that a restart does not mend."""
        self._unready = reason
        self._joining = False

    def rebuilding(self, reason: str) -> None:
        """The process waits for its state; one that takes articles already goes on so, and only says what blocks it."""
        if self._unready:
            self.waiting(reason)
        elif self._blocked:
            self._blocked = reason

    def joining(self) -> None:
        """The process waits for its partitions. That takes a minute at most; for longer it is a hang."""
        self._unready = "joining the consumer group"
        self._joining = True
        self._last_progress = self._last_heartbeat = self._clock()

    def block(self, reason: str) -> None:
        """The process stands still until somebody or something outside mends the cause."""
        self._blocked = reason

    def note_taken(self) -> None:
        """An article was taken."""
        self._backlog = max(self._backlog, 1)

    def clear_block(self) -> bool:
        """An article ended, so nothing blocks the process any more; returns whether something did."""
        was_blocked, self._blocked = self._blocked is not None, None
        self._last_progress = self._clock()
        return was_blocked

    def heartbeat(self) -> None:
        """The loop's thread is alive."""
        self._last_heartbeat = self._clock()

    def note_oldest_in_flight(self, seconds: float) -> None:
        """Take note of how long the oldest article in flight has waited for its confirmation."""
        self._oldest_in_flight_seconds = seconds

    def note_backlog(self, messages: int) -> None:
        """Take note of how many messages wait in the topic or are in flight."""
        self._backlog = messages
        if messages == 0:
            self._last_progress = self._clock()

    def broker_answers(self, *, answers: bool) -> None:
        """Take note of whether the broker answered a question just now."""
        if answers:
            self._unanswered_since = None
        elif self._unanswered_since is None:
            self._unanswered_since = self._clock()

    def unready_reason(self) -> str | None:
        """Why the process should get no work now; None when it is ready."""
        if self._unready or self._blocked:
            return self._unready or self._blocked
        if self._unanswered_since is not None and self._clock() - self._unanswered_since > PATIENCE_SECONDS:
            return "the broker does not answer"
        if self._oldest_in_flight_seconds > PATIENCE_SECONDS:
            return f"the broker has not confirmed for {self._oldest_in_flight_seconds:.0f} s"
        return None

    def stalled_seconds(self) -> float:
        """For how long there has been work without progress, or no sign of life.

        A process that is blocked is not stalled: a restart would not mend the cause, and would let a few more articles
        through to the dead letters each time.
        """
        if self._blocked or (self._unready and not self._joining):
            return 0.0
        since = self._last_progress if self._backlog or self._joining else self._last_heartbeat
        return self._clock() - min(since, self._last_heartbeat)
