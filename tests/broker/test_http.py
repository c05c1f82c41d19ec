"""The HTTP edge as a process before a real broker: what it has answered for is there, whatever is killed."""

from __future__ import annotations

import http.client
import json
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from copydesk.runtime.broker import free_port
from services.intake.edges.http.keys import add_key, new_key
from tests.broker.test_broker_away import silent
from tests.support.brokers import Broker, kill_and_start, tansu_broker
from tests.support.cluster import Cluster, Worker, cluster_on, repeated, wait_for

pytestmark = pytest.mark.broker

ARTICLES = int(os.environ.get("COPYDESK_HTTP_CHAOS_ARTICLES", "2000"))
SEEDS = range(int(os.environ.get("COPYDESK_HTTP_CHAOS_SEEDS", "1")))
BODY = "The council met on Monday and put the question off until the autumn. " * 40
CLIENTS = 8
BATCH = 10
EDGE_SHARE, BROKER_SHARE = 0.8, 0.2
CONFIRM_SECONDS = 3


@pytest.fixture
def cluster(any_broker: Broker, tmp_path: Path) -> Iterator[Cluster]:
    with cluster_on(any_broker, tmp_path) as cluster:
        yield cluster


class Edge:
    """The process, which may be killed and started again, and a key."""

    def __init__(self, cluster: Cluster, **settings: str) -> None:
        self._cluster = cluster
        self._settings = settings
        self.port = free_port()
        key, self.secret = new_key("desk", ["desk"])
        add_key(cluster.folder / "data" / "keys.json", key)
        self.worker = self.start()

    def start(self) -> Worker:
        self.worker = self._cluster.start("copydesk", "run", "http", HTTP_PORT=str(self.port), **self._settings)
        return self.worker

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, dict[str, Any]]:
        """Status and answer; status 0 where the connection broke."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        given = {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/x-ndjson", **headers}
        try:
            connection.request(method, path, body, given)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return 0, {}
        finally:
            connection.close()

    def push(self, *articles: Mapping[str, object], **headers: str) -> tuple[int, dict[str, Any]]:
        return self.ask("POST", "/v1/articles", "\n".join(map(json.dumps, articles)).encode(), **headers)


def accepted(answer: dict[str, object]) -> list[str]:
    items = answer.get("items", [])
    assert isinstance(items, list)
    return [item["id"] for item in items if item["status"] == 201]


def test_what_is_accepted_is_in_the_topic_and_what_is_refused_in_the_dead_letters(cluster: Cluster) -> None:
    edge = Edge(cluster)
    edge.worker.wait_ready()
    status, answer = edge.push({"id": "a", "body": "one"}, {"id": "b"}, {"id": "c", "body": "three"})
    assert (status, accepted(answer)) == (207, ["a", "c"])
    raw = cluster.read("articles.raw")
    assert sorted(message.article_id for message in raw) == ["a", "c"]
    assert {message.headers["ce_source"] for message in raw} == {b"/copydesk/intake"}
    (dead,) = cluster.read("intake.dead-letters")
    assert dead.headers["dead_letter_original_topic"] == b"http:desk"
    assert edge.worker.metric("copydesk_messages_processed_total", service="http", status="ok") == 2
    assert edge.worker.metric("copydesk_http_items_total", outcome="invalid") == 1
    assert edge.worker.terminate() == 0


def test_a_repeated_push_is_the_same_events(cluster: Cluster) -> None:
    edge = Edge(cluster)
    edge.worker.wait_ready()
    articles = [{"id": "stated", "body": "x"}, {"uri": "urn:1", "body": "x"}, {"body": "x"}]
    for _ in range(2):
        assert edge.push(*articles)[0] == 201
    assert repeated(cluster.read("articles.raw")) == 3
    for _ in range(2):
        assert edge.push(*articles, **{"Idempotency-Key": "once"})[0] == 201
    assert repeated(cluster.read("articles.raw")) == 6, "the second time nothing was published"


def test_where_an_article_is(cluster: Cluster) -> None:
    edge = Edge(cluster)
    edge.worker.wait_ready()
    cluster.start().wait_ready()
    _, answer = edge.push({"id": "a/b c", "body": "one"}, {"id": "bad", "body": "raise:no good"})
    cluster.wait_for_output(["a/b c", "bad"], ["articles.clean", "cleaner.dead-letters"])
    items = answer["items"]
    assert isinstance(items, list)
    found = [edge.ask("GET", item["location"]) for item in items]
    assert [status for status, _ in found] == [200, 200]
    steps = [[(step["service"], step["status"], step.get("reason")) for step in way["steps"]] for _, way in found]
    assert steps == [
        [("intake", "ok", None), ("cleaner", "ok", None)],
        [("intake", "ok", None), ("cleaner", "dead_letter", "RuntimeError: no good")],
    ]
    assert [way["complete"] for _, way in found] == [True, True]
    assert edge.ask("GET", "/v1/articles/unknown")[0] == 404
    key, other = new_key("other", ["other"])
    add_key(cluster.folder / "data" / "keys.json", key)
    status, _ = edge.ask("GET", str(items[0]["location"]), Authorization=f"Bearer {other}")
    assert status == 404, "what another source pushed is not for this key"


def test_a_backlog_over_the_limit_is_answered_503(kafka: Broker, tmp_path: Path) -> None:
    with cluster_on(kafka, tmp_path) as cluster:
        edge = Edge(cluster, HTTP_LAG_LIMIT="5")
        edge.worker.wait_ready()
        assert edge.push(*({"id": f"{number}", "body": "x"} for number in range(20)))[0] == 201
        wait_for(lambda: edge.worker.metric("copydesk_http_backlog_messages") == 20, 20, "the backlog measured")
        status, answer = edge.push({"body": "one too many"})
        assert (status, answer["detail"]) == (
            503,
            "20 articles wait for the cleaner; nothing was taken, send it again",
        )
        cluster.start().wait_ready()
        wait_for(lambda: edge.push({"body": "again"})[0] == 201, 40, "the cleaner caught up")


def test_a_broker_that_goes_silent_is_answered_503_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    with tansu_broker(tmp_path) as broker, cluster_on(broker, tmp_path) as cluster:
        edge = Edge(cluster, HTTP_CONFIRM_SECONDS=f"{CONFIRM_SECONDS}")
        edge.worker.wait_ready()
        with silent(broker):
            assert edge.push({"id": "waits", "body": "x"})[0] == 503
            started = time.monotonic()
            statuses = {edge.push({"id": f"{number}", "body": "x"})[0] for number in range(20)}
            assert statuses == {503}
            assert time.monotonic() - started < 20 * CONFIRM_SECONDS / 2, "no request waited for its own confirmation"
        wait_for(lambda: edge.push({"id": "after", "body": "x"})[0] == 201, 90, "it takes pushes again")
        assert {"waits", "after"} <= {message.article_id for message in cluster.read("articles.raw")}


@pytest.mark.chaos
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_was_acknowledged_is_lost_though_process_and_broker_are_killed(
    kafka: Broker, tmp_path: Path, seed: int
) -> None:
    """Clients push until each article is accepted; meanwhile the edge and Kafka are killed, alone and together."""
    chance = random.Random(seed)  # noqa: S311 - a seed that can be repeated is the point
    with cluster_on(kafka, tmp_path) as cluster:
        edge = Edge(cluster, HTTP_CONFIRM_SECONDS="5", REQUEST_TIMEOUT_SECONDS="15")
        edge.worker.wait_ready()
        done = threading.Event()

        def client(number: int) -> None:
            for start in range(0, ARTICLES // CLIENTS, BATCH):
                ids = [f"{seed}-{number}-{start + item}" for item in range(BATCH)]
                while left := [name for name in ids if name not in known]:
                    known.update(accepted(edge.push(*({"id": name, "body": BODY} for name in left))[1]))
                    time.sleep(0.01)

        known: set[str] = set()
        struck: Counter[str] = Counter()
        clients = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]

        def strike() -> None:
            while not done.wait(chance.uniform(0.5, 3)):
                if chance.random() < BROKER_SHARE and "COPYDESK_TEST_BROKER" not in os.environ:
                    kill_and_start(kafka)
                    struck["broker"] += 1
                if chance.random() < EDGE_SHARE:
                    edge.worker.kill()
                    time.sleep(chance.choice([0, 0.5]))
                    edge.start()
                    struck["edge"] += 1
                wait_for(lambda: edge.worker.get("/readyz")[0] == 200 or done.is_set(), 90, "ready again")

        striking = threading.Thread(target=strike)
        for thread in [*clients, striking]:
            thread.start()
        for thread in clients:
            thread.join()
        done.set()
        striking.join()
        wait_for(lambda: edge.worker.get("/readyz")[0] == 200, 90, "ready at the end")
        pushed = sorted(known)
        raw = cluster.read("articles.raw")
        lost = set(pushed) - {message.article_id for message in raw}
        print(f"seed {seed}: {len(pushed)} acknowledged, {len(lost)} lost, {repeated(raw)} repeated, {struck}")
        assert len(pushed) == ARTICLES // CLIENTS // BATCH * BATCH * CLIENTS
        assert not lost
