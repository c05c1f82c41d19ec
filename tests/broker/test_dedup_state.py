"""Deduplication's memory over kills, lost disks and a standby: the verdicts are those of the log alone."""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.article import RawArticle
from services.cleaner.core import as_is
from tests.support.brokers import Broker
from tests.support.cluster import Cluster, Worker, cluster_on, wait_for
from tests.support.log_verdicts import VERDICTS, assert_same_as_the_log_alone

pytestmark = pytest.mark.broker

OUT = [*VERDICTS, "dedup.dead-letters"]
WORDS = [
    f"{a}{b}" for a in ("ba", "de", "ki", "lo", "mu", "ne", "po", "ra", "si") for b in ("lt", "rn", "st", "m", "sk")
]


@pytest.fixture
def cluster(any_broker: Broker, tmp_path: Path) -> Iterator[Cluster]:
    with cluster_on(any_broker, tmp_path) as cluster:
        yield cluster


def raw_articles(count: int, seed: int) -> list[RawArticle]:
    """New articles, copies, cut copies, revisions and redeliveries, each about as often as on a wire."""
    chance = random.Random(seed)  # noqa: S311 - test texts
    made: list[RawArticle] = []
    for number in range(count):
        kind = chance.random() if made else 1.0
        fields: dict[str, object] = {"id": f"{seed}-{number}", "source": chance.choice("xyz")}
        if kind < 0.15:
            fields["body"] = chance.choice(made).body
        elif kind < 0.3:
            words = chance.choice(made).body.split()
            fields["body"] = " ".join(words[: max(60, len(words) * 2 // 3)])
        elif kind < 0.4:
            earlier = chance.choice(made)
            fields |= {"id": earlier.id, "source": earlier.source, "body": earlier.body + f" Update {number}."}
        elif kind < 0.45:
            made.append(chance.choice(made))
            continue
        else:
            fields["body"] = " ".join(chance.choice(WORDS) + chance.choice(WORDS) for _ in range(120))
        made.append(RawArticle.model_validate(fields))
    return made


def publish_clean(cluster: Cluster, articles: list[RawArticle]) -> None:
    cleaned = [as_is(article) for article in articles]
    cluster.publish("articles.clean", [(c.id.encode(), c.model_dump_json().encode()) for c in cleaned])


def dedup(cluster: Cluster, **environment: str) -> Worker:
    return cluster.start("copydesk", "run", "dedup", **environment)


def wait_for_all(cluster: Cluster, articles: list[RawArticle], length: int) -> None:
    """Wait until the articles came out, and the group has committed a log of this length."""
    cluster.wait_for_output({article.id for article in articles}, OUT, 90)
    wait_for(lambda: cluster.committed("dedup", "articles.clean").get(0, 0) >= length, 30, "all committed")


def test_verdicts_after_kills_are_those_of_the_log(cluster: Cluster) -> None:
    first, second = raw_articles(400, 1), raw_articles(400, 2)
    publish_clean(cluster, first)
    worker = dedup(cluster, SNAPSHOT_SECONDS="0.3").wait_ready()
    wait_for(lambda: worker.metric("copydesk_messages_consumed_total") > 100, 30, "work begun")
    worker.kill()
    worker = dedup(cluster, SNAPSHOT_SECONDS="0.3")
    publish_clean(cluster, second)
    wait_for(lambda: worker.metric("copydesk_messages_consumed_total") > 50, 60, "work begun again")
    worker.kill()
    cluster.publish("articles.clean", [(b"broken", b'{"id": "broken"}')])
    third = raw_articles(50, 1)  # the first ones once more: redeliveries, and others under their ids
    publish_clean(cluster, third)
    dedup(cluster)
    wait_for_all(cluster, [*first, *second, *third], 400 + 400 + 1 + 50)
    assert_same_as_the_log_alone(cluster)


def test_a_lost_disk_costs_no_verdict(cluster: Cluster, tmp_path: Path) -> None:
    first, second = raw_articles(300, 3), raw_articles(300, 4)
    publish_clean(cluster, first)
    worker = dedup(cluster)
    wait_for_all(cluster, first, 300)
    worker.kill()
    shutil.rmtree(tmp_path / "data")
    copies = [article.model_copy(update={"id": f"copy-{n}"}) for n, article in enumerate(first[:100])]
    publish_clean(cluster, [*copies, *second])
    rebuilt = dedup(cluster).wait_ready()
    wait_for_all(cluster, [*copies, *second], 700)
    assert rebuilt.metric("copydesk_state_offset", partition="0") >= 600
    assert_same_as_the_log_alone(cluster)


def test_a_stop_leaves_a_snapshot_and_a_damaged_one_is_not_used(cluster: Cluster, tmp_path: Path) -> None:
    first, second, third = raw_articles(200, 5), raw_articles(200, 6), raw_articles(100, 7)
    publish_clean(cluster, first)
    worker = dedup(cluster).wait_ready()
    wait_for_all(cluster, first, 200)
    assert worker.terminate() == 0
    (manifest,) = (tmp_path / "data" / "dedup").rglob("manifest.json")
    assert json.loads(manifest.read_text())["position"]["offset"] == len(first)
    publish_clean(cluster, second)
    worker = dedup(cluster)
    wait_for_all(cluster, second, 400)
    assert worker.terminate() == 0
    (keys,) = (tmp_path / "data" / "dedup").rglob("keys")
    keys.write_bytes(keys.read_bytes()[:-100] + b"\x07" * 100)
    publish_clean(cluster, third)
    dedup(cluster)
    wait_for_all(cluster, third, 500)
    assert_same_as_the_log_alone(cluster)


def test_the_state_of_another_log_is_not_used(any_broker: Broker, tmp_path: Path) -> None:
    """A topic that was deleted and made anew, or a broker that keeps nothing, begins at 0 again."""
    with cluster_on(any_broker, tmp_path) as old:
        publish_clean(old, raw_articles(50, 9))
        worker = dedup(old)
        wait_for_all(old, raw_articles(50, 9), 50)
        assert worker.terminate() == 0
    with cluster_on(any_broker, tmp_path) as new:
        folder = tmp_path / "data" / "dedup"
        (folder / f"{old.prefix}articles.clean-0").rename(folder / f"{new.prefix}articles.clean-0")
        articles = raw_articles(100, 9)
        publish_clean(new, [article.model_copy(update={"source": "other"}) for article in articles])
        dedup(new)
        wait_for_all(new, articles, 100)
        assert_same_as_the_log_alone(new)


def test_a_standby_takes_over_without_reading_the_log_again(cluster: Cluster) -> None:
    first, second = raw_articles(300, 10), raw_articles(200, 11)
    publish_clean(cluster, first)
    leader = dedup(cluster)
    wait_for_all(cluster, first, 300)
    standby = dedup(cluster).wait_ready()
    wait_for(lambda: standby.metric("copydesk_state_offset", partition="0") >= 300, 30, "standby has caught up")
    publish_clean(cluster, second[:100])
    wait_for_all(cluster, second[:100], 400)
    active, other = (leader, standby) if _leads(leader) else (standby, leader)
    active.kill()
    killed = time.monotonic()
    publish_clean(cluster, second[100:])
    cluster.wait_for_output({article.id for article in second}, OUT, 60)
    print(f"standby took over within {time.monotonic() - killed:.1f} s")
    wait_for_all(cluster, second, 500)
    assert _leads(other)
    assert_same_as_the_log_alone(cluster)


def _leads(worker: Worker) -> bool:
    return worker.metric("copydesk_partitions_assigned") > 0


@pytest.mark.parametrize("partitions", [1, 3])
def test_verdicts_are_those_of_the_log_whatever_the_width_before_it(cluster: Cluster, partitions: int) -> None:
    articles = raw_articles(200, 12)
    for partition in range(partitions):
        part = articles[partition::partitions]
        cluster.publish("articles.raw", [(a.id.encode(), a.model_dump_json().encode()) for a in part])
    for name in ("cleaner", "dedup"):
        cluster.start("copydesk", "run", name)
    cluster.wait_for_output({article.id for article in articles}, OUT)
    assert_same_as_the_log_alone(cluster)
