"""What is fetched ahead is bounded in bytes, however large or small the messages are."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from copydesk.runtime.fetched_ahead import FetchedAhead


@dataclass
class Message:
    value: bytes | None


@dataclass
class Event:
    message: Message


def queue_of(*sizes: int | None) -> asyncio.Queue[Any]:
    queue: asyncio.Queue[Any] = asyncio.Queue()
    for size in sizes:
        queue.put_nowait(Event(Message(None if size is None else b"x" * size)))
    return queue


async def test_there_is_room_before_anything_waits() -> None:
    ahead = FetchedAhead(1)
    assert await ahead.has_room_within(0)
    ahead.watch(queue_of())
    assert await ahead.has_room_within(0)


async def test_what_waits_counts_in_bytes() -> None:
    ahead = FetchedAhead(100)
    ahead.watch(queue_of(60, None, 39))
    assert ahead.size == 99
    assert await ahead.has_room_within(0)
    ahead.watch(queue_of(60, 40))
    assert not await ahead.has_room_within(0.01)


async def test_one_message_larger_than_the_limit_passes() -> None:
    ahead = FetchedAhead(100)
    queue = queue_of()
    ahead.watch(queue)
    assert await ahead.has_room_within(0)
    queue.put_nowait(Event(Message(b"x" * 5_000)))
    assert not await ahead.has_room_within(0.01)


async def test_room_is_seen_soon_after_something_is_taken() -> None:
    ahead, queue = FetchedAhead(100), queue_of(60, 60)
    ahead.watch(queue)
    waiting = asyncio.create_task(ahead.has_room_within(5))
    await asyncio.sleep(0.01)
    assert not waiting.done()
    queue.get_nowait()
    assert await asyncio.wait_for(waiting, 1)
