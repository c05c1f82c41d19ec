from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from kafka.errors import KafkaTimeoutError

from copydesk.operator import reading as reading_module
from copydesk.operator import replay as replay_module
from copydesk.operator.cluster import ClusterError
from copydesk.operator.replay import Plan, Replayed, ReplayError, check_window, plan, replay, replay_headers
from copydesk.registry import topics_read
from copydesk.runtime.settings import Settings
from schemas.document import utc_now
from tests.copydesk.cli.command import copydesk
from tests.copydesk.operator.consumer import FakeConsumer, Record, reading
from tests.copydesk.operator.producer import FakeProducer, writing

SETTINGS = Settings(topic_prefix="daily.")
READS = topics_read()
RAW = "daily.articles.raw"
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
TRACE = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def raw(offset: int, minute: int, **headers: bytes) -> Record:
    at = int((NOON + timedelta(minutes=minute)).timestamp() * 1000)
    own = {"ce_id": b"id-%d" % offset, "traceparent": TRACE, "received_at": b"2026-11-29T12:00:00+00:00", **headers}
    return Record(RAW, 0, offset, b"a%d" % offset, b"{%d}" % offset, list(own.items()), at)


class Log:
    """A topic that grows by what is sent to it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *records: Record) -> None:
        self.consumer = FakeConsumer(*records)
        self.producer = FakeProducer()
        monkeypatch.setattr(replay_module, "reader", reading(self.consumer))
        monkeypatch.setattr(replay_module, "writer", writing(self.producer))

    def plan(self, name: str | None = None) -> Plan:
        return plan(SETTINGS, "articles.raw", NOON, NOON + HOUR, name)

    def land(self, *, count: int) -> None:
        """Only so many of the messages that were sent have reached the topic."""
        for sent in self.producer.sent[:count]:
            offset = len(self.consumer.records)
            headers = list(sent.headers.items())
            self.consumer.records.append(Record(RAW, 0, offset, sent.key, sent.value, headers, 10**13))
        self.producer.sent.clear()


def test_what_was_written_in_the_window_is_sent_again_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(monkeypatch, raw(0, -1), raw(1, 0), raw(2, 59), raw(3, 60))
    done = replay(SETTINGS, log.plan("again"), 0)
    assert done == Replayed(sent=2)
    assert [(m.topic, m.partition, m.key, m.value) for m in log.producer.sent] == [
        (RAW, 0, b"a1", b"{1}"),
        (RAW, 0, b"a2", b"{2}"),
    ]
    headers = log.producer.sent[0].headers
    assert (headers["ce_id"], headers["received_at"]) == (b"id-1", b"2026-11-29T12:00:00+00:00")
    assert (headers["replay"], headers["replayed_from"]) == (b"again", b"daily.articles.raw/0/1")


def test_a_replay_is_a_new_span_of_the_trace_and_no_redrive() -> None:
    headers = replay_headers(raw(1, 0, attempt=b"3", redriven_from=b"x"), "again")
    assert headers["traceparent"].split(b"-")[1] == TRACE.split(b"-")[1]
    assert headers["traceparent"] != TRACE
    assert "attempt" not in headers
    assert "redriven_from" not in headers


def test_a_replay_that_was_cut_short_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(monkeypatch, *(raw(n, n) for n in range(5)))
    planned = log.plan()
    replay(SETTINGS, planned, 0)
    log.land(count=3)
    assert replay(SETTINGS, planned, 0) == Replayed(sent=2, sent_before=3)
    assert [m.key for m in log.producer.sent] == [b"a3", b"a4"]
    log.land(count=2)
    assert replay(SETTINGS, log.plan("another"), 0).sent == 5, "another name is another replay"


def test_what_was_sent_under_this_name_is_found_in_the_window_too(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = raw(1, 1, replay=b"x", replayed_from=b"daily.articles.raw/0/0")
    log = Log(monkeypatch, raw(0, 0), sent, raw(2, 2))
    assert replay(SETTINGS, log.plan("x"), 0) == Replayed(sent=1, sent_before=1, replays=1)


def test_partitions_of_different_lengths_are_each_read_to_their_own_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "SILENT_SECONDS", 0.05)
    log = Log(monkeypatch, raw(0, 0), replace(raw(0, 0), partition=1), replace(raw(1, 0), partition=1))
    assert replay(SETTINGS, log.plan(), 0).sent == 3
    assert sorted((m.partition or 0, m.value) for m in log.producer.sent) == [(0, b"{0}"), (1, b"{0}"), (1, b"{1}")]


def test_what_is_of_a_replay_is_not_replayed(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(monkeypatch, raw(0, 0), raw(1, 1, replay=b"earlier"))
    assert replay(SETTINGS, log.plan(), 0) == Replayed(sent=1, replays=1)


def test_the_same_window_has_the_same_name(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(monkeypatch, raw(0, 0))
    assert log.plan().name == log.plan().name == "articles.raw 2026-11-29T12:00:00+00:00 2026-11-29T13:00:00+00:00"
    assert log.plan("x").name == "x"


def test_what_is_not_confirmed_is_an_error_that_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(monkeypatch, raw(0, 0))
    log.producer.failures = {b"a0": KafkaTimeoutError("silence")}
    with pytest.raises(ClusterError, match="not confirmed; start it again under the name 'x'"):
        replay(SETTINGS, log.plan("x"), 0)


def test_no_more_are_sent_a_second_than_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    log = Log(monkeypatch, *(raw(n, 0) for n in range(250)))
    replay(SETTINGS, log.plan(), 1000)
    assert len(waited) == 3
    assert sum(waited) == pytest.approx(0.25, abs=0.1)


@pytest.mark.parametrize(
    ("topic", "days", "allowed"),
    [
        ("articles.raw", 6.9, True),
        ("articles.raw", 7.1, False),
        ("articles.clean", 7.1, False),
        ("articles.unique", 7.1, True),
        ("articles.entities", 30, True),
    ],
)
def test_what_deduplication_has_forgotten_is_not_judged_anew(topic: str, days: float, allowed: bool) -> None:
    since = NOON - timedelta(days=days)
    if allowed:
        check_window(SETTINGS, topic, since, READS, NOON)
        return
    with pytest.raises(ReplayError, match=r"remembers 7 days .* replay articles\.unique"):
        check_window(SETTINGS, topic, since, READS, NOON)


@pytest.mark.parametrize("topic", ["articles.enriched", "articles.duplicates", "quotes", "nosuch"])
def test_a_topic_that_nobody_reads_cannot_be_replayed(topic: str) -> None:
    with pytest.raises(ReplayError, match=f"no service reads {topic}; there are articles.raw"):
        check_window(SETTINGS, topic, NOON, READS, NOON)


# --- The command ------------------------------------------------------------------------------------------------------

ENVIRONMENT = {"COPYDESK_TOPIC_PREFIX": "daily."}


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Log:
    at = int(utc_now().timestamp() * 1000) - 1000
    return Log(monkeypatch, *(Record(RAW, 0, n, b"a", b"{}", [], at) for n in range(3)))


def test_it_needs_to_know_from_when_on() -> None:
    result = copydesk("replay")
    assert (result.exit_code, result.stderr) == (2, "copydesk: from when on? Give --from\n")


def test_what_cannot_be_replayed_is_wrong_usage(log: Log) -> None:
    assert copydesk("replay", "--topic", "quotes", "--from", "1h", env=ENVIRONMENT).exit_code == 2
    assert copydesk("replay", "--from", "8d", "--yes", env=ENVIRONMENT).exit_code == 2
    assert log.producer.sent == []


@pytest.mark.parametrize("answer", ["n\n", ""])
def test_nothing_is_sent_before_somebody_has_said_yes(log: Log, answer: str) -> None:
    result = copydesk("replay", "--from", "1h", stdin=answer, env=ENVIRONMENT)
    assert result.exit_code == 1
    assert "3 messages of articles.raw" in result.stderr
    assert log.producer.sent == []


def test_a_dry_run_sends_nothing(log: Log) -> None:
    assert copydesk("replay", "--from", "1h", "--dry-run", env=ENVIRONMENT).exit_code == 0
    assert log.producer.sent == []


def test_json_has_the_name_and_the_figures(log: Log) -> None:
    result = copydesk("replay", "--from", "1h", "--name", "x", "--yes", "--rate", "0", "--json", env=ENVIRONMENT)
    assert json.loads(result.stdout) == {"name": "x", "found": 3, "replayed": 3, "sent_before": 0, "of_replays": 0}
    assert len(log.producer.sent) == 3
