"""What the broker says: how far each service is behind, the last dead letters, and the last enriched articles."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kafka import KafkaConsumer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import KafkaError

from copydesk.operator.cluster import ClusterError, reader
from copydesk.operator.lag import measure_lag
from copydesk.operator.top.messages import article_picture, dead_letter_picture
from copydesk.operator.top.picture import ArticlePicture, DeadLetterPicture
from copydesk.operator.top.summary import WaitingIn
from copydesk.runtime.envelope import read_headers
from copydesk.runtime.settings import Settings
from copydesk.text.printable import one_line
from schemas.article import EnrichedArticle
from schemas.topics import SERVICE_NAMES, Topic, dead_letter_topic, topic_of

LAST = 40
"""Dead letters, and articles, that are kept: two screens of them."""

LAST_OF_A_PARTITION = 20
"""However many come between two rounds, only so many of each partition are fetched: more would not be kept anyhow."""

ROUND_SECONDS = 2.0
POLL_MS = 300
LONGEST_PROBLEM = 200


@dataclass(frozen=True, slots=True)
class BrokerNews:
    """One round: what waits (None where that could not be read), and the last of what came, the newest first."""

    waiting: tuple[WaitingIn, ...] | None = None
    dead_letters: tuple[DeadLetterPicture, ...] = ()
    articles: tuple[ArticlePicture, ...] = ()
    problem: str | None = None


Shown = TypeVar("Shown")


@dataclass(slots=True)
class Newest(Generic[Shown]):
    """The LAST messages by the time at which they were written."""

    make: Callable[[ConsumerRecord], Shown]
    _kept: list[tuple[int, str, Shown]] = field(default_factory=list)

    def add(self, record: ConsumerRecord) -> None:
        """Take a message, unless so many are newer that it would not be kept.

        A topic that was made anew has other messages in the same places.
        """
        place = reference_of(record)
        self._kept = [kept for kept in self._kept if kept[1] != place]
        self._kept.append((record.timestamp, place, self.make(record)))
        self._kept.sort(key=lambda kept: kept[:2], reverse=True)
        del self._kept[LAST:]

    def newest_first(self) -> tuple[Shown, ...]:
        """What is kept."""
        return tuple(shown for _, _, shown in self._kept)


def reference_of(record: ConsumerRecord) -> str:
    """Where a message lies: TOPIC/PARTITION/OFFSET."""
    return f"{record.topic}/{record.partition}/{record.offset}"


def _dead_letter(record: ConsumerRecord) -> DeadLetterPicture:
    headers = read_headers(record.headers)
    return dead_letter_picture(record.topic, reference_of(record), record.key or b"", record.value or b"", headers)


class Broker:
    """A cluster that is asked round by round; where it is away, the next round connects anew."""

    def __init__(self, settings: Settings, reads: Mapping[str, Topic]) -> None:
        """`reads` are the topics that the services read, by the service's name."""
        self._settings = settings
        self._reads = reads
        self._connection = contextlib.ExitStack()
        self._consumer: KafkaConsumer | None = None
        self._next: dict[TopicPartition, int] = {}
        self._articles = Newest(
            lambda record: article_picture(reference_of(record), record.value or b"", record.timestamp)
        )
        self._dead_letters = Newest(_dead_letter)
        self._enriched = settings.topic(topic_of(EnrichedArticle).name)
        self._buried = [settings.topic(dead_letter_topic(service).name) for service in SERVICE_NAMES]

    def ask(self) -> BrokerNews:
        """One round. Blocks for seconds where the cluster does not answer."""
        waiting, problem = None, None
        try:
            self._fetch()
            waiting = tuple(self._waiting())
        except (ClusterError, KafkaError, OSError) as error:
            problem = one_line(str(error), LONGEST_PROBLEM)
            self.close()
        return BrokerNews(waiting, self._dead_letters.newest_first(), self._articles.newest_first(), problem)

    def close(self) -> None:
        """End the connection."""
        self._consumer = None
        with contextlib.suppress(ClusterError, KafkaError, OSError):
            self._connection.close()

    def _waiting(self) -> list[WaitingIn]:
        return [
            WaitingIn(lag.service, lag.topic, lag.partition, lag.waiting, lag.seconds)
            for lag in measure_lag(self._settings, self._reads)
        ]

    def _fetch(self) -> None:
        consumer = self._connected()
        partitions = [
            TopicPartition(topic, number)
            for topic in (self._enriched, *self._buried)
            for number in sorted(consumer.partitions_for_topic(topic) or ())
        ]
        if not partitions:
            raise ClusterError("the cluster has no topics of Copydesk; `copydesk topics apply` makes them")
        consumer.assign(partitions)
        for partition, end in consumer.end_offsets(partitions).items():
            # The embedded broker can name an end that is too low: what was read is not read again.
            consumer.seek(partition, max(self._next.get(partition, 0), end - LAST_OF_A_PARTITION))
        deadline = time.monotonic() + ROUND_SECONDS
        while time.monotonic() < deadline and (batches := consumer.poll(timeout_ms=POLL_MS)):
            for partition, records in batches.items():
                for record in records:
                    self._take(record)
                self._next[partition] = records[-1].offset + 1

    def _take(self, record: ConsumerRecord) -> None:
        if record.topic == self._enriched:
            self._articles.add(record)
        else:
            self._dead_letters.add(record)

    def _connected(self) -> KafkaConsumer:
        if self._consumer is None:
            self._consumer = self._connection.enter_context(reader(self._settings))
        return self._consumer
