"""Connections of the operator's commands. They are synchronous and read with `assign`, never in a consumer group."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from kafka import KafkaAdminClient, KafkaConsumer
from kafka.errors import KafkaError

from schemas.topics import DEAD_LETTER_BYTES
from services.runtime.connection import client_options
from services.runtime.settings import Settings

CONNECT_SECONDS = 10


class ClusterError(Exception):
    """The cluster cannot be reached, or it refused what was asked; the message says which."""


@contextlib.contextmanager
def admin_client(settings: Settings) -> Iterator[KafkaAdminClient]:
    """An administrative connection.

    Raises:
        ClusterError: no broker answers, or one answers with an error.
    """
    try:
        client = KafkaAdminClient(**client_options(settings), bootstrap_timeout_ms=CONNECT_SECONDS * 1000)
    except (KafkaError, OSError) as error:
        raise ClusterError(f"no broker at {settings.brokers}: {error}") from error
    try:
        yield client
    except KafkaError as error:
        raise ClusterError(f"{settings.brokers}: {error}") from error
    finally:
        client.close()


@contextlib.contextmanager
def reader(settings: Settings) -> Iterator[KafkaConsumer]:
    """A consumer without group: it reads raw bytes, commits nothing and disturbs nobody.

    Raises:
        ClusterError: no broker answers, or one answers with an error.
    """
    try:
        consumer = KafkaConsumer(
            **client_options(settings),
            bootstrap_timeout_ms=CONNECT_SECONDS * 1000,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=DEAD_LETTER_BYTES,
        )
    except (KafkaError, OSError) as error:
        raise ClusterError(f"no broker at {settings.brokers}: {error}") from error
    try:
        yield consumer
    except KafkaError as error:
        raise ClusterError(f"{settings.brokers}: {error}") from error
    finally:
        consumer.close()
