"""The loop that loses nothing: decode, handle, deliver with confirmation, and only then acknowledge.

Two tasks share the articles in flight. `take` handles an event and starts its delivery; `settle` waits for the
confirmations in order and acknowledges. Neither lets an exception out: Faust acknowledges an event whose agent raised,
commits its offset, and the message would be gone.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import Generic, Protocol, TypeVar

import structlog

from copydesk.explanation import explain
from copydesk.result import Handler
from copydesk.runtime import metrics
from copydesk.runtime.article_spans import ArticleSpans
from copydesk.runtime.budget import Budget
from copydesk.runtime.counts import Count, Counting
from copydesk.runtime.dead_letters import DeadLetterLimit, dead_letter, raised_at
from copydesk.runtime.defects import is_defect
from copydesk.runtime.delivery import REFUSED, Confirmation, confirmed, forget, is_confirmed
from copydesk.runtime.envelope import RECEIVED_AT, REPLAY, Headers, Origin, Outgoing, envelop_all
from copydesk.runtime.in_flight import Entry, InFlight
from copydesk.runtime.process_health import Cause, ProcessHealth
from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from copydesk.runtime.state import States
from copydesk.runtime.step import process
from copydesk.runtime.suspects import Suspects
from copydesk.runtime.tracing import TRACEPARENT, sampled_trace
from schemas.document import STATUSES, Document, Status, utc_now
from schemas.topics import topic_of

log = structlog.get_logger(__name__)

Source = TypeVar("Source", bound=Document)

FIRST_BACKOFF_SECONDS = 0.5
LONGEST_BACKOFF_SECONDS = 30.0
"""A defect that lasts should be tried twice a minute, not a thousand times an hour."""

LONGEST_RESEND_SECONDS = 5.0
"""Brokers that are back are found so soon; until then an attempt costs nobody anything."""


class Sender(Protocol):
    """What the loop needs of a delivery; tests put their own in its place."""

    async def send(self, messages: Sequence[Outgoing]) -> list[Confirmation]:
        """Start sending the messages in order."""

    async def send_alone(self, messages: Sequence[Outgoing]) -> list[Confirmation]:
        """Send so that no other message shares a batch with these; returns when all are answered."""

    async def restart(self) -> None:
        """Get over a failure that lasts."""

    async def answers(self) -> bool:
        """Whether the broker answers a question now."""


class Loop(Generic[Source]):
    """The loop of one service in one process."""

    def __init__(
        self,
        service: Service[Source],
        settings: Settings,
        sender: Sender,
        health: ProcessHealth,
        states: States[Source] | None = None,
        suspects: Suspects | None = None,
    ) -> None:
        self._service = service
        self._states = states
        self._stateless_handler: Callable[[], Handler[Source]] = service.ready_handler
        if states is None:
            handler = service.ready_handler()
            self._stateless_handler = lambda: handler
        self._sender = sender
        self._health = health
        self._in_flight = InFlight(settings.in_flight, settings.in_flight_bytes)
        self._budget = Budget(settings.article_cpu_seconds, settings.article_memory_bytes)
        self._suspects = suspects
        self._article_cpu_seconds = settings.article_cpu_seconds
        self._counting = Counting(settings.metric_sources)
        self._limit = DeadLetterLimit(settings.dead_letter_run, settings.dead_letter_share)
        self._sending = asyncio.Lock()
        self._spans = ArticleSpans(service, settings)
        read_from = "outside" if service.is_edge else topic_of(service.source).name
        self._consumed = metrics.CONSUMED.labels(service.process_name, read_from)
        self._in_progress = metrics.IN_PROGRESS.labels(service.process_name)
        self._message_bytes = metrics.MESSAGE_BYTES.labels(service.process_name)
        self._processing_seconds = metrics.PROCESSING_SECONDS.labels(service.process_name)
        self._publish_seconds = metrics.PUBLISH_SECONDS.labels(service.process_name)
        self._latency = metrics.LATENCY.labels(service.process_name)
        self._last_message = metrics.LAST_MESSAGE.labels(service.process_name)
        # A series must be there before its first event, or rate() does not see that event.
        for status in STATUSES:
            metrics.PROCESSED.labels(service.process_name, status)
        metrics.BLOCKED.labels(service.process_name).set(0)

    @property
    def in_flight(self) -> int:
        """Articles taken and not yet acknowledged."""
        return len(self._in_flight)

    async def take(self, origin: Origin, acknowledge: Callable[[Entry], None]) -> None:
        """Take one message: returns when its delivery has begun and there is room for it.

        `acknowledge` is called once, in the order of the calls of `take`, after everything that became of the message
        is confirmed by the broker. It gets the entry, which says how the message ended.
        """
        size = origin.size
        await self._in_flight.wait_for_room(size)
        taken_ns = time.time_ns()
        self._health.note_taken()
        self._consumed.inc()
        self._in_progress.inc()
        self._message_bytes.observe(size)
        entry = await self._handled(origin, acknowledge, size)
        entry.taken_ns = taken_ns
        async with self._sending:
            entry.sent, entry.sent_ns = time.monotonic(), time.time_ns()
            entry.confirmations = await self._sender.send(entry.messages)
            self._in_flight.append(entry)

    async def _handled(self, origin: Origin, acknowledge: Callable[[Entry], None], size: int) -> Entry:
        """The message with what became of it. A defect of this process holds the line for as long as it lasts."""
        backoff = FIRST_BACKOFF_SECONDS
        for tries in itertools.count(1):
            entry = Entry(origin, acknowledge, "dead_letter", [], size, handling_ns=time.time_ns())
            try:
                entry.error = await self._known_problem(origin)
                if entry.error is None:
                    async with self._turn(origin) as handler:
                        self._marked(entry, handler)
                error, is_ours = entry.error, entry.error is not None and self._is_defect(entry, tries)
            except Exception as failure:  # the state cannot be had
                error, is_ours = failure, True
            if error is None or not is_ours:
                break
            self._hold(origin, error, backoff)
            await asyncio.sleep(backoff)
            backoff = min(backoff * 2, LONGEST_BACKOFF_SECONDS)
        entry.handled_ns = time.time_ns()
        self._unblock("defect")
        return entry

    @contextlib.asynccontextmanager
    async def _turn(self, origin: Origin) -> AsyncIterator[Handler[Source]]:
        if self._states is None:
            yield self._stateless_handler()
            return
        async with self._states.turn(origin) as handler:
            yield handler

    async def _known_problem(self, origin: Origin) -> Exception | None:
        if self._suspects is None:
            return None
        return await self._suspects.problem(self._service, origin, self._article_cpu_seconds)

    def _marked(self, entry: Entry, handler: Handler[Source]) -> None:
        """Fill the entry; where that ends the process, the next one finds what was in work."""
        if self._suspects is None:
            self._fill(entry, handler)
            return
        self._suspects.begin(entry.origin)
        self._fill(entry, handler)
        self._suspects.end()

    def _fill(self, entry: Entry, handler: Handler[Source]) -> None:
        """Note in the entry what is to be sent for its message, or why that cannot be said."""
        try:
            started = time.perf_counter()
            if self._states is None:
                self._budget.spent_on(lambda: self._work_on(entry, handler))
            else:
                # To end it half way could leave a state half changed. What it looks at is bounded (schemas/sketch.py).
                self._work_on(entry, handler)
            self._processing_seconds.observe(time.perf_counter() - started, _exemplar(entry))
        except Exception as error:
            entry.error = error

    def _work_on(self, entry: Entry, handler: Handler[Source]) -> None:
        document = self._read(entry.origin)
        entry.is_read = True
        made = self._made(document, handler, entry.origin.headers)
        entry.status, entry.messages, entry.counts = made

    def _made(
        self, document: Source, handler: Handler[Source], headers: Headers
    ) -> tuple[Status, list[Outgoing], list[Count]]:
        result = process(self._service, handler, document)
        messages = envelop_all(result.documents, self._service.name, headers)
        return result.documents[0].status, messages, self._counting.of(result)

    def _is_defect(self, entry: Entry, tries: int) -> bool:
        """Whether this process is at fault for an entry's error, and not its article."""
        error = entry.error
        if error is None:
            return False
        # What cannot be read is no document, whatever the service can do.
        probe = self._probed if entry.is_read and self._service.probe is not None else None
        return is_defect(error, tries, probe)

    def _probed(self) -> None:
        if self._service.probe is not None:
            self._made(self._service.probe, self._stateless_handler(), {})

    def _hold(self, origin: Origin, error: Exception, seconds: float) -> None:
        """Say that the line is held: a dead letter would be buried for what is not the article's fault."""
        self._block("defect", f"a defect, not the article: {type(error).__name__}: {explain(error)}")
        log.error(
            "line held: not the article is at fault but this process; trying again",
            topic=origin.topic,
            partition=origin.partition,
            offset=origin.offset,
            error=type(error).__name__,
            reason=explain(error),
            at=raised_at(error),
            seconds=seconds,
        )

    def _block(self, cause: Cause, reason: str) -> None:
        self._health.block(cause, reason)
        metrics.BLOCKED.labels(self._service.process_name).set(1)

    def _unblock(self, cause: Cause) -> None:
        self._health.unblock(cause)
        metrics.BLOCKED.labels(self._service.process_name).set(self._health.is_blocked)

    def _read(self, origin: Origin) -> Source:
        if origin.problem is not None:
            raise origin.problem
        if origin.validated is None:
            return self._service.source.model_validate_json(origin.value or b"")
        document = origin.validated.document
        if not isinstance(document, self._service.source):
            raise TypeError(f"{self._service.name} reads no {type(document).__name__}")
        return document

    @property
    def oldest_seconds(self) -> float:
        """For how long the broker has owed the oldest confirmation; 0 where it owes none."""
        entries = self._in_flight.snapshot()
        return time.monotonic() - entries[0].sent if entries else 0.0

    async def emptied(self) -> None:
        """Wait until nothing is in progress."""
        await self._in_flight.emptied()

    async def settle(self) -> None:
        """Acknowledge what is confirmed, for ever; ends only by cancellation."""
        while True:
            entry = await self._in_flight.oldest()
            if entry.error is not None:
                await self._send_dead_letter(entry)
            await self._confirm(entry)
            self._acknowledge(entry)

    async def _send_dead_letter(self, entry: Entry) -> None:
        """Turn the entry into a dead letter and start its delivery; stops where there are too many."""
        reason = self._limit.exceeded()
        if reason:
            await self._stop_taking(reason)
        error = entry.error or ValueError("unknown error")
        entry.status = "dead_letter"
        entry.counts = []
        entry.messages = [dead_letter(entry.origin, error, self._service.name)]
        log.warning(
            "dead letter",
            topic=entry.origin.topic,
            partition=entry.origin.partition,
            offset=entry.origin.offset,
            error=type(error).__name__,
            reason=explain(error),
            **entry.ids,
        )
        async with self._sending:
            entry.sent_ns = time.time_ns()
            entry.confirmations = await self._sender.send(entry.messages)

    async def _stop_taking(self, reason: str) -> None:
        """Take nothing more, for ever. A restart goes on: with a mended deployment, or with another limit."""
        self._block("dead_letters", reason)
        log.error(
            "line stopped: too many dead letters; nothing more is taken or committed",
            reason=reason,
            remedy="mend the cause and restart, or raise COPYDESK_DEAD_LETTER_RUN / COPYDESK_DEAD_LETTER_SHARE",
        )
        await asyncio.Event().wait()

    async def _confirm(self, entry: Entry) -> None:
        """Wait for the broker, for as long as it takes."""
        backoff = FIRST_BACKOFF_SECONDS
        while True:
            try:
                await confirmed(entry.confirmations)
            except REFUSED as error:
                if not entry.tried_alone:
                    await self._try_alone(entry)
                    continue
                if entry.status != "dead_letter":
                    entry.error = error
                    await self._send_dead_letter(entry)
                    continue
                await self._wait_and_resend(entry, error, backoff)
            except Exception as error:
                await self._wait_and_resend(entry, error, backoff)
            else:
                return
            backoff = min(backoff * 2, LONGEST_RESEND_SECONDS)

    async def _try_alone(self, entry: Entry) -> None:
        """Find out whether the entry itself is refused or another one in its batch; then send those behind it again."""
        async with self._sending:
            forget(entry.confirmations)
            entry.confirmations = await self._sender.send_alone(entry.messages)
            entry.tried_alone = True
            await self._send_again(self._in_flight.snapshot()[1:])

    async def _wait_and_resend(self, entry: Entry, error: Exception, backoff: float) -> None:
        """Wait for a moment, then send again what is not confirmed, in the order of the entries."""
        name = self._service.process_name
        topics = sorted({message.topic for message in entry.messages})
        self._block("delivery", f"cannot write to {', '.join(topics)}: {explain(error)}")
        metrics.PUBLISH_RETRIES.labels(name, type(error).__name__).inc()
        log.warning(
            "broker does not confirm; trying again", topics=topics, error=explain(error), seconds=backoff, **entry.ids
        )
        await asyncio.sleep(backoff)
        async with self._sending:
            try:
                await self._sender.restart()
            except Exception as failure:
                log.warning("broker is away", error=explain(failure))
            await self._send_again(self._in_flight.snapshot())

    async def _send_again(self, entries: Sequence[Entry]) -> None:
        """Send what is not confirmed, and what was sent behind it to its topic under its key.

        The rest is there: to send that, too, would repeat as many events as are in flight at each try, and a topic of
        dead letters may refuse them for hours.
        """
        again: set[tuple[str, bytes | None]] = set()
        for entry in entries:
            entry.tried_alone = False
            for number, message in enumerate(entry.messages):
                place = message.topic, message.key
                if is_confirmed(entry.confirmations[number]) and place not in again:
                    continue
                again.add(place)
                forget([entry.confirmations[number]])
                [entry.confirmations[number]] = await self._sender.send([message])

    def _acknowledge(self, entry: Entry) -> None:
        name = self._service.process_name
        self._in_flight.remove_oldest()
        self._limit.record(dead=entry.status == "dead_letter")
        entry.acknowledge(entry)
        self._health.progressed()
        self._unblock("delivery")
        self._in_progress.dec()
        metrics.PROCESSED.labels(name, entry.status).inc()
        exemplar = _exemplar(entry)
        self._publish_seconds.observe(time.monotonic() - entry.sent, exemplar)
        self._last_message.set_to_current_time()
        if entry.error is not None:
            metrics.DEAD_LETTERS.labels(name, type(entry.error).__name__).inc(exemplar=exemplar)
        self._spans.record(entry)
        for message in entry.messages:
            metrics.PUBLISHED.labels(name, message.topic).inc()
        arrived = _arrival(entry.origin.headers.get(RECEIVED_AT))
        for count in entry.counts:
            count.show(name, arrived)
        # Of a replay the time since its arrival says how old the article is, not how long anybody has waited for it.
        if arrived is not None and REPLAY not in entry.origin.headers:
            self._latency.observe(max(0.0, (utc_now() - arrived).total_seconds()), exemplar)


def _exemplar(entry: Entry) -> dict[str, str] | None:
    """What leads from a number to the article that it is of: its trace, where that is recorded."""
    trace = sampled_trace(entry.messages[0].headers.get(TRACEPARENT)) if entry.messages else None
    return {"trace_id": trace} if trace else None


def _arrival(header: bytes | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat((header or b"").decode())
    except ValueError:
        return None
    return moment if moment.tzinfo else None
