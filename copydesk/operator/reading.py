"""Reads partitions of a log: to their ends, or what was written between two moments."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from kafka import KafkaConsumer, TopicPartition

from copydesk.operator.cluster import ClusterError

if TYPE_CHECKING:
    from kafka.consumer.fetcher import ConsumerRecord

POLL_MS = 500
BEHIND_SECONDS = 2.0
"""How long is read on behind the ends: the embedded broker can name one that is too low."""

SILENT_SECONDS = 30.0
"""A broker that gives nothing for so long, before an end is reached, will not: the end is of a log that has a hole."""


def read_to_end(consumer: KafkaConsumer) -> Iterator[ConsumerRecord]:
    """Everything in the assigned partitions, from where they were put to their ends as they are now.

    What is written in the seconds in which the ends are looked for may come, too.
    """
    ends = dict(consumer.end_offsets(list(consumer.assignment())))
    heard = time.monotonic()
    reached: float | None = None
    while reached is None or time.monotonic() - reached < BEHIND_SECONDS:
        polled = consumer.poll(timeout_ms=POLL_MS)
        for records in polled.values():
            yield from records
        if polled:
            heard = time.monotonic()
        if reached is None and (_are_reached(consumer, ends) or time.monotonic() - heard > SILENT_SECONDS):
            reached = time.monotonic()


def _are_reached(consumer: KafkaConsumer, ends: Mapping[TopicPartition, int]) -> bool:
    return all(consumer.position(partition) >= end for partition, end in ends.items())


def offsets_between(
    consumer: KafkaConsumer, partitions: Iterable[TopicPartition], since: datetime, until: datetime | None
) -> dict[TopicPartition, range]:
    """The offsets of what was written since then and before `until` (None: of all up to now), by partition.

    It begins with the first message that is as late, and ends before the first that is later; what clocks that differ
    have put between them counts, too.
    """
    asked = list(partitions)
    ends = consumer.end_offsets(asked)
    firsts = _offsets_at(consumer, asked, since, ends)
    lasts = _offsets_at(consumer, asked, until, ends) if until is not None else ends
    return {partition: range(firsts[partition], lasts[partition]) for partition in asked}


def _offsets_at(
    consumer: KafkaConsumer, partitions: list[TopicPartition], moment: datetime, ends: Mapping[TopicPartition, int]
) -> dict[TopicPartition, int]:
    milliseconds = max(0, int(moment.timestamp() * 1000))
    found = consumer.offsets_for_times(dict.fromkeys(partitions, milliseconds))
    return {each: ends[each] if found.get(each) is None else found[each].offset for each in partitions}


def read_ranges(consumer: KafkaConsumer, ranges: Mapping[TopicPartition, range]) -> Iterator[ConsumerRecord]:
    """The messages at these offsets, as far as the log still has them; in the order of each partition.

    Raises:
        ClusterError: the broker stops giving messages before the end.
    """
    left = {partition: offsets for partition, offsets in ranges.items() if offsets}
    consumer.assign(list(left))
    # One that was read before is still paused.
    consumer.resume(*left)
    for partition, offsets in left.items():
        consumer.seek(partition, offsets.start)
    heard = time.monotonic()
    while left:
        polled = consumer.poll(timeout_ms=POLL_MS)
        for partition, records in polled.items():
            yield from (record for record in records if record.offset in left.get(partition, ()))
        for partition in [each for each, offsets in left.items() if consumer.position(each) >= offsets.stop]:
            del left[partition]
            consumer.pause(partition)
        if polled:
            heard = time.monotonic()
        elif time.monotonic() - heard > SILENT_SECONDS:
            names = ", ".join(f"{each.topic}/{each.partition}" for each in left)
            raise ClusterError(f"the broker gives nothing more of {names}")
