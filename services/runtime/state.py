"""State that is a function of a log: rebuilt from a snapshot and the log, or from the log alone.

A service with state answers an article out of the articles before it. So that its answers are the same after any crash,
the state at an offset must be what the messages before that offset make of it, no more and no less: a message whose
offset lies ahead of the state waits until the messages in between were read from the log, and a message that the state
has seen already gets its first answer again (which is the service's part).

There is no changelog beside the log, and no Faust table: one would cost a message for every key of every article.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeAlias, TypeVar

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from schemas.document import Document
from schemas.explanation import explain
from schemas.topics import MAX_MESSAGE_BYTES, topic_of
from services.runtime import metrics
from services.runtime.connection import client_options
from services.runtime.envelope import Origin
from services.runtime.line import Line
from services.runtime.service import LogState, Service
from services.runtime.settings import Settings
from services.runtime.snapshots import Position, Snapshots

log = structlog.get_logger(__name__)

Source = TypeVar("Source", bound=Document)
Value = TypeVar("Value")
Record: TypeAlias = "ConsumerRecord[bytes, bytes]"
Answer = Document | Sequence[Document]

EXIT_STATE_LOST = 74
"""EX_IOERR of sysexits.h: the state cannot be kept. What was not acknowledged is read again after the restart."""

FOLLOW_SECONDS = 1.0
ASSIGNED_SECONDS = 0.1
"""Between two looks at what is assigned: shorter than any probe's interval."""

POLL_MS = 500
BATCH = 500
YIELD_EVERY = 32
"""Messages between two chances for everybody else: a message takes half a millisecond, a probe waits a second."""

REPORT_SECONDS = 5.0
RETRY_SECONDS = 2.0
ABSENT_SECONDS = 5.0
"""A message that the log does not give within so much time is not there. Its end cannot be asked for: the embedded
broker names one that is too low."""

FETCH_BYTES = 16 * 1024 * 1024


class StoppedError(Exception):
    """The process is to stop before the state was rebuilt."""


class Log(Protocol):
    """The messages of a topic's partitions, read without disturbing those who consume it."""

    async def partitions(self) -> list[int]:
        """The topic's partitions."""

    async def committed(self, partition: int) -> int:
        """The offset that the service's group has committed; 0 where it has committed none."""

    def read(self, partition: int, start: int, end: int) -> AsyncIterator[list[Record]]:
        """Messages from `start` to before `end` in batches, as far as the log still has or already has them."""

    async def close(self) -> None:
        """Close the connection."""


class Replica(Generic[Source]):
    """The state of one partition, and where in the log it stands."""

    def __init__(self, service: Service[Source], settings: Settings, partition: int) -> None:
        """Start from the latest snapshot, or from nothing."""
        if service.state is None:
            raise ValueError(f"service {service.name} has no state")
        topic = topic_of(service.source).name
        self._make: Callable[[Path], LogState[Source]] = lambda folder: service.state(folder, settings)  # type: ignore[misc]
        self._source = service.source
        self._snapshots = Snapshots(settings.data_dir / service.name / f"{settings.topic(topic)}-{partition}")
        self.partition = partition
        self.lock = asyncio.Lock()
        self.position = Position(0)
        self.saved = Position(0)
        self.state = self._opened()
        self._last: tuple[int, int, bytes | None] | None = None

    def _opened(self) -> LogState[Source]:
        found = self._snapshots.latest()
        if found is not None:
            state = self._make(self._records)
            try:
                state.load(found[0])
            except (OSError, ValueError, KeyError) as error:
                log.warning("snapshot is not used; the state is rebuilt from the log", error=explain(error))
                state.close()
            else:
                self.position = self.saved = found[1]
                return state
        self._snapshots.clear()
        return self._make(self._records)

    @property
    def _records(self) -> Path:
        folder = self._snapshots.folder / "records"
        folder.mkdir(exist_ok=True)
        return folder

    def reset(self) -> None:
        """Start from nothing: the state belongs to another log."""
        self.state.close()
        self._snapshots.clear()
        self.position = self.saved = Position(0)
        self._last = None
        self.state = self._make(self._records)

    def passed(self, offset: int, timestamp_ms: int, value: bytes | None) -> None:
        """Take note of a message that the state has seen."""
        if offset >= self.next_offset:
            self._last = (offset, timestamp_ms, value)

    @property
    def next_offset(self) -> int:
        """The offset of the first message that the state has not seen."""
        return self.position.offset if self._last is None else self._last[0] + 1

    def skip_to(self, offset: int) -> None:
        """Go on behind a hole of the log, where no message is."""
        if offset > self.next_offset:
            self._last = None
            self.position = Position(offset)

    def fold(self, record: Record) -> None:
        """Let the state see a message of the log as it saw it, or would have seen it, on its way to be published.

        A message that is no document, or that the service refuses, became a dead letter then and leaves nothing now.
        """
        if record.offset < self.next_offset:
            return
        try:
            self.state.handle(self._source.model_validate_json(record.value or b""))
        except OSError as error:
            give_up(error)
        except Exception as error:
            log.debug("a dead letter in the log", offset=record.offset, error=explain(error))
        self.passed(record.offset, record.timestamp, record.value)

    def save(self) -> None:
        """Write a snapshot, unless nothing has changed since the last one.

        Raises:
            OSError: it cannot be written.
        """
        if self._last is not None:
            self.position = Position.behind(*self._last)
            self._last = None
        if self.position != self.saved:
            self._snapshots.write(self.state.save, self.position)
            self.saved = self.position

    def close(self) -> None:
        """Close files and leave the folder."""
        self.state.close()
        self._snapshots.close()


def give_up(error: OSError) -> None:
    """End at once: an article must not become a dead letter because a disk is full."""
    log.error("the state cannot be kept; the process ends, nothing is lost", error=explain(error))
    sys.stderr.flush()
    os._exit(EXIT_STATE_LOST)


class States(Generic[Source]):
    """The states of all partitions that this process leads or follows."""

    def __init__(self, service: Service[Source], settings: Settings, source_log: Log, line: Line) -> None:
        """Start without any state."""
        self._service = service
        self._settings = settings
        self._log = source_log
        self._line = line
        self._replicas: dict[int, Replica[Source]] = {}
        self._opening = asyncio.Lock()
        self._reading = asyncio.Lock()

    @contextlib.asynccontextmanager
    async def turn(self, origin: Origin) -> AsyncIterator[Callable[[Source], Answer]]:
        """The turn of one message: the state as of its offset, and nobody else uses it meanwhile."""
        replica = await self._replica(origin.partition)
        if replica.next_offset < origin.offset:
            self._line.block(f"rebuilding the state of partition {origin.partition}")
            await self._caught_up(replica, origin.offset)
        async with replica.lock:
            yield lambda document: _kept(replica.state, document)
            replica.passed(origin.offset, origin.timestamp_ms, origin.value)
            self._measure(replica, replica.next_offset)

    async def restore(self, stopping: asyncio.Event) -> bool:
        """Bring the state to where the group stands, before the first message; False where a stop came first."""
        if not self._settings.standby:
            return True
        try:
            for partition in await self._retried(self._log.partitions, stopping):
                replica = await self._replica(partition, stopping)
                await self._follow(replica, stopping)
        except StoppedError:
            return False
        return True

    async def follow(self, leads: Callable[[], set[int]]) -> None:
        """Follow the partitions that others lead, for ever, so that taking over takes seconds; ends by cancellation."""
        while True:
            await asyncio.sleep(FOLLOW_SECONDS)
            for partition in sorted(set(self._replicas) - leads()):
                try:
                    await self._follow(self._replicas[partition], None)
                except (KafkaError, OSError) as error:
                    log.warning("the log cannot be followed", partition=partition, error=explain(error))

    async def rebuild_assigned(self, leads: Callable[[], set[int]]) -> None:
        """Rebuild the states of partitions when they are assigned, before their first message, for ever.

        For processes that do not stand by: what they are to lead is not known before. They are not ready meanwhile.
        """
        known: set[int] = set()
        while True:
            assigned = leads()
            known &= assigned
            for partition in sorted(assigned - known):
                self._line.block(f"rebuilding the state of partition {partition}")
                try:
                    await self._follow(await self._replica(partition), None)
                except (KafkaError, OSError) as error:
                    log.warning("the state cannot be rebuilt; trying again", partition=partition, error=explain(error))
                    await asyncio.sleep(RETRY_SECONDS)
                    break
                known.add(partition)
                self._line.unblocked()
            await asyncio.sleep(ASSIGNED_SECONDS)

    async def snapshot_every(self, seconds: float) -> None:
        """Write snapshots, for ever; ends only by cancellation."""
        while True:
            await asyncio.sleep(seconds)
            await self.snapshot()

    async def snapshot(self) -> None:
        """Write what has changed. A snapshot that cannot be written costs time after the next crash, nothing else."""
        for replica in list(self._replicas.values()):
            started = time.monotonic()
            async with replica.lock:
                try:
                    await asyncio.to_thread(replica.save)
                except OSError as error:
                    log.warning("snapshot failed", partition=replica.partition, error=explain(error))
                    continue
            metrics.STATE_SNAPSHOT.labels(self._service.name, str(replica.partition)).set_to_current_time()
            log.debug("snapshot", offset=replica.saved.offset, seconds=round(time.monotonic() - started, 1))

    async def close(self) -> None:
        """Close the log and all files."""
        await self._log.close()
        for replica in self._replicas.values():
            replica.close()

    async def _replica(self, partition: int, stopping: asyncio.Event | None = None) -> Replica[Source]:
        async with self._opening:
            if partition not in self._replicas:
                replica = await asyncio.to_thread(Replica, self._service, self._settings, partition)
                await self._retried(lambda: self._verify(replica), stopping)
                self._replicas[partition] = replica
        return self._replicas[partition]

    async def _verify(self, replica: Replica[Source]) -> None:
        """Make sure that the log is the one that the snapshot was made from: a topic can be deleted and made anew."""
        position = replica.position
        if not position.offset:
            return
        async with self._reading:
            async for batch in self._log.read(replica.partition, position.offset - 1, position.offset):
                for record in batch:
                    if Position.behind(record.offset, record.timestamp, record.value) == position:
                        return
        log.warning("the snapshot belongs to another log; the state is rebuilt", offset=position.offset)
        replica.reset()

    async def _follow(self, replica: Replica[Source], stopping: asyncio.Event | None) -> None:
        committed = await self._retried(lambda: self._log.committed(replica.partition), stopping)
        self._measure(replica, committed)
        if replica.next_offset < committed:
            await self._caught_up(replica, committed, stopping)

    async def _caught_up(self, replica: Replica[Source], target: int, stopping: asyncio.Event | None = None) -> None:
        """Read the log up to `target`, for as long as it takes."""
        async with self._reading:
            progress = _Progress(self._line, replica, target)
            while replica.next_offset < target:
                try:
                    await self._read(replica, target, progress, stopping)
                except (KafkaError, OSError) as error:
                    log.warning("the log cannot be read; trying again", error=explain(error))
                    await _pause(RETRY_SECONDS, stopping)
            progress.finished()

    async def _read(
        self, replica: Replica[Source], target: int, progress: _Progress, stopping: asyncio.Event | None
    ) -> None:
        async for batch in self._log.read(replica.partition, replica.next_offset, target):
            async with replica.lock:
                for number, record in enumerate(batch):
                    if number % YIELD_EVERY == 0:
                        await _pause(0, stopping)
                    if record.offset > replica.next_offset:
                        log.info("the log has a hole", partition=replica.partition, offset=replica.next_offset)
                    replica.fold(record)
            progress.report()
            self._measure(replica, target)
        if replica.next_offset < target:
            log.warning("the log ends before the group's offset", at=replica.next_offset, offset=target)
            replica.skip_to(target)

    def _measure(self, replica: Replica[Source], target: int) -> None:
        labels = (self._service.name, str(replica.partition))
        metrics.STATE_OFFSET.labels(*labels).set(replica.next_offset)
        metrics.STATE_BEHIND.labels(*labels).set(max(0, target - replica.next_offset))

    async def _retried(self, ask: Callable[[], Awaitable[Value]], stopping: asyncio.Event | None) -> Value:
        while True:
            try:
                return await ask()
            except (KafkaError, OSError) as error:
                log.warning("the broker does not answer; trying again", error=explain(error))
                await _pause(RETRY_SECONDS, stopping)


def _kept(state: LogState[Source], document: Source) -> Answer:
    try:
        return state.handle(document)
    except OSError as error:
        give_up(error)
        raise


async def _pause(seconds: float, stopping: asyncio.Event | None) -> None:
    if stopping is not None and stopping.is_set():
        raise StoppedError
    await asyncio.sleep(seconds)


class _Progress:
    """Says how far rebuilding is."""

    def __init__(self, line: Line, replica: Replica[Source], target: int) -> None:
        self._line = line
        self._replica = replica
        self._target = target
        self._first = replica.next_offset
        self._started = self._reported = time.monotonic()

    def report(self) -> None:
        now = time.monotonic()
        if now - self._reported < REPORT_SECONDS:
            return
        self._reported = now
        at = self._replica.next_offset
        self._line.rebuilding(f"rebuilding state: partition {self._replica.partition} at {at:,} of {self._target:,}")
        rate = round((at - self._first) / (now - self._started))
        log.info("rebuilding state", partition=self._replica.partition, at=at, of=self._target, per_second=rate)

    def finished(self) -> None:
        seconds = time.monotonic() - self._started
        if seconds >= REPORT_SECONDS:
            read = self._replica.next_offset - self._first
            log.info("state rebuilt", partition=self._replica.partition, messages=read, seconds=round(seconds, 1))


class KafkaLog:
    """The log in the cluster, read with `assign`: no group is joined, and nothing is committed."""

    def __init__(self, settings: Settings, topic: str, group: str) -> None:
        self._options = client_options(settings)
        self._topic = settings.topic(topic)
        self._group = group
        self._consumer: AIOKafkaConsumer | None = None
        self._admin: AIOKafkaAdminClient | None = None

    async def partitions(self) -> list[int]:
        """The topic's partitions."""
        consumer = await self._reader()
        # Only an assigned topic is asked about.
        consumer.assign([TopicPartition(self._topic, 0)])
        await consumer.topics()
        return sorted(consumer.partitions_for_topic(self._topic) or {0})

    async def committed(self, partition: int) -> int:
        """The offset that the service's group has committed; 0 where it has committed none."""
        if self._admin is None:
            admin = AIOKafkaAdminClient(**self._options)
            await _started(admin.start, admin.close)
            self._admin = admin
        place = TopicPartition(self._topic, partition)
        try:
            found = await self._admin.list_consumer_group_offsets(self._group, partitions=[place])
        except (KafkaError, OSError):
            await self.close()
            raise
        return max(0, int(found[place].offset)) if place in found else 0

    async def read(self, partition: int, start: int, end: int) -> AsyncIterator[list[Record]]:
        """Messages from `start` to before `end` in batches, as far as the log still has or already has them."""
        consumer = await self._reader()
        place = TopicPartition(self._topic, partition)
        consumer.assign([place])
        consumer.seek(place, start)
        waited_since = time.monotonic()
        while start < end and time.monotonic() - waited_since < ABSENT_SECONDS:
            found = (await consumer.getmany(place, timeout_ms=POLL_MS, max_records=BATCH)).get(place, [])
            batch = [record for record in found if record.offset < end]
            if batch:
                start = batch[-1].offset + 1
                yield batch
                waited_since = time.monotonic()
            elif found or await consumer.position(place) >= end:
                return

    async def close(self) -> None:
        """Close the connections; they are made anew where they are needed again."""
        consumer, self._consumer = self._consumer, None
        admin, self._admin = self._admin, None
        if consumer is not None:
            await consumer.stop()
        if admin is not None:
            await admin.close()

    async def _reader(self) -> AIOKafkaConsumer:
        if self._consumer is None:
            consumer = AIOKafkaConsumer(
                **self._options,
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                fetch_max_bytes=2 * FETCH_BYTES,
                max_partition_fetch_bytes=max(FETCH_BYTES, MAX_MESSAGE_BYTES),
            )
            await _started(consumer.start, consumer.stop)
            self._consumer = consumer
        return self._consumer


async def _started(start: Callable[[], Awaitable[None]], stop: Callable[[], Awaitable[None]]) -> None:
    """Start a client; one that cannot be started is closed, too, or it would complain of that for ever."""
    try:
        await start()
    except BaseException:
        await stop()
        raise
