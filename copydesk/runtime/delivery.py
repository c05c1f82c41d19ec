"""Sends messages in order and says when the broker has confirmed them.

aiokafka's producer is used directly, not through Faust: Faust's `send` only warns when the broker rejects a message,
its `flush` before a commit does not raise, and it turns idempotence on only together with exactly-once, which does not
cover topics that an app does not read (docs/choices.md).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from typing import cast

import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    InvalidTimestampError,
    KafkaConnectionError,
    KafkaError,
    MessageSizeTooLargeError,
    ProducerClosed,
    RecordListTooLargeError,
)

from copydesk.explanation import explain
from copydesk.runtime.broker_client import never_waiting
from copydesk.runtime.connection import client_options
from copydesk.runtime.envelope import Outgoing
from copydesk.runtime.settings import Settings
from schemas.topics import DEAD_LETTER_BYTES

log = structlog.get_logger(__name__)

REFUSED: tuple[type[Exception], ...] = (
    MessageSizeTooLargeError,
    RecordListTooLargeError,
    InvalidTimestampError,
)
"""The broker will never take this message. Anything else may pass: the loop waits and tries again."""

LINGER_MS = 25
"""Gathers the sends of several articles into one request, for at most so much more latency a hop.

Against 5 ms it saves a fifth of the CPU (docs/benchmarks.md).
"""

BATCH_BYTES = 256 * 1024
"""Some eighty articles a request. aiokafka's default of 16 KB makes a request of every four, at a third more CPU."""

RESTART_SECONDS = 10
"""How long a producer that fails may take to close before a new one replaces it."""

START_SECONDS = 60
"""How long a producer may take to find a broker and get its number. aiokafka tries for ever, and whoever waits for it
would hang unseen where it does."""

ANSWER_SECONDS = 5
"""A broker that works answers a question for metadata within milliseconds."""

REQUEST_ROOM_BYTES = 64 * 1024
"""Kafka counts key, headers and framing, too, when it compares a message with its limit."""

Confirmation = asyncio.Future[object]


class Delivery:
    """A producer that can be replaced. `send` keeps order; a confirmation is a future that the broker's answer ends."""

    def __init__(self, settings: Settings, client_id: str, linger_ms: int | None = None) -> None:
        self._settings = settings
        self._client_id = client_id
        self._linger_ms = LINGER_MS if linger_ms is None else linger_ms
        self._producer: AIOKafkaProducer | None = None

    async def start(self) -> None:
        """Connect.

        Raises:
            KafkaError: no broker answers.
        """
        producer = AIOKafkaProducer(
            **client_options(self._settings),
            client_id=self._client_id,
            acks="all",
            enable_idempotence=self._settings.producer_idempotence,
            compression_type="lz4",
            linger_ms=self._linger_ms,
            max_batch_size=BATCH_BYTES,
            max_request_size=DEAD_LETTER_BYTES + REQUEST_ROOM_BYTES,
            request_timeout_ms=int(self._settings.request_timeout_seconds * 1000),
        )
        never_waiting(producer.client)
        try:
            async with asyncio.timeout(START_SECONDS):
                await producer.start()
        except TimeoutError as error:
            await _end(producer)
            raise KafkaConnectionError(f"no producer could be started within {START_SECONDS} s") from error
        except BaseException:
            await _end(producer)
            raise
        self._producer = producer

    async def stop(self) -> None:
        """Close the connection; what was not confirmed by now may or may not have been written."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await _end(producer)

    async def restart(self) -> None:
        """Replace the producer: some of its failures (a lost sequence number, a fenced epoch) are for its lifetime."""
        await self.stop()
        await self.start()

    async def missing_topics(self, names: Sequence[str]) -> list[str]:
        """Those of `names`, without prefix, that the cluster does not have."""
        # All topics are asked for, since a question about one that is missing makes some brokers create it.
        cluster = await self._running().client.fetch_all_metadata()
        known = cluster.topics(exclude_internal_topics=False)
        return [name for name in names if self._settings.topic(name) not in known]

    async def answers(self) -> bool:
        """Whether the broker answers a question now."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._running().client.fetch_all_metadata()
        except (KafkaError, OSError):
            return False
        return True

    async def send(self, messages: Sequence[Outgoing]) -> list[Confirmation]:
        """Hand the messages to the producer in order; one confirmation each, and a failure is inside it."""
        return [await self._send(message) for message in messages]

    async def send_alone(self, messages: Sequence[Outgoing]) -> list[Confirmation]:
        """Send so that no other message shares a batch with these; returns when the broker has answered.

        The broker refuses a batch as a whole, so only an answer to a message alone tells that it is at fault.
        """
        confirmations = []
        for message in messages:
            # A new producer has nothing else to send. It also starts a new sequence: aiokafka numbers the messages of a
            # refused batch all the same, and the broker takes nothing after such a gap.
            await self._try_restart()
            confirmation = await self._send(message)
            await asyncio.wait([confirmation])
            confirmations.append(confirmation)
        await self._try_restart()
        return confirmations

    async def _try_restart(self) -> None:
        """Without a broker there is no producer, and the next send fails for want of it."""
        with contextlib.suppress(KafkaError, OSError):
            await self.restart()

    async def _send(self, message: Outgoing) -> Confirmation:
        topic = self._settings.topic(message.topic)
        try:
            future = await self._running().send(
                topic,
                value=message.value,
                key=message.key,
                partition=await self._partition(topic, message.slot),
                headers=list(message.headers.items()),
            )
        except Exception as error:
            failed: Confirmation = asyncio.get_running_loop().create_future()
            failed.set_exception(error)
            return failed
        return cast(Confirmation, future)

    async def _partition(self, topic: str, slot: int | None) -> int | None:
        """The partition of a slot; None where the key decides. A message that is sent again gets the same one."""
        return None if slot is None else slot % len(await self._running().partitions_for(topic))

    def _running(self) -> AIOKafkaProducer:
        if self._producer is None:
            raise KafkaError("the producer is not running")
        return self._producer


async def _end(producer: AIOKafkaProducer) -> None:
    try:
        await asyncio.wait_for(producer.stop(), RESTART_SECONDS)
    except TimeoutError:
        await _abandon(producer)
    except KafkaError as error:
        log.warning("producer did not close well", error=explain(error))


async def _abandon(producer: AIOKafkaProducer) -> None:
    """End a producer whose `stop` waits for a broker that is away.

    Left alone it would keep its socket and its tasks, and write its old messages behind its successor's new ones.
    """
    await producer._sender.close()  # noqa: SLF001 - aiokafka has no public way to give up
    producer._message_accumulator.fail_all(ProducerClosed())  # noqa: SLF001
    await producer.client.close()


async def confirmed(confirmations: Sequence[Confirmation]) -> None:
    """Wait until all are confirmed.

    Raises:
        Exception: of the first one that failed; the others' failures are taken note of, so that none goes unretrieved.
    """
    if len(confirmations) == 1:
        await confirmations[0]
        return
    outcomes = await asyncio.gather(*confirmations, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome


def is_confirmed(confirmation: Confirmation) -> bool:
    """Whether the broker has taken the message."""
    return confirmation.done() and not confirmation.cancelled() and confirmation.exception() is None


def forget(confirmations: Sequence[Confirmation]) -> None:
    """Take note of whatever becomes of confirmations that nobody waits for any more."""
    for confirmation in confirmations:
        confirmation.add_done_callback(lambda done: done.cancelled() or done.exception())
