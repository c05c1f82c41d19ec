from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from copydesk.runtime.settings import Settings
from schemas.topics import TOPICS


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"COPYDESK_{name.upper()}", raising=False)


def test_every_setting_has_a_default_and_a_description() -> None:
    Settings()
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize(
    ("variable", "value", "name", "expected"),
    [
        ("COPYDESK_BROKERS", "kafka-1:9092,kafka-2:9092", "brokers", "kafka-1:9092,kafka-2:9092"),
        ("COPYDESK_HEALTH_PORT", "0", "health_port", 0),
        ("COPYDESK_DATA_DIR", "/srv/copydesk", "data_dir", Path("/srv/copydesk")),
        ("COPYDESK_TOPIC_PREFIX", "daily.", "topic_prefix", "daily."),
        ("COPYDESK_PRODUCER_IDEMPOTENCE", "false", "producer_idempotence", False),
        ("COPYDESK_STOP_GRACE_SECONDS", "2.5", "stop_grace_seconds", 2.5),
        ("copydesk_in_flight", "7", "in_flight", 7),
    ],
)
def test_settings_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, name: str, expected: object
) -> None:
    monkeypatch.setenv(variable, value)
    assert getattr(Settings(), name) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("health_port", "65536"),
        ("health_port", "http"),
        ("in_flight", "0"),
        ("in_flight_bytes", "0"),
        ("stream_buffer", "0"),
        ("dead_letter_run", "-1"),
        ("dead_letter_share", "1.5"),
        ("request_timeout_seconds", "0"),
        ("commit_interval_seconds", "0"),
        ("stall_seconds", "0"),
        ("topic_prefix", "with space"),
        ("topic_prefix", "daily/"),
        ("security_protocol", "TLS"),
        ("sasl_mechanism", "GSSAPI"),
        ("log_level", "LOUD"),
        ("log_format", "xml"),
        ("topic_partitions", "articles.clean"),
        ("topic_partitions", "articles.clean="),
        ("topic_partitions", "articles.clean=0"),
        ("topic_partitions", "articles.clean=-3"),
        ("topic_partitions", "articles.clean=three"),
        ("topic_partitions", "articles.clean=3.0"),
        ("topic_partitions", "articles.clean=\u0663"),
        ("topic_partitions", "articles.klean=3"),
        ("topic_partitions", "articles.clean=3,articles.clean=4"),
        ("topic_partitions", "articles.clean=3;quotes=4"),
        ("topic_partitions", "articles.clean=1001"),
        ("topic_partitions", "articles.clean=0000010000000"),
    ],
)
def test_a_bad_value_is_refused_and_the_error_names_the_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"COPYDESK_{name.upper()}", value)
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert [error["loc"] for error in caught.value.errors()] == [(name,)]


WIDTHS = [
    ("", {}),
    ("articles.clean=3", {"articles.clean": 3}),
    (" articles.clean = 3 , quotes=12, ", {"articles.clean": 3, "quotes": 12}),
    ("articles.raw=1,dedup.dead-letters=2", {"articles.raw": 1, "dedup.dead-letters": 2}),
]


@pytest.mark.parametrize(("asked", "expected"), WIDTHS)
def test_topics_are_as_wide_as_asked_and_the_others_as_the_contract_says(
    monkeypatch: pytest.MonkeyPatch, asked: str, expected: dict[str, int]
) -> None:
    monkeypatch.setenv("COPYDESK_TOPIC_PARTITIONS", asked)
    settings = Settings(topic_prefix="daily.")
    assert {topic.name: settings.partitions(topic) for topic in TOPICS} == {
        topic.name: expected.get(topic.name, topic.partitions) for topic in TOPICS
    }


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ("articles.klean=3", "there is no topic articles.klean; there are articles.raw, articles.clean"),
        ("daily.articles.clean=3", "there is no topic daily.articles.clean"),
        ("articles.clean=none", "articles.clean=none: expected TOPIC=PARTITIONS, from 1 to 1,000"),
        ("quotes=2,quotes=2", "quotes is named twice"),
    ],
)
def test_a_width_that_cannot_be_is_explained(monkeypatch: pytest.MonkeyPatch, asked: str, problem: str) -> None:
    monkeypatch.setenv("COPYDESK_TOPIC_PARTITIONS", asked)
    with pytest.raises(ValidationError, match=re.escape(problem)):
        Settings()


def test_an_unknown_variable_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_TEST_BROKER", "x")
    Settings()


def test_the_prefix_stands_before_topics_and_groups() -> None:
    assert Settings().topic("articles.raw") == "articles.raw"
    assert Settings().group("cleaner") == "copydesk.cleaner"
    daily = Settings(topic_prefix="daily.")
    assert daily.topic("articles.raw") == "daily.articles.raw"
    assert daily.group("cleaner") == "daily.copydesk.cleaner"


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().brokers = "elsewhere:9092"  # type: ignore[misc]


def test_a_password_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_SASL_PASSWORD", "hunter2-hunter2")
    settings = Settings()
    assert "hunter2" not in repr(settings) + str(settings) + settings.model_dump_json()
    assert settings.sasl_password is not None
    assert settings.sasl_password.get_secret_value() == "hunter2-hunter2"
