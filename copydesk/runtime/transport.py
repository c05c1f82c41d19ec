"""Faust's Kafka transport, with a hole closed through which messages fell, and what is fetched ahead bounded in bytes.

What was fetched while a rebalance goes on Faust drops, and has aiokafka go back to the committed offsets
(`Consumer.perform_seek`). aiokafka goes back only where one is committed. In a partition of which nothing is committed
yet, what was dropped is passed over, and the next commit covers it: seen with faust-streaming 0.15.3 and aiokafka
0.14.0, a hundred articles of two hundred, where a worker was killed before its first commit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Protocol, cast

from aiokafka import AIOKafkaConsumer
from faust.transport.consumer import RecordMap
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from copydesk.runtime.broker_client import never_waiting
from copydesk.runtime.fetched_ahead import FetchedAhead


class _Application(Protocol):
    """What the thread needs of its application."""

    fetched_ahead: FetchedAhead


class ConsumerThread(driver.AIOKafkaConsumerThread):
    """Goes back to the beginning of what nobody has committed, and asks for no more than there is room for."""

    def _create_consumer(self, loop: asyncio.AbstractEventLoop) -> AIOKafkaConsumer:
        consumer = super()._create_consumer(loop)
        never_waiting(consumer._client)  # noqa: SLF001 - aiokafka's consumer makes its own client
        return consumer

    async def getmany(self, active_partitions: set[TP] | None, timeout: float) -> RecordMap:  # noqa: ASYNC109 - Faust's
        """Messages; none where what was fetched before still waits."""
        ahead = cast(_Application, self.app).fetched_ahead
        if not await ahead.has_room_within(timeout):
            return {}
        return await super().getmany(active_partitions, timeout)

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Seek each partition to the first message that is not committed.

        Raises:
            IllegalStateError: a partition was taken away meanwhile.
            KafkaError: the broker does not answer.
        """
        committed: Mapping[TP, int] = await self.call_thread(self._seek_to_uncommitted)
        return committed

    async def _seek_to_uncommitted(self) -> Mapping[TP, int]:
        consumer = self._ensure_consumer()
        committed: Mapping[TP, int] = await consumer.seek_to_committed()
        # None where nothing is committed; to an offset of 0 aiokafka does not seek either.
        untouched = [partition for partition, offset in committed.items() if not offset]
        if untouched:
            # To a number, not by `seek_to_beginning`: that leaves a partition without a position until the fetch under
            # way is answered, and Faust, which looks at positions from time to time, crashes on one that is not there.
            for partition, beginning in (await consumer.beginning_offsets(untouched)).items():
                consumer.seek(partition, beginning)
        return committed


class Consumer(driver.Consumer):
    """Faust's consumer, with this thread."""

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)


class Transport(driver.Transport):
    """Faust's transport, with this consumer."""

    Consumer = Consumer
