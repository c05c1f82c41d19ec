from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import cast

import pytest
from aiokafka.errors import KafkaConnectionError
from prometheus_client import REGISTRY

from copydesk.registry import find_service, rights
from copydesk.runtime import process
from copydesk.runtime.access import Access
from copydesk.runtime.delivery import Delivery
from copydesk.runtime.process import connect, show_readiness, topics_of, watch_access
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.rights import Right
from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from schemas.document import Document
from tests.copydesk.runtime.bench import pause, until


class FakeDelivery:
    """A cluster that comes up and gets its topics when the test says so."""

    def __init__(self) -> None:
        self.error: Exception | None = KafkaConnectionError("nobody there")
        self.missing = ["articles.clean"]
        self.asked = 0

    async def restart(self) -> None:
        self.asked += 1
        if self.error:
            raise self.error

    async def missing_topics(self, names: list[str]) -> list[str]:
        return [name for name in names if name in self.missing]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "RETRY_SECONDS", 0.01)


def start(delivery: FakeDelivery, health: ProcessHealth, stopping: asyncio.Event) -> asyncio.Task[bool]:
    # A port that nobody listens on: why it cannot be reached is asked for, too.
    settings = Settings(brokers="localhost:1")
    service = find_service("cleaner")
    return asyncio.create_task(connect(service, settings, cast(Delivery, delivery), health, stopping))


async def test_waits_for_the_broker_and_then_for_the_topics_and_says_so() -> None:
    delivery, health = FakeDelivery(), ProcessHealth()
    connecting = start(delivery, health, asyncio.Event())
    await until(lambda: delivery.asked > 2)
    assert health.unready_reason() == "no broker: KafkaConnectionError: nobody there"
    delivery.error = None
    await until(lambda: health.unready_reason() == "topics missing, run `copydesk topics apply`: articles.clean")
    delivery.missing = []
    assert await asyncio.wait_for(connecting, 10) is True


@pytest.mark.parametrize("error", [KafkaConnectionError(), OSError("no route to host"), TimeoutError()])
async def test_no_error_of_the_network_ends_the_waiting(error: Exception) -> None:
    delivery = FakeDelivery()
    delivery.error = error
    connecting = start(delivery, ProcessHealth(), asyncio.Event())
    await until(lambda: delivery.asked > 2)
    assert not connecting.done()
    connecting.cancel()


async def test_a_stop_ends_the_waiting_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "RETRY_SECONDS", 1000)
    stopping = asyncio.Event()
    connecting = start(FakeDelivery(), ProcessHealth(), stopping)
    await pause()
    stopping.set()
    assert await asyncio.wait_for(connecting, 10) is False


async def test_what_is_missing_of_rights_is_said_before_anything_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = ["Read of the topic articles.raw"]

    async def missing_rights(_settings: Settings, needed: Iterable[Right]) -> list[str]:
        assert set(needed) == set(rights()["cleaner"])
        return lacking

    monkeypatch.setattr(process, "missing_rights", missing_rights)
    delivery, health = FakeDelivery(), ProcessHealth()
    delivery.error, delivery.missing = None, []
    settings = Settings.model_validate(
        {"security_protocol": "SASL_SSL", "sasl_username": "desk", "sasl_password": "secret"}
    )
    cleaner = find_service("cleaner")
    connecting = asyncio.create_task(connect(cleaner, settings, cast(Delivery, delivery), health, asyncio.Event()))
    said = "not allowed, `copydesk acls apply` gives the right: Read of the topic articles.raw"
    await until(lambda: health.unready_reason() == said)
    assert delivery.asked == 0
    lacking.clear()
    assert await asyncio.wait_for(connecting, 10) is True


async def test_why_a_broker_does_not_answer_any_more_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    async def try_access(_settings: Settings) -> Access:
        return Access(refusal="it does not know the user")

    monkeypatch.setattr(process, "ACCESS_SECONDS", 0.01)
    monkeypatch.setattr(process, "try_access", try_access)
    now = 0.0
    health = ProcessHealth(lambda: now)
    health.opened()
    watching = asyncio.create_task(watch_access(find_service("cleaner"), Settings(), health))
    try:
        health.broker_answers(answers=False)
        now = 60.0
        await until(lambda: health.unready_reason() == "it does not know the user")
        health.broker_answers(answers=True)
        await until(lambda: health.unready_reason() is None)
    finally:
        watching.cancel()


async def test_a_process_is_found_to_hang_where_the_broker_answers_others(monkeypatch: pytest.MonkeyPatch) -> None:
    async def try_access(_settings: Settings) -> Access:
        return Access(is_let_in=True)

    monkeypatch.setattr(process, "ACCESS_SECONDS", 0.01)
    monkeypatch.setattr(process, "try_access", try_access)
    now = 0.0
    health = ProcessHealth(lambda: now)
    health.opened()
    health.note_backlog(5)
    health.broker_answers(answers=False)
    watching = asyncio.create_task(watch_access(find_service("cleaner"), Settings(), health))
    try:
        await asyncio.sleep(0.05)
        now = 300.0
        health.heartbeat()
        assert health.stalled_seconds() == 300
    finally:
        watching.cancel()


async def test_a_right_that_was_taken_away_is_named_until_it_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = ["Read of the topic articles.raw"]

    async def missing_rights(_settings: Settings, rights: Iterable[Right]) -> list[str]:
        assert rights
        return lacking

    monkeypatch.setattr(process, "ACCESS_SECONDS", 0.01)
    monkeypatch.setattr(process, "missing_rights", missing_rights)
    health = ProcessHealth()
    health.opened()
    watching = asyncio.create_task(watch_access(find_service("cleaner"), Settings(), health))
    try:
        # Nobody asks while nothing is refused.
        await asyncio.sleep(0.05)
        assert health.unready_reason() is None
        health.block("rights", "TopicAuthorizationFailedError")
        said = "not allowed, `copydesk acls apply` gives the right: Read of the topic articles.raw"
        await until(lambda: health.unready_reason() == said)
        lacking.clear()
        await until(lambda: health.unready_reason() is None)
    finally:
        watching.cancel()


@pytest.mark.parametrize(
    ("name", "topics"),
    [
        ("intake", ["articles.raw", "intake.dead-letters"]),
        ("cleaner", ["articles.raw", "articles.clean", "cleaner.dead-letters"]),
        ("dedup", ["articles.clean", "articles.unique", "articles.duplicates", "dedup.dead-letters"]),
        ("quotes", ["articles.entities", "articles.enriched", "quotes", "quotes.dead-letters"]),
    ],
)
def test_a_service_needs_what_it_reads_and_what_it_writes(name: str, topics: list[str]) -> None:
    service: Service[Document] = find_service(name)
    assert topics_of(service) == topics


def test_the_metrics_show_what_readyz_answers() -> None:
    health = ProcessHealth()
    show_readiness("quotes", health)

    def shown() -> float | None:
        return REGISTRY.get_sample_value("copydesk_ready", {"service": "quotes"})

    assert shown() == 0
    health.opened()
    assert shown() == 1
    health.block("delivery", "the broker is away")
    assert shown() == 0
