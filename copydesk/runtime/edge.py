"""The loop of a service at the edge: articles come from outside, not out of a topic."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable
from typing import TypeVar

import structlog

from copydesk.runtime.in_flight import Arrival
from copydesk.runtime.loop import Loop, Sender
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from schemas.document import Document

log = structlog.get_logger(__name__)

Source = TypeVar("Source", bound=Document)

HEARTBEAT_SECONDS = 1.0


async def drain(loop: Loop[Source], arrivals: AsyncIterator[Arrival]) -> None:
    """Send all arrivals through the loop; returns when the last one is confirmed.

    Raises:
        Exception: what `arrivals` raises; what was taken before it is confirmed all the same.
    """
    settling = asyncio.create_task(loop.settle())
    taking = asyncio.create_task(_take_all(loop, arrivals))
    emptied: asyncio.Task[None] | None = None
    try:
        await asyncio.wait({taking, settling}, return_when=asyncio.FIRST_COMPLETED)
        if not settling.done():
            emptied = asyncio.create_task(loop.emptied())
            await asyncio.wait({emptied, settling}, return_when=asyncio.FIRST_COMPLETED)
        if settling.done():
            settling.result()  # it ends by a failure only
        taking.result()
    finally:
        for task in (taking, settling, emptied):
            if task is not None:
                task.cancel()


async def _settled_while(loop: Loop[Source], serving: Awaitable[None]) -> None:
    """Serve until it returns, with the loop's confirmations under way.

    Raises:
        Exception: what `serving` raises.
    """
    settling = asyncio.create_task(loop.settle())
    served = asyncio.ensure_future(serving)
    try:
        await asyncio.wait({served, settling}, return_when=asyncio.FIRST_COMPLETED)
        if settling.done():
            settling.result()  # it ends by a failure only
        served.result()
    finally:
        for task in (served, settling):
            task.cancel()


async def _take_all(loop: Loop[Source], arrivals: AsyncIterator[Arrival]) -> None:
    async for arrival in arrivals:
        await loop.take(arrival.origin, arrival.acknowledge)


def edge_loop(service: Service[Source], settings: Settings, sender: Sender, health: ProcessHealth) -> Loop[Source]:
    """A loop without a limit on dead letters: at the edge they tell of the sender, not of a bad deployment."""
    unlimited = settings.model_copy(update={"dead_letter_run": 0, "dead_letter_share": 1.0})
    return Loop(service, unlimited, sender, health)


async def run_edge(
    service: Service[Document], settings: Settings, sender: Sender, health: ProcessHealth, stopping: asyncio.Event
) -> int:
    """Take what arrives until `stopping` is set or the input ends; returns the exit status."""
    loop = edge_loop(service, settings, sender, health)
    # Before anybody is told that this is ready: whoever sees that may put a file into a folder that must be there.
    arrivals = service.arrivals(settings) if service.arrivals is not None else None
    working = asyncio.create_task(_work(service, arrivals, loop, settings, health, stopping))
    if arrivals is not None:
        health.opened()
    while not working.done() and not stopping.is_set():
        health.heartbeat()
        health.note_oldest_in_flight(loop.oldest_seconds)
        health.note_backlog(loop.in_flight)
        health.broker_answers(answers=await sender.answers())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), HEARTBEAT_SECONDS)
    if working.done():
        working.result()
        return 0
    health.waiting("stopping")
    # What is taken is confirmed if the broker answers in time; else it is still where it came from, and comes again.
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(
            loop.emptied() if service.arrivals else asyncio.shield(working), settings.stop_grace_seconds
        )
    working.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working
    log.info("stopped")
    return 0


async def _work(
    service: Service[Source],
    arrivals: AsyncIterator[Arrival] | None,
    loop: Loop[Source],
    settings: Settings,
    health: ProcessHealth,
    stopping: asyncio.Event,
) -> None:
    if arrivals is not None:
        await drain(loop, arrivals)
    elif service.serve is not None:
        await _settled_while(loop, service.serve(loop, settings, health, stopping))
    else:
        raise ValueError(f"{service.name} is no edge")
