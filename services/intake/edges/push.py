"""Publish submissions once and say what became of each: the intake as a command."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from aiokafka.errors import KafkaError, UnknownError

from copydesk.explanation import explain
from copydesk.runtime import tracing
from copydesk.runtime.delivery import Delivery
from copydesk.runtime.edge import drain, edge_loop
from copydesk.runtime.in_flight import Arrival, Entry
from copydesk.runtime.loop import Loop
from copydesk.runtime.process import topics_of
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.settings import Settings
from copydesk.runtime.span_export import exported_spans
from schemas.article import RawArticle
from services.intake.edges.arrivals import arrival
from services.intake.service import SERVICE
from services.intake.submission import Submission


class PushError(Exception):
    """Nothing can be published; the message says why."""


@dataclass(slots=True)
class Pushed:
    """How many articles the broker has confirmed, and how many were refused and lie in the dead letters."""

    published: int = 0
    refused: int = 0


Report = Callable[[Submission, str | None], None]
"""Called for each submission once it is confirmed, in order: None, or why it was refused."""


Notice = Callable[[str], None]
"""Called now and then while nothing moves, with the reason."""

NOTICE_SECONDS = 5.0


async def push(settings: Settings, submissions: AsyncIterator[Submission], report: Report, notice: Notice) -> Pushed:
    """Publish all submissions; returns when the broker has confirmed every one of them.

    What may have nothing for a while, as standard input may, comes through `in_background`.

    Raises:
        PushError: no broker, or no topics.
    """
    delivery = Delivery(settings, "copydesk-push")
    try:
        await _connect(delivery, settings)
        pushed = Pushed()
        loop = edge_loop(SERVICE, settings, delivery, ProcessHealth())
        watching = asyncio.create_task(_tell_of_waiting(loop, notice))
        try:
            with exported_spans("push", settings), tracing.span("push", "internal") as span:
                await drain(loop, _arrivals(submissions, pushed, report))
                span.attributes |= {"copydesk.published": pushed.published, "copydesk.refused": pushed.refused}
        finally:
            watching.cancel()
        return pushed
    finally:
        await delivery.stop()


async def _tell_of_waiting(loop: Loop[RawArticle], notice: Notice) -> None:
    """Whoever waits at a terminal should know for what; an article is never given up for waiting too long."""
    while True:
        await asyncio.sleep(NOTICE_SECONDS)
        if loop.oldest_seconds >= NOTICE_SECONDS:
            notice(f"waiting for the broker's confirmation for {loop.oldest_seconds:.0f} s")


async def _connect(delivery: Delivery, settings: Settings) -> None:
    try:
        await delivery.start()
        missing = await delivery.missing_topics(topics_of(SERVICE))
    except UnknownError as error:
        # What the embedded broker answers to the request for a producer id.
        raise PushError(
            f"{settings.brokers} gives no producer id; COPYDESK_PRODUCER_IDEMPOTENCE=false does without one"
        ) from error
    except (KafkaError, OSError) as error:
        raise PushError(f"no broker at {settings.brokers}: {error}") from error
    if missing:
        raise PushError(f"topics missing, run `copydesk topics apply`: {', '.join(missing)}")


async def _arrivals(submissions: AsyncIterator[Submission], pushed: Pushed, report: Report) -> AsyncIterator[Arrival]:
    async for submission in submissions:
        yield arrival(submission, _reporter(submission, pushed, report), link=tracing.current_traceparent())


def _reporter(submission: Submission, pushed: Pushed, report: Report) -> Callable[[Entry], None]:
    def acknowledge(entry: Entry) -> None:
        if entry.error is None:
            pushed.published += 1
            report(submission, None)
            return
        pushed.refused += 1
        report(submission, explain(entry.error))

    return acknowledge
