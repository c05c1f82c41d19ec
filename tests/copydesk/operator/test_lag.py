from __future__ import annotations

import time

import pytest
from kafka import TopicPartition

from copydesk.operator import lag as lag_module
from copydesk.operator.cluster import ClusterError
from copydesk.operator.lag import PartitionLag, Place, ServiceLag, by_service, measure_lag
from copydesk.registry import topics_read
from copydesk.runtime.settings import Settings
from tests.copydesk.cli.command import copydesk
from tests.copydesk.operator.consumer import FakeConsumer, Record, reading

SETTINGS = Settings(topic_prefix="daily.")
READS = {"cleaner": topics_read()["cleaner"]}
RAW = "daily.articles.raw"


def now_ms() -> int:
    return int(time.time() * 1000)


def lags(monkeypatch: pytest.MonkeyPatch, consumer: FakeConsumer, committed: dict[int, int]) -> list[PartitionLag]:
    offsets = {"cleaner": {TopicPartition(RAW, number): offset for number, offset in committed.items()}}
    monkeypatch.setattr(lag_module, "reader", reading(consumer))
    monkeypatch.setattr(lag_module, "committed_offsets", lambda _settings, _services: offsets)
    return measure_lag(SETTINGS, READS)


def test_what_is_not_committed_waits_for_as_long_as_it_has_lain_there(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = now_ms() - 90_000, now_ms() - 1_000
    consumer = FakeConsumer(*(Record(RAW, 0, n, b"a", b"", timestamp=old if n == 1 else new) for n in range(4)))
    (found,) = lags(monkeypatch, consumer, {0: 1})
    assert (found.committed, found.end, found.waiting, found.expired) == (1, 4, 3, 0)
    assert found.seconds == pytest.approx(90, abs=5)


def test_a_partition_of_which_nothing_is_committed_waits_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    consumer = FakeConsumer(*(Record(RAW, 1, n, b"a", b"", timestamp=now_ms()) for n in (7, 8)))
    (found,) = lags(monkeypatch, consumer, {})
    assert (found.partition, found.committed, found.waiting, found.expired) == (1, None, 2, 0)


def test_where_nothing_waits_the_age_is_none_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = lags(monkeypatch, FakeConsumer(Record(RAW, 0, 0, b"a", b"", timestamp=1)), {0: 1})
    assert (found.waiting, found.seconds) == (0, 0.0)


def test_an_age_that_cannot_be_read_is_unknown_and_not_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lag_module, "OLDEST_SECONDS", 0.01)
    consumer = FakeConsumer(Record(RAW, 0, 0, b"a", b"", timestamp=1))
    monkeypatch.setattr(consumer, "poll", lambda timeout_ms: {})
    (found,) = lags(monkeypatch, consumer, {})
    assert (found.waiting, found.seconds) == (1, None)


def test_what_went_with_the_retention_unread_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = lags(monkeypatch, FakeConsumer(Record(RAW, 0, 10, b"a", b"", timestamp=now_ms())), {0: 4})
    assert (found.waiting, found.expired) == (1, 6)


def test_a_commit_past_an_end_that_reads_too_low_is_no_lag() -> None:
    assert Place(first=0, end=3, committed=5).waiting == 0
    assert Place(first=3, end=3, committed=None).expired == 0


def test_a_topic_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ClusterError, match=r"no topic daily\.articles\.raw"):
        lags(monkeypatch, FakeConsumer(), {})


def test_the_lag_of_a_service_is_that_of_all_its_partitions() -> None:
    found = [
        PartitionLag("cleaner", RAW, 0, 1, 4, waiting=3, expired=0, seconds=5.0),
        PartitionLag("cleaner", RAW, 1, 1, 2, waiting=1, expired=2, seconds=9.0),
        PartitionLag("dedup", "daily.articles.clean", 0, 1, 2, waiting=1, expired=0, seconds=None),
    ]
    assert by_service(found) == [ServiceLag("cleaner", 4, 2, 9.0), ServiceLag("dedup", 1, 0, None)]


WAITS = PartitionLag("cleaner", RAW, 0, 1, 4, waiting=3, expired=0, seconds=61.0)
EXPIRED = PartitionLag("cleaner", RAW, 1, 1, 4, waiting=0, expired=2, seconds=0.0)


@pytest.mark.parametrize(
    ("found", "arguments", "status"),
    [
        ([WAITS], (), 0),
        ([WAITS], ("--over", "60"), 1),
        ([WAITS], ("--over", "62"), 0),
        ([EXPIRED], (), 1),
    ],
)
def test_the_exit_code_tells_who_is_late(
    found: list[PartitionLag], arguments: tuple[str, ...], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lag_module, "measure_lag", lambda _settings, _reads: found)
    assert copydesk("lag", *arguments).exit_code == status
    assert copydesk("lag", *arguments, "--json").exit_code == status


def test_the_command_shows_services_and_their_partitions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lag_module, "measure_lag", lambda _settings, _reads: [WAITS, EXPIRED])
    lines = [line.split() for line in copydesk("lag").stdout.splitlines()]
    assert lines[0] == ["cleaner", "3", "messages", "61.0", "s", "2", "EXPIRED", "UNREAD"]
    assert lines[1] == [f"{RAW}/0", "3", "messages", "61.0", "s"]
    assert '"waiting": 3' in copydesk("lag", "--json").stdout


def test_a_service_that_reads_no_topic_has_no_lag() -> None:
    result = copydesk("lag", "intake")
    assert result.exit_code == 2
    assert "no such service: intake; there are cleaner, dedup, entities, quotes" in result.stderr
