"""For how long the oldest message of each partition has waited: the lag in seconds."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from faust.types import TP

Clock = Callable[[], float]


class Waiting:
    """The messages that were read and have not ended, by partition; they end in the order in which they were read."""

    def __init__(self, clock: Clock = time.time) -> None:
        """Start with nothing read; the clock tells seconds of the Unix epoch, as the topic's timestamps do."""
        self._clock = clock
        self._read: dict[TP, deque[tuple[int, float]]] = {}
        self._unread_since: dict[TP, tuple[int, float]] = {}

    def read(self, tp: TP, offset: int, arrived: float | None) -> None:
        """A message was read that arrived in its topic at this time; without a time it arrived just now."""
        self._read.setdefault(tp, deque()).append((offset, arrived if arrived and arrived > 0 else self._clock()))

    def ended(self, tp: TP, offset: int) -> None:
        """All messages of a partition up to this one have ended."""
        read = self._read.get(tp)
        while read and read[0][0] <= offset:
            read.popleft()

    def forget(self) -> None:
        """Partitions were assigned anew: whatever has not ended is read again, here or elsewhere."""
        self._read = {}
        self._unread_since = {}

    def seconds(self, tp: TP, position: int, behind: int) -> float:
        """The age of the oldest message, 0 where none waits.

        `behind` messages of the topic have not ended, the first of which has the offset `position`. Where none of them
        was read yet their age is not known; it counts from when they were first seen to wait.
        """
        now = self._clock()
        if read := self._read.get(tp):
            return max(0.0, now - read[0][1])
        if behind <= 0:
            self._unread_since.pop(tp, None)
            return 0.0
        since = self._unread_since.get(tp)
        if since is None or since[0] != position:
            since = self._unread_since[tp] = (position, now)
        return now - since[1]
