"""How long until a line flows again: `python -m benchmarks.recovery --rounds 3`.

Two workers on three brokers (containers), whose work costs nothing, so that what is measured is the streaming. Articles
go into every partition all the time. A line flows again when an article that was sent after the event has come out of
each partition. Reported, as JSON, in seconds for each round.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from aiokafka import AIOKafkaConsumer
from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from copydesk.runtime.broker_client import never_waiting
from copydesk.runtime.connection import client_options
from copydesk.runtime.delivery import Delivery, forget
from copydesk.runtime.envelope import Outgoing
from tests.support.cluster import Cluster, Worker, cluster_on, wait_for
from tests.support.three_brokers import NUMBERS, ThreeBrokers, three_brokers

PARTITIONS = 4
PAUSE_SECONDS = 0.1
"""Between two articles of a partition."""

AWAY_SECONDS = 20.0
SETTLE_SECONDS = 15.0
MOST_SECONDS = 180.0
ANSWER_MS = 2_000
"""So long brokers that are starting are waited for, before they are asked anew."""


EVENTS = ("worker killed", "broker killed", "broker silent", "brokers silent", "all killed")


class Flow:
    """Sends to each partition all the time, and notes what comes out.

    By the services' own clients: kafka-python waits half a minute for a broker that was killed, and only itself would
    be measured.
    """

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._done = threading.Event()
        self._sent: dict[str, tuple[int, float]] = {}
        self._out: dict[int, tuple[float, float]] = {}
        """By partition: when the latest article that has come out was sent, and when it came out."""

        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))

    def __enter__(self) -> Flow:
        self._thread.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._done.set()
        self._thread.join()

    async def _run(self) -> None:
        reading = asyncio.create_task(self._read())
        delivery = Delivery(self._cluster.settings, "recovery", linger_ms=0)
        await delivery.start()
        while not self._done.is_set() and not reading.done():
            await self._send(delivery)
            await asyncio.sleep(PAUSE_SECONDS)
        await delivery.stop()
        if reading.done():
            reading.result()
        reading.cancel()

    async def _send(self, delivery: Delivery) -> None:
        for partition in range(PARTITIONS):
            name = str(uuid.uuid4())
            self._sent[name] = partition, time.monotonic()
            value = json.dumps({"id": name, "body": "Rain."}).encode()
            article = Outgoing("articles.raw", name.encode(), value, {}, slot=partition)
            forget(await delivery.send([article]))

    async def _read(self) -> None:
        topic = self._cluster.prefix + "articles.clean"
        consumer = AIOKafkaConsumer(topic, **client_options(self._cluster.settings), enable_auto_commit=False)
        never_waiting(consumer._client)  # noqa: SLF001 - aiokafka's consumer makes its own client
        await consumer.start()
        try:
            async for record in consumer:
                partition, sent = self._sent.get((record.key or b"").decode(), (None, 0.0))
                if partition is not None and sent > self._out.get(partition, (0.0, 0.0))[0]:
                    self._out[partition] = sent, time.monotonic()
        finally:
            await consumer.stop()

    def seconds_since(self, moment: float) -> float:
        """Wait until all partitions flow again; returns how long that took since the event.

        Raises:
            TimeoutError: that takes longer than MOST_SECONDS.
        """
        flowing: dict[int, float] = {}
        while len(flowing) < PARTITIONS:
            if time.monotonic() - moment > MOST_SECONDS or not self._thread.is_alive():
                raise TimeoutError(f"only partitions {sorted(flowing)} flow {MOST_SECONDS:.0f} s after the event")
            time.sleep(0.02)
            for partition, (sent, out) in list(self._out.items()):
                if sent > moment:
                    flowing.setdefault(partition, out)
        return round(max(flowing.values()) - moment, 1)


class Bench:
    """The line under test."""

    def __init__(self, cluster: Cluster, three: ThreeBrokers, flow: Flow, session_seconds: float) -> None:
        self._cluster = cluster
        self._three = three
        self._flow = flow
        self._session = f"{session_seconds:g}"
        self._workers: list[Worker] = []
        self._turn = 0

    def start_worker(self) -> None:
        """Start a further worker."""
        self._workers.append(self._cluster.start(SESSION_TIMEOUT_SECONDS=self._session).wait_ready())

    def worker_killed(self) -> dict[str, float]:
        """From SIGKILL of one of two workers, which is started again at once."""
        self._workers.pop(0).kill()
        killed = time.monotonic()
        self._workers.append(self._cluster.start(SESSION_TIMEOUT_SECONDS=self._session))
        return {"worker killed": self._flow.seconds_since(killed)}

    def broker_killed(self) -> dict[str, float]:
        """From the kill of one of three brokers: others become leaders."""
        number = self._next_broker()
        self._three.kill(number)
        killed = time.monotonic()
        found = {"broker killed": self._flow.seconds_since(killed)}
        self._three.start(number)
        return found

    def broker_silent(self) -> dict[str, float]:
        """One of three brokers silent, connections to it open; others become leaders."""
        number = self._next_broker()
        self._three.pause(number)
        paused = time.monotonic()
        try:
            return {"broker silent": self._flow.seconds_since(paused)}
        finally:
            self._three.resume(number)

    def _next_broker(self) -> int:
        """Each in turn: one of them leads the controllers, one keeps the group's offsets."""
        self._turn += 1
        return NUMBERS[self._turn % len(NUMBERS)]

    def brokers_silent(self) -> dict[str, float]:
        """Two of three brokers silent, so that nothing can be written; from their return."""
        for number in NUMBERS[:2]:
            self._three.pause(number)
        time.sleep(AWAY_SECONDS)
        for number in NUMBERS[:2]:
            self._three.resume(number)
        return {"brokers back": self._flow.seconds_since(time.monotonic())}

    def all_killed(self) -> dict[str, float]:
        """All brokers killed; from their start, and from when the cluster answers again."""
        for number in NUMBERS:
            self._three.kill(number)
        time.sleep(AWAY_SECONDS)
        for number in NUMBERS:
            self._three.start(number)
        started = time.monotonic()
        self._wait_for_answer()
        answered = time.monotonic()
        flowing = self._flow.seconds_since(started)
        return {
            "all brokers started": flowing,
            "all brokers answering": round(max(0.0, flowing - (answered - started)), 1),
        }

    def _wait_for_answer(self) -> None:
        while True:
            try:
                admin = KafkaAdminClient(
                    bootstrap_servers=self._cluster.broker.address,
                    bootstrap_timeout_ms=ANSWER_MS,
                    request_timeout_ms=ANSWER_MS,
                )
            except KafkaError:
                time.sleep(0.2)
                continue
            try:
                if len(admin.describe_cluster()["brokers"]) == len(NUMBERS):
                    return
            except KafkaError:
                time.sleep(0.2)
            finally:
                admin.close()


def main() -> None:
    """Measure as the command line says and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--events", nargs="+", choices=EVENTS, default=EVENTS)
    parser.add_argument("--session-seconds", type=float, default=10, help="COPYDESK_SESSION_TIMEOUT_SECONDS")
    options = parser.parse_args()
    # The services say it in their own logs.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        three = running.enter_context(three_brokers())
        cluster = running.enter_context(cluster_on(three.broker, Path(folder)))
        flow = running.enter_context(Flow(cluster))
        bench = Bench(cluster, three, flow, options.session_seconds)
        bench.start_worker()
        bench.start_worker()
        events: dict[str, Callable[[], dict[str, float]]] = {
            "worker killed": bench.worker_killed,
            "broker killed": bench.broker_killed,
            "broker silent": bench.broker_silent,
            "brokers silent": bench.brokers_silent,
            "all killed": bench.all_killed,
        }
        for _ in range(options.rounds):
            for event in options.events:
                time.sleep(SETTLE_SECONDS)
                wait_for(three.are_whole, MOST_SECONDS, "the brokers get over the event before")
                for name, seconds in events[event]().items():
                    found.setdefault(name, []).append(seconds)
                    print(name, seconds, flush=True)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
