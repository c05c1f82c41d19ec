"""The rights that the chart gives each service: enough for its work on a Kafka that refuses everything else."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourceType,
)
from kafka.errors import (
    GroupAuthorizationFailedError,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailedError,
)

from copydesk.operator.tail import follow
from copydesk.operator.topics import list_topics
from copydesk.registry import PROCESS_NAMES
from copydesk.runtime.broker import free_port
from copydesk.runtime.connection import client_options
from schemas.topics import SERVICE_NAMES, TOPICS
from services.intake.edges.http.keys import add_key, new_key
from tests.support.cluster import Cluster, wait_for
from tests.support.guarded import Guarded, Guards
from tests.support.manifests import CHART, Manifest, render

pytestmark = pytest.mark.broker

VALUES = CHART / "ci" / "strimzi-scram-values.yaml"
ARTICLE = {
    "id": "ferry",
    "source": "desk",
    "title": "Council keeps the night ferry",
    "body": "The night ferry stays for another year, said Mayor Ingrid Solheim on Monday. “We listened to the people.”",
}


@pytest.fixture
def guarded(guards: Guards, tmp_path: Path) -> Iterator[Guarded]:
    with guards.cluster(tmp_path) as guarded:
        allow(guarded.cluster, render(VALUES, settings={"kafka.topicPrefix": guarded.cluster.prefix}))
        guarded.wait_until_allowed("quotes")
        yield guarded


def allow(cluster: Cluster, manifests: list[Manifest]) -> None:
    """Do what Strimzi's user operator does with each KafkaUser."""
    rules = [
        ACL(
            f"User:{user['metadata']['name']}",
            "*",
            ACLOperation[re.sub("(?<=[a-z])(?=[A-Z])", "_", operation).upper()],
            ACLPermissionType.ALLOW,
            ResourcePattern(
                ResourceType[rule["resource"]["type"].upper()],
                rule["resource"]["name"],
                ACLResourcePatternType[rule["resource"]["patternType"].upper().replace("PREFIX", "PREFIXED")],
            ),
        )
        for user in manifests
        if user["kind"] == "KafkaUser"
        for rule in user["spec"]["authorization"]["acls"]
        for operation in rule["operations"]
    ]
    assert rules
    with contextlib.closing(KafkaAdminClient(bootstrap_servers=cluster.broker.address)) as admin:
        made = admin.create_acls(rules)
        assert not made["failed"], made


def ask(port: int, secret: str, method: str, path: str, body: str | None = None) -> dict[str, Any]:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        connection.request(method, path, body, headers)
        answer: dict[str, Any] = json.loads(connection.getresponse().read())
        return answer


def test_each_service_can_do_its_work(guarded: Guarded) -> None:
    cluster = guarded.cluster
    key, secret = new_key("desk", ["desk"])
    add_key(cluster.folder / "data" / "keys.json", key)
    port = free_port()
    workers = {name: guarded.start(name) for name in PROCESS_NAMES if name not in ("http", "dedup")}
    # Two, so that one follows what the other judges.
    workers |= {
        f"dedup {number}": guarded.start("dedup", DATA_DIR=str(cluster.folder / str(number))) for number in (1, 2)
    }
    workers["http"] = guarded.start("http", HTTP_PORT=str(port))
    for worker in workers.values():
        worker.wait_ready()

    answer = ask(port, secret, "POST", "/v1/articles", json.dumps(ARTICLE))
    assert answer["accepted"] == 1
    drop = cluster.folder / "data" / "drop"
    (drop / "broken.json").write_text('{"id": "broken"')
    cluster.wait_for_output(["ferry"], ["articles.enriched"])
    wait_for(lambda: bool(cluster.read("intake.dead-letters")), 30, "the broken file is a dead letter")
    steps = ask(port, secret, "GET", answer["items"][0]["location"])["steps"]
    assert tuple(dict.fromkeys(step["service"] for step in steps)) == SERVICE_NAMES
    # What an edge would be slowed down by.
    assert "lag cannot be measured" not in workers["http"].log.read_text()

    operator = guarded.settings("operator")
    assert {state.state for state in list_topics(operator)} == {"present"}
    enriched = next(iter(follow(operator, "articles.enriched", from_beginning=True, idle_seconds=20)))
    assert enriched.key == b"ferry"
    for worker in workers.values():
        worker.process.send_signal(signal.SIGTERM)
    for worker in workers.values():
        assert worker.process.wait(60) == 0
        assert "AuthorizationFailed" not in worker.log.read_text()


def test_a_service_that_is_taken_over_reads_and_writes_nothing_that_is_not_its_own(guarded: Guarded) -> None:
    prefix = guarded.cluster.prefix
    options = client_options(guarded.settings("quotes"))
    with contextlib.closing(KafkaProducer(**options, enable_idempotence=False)) as producer:
        for topic in TOPICS:
            if topic.written_by == "quotes":
                producer.send(prefix + topic.name, b"{}").get(timeout=30)
                continue
            with pytest.raises(TopicAuthorizationFailedError):
                producer.send(prefix + topic.name, b"{}").get(timeout=30)
    others_group = KafkaConsumer(f"{prefix}articles.entities", group_id=f"{prefix}copydesk.cleaner", **options)
    with contextlib.closing(others_group), pytest.raises(GroupAuthorizationFailedError):
        others_group.poll(timeout_ms=10_000)
    with contextlib.closing(KafkaConsumer(**options)) as reader:
        # The others do not even exist for it.
        own = {topic.name for topic in TOPICS if topic.written_by == "quotes"}
        assert reader.topics() == {prefix + name for name in {*own, "articles.entities"}}
        written = TopicPartition(f"{prefix}quotes.dead-letters", 0)
        reader.assign([written])
        reader.seek(written, 0)
        with pytest.raises(TopicAuthorizationFailedError):
            reader.poll(timeout_ms=10_000)
    # No service writes in a transaction, so none may: it could hold up those who read what is committed.
    transactional = KafkaProducer(**options, transactional_id=f"{prefix}quotes")
    with contextlib.closing(transactional), pytest.raises(TransactionalIdAuthorizationFailedError):
        transactional.init_transactions()
