from __future__ import annotations

import pytest
from aiokafka.errors import KafkaConnectionError

from copydesk.runtime.settings import Settings
from services.intake.edges import push as push_module
from services.intake.edges.background import directly
from services.intake.edges.push import Pushed, PushError, push
from services.intake.submission import Submission
from tests.copydesk.runtime.bench import FakeSender, confirm


class FakeDelivery(FakeSender):
    """A cluster of which the test says what it lacks."""

    def __init__(self, *, missing: list[str] | None = None, error: Exception | None = None) -> None:
        super().__init__(confirm)
        self.missing = missing or []
        self.error = error
        self.gone: Exception | None = None
        self.stopped = False

    async def start(self) -> None:
        if self.error:
            raise self.error

    async def missing_topics(self, names: list[str]) -> list[str]:
        if self.gone:
            raise self.gone
        return [name for name in names if name in self.missing]

    async def stop(self) -> None:
        self.stopped = True


Reported = list[tuple[int, str | None]]


async def pushed_through(
    delivery: FakeDelivery, monkeypatch: pytest.MonkeyPatch, *values: bytes
) -> tuple[Pushed, Reported]:
    monkeypatch.setattr(push_module, "Delivery", lambda *_arguments: delivery)
    reported: Reported = []
    submissions = [Submission("wire.jsonl", number, value) for number, value in enumerate(values, start=1)]
    counts = await push(
        Settings(brokers="b:1"), directly(submissions), lambda found, why: reported.append((found.line, why)), print
    )
    return counts, reported


async def test_counts_and_reports_each_submission_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    delivery = FakeDelivery()
    counts, reported = await pushed_through(delivery, monkeypatch, b'{"body": "x"}', b'{"id": "a"}', b'{"body": "y"}')
    assert (counts.published, counts.refused) == (2, 1)
    assert reported == [(1, None), (2, "body: Field required"), (3, None)]
    assert sorted(message.topic for message in delivery.sent) == ["articles.raw", "articles.raw", "intake.dead-letters"]
    assert delivery.stopped


async def test_any_number_of_refusals_does_not_stop_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    counts, _ = await pushed_through(FakeDelivery(), monkeypatch, *[b"broken"] * 300, b'{"body": "x"}')
    assert (counts.published, counts.refused) == (1, 300)


async def test_nothing_to_push_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    counts, reported = await pushed_through(FakeDelivery(), monkeypatch)
    assert (counts.published, counts.refused, reported) == (0, 0, [])


async def test_a_cluster_without_the_topics_gets_nothing_and_is_left_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    delivery = FakeDelivery(missing=["articles.raw"])
    with pytest.raises(PushError, match=r"copydesk topics apply`: articles\.raw"):
        await pushed_through(delivery, monkeypatch, b'{"body": "x"}')
    assert delivery.sent == []
    assert delivery.stopped


@pytest.mark.parametrize("error", [KafkaConnectionError("x"), OSError("x")])
async def test_no_broker_is_said_with_its_address(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PushError, match="no broker at b:1"):
        await pushed_through(FakeDelivery(error=error), monkeypatch)


async def test_a_broker_that_goes_away_at_once_leaves_no_connection_open(monkeypatch: pytest.MonkeyPatch) -> None:
    delivery = FakeDelivery()
    delivery.gone = KafkaConnectionError("gone")
    with pytest.raises(PushError, match="no broker at b:1"):
        await pushed_through(delivery, monkeypatch)
    assert delivery.stopped
