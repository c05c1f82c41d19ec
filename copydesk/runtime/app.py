"""The Faust application of one service; every default that loses messages is set otherwise."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import faust
import structlog
from faust import streams
from faust.app.base import BootStrategy
from faust.channels import Channel
from faust.streams import Stream
from faust.types import TP, EventT, StreamT
from faust.types.transports import TransportT
from mode.types.signals import BaseSignalT

from copydesk.explanation import explain
from copydesk.runtime import metrics
from copydesk.runtime.confirmed_offsets import ConfirmedOffsets
from copydesk.runtime.connection import bootstrap_servers, faust_credentials
from copydesk.runtime.envelope import Origin, read_headers
from copydesk.runtime.fetched_ahead import FetchedAhead
from copydesk.runtime.in_flight import Entry
from copydesk.runtime.loop import Loop, Sender
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.resuming import TableManager
from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from copydesk.runtime.transport import Transport
from copydesk.runtime.waiting import Waiting
from schemas.document import Document
from schemas.topics import topic_of

log = structlog.get_logger(__name__)

REBALANCE_SECONDS = 60.0
MAX_POLL_RECORDS = 500
"""Bounds the work between two polls; without it rebalances hang (robinhood/faust issue 402)."""

COMMIT_EVERY = 1000
MEASURE_SECONDS = 2.0


class _ConsumerOnly(BootStrategy):
    """Faust reads; copydesk.runtime.delivery writes."""

    enable_kafka_producer = False
    enable_web = False


class App(faust.App):
    """Faust's application, which knows what waits in it, what is confirmed and what blocks it."""

    BootStrategy = _ConsumerOnly
    confirmed: ConfirmedOffsets
    fetched_ahead: FetchedAhead
    health: ProcessHealth

    def _new_transport(self) -> TransportT:
        return Transport(self.conf.broker_consumer, self)


def create_app(service: Service[Document], settings: Settings, health: ProcessHealth) -> App:
    """The application, not started.

    Raises:
        RuntimeError: Faust runs without its compiled parts, which would acknowledge stale messages unprocessed.
    """
    if getattr(streams, "_CStreamIterator", None) is None:
        raise RuntimeError("faust-streaming must be installed from a CPython wheel, and NO_CYTHON must not be set")
    session = settings.session_timeout_seconds
    # Faust insists on a folder of its own, though without tables it puts nothing there; it makes no parents.
    folder = settings.data_dir / "faust"
    folder.mkdir(parents=True, exist_ok=True)
    app = App(
        settings.group(service.name),
        broker=[f"kafka://{server}" for server in bootstrap_servers(settings)],
        broker_credentials=faust_credentials(settings),
        broker_client_id=f"copydesk-{service.name}",
        broker_session_timeout=session,
        broker_heartbeat_interval=session / 10,
        broker_request_timeout=max(settings.request_timeout_seconds, session + 1),
        broker_rebalance_timeout=max(REBALANCE_SECONDS, session),
        broker_commit_interval=settings.commit_interval_seconds,
        broker_commit_every=COMMIT_EVERY,
        broker_max_poll_records=MAX_POLL_RECORDS,
        consumer_auto_offset_reset="earliest",
        stream_buffer_maxsize=settings.stream_buffer,
        stream_wait_empty=True,
        topic_allow_declare=False,
        topic_disable_leader=True,
        web_enabled=False,
        datadir=folder / service.name,
        TableManager=TableManager,
    )
    app.confirmed = ConfirmedOffsets()
    app.fetched_ahead = FetchedAhead(settings.fetch_ahead_bytes)
    app.health = health
    return app


class Reader:
    """Feeds the loop from Faust, and knows where in the topic it stands."""

    def __init__(
        self,
        app: App,
        service: Service[Document],
        settings: Settings,
        sender: Sender,
        loop: Loop[Document],
        health: ProcessHealth,
    ) -> None:
        self._app = app
        self._sender = sender
        self._service = service.name
        self._topic = topic_of(service.source).name
        self._loop = loop
        self._health = health
        self._next: dict[TP, int] = {}
        self._waiting = Waiting()
        self._ends: dict[TP, tuple[int, int]] = {}
        self._measured: set[int] = set()
        topic = settings.topic(self._topic)
        source = app.topic(topic, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw")
        # More than one at a time, and a kill loses the slower (faust-streaming issue 606); a sink drops the headers.
        app.agent(source, name=f"copydesk.{service.name}", concurrency=1)(self._read)
        app.on_partitions_assigned.connect(self._assigned, weak=False)

    async def _read(self, stream: StreamT[bytes]) -> None:
        if not isinstance(stream, Stream):
            raise TypeError(f"{self._service}: no Kafka stream but {type(stream).__name__}")
        if isinstance(stream.channel, Channel):
            self._app.fetched_ahead.watch(stream.channel.queue)
        async for event in stream.noack().events():
            message = event.message
            self._next.setdefault(message.tp, message.offset)
            self._waiting.read(message.tp, message.offset, message.timestamp)
            origin = Origin(
                topic=message.topic,
                partition=message.partition,
                offset=message.offset,
                timestamp_ms=int((message.timestamp or 0) * 1000),
                key=message.key,
                value=message.value,
                headers=read_headers(message.headers),
            )
            await self._loop.take(origin, self._acknowledger(event))

    def _acknowledger(self, event: EventT[bytes]) -> Callable[[Entry], None]:
        message = event.message

        def acknowledge(_entry: Entry) -> None:
            # After a rebalance the partition may be another worker's, or be read again from the last commit: an
            # acknowledgement of the old generation would leave a hole in the new one's offsets.
            if message.generation_id == self._app.consumer_generation_id:
                event.ack()
                self._app.confirmed.confirm(message.tp, message.offset + 1, message.generation_id)
                self._next[message.tp] = message.offset + 1
                self._waiting.ended(message.tp, message.offset)

        return acknowledge

    def _assigned(
        self, _app: object, /, *assignments: set[TP], signal: BaseSignalT[object], **_options: object
    ) -> None:
        assigned = set().union(*assignments)
        for partition in self._measured - {tp.partition for tp in assigned}:
            # What another worker reads now is for that worker to report.
            metrics.LAG.remove(self._service, self._topic, str(partition))
            metrics.LAG_SECONDS.remove(self._service, self._topic, str(partition))
            self._measured.discard(partition)
        self._next = {}
        self._ends = {}
        self._waiting.forget()
        metrics.REBALANCES.labels(self._service).inc()
        metrics.PARTITIONS.labels(self._service).set(len(assigned))
        log.info("partitions assigned", partitions=sorted(tp.partition for tp in assigned))
        self._health.opened()

    def leads(self) -> set[int]:
        """The partitions of the topic that this process reads now."""
        return {tp.partition for tp in self._app.consumer.assignment()}

    async def measure(self) -> None:
        """Measure the lag every few seconds, for ever; ends only by cancellation.

        The consumer is asked whether or not the producer gets an answer: lag counts most while nothing is confirmed.
        """
        asking: asyncio.Task[None] | None = None
        try:
            while True:
                await asyncio.sleep(MEASURE_SECONDS)
                self._health.heartbeat()
                self._health.note_oldest_in_flight(self._loop.oldest_seconds)
                # Messages age while the broker is away, too.
                self._show_ages()
                # One question at a time: those without an answer would hold up the fetching, whose thread they share.
                if asking is None or asking.done():
                    asking = asyncio.create_task(self._try_measure())
                else:
                    self._health.note_unmeasured()
                self._health.broker_answers(answers=await self._sender.answers())
        finally:
            if asking is not None:
                asking.cancel()

    async def _try_measure(self) -> None:
        try:
            await self._measure()
        except Exception as error:
            log.warning("lag cannot be measured", error=explain(error))

    async def _measure(self) -> None:
        consumer = self._app.consumer
        assignment = consumer.assignment()
        ends = await consumer.highwaters(*assignment) if assignment else {}
        if consumer.assignment() != assignment:
            return
        lag = 0
        for tp, end in ends.items():
            position = self._next.get(tp)
            if position is None:
                position = await consumer.position(tp) or 0
            behind = max(0, (end or 0) - position)
            metrics.LAG.labels(self._service, self._topic, str(tp.partition)).set(behind)
            self._measured.add(tp.partition)
            self._ends[tp] = (position, position + behind)
            lag += behind
        self._show_ages()
        # The embedded broker can tell an end that is too low, so articles in work count by themselves.
        self._health.note_backlog(max(lag, self._loop.in_flight))

    def _show_ages(self) -> None:
        for tp, (measured, end) in self._ends.items():
            # Since the end was asked for, messages may have ended.
            position = max(measured, self._next.get(tp, measured))
            age = self._waiting.seconds(tp, position, end - position)
            metrics.LAG_SECONDS.labels(self._service, self._topic, str(tp.partition)).set(age)
