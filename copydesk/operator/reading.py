"""Reads partitions of a log to their ends."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kafka import KafkaConsumer

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


def _are_reached(consumer: KafkaConsumer, ends: dict[object, int]) -> bool:
    return all(consumer.position(partition) >= end for partition, end in ends.items())
