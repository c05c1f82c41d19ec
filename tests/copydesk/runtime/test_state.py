"""State out of a log, with a log that the test holds: nothing skipped, nothing seen twice, red until rebuilt."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import threading
from collections.abc import AsyncIterator, Coroutine, Sequence
from pathlib import Path
from typing import cast

import pytest
from aiokafka.errors import KafkaConnectionError
from prometheus_client import REGISTRY

from copydesk.document_error import DocumentError
from copydesk.runtime import process, snapshots, state
from copydesk.runtime.defects import StateError
from copydesk.runtime.envelope import Origin
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.service import Service, StateSize
from copydesk.runtime.settings import Settings
from copydesk.runtime.source_log import Record
from copydesk.runtime.state import States
from schemas.article import CleanArticle, RawArticle
from schemas.document import Document
from tests.copydesk.runtime.bench import cleaned, until


class Seen:
    """A state that remembers the ids it has seen, and numbers them: a hole or a repetition shows in the answers."""

    def __init__(self, folder: Path, _settings: Settings) -> None:
        self._folder = folder
        self.ids: list[str] = []

    def handle(self, article: RawArticle) -> Document:
        if article.body == "refuse":
            raise DocumentError("no good")
        if article.id not in self.ids:
            self.ids.append(article.id)
        return cleaned(article.model_copy(update={"body": f"{self.ids.index(article.id)}"}))

    def look_ahead(self, articles: Sequence[RawArticle]) -> None:
        """Nothing is cheaper for many at once."""

    def save(self, folder: Path) -> None:
        (folder / "ids").write_text("\n".join(self.ids))

    def load(self, folder: Path) -> None:
        self.ids = (folder / "ids").read_text().splitlines()

    def size(self) -> StateSize:
        return StateSize(len(self.ids), sum(map(len, self.ids)))

    def close(self) -> None:
        """Nothing is open."""


class Message:
    """What the state needs of a consumer's record."""

    def __init__(self, offset: int, value: bytes) -> None:
        self.offset, self.value, self.timestamp = offset, value, 1000 + offset


def message(offset: int, name: str, body: str = "text") -> Message:
    return Message(offset, RawArticle(id=name, body=body).model_dump_json().encode())


class FakeLog:
    """The log of one or more partitions; `closed` holds back its answers until the test opens it."""

    def __init__(self, *partitions: list[Message]) -> None:
        self.messages = dict(enumerate(partitions))
        self.committed_offsets = {number: len(messages) for number, messages in self.messages.items()}
        self.reads: list[tuple[int, int, int]] = []
        self.errors: list[Exception] = []
        self.open = asyncio.Event()
        self.open.set()

    async def partitions(self) -> list[int]:
        return sorted(self.messages)

    async def committed(self, partition: int) -> int:
        return self.committed_offsets[partition]

    async def read(self, partition: int, start: int, end: int) -> AsyncIterator[list[Record]]:
        self.reads.append((partition, start, end))
        await self.open.wait()
        if self.errors:
            raise self.errors.pop()
        batch = [each for each in self.messages[partition] if start <= each.offset < end]
        if batch:
            yield cast(list[Record], batch)

    async def close(self) -> None:
        """Nothing is open."""


SERVICE: Service[RawArticle] = Service("seer", source=RawArticle, handle=cleaned, state=Seen)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RETRY_SECONDS", "ASSIGNED_SECONDS", "FOLLOW_SECONDS"):
        monkeypatch.setattr(state, name, 0.01)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


def states_on(log: FakeLog, settings: Settings, health: ProcessHealth | None = None) -> States[RawArticle]:
    return States(SERVICE, settings, log, health or ProcessHealth())


async def answer(states: States[RawArticle], given: Message, partition: int = 0) -> str:
    """The number that the state gives to the article of a message that arrives."""
    origin = Origin("articles.raw", partition, given.offset, given.timestamp, None, given.value, {})
    async with states.turn(origin) as handle:
        made = handle(RawArticle.model_validate_json(given.value))
    assert isinstance(made, CleanArticle)
    return made.text


LOG = [message(number, f"a{number}") for number in range(8)]


async def test_the_state_at_an_offset_is_made_of_all_messages_before_it(settings: Settings) -> None:
    states = states_on(FakeLog(LOG), settings)
    assert await answer(states, LOG[5]) == "5"
    assert await answer(states, LOG[6]) == "6"
    assert await answer(states, LOG[2]) == "2"
    await states.close()


async def test_the_size_of_the_state_is_shown_while_it_is_rebuilt_and_from_time_to_time(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "MEASURE_SECONDS", 0.01)
    states = states_on(FakeLog(LOG), settings)
    await answer(states, LOG[5])
    labels = {"service": "seer", "partition": "0"}
    assert REGISTRY.get_sample_value("copydesk_state_records", labels) == 5
    measuring = asyncio.create_task(states.measure_sizes())
    await until(lambda: REGISTRY.get_sample_value("copydesk_state_records", labels) == 6)
    assert REGISTRY.get_sample_value("copydesk_state_bytes", labels) == 12
    measuring.cancel()
    await states.close()


async def test_dead_letters_and_rubbish_leave_nothing_when_read_again(settings: Settings) -> None:
    log = FakeLog([LOG[0], message(1, "bad", "refuse"), Message(2, b"{"), Message(3, b""), LOG[4]])
    states = states_on(log, settings)
    assert await answer(states, LOG[4]) == "1"
    await states.close()


async def test_what_is_read_again_is_looked_up_some_messages_at_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead: list[list[str]] = []
    monkeypatch.setattr(Seen, "look_ahead", lambda _seen, articles: ahead.append([each.id for each in articles]))
    monkeypatch.setattr(state, "YIELD_EVERY", 3)
    states = states_on(FakeLog([LOG[0], Message(1, b"{"), *LOG[2:]]), settings)
    assert await answer(states, LOG[7]) == "6"
    assert ahead == [["a0", "a2"], ["a3", "a4", "a5"], ["a6"]]
    await states.close()


async def test_a_hole_in_the_log_does_not_hold_the_line(settings: Settings) -> None:
    log = FakeLog([LOG[0], LOG[3]])
    states = states_on(log, settings)
    assert await answer(states, LOG[7]) == "2"
    await states.close()


async def test_a_log_that_cannot_be_read_is_read_later(settings: Settings) -> None:
    log = FakeLog(LOG)
    log.errors = [KafkaConnectionError("away"), OSError("away")]
    states = states_on(log, settings)
    assert await answer(states, LOG[7]) == "7"
    await states.close()


async def test_a_restart_goes_on_from_the_snapshot(settings: Settings) -> None:
    log = FakeLog(LOG)
    before = states_on(log, settings)
    await answer(before, LOG[4])
    await before.snapshot()
    await answer(before, LOG[5])
    await before.close()
    log.reads.clear()
    after = states_on(log, settings)
    assert await after.restore(asyncio.Event())
    assert await answer(after, LOG[7]) == "7"
    # The message before the snapshot, by which the log is known again; then what came behind the snapshot.
    assert log.reads == [(0, 4, 5), (0, 5, 8)]
    await after.close()


async def test_a_snapshot_of_another_log_is_not_used(settings: Settings) -> None:
    before = states_on(FakeLog(LOG), settings)
    await answer(before, LOG[4])
    await before.snapshot()
    await before.close()
    other = [message(number, f"b{number}") for number in range(8)]
    after = states_on(FakeLog(other), settings)
    assert await answer(after, other[6]) == "6"
    await after.close()


async def test_a_snapshot_that_cannot_be_loaded_is_not_used(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_seen: Seen, _folder: Path) -> None:
        raise ValueError("of another version")

    log = FakeLog(LOG)
    before = states_on(log, settings)
    await answer(before, LOG[4])
    await before.snapshot()
    await before.close()
    monkeypatch.setattr(Seen, "load", refuse)
    after = states_on(log, settings)
    assert await answer(after, LOG[6]) == "6"
    assert (0, 0, 6) in log.reads
    await after.close()


async def test_a_snapshot_that_cannot_be_written_ends_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_seen: Seen, _folder: Path) -> None:
        raise OSError("no space left on device")

    states = states_on(FakeLog(LOG), settings)
    await answer(states, LOG[4])
    monkeypatch.setattr(Seen, "save", full)
    await states.snapshot()
    assert await answer(states, LOG[5]) == "5"
    await states.close()


async def test_articles_go_on_while_a_snapshot_is_made_sure_of(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, go_on = threading.Event(), threading.Event()
    publish = snapshots.Snapshots.publish

    def slow(kept: snapshots.Snapshots, folder: Path, position: snapshots.Position) -> None:
        reached.set()
        assert go_on.wait(10)
        publish(kept, folder, position)

    monkeypatch.setattr(snapshots.Snapshots, "publish", slow)
    log = FakeLog(LOG)
    before = states_on(log, settings)
    await answer(before, LOG[4])
    writing = asyncio.create_task(before.snapshot())
    await until(reached.is_set)
    assert await answer(before, LOG[5]) == "5"
    go_on.set()
    await writing
    await before.close()
    log.reads.clear()
    after = states_on(log, settings)
    assert await answer(after, LOG[7]) == "7"
    # What was handled meanwhile is not in the snapshot, and its position says so.
    assert log.reads == [(0, 4, 5), (0, 5, 7)]
    await after.close()


async def test_nothing_is_handled_while_the_state_is_copied_even_if_that_is_cancelled(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def slow(_seen: Seen, _folder: Path) -> None:
        reached.set()
        assert go_on.wait(10)

    monkeypatch.setattr(Seen, "save", slow)
    states = states_on(FakeLog(LOG), settings)
    await answer(states, LOG[4])
    writing = asyncio.create_task(states.snapshot())
    await until(reached.is_set)
    writing.cancel()
    answering = asyncio.create_task(answer(states, LOG[5]))
    await asyncio.sleep(0.05)
    assert not answering.done()
    go_on.set()
    assert await answering == "5"
    with pytest.raises(asyncio.CancelledError):
        await writing
    await states.close()


class SlowLog(FakeLog):
    """Gives the first messages at once and the rest when the test lets it."""

    async def read(self, partition: int, start: int, end: int) -> AsyncIterator[list[Record]]:
        messages = [each for each in self.messages[partition] if start <= each.offset < end]
        yield cast(list[Record], messages[:4])
        await self.open.wait()
        yield cast(list[Record], messages[4:])


async def test_a_long_rebuilding_writes_snapshots_on_the_way(tmp_path: Path) -> None:
    log, settings = SlowLog(LOG), Settings(data_dir=tmp_path, snapshot_seconds=0.01)
    log.open.clear()
    states = states_on(log, settings)
    rebuilding = asyncio.create_task(process.restored(states, settings, asyncio.Event()))
    # Not a search: what is looked through would be renamed meanwhile.
    written = tmp_path / "seer/articles.raw-0/0/snapshot-00000000000000000004"
    await until(written.exists)
    log.open.set()
    assert await rebuilding
    assert await answer(states, LOG[7]) == "7"
    await states.close()


async def test_a_stop_ends_the_rebuilding(settings: Settings) -> None:
    log, stopping = FakeLog(LOG), asyncio.Event()
    stopping.set()
    states = states_on(log, settings)
    assert not await states.restore(stopping)
    await states.close()


async def test_a_standby_follows_what_others_lead(settings: Settings) -> None:
    log = FakeLog(LOG[:4])
    states = states_on(log, settings)
    await states.restore(asyncio.Event())
    log.messages[0] = LOG
    log.committed_offsets[0] = 8
    async with running(states.follow(set)):
        await until(lambda: (0, 4, 8) in log.reads)
        await asyncio.sleep(0.05)
    log.reads.clear()
    assert await answer(states, message(8, "a8")) == "8"
    assert not log.reads
    await states.close()


async def test_without_a_standby_the_line_is_red_until_what_was_assigned_is_rebuilt(settings: Settings) -> None:
    health, log = ProcessHealth(), FakeLog(LOG, LOG)
    alone = settings.model_copy(update={"standby": False})
    states = states_on(log, alone, health)
    assert await states.restore(asyncio.Event())
    assert not log.reads
    assigned = {0}
    health.opened()
    log.open.clear()
    async with running(states.rebuild_assigned(lambda: set(assigned))):
        await until(lambda: health.unready_reason() == "rebuilding the state of partition 0")
        log.open.set()
        await until(lambda: health.unready_reason() is None)
        assert log.reads == [(0, 0, 8)]
        log.open.clear()
        assigned.add(1)  # a rebalance
        await until(lambda: health.unready_reason() == "rebuilding the state of partition 1")
        log.open.set()
        await until(lambda: health.unready_reason() is None)
    log.reads.clear()
    assert [await answer(states, message(8, "a8"), partition) for partition in (0, 1)] == ["8", "8"]
    assert not log.reads
    await states.close()


async def test_a_partition_that_comes_back_is_brought_up_to_date(settings: Settings) -> None:
    health, log = ProcessHealth(), FakeLog(LOG[:4])
    states = states_on(log, settings.model_copy(update={"standby": False}), health)
    assigned = {0}
    health.opened()
    async with running(states.rebuild_assigned(lambda: set(assigned))):
        await until(lambda: log.reads == [(0, 0, 4)])
        assigned.clear()
        await asyncio.sleep(0.05)
        log.messages[0], log.committed_offsets[0] = LOG, 8
        assigned.add(0)
        await until(lambda: log.reads[-1] == (0, 4, 8))
        await until(lambda: health.unready_reason() is None)
    await states.close()


@pytest.mark.parametrize("error", [OSError("no space left on device"), ValueError("cannot resize"), MemoryError()])
async def test_a_state_that_failed_half_way_is_read_again_before_the_next_attempt(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """What it had taken in of the article before it failed must not stay."""
    handle, failures = Seen.handle, [error]

    def fail_once(seen: Seen, article: RawArticle) -> Document:
        if article.id == "a5" and failures:
            seen.ids += ["half", "a change"]
            raise failures.pop()
        return handle(seen, article)

    monkeypatch.setattr(Seen, "handle", fail_once)
    states = states_on(FakeLog(LOG), settings)
    assert await answer(states, LOG[4]) == "4"
    await states.snapshot()
    with pytest.raises(StateError):
        await answer(states, LOG[5])
    await states.snapshot()
    assert await answer(states, LOG[5]) == "5"
    assert await answer(states, LOG[6]) == "6"
    await states.close()


async def test_a_state_that_fails_while_it_is_rebuilt_forgets_no_article_for_that(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle, failures = Seen.handle, [ValueError("cannot resize"), OSError("no space left on device")]

    def fail_twice(seen: Seen, article: RawArticle) -> Document:
        if article.id == "a3" and failures:
            raise failures.pop()
        return handle(seen, article)

    monkeypatch.setattr(Seen, "handle", fail_twice)
    health = ProcessHealth()
    states = states_on(FakeLog(LOG), settings, health)
    assert await answer(states, LOG[7]) == "7"
    assert not failures
    assert not health.is_blocked
    await states.close()


async def test_a_document_that_fails_whatever_the_state_spoils_none(settings: Settings) -> None:
    def refuse(article: RawArticle) -> Document:
        if article.body == "break":
            raise ZeroDivisionError
        return cleaned(article)

    class Breaking(Seen):
        def handle(self, article: RawArticle) -> Document:
            refuse(article)
            return super().handle(article)

    probe = RawArticle(id="probe", body="fine")
    service = Service("seer", source=RawArticle, handle=refuse, state=Breaking, probe=probe)
    log = FakeLog([LOG[0], message(1, "bad", "break"), LOG[2]])
    states = States(service, settings, log, ProcessHealth())
    with pytest.raises(ZeroDivisionError):
        await answer(states, log.messages[0][1])
    assert await answer(states, LOG[2]) == "1"
    await states.close()


@contextlib.asynccontextmanager
async def running(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Let something run for as long as the context lasts."""
    task = asyncio.create_task(work)
    try:
        yield
        assert not task.done(), f"ended: {task}"
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def test_while_a_log_is_read_garbage_is_looked_for_more_rarely(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, during = gc.get_threshold(), list[tuple[int, int, int]]()
    monkeypatch.setattr(Seen, "look_ahead", lambda _seen, _articles: during.append(gc.get_threshold()))
    states = states_on(FakeLog(LOG), settings)
    assert await answer(states, LOG[5]) == "5"
    assert [threshold[0] for threshold in during] == [state.COLLECT_AFTER_OBJECTS]
    assert gc.get_threshold() == before
    await states.close()
