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
import gc
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Generic, TypeVar

import structlog
from aiokafka.errors import KafkaError

from copydesk.explanation import explain
from copydesk.result import Handler
from copydesk.runtime import metrics
from copydesk.runtime.defects import StateError
from copydesk.runtime.envelope import Origin
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.replica import Replica
from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from copydesk.runtime.snapshots import Position
from copydesk.runtime.source_log import Log
from schemas.document import Document

log = structlog.get_logger(__name__)

Source = TypeVar("Source", bound=Document)
Value = TypeVar("Value")

FOLLOW_SECONDS = 1.0
ASSIGNED_SECONDS = 0.1
"""Between two looks at what is assigned: shorter than any probe's interval."""

YIELD_EVERY = 64
"""Messages that are looked up together, and between two chances for everybody else: a probe waits a second, and these
take some milliseconds."""

SNAPSHOT_REST = 20
"""How many times as long as it took to write a snapshot no other one is written: a twentieth of the disk's time."""

COLLECT_AFTER_OBJECTS = 50_000
"""More than the documents that are read at once consist of."""

MEASURE_SECONDS = 5.0
REPORT_SECONDS = 5.0
RETRY_SECONDS = 2.0


class StoppedError(Exception):
    """The process is to stop before the state was rebuilt."""


class States(Generic[Source]):
    """The states of all partitions that this process leads or follows."""

    def __init__(self, service: Service[Source], settings: Settings, source_log: Log, health: ProcessHealth) -> None:
        """Start without any state."""
        self._service = service
        self._settings = settings
        self._log = source_log
        self._health = health
        self._replicas: dict[int, Replica[Source]] = {}
        self._opening = asyncio.Lock()
        self._reading = asyncio.Lock()
        self._writing = asyncio.Lock()

    @contextlib.asynccontextmanager
    async def turn(self, origin: Origin) -> AsyncIterator[Handler[Source]]:
        """The turn of one message: the state as of its offset, and nobody else uses it meanwhile.

        Raises:
            OSError: the state cannot be read from the disk.
        """
        replica = await self._replica(origin.partition)
        if replica.next_offset < origin.offset or replica.is_spoilt:
            self._health.block("state", f"rebuilding the state of partition {origin.partition}")
            await self._caught_up(replica, origin.offset)
            self._health.unblock("state")
        async with replica.lock:
            yield replica.handle
            if not replica.is_spoilt:
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
                self._health.block("state", f"rebuilding the state of partition {partition}")
                try:
                    await self._follow(await self._replica(partition), None)
                except (KafkaError, OSError) as error:
                    log.warning("the state cannot be rebuilt; trying again", partition=partition, error=explain(error))
                    await asyncio.sleep(RETRY_SECONDS)
                    break
                known.add(partition)
                self._health.unblock("state")
            await asyncio.sleep(ASSIGNED_SECONDS)

    async def snapshot_every(self, seconds: float) -> None:
        """Write snapshots, for ever; ends only by cancellation."""
        while True:
            started = time.monotonic()
            await self.snapshot()
            await asyncio.sleep(max(seconds, SNAPSHOT_REST * (time.monotonic() - started)))

    async def measure_sizes(self) -> None:
        """Show how large the states are, for ever; ends only by cancellation."""
        while True:
            for replica in self._replicas.values():
                self._measure_size(replica)
            await asyncio.sleep(MEASURE_SECONDS)

    async def snapshot(self) -> None:
        """Write what has changed. A snapshot that cannot be written costs time after the next crash, nothing else."""
        async with self._writing:
            for replica in list(self._replicas.values()):
                started = time.monotonic()
                try:
                    await self._snapshot(replica)
                except OSError as error:
                    log.warning("snapshot failed", partition=replica.partition, error=explain(error))
                    continue
                metrics.STATE_SNAPSHOT.labels(self._service.name, str(replica.partition)).set_to_current_time()
                log.debug("snapshot", offset=replica.saved.offset, seconds=round(time.monotonic() - started, 1))

    async def _snapshot(self, replica: Replica[Source]) -> None:
        # Only the copy must be of one moment; others are handled while the disk makes sure of it.
        async with replica.lock:
            folder = await _in_thread(replica.fill_snapshot)
            position = replica.position
        if folder is not None:
            await _in_thread(lambda: replica.publish_snapshot(folder, position))

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
            with fewer_collections():
                await self._read_up_to(replica, target, stopping)

    async def _read_up_to(self, replica: Replica[Source], target: int, stopping: asyncio.Event | None) -> None:
        progress = _Progress(self._health, replica, target)
        while replica.next_offset < target or replica.is_spoilt:
            try:
                if replica.is_spoilt:
                    async with replica.lock:
                        await _in_thread(replica.reload)
                await self._read(replica, target, progress, stopping)
            except (KafkaError, OSError, StateError) as error:
                reason = f"the state of partition {replica.partition} cannot be rebuilt: {explain(error)}"
                log.warning("the state cannot be rebuilt; trying again", error=explain(error))
                self._health.rebuilding(reason)
                await _pause(RETRY_SECONDS, stopping)
        progress.finished()

    async def _read(
        self, replica: Replica[Source], target: int, progress: _Progress, stopping: asyncio.Event | None
    ) -> None:
        async for batch in self._log.read(replica.partition, replica.next_offset, target):
            async with replica.lock:
                for start in range(0, len(batch), YIELD_EVERY):
                    await _pause(0, stopping)
                    replica.fold(batch[start : start + YIELD_EVERY])
            progress.report()
            self._measure(replica, target)
            self._measure_size(replica)
        if replica.next_offset < target:
            log.warning("the log ends before the group's offset", at=replica.next_offset, offset=target)
            replica.skip_to(target)

    def _measure(self, replica: Replica[Source], target: int) -> None:
        labels = (self._service.name, str(replica.partition))
        metrics.STATE_OFFSET.labels(*labels).set(replica.next_offset)
        metrics.STATE_BEHIND.labels(*labels).set(max(0, target - replica.next_offset))

    def _measure_size(self, replica: Replica[Source]) -> None:
        labels = (self._service.name, str(replica.partition))
        size = replica.state.size()
        metrics.STATE_RECORDS.labels(*labels).set(size.records)
        metrics.STATE_BYTES.labels(*labels).set(size.memory)

    async def _retried(self, ask: Callable[[], Awaitable[Value]], stopping: asyncio.Event | None) -> Value:
        while True:
            try:
                return await ask()
            except (KafkaError, OSError) as error:
                log.warning("the broker does not answer; trying again", error=explain(error))
                await _pause(RETRY_SECONDS, stopping)


@contextlib.contextmanager
def fewer_collections() -> Iterator[None]:
    """Let Python look for cycles of garbage more rarely: documents have none, and looking takes a fifth of the time."""
    thresholds = gc.get_threshold()
    gc.set_threshold(COLLECT_AFTER_OBJECTS, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


async def _in_thread(work: Callable[[], Value]) -> Value:
    """Run work in a thread; a cancellation waits for its end, since a thread that is left alone goes on anyway."""
    task = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


async def _pause(seconds: float, stopping: asyncio.Event | None) -> None:
    if stopping is not None and stopping.is_set():
        raise StoppedError
    await asyncio.sleep(seconds)


class _Progress:
    """Says how far rebuilding is."""

    def __init__(self, health: ProcessHealth, replica: Replica[Source], target: int) -> None:
        self._health = health
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
        self._health.rebuilding(f"rebuilding state: partition {self._replica.partition} at {at:,} of {self._target:,}")
        rate = round((at - self._first) / (now - self._started))
        log.info("rebuilding state", partition=self._replica.partition, at=at, of=self._target, per_second=rate)

    def finished(self) -> None:
        seconds = time.monotonic() - self._started
        if seconds >= REPORT_SECONDS:
            read = self._replica.next_offset - self._first
            log.info("state rebuilt", partition=self._replica.partition, messages=read, seconds=round(seconds, 1))
