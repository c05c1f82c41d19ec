"""How far each service is behind: messages not yet ended, and the age of the oldest of them."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kafka import KafkaConsumer, TopicPartition

from copydesk.operator.cluster import committed_offsets, partitions_of, reader
from copydesk.runtime.settings import Settings
from schemas.topics import Topic

FETCH_BYTES = 64 * 1024
"""One message of each partition is looked at, so there is no use in more; a longer one comes as a whole."""

POLL_MS = 500
OLDEST_SECONDS = 5.0
"""How long the oldest messages may take to come; for one that does not, the age is unknown."""


@dataclass(frozen=True, slots=True)
class PartitionLag:
    """Where one service stands in one partition of the topic that it reads.

    `committed` is None where the service has committed nothing; it then begins with the first message. `expired`
    messages went with the topic's retention before the service had read them. `seconds` is how long the oldest of the
    waiting messages has lain in the topic; None where that could not be read.
    """

    service: str
    topic: str
    partition: int
    committed: int | None
    end: int
    waiting: int
    expired: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Place:
    """The offsets of one partition: the first that the topic still has, the next to come, and the committed one."""

    first: int
    end: int
    committed: int | None

    @property
    def next(self) -> int:
        """The offset that the service reads next."""
        return max(self.first, self.committed or 0)

    @property
    def waiting(self) -> int:
        """Messages that it has not ended."""
        return max(0, self.end - self.next)

    @property
    def expired(self) -> int:
        """Messages that are gone from the topic, and that it had not ended."""
        return 0 if self.committed is None else max(0, self.first - self.committed)


def measure_lag(settings: Settings, reads: Mapping[str, Topic]) -> list[PartitionLag]:
    """Where each service stands in each partition of its topic, in the order of `reads` (service to topic).

    The embedded broker can name an end that is too low, so there a lag can be too.

    Raises:
        ClusterError: the cluster cannot be reached, or lacks a topic.
    """
    committed = committed_offsets(settings, reads)
    with reader(settings, FETCH_BYTES) as consumer:
        by_service = {service: partitions_of(consumer, settings.topic(topic.name)) for service, topic in reads.items()}
        everything = [partition for partitions in by_service.values() for partition in partitions]
        firsts, ends = consumer.beginning_offsets(everything), consumer.end_offsets(everything)
        places = {
            (service, partition): Place(firsts[partition], ends[partition], committed[service].get(partition))
            for service, partitions in by_service.items()
            for partition in partitions
        }
        waits = {partition: place.next for (_, partition), place in places.items() if place.waiting}
        written = _timestamps(consumer, waits)
    now = time.time()
    return [
        _lag(service, partition, place, written.get(partition), now) for (service, partition), place in places.items()
    ]


def _lag(service: str, partition: TopicPartition, place: Place, written_ms: int | None, now: float) -> PartitionLag:
    age = None if written_ms is None else max(0.0, now - written_ms / 1000)
    return PartitionLag(
        service,
        partition.topic,
        partition.partition,
        place.committed,
        place.end,
        place.waiting,
        place.expired,
        age if place.waiting else 0.0,
    )


def _timestamps(consumer: KafkaConsumer, offsets: Mapping[TopicPartition, int]) -> dict[TopicPartition, int]:
    """When the first message from each offset on was written, in milliseconds since 1970, as far as they come."""
    found: dict[TopicPartition, int] = {}
    consumer.assign(list(offsets))
    for partition, offset in offsets.items():
        consumer.seek(partition, offset)
    deadline = time.monotonic() + OLDEST_SECONDS
    while len(found) < len(offsets) and time.monotonic() < deadline:
        for partition, records in consumer.poll(timeout_ms=POLL_MS).items():
            found.setdefault(partition, records[0].timestamp)
            consumer.pause(partition)
    return found


@dataclass(frozen=True, slots=True)
class ServiceLag:
    """All partitions of one service together; the age is that of the oldest message in any of them."""

    service: str
    waiting: int
    expired: int
    seconds: float | None


def by_service(lags: Sequence[PartitionLag]) -> list[ServiceLag]:
    """The lag of each service, in the order in which they first appear."""
    summed = []
    for service in dict.fromkeys(lag.service for lag in lags):
        own = [lag for lag in lags if lag.service == service]
        ages = [lag.seconds for lag in own if lag.seconds is not None]
        summed.append(
            ServiceLag(
                service,
                sum(lag.waiting for lag in own),
                sum(lag.expired for lag in own),
                max(ages) if ages else None,
            )
        )
    return summed
