"""Look into the dead-letter topics: what failed, where, why, its original bytes, and what was decided about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from kafka import KafkaConsumer, TopicPartition
from pydantic import ValidationError

from copydesk.operator.cluster import reader
from copydesk.operator.decisions import Decisions, LetterPlace, read_decisions
from copydesk.operator.reading import read_to_end
from copydesk.runtime.article_way import document_fields
from copydesk.runtime.envelope import read_headers
from copydesk.runtime.settings import Settings
from schemas.dead_letter import DeadLetter, Decision
from schemas.topics import SERVICE_NAMES, dead_letter_topic


@dataclass(frozen=True, slots=True)
class FoundDeadLetter:
    """A dead letter as it lies in its topic. `letter` is None where the headers are not Copydesk's.

    `decision` is what an operator has decided about it; None where it waits for that.
    """

    place: LetterPlace
    key: bytes | None
    value: bytes
    headers: Mapping[str, bytes]
    letter: DeadLetter | None
    decision: Decision | None = None

    @property
    def reference(self) -> str:
        """How to name it to `dead-letters show`."""
        return self.place.reference

    @property
    def reason(self) -> str:
        """Why it failed, in a line."""
        return f"{self.letter.error_type}: {self.letter.error_message}" if self.letter else "headers are not Copydesk's"

    @property
    def source(self) -> str | None:
        """The source of the article; None where the value is no document."""
        source = document_fields(self.value).get("source")
        return source if isinstance(source, str) else None

    @property
    def failed_at(self) -> datetime:
        """When it failed: as the headers say, else as Kafka does."""
        try:
            moment = datetime.fromisoformat(self.letter.failed_at if self.letter else "")
        except ValueError:
            return datetime.fromtimestamp(self.place.timestamp_ms / 1000, UTC)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which dead letters are meant: of these services, and of each criterion that is given.

    `reason` is an error type, or part of the message; `source` that of the article. `since` counts, `until` does not.
    """

    services: tuple[str, ...] = SERVICE_NAMES
    reason: str | None = None
    source: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    decided: bool = False

    def takes(self, found: FoundDeadLetter) -> bool:
        """Whether this one is meant. Of what service it is its topic says, so that is not asked here."""
        if found.decision is not None and not self.decided:
            return False
        if self.reason is not None and not _fails_for(found, self.reason):
            return False
        if self.source is not None and found.source != self.source:
            return False
        if self.since is not None and found.failed_at < self.since:
            return False
        return self.until is None or found.failed_at < self.until


def _fails_for(found: FoundDeadLetter, reason: str) -> bool:
    if found.letter is None:
        return False
    return found.letter.error_type == reason or reason.casefold() in found.letter.error_message.casefold()


class UnknownReferenceError(Exception):
    """There is no dead letter of this name."""


def list_dead_letters(settings: Settings, wanted: Filter | None = None) -> Iterator[FoundDeadLetter]:
    """The dead letters that are meant, in the order of each topic; without a filter all that nothing is decided about.

    Raises:
        ClusterError: the cluster cannot be reached.
    """
    asked = wanted or Filter()
    decisions = read_decisions(settings)
    with reader(settings) as consumer:
        partitions = [
            TopicPartition(name, number)
            for name in (settings.topic(dead_letter_topic(service).name) for service in asked.services)
            for number in sorted(consumer.partitions_for_topic(name) or ())
        ]
        if not partitions:
            return
        consumer.assign(partitions)
        consumer.seek_to_beginning(*partitions)
        for found in _read(consumer, decisions):
            if asked.takes(found):
                yield found


def find_dead_letter(settings: Settings, reference: str) -> FoundDeadLetter:
    """The one that `reference` names, TOPIC/PARTITION/OFFSET.

    Raises:
        UnknownReferenceError: the reference is malformed, or nothing lies there (any more).
        ClusterError: the cluster cannot be reached.
    """
    topic, _, place = reference.partition("/")
    partition, _, offset = place.partition("/")
    if not (topic and _is_number(partition) and _is_number(offset)):
        raise UnknownReferenceError(f"{reference}: expected TOPIC/PARTITION/OFFSET, as `dead-letters list` prints it")
    with reader(settings) as consumer:
        if int(partition) not in (consumer.partitions_for_topic(topic) or ()):
            raise UnknownReferenceError(f"{reference}: there is no such topic or partition")
        position = TopicPartition(topic, int(partition))
        consumer.assign([position])
        consumer.seek(position, int(offset))
        for found in _read(consumer, read_decisions(settings)):
            if found.place.offset == int(offset):
                return found
            break
    raise UnknownReferenceError(f"{reference}: nothing lies at this offset")


def _is_number(text: str) -> bool:
    """Whether Kafka can take it for an offset: ASCII digits, within 63 bits."""
    return text.isascii() and text.isdecimal() and int(text) < 1 << 63


def _read(consumer: KafkaConsumer, decisions: Decisions) -> Iterator[FoundDeadLetter]:
    for record in read_to_end(consumer):
        place = LetterPlace(record.topic, record.partition, record.offset, record.timestamp)
        yield FoundDeadLetter(
            place,
            record.key,
            record.value or b"",
            read_headers(record.headers),
            _letter(record.headers),
            decisions.about(place),
        )


def _letter(headers: list[tuple[str, bytes]]) -> DeadLetter | None:
    try:
        return DeadLetter.from_headers(headers)
    except ValidationError:
        return None
