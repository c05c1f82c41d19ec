"""Connections of the operator's commands. They are synchronous and read with `assign`, never in a consumer group."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import (
    AuthorizationError,
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    KafkaError,
    NotCoordinatorError,
)
from kafka.structs import OffsetAndMetadata

from copydesk.runtime.access import why_refused
from copydesk.runtime.connection import CredentialsError, client_options
from copydesk.runtime.delivery import REQUEST_ROOM_BYTES
from copydesk.runtime.settings import Settings
from schemas.topics import DEAD_LETTER_BYTES

CONNECT_SECONDS = 10
COORDINATOR_SECONDS = 0.5
COORDINATOR_TO_COME = (CoordinatorNotAvailableError, NotCoordinatorError, CoordinatorLoadInProgressError)
"""What a cluster answers about a group whose coordinator it is about to choose."""

LINGER_MS = 20


class ClusterError(Exception):
    """The cluster cannot be reached, or it refused what was asked; the message says which."""


class _Closeable(Protocol):
    def close(self) -> None: ...


Client = TypeVar("Client", bound=_Closeable)


@contextlib.contextmanager
def admin_client(settings: Settings) -> Iterator[KafkaAdminClient]:
    """An administrative connection.

    Raises:
        ClusterError: no broker answers, or one answers with an error.
    """
    with _connection(settings, lambda options: KafkaAdminClient(**options)) as client:
        yield client


@contextlib.contextmanager
def reader(settings: Settings, fetch_bytes: int = DEAD_LETTER_BYTES) -> Iterator[KafkaConsumer]:
    """A consumer without group: it reads raw bytes, commits nothing and disturbs nobody.

    `fetch_bytes` is how much of a partition it asks for at a time; a longer message comes all the same.

    Raises:
        ClusterError: no broker answers, or one answers with an error.
    """

    def connect(options: dict[str, object]) -> KafkaConsumer:
        return KafkaConsumer(
            **options,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=fetch_bytes,
        )

    with _connection(settings, connect) as consumer:
        yield consumer


@contextlib.contextmanager
def writer(settings: Settings) -> Iterator[KafkaProducer]:
    """A producer as careful as the services' own: every replica confirms, and it keeps the order of what it sends.

    Raises:
        ClusterError: no broker answers, or one answers with an error.
    """

    def connect(options: dict[str, object]) -> KafkaProducer:
        return KafkaProducer(
            **options,
            acks="all",
            enable_idempotence=settings.producer_idempotence,
            # Without sequence numbers a batch that is tried again could pass the next one.
            max_in_flight_requests_per_connection=5 if settings.producer_idempotence else 1,
            compression_type="lz4",
            linger_ms=LINGER_MS,
            # A topic that is not there must fail, not be made with the broker's defaults.
            allow_auto_create_topics=False,
            max_request_size=DEAD_LETTER_BYTES + REQUEST_ROOM_BYTES,
            request_timeout_ms=int(settings.request_timeout_seconds * 1000),
            # As long as a request and one more attempt may take; it must be longer than a request.
            delivery_timeout_ms=int(2 * settings.request_timeout_seconds * 1000),
        )

    with _connection(settings, connect) as producer:
        yield producer


def partitions_of(consumer: KafkaConsumer, name: str) -> list[TopicPartition]:
    """The partitions of a topic, named as in the cluster.

    Raises:
        ClusterError: there is no such topic.
    """
    numbers = consumer.partitions_for_topic(name)
    if not numbers:
        raise ClusterError(f"there is no topic {name}; `copydesk topics apply` makes it")
    return [TopicPartition(name, number) for number in sorted(numbers)]


def committed_offsets(settings: Settings, services: Iterable[str]) -> dict[str, dict[TopicPartition, int]]:
    """The offsets that the services' groups have committed; a partition of which none is committed is left out.

    Raises:
        ClusterError: the cluster cannot be reached.
    """
    found: dict[str, dict[TopicPartition, int]] = {}
    with admin_client(settings) as client:
        for service in services:
            offsets = _group_offsets(client, settings.group(service))
            found[service] = {partition: entry.offset for partition, entry in offsets.items() if entry.offset >= 0}
    return found


def _group_offsets(client: KafkaAdminClient, group: str) -> dict[TopicPartition, OffsetAndMetadata]:
    """What a group has committed. A new cluster has no coordinator at first; the question makes it choose one."""
    deadline = time.monotonic() + CONNECT_SECONDS
    while True:
        try:
            offsets: dict[TopicPartition, OffsetAndMetadata] = client.list_group_offsets(group).get(group, {})
        except COORDINATOR_TO_COME:
            if time.monotonic() > deadline:
                raise
            time.sleep(COORDINATOR_SECONDS)
        else:
            return offsets


@contextlib.contextmanager
def _connection(settings: Settings, connect: Callable[[dict[str, object]], Client]) -> Iterator[Client]:
    try:
        options = client_options(settings)
    except CredentialsError as error:
        raise ClusterError(str(error)) from error
    if not options["bootstrap_servers"]:
        raise ClusterError("COPYDESK_BROKERS names no broker")
    try:
        client = connect({**options, "bootstrap_timeout_ms": CONNECT_SECONDS * 1000})
    except (KafkaError, OSError) as error:
        reason = asyncio.run(why_refused(settings))
        raise ClusterError(reason or f"no broker at {settings.brokers}: {error}") from error
    try:
        yield client
    except AuthorizationError as error:
        raise ClusterError(
            f"{settings.brokers}: {settings.sasl_username or 'this user'} is not allowed that: {error}; "
            "`copydesk acls print` tells who may do what"
        ) from error
    except KafkaError as error:
        raise ClusterError(f"{settings.brokers}: {error}") from error
    finally:
        client.close()
