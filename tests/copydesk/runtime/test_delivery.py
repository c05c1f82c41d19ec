"""Where a delivery puts a message; that it loses none is proved against real brokers (tests/broker)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError, UnknownTopicOrPartitionError

from copydesk.runtime import delivery as delivery_module
from copydesk.runtime.dead_letters import dead_letter
from copydesk.runtime.delivery import Delivery
from copydesk.runtime.envelope import envelop
from copydesk.runtime.settings import Settings
from schemas.article import CleanArticle, RawArticle, UniqueArticle
from schemas.document import Document
from schemas.sketch import Sketch
from schemas.story import Story
from tests.copydesk.runtime.bench import origin

SKETCH = Sketch(exact="")


class FakeCluster:
    """What producers find and leave: the topics' widths, and the topic, key and partition of each message sent."""

    def __init__(self) -> None:
        self.widths: dict[str, int] = {}
        self.sent: list[tuple[str, bytes, int | None]] = []
        self.producers = 0
        self.failures: list[Exception] = []


class FakeClient:
    """aiokafka's client, which nobody asks for anything here."""


@dataclass
class FakeProducer:
    """aiokafka's producer, as far as a delivery knows it."""

    cluster: FakeCluster
    client: FakeClient = field(default_factory=FakeClient)

    async def start(self) -> None:
        self.cluster.producers += 1

    async def stop(self) -> None: ...

    async def partitions_for(self, topic: str) -> set[int]:
        if topic not in self.cluster.widths:
            raise UnknownTopicOrPartitionError
        return set(range(self.cluster.widths[topic]))

    async def send(
        self, topic: str, *, value: bytes, key: bytes, partition: int | None, headers: object
    ) -> asyncio.Future[None]:
        assert value
        assert headers
        confirmation = asyncio.get_running_loop().create_future()
        if self.cluster.failures:
            confirmation.set_exception(self.cluster.failures.pop())
        else:
            confirmation.set_result(None)
        self.cluster.sent.append((topic, key, partition))
        return confirmation


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> FakeCluster:
    cluster = FakeCluster()
    monkeypatch.setattr(delivery_module, "AIOKafkaProducer", lambda **_options: FakeProducer(cluster))
    return cluster


@pytest.fixture
async def delivery(cluster: FakeCluster) -> AsyncIterator[Delivery]:
    delivery = Delivery(Settings(topic_prefix="daily."), "test")
    await delivery.start()
    yield delivery
    await delivery.stop()


def clean(id_: str, language: str | None) -> CleanArticle:
    return CleanArticle(id=id_, text="Text", language=language, sketch=SKETCH)


async def test_a_clean_article_goes_to_the_partition_of_its_language(cluster: FakeCluster, delivery: Delivery) -> None:
    cluster.widths["daily.articles.clean"] = 3
    languages = ["en", "es", "de", "fr", "en-GB", "ES", "de_AT", None, "sw"]
    messages = [envelop(clean(f"a{n}", language), "cleaner", {}) for n, language in enumerate(languages)]
    await delivery.send(messages)
    assert [partition for *_, partition in cluster.sent] == [0, 1, 2, 0, 0, 1, 2, 0, 2]
    assert [(topic, key) for topic, key, _ in cluster.sent] == [
        ("daily.articles.clean", f"a{n}".encode()) for n in range(len(languages))
    ]


async def test_a_topic_of_one_partition_has_all_languages(cluster: FakeCluster, delivery: Delivery) -> None:
    cluster.widths["daily.articles.clean"] = 1
    await delivery.send([envelop(clean("a", language), "cleaner", {}) for language in ("en", "es", "sw", None)])
    assert [partition for *_, partition in cluster.sent] == [0] * 4


@pytest.mark.parametrize(
    "document",
    [
        RawArticle(id="a", body="Text", language="es"),
        UniqueArticle(id="a", text="Text", language="es", story=Story(id="s", verdict="new")),
    ],
    ids=lambda document: type(document).__name__,
)
async def test_the_key_decides_in_every_other_topic(
    cluster: FakeCluster, delivery: Delivery, document: Document
) -> None:
    letter = dead_letter(origin("a", headers={}), ValueError("no good"), "dedup")
    await delivery.send([envelop(document, "intake", {}), letter])
    assert [partition for *_, partition in cluster.sent] == [None, None]


async def test_a_message_that_is_sent_again_lands_in_the_same_partition(
    cluster: FakeCluster, delivery: Delivery
) -> None:
    cluster.widths["daily.articles.clean"] = 3
    messages = [envelop(clean(f"a{n}", language), "cleaner", {}) for n, language in enumerate(("es", "de", "sw"))]
    cluster.failures.append(KafkaConnectionError("away"))
    await delivery.send(messages)
    await delivery.restart()
    await delivery.send(messages)
    await delivery.send_alone(messages)
    assert cluster.producers > 2
    first, again, alone = cluster.sent[:3], cluster.sent[3:6], cluster.sent[6:]
    assert first == again == alone


async def test_without_the_topic_the_confirmation_fails_and_later_ones_do_not(
    cluster: FakeCluster, delivery: Delivery
) -> None:
    message = envelop(clean("a", "es"), "cleaner", {})
    (failed,) = await delivery.send([message])
    assert isinstance(failed.exception(), UnknownTopicOrPartitionError)
    cluster.widths["daily.articles.clean"] = 3
    (confirmed,) = await delivery.send([message])
    assert confirmed.exception() is None


async def test_a_producer_that_does_not_start_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(_producer: AIOKafkaProducer) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(AIOKafkaProducer, "start", hang)
    monkeypatch.setattr(delivery_module, "START_SECONDS", 0.05)
    delivery = Delivery(Settings(), "test")
    async with asyncio.timeout(5):
        with pytest.raises(KafkaConnectionError, match="no producer could be started"):
            await delivery.start()
    assert not await delivery.answers()
