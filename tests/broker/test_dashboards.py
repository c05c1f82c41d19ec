"""Every panel of the dashboards has data: asked of the real Prometheus, on all services under load.

`COPYDESK_DASHBOARD_PICTURES=FOLDER` draws them, too (with the packages of requirements/docs.txt), over
`COPYDESK_DASHBOARD_SECONDS` of load.
"""

from __future__ import annotations

import http.client
import json
import math
import os
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from copydesk.registry import PROCESS_NAMES
from copydesk.runtime.broker import free_port
from services.intake.edges.http.keys import add_key, new_key
from tests.broker.test_end_to_end import valid_lines
from tests.services.intake.edges.feeds.desk import rss
from tests.services.intake.edges.feeds.web import Site, site_in_thread
from tests.support.brokers import Broker
from tests.support.cluster import ROOT, Cluster, Worker, cluster_on, wait_for
from tests.support.prometheus import NATIVE_JOB, prometheus
from tools.dashboards.answers import Ask, Prometheus, asks, panels

pytestmark = pytest.mark.broker

FILES = sorted((ROOT / "deploy/grafana/dashboards").glob("*.json"))
LOAD_SECONDS = float(os.environ.get("COPYDESK_DASHBOARD_SECONDS", "25"))
PICTURES = os.environ.get("COPYDESK_DASHBOARD_PICTURES")
RATE_INTERVAL = "15s"
DATA_SECONDS = 30.0

AGENCIES = ("northwire", "Harbour Press", "Agence Littoral", "Regional Desk", "Evening Gazette")
PAUSE_SECONDS = 0.15


class Load:
    """Articles of every kind, for as long as it runs: new, repeated, short, embargoed, broken, in three languages."""

    def __init__(self, cluster: Cluster, port: int, secret: str) -> None:
        self._cluster = cluster
        self._port = port
        self._secret = secret
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.pushed = 0

    def __enter__(self) -> Load:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        samples = valid_lines(ROOT / "samples" / "feed.jsonl")
        turn = 0
        while not self._stopping.wait(PAUSE_SECONDS):
            sample = samples[turn % len(samples)]
            edition = turn // len(samples)
            articles = [
                {
                    "id": f"live-{turn}-{copy}",
                    "source": AGENCIES[(turn + copy) % len(AGENCIES)],
                    "title": f"{sample.title}, edition {edition}",
                    "body": f"{sample.body}\n\nEdition {edition} went to print at {edition} minutes past the hour.",
                    "language": sample.language,
                }
                for copy in range(1 + turn % 2)
            ]
            if turn % 10 == 0:
                articles[0]["embargoed_until"] = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
            self._push("\n".join(map(json.dumps, articles)), self._secret)
            self.pushed += len(articles)
            if turn % 20 == 0:
                self._push('{"body": ', self._secret)
                self._push("{}", "nobody's key")
                self._cluster.publish("articles.raw", [(b"poison", b"{"), (b"unread", b'{"id": "unread"}')])
            if turn % 25 == 0:
                drop = self._cluster.folder / "data" / "drop"
                (drop / f"{turn}.txt").write_text(f"The ferry {turn} is late.\n\n“We wait,” said Ann Lee.\n")
            turn += 1

    def _push(self, body: str, secret: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/x-ndjson"}
        try:
            connection.request("POST", "/v1/articles", body.encode(), headers)
            connection.getresponse().read()
        finally:
            connection.close()


@dataclass
class Desk:
    """All services under load, and the Prometheus that watches them."""

    server: Prometheus
    started: float
    failures: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def feeds() -> Iterator[Site]:
    with site_in_thread() as made:
        made.pages["/world"] = rss(*((f"w{number}", f"Storm {number}", "Waves rose. " * 40) for number in range(30)))
        made.pages["/sport"] = rss(*((f"s{number}", f"Match {number}", "Goals fell. " * 40) for number in range(20)))
        yield made


def start_all(cluster: Cluster, feeds: Site, http_port: int) -> Mapping[str, Worker]:
    data = cluster.folder / "data"
    data.mkdir(exist_ok=True)
    sources = [("Coast World", "world"), ("Coast Sport", "sport"), ("Gone Gazette", "gone")]
    (data / "feeds.yml").write_text(
        "sources:\n"
        + "".join(f"  - url: {feeds.url}/{path}\n    name: {name}\n    text: feed\n" for name, path in sources)
    )
    settings = {
        "HTTP_PORT": str(http_port),
        "FEEDS_ALLOWED_NETWORKS": "127.0.0.0/8",
        "FEEDS_SHORTEST_SECONDS": "1",
        "FEEDS_LONGEST_SECONDS": "3",
        "SNAPSHOT_SECONDS": "5",
        "DEAD_LETTER_RUN": "0",
        "DEAD_LETTER_SHARE": "1",
    }
    workers = {name: cluster.start("copydesk", "run", name, **settings) for name in PROCESS_NAMES}
    for worker in workers.values():
        worker.wait_ready()
    return workers


@pytest.fixture(scope="module")
def desk(kafka: Broker, tmp_path_factory: pytest.TempPathFactory, feeds: Site) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    key, secret = new_key("desk", AGENCIES)
    add_key(folder / "data" / "keys.json", key)
    http_port = free_port()
    with cluster_on(kafka, folder) as cluster:
        workers = start_all(cluster, feeds, http_port)
        ports = {name: worker.port for name, worker in workers.items()}
        with prometheus(folder / "prometheus", ports) as server, Load(cluster, http_port, secret) as load:
            started = time.time()
            time.sleep(LOAD_SECONDS)
            assert load.pushed
            yield Desk(server, started)


def answered(server: Prometheus, ask: Ask) -> bool:
    """Whether there is an answer with a number, and each has the labels that the legend names.

    A quantile of nothing is no number: an edge may be idle for a while.
    """
    found = server.instant(ask.expression)
    named = all(each.labels.get(label) for each in found for label in ask.labels)
    return named and any(math.isfinite(each.points[-1][1]) for each in found)


ASKS = [(file.stem, ask) for file in FILES for panel in panels(file) for ask in asks(panel, RATE_INTERVAL)]


@pytest.mark.parametrize(("dashboard", "ask"), ASKS, ids=[f"{name}: {ask.panel}" for name, ask in ASKS])
def test_a_panel_has_data_with_the_labels_of_its_legend(dashboard: str, ask: Ask, desk: Desk) -> None:
    wait_for(lambda: answered(desk.server, ask), DATA_SECONDS, f"{dashboard}, {ask.panel}: {ask.expression}")


@pytest.mark.parametrize("variable", ["copydesk_messages_consumed_total", "copydesk_source_articles_total"])
def test_variables_have_values(variable: str, desk: Desk) -> None:
    label = "service" if "messages" in variable else "source"
    values = desk.server.get(f"label/{label}/values", **{"match[]": variable})
    assert len(values) >= 5


def test_durations_lead_to_traces(desk: Desk) -> None:
    now = time.time()
    found = desk.server.get(
        "query_exemplars",
        query='copydesk_end_to_end_latency_seconds_bucket{service="quotes"}',
        start=str(desk.started),
        end=str(now),
    )
    traces = {each["labels"]["trace_id"] for series in found for each in series["exemplars"]}
    assert traces
    assert all(len(trace) == 32 for trace in traces)


def test_a_scraper_that_takes_native_histograms_gets_them(desk: Desk) -> None:
    query = (
        "histogram_quantile(0.99, sum by (service) "
        f'(rate(native_copydesk_end_to_end_latency_seconds{{job="{NATIVE_JOB}"}}[{RATE_INTERVAL}])))'
    )
    found = {series.labels["service"] for series in desk.server.instant(query)}
    assert {"cleaner", "dedup", "entities", "quotes"} <= found


@pytest.mark.skipif(PICTURES is None, reason="pictures are drawn for the pages only")
def test_the_dashboards_can_be_drawn(desk: Desk) -> None:
    from tools.dashboards.pictures import draw

    files = draw(desk.server, Path(PICTURES or "").absolute(), seconds=LOAD_SECONDS, rate_interval=RATE_INTERVAL)
    assert [file.stem for file in files] == [file.stem for file in FILES]
    assert max(file.stat().st_size for file in files) < 150_000
