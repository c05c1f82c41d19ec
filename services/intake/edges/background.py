"""A blocking source, read in a thread: while it has nothing, the event loop goes on with what came before."""

from __future__ import annotations

import threading
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from typing import TypeVar

import janus

Item = TypeVar("Item")

READ_AHEAD = 256
"""Items read before they are wanted; enough that the two sides seldom wait for each other."""


async def in_background(items: Iterable[Item]) -> AsyncGenerator[Item, None]:
    """The items, in order, read by a thread of their own.

    Raises:
        Exception: whatever reading them raises, after the items before it.
    """
    queue: janus.Queue[Item | _End] = janus.Queue(READ_AHEAD)

    def read() -> None:
        try:
            failure = _put_all(items, queue.sync_q)
            queue.sync_q.put(_End(failure))
        except janus.SyncQueueShutDown:
            return  # nobody wants the rest

    # A daemon: standard input may stay open for ever, and must not keep a process that wants to end.
    threading.Thread(target=read, name="reader", daemon=True).start()
    try:
        while not isinstance(item := await queue.async_q.get(), _End):
            yield item
        if item.failure is not None:
            raise item.failure
    finally:
        queue.shutdown(immediate=True)


async def directly(items: Iterable[Item]) -> AsyncIterator[Item]:
    """The items of a source that always has the next one at hand, such as a file; at a third of the cost."""
    for item in items:
        yield item


class _End:
    """The end of the items, and why where they ended by a failure."""

    def __init__(self, failure: Exception | None) -> None:
        self.failure = failure


def _put_all(items: Iterable[Item], queue: janus.SyncQueue[Item | _End]) -> Exception | None:
    iterator = iter(items)
    while True:
        try:
            item = next(iterator)
        except StopIteration:
            return None
        except Exception as error:
            return error
        queue.put(item)
