"""A broker that goes silent for a while: operators see it, nothing restarts, and work goes on when it is back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.support.brokers import Broker, tansu_broker
from tests.support.cluster import Worker, cluster_on, wait_for

pytestmark = pytest.mark.broker


@contextmanager
def silent(broker: Broker) -> Iterator[None]:
    """The broker's process stopped: connections stay open and nobody answers."""
    port = broker.address.rpartition(":")[2]
    (process,) = (p for p in psutil.Process().children() if any(port in word for word in p.cmdline()))
    process.suspend()
    # The signal is sent, and a busy machine lets the process answer once more before it stops.
    wait_for(lambda: process.status() == psutil.STATUS_STOPPED, 10, "the broker stands still")
    try:
        yield
    finally:
        process.resume()


def ready(worker: Worker) -> bool:
    return worker.get("/readyz")[0] == 200


def test_a_silent_broker_shows_in_readiness_and_work_goes_on_when_it_is_back(tmp_path: Path) -> None:
    with tansu_broker(tmp_path) as broker, cluster_on(broker, tmp_path) as cluster:
        worker = cluster.start().wait_ready()
        with silent(broker):
            wait_for(lambda: not ready(worker), 40, "readiness red")
            assert worker.get("/readyz")[1] == "the broker does not answer\n"
            assert worker.get("/livez")[0] == 200
        wait_for(lambda: ready(worker), 60, "readiness green")
        ids = cluster.publish_articles(["back again"] * 20)
        cluster.wait_for_output(ids, ["articles.clean"], seconds=90)


def test_an_idle_worker_stops_at_once_though_the_broker_is_silent(tmp_path: Path) -> None:
    with tansu_broker(tmp_path) as broker, cluster_on(broker, tmp_path) as cluster:
        worker = cluster.start().wait_ready()
        with silent(broker):
            assert worker.terminate(timeout=20) == 0


STALL_SECONDS = 10
"""After twice as long the watchdog ends a process that stands still for a reason of its own."""


def test_no_worker_ends_itself_however_long_the_broker_is_away(tmp_path: Path) -> None:
    with tansu_broker(tmp_path) as broker, cluster_on(broker, tmp_path) as cluster:
        worker = cluster.start(STALL_SECONDS=f"{STALL_SECONDS}").wait_ready()
        ids = cluster.publish_articles(["sleep:0.2"] * 60)
        cluster.wait_for_output(ids[:1], ["articles.clean"])
        with silent(broker):
            time.sleep(4.5 * STALL_SECONDS)
            assert worker.process.poll() is None
            assert worker.get("/livez")[0] == 200
            assert not ready(worker)
        cluster.wait_for_output(ids, ["articles.clean"], seconds=90)
        assert worker.process.poll() is None
