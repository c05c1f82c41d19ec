"""What is fetched and not yet taken, bounded in bytes: Faust bounds it in messages, and one may have five megabytes."""

from __future__ import annotations

import asyncio
import time
from typing import Any

LOOK_SECONDS = 0.05
"""Between two looks for room: in so much time a service works off some articles at most."""


class FetchedAhead:
    """The messages that wait in a stream's queue."""

    def __init__(self, limit: int) -> None:
        """`limit` in bytes of the values; nothing more is asked for while so much waits."""
        self._limit = limit
        self._queue: asyncio.Queue[Any] | None = None

    def watch(self, queue: asyncio.Queue[Any]) -> None:
        """Watch the queue of a stream."""
        self._queue = queue

    @property
    def size(self) -> int:
        """Bytes that wait. Counted anew each time: a rebalance empties the queue, and no count could follow that."""
        waiting = getattr(self._queue, "_queue", ())
        return sum(len(event.message.value or b"") for event in tuple(waiting))

    async def has_room_within(self, seconds: float) -> bool:
        """Wait until there is room for more; False where there is none within so much time."""
        deadline = time.monotonic() + seconds
        while self.size >= self._limit:
            if time.monotonic() >= deadline:
                return False
            await asyncio.sleep(LOOK_SECONDS)
        return True
