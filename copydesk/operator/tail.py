"""Follow a topic, as `tail -f` follows a file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from copydesk.operator.cluster import partitions_of, reader
from copydesk.runtime.envelope import Headers, read_headers
from copydesk.runtime.settings import Settings

POLL_MS = 500


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it lies in a topic."""

    partition: int
    offset: int
    key: bytes | None
    value: bytes
    headers: Headers


def follow(
    settings: Settings, topic: str, *, from_beginning: bool, idle_seconds: float | None = None
) -> Iterator[Message]:
    """Messages of `topic`, named as in the contract: from the beginning or from now on.

    Ends after `idle_seconds` without a message; never where that is None.

    Raises:
        ClusterError: the cluster cannot be reached, or it has no such topic.
    """
    name = settings.topic(topic)
    with reader(settings) as consumer:
        partitions = partitions_of(consumer, name)
        consumer.assign(partitions)
        if from_beginning:
            consumer.seek_to_beginning(*partitions)
        else:
            consumer.seek_to_end(*partitions)
        last = time.monotonic()
        while idle_seconds is None or time.monotonic() - last < idle_seconds:
            for records in consumer.poll(timeout_ms=POLL_MS).values():
                for record in records:
                    yield Message(
                        record.partition, record.offset, record.key, record.value or b"", read_headers(record.headers)
                    )
                last = time.monotonic()
