"""The operator's tools on a real broker: what they say is what an independent client sees."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.brokers import Broker
from tests.support.cluster import ROOT, Cluster, cluster_on, wait_for

pytestmark = pytest.mark.broker

OUT = ["articles.clean", "cleaner.dead-letters"]


@pytest.fixture
def cluster(kafka: Broker, tmp_path: Path) -> Iterator[Cluster]:
    """Apache Kafka only: the embedded broker names ends that are too low, which these tools rely on."""
    with cluster_on(kafka, tmp_path) as cluster:
        yield cluster


def command(cluster: Cluster, *arguments: str, status: int | None = 0) -> subprocess.CompletedProcess[str]:
    """Run `copydesk` against the cluster."""
    done = subprocess.run(
        [sys.executable, "-m", "copydesk", *arguments],
        cwd=ROOT,
        env=cluster.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert status is None or done.returncode == status, done.stderr
    return done


def lines(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_lag_is_what_was_published_and_not_yet_read(cluster: Cluster) -> None:
    ids = cluster.publish_articles(["waits"] * 30)
    time.sleep(2)
    before = lines(command(cluster, "lag", "cleaner", "--json"))
    assert len(before) == 4
    assert sum(each["waiting"] for each in before) == len(ids)
    assert all(each["committed"] is None for each in before)
    assert max(each["seconds"] for each in before) >= 2
    assert command(cluster, "lag", "--over", "1", status=1).stdout.split()[:3] == ["cleaner", "30", "messages"]

    cluster.start().wait_ready()
    cluster.wait_for_output(ids, OUT)
    wait_for(lambda: sum(cluster.committed().values()) == len(ids), 20, "all committed")
    after = lines(command(cluster, "lag", "cleaner", "--json"))
    assert sum(each["waiting"] for each in after) == 0
    assert sum(each["committed"] or 0 for each in after) == len(ids)
    assert max(each["seconds"] for each in after) == 0


def test_a_trace_tells_the_way_of_an_article_and_where_it_waits(cluster: Cluster) -> None:
    good, bad = cluster.publish_articles(["fine", "raise:no good"])
    (waits,) = lines(command(cluster, "trace", good, "--json"))
    assert waits["now"].startswith("waits for cleaner")
    cluster.start().wait_ready()
    cluster.wait_for_output([good, bad], OUT)
    wait_for(lambda: sum(cluster.committed().values()) == 2, 20, "both committed")

    (went,) = lines(command(cluster, "trace", good, "--json"))
    assert [(step["service"], step["status"]) for step in went["steps"]] == [("intake", "ok"), ("cleaner", "ok")]
    assert went["now"].startswith("waits for dedup")
    (failed,) = lines(command(cluster, "trace", bad, "--json"))
    assert [step["status"] for step in failed["steps"]] == ["ok", "dead_letter"]
    assert failed["steps"][1]["reason"] == "RuntimeError: no good"
    assert f"dead-letters show {cluster.prefix}cleaner.dead-letters/0/0" in failed["now"]
    assert "nothing of nosuch" in command(cluster, "trace", "nosuch", status=1).stderr
