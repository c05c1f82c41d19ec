"""The log that a state is rebuilt from, read without disturbing those who consume it."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol, TypeAlias

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from copydesk.runtime.broker_client import never_waiting
from copydesk.runtime.connection import client_options
from copydesk.runtime.settings import Settings
from schemas.topics import MAX_MESSAGE_BYTES

Record: TypeAlias = "ConsumerRecord[bytes, bytes]"

POLL_MS = 500
BATCH = 500
ABSENT_SECONDS = 5.0
"""A message that the log does not give within so much time is not there. Its end cannot be asked for: the embedded
broker names one that is too low."""

FETCH_BYTES = 16 * 1024 * 1024


class Log(Protocol):
    """The messages of a topic's partitions."""

    async def partitions(self) -> list[int]:
        """The topic's partitions."""

    async def committed(self, partition: int) -> int:
        """The offset that the service's group has committed; 0 where it has committed none."""

    def read(self, partition: int, start: int, end: int) -> AsyncIterator[list[Record]]:
        """Messages from `start` to before `end` in batches, as far as the log still has or already has them.

        Raises:
            KafkaError: the broker does not answer, or does not give what it says that it has.
        """

    async def close(self) -> None:
        """Close the connection."""


class KafkaLog:
    """The log in the cluster, read with `assign`: no group is joined, and nothing is committed."""

    def __init__(self, settings: Settings, topic: str, group: str) -> None:
        self._options = client_options(settings)
        self._topic = settings.topic(topic)
        self._group = group
        self._consumer: AIOKafkaConsumer | None = None
        self._admin: AIOKafkaAdminClient | None = None

    async def partitions(self) -> list[int]:
        """The topic's partitions.

        Raises:
            KafkaError: the broker does not tell of them.
        """
        consumer = await self._reader()
        # Only an assigned topic is asked about.
        consumer.assign([TopicPartition(self._topic, 0)])
        await consumer.topics()
        found = consumer.partitions_for_topic(self._topic)
        if not found:
            raise KafkaError(f"the broker does not tell of the partitions of {self._topic}")
        return sorted(found)

    async def committed(self, partition: int) -> int:
        """The offset that the service's group has committed; 0 where it has committed none."""
        if self._admin is None:
            admin = AIOKafkaAdminClient(**self._options)
            never_waiting(admin._client)  # noqa: SLF001 - nor does its administrator take one
            await _started(admin.start, admin.close)
            self._admin = admin
        topic_partition = TopicPartition(self._topic, partition)
        try:
            found = await self._admin.list_consumer_group_offsets(self._group, partitions=[topic_partition])
        except (KafkaError, OSError):
            await self.close()
            raise
        return max(0, int(found[topic_partition].offset)) if topic_partition in found else 0

    async def bounds(self, partition: int) -> tuple[int, int]:
        """The offset of the first message that the log still has, and that of the next one to come."""
        consumer = await self._reader()
        topic_partition = TopicPartition(self._topic, partition)
        beginnings = await consumer.beginning_offsets([topic_partition])
        return beginnings[topic_partition], (await consumer.end_offsets([topic_partition]))[topic_partition]

    async def read(self, partition: int, start: int, end: int) -> AsyncIterator[list[Record]]:
        """Messages from `start` to before `end` in batches, as far as the log still has or already has them.

        Raises:
            KafkaError: the broker does not answer, or does not give what it says that it has.
        """
        consumer = await self._reader()
        topic_partition = TopicPartition(self._topic, partition)
        consumer.assign([topic_partition])
        consumer.seek(topic_partition, start)
        waited_since = time.monotonic()
        while start < end:
            fetched = await consumer.getmany(topic_partition, timeout_ms=POLL_MS, max_records=BATCH)
            found = fetched.get(topic_partition, [])
            batch = [record for record in found if record.offset < end]
            if batch:
                start = batch[-1].offset + 1
                yield batch
                waited_since = time.monotonic()
            elif found or await consumer.position(topic_partition) >= end:
                return
            elif time.monotonic() - waited_since >= ABSENT_SECONDS:
                # A partition without a leader gives nothing either, and says nothing of that: only an answer about its
                # bounds tells a hole from a broker that is away.
                first, behind_last = await self.bounds(partition)
                if max(first, start) < min(end, behind_last):
                    raise KafkaError(f"{self._topic}-{partition} does not give offset {start}, and says that it has it")
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
            never_waiting(consumer._client)  # noqa: SLF001 - aiokafka's consumer makes its own client
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
