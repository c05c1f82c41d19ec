"""The feeds edge with a broker: two processes share a folder, are killed in the middle, and nothing is lost."""

from __future__ import annotations

import json
import os
import select
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from aiohttp import web

from copydesk.runtime.broker import free_port
from schemas.article import EnrichedArticle
from tests.services.intake.edges.feeds.desk import rss
from tests.services.intake.edges.feeds.web import Handler, Site, site_in_thread
from tests.support.brokers import Broker
from tests.support.cluster import ROOT, Cluster, Worker, cluster_on, wait_for

pytestmark = pytest.mark.broker

FEEDS, ITEMS, KILLS = 40, 100, 6

SETTINGS = {
    "FEEDS_ALLOWED_NETWORKS": "127.0.0.0/8",
    "FEEDS_SHORTEST_SECONDS": "1",
    "FEEDS_LONGEST_SECONDS": "2",
    "IN_FLIGHT": "8",
}


@pytest.fixture
def cluster(any_broker: Broker, tmp_path: Path) -> Iterator[Cluster]:
    with cluster_on(any_broker, tmp_path) as cluster:
        yield cluster


@pytest.fixture
def everywhere() -> Iterator[Site]:
    """On every loopback address, so that each feed has a host of its own."""
    with site_in_thread("0.0.0.0") as made:  # noqa: S104 - 127.0.0.1 to 127.0.0.40 are one server
        yield made


def conditional(body: bytes, tag: str) -> Handler:
    async def answer(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(body=body, content_type="application/rss+xml", headers={"ETag": tag})

    return answer


def start(cluster: Cluster) -> Worker:
    return cluster.start("copydesk", "run", "feeds", **SETTINGS)


def contents(cluster: Cluster) -> Counter[tuple[str, str, str]]:
    """How often each item of each source came with each text."""
    found: Counter[tuple[str, str, str]] = Counter()
    for message in cluster.read("articles.raw"):
        article = json.loads(message.value)
        found[article["source"], article["uri"], article["body"]] += 1
    return found


def marked(database: Path) -> int:
    """How many items are remembered as confirmed."""
    if not database.exists():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM seen").fetchone()[0])
        except sqlite3.OperationalError:  # its tables are not made yet
            return 0


def has_marked(database: Path, least: int) -> bool:
    return marked(database) >= least


def test_nothing_is_lost_where_processes_are_killed_and_nothing_is_repeated_where_they_are_not(
    cluster: Cluster, everywhere: Site
) -> None:
    data = cluster.folder / "data"
    data.mkdir()
    hosts = [f"127.0.0.{number}" for number in range(1, FEEDS + 1)]
    lines = [f"  - url: http://{host}:{everywhere.port}/feed\n    name: n{host}\n    text: feed\n" for host in hosts]
    (data / "feeds.yml").write_text("sources:\n" + "".join(lines))
    items = [(str(number), f"Item {number}", "Text. " * 100) for number in range(ITEMS)]
    everywhere.pages["/feed"] = conditional(rss(*items), '"1"')

    workers = [start(cluster), start(cluster)]
    database = data / "feeds" / "feeds.sqlite3"
    for kill in range(KILLS):
        # Each in the middle: a part of the items is marked, and articles are under way.
        part = (kill + 1) * FEEDS * ITEMS // (KILLS + 2)
        wait_for(partial(has_marked, database, part), 60, f"{part} items marked")
        workers[kill % 2].kill()
        assert marked(database) < FEEDS * ITEMS
        workers[kill % 2] = start(cluster)
    for worker in workers:
        worker.wait_ready()

    def all_there() -> bool:
        return len(contents(cluster)) == FEEDS * ITEMS

    wait_for(all_there, 120, f"{FEEDS * ITEMS} items")
    wait_for(lambda: sum(worker.metric("copydesk_feeds_held") for worker in workers) == FEEDS, 30, "divided")
    time.sleep(3)
    before = contents(cluster)
    corrected = [("7", "Item 7", "Corrected."), *(item for item in items if item[0] != "7")]
    everywhere.pages["/feed"] = conditional(rss(*corrected), '"2"')
    wait_for(lambda: len(contents(cluster)) == FEEDS * ITEMS + FEEDS, 60, "the corrections")
    time.sleep(3)
    after = contents(cluster)
    new = after - before
    assert set(new.values()) == {1}
    assert {(uri, body) for _, uri, body in new} == {("7", "Corrected.")}
    assert [worker.terminate() for worker in workers] == [0, 0]
    print(f"repeated after {KILLS} kills: {before.total() - len(before)} of {len(before)}")


def test_up_fetches_a_feed_and_shows_its_enriched_articles(everywhere: Site, tmp_path: Path) -> None:
    everywhere.pages["/feed"] = rss(("1", "Ferry stays", "The night ferry stays, said Mayor Ada Berg on Friday."))
    environment = {
        **os.environ,
        "COPYDESK_DATA_DIR": str(tmp_path / "data"),
        "COPYDESK_HEALTH_PORT": str(free_port()),
        "COPYDESK_FEEDS_ALLOWED_NETWORKS": "127.0.0.1/32",
    }
    url = f"http://127.0.0.1:{everywhere.port}/feed"
    command = [sys.executable, "-m", "copydesk", "up", "--no-feed", "--json", "--source", url]
    with (tmp_path / "up.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log)
    try:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], 90)
        assert ready, (tmp_path / "up.log").read_text()[-3000:]
        article = EnrichedArticle.model_validate_json(process.stdout.readline())
        assert (article.title, article.source) == ("Ferry stays", "127.0.0.1")
    finally:
        process.terminate()
        assert process.wait(60) == 0
