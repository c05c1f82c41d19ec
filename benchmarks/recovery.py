"""How long until a line flows again: `python -m benchmarks.recovery --rounds 3`.

Two workers on three brokers (containers), whose work costs nothing, so that what is measured is the streaming. Articles
go into every partition all the time. A line flows again when an article that was sent after the event has come out of
each partition. Reported, as JSON, in seconds for each round.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from kafka import KafkaAdminClient, KafkaProducer
from kafka.errors import KafkaError

from tests.support.cluster import Cluster, Worker, cluster_on
from tests.support.three_brokers import NUMBERS, ThreeBrokers, three_brokers

PARTITIONS = 4
PAUSE_SECONDS = 0.1
"""Between two articles of a partition."""

AWAY_SECONDS = 20.0
SETTLE_SECONDS = 15.0
MOST_SECONDS = 180.0


class Flow:
    """Sends to each partition all the time, and notes what comes out."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._done = threading.Event()
        self._sent: dict[str, tuple[int, float]] = {}
        self._out: dict[int, tuple[float, float]] = {}
        """By partition: when the latest article that has come out was sent, and when it came out."""

        self._threads = [threading.Thread(target=work) for work in (self._send, self._read)]

    def __enter__(self) -> Flow:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._done.set()
        for thread in self._threads:
            thread.join()

    def _send(self) -> None:
        producer = KafkaProducer(
            bootstrap_servers=self._cluster.broker.address, acks="all", enable_idempotence=True, linger_ms=0
        )
        while not self._done.wait(PAUSE_SECONDS):
            for partition in range(PARTITIONS):
                name = str(uuid.uuid4())
                self._sent[name] = partition, time.monotonic()
                value = json.dumps({"id": name, "body": "Rain."}).encode()
                producer.send(
                    self._cluster.prefix + "articles.raw", key=name.encode(), value=value, partition=partition
                )
        producer.close(timeout=1)

    def _read(self) -> None:
        with self._cluster.following(["articles.clean"]) as polled:
            for records in polled:
                now = time.monotonic()
                for record in records:
                    partition, sent = self._sent.get((record.key or b"").decode(), (None, 0.0))
                    if partition is not None and sent > self._out.get(partition, (0.0, 0.0))[0]:
                        self._out[partition] = sent, now
                if self._done.is_set():
                    return

    def seconds_since(self, moment: float) -> float:
        """Wait until all partitions flow again; returns how long that took since the event.

        Raises:
            TimeoutError: that takes longer than MOST_SECONDS.
        """
        flowing: dict[int, float] = {}
        while len(flowing) < PARTITIONS:
            if time.monotonic() - moment > MOST_SECONDS:
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
        number = NUMBERS[0]
        self._three.kill(number)
        killed = time.monotonic()
        found = {"broker killed": self._flow.seconds_since(killed)}
        self._three.start(number)
        return found

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
                admin = KafkaAdminClient(bootstrap_servers=self._cluster.broker.address)
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
    parser.add_argument("--session-seconds", type=float, default=10, help="COPYDESK_SESSION_TIMEOUT_SECONDS")
    options = parser.parse_args()
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        three = running.enter_context(three_brokers())
        cluster = running.enter_context(cluster_on(three.broker, Path(folder)))
        flow = running.enter_context(Flow(cluster))
        bench = Bench(cluster, three, flow, options.session_seconds)
        bench.start_worker()
        bench.start_worker()
        events: tuple[Callable[[], dict[str, float]], ...] = (
            bench.worker_killed,
            bench.broker_killed,
            bench.brokers_silent,
            bench.all_killed,
        )
        for _ in range(options.rounds):
            for event in events:
                time.sleep(SETTLE_SECONDS)
                for name, seconds in event().items():
                    found.setdefault(name, []).append(seconds)
                    print(name, seconds, flush=True)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
