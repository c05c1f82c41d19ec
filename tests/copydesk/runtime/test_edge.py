from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable
from typing import cast

import pytest
from aiokafka.errors import KafkaConnectionError

from copydesk.registry import find_service
from copydesk.runtime.edge import drain, edge_loop, run_edge
from copydesk.runtime.in_flight import Arrival, Entry
from copydesk.runtime.loop import Loop
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from schemas.document import Document
from tests.copydesk.runtime.bench import Bench, FakeSender, confirm, origin, pause, until


def loop_of(bench: Bench) -> Loop[Document]:
    return cast(Loop[Document], bench.loop)


async def arrivals(bodies: list[str], acknowledge: Callable[[Entry], None]) -> AsyncIterator[Arrival]:
    for number, body in enumerate(bodies):
        yield Arrival(origin(f"{number}", body), acknowledge)


async def test_drain_returns_when_the_last_one_is_confirmed() -> None:
    bench = Bench()
    draining = asyncio.create_task(drain(loop_of(bench), arrivals(["one", "two"], bench.acknowledge)))
    await pause()
    bench.sender.confirm(0)
    await pause()
    assert not draining.done()
    bench.sender.confirm(1)
    await asyncio.wait_for(draining, 10)
    assert bench.acknowledged == ["0", "1"]


async def test_drain_of_nothing_returns_at_once() -> None:
    bench = Bench()
    await asyncio.wait_for(drain(loop_of(bench), arrivals([], bench.acknowledge)), 10)


async def test_drain_confirms_what_was_taken_before_the_input_failed() -> None:
    async def broken(bench: Bench) -> AsyncIterator[Arrival]:
        async for arrival in arrivals(["one", "two"], bench.acknowledge):
            yield arrival
        raise OSError("disk gone")

    bench = Bench(sender=FakeSender(confirm))
    with pytest.raises(OSError, match="disk gone"):
        await asyncio.wait_for(drain(loop_of(bench), broken(bench)), 10)
    assert bench.acknowledged == ["0", "1"]


def test_at_the_edge_any_number_of_dead_letters_may_come() -> None:
    service: Service[Document] = find_service("intake")
    health = ProcessHealth()
    loop = edge_loop(service, Settings(dead_letter_run=1, dead_letter_share=0.01), FakeSender(), health)
    for _ in range(1000):
        loop._limit.record(dead=True)
    assert loop._limit.exceeded() is None


def edge(source: Callable[[Settings], AsyncIterator[Arrival]]) -> Service[Document]:
    intake: Service[Document] = find_service("intake")
    return dataclasses.replace(intake, arrivals=source)


async def test_an_edge_ends_with_its_input() -> None:
    acknowledged: list[Entry] = []
    service = edge(lambda _settings: arrivals(["one", "two"], acknowledged.append))
    health = ProcessHealth()
    status = await asyncio.wait_for(run_edge(service, Settings(), FakeSender(confirm), health, asyncio.Event()), 5)
    assert status == 0
    assert len(acknowledged) == 2
    assert health.unready_reason() is None


async def for_ever(acknowledge: Callable[[Entry], None]) -> AsyncIterator[Arrival]:
    yield Arrival(origin("0", "one"), acknowledge)
    await asyncio.Event().wait()


async def test_an_edge_that_is_stopped_waits_for_what_it_has_taken() -> None:
    acknowledged: list[Entry] = []
    sender, health, stopping = FakeSender(), ProcessHealth(), asyncio.Event()
    service = edge(lambda _settings: for_ever(acknowledged.append))
    running = asyncio.create_task(run_edge(service, Settings(), sender, health, stopping))
    await until(lambda: len(sender.sent) == 1)
    stopping.set()
    await pause()
    assert not running.done()
    assert health.unready_reason() == "stopping"
    sender.confirm(0)
    assert await asyncio.wait_for(running, 10) == 0
    assert len(acknowledged) == 1


async def test_an_edge_stops_in_time_though_the_broker_is_away() -> None:
    acknowledged: list[Entry] = []
    sender, stopping = FakeSender(lambda _message: KafkaConnectionError()), asyncio.Event()
    service = edge(lambda _settings: for_ever(acknowledged.append))
    running = asyncio.create_task(
        run_edge(service, Settings(stop_grace_seconds=0.05), sender, ProcessHealth(), stopping)
    )
    await until(lambda: len(sender.sent) == 1)
    stopping.set()
    await asyncio.wait_for(running, 10)
    assert acknowledged == []


async def test_a_service_that_reads_a_topic_is_no_edge() -> None:
    with pytest.raises(ValueError, match="cleaner is no edge"):
        await run_edge(find_service("cleaner"), Settings(), FakeSender(), ProcessHealth(), asyncio.Event())


def fail(_entry: Entry) -> None:
    raise PermissionError("cannot be moved")


async def test_a_failure_behind_the_confirmation_is_not_passed_over_in_silence() -> None:
    bench = Bench(sender=FakeSender(confirm))
    with pytest.raises(PermissionError):
        await asyncio.wait_for(drain(loop_of(bench), arrivals(["one", "two"], fail)), 10)


async def test_a_failure_behind_the_confirmation_ends_an_input_without_end() -> None:
    bench = Bench(sender=FakeSender(confirm))
    with pytest.raises(PermissionError):
        await asyncio.wait_for(drain(loop_of(bench), for_ever(fail)), 10)


async def test_an_edge_is_ready_when_its_source_is_open() -> None:
    health, stopping = ProcessHealth(), asyncio.Event()
    before: list[str | None] = []

    def source(_settings: Settings) -> AsyncIterator[Arrival]:
        before.append(health.unready_reason())
        return for_ever(lambda _entry: None)

    running = asyncio.create_task(run_edge(edge(source), Settings(), FakeSender(confirm), health, stopping))
    await until(lambda: health.unready_reason() is None)
    stopping.set()
    await asyncio.wait_for(running, 10)
    assert len(before) == 1 and before[0] is not None
