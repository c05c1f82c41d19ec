"""The picture that `copydesk top` shows: plain facts, every text in them printable, ready for a screen or for JSON.

Rates are a second, times are seconds, sizes are bytes. None is what is not known (yet): never a made-up zero.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a part of the picture comes from. `problem` is why it is away; None while it answers."""

    name: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Of a duration, in seconds. `recent` is False where nothing ended lately, so that they are since the start."""

    p50: float
    p95: float
    p99: float
    recent: bool


@dataclass(frozen=True, slots=True)
class Amount:
    """A counter: its total since the processes' start, and its rate."""

    name: str
    total: int
    rate: float | None


@dataclass(frozen=True, slots=True)
class ServicePicture:
    """All processes of a service together.

    `lag_seconds` is the age of the oldest article that waits. `state` is `ready`, or why it is not.
    """

    name: str
    processes: int
    ready: int
    state: str
    in_rate: float | None
    out_rate: float | None
    in_progress: int
    lag: int | None
    lag_seconds: float | None
    latency: Percentiles | None
    handling: Percentiles | None
    statuses: tuple[Amount, ...]
    counted: tuple[Amount, ...]
    dead_letters: Amount
    cpu: float | None
    memory_bytes: int | None


@dataclass(frozen=True, slots=True)
class ProcessPicture:
    """One process. `cpu` is its share of a core."""

    service: str
    instance: str
    state: str
    version: str
    rate: float | None
    cpu: float | None
    memory_bytes: int | None
    partitions: int | None
    up_seconds: float | None


@dataclass(frozen=True, slots=True)
class PartitionPicture:
    """A partition of a service's topic: how many articles wait in it, and for how long the oldest has."""

    service: str
    topic: str
    partition: int
    lag: int
    lag_seconds: float | None


@dataclass(frozen=True, slots=True)
class SourcePicture:
    """A source of articles. `silent_seconds` is the time since its newest article."""

    name: str
    articles: int
    rate: float | None
    silent_seconds: float | None


@dataclass(frozen=True, slots=True)
class DeadLetterPicture:
    """A dead letter of the last. `value` is the beginning of the original message."""

    reference: str
    service: str
    failed_at: str
    reason: str
    message: str
    place: str
    attempts: int | None
    source: str
    origin: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class QuotePicture:
    """A statement of an article."""

    speaker: str
    kind: str
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ArticlePicture:
    """An enriched article of the last. `seconds` is the time from its arrival to its enriched event."""

    reference: str
    id: str
    title: str
    source: str
    language: str
    verdict: str
    received_at: str
    enriched_at: str
    seconds: float | None
    url: str
    people: tuple[str, ...]
    organisations: tuple[str, ...]
    places: tuple[str, ...]
    quotes: tuple[QuotePicture, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything, at one moment (RFC 3339)."""

    at: str
    metrics: Origin
    broker: Origin
    services: tuple[ServicePicture, ...] = ()
    processes: tuple[ProcessPicture, ...] = ()
    partitions: tuple[PartitionPicture, ...] = ()
    sources: tuple[SourcePicture, ...] = ()
    dead_letters: tuple[DeadLetterPicture, ...] = ()
    articles: tuple[ArticlePicture, ...] = ()
