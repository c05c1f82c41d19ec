"""Looks for one article in the topics: a bounded read of the partitions that its key decides, from a moment on."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.client import AIOKafkaClient
from aiokafka.partitioner import DefaultPartitioner

from copydesk.runtime.connection import client_options
from copydesk.runtime.envelope import Headers, read_headers
from copydesk.runtime.settings import Settings
from schemas.topics import DEAD_LETTER_BYTES, TOPICS, Topic

FETCH_MS = 200
FETCH_RECORDS = 500


@dataclass(frozen=True, slots=True)
class Sighting:
    """A message of the article."""

    topic: Topic
    partition: int
    offset: int
    timestamp_ms: int
    headers: Headers
    value: bytes


@dataclass(slots=True)
class Search:
    """What was found, in the order of reading, and how far the search went."""

    sightings: list[Sighting] = field(default_factory=list)
    messages: int = 0
    complete: bool = False


Progress = Callable[[int, int], None]
"""Told after each batch how many messages were read, and how many there are to read."""


async def search_article(
    settings: Settings,
    article_id: str,
    since: datetime,
    *,
    most_messages: int | None = None,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> Search:
    """All messages of the article that were written since then.

    Read is the one partition that the key decides, or where a language does, all of the topic's: until their ends as
    they are now, or until one of the limits is reached; `complete` tells which.

    Raises:
        KafkaError: the cluster does not answer.
    """
    limits = _Limits(
        deadline=math.inf if seconds is None else time.monotonic() + seconds,
        messages=math.inf if most_messages is None else most_messages,
    )
    by_name = {settings.topic(topic.name): topic for topic in TOPICS}
    partitions = await _partitions(settings, by_name, article_id)
    consumer = AIOKafkaConsumer(
        **client_options(settings),
        client_id="copydesk-search",
        enable_auto_commit=False,
        max_partition_fetch_bytes=DEAD_LETTER_BYTES,
    )
    try:
        await consumer.start()
        ranges = await _sought(consumer, partitions, since)
        return await _read(consumer, by_name, ranges, article_id.encode(), limits, progress)
    finally:
        await consumer.stop()


@dataclass(frozen=True, slots=True)
class _Limits:
    deadline: float
    messages: float


async def _partitions(settings: Settings, by_name: dict[str, Topic], article_id: str) -> list[TopicPartition]:
    """The partitions in which its messages may lie."""
    client = AIOKafkaClient(**client_options(settings), client_id="copydesk-search")
    try:
        await client.bootstrap()
        # A consumer knows of a topic's partitions only a while after it is told to read them.
        cluster = await client.fetch_all_metadata()
    finally:
        await client.close()
    found = []
    for name, topic in by_name.items():
        numbers = sorted(cluster.partitions_for_topic(name) or ())
        if topic.partitioned_by == "key" and numbers:
            # As the producer chooses (murmur2, Kafka's own).
            numbers = [DefaultPartitioner()(article_id.encode(), numbers, numbers)]
        found += [TopicPartition(name, number) for number in numbers]
    return found


async def _sought(
    consumer: AIOKafkaConsumer, partitions: list[TopicPartition], since: datetime
) -> dict[TopicPartition, range]:
    """Seek each partition to the first message since then; the offsets to read of those that have one."""
    consumer.assign(partitions)
    moment = int(since.timestamp() * 1000)
    starts = await consumer.offsets_for_times(dict.fromkeys(partitions, moment))
    ends = await consumer.end_offsets(partitions)
    left = {}
    for partition in partitions:
        start = starts.get(partition)
        offset = start.offset if start is not None else ends[partition]
        consumer.seek(partition, offset)
        if offset < ends[partition]:
            left[partition] = range(offset, ends[partition])
    return left


async def _read(
    consumer: AIOKafkaConsumer,
    by_name: dict[str, Topic],
    ranges: dict[TopicPartition, range],
    key: bytes,
    limits: _Limits,
    progress: Progress | None,
) -> Search:
    search = Search()
    total = sum(map(len, ranges.values()))
    left = {partition: offsets.stop for partition, offsets in ranges.items()}
    while left and search.messages < limits.messages and time.monotonic() < limits.deadline:
        fetched = await consumer.getmany(*left, timeout_ms=FETCH_MS, max_records=FETCH_RECORDS)
        for partition, records in fetched.items():
            search.messages += len(records)
            search.sightings += [
                Sighting(
                    by_name[partition.topic],
                    partition.partition,
                    record.offset,
                    record.timestamp,
                    read_headers(record.headers),
                    record.value or b"",
                )
                for record in records
                if record.key == key
            ]
            if records and records[-1].offset + 1 >= left[partition]:
                del left[partition]
        if progress is not None:
            progress(search.messages, total)
        # Pushes go on meanwhile.
        await asyncio.sleep(0)
    search.complete = not left
    return search
