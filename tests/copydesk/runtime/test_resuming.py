"""Reading goes on behind a rebalance, however long the brokers are away."""

from __future__ import annotations

import asyncio
from pathlib import Path

import faust
import pytest
from faust.tables.recovery import RebalanceAgain, ServiceStopped

from copydesk.registry import find_service
from copydesk.runtime.app import create_app
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.resuming import Recovery, TableManager
from copydesk.runtime.settings import Settings

SOON, LATE = 0.01, 60.0
"""Seconds: a time that runs out, and what takes longer."""


@pytest.fixture
def app(tmp_path: Path) -> faust.App:
    return create_app(find_service("cleaner"), Settings(brokers="a:9092", data_dir=tmp_path), ProcessHealth())


@pytest.fixture
async def recovery(app: faust.App) -> Recovery:
    """Made where a loop runs, which it takes for its own."""
    assert isinstance(app.tables, TableManager)
    assert isinstance(app.tables.recovery, Recovery)
    return app.tables.recovery


async def test_what_takes_too_long_is_done_once_more(recovery: Recovery) -> None:
    with pytest.raises(RebalanceAgain):
        await recovery._wait(asyncio.sleep(LATE), timeout=SOON)
    assert recovery.signal_recovery_start.is_set(), "the task goes on only where this is set"


async def test_the_end_of_the_service_ends_the_task(recovery: Recovery) -> None:
    recovery._stopped.set()
    with pytest.raises(ServiceStopped):
        await recovery._wait(asyncio.sleep(LATE), timeout=SOON)


async def test_what_is_done_in_time_is_done(recovery: Recovery) -> None:
    await recovery._wait(asyncio.sleep(0), timeout=LATE)
    assert not recovery.signal_recovery_start.is_set()


async def test_messages_flow_again_when_the_brokers_answer_at_last(
    app: faust.App, recovery: Recovery, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []
    done = asyncio.Event()

    async def resume(generation_id: int = 0) -> None:
        tries.append(generation_id)
        if len(tries) == 1:
            await recovery._wait(asyncio.sleep(LATE), timeout=SOON)
        done.set()

    monkeypatch.setattr(recovery, "_resume_streams", resume)
    monkeypatch.setattr(type(app), "consumer", object(), raising=False)
    recovery.recovery_delay = 0.0
    task: asyncio.Future[None] = asyncio.ensure_future(recovery._restart_recovery.fun(recovery))
    recovery._generation_id = 7
    recovery.signal_recovery_start.set()
    await asyncio.wait_for(done.wait(), LATE)
    recovery._stopped.set()
    await asyncio.wait_for(task, LATE)
    assert tries == [7, 7]
