from __future__ import annotations

from typing import cast

import pytest
from kafka import KafkaProducer
from kafka.errors import KafkaTimeoutError

from copydesk.operator import decisions as decisions_module
from copydesk.operator.cluster import ClusterError
from copydesk.operator.decisions import Decisions, LetterPlace, read_decisions, record_decisions
from copydesk.runtime.settings import Settings
from schemas.dead_letter import DeadLetterDecision
from tests.copydesk.operator.consumer import FakeConsumer, Record, reading
from tests.copydesk.operator.producer import FakeProducer

SETTINGS = Settings(topic_prefix="daily.")
LETTERS = "daily.cleaner.dead-letters"
PLACE = LetterPlace(LETTERS, 0, 7, 1000)


def decided(decision: str, offset: int = 7, timestamp: int = 1000) -> bytes:
    made = {"topic": LETTERS, "partition": 0, "offset": offset, "timestamp": timestamp, "decision": decision}
    return DeadLetterDecision.model_validate(made).model_dump_json().encode()


def read(monkeypatch: pytest.MonkeyPatch, *values: bytes | None) -> Decisions:
    records = [Record("daily.operator.decisions", 0, n, b"k", value) for n, value in enumerate(values)]
    monkeypatch.setattr(decisions_module, "reader", reading(FakeConsumer(*records)))
    return read_decisions(SETTINGS)


def test_the_latest_decision_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, decided("dropped"), decided("redriven")).about(PLACE) == "redriven"


def test_a_dead_letter_at_the_place_of_an_earlier_one_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever deletes the topic and makes it anew must not find new dead letters dealt with."""
    assert read(monkeypatch, decided("dropped", timestamp=999)).about(PLACE) is None


def test_what_is_no_decision_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, b"{}", None, b"\xff", b'{"decision": "burnt"}', decided("dropped"))
    assert found.about(PLACE) == "dropped"
    assert found.about(PLACE._replace(offset=8)) is None


def test_without_a_topic_nothing_is_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch).about(PLACE) is None


def test_a_decision_that_is_written_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    producer = FakeProducer()
    record_decisions(cast(KafkaProducer, producer), SETTINGS, [PLACE], "redriven")
    (sent,) = producer.sent
    assert (sent.topic, sent.key) == ("daily.operator.decisions", f"{LETTERS}/0/7".encode())
    assert read(monkeypatch, sent.value).about(PLACE) == "redriven"


def test_a_decision_that_is_not_confirmed_is_an_error() -> None:
    producer = FakeProducer(failures={f"{LETTERS}/0/7".encode(): KafkaTimeoutError("silence")})
    with pytest.raises(ClusterError, match=r"decisions are not confirmed: .*silence"):
        record_decisions(cast(KafkaProducer, producer), SETTINGS, [PLACE], "redriven")
