"""A set of topics of its own on a broker, workers that use it, and the judge: kafka-python, which knows no Faust."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import for_code
from kafka.protocol.admin import AlterClientQuotasRequest

from copydesk.operator.topics import apply_topics
from copydesk.runtime.broker import free_port
from copydesk.runtime.settings import Settings
from tests.support.brokers import Broker

ROOT = Path(__file__).parents[2]
IDLE_SECONDS = 2.0
JOIN_SECONDS = 60.0
ORDER_SECONDS = 8.0
"""A broker that works takes an order within milliseconds; one that is cut off would be waited for in vain."""

QUICK: dict[str, int] = {"reconnect_backoff_max_ms": 1_000, "metadata_max_age_ms": 5_000}
"""Settings by which kafka-python finds a broker that is back within seconds; by default it waits half a minute."""

PATIENCE = 3.0
"""How much longer than on a quiet machine a test waits before it fails; what is waited for ends the waiting."""


@dataclass(frozen=True)
class Read:
    """A message as the judge read it."""

    partition: int
    offset: int
    key: bytes | None
    value: bytes
    headers: dict[str, bytes]

    @property
    def article_id(self) -> str:
        return (self.key or b"").decode()


@dataclass
class Worker:
    """A service's process under test."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page of the health port; status 0 where nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def wait_ready(self) -> Worker:
        wait_for(lambda: self.get("/readyz")[0] == 200 or self._ended(), JOIN_SECONDS, f"ready; see {self.log}")
        return self

    def _ended(self) -> bool:
        if self.process.poll() is None:
            return False
        raise AssertionError(f"worker ended with {self.process.returncode}:\n{self.log.read_text()[-3000:]}")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def terminate(self, timeout: float = 40) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout)

    def metric(self, name: str, **labels: str) -> float:
        """Sum of the samples of a metric that carry these labels."""
        total = 0.0
        for line in self.get("/metrics")[1].splitlines():
            sample, _, value = line.rpartition(" ")
            if sample.partition("{")[0] == name and all(f'{k}="{v}"' in sample for k, v in labels.items()):
                total += float(value)
        return total


def wait_for(condition: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds * PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds * PATIENCE:.0f} s: {what}")


class Cluster:
    """The topics of one test, under a prefix of their own."""

    def __init__(self, broker: Broker, folder: Path, topic_partitions: str = "") -> None:
        self.broker = broker
        self.folder = folder
        self.prefix = f"t{uuid.uuid4().hex[:8]}."
        self.settings: Settings = broker.settings(self.prefix, topic_partitions)
        apply_topics(self.settings, replication=broker.replication)
        self._workers: list[Worker] = []

    # --- in ---------------------------------------------------------------------------------------------------------

    def publish(self, topic: str, values: Iterable[tuple[bytes | None, bytes | None]]) -> int:
        """Write keys and values; returns how many, all of them acknowledged by the broker."""
        producer = KafkaProducer(
            bootstrap_servers=self.broker.address,
            acks="all",
            enable_idempotence=self.broker.kind == "kafka",
            max_request_size=8_000_000,
        )
        futures = [producer.send(self.prefix + topic, key=key, value=value) for key, value in values]
        producer.flush()
        for future in futures:
            future.get(timeout=30)
        producer.close()
        return len(futures)

    def publish_articles(self, bodies: Sequence[str]) -> list[str]:
        """Write raw articles with these bodies; returns their ids, all of them acknowledged."""
        ids = [f"{uuid.uuid4()}" for _ in bodies]
        pairs = zip(ids, bodies, strict=True)
        self.publish("articles.raw", ((i.encode(), json.dumps({"id": i, "body": b}).encode()) for i, b in pairs))
        return ids

    def environment(self) -> dict[str, str]:
        """The environment of a process that belongs to this cluster."""
        return {
            **os.environ,
            **self.broker.environment,
            "COPYDESK_BROKERS": self.broker.address,
            "COPYDESK_TOPIC_PREFIX": self.prefix,
            "COPYDESK_DATA_DIR": str(self.folder / "data"),
            "COPYDESK_LOG_FORMAT": "json",
        }

    # --- workers ----------------------------------------------------------------------------------------------------

    def start(self, module: str = "tests.support.worker", *arguments: str, **environment: str) -> Worker:
        """Start a process; settings by keyword, for example `DEAD_LETTER_RUN="3"`."""
        port = free_port()
        log = self.folder / f"{self.prefix}{len(self._workers)}.log"
        given = {f"COPYDESK_{name}": value for name, value in environment.items()}
        everything = {**self.environment(), "COPYDESK_HEALTH_PORT": str(port), **given}
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                cwd=ROOT,
                env=everything,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        worker = Worker(process, port, log)
        self.adopt(worker)
        return worker

    def adopt(self, worker: Worker) -> None:
        """End it with the cluster, too."""
        self._workers.append(worker)

    def stop_all(self) -> None:
        for worker in self._workers:
            if worker.process.poll() is None:
                worker.process.kill()
                worker.process.wait()

    # --- the judge --------------------------------------------------------------------------------------------------

    def read(self, topic: str) -> list[Read]:
        """Everything in a topic, in the order of each partition."""
        return list(self.reading(topic))

    def reading(self, topic: str) -> Iterator[Read]:
        """The same one after the other, for a topic that is too large for the memory."""
        with self._consumer([topic]) as consumer:
            yield from self._until_idle(consumer)

    def wait_for_output(self, ids: Iterable[str], topics: Sequence[str], seconds: float = 60) -> None:
        """Wait until each id has come out in one of the topics."""
        missing = set(ids)
        deadline = time.monotonic() + seconds * PATIENCE
        with self.following(topics) as polled:
            for records in polled:
                missing -= {(record.key or b"").decode() for record in records}
                if not missing or time.monotonic() >= deadline:
                    break
        late = f"{len(missing)} did not come out within {seconds * PATIENCE:.0f} s"
        assert not missing, f"{late}, {sorted(missing)[:3]} among them"

    @contextmanager
    def following(self, topics: Sequence[str]) -> Iterator[Iterator[list[ConsumerRecord]]]:
        """Batches of what lies in the topics and comes into them, without an end; one without news is empty."""
        with self._consumer(topics) as consumer:
            yield (
                [record for records in consumer.poll(timeout_ms=200, max_records=5000).values() for record in records]
                for _ in itertools.count()
            )

    @contextmanager
    def _consumer(self, topics: Sequence[str]) -> Iterator[KafkaConsumer]:
        consumer = KafkaConsumer(
            bootstrap_servers=self.broker.address,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=8_000_000,
            **QUICK,
        )
        try:
            partitions = [p for topic in topics for p in self._partitions(consumer, self.prefix + topic)]
            consumer.assign(partitions)
            consumer.seek_to_beginning(*partitions)
            yield consumer
        finally:
            consumer.close()

    def _partitions(self, consumer: KafkaConsumer, topic: str) -> list[TopicPartition]:
        """A topic's partitions. A broker may answer that a topic is made and tell of it only a moment later."""
        wait_for(lambda: topic in consumer.topics(), JOIN_SECONDS, f"the broker tells of {topic}")
        return [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic))]

    def _until_idle(self, consumer: KafkaConsumer) -> Iterator[Read]:
        """Read to the end. The embedded broker's end offsets can be too low, so there the end is when nothing comes."""
        ends = consumer.end_offsets(consumer.assignment()) if self.broker.kind == "kafka" else {}
        idle_seconds = JOIN_SECONDS if ends else IDLE_SECONDS
        deadline = time.monotonic() + idle_seconds
        while time.monotonic() < deadline:
            if ends and all(consumer.position(tp) >= end for tp, end in ends.items()):
                return
            for records in consumer.poll(timeout_ms=200, max_records=5000).values():
                deadline = time.monotonic() + idle_seconds
                for r in records:
                    yield Read(r.partition, r.offset, r.key, r.value or b"", dict(r.headers))
        assert not ends, f"read only to {[consumer.position(tp) for tp in ends]} of {list(ends.values())}"

    def committed(self, service: str = "cleaner", topic: str = "articles.raw") -> dict[int, int]:
        """The offsets that a service's group has committed, by partition."""
        with self.orders() as admin:
            group = self.settings.group(service)
            found = admin.list_group_offsets(group).get(group, {})
            return {tp.partition: o.offset for tp, o in found.items() if tp.topic == self.prefix + topic}

    # --- orders to the broker ---------------------------------------------------------------------------------------

    @contextmanager
    def orders(self) -> Iterator[KafkaAdminClient]:
        """A client for orders; one that a broker does not answer fails soon, and may be given again."""
        milliseconds = int(ORDER_SECONDS * 1000)
        admin = KafkaAdminClient(
            bootstrap_servers=self.broker.address, request_timeout_ms=milliseconds, bootstrap_timeout_ms=milliseconds
        )
        try:
            yield admin
        finally:
            admin.close()

    def delete(self, topic: str) -> None:
        """Delete a topic under the workers' feet."""
        with self.orders() as admin:
            admin.delete_topics([self.prefix + topic])

    def delete_all(self) -> None:
        """Delete every topic of the cluster; brokers that start again have less to read."""
        with self.orders() as admin:
            admin.delete_topics([name for name in admin.list_topics() if name.startswith(self.prefix)])

    def configure(self, topic: str, **settings: str) -> None:
        """Change a topic's settings; underscores stand for dots."""
        with self.orders() as admin:
            changed = {name.replace("_", "."): value for name, value in settings.items()}
            resource = ConfigResource(ConfigResourceType.TOPIC, self.prefix + topic, configs=changed)
            admin.alter_configs([resource])

    def limit(self, client_id: str, bytes_a_second: float | None) -> None:
        """Let each broker take so much a second of what a client writes; None: as much as comes.

        Raises:
            KafkaError: the broker did not take the order.
        """
        entry = AlterClientQuotasRequest.EntryData
        operation = entry.OpData(key="producer_byte_rate", value=bytes_a_second or 0.0, remove=bytes_a_second is None)
        entity = entry.EntityData(entity_type="client-id", entity_name=client_id)
        request = AlterClientQuotasRequest(entries=[entry(entity=[entity], ops=[operation])], validate_only=False)
        with self.orders() as admin:
            # It has no method for this.
            manager = admin._manager

            async def ordered() -> Any:  # noqa: ANN401 - kafka-python has no types
                return await manager.send(request)

            for answer in manager.run(ordered).entries:
                if answer.error_code:
                    raise for_code(answer.error_code)(answer.error_message)


def repeated(messages: Iterable[Read]) -> int:
    """How many messages are repeats; fails where two of the same article differ in their event id."""
    events: dict[str, set[bytes]] = {}
    counts: Counter[str] = Counter()
    for message in messages:
        counts[message.article_id] += 1
        events.setdefault(message.article_id, set()).add(message.headers["ce_id"])
    different = {article for article, ids in events.items() if len(ids) > 1}
    assert not different, f"repeats with different event ids: {sorted(different)[:5]}"
    return counts.total() - len(counts)


@contextmanager
def cluster_on(broker: Broker, folder: Path, topic_partitions: str = "") -> Iterator[Cluster]:
    """A cluster whose workers are all ended afterwards; topics as wide as asked, or as the contract says."""
    cluster = Cluster(broker, folder, topic_partitions)
    try:
        yield cluster
    finally:
        cluster.stop_all()
