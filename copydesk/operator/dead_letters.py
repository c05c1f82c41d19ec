"""Look into the dead-letter topics: what failed, where, why, and its original bytes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from kafka import KafkaConsumer, TopicPartition
from pydantic import ValidationError

from copydesk.operator.cluster import reader
from copydesk.runtime.settings import Settings
from schemas.dead_letter import DeadLetter
from schemas.topics import SERVICE_NAMES, dead_letter_topic

IDLE_SECONDS = 2.0
"""The embedded broker can tell an end offset that is too low, so a topic counts as read when nothing more comes."""

POLL_MS = 500


@dataclass(frozen=True, slots=True)
class FoundDeadLetter:
    """A dead letter as it lies in its topic. `letter` is None where the headers are not Copydesk's."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes
    letter: DeadLetter | None

    @property
    def reference(self) -> str:
        """How to name it to `dead-letters show`."""
        return f"{self.topic}/{self.partition}/{self.offset}"


class UnknownReferenceError(Exception):
    """There is no dead letter of this name."""


def list_dead_letters(settings: Settings, services: tuple[str, ...] = SERVICE_NAMES) -> Iterator[FoundDeadLetter]:
    """All dead letters of these services, in the order of each topic.

    Raises:
        ClusterError: the cluster cannot be reached.
    """
    with reader(settings) as consumer:
        partitions = [
            TopicPartition(name, number)
            for name in (settings.topic(dead_letter_topic(service).name) for service in services)
            for number in sorted(consumer.partitions_for_topic(name) or ())
        ]
        if not partitions:
            return
        consumer.assign(partitions)
        consumer.seek_to_beginning(*partitions)
        yield from _until_idle(consumer)


def find_dead_letter(settings: Settings, reference: str) -> FoundDeadLetter:
    """The one that `reference` names, TOPIC/PARTITION/OFFSET.

    Raises:
        UnknownReferenceError: the reference is malformed, or nothing lies there (any more).
        ClusterError: the cluster cannot be reached.
    """
    topic, _, place = reference.partition("/")
    partition, _, offset = place.partition("/")
    if not (topic and _is_number(partition) and _is_number(offset)):
        raise UnknownReferenceError(f"{reference}: expected TOPIC/PARTITION/OFFSET, as `dead-letters list` prints it")
    with reader(settings) as consumer:
        if int(partition) not in (consumer.partitions_for_topic(topic) or ()):
            raise UnknownReferenceError(f"{reference}: there is no such topic or partition")
        position = TopicPartition(topic, int(partition))
        consumer.assign([position])
        consumer.seek(position, int(offset))
        for found in _until_idle(consumer):
            if found.offset == int(offset):
                return found
            break
    raise UnknownReferenceError(f"{reference}: nothing lies at this offset")


def _is_number(text: str) -> bool:
    """Whether Kafka can take it for an offset: ASCII digits, within 63 bits."""
    return text.isascii() and text.isdecimal() and int(text) < 1 << 63


def _until_idle(consumer: KafkaConsumer) -> Iterator[FoundDeadLetter]:
    deadline = time.monotonic() + IDLE_SECONDS
    while time.monotonic() < deadline:
        for records in consumer.poll(timeout_ms=POLL_MS).values():
            for record in records:
                yield FoundDeadLetter(
                    record.topic,
                    record.partition,
                    record.offset,
                    record.key,
                    record.value or b"",
                    _letter(record.headers),
                )
            deadline = time.monotonic() + IDLE_SECONDS


def _letter(headers: list[tuple[str, bytes]]) -> DeadLetter | None:
    try:
        return DeadLetter.from_headers(headers)
    except ValidationError:
        return None
