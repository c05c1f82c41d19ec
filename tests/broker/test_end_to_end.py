"""The whole way, with the real services over the Kafka protocol: each in a process of its own, some of them killed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.article import EnrichedArticle, RawArticle
from schemas.document import STATUSES
from schemas.quote import QuoteEvent
from schemas.topics import SERVICE_NAMES
from tests.support.brokers import Broker
from tests.support.cluster import ROOT, Cluster, Worker, cluster_on, wait_for

pytestmark = pytest.mark.broker

FEED = ROOT / "samples" / "feed.jsonl"
COPIES = 20
"""Each sample goes in so often, under other ids and with another last paragraph: there must be work at the kills."""

ENDS = ["articles.enriched", "articles.duplicates", *(f"{name}.dead-letters" for name in SERVICE_NAMES)]


@pytest.fixture
def cluster(any_broker: Broker, tmp_path: Path) -> Iterator[Cluster]:
    with cluster_on(any_broker, tmp_path) as cluster:
        yield cluster


def start_all(cluster: Cluster) -> dict[str, Worker]:
    return {name: cluster.start("copydesk", "run", name) for name in SERVICE_NAMES}


def push(cluster: Cluster, *files: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "copydesk", "push", *map(str, files), "--brokers", cluster.broker.address]
    environment = {**cluster.environment(), "COPYDESK_DATA_DIR": str(cluster.folder)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)


def valid_lines(path: Path) -> list[RawArticle]:
    articles = []
    for line in path.read_bytes().splitlines():
        try:
            articles.append(RawArticle.model_validate_json(line))
        except ValueError:
            continue
    return articles


def test_the_sample_feed_comes_out_enriched(cluster: Cluster) -> None:
    services = start_all(cluster)
    pushed = push(cluster, FEED)
    articles = valid_lines(FEED)
    assert pushed.returncode == 1, pushed.stderr
    assert f"{len(articles)} published, 2 refused" in pushed.stderr
    assert "feed.jsonl:" in pushed.stderr
    cluster.wait_for_output({article.id for article in articles}, ENDS)

    wait_for(lambda: ended(services["quotes"]) + duplicates(services["dedup"]) >= len(articles), 30, "all counted")
    for name in SERVICE_NAMES[1:]:
        assert_accounts_balance(services[name], name)
    enriched = [EnrichedArticle.model_validate_json(message.value) for message in cluster.read("articles.enriched")]
    assert any(quote.speaker.status == "named" for article in enriched for quote in article.quotes)
    assert all([step.service for step in article.processing] == list(SERVICE_NAMES) for article in enriched)
    quotes = [QuoteEvent.model_validate_json(message.value) for message in cluster.read("quotes")]
    assert Counter(event.id for event in quotes) == Counter(a.id for a in enriched for _ in a.quotes)
    for message in cluster.read("articles.enriched"):
        assert message.headers["ce_type"] == b"copydesk.articles.enriched.v2"
        assert len(message.headers["traceparent"]) == len("00-") + 32 + 1 + 16 + len("-01")
    assert len(cluster.read("intake.dead-letters")) == 2
    for service in services.values():
        assert service.terminate() == 0


def test_services_killed_in_the_middle_lose_nothing(cluster: Cluster, tmp_path: Path) -> None:
    services = start_all(cluster)
    many = tmp_path / "many.jsonl"
    ids = write_variants(many)
    for service in services.values():
        service.wait_ready()
    assert push(cluster, many).returncode == 0
    for name in ("quotes", "cleaner", "dedup", "entities"):
        services[name].kill()
        services[name] = cluster.start("copydesk", "run", name)
    cluster.wait_for_output(ids, ENDS, seconds=120)

    enriched = cluster.read("articles.enriched")
    events: dict[bytes, set[bytes]] = {}
    for message in enriched:
        events.setdefault(message.headers["ce_id"], set()).add(message.key or b"")
    assert all(len(keys) == 1 for keys in events.values()), "one event id for two articles"


def test_a_file_in_the_drop_folder_is_published_and_moved(cluster: Cluster) -> None:
    intake = cluster.start("copydesk", "run", "intake").wait_ready()
    folder = cluster.folder / "data" / "drop"
    (folder / "page.txt").write_text("The mayor resigned.\n\n“I am tired,” said Ann Lee.\n")
    wait_for((folder / "done" / "page.txt").exists, 20, "the file moved")
    (message,) = cluster.read("articles.raw")
    assert RawArticle.model_validate_json(message.value).body.startswith("The mayor")
    assert intake.terminate() == 0


def ended(worker: Worker) -> float:
    return worker.metric("copydesk_messages_processed_total")


def duplicates(worker: Worker) -> float:
    return worker.metric("copydesk_messages_processed_total", status="duplicate")


def assert_accounts_balance(worker: Worker, name: str) -> None:
    """Consumed = the sum over all statuses + in progress."""
    consumed = worker.metric("copydesk_messages_consumed_total", service=name)
    by_status = [worker.metric("copydesk_messages_processed_total", service=name, status=s) for s in STATUSES]
    assert consumed == sum(by_status) + worker.metric("copydesk_messages_in_progress", service=name)
    assert consumed > 0


def write_variants(path: Path) -> list[str]:
    """Many articles out of the samples, each with an id of its own."""
    ids = []
    with path.open("w", encoding="utf-8") as output:
        for copy in range(COPIES):
            for number, article in enumerate(valid_lines(FEED)):
                ids.append(f"variant-{copy}-{number}")
                fields = {"id": ids[-1], "title": article.title, "body": f"{article.body}\n\nEdition {copy}."}
                output.write(json.dumps(fields) + "\n")
    return ids


def test_a_pipe_that_stays_open_is_published_line_by_line(cluster: Cluster) -> None:
    command = [sys.executable, "-m", "copydesk", "push", "-", "--brokers", cluster.broker.address]
    with subprocess.Popen(
        command, cwd=ROOT, env=cluster.environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as pushing:
        assert pushing.stdin is not None
        pushing.stdin.write(b'{"id": "live", "body": "A line of a feed that does not end."}\n')
        pushing.stdin.flush()
        cluster.wait_for_output(["live"], ["articles.raw"], seconds=30)
        assert pushing.poll() is None
        pushing.stdin.close()
        assert pushing.wait(30) == 0
