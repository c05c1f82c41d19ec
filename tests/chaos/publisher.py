"""Whoever sends articles: a Kafka client, which knows what the broker has acknowledged, and a desk with the folder."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from kafka import KafkaProducer
from kafka.errors import KafkaError

from tests.chaos.traffic import Sent
from tests.support.cluster import QUICK, Cluster, wait_for

ACKNOWLEDGED_SECONDS = 240
SEND_SECONDS = 30


class Publisher:
    """Sends until everything is acknowledged, however often a broker is away."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._lock = threading.Lock()
        self._owed: dict[int, Sent] = {}
        """By a number of their own: the messages that are sent and not acknowledged."""

        self.acknowledged: list[Sent] = []

    def send_all(self, sent: Sequence[Sent], seconds: float) -> None:
        """Send the messages, spread over so many seconds, and again whatever was not acknowledged.

        Raises:
            AssertionError: no broker acknowledged within ACKNOWLEDGED_SECONDS after the last one was sent.
        """
        started = time.monotonic()
        with self._producer() as producer:
            for number, message in enumerate(sent):
                time.sleep(max(0.0, started + seconds * number / len(sent) - time.monotonic()))
                with self._lock:
                    self._owed[number] = message
                self._send(producer, number, message)
            settled = self._settled(producer)
        deadline = time.monotonic() + ACKNOWLEDGED_SECONDS
        while not settled:
            assert time.monotonic() < deadline, "the broker acknowledges nothing"
            with self._producer() as producer:
                for number, message in self._still_owed():
                    self._send(producer, number, message)
                settled = self._settled(producer)

    @contextlib.contextmanager
    def _producer(self) -> Iterator[KafkaProducer]:
        deadline = time.monotonic() + ACKNOWLEDGED_SECONDS
        while True:
            try:
                producer = KafkaProducer(
                    bootstrap_servers=self._cluster.broker.address,
                    acks="all",
                    enable_idempotence=self._cluster.broker.kind == "kafka",
                    linger_ms=20,
                    request_timeout_ms=10_000,
                    delivery_timeout_ms=SEND_SECONDS * 1000,
                    max_block_ms=SEND_SECONDS * 1000,
                    **QUICK,
                )
            except KafkaError:
                assert time.monotonic() < deadline, "no broker answers"
                time.sleep(1)
            else:
                break
        try:
            yield producer
        finally:
            # Where something is still under way it is sent again by the next one.
            with contextlib.suppress(KafkaError):
                producer.close(timeout=1)

    def _send(self, producer: KafkaProducer, number: int, message: Sent) -> None:
        def confirmed(_metadata: object) -> None:
            with self._lock:
                if self._owed.pop(number, None) is not None:
                    self.acknowledged.append(message)

        # What cannot be sent now is still owed.
        with contextlib.suppress(KafkaError):
            topic = self._cluster.prefix + "articles.raw"
            producer.send(topic, key=message.key.encode(), value=message.value).add_callback(confirmed)

    def _still_owed(self) -> list[tuple[int, Sent]]:
        with self._lock:
            return list(self._owed.items())

    def _settled(self, producer: KafkaProducer) -> bool:
        """Whether nothing is owed once all that was sent is answered."""
        with contextlib.suppress(KafkaError):
            producer.flush(timeout=2 * SEND_SECONDS)
        return not self._still_owed()


class Desk:
    """Puts files into the drop folder; a file that was moved to `done` is acknowledged."""

    def __init__(self, folder: Path) -> None:
        self._drop = folder / "drop"
        self._files: dict[str, Sequence[Sent]] = {}

    def drop(self, name: str, sent: Sequence[Sent]) -> bool:
        """Put a file of JSON Lines there; False where the disk does not take it."""
        unfinished = self._drop / f"{name}.part"
        try:
            self._drop.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(b"".join(message.value + b"\n" for message in sent))
            unfinished.rename(self._drop / f"{name}.jsonl")
        except OSError:
            unfinished.unlink(missing_ok=True)
            return False
        self._files[f"{name}.jsonl"] = sent
        return True

    def acknowledged(self) -> list[Sent]:
        """What the intake has acknowledged, all of it.

        Raises:
            AssertionError: a file was not moved within ACKNOWLEDGED_SECONDS.
        """
        done = self._drop / "done"
        wait_for(
            lambda: all((done / name).exists() for name in self._files), ACKNOWLEDGED_SECONDS / 3, "files published"
        )
        return [message for sent in self._files.values() for message in sent]
