"""Connections of the operator's commands. They are synchronous and read with `assign`, never in a consumer group."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from kafka import KafkaAdminClient, KafkaConsumer
from kafka.errors import KafkaError

from copydesk.runtime.connection import client_options
from copydesk.runtime.settings import Settings
from schemas.topics import DEAD_LETTER_BYTES

CONNECT_SECONDS = 10


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
def reader(settings: Settings) -> Iterator[KafkaConsumer]:
    """A consumer without group: it reads raw bytes, commits nothing and disturbs nobody.

    Raises:
        ClusterError: no broker answers, or one answers with an error.
    """

    def connect(options: dict[str, object]) -> KafkaConsumer:
        return KafkaConsumer(
            **options,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=DEAD_LETTER_BYTES,
        )

    with _connection(settings, connect) as consumer:
        yield consumer


@contextlib.contextmanager
def _connection(settings: Settings, connect: Callable[[dict[str, object]], Client]) -> Iterator[Client]:
    try:
        client = connect({**client_options(settings), "bootstrap_timeout_ms": CONNECT_SECONDS * 1000})
    except (KafkaError, OSError) as error:
        raise ClusterError(f"no broker at {settings.brokers}: {error}") from error
    try:
        yield client
    except KafkaError as error:
        raise ClusterError(f"{settings.brokers}: {error}") from error
    finally:
        client.close()
