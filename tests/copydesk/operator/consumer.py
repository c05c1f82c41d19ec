"""A consumer of the operator's commands without a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from kafka import TopicPartition

from copydesk.runtime.settings import Settings


@dataclass
class Record:
    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes]] = field(default_factory=list)
    timestamp: int = 0


class At(NamedTuple):
    offset: int
    timestamp: int


class FakeConsumer:
    """Gives one batch of records a poll, from where it was put."""

    def __init__(self, *records: Record) -> None:
        self.records = list(records)
        self.assigned: list[TopicPartition] = []
        self.at: dict[TopicPartition, int] = {}
        self.paused: set[TopicPartition] = set()

    def partitions_for_topic(self, topic: str) -> set[int] | None:
        return {record.partition for record in self.records if record.topic == topic} or None

    def assign(self, partitions: list[TopicPartition]) -> None:
        self.assigned = partitions

    def assignment(self) -> set[TopicPartition]:
        return set(self.assigned)

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self.at[partition] = offset

    def seek_to_beginning(self, *partitions: TopicPartition) -> None:
        self.at = dict.fromkeys(partitions, 0)

    def seek_to_end(self, *partitions: TopicPartition) -> None:
        self.at = dict.fromkeys(partitions, len(self.records))

    def pause(self, partition: TopicPartition) -> None:
        """It stays paused when it is assigned again, as with the real one."""
        self.paused.add(partition)

    def resume(self, *partitions: TopicPartition) -> None:
        self.paused.difference_update(partitions)

    def position(self, partition: TopicPartition) -> int:
        return self.at[partition]

    def beginning_offsets(self, partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
        return {p: min((record.offset for record in self._of(p)), default=0) for p in partitions}

    def end_offsets(self, partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
        # The real one keeps no order either.
        return {p: max((record.offset + 1 for record in self._of(p)), default=0) for p in reversed(partitions)}

    def offsets_for_times(self, moments: dict[TopicPartition, int]) -> dict[TopicPartition, At | None]:
        return {
            p: next((At(r.offset, r.timestamp) for r in self._of(p) if r.timestamp >= moment), None)
            for p, moment in moments.items()
        }

    def _of(self, partition: TopicPartition) -> list[Record]:
        return [r for r in self.records if (r.topic, r.partition) == (partition.topic, partition.partition)]

    def poll(self, timeout_ms: int) -> dict[TopicPartition, list[Record]]:
        assert timeout_ms > 0
        for partition in [each for each in self.assigned if each not in self.paused]:
            for record in self.records:
                here = TopicPartition(record.topic, record.partition)
                if here == partition and record.offset >= self.at[partition]:
                    self.at[partition] = record.offset + 1
                    return {partition: [record]}
        return {}


def reading(consumer: FakeConsumer) -> Callable[..., AbstractContextManager[FakeConsumer]]:
    """What stands for `copydesk.operator.cluster.reader`."""

    @contextmanager
    def reader(_settings: Settings, _fetch_bytes: int = 1) -> Iterator[FakeConsumer]:
        yield consumer

    return reader
