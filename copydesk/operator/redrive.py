"""Act on dead letters: send them to their topics again, or let them be.

A dead letter stays in its topic; that it is dealt with is a decision in a log of its own (decisions.py), written when
the broker has confirmed what was sent. So a redrive may be killed at any point and started again: what has no decision
is sent, perhaps once more, under the event id of the first time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from kafka import KafkaProducer
from kafka.errors import KafkaError, MessageSizeTooLargeError, RecordListTooLargeError

from copydesk.operator.cluster import ClusterError, partitions_of, reader, writer
from copydesk.operator.dead_letters import Filter, FoundDeadLetter, list_dead_letters
from copydesk.operator.decisions import LetterPlace, record_decisions
from copydesk.runtime.envelope import ATTEMPT, REDRIVEN_FROM, envelop, passed_on
from copydesk.runtime.settings import Settings
from schemas.dead_letter import DeadLetter
from schemas.document import Document
from schemas.topics import DECISIONS, Topic

if TYPE_CHECKING:
    from kafka.producer.future import FutureRecordMetadata

MOST_ATTEMPTS = 5
"""What has failed so often will fail again; somebody has to look at it."""

BATCH = 100
"""Dead letters that are sent before their decisions are written: so many at most are sent once more after a kill."""

BATCH_BYTES = 8 * 1024 * 1024
CONFIRM_SECONDS = 180.0
"""Longer than the producer itself tries."""

REFUSED = (MessageSizeTooLargeError, RecordListTooLargeError)
"""The broker will never take this message."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that a dead letter becomes. `topic` is the name in the cluster; of no partition the key decides."""

    topic: str
    partition: int
    key: bytes | None
    value: bytes
    headers: Mapping[str, bytes]


class RefusedError(Exception):
    """A dead letter that cannot be sent again; the message says why."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The dead letters that are to be dealt with: found once, so that nothing is done to others that come later."""

    places: tuple[LetterPlace, ...]
    reasons: Mapping[tuple[str, str], int]


@dataclass(slots=True)
class Outcome:
    """How many were dealt with, and which were not, each with the reason."""

    done: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def choose(settings: Settings, wanted: Filter, most: int | None = None) -> Chosen:
    """Find what is meant: at most so many, the first of each topic first. Their values are not kept.

    Raises:
        ClusterError: the cluster cannot be reached, or has no topic for what is decided.
    """
    with reader(settings) as consumer:
        partitions_of(consumer, settings.topic(DECISIONS.name))
    places: list[LetterPlace] = []
    reasons: Counter[tuple[str, str]] = Counter()
    for found in islice(list_dead_letters(settings, wanted), most):
        places.append(found.place)
        service = found.letter.service if found.letter else found.place.topic
        reasons[service, found.letter.error_type if found.letter else "unknown"] += 1
    return Chosen(tuple(places), reasons)


def redriver(settings: Settings, reads: Mapping[str, Topic], most_attempts: int = MOST_ATTEMPTS) -> Redriver:
    """What makes messages of dead letters, for the cluster as it is.

    Raises:
        ClusterError: the cluster cannot be reached, or lacks a topic.
    """
    names = [settings.topic(topic.name) for topic in reads.values()]
    with reader(settings) as consumer:
        widths = {name: {each.partition for each in partitions_of(consumer, name)} for name in names}
    return Redriver(settings, reads, widths, most_attempts)


def redrive(
    settings: Settings, chosen: Chosen, wanted: Filter, make: Redriver, progress: Progress | None = None
) -> Outcome:
    """Send the chosen ones to the topics that they came from; what cannot be sent stays as it is.

    Raises:
        ClusterError: the cluster cannot be reached, or does not confirm. What it has confirmed is decided by then.
    """
    outcome = Outcome()
    with writer(settings) as producer:
        for batch in _batches(_found(settings, chosen, wanted)):
            sent: list[tuple[LetterPlace, FutureRecordMetadata]] = []
            for found in batch:
                try:
                    message = make.message(found)
                except RefusedError as refusal:
                    outcome.refused.append((found.reference, str(refusal)))
                    continue
                sent.append((found.place, _send(producer, message)))
            _confirm(producer, settings, sent, outcome)
            if progress is not None:
                progress(outcome.done + len(outcome.refused), len(chosen.places))
    return outcome


def drop(settings: Settings, chosen: Chosen, progress: Progress | None = None) -> Outcome:
    """Decide that nothing more is to be done about the chosen ones, which stay in their topics.

    Raises:
        ClusterError: the cluster cannot be reached, or does not confirm.
    """
    outcome = Outcome()
    places = iter(chosen.places)
    with writer(settings) as producer:
        while batch := list(islice(places, BATCH)):
            record_decisions(producer, settings, batch, "dropped")
            outcome.done += len(batch)
            if progress is not None:
                progress(outcome.done, len(chosen.places))
    return outcome


@dataclass(frozen=True, slots=True)
class Redriver:
    """Makes of a dead letter the message that it was. Pure.

    `reads`: the topic that each service reads. `widths`: partitions of the cluster's topics. `most_attempts`: what was
    tried so often already is refused.
    """

    settings: Settings
    reads: Mapping[str, Topic]
    widths: Mapping[str, Collection[int]]
    most_attempts: int = MOST_ATTEMPTS

    def message(self, found: FoundDeadLetter) -> Sent:
        """The message: key and value byte for byte, in the partition that it came from, with the event id that it had.

        Raises:
            RefusedError: it cannot or should not be sent again.
        """
        letter = found.letter
        if letter is None:
            raise RefusedError("its headers are not Copydesk's")
        topic = self._topic(letter)
        if letter.attempts >= self.most_attempts:
            raise RefusedError(f"it has been tried {letter.attempts} times")
        name = self.settings.topic(topic.name)
        if letter.original_partition not in self.widths.get(name, ()):
            raise RefusedError(f"{name} has no partition {letter.original_partition}")
        headers = {
            **_event_headers(topic, found),
            **passed_on(found.headers),
            ATTEMPT: str(letter.attempts + 1).encode(),
            REDRIVEN_FROM: found.reference.encode(),
        }
        return Sent(name, letter.original_partition, found.key, found.value, headers)

    def _topic(self, letter: DeadLetter) -> Topic:
        topic = self.reads.get(letter.service)
        if topic is None:
            raise RefusedError(
                f"it came from outside ({letter.original_topic}); mend it and push it again: "
                "`copydesk dead-letters show --raw`"
            )
        if letter.original_topic != self.settings.topic(topic.name):
            raise RefusedError(f"{letter.service} does not read {letter.original_topic}")
        if letter.truncated:
            raise RefusedError("its value is only the beginning of the original")
        return topic


def _event_headers(topic: Topic, found: FoundDeadLetter) -> Mapping[str, bytes]:
    """The headers of the event that failed, which a dead letter does not keep; none where it was no event."""
    model = topic.model
    if not issubclass(model, Document):
        return {}
    try:
        return envelop(model.model_validate_json(found.value), topic.written_by, found.headers).headers
    except ValueError:
        return {}


def _found(settings: Settings, chosen: Chosen, wanted: Filter) -> Iterator[FoundDeadLetter]:
    """The chosen ones, with their values; one that somebody else has dealt with meanwhile is left out."""
    left = set(chosen.places)
    for found in list_dead_letters(settings, wanted):
        if found.place in left:
            left.discard(found.place)
            yield found
        if not left:
            return


def _batches(letters: Iterable[FoundDeadLetter]) -> Iterator[list[FoundDeadLetter]]:
    batch: list[FoundDeadLetter] = []
    for found in letters:
        batch.append(found)
        if len(batch) >= BATCH or sum(len(each.value) for each in batch) >= BATCH_BYTES:
            yield batch
            batch = []
    if batch:
        yield batch


def _send(producer: KafkaProducer, message: Sent) -> FutureRecordMetadata:
    return producer.send(
        message.topic,
        key=message.key,
        value=message.value,
        partition=message.partition,
        headers=list(message.headers.items()),
    )


def _confirm(
    producer: KafkaProducer,
    settings: Settings,
    sent: Iterable[tuple[LetterPlace, FutureRecordMetadata]],
    outcome: Outcome,
) -> None:
    """Wait for the broker, then write the decisions about what it has confirmed.

    Raises:
        ClusterError: it did not confirm one that it may confirm another time.
    """
    confirmed: list[LetterPlace] = []
    failure: KafkaError | None = None
    for place, future in sent:
        try:
            future.get(timeout=CONFIRM_SECONDS)
        except REFUSED as error:
            outcome.refused.append((place.reference, f"the broker refuses it: {type(error).__name__}"))
        except KafkaError as error:
            failure = error
        else:
            confirmed.append(place)
    record_decisions(producer, settings, confirmed, "redriven")
    outcome.done += len(confirmed)
    if failure is not None:
        raise ClusterError(f"not confirmed, {outcome.done} were: {failure}") from failure
