"""The account of what services were given: each message, and what came of it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Event(NamedTuple):
    """One version of an article, whichever topic it lies in."""

    article_id: str
    version: int | None
    content_hash: str


class Place(NamedTuple):
    """Where a message lies; the topic as it is called in the cluster."""

    topic: str
    partition: int
    offset: int

    def __str__(self) -> str:
        """As the commands name it."""
        return f"{self.topic}/{self.partition}/{self.offset}"


@dataclass(frozen=True, slots=True)
class Missing:
    """A message of the beginning of which no trace was found. `last_seen` is the message that `service` has read."""

    article_id: str
    version: int | None
    content_hash: str
    given: Place
    last_seen: Place
    service: str


@dataclass(frozen=True, slots=True)
class Balance:
    """What came of the messages that were given: their number is the sum of all that follows."""

    given: int
    statuses: Mapping[str, int]
    waiting: Mapping[str, int]
    missing: tuple[Missing, ...]

    @property
    def is_even(self) -> bool:
        """Whether each message ended in one status, or still waits for a service."""
        return not self.missing and self.given == sum(self.statuses.values()) + sum(self.waiting.values())


class _Reached(NamedTuple):
    """How far an event has come: how many services have passed it on, and where that is."""

    stage: int
    place: Place
    status: str
    is_over: bool


class Account:
    """The messages of one topic in a window, and what services made of them, one after the other."""

    def __init__(self, services: Sequence[str]) -> None:
        """Begin an account of these services, in the order of an article's way."""
        self._services = tuple(services)
        self._given: dict[Place, Event] = {}
        self._open: set[Event] = set()
        self._reached: dict[Event, _Reached] = {}
        self._failed: set[Place] = set()
        self._failed_events: set[tuple[str, Event]] = set()

    def give(self, place: Place, event: Event) -> None:
        """A message was there for the first service."""
        self._given[place] = event
        self._open.add(event)

    @property
    def open(self) -> int:
        """Events of which the end is not known yet."""
        return len(self._open)

    def pass_on(self, service: str, place: Place, event: Event, status: str, *, ends: bool = False) -> None:
        """A service has written an event. `ends`: the article goes no further, as a copy does."""
        if event not in self._reached and event not in self._open:
            return
        stage = self._services.index(service) + 1
        known = self._reached.get(event)
        if known is None or stage > known.stage:
            is_over = ends or stage == len(self._services)
            self._reached[event] = _Reached(stage, place, status, is_over)
            if is_over:
                self._open.discard(event)

    def fail(self, service: str, original: Place, event: Event | None) -> None:
        """A service has made a dead letter of the message at that place."""
        self._failed.add(original)
        if event is not None:
            self._failed_events.add((service, event))

    def close(self, committed: Mapping[str, Mapping[tuple[str, int], int]]) -> Balance:
        """What came of everything. `committed`: by service, topic and partition, the next offset that it reads."""
        statuses: Counter[str] = Counter()
        waiting: Counter[str] = Counter()
        missing: list[Missing] = []
        for given, event in self._given.items():
            reached = self._reached.get(event) or _Reached(0, given, "", is_over=False)
            if given in self._failed:
                statuses["dead_letter"] += 1
                continue
            if reached.is_over:
                statuses[reached.status] += 1
                continue
            service = self._services[reached.stage]
            place = reached.place
            if place in self._failed or (reached.stage and (service, event) in self._failed_events):
                statuses["dead_letter"] += 1
            elif place.offset >= committed.get(service, {}).get((place.topic, place.partition), 0):
                waiting[service] += 1
            else:
                missing.append(Missing(*event, given, place, service))
        return Balance(len(self._given), statuses, waiting, tuple(missing))
