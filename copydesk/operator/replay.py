"""Replay: have articles of a window enriched anew, under a marker that every hop hands on and consumers can tell.

The messages are written to their own topic again, as they were: the services that read it make the same events anew,
under the same event ids. Deduplication knows such an article and answers with its first verdict.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError

from copydesk.operator.cluster import ClusterError, partitions_of, reader, writer
from copydesk.operator.reading import offsets_between, read_ranges
from copydesk.runtime.envelope import ATTEMPT, REDRIVEN_FROM, REPLAY, REPLAYED_FROM, carried, read_headers
from copydesk.runtime.settings import Settings
from schemas.topics import Topic

if TYPE_CHECKING:
    from kafka.consumer.fetcher import ConsumerRecord

BATCH = 100
CONFIRM_SECONDS = 180.0
"""Longer than the producer itself tries."""

Progress = Callable[[int, int], None]

_REMEMBERS = "dedup"
"""The service that must still know an article, so that its verdict is the first one."""


class ReplayError(Exception):
    """The replay cannot be made as asked; the message says why."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a replay will send again. `since` counts, `until` does not; `topic` is named as in the contract."""

    topic: str
    since: datetime
    until: datetime
    name: str
    ranges: Mapping[TopicPartition, range]

    @property
    def messages(self) -> int:
        """Messages in the window, those of earlier replays included."""
        return sum(map(len, self.ranges.values()))


@dataclass(slots=True)
class Replayed:
    """How many messages were sent again, and how many were left out.

    `sent_before`: under this name already. `replays`: they are of a replay themselves.
    """

    sent: int = 0
    sent_before: int = 0
    replays: int = 0


def check_window(settings: Settings, topic: str, since: datetime, reads: Mapping[str, Topic], now: datetime) -> None:
    """Refuse what would not give the first verdicts again.

    Raises:
        ReplayError: no service reads the topic, or deduplication has forgotten articles of the window.
    """
    services = list(reads)
    reader_of = next((service for service, read in reads.items() if read.name == topic), None)
    if reader_of is None:
        names = ", ".join(read.name for read in reads.values())
        raise ReplayError(f"no service reads {topic}; there are {names}")
    passes_dedup = _REMEMBERS in services and services.index(reader_of) <= services.index(_REMEMBERS)
    if passes_dedup and now - since > timedelta(days=settings.dedup_window_days):
        after = next((read.name for read in reads.values() if read.written_by == _REMEMBERS), "")
        raise ReplayError(
            f"deduplication remembers {settings.dedup_window_days:g} days and would judge older articles anew; "
            f"replay {after}, which carries the verdicts, or a shorter window"
        )


def plan(settings: Settings, topic: str, since: datetime, until: datetime, name: str | None = None) -> Plan:
    """What lies in the window. Without a name it is that of topic and window, the same for the same replay.

    Raises:
        ClusterError: the cluster cannot be reached, or lacks the topic.
    """
    chosen = name or f"{topic} {since.isoformat()} {until.isoformat()}"
    with reader(settings) as consumer:
        partitions = partitions_of(consumer, settings.topic(topic))
        return Plan(topic, since, until, chosen, offsets_between(consumer, partitions, since, until))


def replay(settings: Settings, planned: Plan, per_second: float, progress: Progress | None = None) -> Replayed:
    """Send the messages of the plan again, at most so many a second; 0 is as fast as it goes.

    May be killed and started again: what was sent under this name is left out.

    Raises:
        ClusterError: the cluster cannot be reached, or does not confirm.
    """
    done = Replayed()
    with reader(settings) as consumer, writer(settings) as producer:
        before = _sent_before(consumer, planned)
        messages = _messages(consumer, planned, before, done)
        while batch := list(islice(messages, BATCH)):
            began = time.monotonic()
            _send(producer, planned, batch)
            done.sent += len(batch)
            if progress is not None:
                progress(done.sent + done.sent_before + done.replays, planned.messages)
            if per_second:
                time.sleep(max(0.0, len(batch) / per_second - (time.monotonic() - began)))
    return done


def replay_headers(record: ConsumerRecord, name: str) -> dict[str, bytes]:
    """The headers of a message that is sent again: its own, a new span of its trace, and the marker."""
    own = read_headers(record.headers)
    for counted in (ATTEMPT, REDRIVEN_FROM):
        own.pop(counted, None)
    return {**own, **carried(own), REPLAY: name.encode(), REPLAYED_FROM: _reference(record)}


def _reference(record: ConsumerRecord) -> bytes:
    return f"{record.topic}/{record.partition}/{record.offset}".encode()


def _sent_before(consumer: KafkaConsumer, planned: Plan) -> set[bytes]:
    """The messages that were sent under this name already: in the window, where it reaches up to now, or behind it."""
    ends = consumer.end_offsets(list(planned.ranges))
    later = {partition: range(offsets.start, ends[partition]) for partition, offsets in planned.ranges.items()}
    marked = (read_headers(record.headers) for record in read_ranges(consumer, later))
    name = planned.name.encode()
    return {headers[REPLAYED_FROM] for headers in marked if headers.get(REPLAY) == name and REPLAYED_FROM in headers}


def _messages(consumer: KafkaConsumer, planned: Plan, before: set[bytes], done: Replayed) -> Iterator[ConsumerRecord]:
    for record in read_ranges(consumer, planned.ranges):
        if REPLAY in read_headers(record.headers):
            done.replays += 1
        elif _reference(record) in before:
            done.sent_before += 1
        else:
            yield record


def _send(producer: KafkaProducer, planned: Plan, batch: Iterable[ConsumerRecord]) -> None:
    sent = [
        producer.send(
            record.topic,
            key=record.key,
            value=record.value or b"",
            partition=record.partition,
            headers=list(replay_headers(record, planned.name).items()),
        )
        for record in batch
    ]
    try:
        for future in sent:
            future.get(timeout=CONFIRM_SECONDS)
    except KafkaError as error:
        raise ClusterError(f"not confirmed; start it again under the name {planned.name!r}: {error}") from error
