"""Audit a window of time: what each service was given, and what came of it, read from the topics themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kafka import KafkaConsumer
from pydantic import ValidationError

from copydesk.operator.account import Account, Balance, Event, Place
from copydesk.operator.cluster import committed_offsets, partitions_of, reader
from copydesk.operator.reading import offsets_between, read_ranges
from copydesk.runtime.settings import Settings
from schemas.article import Article, DuplicateArticle, RawArticle
from schemas.dead_letter import DeadLetter
from schemas.document import Document
from schemas.topics import ARTICLE_TOPICS, Topic, dead_letter_topic

if TYPE_CHECKING:
    from kafka.consumer.fetcher import ConsumerRecord

CLOCKS_DIFFER = timedelta(minutes=5)
"""What came of a message may bear an earlier time than the message, where another machine wrote it."""

Progress = Callable[[int, int], None]


class AuditError(Exception):
    """The audit cannot be made as asked; the message says why."""


@dataclass(frozen=True, slots=True)
class Audit:
    """The balance of one or several services over what came in at `topic`, named as in the cluster.

    `begins_late`: topics that have lost a part of the window to their retention, so that what seems missing may only
    be gone from there.
    """

    services: tuple[str, ...]
    topic: str
    balance: Balance
    begins_late: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time: `since` counts, `until` does not; None is now."""

    since: datetime
    until: datetime | None = None


def audit_services(
    settings: Settings, window: Window, reads: Mapping[str, Topic], progress: Progress | None = None
) -> Iterator[Audit]:
    """One audit for each service: of what its topic was given in the window.

    Raises:
        ClusterError: the cluster cannot be reached, or lacks a topic.
    """
    for service in reads:
        yield _audit(settings, window, reads, (service,), progress)


def audit_between(
    settings: Settings,
    window: Window,
    reads: Mapping[str, Topic],
    topics: tuple[str, str],
    progress: Progress | None = None,
) -> Audit:
    """What came of the messages of one topic up to a later one, over all services between them.

    Raises:
        AuditError: an article does not go from the one to the other.
        ClusterError: the cluster cannot be reached, or lacks a topic.
    """
    return _audit(settings, window, reads, way_between(reads, *topics), progress)


def way_between(reads: Mapping[str, Topic], first: str, last: str) -> tuple[str, ...]:
    """The services that an article passes from one topic to another.

    Raises:
        AuditError: there are none.
    """
    writers = {topic.name: topic.written_by for topic in ARTICLE_TOPICS if issubclass(topic.model, Article)}
    order = list(reads)
    start = next((service for service, topic in reads.items() if topic.name == first), None)
    end = writers.get(last)
    if start is None or end not in order or order.index(start) > order.index(end):
        raise AuditError(f"no article goes from {first} to {last}")
    return tuple(order[order.index(start) : order.index(end) + 1])


def _audit(
    settings: Settings,
    window: Window,
    reads: Mapping[str, Topic],
    services: tuple[str, ...],
    progress: Progress | None,
) -> Audit:
    # Asked first: what came of a message that is committed by now is in a topic when the topics' ends are asked for.
    positions = {
        service: {(partition.topic, partition.partition): offset for partition, offset in offsets.items()}
        for service, offsets in committed_offsets(settings, services).items()
    }
    source = reads[services[0]]
    account = Account(services)
    with reader(settings) as consumer:
        for place, record in _messages(consumer, settings, [source], window, progress):
            account.give(place, _event(source.model, record))
        outcomes = _outcomes(services)
        later = Window(window.since - CLOCKS_DIFFER)
        late = _begin_late(consumer, settings, outcomes, window.since)
        by_name = {settings.topic(topic.name): topic for topic in outcomes}
        for place, record in _messages(consumer, settings, outcomes, later, progress):
            _enter(account, by_name[place.topic], place, record)
            if not account.open:
                break
        # Dead letters are few, and tell of what can be told by nothing else: a message that is no document.
        letters = [dead_letter_topic(service) for service in services]
        for _place, record in _messages(consumer, settings, letters, later, None):
            _enter_dead_letter(account, reads, record)
    return Audit(services, settings.topic(source.name), account.close(positions), late)


def _outcomes(services: Sequence[str]) -> list[Topic]:
    """The topics of articles that these services write."""
    return [topic for topic in ARTICLE_TOPICS if topic.written_by in services and issubclass(topic.model, Article)]


def _messages(
    consumer: KafkaConsumer, settings: Settings, topics: Iterable[Topic], window: Window, progress: Progress | None
) -> Iterator[tuple[Place, ConsumerRecord]]:
    partitions = [each for topic in topics for each in partitions_of(consumer, settings.topic(topic.name))]
    ranges = offsets_between(consumer, partitions, window.since, window.until)
    total = sum(map(len, ranges.values()))
    for number, record in enumerate(read_ranges(consumer, ranges), start=1):
        if progress is not None:
            progress(number, total)
        yield Place(record.topic, record.partition, record.offset), record


def _begin_late(
    consumer: KafkaConsumer, settings: Settings, topics: Iterable[Topic], since: datetime
) -> tuple[str, ...]:
    """Those of the topics of which a part was deleted, and whose rest begins after that moment."""
    late = []
    for topic in topics:
        partitions = partitions_of(consumer, settings.topic(topic.name))
        firsts = consumer.beginning_offsets(partitions)
        starts = offsets_between(consumer, partitions, since, None)
        if any(firsts[each] > 0 and starts[each].start == firsts[each] for each in partitions):
            late.append(settings.topic(topic.name))
    return tuple(late)


def _enter(account: Account, topic: Topic, place: Place, record: ConsumerRecord) -> None:
    model = topic.model
    try:
        document = model.model_validate_json(record.value or b"")
    except ValidationError:
        return
    if isinstance(document, Document):
        event = Event(document.id, document.version, document.content_hash)
        ends = issubclass(model, DuplicateArticle)
        account.pass_on(topic.written_by, place, event, document.status, ends=ends)


def _enter_dead_letter(account: Account, reads: Mapping[str, Topic], record: ConsumerRecord) -> None:
    try:
        letter = DeadLetter.from_headers(record.headers)
    except ValidationError:
        return
    original = Place(letter.original_topic, letter.original_partition, letter.original_offset)
    topic = reads.get(letter.service)
    account.fail(letter.service, original, _event(topic.model, record) if topic else None)


def _event(model: type[object], record: ConsumerRecord) -> Event:
    """The event that a message carries; of what is no document the key is all that is known."""
    # Raw articles may lack what derives from the rest. Of all others three fields are enough.
    identified: type[Document] = RawArticle if model is RawArticle else Document
    try:
        document = identified.model_validate_json(record.value or b"")
    except ValidationError:
        return Event((record.key or b"").decode("utf-8", "replace"), None, "")
    return Event(document.id, document.version, document.content_hash)
