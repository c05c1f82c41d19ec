"""Whoever sends articles: a Kafka client, which knows what the broker has acknowledged, and a desk with the folder."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from aiokafka.errors import KafkaError

from copydesk.runtime.delivery import Confirmation, Delivery
from copydesk.runtime.envelope import Outgoing
from tests.chaos.traffic import Sent
from tests.support.cluster import Cluster, wait_for

ACKNOWLEDGED_SECONDS = 240


class Publisher:
    """Sends until everything is acknowledged, however often a broker is away.

    By the services' own client: kafka-python's finds brokers that are back minutes later, and every run would wait for
    it. What it takes for acknowledged kafka-python reads in the end.
    """

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self.acknowledged: list[Sent] = []

    def send_all(self, sent: Sequence[Sent], seconds: float) -> None:
        """Send the messages, spread over so many seconds, and again whatever was not acknowledged.

        Raises:
            AssertionError: no broker acknowledged within ACKNOWLEDGED_SECONDS after the last one was sent.
        """
        asyncio.run(self._send_all(sent, seconds))

    async def _send_all(self, sent: Sequence[Sent], seconds: float) -> None:
        delivery = Delivery(self._cluster.settings, "publisher", linger_ms=20)
        started = time.monotonic()
        deadline = started + seconds + ACKNOWLEDGED_SECONDS
        await self._connect(delivery, deadline)
        try:
            confirmations = []
            for number, message in enumerate(sent):
                await asyncio.sleep(max(0.0, started + seconds * number / len(sent) - time.monotonic()))
                confirmations += await delivery.send([_outgoing(message)])
            owed = await self._settle(sent, confirmations)
            while owed:
                assert time.monotonic() < deadline, "the broker acknowledges nothing"
                await self._connect(delivery, deadline)
                owed = await self._settle(owed, await delivery.send([_outgoing(message) for message in owed]))
        finally:
            await delivery.stop()

    @staticmethod
    async def _connect(delivery: Delivery, deadline: float) -> None:
        while True:
            try:
                await delivery.restart()
            except (KafkaError, OSError):
                assert time.monotonic() < deadline, "no broker answers"
                await asyncio.sleep(1)
            else:
                return

    async def _settle(self, sent: Sequence[Sent], confirmations: Sequence[Confirmation]) -> list[Sent]:
        """Wait for all answers; returns what was not acknowledged."""
        outcomes = await asyncio.gather(*confirmations, return_exceptions=True)
        owed: list[Sent] = []
        for message, outcome in zip(sent, outcomes, strict=True):
            (owed if isinstance(outcome, BaseException) else self.acknowledged).append(message)
        return owed


def _outgoing(message: Sent) -> Outgoing:
    return Outgoing("articles.raw", message.key.encode(), message.value, {})


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
