from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiokafka.errors import (
    CorruptRecordException,
    GroupAuthorizationFailedError,
    KafkaError,
    TopicAuthorizationFailedError,
)
from faust.transport.consumer import RecordMap
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from copydesk.registry import find_service
from copydesk.runtime import transport
from copydesk.runtime.app import create_app
from copydesk.runtime.confirmed_offsets import ConfirmedOffsets
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.settings import Settings
from copydesk.runtime.transport import Consumer, ConsumerThread, Transport
from tests.copydesk.runtime.test_fetched_ahead import queue_of

PARTITIONS = [TP("articles.raw", number) for number in range(4)]
BEGINNING = 40
"""Where retention has cut the log, its first message has not the number 0."""


class FakeConsumer:
    """aiokafka's consumer: it goes back to what is committed, and only where something is."""

    _fetcher: SimpleNamespace
    _coordinator: SimpleNamespace
    _client: SimpleNamespace

    def __init__(self, committed: Mapping[TP, int | None]) -> None:
        self.committed = committed
        self.sought: dict[TP, int] = {}
        self.assigned = set(PARTITIONS)

    def assignment(self) -> set[TP]:
        return self.assigned

    async def seek_to_committed(self) -> Mapping[TP, int | None]:
        return self.committed

    async def beginning_offsets(self, partitions: list[TP]) -> Mapping[TP, int]:
        assert partitions
        return {partition: BEGINNING + partition.partition for partition in partitions}

    def seek(self, partition: TP, offset: int) -> None:
        self.sought[partition] = offset


class Thread(ConsumerThread):
    """One that is not started: what it is called for is done at once."""

    def __init__(self, consumer: FakeConsumer) -> None:
        self.fake = consumer
        self._is_held = False
        self._uncommitted: Mapping[TP, int] = {}
        self._committing = asyncio.Lock()
        self.app = cast(Any, SimpleNamespace(confirmed=ConfirmedOffsets(), consumer_generation_id=1))

    def _ensure_consumer(self) -> FakeConsumer:
        return self.fake

    async def call_thread(self, function: Callable[[], Awaitable[object]]) -> object:
        return await function()


@pytest.mark.parametrize(
    ("offsets", "to_beginning"),
    [
        ([None, 7, 0, None], [0, 2, 3]),
        ([5, 7, 1, 9], []),
        ([None, None, None, None], [0, 1, 2, 3]),
    ],
)
async def test_a_partition_without_a_commit_is_sought_to_its_beginning(
    offsets: list[int | None], to_beginning: list[int]
) -> None:
    consumer = FakeConsumer(dict(zip(PARTITIONS, offsets, strict=True)))
    assert await Thread(consumer).seek_to_committed() == consumer.committed
    assert consumer.sought == {PARTITIONS[number]: BEGINNING + number for number in to_beginning}


def test_the_application_reads_with_this_transport(tmp_path: Path) -> None:
    app = create_app(find_service("cleaner"), Settings(data_dir=tmp_path, brokers="localhost:1"), ProcessHealth())
    assert isinstance(app.transport, Transport)
    assert app.transport.Consumer is Consumer


async def test_no_more_is_asked_for_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, brokers="localhost:1", fetch_ahead_bytes=10)
    app = create_app(find_service("cleaner"), settings, ProcessHealth())
    asked: list[float] = []

    async def getmany(_thread: ConsumerThread, _partitions: set[TP] | None, timeout: float) -> RecordMap:  # noqa: ASYNC109
        asked.append(timeout)
        return {}

    monkeypatch.setattr(driver.AIOKafkaConsumerThread, "getmany", getmany)
    thread = Thread(FakeConsumer({}))
    thread.app = app
    app.fetched_ahead.watch(queue_of(10))
    assert await thread.getmany(set(PARTITIONS), 0.01) == {}
    assert asked == []
    app.fetched_ahead.watch(queue_of(9))
    await thread.getmany(set(PARTITIONS), 0.01)
    assert asked == [0.01]


REFUSALS = [
    TopicAuthorizationFailedError("articles.raw"),
    GroupAuthorizationFailedError("copydesk.cleaner"),
    # So aiokafka passes on what it does not expect.
    KafkaError(repr(TopicAuthorizationFailedError())),
]


@pytest.fixture
def reading(tmp_path: Path) -> Thread:
    thread = Thread(FakeConsumer({}))
    thread.app = create_app(
        find_service("cleaner"), Settings(data_dir=tmp_path, brokers="localhost:1"), ProcessHealth()
    )
    return thread


@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
async def test_who_may_not_read_any_more_asks_for_nothing_and_says_why(
    monkeypatch: pytest.MonkeyPatch, reading: Thread, refusal: KafkaError
) -> None:
    asked = 0

    async def getmany(_thread: ConsumerThread, _partitions: set[TP] | None, timeout: float) -> RecordMap:  # noqa: ASYNC109
        nonlocal asked
        asked += 1
        raise refusal

    monkeypatch.setattr(driver.AIOKafkaConsumerThread, "getmany", getmany)
    reading._application.health.opened()
    for _ in range(3):
        assert await reading.getmany(set(PARTITIONS), 0.001) == {}
    assert asked == 1
    assert "AuthorizationFailed" in (reading._application.health.unready_reason() or "")
    # A restart would not mend it.
    assert reading._application.health.stalled_seconds() == 0


async def test_what_else_goes_wrong_is_raised(monkeypatch: pytest.MonkeyPatch, reading: Thread) -> None:
    async def getmany(_thread: ConsumerThread, _partitions: set[TP] | None, timeout: float) -> RecordMap:  # noqa: ASYNC109
        raise CorruptRecordException

    monkeypatch.setattr(driver.AIOKafkaConsumerThread, "getmany", getmany)
    with pytest.raises(CorruptRecordException):
        await reading.getmany(set(PARTITIONS), 0.001)


async def test_what_could_not_be_committed_is_committed_when_the_right_is_back(
    monkeypatch: pytest.MonkeyPatch, reading: Thread
) -> None:
    committed: dict[TP, int] = {}
    refused = True

    async def commit(thread: ConsumerThread, offsets: Mapping[TP, int]) -> bool:
        if refused:
            await thread.crash(TopicAuthorizationFailedError("articles.raw"))
            return False
        committed.update(offsets)
        return True

    monkeypatch.setattr(driver.AIOKafkaConsumerThread, "_commit", commit)
    assert await reading._commit({PARTITIONS[0]: 3}) is False
    assert await reading._commit({PARTITIONS[1]: 8}) is False
    refused = False
    assert await reading._commit({PARTITIONS[0]: 5}) is False
    reading._is_held = False
    assert await reading._commit({}) is True
    assert committed == {PARTITIONS[0]: 5, PARTITIONS[1]: 8}
    committed.clear()
    assert await reading._commit({PARTITIONS[1]: 9}) is True
    assert committed == {PARTITIONS[1]: 9}


async def test_nothing_of_before_a_rebalance_is_committed_behind_it(
    monkeypatch: pytest.MonkeyPatch, reading: Thread
) -> None:
    committed: dict[TP, int] = {}

    async def commit(_thread: ConsumerThread, offsets: Mapping[TP, int]) -> bool:
        committed.update(offsets)
        return True

    monkeypatch.setattr(driver.AIOKafkaConsumerThread, "_commit", commit)
    reading._is_held = True
    assert await reading._commit({PARTITIONS[0]: 3}) is False
    await reading.seek_to_committed()
    reading._is_held = False
    assert await reading._commit({PARTITIONS[1]: 9}) is True
    assert committed == {PARTITIONS[1]: 9}


async def test_what_is_confirmed_and_not_committed_is_not_read_again_and_committed_behind_the_rebalance(
    monkeypatch: pytest.MonkeyPatch, reading: Thread
) -> None:
    tried: list[Mapping[TP, int]] = []

    async def commit(_thread: ConsumerThread, offsets: Mapping[TP, int]) -> bool:
        tried.append(offsets)
        return len(tried) > 1

    monkeypatch.setattr(driver.AIOKafkaConsumerThread, "_commit", commit)
    reading.app.consumer_generation_id = 1
    reading.fake.committed = {PARTITIONS[0]: 100, PARTITIONS[1]: 7}
    assert await reading.seek_to_committed() == {PARTITIONS[0]: 100, PARTITIONS[1]: 7}
    reading._application.confirmed.confirm(PARTITIONS[0], 130, 1)
    assert await reading._commit({PARTITIONS[0]: 120}) is False
    reading.app.consumer_generation_id = 2
    assert await reading.seek_to_committed() == {PARTITIONS[0]: 130, PARTITIONS[1]: 7}
    assert reading.fake.sought == {PARTITIONS[0]: 130}
    assert await reading._commit({}) is True
    assert tried[-1] == {PARTITIONS[0]: 130}


async def test_a_commit_that_came_through_tells_a_group_that_was_set_back_since(
    monkeypatch: pytest.MonkeyPatch, reading: Thread
) -> None:
    async def commit(_thread: ConsumerThread, _offsets: Mapping[TP, int]) -> bool:
        return True

    monkeypatch.setattr(driver.AIOKafkaConsumerThread, "_commit", commit)
    reading.app.consumer_generation_id = 1
    reading.fake.committed = {PARTITIONS[0]: 100}
    await reading.seek_to_committed()
    reading._application.confirmed.confirm(PARTITIONS[0], 130, 1)
    assert await reading._commit({PARTITIONS[0]: 120}) is True
    reading.fake.committed = {PARTITIONS[0]: 110}
    assert await reading.seek_to_committed() == {PARTITIONS[0]: 110}


async def test_a_commit_that_fails_is_made_up_for_unless_the_partition_is_anothers(
    monkeypatch: pytest.MonkeyPatch, reading: Thread
) -> None:
    committed: dict[TP, int] = {}
    succeeds = False

    async def commit(_thread: ConsumerThread, offsets: Mapping[TP, int]) -> bool:
        assert offsets, "aiokafka refuses an empty commit"
        if succeeds:
            committed.update(offsets)
        return succeeds

    monkeypatch.setattr(driver.AIOKafkaConsumerThread, "_commit", commit)
    assert await reading._commit({PARTITIONS[0]: 3, PARTITIONS[1]: 8}) is False
    succeeds = True
    reading.fake.assigned.remove(PARTITIONS[1])
    assert await reading._commit({}) is True
    assert committed == {PARTITIONS[0]: 3}
    assert await reading._commit({}) is False, "the other partition's is still to be known of"
    await reading.seek_to_committed()
    assert await reading._commit({}) is True


class Watched(Thread):
    """One whose consumer has tasks, of which some end."""

    should_stop = False

    def __init__(self, fetching: asyncio.Task[Any], coordination: asyncio.Task[Any]) -> None:
        consumer = FakeConsumer({})
        consumer._fetcher = SimpleNamespace(_fetch_task=fetching)
        consumer._coordinator = SimpleNamespace(_coordination_task=coordination, _pending_exception=None)
        consumer._client = SimpleNamespace(_sync_task=None)
        super().__init__(consumer)
        self.crashes: list[BaseException] = []

    async def crash(self, reason: BaseException) -> None:
        self.crashes.append(reason)


async def fail() -> None:
    raise KeyError("gone")


async def test_a_consumer_whose_task_has_ended_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "LOOK_SECONDS", 0.01)
    working = asyncio.create_task(asyncio.Event().wait())
    thread = Watched(working, working)
    watching = asyncio.create_task(thread._watch_consumer())
    await asyncio.sleep(0.05)
    assert thread.crashes == []
    thread.fake._fetcher._fetch_task = asyncio.create_task(fail())
    await asyncio.wait_for(watching, 5)
    assert [str(crash) for crash in thread.crashes] == ["the consumer's task of fetching has ended: KeyError('gone')"]
    working.cancel()


async def test_a_consumer_that_is_being_stopped_may_end_its_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "LOOK_SECONDS", 0.01)
    working = asyncio.create_task(asyncio.Event().wait())
    thread = Watched(working, working)
    watching = asyncio.create_task(thread._watch_consumer())
    thread.should_stop = True
    working.cancel()
    await asyncio.wait_for(watching, 5)
    assert thread.crashes == []
