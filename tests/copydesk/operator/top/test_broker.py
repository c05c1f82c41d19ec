from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from kafka import TopicPartition
from kafka.errors import KafkaTimeoutError

from copydesk.operator.cluster import ClusterError
from copydesk.operator.lag import PartitionLag
from copydesk.operator.top import broker as broker_module
from copydesk.operator.top.broker import LAST, LAST_OF_A_PARTITION, Broker
from copydesk.operator.top.summary import WaitingIn
from copydesk.runtime.settings import Settings
from schemas.article import RawArticle
from schemas.topics import Topic, topic_of
from tests.copydesk.operator.top.records import Record, buried, enriched

SETTINGS = Settings(topic_prefix="daily.", brokers="kafka:9092")
READS = {"cleaner": topic_of(RawArticle)}
ENRICHED = "daily.articles.enriched"


def event(offset: int, partition: int = 0, timestamp: int | None = None) -> Record:
    at = 1_700_000_000_000 + offset if timestamp is None else timestamp
    return Record(ENRICHED, partition, offset, enriched(f"Headline {offset}").model_dump_json().encode(), at)


@dataclass
class Cluster:
    """Topics in memory, a consumer of them, and what the services have committed. It counts connections."""

    records: list[Record] = field(default_factory=list)
    lags: list[PartitionLag] = field(default_factory=list)
    away: Exception | None = None
    connections: int = 0
    closed: int = 0
    fetched: list[int] = field(default_factory=list)
    low: int = 0
    positions: dict[TopicPartition, int] = field(default_factory=dict)

    @contextmanager
    def reader(self, _settings: Settings) -> Iterator[Cluster]:
        if self.away is not None:
            raise self.away
        self.connections += 1
        yield self
        self.closed += 1

    def measure_lag(self, _settings: Settings, reads: Mapping[str, Topic]) -> list[PartitionLag]:
        assert reads == READS
        return self.lags

    def partitions_for_topic(self, topic: str) -> set[int] | None:
        return {record.partition for record in self.records if record.topic == topic} or None

    def assign(self, partitions: list[TopicPartition]) -> None:
        self.positions = dict.fromkeys(partitions, 0)

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self.positions[partition] = offset

    def of(self, partition: TopicPartition) -> list[Record]:
        return [each for each in self.records if (each.topic, each.partition) == (partition.topic, partition.partition)]

    def end_offsets(self, partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
        if self.away is not None:
            raise self.away
        return {each: max(r.offset for r in self.of(each)) + 1 - self.low for each in partitions}

    def poll(self, timeout_ms: int) -> dict[TopicPartition, list[Record]]:
        assert timeout_ms > 0
        for partition, position in self.positions.items():
            if found := [record for record in self.of(partition) if record.offset >= position][:7]:
                self.positions[partition] = found[-1].offset + 1
                self.fetched += [record.offset for record in found]
                return {partition: found}
        return {}


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Cluster:
    cluster = Cluster()
    monkeypatch.setattr(broker_module, "reader", cluster.reader)
    monkeypatch.setattr(broker_module, "measure_lag", cluster.measure_lag)
    return cluster


def buried_at(offset: int) -> Record:
    record = buried(f"reason {offset}", offset=offset)
    record.topic = f"daily.{record.topic}"
    record.timestamp += offset
    return record


def test_the_last_articles_and_dead_letters_the_newest_first(cluster: Cluster) -> None:
    cluster.records = [event(0), event(1), event(2, 1), buried_at(0), buried_at(1)]
    news = Broker(SETTINGS, READS).ask()
    assert [article.title for article in news.articles] == ["Headline 2", "Headline 1", "Headline 0"]
    assert [found.message for found in news.dead_letters] == ["reason 1", "reason 0"]
    assert (news.problem, news.waiting) == (None, ())


def test_what_came_since_the_last_round_is_read_once(cluster: Cluster) -> None:
    cluster.records = [event(0)]
    broker = Broker(SETTINGS, READS)
    broker.ask()
    cluster.records += [event(1), buried_at(0)]
    news = broker.ask()
    assert [article.title for article in news.articles] == ["Headline 1", "Headline 0"]
    assert len(news.dead_letters) == 1
    assert cluster.fetched == [0, 1, 0]
    assert cluster.connections == 1


def test_of_a_long_topic_only_the_end_is_read(cluster: Cluster) -> None:
    cluster.records = [event(offset, partition) for partition in range(3) for offset in range(1_000)]
    broker = Broker(SETTINGS, READS)
    news = broker.ask()
    assert len(cluster.fetched) == 3 * LAST_OF_A_PARTITION
    assert len(news.articles) == LAST
    assert news.articles[0].title == "Headline 999"
    cluster.records += [event(offset, 0) for offset in range(1_000, 1_500)]
    assert broker.ask().articles[0].title == "Headline 1499"
    assert len(cluster.fetched) == 4 * LAST_OF_A_PARTITION, "what would not be kept is passed over"


def test_an_end_that_is_told_too_low_reads_nothing_twice(cluster: Cluster) -> None:
    cluster.records = [event(offset) for offset in range(5)]
    cluster.low = 3
    broker = Broker(SETTINGS, READS)
    assert len(broker.ask().articles) == 5
    assert len(broker.ask().articles) == 5
    assert cluster.fetched == [0, 1, 2, 3, 4]


def test_a_topic_that_was_made_anew_replaces_what_lay_in_its_places(cluster: Cluster) -> None:
    cluster.records = [event(0), event(1)]
    broker = Broker(SETTINGS, READS)
    broker.ask()
    cluster.records = [event(0, timestamp=1_800_000_000_000)]
    broker._next.clear()
    references = [article.reference for article in broker.ask().articles]
    assert references == [f"{ENRICHED}/0/0", f"{ENRICHED}/0/1"]


def test_what_waits(cluster: Cluster) -> None:
    cluster.records = [event(0)]
    cluster.lags = [PartitionLag("cleaner", "daily.articles.raw", 2, 5, 9, 4, 0, 1.5)]
    assert Broker(SETTINGS, READS).ask().waiting == (WaitingIn("cleaner", "daily.articles.raw", 2, 4, 1.5),)


@pytest.mark.parametrize(
    "error", [ClusterError("no broker at kafka:9092\x1b[31m"), KafkaTimeoutError("30 s"), OSError("unreachable")]
)
def test_a_broker_that_is_away_is_a_problem_and_what_was_seen_stays(cluster: Cluster, error: Exception) -> None:
    cluster.records = [event(0)]
    broker = Broker(SETTINGS, READS)
    broker.ask()
    cluster.away = error
    news = broker.ask()
    assert news.problem is not None
    assert news.problem.isprintable()
    assert (news.waiting, len(news.articles)) == (None, 1)
    assert cluster.closed == 1
    assert broker.ask().problem is not None
    cluster.away = None
    assert broker.ask().problem is None
    assert (cluster.connections, cluster.fetched) == (2, [0])


def test_a_cluster_without_our_topics(cluster: Cluster) -> None:
    assert Broker(SETTINGS, READS).ask().problem == (
        "the cluster has no topics of Copydesk; `copydesk topics apply` makes them"
    )
    cluster.records = [event(0)]
    assert Broker(SETTINGS, READS).ask().problem is None


def test_a_lag_that_cannot_be_measured_costs_no_headline(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_settings: Settings, _reads: Mapping[str, Topic]) -> list[PartitionLag]:
        raise ClusterError("there is no topic articles.raw")

    monkeypatch.setattr(broker_module, "measure_lag", fail)
    cluster.records = [event(0)]
    news = Broker(SETTINGS, READS).ask()
    assert (news.problem, news.waiting, len(news.articles)) == ("there is no topic articles.raw", None, 1)
