"""Workers killed and stopped in the middle of their work, with rebalances: nothing is lost.

COPYDESK_CHAOS_ARTICLES and COPYDESK_CHAOS_SEEDS make the run longer; the defaults keep it short.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.line import Line
from tests.support.brokers import Broker
from tests.support.cluster import Cluster, cluster_on, repeated

pytestmark = [pytest.mark.broker, pytest.mark.chaos]

ARTICLES = int(os.environ.get("COPYDESK_CHAOS_ARTICLES", "3000"))
SEEDS = range(int(os.environ.get("COPYDESK_CHAOS_SEEDS", "2")))
ROUNDS = 5
STOP_SECONDS = 40
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
    # The embedded broker sometimes lets nobody join a group for minutes; a worker that hangs ends itself.
    line = Line(cluster, ("cleaner/0", "cleaner/1"), {"STALL_SECONDS": "15"}, module="tests.support.worker")
    acknowledged: list[str] = []
    with line.running():
        for name in line.names:
            line.worker(name).wait_ready()
        for _ in range(ROUNDS):
            acknowledged += cluster.publish_articles(_bodies(ARTICLES // ROUNDS))
            time.sleep(chance.uniform(0.0, 1.5))
            _strike(line, chance)
        cluster.wait_for_output(acknowledged, ["articles.clean", "cleaner.dead-letters"], seconds=180)

    clean, dead = cluster.read("articles.clean"), cluster.read("cleaner.dead-letters")
    lost = set(acknowledged) - {message.article_id for message in clean} - {message.article_id for message in dead}
    again = repeated(clean)
    print(
        f"{cluster.broker.kind} seed {seed}: {len(acknowledged)} in, {len(lost)} lost, {again} repeated, {line.ended}"
    )
    assert not lost
    assert len({message.article_id for message in dead}) == ROUNDS * (ARTICLES // ROUNDS // POISON_EVERY)


def _bodies(count: int) -> list[str]:
    return [BODY if n % POISON_EVERY else "raise:poison" for n in range(1, count + 1)]


def _strike(line: Line, chance: random.Random) -> None:
    """Kill or stop a worker, which is started again; sometimes at once, sometimes when the other has its partitions."""
    victim = chance.choice(line.names)
    line.hold(victim)
    line.signal(victim, chance.choice([signal.SIGKILL, signal.SIGTERM]))
    # A worker that is still starting has nothing to finish and simply ends.
    assert line.worker(victim).process.wait(STOP_SECONDS) in {0, -signal.SIGTERM, -signal.SIGKILL}
    time.sleep(chance.choice([0.0, 0.5, 3.0]))
    line.release(victim)
