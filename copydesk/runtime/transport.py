"""Faust's Kafka transport: a hole closed, fewer repeats, what is fetched ahead bounded in bytes, rights that come back.

What was fetched while a rebalance goes on Faust drops, and has aiokafka go back to the committed offsets
(`Consumer.perform_seek`). aiokafka goes back only where one is committed. In a partition of which nothing is committed
yet, what was dropped is passed over, and the next commit covers it: seen with faust-streaming 0.15.3 and aiokafka
0.14.0, a hundred articles of two hundred, where a worker was killed before its first commit.

What this process has confirmed and could not commit it does not read again (`copydesk.runtime.confirmed_offsets`).

What aiokafka does in the background it does in tasks that nobody looks at: one that an unexpected error has ended
leaves a member of the group that is alive, keeps its partitions and reads nothing. Here that ends the process at once.

A right to read the topic or the group that is taken away ends Faust, or leaves aiokafka's coordination waiting for ever
for somebody who takes note of the error. Here nothing is asked for while it is away, and the process waits.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Protocol, TypeGuard, cast

from aiokafka import AIOKafkaConsumer
from aiokafka.consumer.fetcher import FetchError
from aiokafka.errors import KafkaError
from faust.transport.consumer import RecordMap
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from copydesk.runtime.broker_client import never_waiting
from copydesk.runtime.confirmed_offsets import ConfirmedOffsets
from copydesk.runtime.fetched_ahead import FetchedAhead
from copydesk.runtime.process_health import ProcessHealth

LOOK_SECONDS = 1.0
"""Between two looks at the consumer, and at whether rights are back; who may not read asks no more often either."""


class _Application(Protocol):
    """What the thread needs of its application."""

    confirmed: ConfirmedOffsets
    consumer_generation_id: int
    fetched_ahead: FetchedAhead
    health: ProcessHealth


def is_refusal(error: BaseException | None) -> TypeGuard[KafkaError]:
    """Whether the broker refuses a right. aiokafka wraps some of these errors in one that only repeats their name."""
    return isinstance(error, KafkaError) and "AuthorizationFailed" in str(error)


class ConsumerThread(driver.AIOKafkaConsumerThread):
    """Begins where nobody has committed anything, asks for as much as there is room for, and waits for its rights."""

    def __post_init__(self) -> None:
        """Start with all rights."""
        super().__post_init__()
        self._is_held = False
        self._uncommitted: Mapping[TP, int] = {}
        self._committing = asyncio.Lock()

    async def on_start(self) -> None:
        """Connect, and watch from then on what becomes of the rights and of the consumer's own tasks."""
        await super().on_start()
        self.add_future(self._watch_consumer())

    def _create_consumer(self, loop: asyncio.AbstractEventLoop) -> AIOKafkaConsumer:
        consumer = super()._create_consumer(loop)
        never_waiting(consumer._client)  # noqa: SLF001 - aiokafka's consumer makes its own client
        return consumer

    async def getmany(self, active_partitions: set[TP] | None, timeout: float) -> RecordMap:  # noqa: ASYNC109 - Faust's
        """Messages; none where what was fetched before still waits, or where they may not be read."""
        if not await self._application.fetched_ahead.has_room_within(timeout):
            return {}
        if self._is_held:
            await asyncio.sleep(timeout)
            return {}
        try:
            return await super().getmany(active_partitions, timeout)
        except KafkaError as error:
            if not is_refusal(error):
                raise
            self._hold(error)
            return {}

    async def crash(self, reason: BaseException) -> None:
        """End the application, unless the reason is a right that may come back."""
        if is_refusal(reason):
            self._hold(reason)
        else:
            await super().crash(reason)

    @property
    def _application(self) -> _Application:
        return cast(_Application, self.app)

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:
        """Commit, or remember it for later: Faust forgets what it once wanted to commit."""
        self._uncommitted = {**self._uncommitted, **offsets}
        async with self._committing:  # an older commit must not overtake
            if self._is_held:
                return False
            # What was taken away since is another's to commit.
            assigned = self._ensure_consumer().assignment()
            wanted = {each: offset for each, offset in self._uncommitted.items() if each in assigned}
            if not wanted:  # which aiokafka refuses
                return not self._uncommitted
            generation = self._application.consumer_generation_id
            if not await super()._commit(wanted) or self._is_held:
                return False
            done = wanted.items()
            for partition, offset in done:
                self._application.confirmed.commit(partition, offset, generation)
            left = {each: offset for each, offset in self._uncommitted.items() if (each, offset) not in done}
            self._uncommitted = left
            return True

    def _hold(self, error: KafkaError) -> None:
        """Ask for nothing more. `copydesk.runtime.process.watch_access` asks for the rights, and ends the block."""
        self._is_held = True
        self._application.health.block("rights", f"the broker does not allow it: {error}")

    async def _watch_consumer(self) -> None:
        """Take note of errors for which nobody asks aiokafka, and go on when the rights are back."""
        while not self.should_stop:
            await asyncio.sleep(LOOK_SECONDS)
            consumer = self._ensure_consumer()
            if not self.should_stop and (ended := _ended_task(consumer)) is not None:
                await self.crash(ended)
                return
            refused = consumer._coordinator._pending_exception  # noqa: SLF001 - to ask for it is to go on
            if self._is_held and not self._application.health.is_blocked_by("rights"):
                await self._go_on(consumer)
            elif not self._is_held and is_refusal(refused):
                self._hold(refused)
            elif not self._is_held and self._uncommitted:
                await self._commit({})

    async def _go_on(self, consumer: AIOKafkaConsumer) -> None:
        """Have aiokafka try again what it gave up."""
        coordinator, fetcher = consumer._coordinator, consumer._fetcher  # noqa: SLF001 - nothing public does this
        if coordinator._pending_exception is not None:  # noqa: SLF001
            # The heartbeats have ended by the error, and begin again with the group.
            coordinator.request_rejoin()
            with contextlib.suppress(KafkaError):
                coordinator.check_errors()
        # Each partition has an error of its own, which would have to be met first.
        for partition in [each for each, found in fetcher._records.items() if isinstance(found, FetchError)]:  # noqa: SLF001
            consumer.seek(partition, await consumer.position(partition))
        # Who may not describe a topic knows of no partitions of it, and would look again within minutes only.
        consumer._client.force_metadata_update()  # noqa: SLF001
        self._is_held = False

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Seek each partition to the first message that is not committed, nor confirmed by this process.

        Returns where that is.

        Raises:
            IllegalStateError: a partition was taken away meanwhile.
            KafkaError: the broker does not answer.
        """
        while True:
            try:
                committed: Mapping[TP, int] = await self.call_thread(self._seek_to_uncommitted)
            except KafkaError as error:
                if not is_refusal(error) or self.consumer.should_stop:
                    raise
                self._hold(error)
                await asyncio.sleep(LOOK_SECONDS)
            else:
                return committed

    async def _seek_to_uncommitted(self) -> Mapping[TP, int]:
        # Whoever has the partition now reads from what is committed.
        self._uncommitted = {}
        consumer = self._ensure_consumer()
        committed: Mapping[TP, int] = await consumer.seek_to_committed()
        # None where nothing is committed; to an offset of 0 aiokafka does not seek either.
        untouched = [partition for partition, offset in committed.items() if not offset]
        if untouched:
            # To a number, not by `seek_to_beginning`: that leaves a partition without a position until the fetch under
            # way is answered, and Faust, which looks at positions from time to time, crashes on one that is not there.
            for partition, beginning in (await consumer.beginning_offsets(untouched)).items():
                consumer.seek(partition, beginning)
        return {**committed, **self._resume(consumer, committed)}

    def _resume(self, consumer: AIOKafkaConsumer, committed: Mapping[TP, int]) -> Mapping[TP, int]:
        """Seek on to what this process has confirmed beyond what is committed, and see to it that it is committed."""
        application = self._application
        known = {partition: offset for partition, offset in committed.items() if offset}
        resumed = application.confirmed.resume(known, application.consumer_generation_id)
        for partition, offset in resumed.items():
            consumer.seek(partition, offset)
        self._uncommitted = resumed
        return resumed


def _ended_task(consumer: AIOKafkaConsumer) -> RuntimeError | None:
    """Which of the tasks that work for as long as a consumer does has ended, and why; None where all work."""
    tasks: dict[str, asyncio.Task[None] | None] = {
        "fetching": consumer._fetcher._fetch_task,  # noqa: SLF001 - nothing public tells
        "coordination": consumer._coordinator._coordination_task,  # noqa: SLF001
        "asking who leads": consumer._client._sync_task,  # noqa: SLF001
    }
    for name, task in tasks.items():
        if task is not None and task.done():
            reason = None if task.cancelled() else task.exception()
            return RuntimeError(f"the consumer's task of {name} has ended: {reason!r}")
    return None


class Consumer(driver.Consumer):
    """Faust's consumer, with this thread."""

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)


class Transport(driver.Transport):
    """Faust's transport, with this consumer."""

    Consumer = Consumer
