"""Each way in which Faust loses a message silently, against a real broker (docs/choices.md, "Losing nothing")."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from copydesk.operator.topics import apply_topics
from schemas.dead_letter import DeadLetter
from tests.support.brokers import Broker
from tests.support.cluster import Cluster, cluster_on, repeated, wait_for

pytestmark = pytest.mark.broker

OUT = ["articles.clean", "cleaner.dead-letters"]


@pytest.fixture
def cluster(any_broker: Broker, tmp_path: Path) -> Iterator[Cluster]:
    with cluster_on(any_broker, tmp_path) as cluster:
        yield cluster


@pytest.fixture
def kafka_cluster(kafka: Broker, tmp_path: Path) -> Iterator[Cluster]:
    with cluster_on(kafka, tmp_path) as cluster:
        yield cluster


def letters(cluster: Cluster) -> dict[str, tuple[DeadLetter, bytes]]:
    found = cluster.read("cleaner.dead-letters")
    return {message.article_id: (DeadLetter.from_headers(message.headers), message.value) for message in found}


def test_an_article_that_raises_is_a_dead_letter_and_its_neighbours_pass(cluster: Cluster) -> None:
    bodies = [f"article {n}" if n % 10 else "raise:no good" for n in range(200)]
    ids = cluster.publish_articles(bodies)
    worker = cluster.start().wait_ready()
    cluster.wait_for_output(ids, OUT)

    clean = cluster.read("articles.clean")
    dead = letters(cluster)
    poison = {i for i, body in zip(ids, bodies, strict=True) if body.startswith("raise")}
    assert set(dead) == poison
    assert {message.article_id for message in clean} == set(ids) - poison
    letter, value = dead[next(iter(poison))]
    assert json.loads(value)["body"] == "raise:no good"
    assert letter.error_type == "RuntimeError"
    assert letter.error_message == "no good"
    assert letter.original_topic == f"{cluster.prefix}articles.raw"
    assert letter.error_place.startswith("support/worker.py:")
    assert worker.metric("copydesk_messages_consumed_total") == 200
    assert worker.metric("copydesk_messages_processed_total", status="ok") == 180
    assert worker.metric("copydesk_messages_processed_total", status="dead_letter") == 20
    assert worker.terminate() == 0
    assert sum(cluster.committed().values()) == 200


NO_ARTICLES: dict[str, tuple[bytes | None, str]] = {
    "no-utf8": (b"\xff\xfe not json", "Invalid JSON"),
    "cut-off": (b'{"body": "cut off', "Invalid JSON"),
    "deep": (b"[" * 100_000, "Invalid JSON"),
    "no-body": (b'{"id": "a"}', "body: Field required"),
    "wrong-type": (b'{"id": "a", "body": 7}', "body: Input should be a valid string"),
    "empty": (b"", "Invalid JSON"),
    "tombstone": (None, "Invalid JSON"),
}


def test_bytes_that_are_no_article_are_dead_letters(cluster: Cluster) -> None:
    before = cluster.publish_articles(["before"] * 8)
    cluster.publish("articles.raw", [(name.encode(), value) for name, (value, _) in NO_ARTICLES.items()])
    after = cluster.publish_articles(["after"] * 8)
    cluster.start().wait_ready()
    cluster.wait_for_output([*before, *NO_ARTICLES, *after], OUT)

    dead = letters(cluster)
    assert set(dead) == set(NO_ARTICLES)
    for name, (value, reason) in NO_ARTICLES.items():
        letter, original = dead[name]
        assert letter.error_message.startswith(reason)
        assert original == (value or b"")
    assert {message.article_id for message in cluster.read("articles.clean")} == {*before, *after}


def test_a_message_without_key_is_processed(cluster: Cluster) -> None:
    cluster.publish("articles.raw", [(None, b'{"id": "keyless", "body": "text"}')])
    cluster.start().wait_ready()
    cluster.wait_for_output(["keyless"], ["articles.clean"])


def test_a_document_too_large_for_its_topic_is_a_dead_letter_at_once(cluster: Cluster) -> None:
    ids = cluster.publish_articles(["before", "swell:7000000", "after"])
    worker = cluster.start().wait_ready()
    cluster.wait_for_output(ids, OUT)

    assert set(letters(cluster)) == {ids[1]}
    assert letters(cluster)[ids[1]][0].error_type == "DocumentTooLargeError"
    assert worker.metric("copydesk_publish_retries_total") == 0


def test_a_document_that_the_broker_rejects_is_a_dead_letter(kafka_cluster: Cluster) -> None:
    kafka_cluster.configure("articles.clean", max_message_bytes="20000")
    ids = kafka_cluster.publish_articles(["before", "incompressible:60000", "after"] + ["neighbour"] * 50)
    kafka_cluster.start().wait_ready()
    kafka_cluster.wait_for_output(ids, OUT)

    letter, value = letters(kafka_cluster)[ids[1]]
    assert letter.error_type == "MessageSizeTooLargeError"
    assert json.loads(value)["body"] == "incompressible:60000"
    assert {m.article_id for m in kafka_cluster.read("articles.clean")} == set(ids) - {ids[1]}


def test_killed_in_the_middle_of_a_slow_article_nothing_is_committed_past_it(cluster: Cluster) -> None:
    first = cluster.publish_articles(["one", "two"])
    worker = cluster.start().wait_ready()
    cluster.wait_for_output(first, ["articles.clean"])
    wait_for(lambda: sum(cluster.committed().values()) == 2, 20, "the first two committed")

    slow = cluster.publish_articles(["sleep:8"] + [f"behind {n}" for n in range(50)])
    wait_for(lambda: worker.metric("copydesk_messages_in_progress") > 0, 20, "the slow one taken")
    worker.kill()
    committed = cluster.committed()
    raw = {message.article_id: message for message in cluster.read("articles.raw")}
    assert committed.get(raw[slow[0]].partition, 0) <= raw[slow[0]].offset

    impatient = cluster.start(IN_FLIGHT="1").wait_ready()
    cluster.wait_for_output([*first, *slow], ["articles.clean"], seconds=90)
    repeated(cluster.read("articles.clean"))
    impatient.kill()


def test_a_worker_that_is_killed_before_its_first_commit_leaves_all_to_the_next(kafka_cluster: Cluster) -> None:
    """What is fetched during a rebalance is dropped, so its partition must be sought back though none has committed."""
    start = partial(kafka_cluster.start, "tests.support.patient_worker", SESSION_TIMEOUT_SECONDS="6")
    workers = [start(), start()]
    wait_for(lambda: [w.metric("copydesk_partitions_assigned") for w in workers] == [2, 2], 40, "both lead")
    workers[0].kill()
    ids = kafka_cluster.publish_articles([f"article {n}" for n in range(100)])
    kafka_cluster.wait_for_output(ids, ["articles.clean"], seconds=40)


def test_sigterm_finishes_the_article_in_flight_and_commits_it(cluster: Cluster) -> None:
    ids = cluster.publish_articles(["sleep:2"])
    worker = cluster.start().wait_ready()
    wait_for(lambda: worker.metric("copydesk_messages_consumed_total") == 1, 20, "the article taken")
    assert worker.terminate() == 0
    assert {message.article_id for message in cluster.read("articles.clean")} == set(ids)
    assert sum(cluster.committed().values()) == 1


def test_dead_letters_that_cannot_be_written_stop_the_line_until_they_can(kafka_cluster: Cluster) -> None:
    worker = kafka_cluster.start(REQUEST_TIMEOUT_SECONDS="11").wait_ready()
    kafka_cluster.delete("cleaner.dead-letters")
    ids = kafka_cluster.publish_articles(["raise:x"] * 3 + ["fine"] * 20)
    wait_for(lambda: worker.get("/readyz")[0] == 503, 60, "readiness red")
    # At first it may only say how long nothing was confirmed; once the attempt has ended, where it cannot write.
    wait_for(lambda: "cannot write to cleaner.dead-letters" in worker.get("/readyz")[1], 60, "the reason")
    assert worker.get("/livez")[0] == 200
    poisoned = {m.partition: m.offset for m in reversed(kafka_cluster.read("articles.raw")) if m.article_id in ids[:3]}
    for partition, offset in kafka_cluster.committed().items():
        assert offset <= poisoned.get(partition, offset), "committed past a dead letter that is not written"

    apply_topics(kafka_cluster.settings, replication=1)
    kafka_cluster.wait_for_output(ids, OUT, seconds=90)
    wait_for(lambda: worker.get("/readyz")[0] == 200, 30, "readiness green again")
    assert set(letters(kafka_cluster)) == set(ids[:3])


def test_a_stop_while_the_line_is_blocked_ends_in_time_and_commits_nothing(kafka_cluster: Cluster) -> None:
    worker = kafka_cluster.start(REQUEST_TIMEOUT_SECONDS="11", STOP_GRACE_SECONDS="3").wait_ready()
    kafka_cluster.delete("articles.clean")
    ids = kafka_cluster.publish_articles(["waits"] * 5)
    wait_for(lambda: worker.metric("copydesk_messages_consumed_total") > 0, 30, "an article taken")
    assert worker.terminate(timeout=20) == 75
    assert sum(kafka_cluster.committed().values()) == 0

    apply_topics(kafka_cluster.settings, replication=1)
    kafka_cluster.start().wait_ready()
    kafka_cluster.wait_for_output(ids, ["articles.clean"])


def test_too_many_dead_letters_stop_the_line_with_the_input_intact(cluster: Cluster) -> None:
    ids = cluster.publish_articles(["raise:broken deployment"] * 40)
    worker = cluster.start(DEAD_LETTER_RUN="5", STOP_GRACE_SECONDS="2").wait_ready()
    wait_for(lambda: worker.get("/readyz")[0] == 503, 30, "readiness red")
    assert "5 dead letters in a row" in worker.get("/readyz")[1]
    assert worker.get("/livez")[0] == 200, "a restart would let five more through"
    assert worker.metric("copydesk_line_blocked") == 1
    assert worker.terminate() == 75
    assert len(cluster.read("cleaner.dead-letters")) == 5
    assert sum(cluster.committed().values()) <= 5

    cluster.start(DEAD_LETTER_RUN="0", DEAD_LETTER_SHARE="1").wait_ready()
    cluster.wait_for_output(ids, ["cleaner.dead-letters"])


def test_a_worker_waits_for_its_topics_and_says_which(any_broker: Broker, tmp_path: Path) -> None:
    with cluster_on(any_broker, tmp_path) as cluster:
        cluster.prefix = f"absent-{cluster.prefix}"
        worker = cluster.start()
        wait_for(lambda: "topics missing" in worker.get("/readyz")[1], 30, "the reason")
        assert "articles.raw" in worker.get("/readyz")[1]
        assert worker.get("/livez")[0] == 200
        assert worker.terminate() == 0
