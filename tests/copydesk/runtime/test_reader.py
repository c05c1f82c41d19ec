"""What the reader does between Faust and the loop; how Faust itself behaves is proved in tests/broker."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest
from faust.types import TP, EventT
from mode.types.signals import BaseSignalT
from prometheus_client import REGISTRY

from copydesk.registry import find_service
from copydesk.runtime.app import App, Reader, create_app
from copydesk.runtime.in_flight import Entry
from copydesk.runtime.loop import Loop
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from schemas.document import Document
from tests.copydesk.runtime.bench import FakeSender, origin, until

ONE, TWO = TP("daily.articles.raw", 0), TP("daily.articles.raw", 1)
SIGNAL = cast(BaseSignalT[object], None)


@dataclass
class FakeMessage:
    tp: TP
    offset: int
    generation_id: int


@dataclass
class FakeEvent:
    message: FakeMessage
    acknowledged: int = 0

    def ack(self) -> bool:
        self.acknowledged += 1
        return True


@dataclass
class FakeConsumer:
    ends: dict[TP, int] = field(default_factory=dict)
    positions: dict[TP, int] = field(default_factory=dict)

    def assignment(self) -> set[TP]:
        return set(self.ends)

    async def highwaters(self, *partitions: TP) -> dict[TP, int]:
        return {tp: self.ends[tp] for tp in partitions}

    async def position(self, tp: TP) -> int | None:
        return self.positions.get(tp)


@dataclass
class Stand:
    app: App
    health: ProcessHealth
    reader: Reader
    consumer: FakeConsumer
    sender: FakeSender

    def acknowledge(self, event: FakeEvent) -> None:
        entry = Entry(origin=origin(), acknowledge=lambda _entry: None, status="ok", messages=[], size=1)
        self.reader._acknowledger(cast(EventT[bytes], event))(entry)

    def lag(self, partition: int) -> float | None:
        labels = {"service": "cleaner", "topic": "articles.raw", "partition": str(partition)}
        return REGISTRY.get_sample_value("copydesk_consumer_lag_messages", labels)

    def lag_seconds(self, partition: int) -> float | None:
        labels = {"service": "cleaner", "topic": "articles.raw", "partition": str(partition)}
        return REGISTRY.get_sample_value("copydesk_consumer_lag_seconds", labels)


@pytest.fixture
def stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stand:
    settings = Settings(data_dir=tmp_path, topic_prefix="daily.")
    service: Service[Document] = find_service("cleaner")
    health = ProcessHealth()
    app = create_app(service, settings, health)
    app.consumer_generation_id = 1
    sender = FakeSender()
    reader = Reader(app, service, settings, sender, Loop(service, settings, sender, health), health)
    consumer = FakeConsumer()
    monkeypatch.setattr(type(app), "consumer", consumer)
    return Stand(app, health, reader, consumer, sender)


def test_acknowledges_what_was_read_since_the_last_rebalance(stand: Stand) -> None:
    event = FakeEvent(FakeMessage(ONE, 5, generation_id=1))
    stand.acknowledge(event)
    assert event.acknowledged == 1


def test_what_was_read_before_a_rebalance_is_not_acknowledged_after_it(stand: Stand) -> None:
    event = FakeEvent(FakeMessage(ONE, 5, generation_id=1))
    stand.app.consumer_generation_id = 2
    stand.acknowledge(event)
    assert event.acknowledged == 0


def test_notes_up_to_where_all_is_confirmed_since_the_last_rebalance(stand: Stand) -> None:
    stand.app.confirmed.resume({ONE: 3}, generation=1)
    stand.acknowledge(FakeEvent(FakeMessage(ONE, 5, generation_id=1)))
    stand.app.consumer_generation_id = 2
    stand.acknowledge(FakeEvent(FakeMessage(ONE, 6, generation_id=1)))
    assert stand.app.confirmed.resume({ONE: 3}, generation=2) == {ONE: 6}


async def test_the_lag_counts_from_what_is_acknowledged_and_names_the_topic_without_prefix(stand: Stand) -> None:
    stand.consumer.ends = {ONE: 10, TWO: 7}
    stand.consumer.positions = {TWO: 4}
    stand.acknowledge(FakeEvent(FakeMessage(ONE, 5, generation_id=1)))
    await stand.reader._measure()
    assert (stand.lag(0), stand.lag(1)) == (4, 3)


async def test_an_end_that_is_told_too_low_makes_no_negative_lag(stand: Stand) -> None:
    stand.consumer.ends = {ONE: 3}
    stand.acknowledge(FakeEvent(FakeMessage(ONE, 5, generation_id=1)))
    await stand.reader._measure()
    assert stand.lag(0) == 0


async def test_the_lag_of_a_partition_that_another_worker_reads_now_is_gone(stand: Stand) -> None:
    stand.consumer.ends = {ONE: 10, TWO: 7}
    stand.acknowledge(FakeEvent(FakeMessage(ONE, 5, generation_id=1)))
    await stand.reader._measure()
    stand.reader._assigned(stand.app, {TWO}, signal=SIGNAL)
    assert stand.lag(0) is None
    assert stand.lag(1) == 7


async def test_the_lag_in_seconds_is_the_age_of_the_oldest_message_that_has_not_ended(stand: Stand) -> None:
    stand.consumer.ends = {ONE: 10, TWO: 7}
    stand.consumer.positions = {TWO: 7}
    now = time.time()
    for offset in (5, 6, 7):
        stand.reader._waiting.read(ONE, offset, now - 100 + 10 * offset)
    stand.acknowledge(FakeEvent(FakeMessage(ONE, 5, generation_id=1)))
    await stand.reader._measure()
    assert stand.lag_seconds(0) == pytest.approx(40, abs=5)
    assert stand.lag_seconds(1) == 0
    stand.reader._assigned(stand.app, {TWO}, signal=SIGNAL)
    assert stand.lag_seconds(0) is None


async def test_what_has_ended_since_the_end_was_asked_for_does_not_age(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(stand.reader._waiting, "_clock", lambda: now)
    stand.consumer.ends, stand.consumer.positions = {ONE: 8}, {ONE: 7}
    await stand.reader._measure()
    stand.reader._waiting.read(ONE, 7, now)
    stand.acknowledge(FakeEvent(FakeMessage(ONE, 7, generation_id=1)))
    now += 2
    stand.reader._show_ages()
    assert stand.lag_seconds(0) == 0


async def test_messages_age_while_the_broker_does_not_answer(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    stand.consumer.ends = {ONE: 8}
    stand.reader._waiting.read(ONE, 7, time.time() - 100)
    await stand.reader._measure()
    monkeypatch.setattr("copydesk.runtime.app.MEASURE_SECONDS", 0.01)
    stand.sender.reachable = False
    measuring = asyncio.create_task(stand.reader.measure())
    before = stand.lag_seconds(0) or 0
    await until(lambda: (stand.lag_seconds(0) or 0) > before)
    measuring.cancel()


async def test_the_lag_grows_while_the_producer_gets_no_answer(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copydesk.runtime.app.MEASURE_SECONDS", 0.01)
    stand.consumer.ends, stand.consumer.positions = {ONE: 8}, {ONE: 7}
    stand.sender.reachable = False
    measuring = asyncio.create_task(stand.reader.measure())
    await until(lambda: stand.lag(0) == 1)
    stand.consumer.ends = {ONE: 5_000}
    await until(lambda: stand.lag(0) == 4_993)
    measuring.cancel()


async def test_a_consumer_that_answers_nothing_is_owed_progress(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen on Kafka: after a restart a worker read nothing for minutes, and nobody had measured that anything waits."""
    monkeypatch.setattr("copydesk.runtime.app.MEASURE_SECONDS", 0.001)
    answered = asyncio.Event()

    async def wait(*partitions: TP) -> dict[TP, int]:
        await answered.wait()
        return dict.fromkeys(partitions, 0)

    monkeypatch.setattr(stand.consumer, "highwaters", wait)
    stand.consumer.ends = {ONE: 0}
    stand.health.opened()
    measuring = asyncio.create_task(stand.reader.measure())
    await until(lambda: stand.health.stalled_seconds() > 0.1)
    answered.set()
    await until(lambda: stand.health.stalled_seconds() < 0.1)
    measuring.cancel()


async def test_a_question_without_an_answer_is_asked_once_and_holds_nothing_up(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copydesk.runtime.app.MEASURE_SECONDS", 0.001)
    asked, answered = 0, asyncio.Event()

    async def wait(*partitions: TP) -> dict[TP, int]:
        nonlocal asked
        asked += 1
        await answered.wait()
        return {tp: stand.consumer.ends[tp] for tp in partitions}

    beats = 0

    def beat() -> None:
        nonlocal beats
        beats += 1

    monkeypatch.setattr(stand.consumer, "highwaters", wait)
    monkeypatch.setattr(stand.health, "heartbeat", beat)
    stand.consumer.ends, stand.consumer.positions = {ONE: 8}, {ONE: 2}
    measuring = asyncio.create_task(stand.reader.measure())
    await until(lambda: beats > 10)
    assert asked == 1
    answered.set()
    await until(lambda: stand.lag(0) == 6)
    measuring.cancel()


async def test_an_answer_of_before_a_rebalance_is_no_lag_of_this_process(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def move(*_partitions: TP) -> dict[TP, int]:
        stand.consumer.ends = {TWO: 3}
        stand.reader._assigned(stand.app, {TWO}, signal=SIGNAL)
        return {ONE: 8}

    stand.consumer.ends, stand.consumer.positions = {ONE: 8}, {ONE: 2}
    await stand.reader._measure()
    assert stand.lag(0) == 6
    monkeypatch.setattr(stand.consumer, "highwaters", move)
    await stand.reader._measure()
    assert stand.lag(0) is None


async def test_so_is_the_lag_of_a_partition_of_which_nothing_was_read(stand: Stand) -> None:
    stand.consumer.ends = {ONE: 10, TWO: 7}
    await stand.reader._measure()
    stand.reader._assigned(stand.app, {ONE}, signal=SIGNAL)
    assert stand.lag(1) is None


def test_partitions_that_are_assigned_open_the_line(stand: Stand) -> None:
    stand.health.waiting("joining the consumer group")
    stand.reader._assigned(stand.app, {ONE, TWO}, signal=SIGNAL)
    assert stand.health.unready_reason() is None
    assert REGISTRY.get_sample_value("copydesk_partitions_assigned", {"service": "cleaner"}) == 2


async def test_a_broker_that_does_not_answer_does_not_end_the_measuring(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copydesk.runtime.app.MEASURE_SECONDS", 0.01)
    asked = 0

    async def fail(*_partitions: TP) -> dict[TP, int]:
        nonlocal asked
        asked += 1
        raise ConnectionError

    stand.consumer.ends = {ONE: 1}
    monkeypatch.setattr(stand.consumer, "highwaters", fail)
    measuring = asyncio.create_task(stand.reader.measure())
    await until(lambda: asked > 1)
    assert not measuring.done()
    measuring.cancel()
