"""Whether a process is ready and makes progress: written by the loop, read by the health port and the watchdog."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

Clock = Callable[[], float]

Cause = Literal["defect", "dead_letters", "delivery", "state", "rights"]
"""What can block a process: a defect of its own, too many dead letters, a broker that does not take what is sent, a
state that is not rebuilt yet, a right to read that was taken away. One may end while another goes on."""

PATIENCE_SECONDS = 10.0
"""A broker that works confirms within milliseconds; for one that is away an idempotent producer waits silently."""


class ProcessHealth:
    """What readiness and liveness follow from. Plain attributes: written in the loop's thread, read in others."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._unready = "starting"
        self._joining = False
        self._unanswered_since: float | None = None
        self._refusal: str | None = None
        self._let_in_since: float | None = None
        self._blocks: dict[Cause, str] = {}
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
        elif "state" in self._blocks:
            self._blocks["state"] = reason

    def joining(self) -> None:
        """The process waits for its partitions. That takes a minute at most; for longer it is a hang."""
        self._unready = "joining the consumer group"
        self._joining = True
        self._last_progress = self._last_heartbeat = self._clock()

    def block(self, cause: Cause, reason: str) -> None:
        """The process stands still until somebody or something outside mends the cause."""
        self._blocks[cause] = reason

    def unblock(self, cause: Cause) -> None:
        """The cause is mended; what had to wait for that goes on from here."""
        if self._blocks.pop(cause, None) is not None:
            self._last_progress = self._clock()

    @property
    def is_blocked(self) -> bool:
        """Whether the process stands still."""
        return bool(self._blocks)

    def is_blocked_by(self, cause: Cause) -> bool:
        """Whether this is one of the causes for which it stands still."""
        return cause in self._blocks

    def note_taken(self) -> None:
        """An article was taken."""
        self._backlog = max(self._backlog, 1)

    def progressed(self) -> None:
        """An article ended."""
        self._last_progress = self._clock()

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

    def note_unmeasured(self) -> None:
        """The consumer was asked what waits and has not answered: work may wait, and a consumer that hangs hides it."""
        self._backlog = max(self._backlog, 1)

    def broker_answers(self, *, answers: bool) -> None:
        """Take note of whether the broker answered a question just now; once it is back, work has time to go on."""
        if answers:
            if self._unanswered_since is not None:
                self._last_progress = self._clock()
            self._unanswered_since = None
            self._refusal = None
        elif self._unanswered_since is None:
            self._unanswered_since = self._clock()

    @property
    def is_unanswered(self) -> bool:
        """Whether the broker did not answer the last question."""
        return self._unanswered_since is not None

    def note_refusal(self, reason: str | None) -> None:
        """Take note of why the broker does not answer, where it says so."""
        self._refusal = reason

    def note_let_in(self, *, is_let_in: bool) -> None:
        """Take note of whether a broker let in a connection that was made only to see whether it does."""
        if not is_let_in:
            self._let_in_since = None
        elif self._let_in_since is None:
            self._let_in_since = self._clock()

    def unready_reason(self) -> str | None:
        """Why the process should get no work now; None when it is ready."""
        if self._unready or self._blocks:
            return self._unready or next(iter(tuple(self._blocks.values())), None)
        if self._unanswered_since is not None and self._clock() - self._unanswered_since > PATIENCE_SECONDS:
            return self._refusal or "the broker does not answer"
        if self._oldest_in_flight_seconds > PATIENCE_SECONDS:
            return f"the broker has not confirmed for {self._oldest_in_flight_seconds:.0f} s"
        return None

    def stalled_seconds(self) -> float:
        """For how long there has been work without progress, or no sign of life.

        A process that is blocked is not stalled: a restart would not mend the cause, and would let a few more articles
        through to the dead letters each time. Nor is one whose broker does not answer: it waits, for as long as that
        takes, and only has to show that it is alive. Where the broker lets a new connection in and still gives the old
        ones no answer, it is this process that hangs.
        """
        if self._blocks or (self._unready and not self._joining):
            return 0.0
        since = self._last_heartbeat
        if self._backlog or self._joining:
            since = min(since, max(self._last_progress, self._answered_since()))
        return self._clock() - since

    def _answered_since(self) -> float:
        """From when on the broker owes this process nothing: now, while it answers nobody."""
        if self._unanswered_since is None:
            return self._last_progress
        return self._clock() if self._let_in_since is None else self._let_in_since
