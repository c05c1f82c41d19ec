"""Publish submissions once and say what became of each: the intake as a command."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass

from aiokafka.errors import KafkaError

from schemas.document import Document
from schemas.explanation import explain
from services.intake.arrivals import arrival
from services.intake.files import Submission
from services.runtime.delivery import Delivery
from services.runtime.edge import drain, edge_loop
from services.runtime.line import Line
from services.runtime.process import topics_of
from services.runtime.service import Service, find_service
from services.runtime.settings import Settings
from services.runtime.window import Arrival, Entry


class PushError(Exception):
    """Nothing can be published; the message says why."""


@dataclass(slots=True)
class Pushed:
    """How many articles the broker has confirmed, and how many were refused and lie in the dead letters."""

    published: int = 0
    refused: int = 0


Report = Callable[[Submission, str | None], None]
"""Called for each submission once it is confirmed, in order: None, or why it was refused."""


async def push(settings: Settings, submissions: Iterable[Submission], report: Report) -> Pushed:
    """Publish all submissions; returns when the broker has confirmed every one of them.

    Raises:
        PushError: no broker, or no topics.
    """
    service = find_service("intake")
    delivery = Delivery(settings, "copydesk-push")
    try:
        await _connect(delivery, service, settings)
        pushed = Pushed()
        await drain(edge_loop(service, settings, delivery, Line()), _arrivals(submissions, pushed, report))
        return pushed
    finally:
        await delivery.stop()


async def _connect(delivery: Delivery, service: Service[Document], settings: Settings) -> None:
    try:
        await delivery.start()
        missing = await delivery.missing_topics(topics_of(service))
    except (KafkaError, OSError) as error:
        raise PushError(f"no broker at {settings.brokers}: {error}") from error
    if missing:
        raise PushError(f"topics missing, run `copydesk topics apply`: {', '.join(missing)}")


async def _arrivals(submissions: Iterable[Submission], pushed: Pushed, report: Report) -> AsyncIterator[Arrival]:
    for submission in submissions:
        yield arrival(submission, _reporter(submission, pushed, report))


def _reporter(submission: Submission, pushed: Pushed, report: Report) -> Callable[[Entry], None]:
    def acknowledge(entry: Entry) -> None:
        if entry.error is None:
            pushed.published += 1
            report(submission, None)
            return
        pushed.refused += 1
        report(submission, explain(entry.error))

    return acknowledge
