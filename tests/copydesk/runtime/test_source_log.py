"""The log that a state is rebuilt from: what it does not give now is not taken for what it does not have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError, KafkaTimeoutError

from copydesk.runtime import source_log
from copydesk.runtime.settings import Settings
from copydesk.runtime.source_log import KafkaLog


@dataclass
class Stored:
    """What the log reads of a message."""

    offset: int


class FakeConsumer:
    """A consumer whose broker is silent: it gives nothing, and says of that nothing either."""

    def __init__(self) -> None:
        self.batches: list[list[Stored]] = []
        self.known: set[int] | None = None
        self.first, self.behind_last = 0, 0
        self.error: KafkaError | None = None

    def assign(self, partitions: list[TopicPartition]) -> None:
        """Nothing is fetched ahead."""

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self.offset = offset

    async def topics(self) -> set[str]:
        return set()

    def partitions_for_topic(self, _topic: str) -> set[int] | None:
        return self.known

    async def position(self, _partition: TopicPartition) -> int:
        return self.offset

    async def getmany(self, partition: TopicPartition, **_limits: int) -> dict[TopicPartition, list[Stored]]:
        return {partition: self.batches.pop(0)} if self.batches else {}

    async def beginning_offsets(self, partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
        if self.error is not None:
            raise self.error
        return dict.fromkeys(partitions, self.first)

    async def end_offsets(self, partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
        return dict.fromkeys(partitions, self.behind_last)


@pytest.fixture
def consumer(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeConsumer]:
    monkeypatch.setattr(source_log, "ABSENT_SECONDS", 0.02)
    yield FakeConsumer()


def log_of(consumer: FakeConsumer) -> KafkaLog:
    log = KafkaLog(Settings(), "articles.clean", "group")
    log._consumer = cast(AIOKafkaConsumer, consumer)
    return log


async def offsets(log: KafkaLog, start: int, end: int) -> list[int]:
    return [record.offset async for batch in log.read(0, start, end) for record in batch]


async def test_partitions_that_the_broker_does_not_tell_of_are_not_taken_for_one(consumer: FakeConsumer) -> None:
    log = log_of(consumer)
    with pytest.raises(KafkaError, match="does not tell of the partitions"):
        await log.partitions()
    consumer.known = {2, 0, 1}
    assert await log.partitions() == [0, 1, 2]


async def test_what_a_partition_without_a_leader_does_not_give_is_not_a_hole(consumer: FakeConsumer) -> None:
    consumer.batches, consumer.behind_last = [[Stored(0), Stored(1)]], 8
    with pytest.raises(KafkaError, match="does not give offset 2"):
        await offsets(log_of(consumer), 0, 8)


async def test_a_broker_that_does_not_answer_has_no_hole(consumer: FakeConsumer) -> None:
    consumer.error = KafkaTimeoutError()
    with pytest.raises(KafkaTimeoutError):
        await offsets(log_of(consumer), 0, 8)


async def test_what_was_deleted_or_never_there_is_a_hole(consumer: FakeConsumer) -> None:
    consumer.batches, consumer.behind_last = [[Stored(0), Stored(1)]], 2
    assert await offsets(log_of(consumer), 0, 8) == [0, 1]
    consumer.first = consumer.behind_last = 8
    assert await offsets(log_of(consumer), 0, 8) == []


async def test_what_is_behind_the_end_is_not_given(consumer: FakeConsumer) -> None:
    consumer.batches, consumer.behind_last = [[Stored(0), Stored(4)], [Stored(5)]], 6
    assert await offsets(log_of(consumer), 0, 4) == [0]
