"""One article, one trace: from the push over HTTP to the enriched event, through real processes to a real receiver."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from copydesk.runtime.broker import free_port
from schemas.topics import SERVICE_NAMES
from services.intake.edges.http.keys import add_key, new_key
from tests.support.brokers import Broker
from tests.support.cluster import ROOT, Cluster, Worker, cluster_on
from tests.support.otlp_receiver import Received, Receiver, otlp_receiver

pytestmark = pytest.mark.broker

TRACE = "0af7651916cd43dd8448eb211c80319c"
CLIENT_SPAN = "b7ad6b7169203331"
BODY = "raise:The council met on Monday. “The question is put off,” said Ann Lee, the mayor of Ashford. " * 3


@pytest.fixture
def cluster(any_broker: Broker, tmp_path: Path) -> Iterator[Cluster]:
    with cluster_on(any_broker, tmp_path) as cluster:
        yield cluster


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    with otlp_receiver() as receiver:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint)
        monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "100")
        yield receiver


def push(cluster: Cluster, *articles: dict[str, str], traceparent: str | None) -> None:
    port = free_port()
    key, secret = new_key("desk", ["desk"])
    add_key(cluster.folder / "data" / "keys.json", key)
    edge = cluster.start("copydesk", "run", "http", HTTP_PORT=str(port)).wait_ready()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/x-ndjson"}
    trace = {"traceparent": traceparent} if traceparent else {}
    connection.request("POST", "/v1/articles", "\n".join(map(json.dumps, articles)).encode(), headers | trace)
    assert connection.getresponse().status == 201
    connection.close()
    assert edge.terminate() == 0


def stop(*workers: Worker) -> None:
    """Their last spans arrive with their end."""
    for worker in workers:
        assert worker.terminate() == 0


def way_to(span: Received, spans: list[Received], prefix: str) -> list[str]:
    """Names of a span and all above it, from the first; fails where a parent is missing or one stands twice."""
    by_id = {span.span_id: span for span in spans}
    assert len(by_id) == len(spans), "two spans with one id"
    names = [span.name]
    while span.parent_id in by_id:
        span = by_id[span.parent_id]
        names.append(span.name)
    assert span.parent_id == CLIENT_SPAN, f"{span.name} has a parent that nobody recorded"
    return [name.replace(prefix, "") for name in reversed(names)]


def test_an_article_is_one_trace_through_a_dead_letter_and_its_redrive(cluster: Cluster, receiver: Receiver) -> None:
    push(cluster, {"id": "a", "body": BODY}, traceparent=f"00-{TRACE}-{CLIENT_SPAN}-01")
    failing = cluster.start().wait_ready()
    cluster.wait_for_output(["a"], ["cleaner.dead-letters"])
    stop(failing)
    services = [cluster.start("copydesk", "run", name) for name in SERVICE_NAMES[1:]]
    redrive = [sys.executable, "-m", "copydesk", "dead-letters", "redrive", "--yes"]
    subprocess.run(redrive, cwd=ROOT, env=cluster.environment(), check=True, timeout=120)
    cluster.wait_for_output(["a"], ["articles.enriched"])
    cluster.wait_for_output(["a"], ["quotes"])
    stop(*services)

    assert {span.trace_id for span in receiver.spans} == {TRACE}
    (enriched,) = [span for span in receiver.spans if span.name == f"send {cluster.prefix}articles.enriched"]
    assert way_to(enriched, receiver.spans, cluster.prefix) == [
        "POST /v1/articles",
        "http article",
        "send articles.raw",
        "process articles.raw",
        "send cleaner.dead-letters",
        "process articles.raw",
        "send articles.clean",
        "process articles.clean",
        "send articles.unique",
        "process articles.unique",
        "send articles.entities",
        "process articles.entities",
        "send articles.enriched",
    ]
    for span in receiver.spans:
        way_to(span, receiver.spans, cluster.prefix)
    assert {span.name for span in receiver.spans if span.kind == "internal"} == {
        *("http article", "http"),
        *SERVICE_NAMES[1:],
    }
    assert {span.service for span in receiver.spans} == {f"copydesk-{name}" for name in ("http", *SERVICE_NAMES[1:])}
    failed = [(span.service, span.name) for span in receiver.spans if span.failed]
    assert failed == [("copydesk-cleaner", f"process {cluster.prefix}articles.raw"), ("copydesk-cleaner", "cleaner")]
    for send in [span for span in receiver.spans if span.kind == "producer"]:
        # Of several messages that are sent together no one's place is told.
        told = "messaging.batch.message_count" if send.name.endswith("quotes") else "messaging.kafka.offset"
        assert isinstance(send.attributes[told], int)
    assert json.loads(failing.log.read_text().splitlines()[-1])
    (line,) = [line for line in map(json.loads, failing.log.read_text().splitlines()) if line["event"] == "dead letter"]
    assert (line["trace_id"], line["article_id"]) == (TRACE, "a")


def test_several_articles_of_a_push_have_a_trace_each_and_name_the_push(cluster: Cluster, receiver: Receiver) -> None:
    push(cluster, {"id": "a", "body": "one"}, {"id": "b", "body": "two"}, traceparent=None)
    (request,) = [span for span in receiver.spans if span.kind == "server"]
    articles = [span for span in receiver.spans if span.name == "http article"]
    assert {span.attributes["copydesk.article.id"] for span in articles} == {"a", "b"}
    assert [span.links for span in articles] == [[request.span_id]] * 2
    assert len({request.trace_id, *(span.trace_id for span in articles)}) == 3
    assert [span.parent_id for span in articles] == ["", ""]
