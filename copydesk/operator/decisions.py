"""What operators have decided about dead letters: a log of its own, since nothing can be taken out of a topic."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kafka import KafkaProducer, TopicPartition
from kafka.errors import KafkaError
from pydantic import ValidationError

from copydesk.operator.cluster import ClusterError, reader
from copydesk.operator.reading import read_to_end
from copydesk.runtime.settings import Settings
from schemas.dead_letter import DeadLetterDecision, Decision
from schemas.topics import DECISIONS

CONFIRM_SECONDS = 60.0


class LetterPlace(NamedTuple):
    """A dead letter by its place and time."""

    topic: str
    partition: int
    offset: int
    timestamp_ms: int

    @property
    def reference(self) -> str:
        """How to name it to `dead-letters show`."""
        return f"{self.topic}/{self.partition}/{self.offset}"


class Decisions:
    """The latest decision about each dead letter."""

    def __init__(self, made: Iterable[DeadLetterDecision] = ()) -> None:
        """Take note of decisions, the earliest first."""
        self._by_letter: dict[LetterPlace, Decision] = {
            LetterPlace(each.topic, each.partition, each.offset, each.timestamp): each.decision for each in made
        }

    def about(self, letter: LetterPlace) -> Decision | None:
        """What was decided about this dead letter; None where nothing was."""
        return self._by_letter.get(letter)


def read_decisions(settings: Settings) -> Decisions:
    """All decisions; none where the topic is not there yet.

    Raises:
        ClusterError: the cluster cannot be reached.
    """
    name = settings.topic(DECISIONS.name)
    with reader(settings) as consumer:
        partitions = [TopicPartition(name, number) for number in sorted(consumer.partitions_for_topic(name) or ())]
        if not partitions:
            return Decisions()
        consumer.assign(partitions)
        consumer.seek_to_beginning(*partitions)
        return Decisions(filter(None, (_read(record.value) for record in read_to_end(consumer))))


def _read(value: bytes | None) -> DeadLetterDecision | None:
    try:
        return DeadLetterDecision.model_validate_json(value or b"")
    except ValidationError:
        return None  # whatever others wrote there: about the dead letter nothing is decided then


def record_decisions(
    producer: KafkaProducer, settings: Settings, letters: Iterable[LetterPlace], decision: Decision
) -> None:
    """Write a decision about each of these; returns when the broker has confirmed all.

    Raises:
        ClusterError: it does not confirm one. Those about the others may be written.
    """
    sent = []
    for letter in letters:
        made = DeadLetterDecision(
            topic=letter.topic,
            partition=letter.partition,
            offset=letter.offset,
            timestamp=letter.timestamp_ms,
            decision=decision,
        )
        value = made.model_dump_json().encode()
        sent.append(producer.send(settings.topic(DECISIONS.name), key=letter.reference.encode(), value=value))
    try:
        for future in sent:
            future.get(timeout=CONFIRM_SECONDS)
    except KafkaError as error:
        raise ClusterError(f"decisions are not confirmed: {error}") from error
