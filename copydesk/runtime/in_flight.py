"""The articles that are handled and not yet confirmed, in the order in which they came.

Acknowledging strictly in that order is what makes many confirmations in flight safe: an acknowledged offset means that
everything before it is confirmed (issue faust-streaming 606 loses messages without it).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from copydesk.runtime.counts import Count
from copydesk.runtime.delivery import Confirmation
from copydesk.runtime.envelope import Origin, Outgoing
from copydesk.runtime.tracing import trace_id_of
from schemas.document import Status


@dataclass(slots=True)
class Entry:
    """One article in flight. Times are nanoseconds since 1970; `sent` is the monotonic clock's."""

    origin: Origin
    acknowledge: Callable[[Entry], None]
    status: Status
    messages: list[Outgoing]
    size: int
    sent: float = 0.0
    tried_alone: bool = False
    is_read: bool = False
    error: Exception | None = None
    taken_ns: int = 0
    handling_ns: int = 0
    handled_ns: int = 0
    sent_ns: int = 0
    confirmations: list[Confirmation] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)

    @property
    def article_id(self) -> str | None:
        """The article's id, where one is known: an edge that could not read it has none."""
        key = self.messages[0].key if self.messages else None
        key = key or self.origin.key
        return key.decode("utf-8", "replace") if key else None

    @property
    def ids(self) -> dict[str, str]:
        """What a log line names an article by."""
        found = {
            "article_id": self.article_id,
            "trace_id": trace_id_of(self.messages[0].headers if self.messages else self.origin.headers),
        }
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message, and what to call when everything that became of it is confirmed."""

    origin: Origin
    acknowledge: Callable[[Entry], None]


class InFlight:
    """First in, first out, with a limit in articles and in bytes; one article always fits."""

    def __init__(self, entries: int, size: int) -> None:
        self._limit_entries = entries
        self._limit_size = size
        self._size = 0
        self._entries: deque[Entry] = deque()
        self._arrived = asyncio.Event()
        self._left = asyncio.Event()

    def __len__(self) -> int:
        return len(self._entries)

    def snapshot(self) -> list[Entry]:
        """All entries, oldest first."""
        return list(self._entries)

    async def wait_for_room(self, size: int) -> None:
        """Wait until another `size` bytes fit."""
        while self._entries and (len(self._entries) >= self._limit_entries or self._size + size > self._limit_size):
            self._left.clear()
            await self._left.wait()

    def append(self, entry: Entry) -> None:
        """Put an article at the end."""
        self._entries.append(entry)
        self._size += entry.size
        self._arrived.set()

    async def oldest(self) -> Entry:
        """The article at the head, waiting for one if need be. It stays where it is."""
        while not self._entries:
            self._arrived.clear()
            await self._arrived.wait()
        return self._entries[0]

    async def emptied(self) -> None:
        """Wait until nothing is in flight."""
        while self._entries:
            self._left.clear()
            await self._left.wait()

    def remove_oldest(self) -> None:
        """Take the article at the head out."""
        self._size -= self._entries.popleft().size
        self._left.set()
