"""Workers killed and stopped in the middle of their work, with rebalances: nothing is lost.

COPYDESK_CHAOS_ARTICLES and COPYDESK_CHAOS_SEEDS make the run longer; the defaults keep it short.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.brokers import Broker
from tests.support.cluster import Cluster, Worker, cluster_on, repeated

pytestmark = [pytest.mark.broker, pytest.mark.chaos]

ARTICLES = int(os.environ.get("COPYDESK_CHAOS_ARTICLES", "3000"))
SEEDS = range(int(os.environ.get("COPYDESK_CHAOS_SEEDS", "2")))
ROUNDS = 5
POISON_EVERY = 100
BODY = "The council met on Monday and put the question off until the autumn. " * 40
"""About 3 KB, as an agency's article has."""


@pytest.fixture
def cluster(any_broker: Broker, tmp_path: Path) -> Iterator[Cluster]:
    with cluster_on(any_broker, tmp_path) as cluster:
        yield cluster


@pytest.mark.parametrize("seed", SEEDS)
def test_kills_and_stops_with_two_workers_lose_nothing(cluster: Cluster, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a seed that can be repeated is the point
    workers = [start(cluster), start(cluster)]
    for worker in workers:
        worker.wait_ready()
    acknowledged: list[str] = []
    for _ in range(ROUNDS):
        acknowledged += cluster.publish_articles(_bodies(ARTICLES // ROUNDS))
        time.sleep(chance.uniform(0.0, 1.5))
        victim = chance.randrange(len(workers))
        workers[victim] = _strike(cluster, workers[victim], chance)
    with supervised(cluster, workers):
        cluster.wait_for_output(acknowledged, ["articles.clean", "cleaner.dead-letters"], seconds=180)

    clean, dead = cluster.read("articles.clean"), cluster.read("cleaner.dead-letters")
    lost = set(acknowledged) - {message.article_id for message in clean} - {message.article_id for message in dead}
    again = repeated(clean)
    print(f"{cluster.broker.kind} seed {seed}: {len(acknowledged)} in, {len(lost)} lost, {again} repeated")
    assert not lost
    assert len({message.article_id for message in dead}) == ROUNDS * (ARTICLES // ROUNDS // POISON_EVERY)


def _bodies(count: int) -> list[str]:
    return [BODY if n % POISON_EVERY else "raise:poison" for n in range(1, count + 1)]


def _strike(cluster: Cluster, worker: Worker, chance: random.Random) -> Worker:
    """Kill or stop the worker and start another; sometimes at once, sometimes when the others have its partitions."""
    if chance.random() < 0.5:
        worker.kill()
    else:
        # A worker that is still starting has nothing to finish and simply ends.
        assert worker.terminate() in {0, -signal.SIGTERM}
    time.sleep(chance.choice([0.0, 0.5, 3.0]))
    return start(cluster)


def start(cluster: Cluster) -> Worker:
    """A worker that ends itself when it hangs: the embedded broker sometimes lets nobody join a group for minutes."""
    return cluster.start(STALL_SECONDS="15")


@contextmanager
def supervised(cluster: Cluster, workers: list[Worker]) -> Iterator[None]:
    """Restart what ends, as any supervisor does."""
    done = threading.Event()

    def look() -> None:
        while not done.wait(1.0):
            for number, worker in enumerate(workers):
                if worker.process.poll() is not None:
                    print(f"worker ended with {worker.process.returncode} and is started again")
                    workers[number] = start(cluster)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
