"""The settings of Faust that differ from its defaults; each default loses messages (docs/choices.md)."""

from __future__ import annotations

from pathlib import Path

import faust
import pytest
from faust import streams
from faust.types import ProcessingGuarantee
from pydantic import SecretStr

from copydesk.registry import find_service
from copydesk.runtime.app import Reader, create_app
from copydesk.runtime.loop import Loop
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from schemas.document import Document
from schemas.topics import SERVICE_NAMES
from tests.copydesk.runtime.bench import FakeSender

READERS = [name for name in SERVICE_NAMES if name != "intake"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(brokers="a:9092,b:9092", data_dir=tmp_path / "not" / "yet" / "made", topic_prefix="daily.")


@pytest.fixture
def app(settings: Settings) -> faust.App:
    return create_app(find_service("cleaner"), settings, ProcessHealth())


def test_messages_may_come_twice_but_are_never_lost(app: faust.App) -> None:
    guarantee: object = app.conf.processing_guarantee
    assert guarantee is ProcessingGuarantee.AT_LEAST_ONCE
    assert app.conf.consumer_auto_offset_reset == "earliest"
    assert app.conf.stream_wait_empty is True
    assert app.conf.broker_commit_interval == 1
    assert app.conf.stream_buffer_maxsize == 256
    assert len(app.tables) == 0


def test_a_worker_makes_no_topics_and_elects_no_leader(app: faust.App) -> None:
    assert app.conf.topic_allow_declare is False
    assert app.conf.topic_disable_leader is True
    assert [str(topic) for topic in app.topics if "leader" in str(topic)] == []


def test_neither_web_server_nor_producer_is_started(app: faust.App) -> None:
    assert app.conf.web_enabled is False
    assert app.BootStrategy.enable_web is False
    assert app.BootStrategy.enable_kafka_producer is False


def test_group_brokers_and_folder_come_from_the_settings(app: faust.App, settings: Settings) -> None:
    assert app.conf.id == "daily.copydesk.cleaner"
    assert [str(url) for url in app.conf.broker] == ["kafka://a:9092", "kafka://b:9092"]
    assert Path(app.conf.datadir) == settings.data_dir / "faust" / "cleaner"
    assert app.conf.broker_client_id == "copydesk-cleaner"


@pytest.mark.parametrize("session", [6.0, 45.0, 120.0])
def test_the_times_of_the_group_protocol_fit_each_other(settings: Settings, session: float) -> None:
    changed = settings.model_copy(update={"session_timeout_seconds": session, "request_timeout_seconds": 11.0})
    conf = create_app(find_service("cleaner"), changed, ProcessHealth()).conf
    assert conf.broker_session_timeout == session
    assert conf.broker_heartbeat_interval * 3 <= session
    assert conf.broker_request_timeout > session
    assert conf.broker_rebalance_timeout >= session


@pytest.mark.parametrize("name", READERS)
def test_each_service_reads_one_article_at_a_time_as_raw_bytes(settings: Settings, name: str) -> None:
    service: Service[Document] = find_service(name)
    health = ProcessHealth()
    app = create_app(service, settings, health)
    sender = FakeSender()
    Reader(app, service, settings, sender, Loop(service, settings, sender, health), health)
    (agent,) = [agent for agent in app.agents.values() if agent.name.startswith("copydesk.")]
    assert agent.concurrency == 1
    topic = agent.channel
    assert isinstance(topic, faust.Topic)
    assert [found.removeprefix("daily.articles.") for found in topic.topics] == [
        {"cleaner": "raw", "dedup": "clean", "entities": "unique", "quotes": "entities"}[name]
    ]
    assert (topic.key_serializer, topic.value_serializer) == ("raw", "raw")


def test_refuses_to_run_without_the_compiled_parts_of_faust(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(streams, "_CStreamIterator", None)
    with pytest.raises(RuntimeError, match="NO_CYTHON"):
        create_app(find_service("cleaner"), settings, ProcessHealth())


def test_a_password_is_never_printed(settings: Settings) -> None:
    secret = settings.model_copy(
        update={
            "security_protocol": "SASL_SSL",
            "sasl_username": "desk",
            "sasl_password": SecretStr("hunter2-hunter2"),
        }
    )
    app = create_app(find_service("cleaner"), secret, ProcessHealth())
    assert app.conf.broker_credentials is not None
    assert "hunter2" not in repr(app) + repr(app.conf) + repr(app.conf.broker_credentials)
