"""A slow worker does not grow with what waits for it: what is fetched ahead is bounded in bytes."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
import pytest

from tests.support.brokers import Broker
from tests.support.cluster import cluster_on

pytestmark = pytest.mark.broker

ARTICLES = 200
ARTICLE_BYTES = 900_000
MOST_GROWTH_BYTES = 120_000_000
"""Fetched ahead, in flight and in the client's buffers; the backlog is half as large again."""

SECONDS = 15


def test_a_slow_worker_does_not_grow_with_the_size_of_its_backlog(any_broker: Broker, tmp_path: Path) -> None:
    with cluster_on(any_broker, tmp_path) as cluster:
        worker = cluster.start().wait_ready()
        process = psutil.Process(worker.process.pid)
        before = process.memory_info().rss
        cluster.publish_articles(["sleep:0.3".ljust(ARTICLE_BYTES)] * ARTICLES)
        most, deadline = 0, time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            most = max(most, process.memory_info().rss - before)
            time.sleep(0.2)
        print(
            f"{any_broker.kind}: grown by {most / 1e6:.0f} MB beside a backlog of {ARTICLES * ARTICLE_BYTES / 1e6:.0f}"
        )
        assert worker.metric("copydesk_messages_processed_total", status="ok") > 0
        assert most < MOST_GROWTH_BYTES
