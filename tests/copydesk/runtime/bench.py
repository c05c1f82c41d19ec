"""A loop on a bench: the test plays the broker, and decides what is confirmed, when, and what fails."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from uuid import uuid4

from prometheus_client import REGISTRY

from copydesk.result import Handler as AnyHandler
from copydesk.runtime.delivery import Confirmation
from copydesk.runtime.envelope import Headers, Origin, Outgoing
from copydesk.runtime.in_flight import Entry
from copydesk.runtime.loop import Loop
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from copydesk.runtime.tracing import Span, SpanContext, record_to
from schemas.article import CleanArticle, RawArticle
from schemas.document import STATUSES, Document
from schemas.sketch import Sketch

Handler = AnyHandler[RawArticle]
Answer = Callable[[Outgoing], Exception | None]


def confirm(_message: Outgoing) -> None:
    """The answer of a broker that takes everything."""


class FakeSender:
    """A delivery without a broker. Each send is answered at once by `answer`; without one the test confirms itself."""

    def __init__(self, answer: Answer | None = None) -> None:
        self.answer = answer
        self.sent: list[Outgoing] = []
        self.confirmations: list[Confirmation] = []
        self.alone: list[str] = []
        self.restarts = 0
        self.reachable = True

    async def send(self, messages: Sequence[Outgoing]) -> list[Confirmation]:
        return [self._send(message) for message in messages]

    def _send(self, message: Outgoing) -> Confirmation:
        future: Confirmation = asyncio.get_running_loop().create_future()
        self.sent.append(message)
        self.confirmations.append(future)
        if self.answer is not None:
            error = self.answer(message)
            if error is None:
                future.set_result(None)
            else:
                future.set_exception(error)
        return future

    async def send_alone(self, messages: Sequence[Outgoing]) -> list[Confirmation]:
        self.alone += [(message.key or b"").decode() for message in messages]
        return await self.send(messages)

    async def restart(self) -> None:
        self.restarts += 1

    async def answers(self) -> bool:
        return self.reachable

    @property
    def keys(self) -> list[str]:
        """The keys of all that was sent, in order."""
        return [(message.key or b"").decode() for message in self.sent]

    def confirm(self, *numbers: int) -> None:
        """Confirm the sends of these numbers, in the order given."""
        for number in numbers:
            self.confirmations[number].set_result(None)

    def fail(self, number: int, error: Exception) -> None:
        self.confirmations[number].set_exception(error)


class SpanList:
    """Takes spans into a list."""

    def __init__(self, *, sampled: bool | None = None) -> None:
        self.spans: list[Span] = []
        self.asked: list[tuple[str, SpanContext | None]] = []
        self.stopped: list[float] = []
        self._sampled = sampled

    def samples(self, trace_id: str, parent: SpanContext | None) -> bool:
        self.asked.append((trace_id, parent))
        if self._sampled is not None:
            return self._sampled
        return parent.sampled if parent else True

    def record(self, span: Span) -> None:
        self.spans.append(span)

    def stop(self, seconds: float) -> None:
        self.stopped.append(seconds)


@contextmanager
def recorded_spans() -> Iterator[SpanList]:
    """The spans that this process makes while the block runs."""
    recorder = SpanList()
    record_to(recorder)
    try:
        yield recorder
    finally:
        record_to(None)


def cleaned(article: RawArticle) -> CleanArticle:
    return CleanArticle(**article.model_dump(exclude={"body"}), text=article.body, sketch=Sketch(exact=""))


def obey(article: RawArticle) -> Document:
    """Raise where the body says so, else pass the article on."""
    if article.body == "raise":
        raise RuntimeError("no good")
    return cleaned(article)


def origin(
    article_id: str = "a", body: str = "text", *, value: bytes | None = None, headers: Headers | None = None
) -> Origin:
    """A message with an article, or with the bytes given."""
    written = value if value is not None else json.dumps({"id": article_id, "body": body}).encode()
    return Origin("articles.raw", 0, 7, 1000, article_id.encode(), written, headers or {})


class Bench:
    """A loop with a service of its own name, so that its metrics are its own, too."""

    def __init__(
        self,
        handle: Handler = obey,
        sender: FakeSender | None = None,
        settings: Settings | None = None,
        probe: RawArticle | None = None,
    ) -> None:
        self.name = f"bench-{uuid4().hex[:8]}"
        self.sender = sender or FakeSender()
        self.health = ProcessHealth()
        self.health.opened()
        service = Service(self.name, source=RawArticle, handle=handle, probe=probe)
        self.loop = Loop(service, settings or Settings(), self.sender, self.health)
        self.acknowledged: list[str] = []
        self.ends: dict[str, str] = {}

    def acknowledge(self, entry: Entry) -> None:
        key = (entry.origin.key or b"").decode()
        self.acknowledged.append(key)
        self.ends[key] = entry.status

    async def take(self, *articles: tuple[str, str]) -> None:
        for article_id, body in articles:
            await self.loop.take(origin(article_id, body), self.acknowledge)

    @asynccontextmanager
    async def settling(self) -> AsyncIterator[asyncio.Task[None]]:
        task = asyncio.create_task(self.loop.settle())
        try:
            yield task
            await pause()
            assert not task.done(), f"settle ended: {task}"
        finally:
            task.cancel()

    def metric(self, name: str, **labels: str) -> float:
        return REGISTRY.get_sample_value(name, {"service": self.name, **labels}) or 0.0

    def assert_accounted(self, consumed: int) -> None:
        """Each message consumed is in exactly one status, or in progress."""
        ended = sum(self.metric("copydesk_messages_processed_total", status=status) for status in STATUSES)
        assert self.metric("copydesk_messages_consumed_total", topic="articles.raw") == consumed
        assert ended + self.metric("copydesk_messages_in_progress") == consumed
        assert self.metric("copydesk_messages_in_progress") == self.loop.in_flight
        assert ended == len(self.acknowledged) == len(set(self.acknowledged))


async def pause() -> None:
    """Let every task that can go on do so."""
    for _ in range(20):
        await asyncio.sleep(0)


async def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for is a plain attribute
            await asyncio.sleep(0.005)
