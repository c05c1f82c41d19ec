"""A day in the life, in short: `python -m benchmarks.soak --seconds 600`.

A whole line (two processes of dedup, one of each other service) at a steady load of half of what it was seen to take,
one process restarted each minute in turn, by SIGTERM and SIGKILL. The articles' own time, which is the time that
deduplication goes by, runs so fast that its window passes several times: its state grows, and is forgotten again.
Reported, as JSON: what was lost or wrongly buried; latency from sending to the end, memory, file descriptors and
threads, each as the median of the second quarter of the time and of the last one.
"""

from __future__ import annotations

import argparse
import json
import math
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil
from kafka import KafkaProducer

from benchmarks.throughput import MEGABYTE
from tests.chaos.line import Line
from tests.chaos.traffic import Sent, traffic
from tests.chaos.verdict import DUPLICATES, ENDS, ENRICHED, end_ids, judged
from tests.support.brokers import kafka_broker, tansu_broker
from tests.support.cluster import Cluster, cluster_on

PROCESSES = ("cleaner/0", "dedup/0", "dedup/1", "entities/0", "quotes/0")
WARM_UP = 600
"""Articles that are sent at once, to load models and to see what the line takes."""

WINDOWS = 4
DAY = 24 * 3600.0
SAMPLE_SECONDS = 2.0
END_SECONDS = 180.0
QUARTERS = 4


@dataclass(frozen=True)
class Sample:
    """What a process took at a time, in seconds since the load began."""

    at: float
    service: str
    megabytes: float
    descriptors: int
    threads: int
    records: float


class Follower:
    """Reads everything that comes out, and notes when."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._done = threading.Event()
        self.seen: dict[str, float] = {}
        self._thread = threading.Thread(target=self._read)

    def __enter__(self) -> Follower:
        self._thread.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._done.set()
        self._thread.join()

    def _read(self) -> None:
        with self._cluster.following(ENDS) as polled:
            for records in polled:
                now = time.monotonic()
                for record in records:
                    found = dict(record.headers).get("ce_id") or record.key or b""
                    self.seen.setdefault(found.decode(), now)
                if self._done.is_set():
                    return

    def ended(self, message: Sent) -> float | None:
        """When a message had come out; None while it has not."""
        names = {message.key} if message.article is None else end_ids(message.article)
        return min((self.seen[name] for name in names if name in self.seen), default=None)

    def wait_for(self, messages: Iterable[Sent]) -> float:
        """Wait until all have come out; returns when the last one had.

        Raises:
            TimeoutError: that takes longer than END_SECONDS.
        """
        owed, last = list(messages), 0.0
        deadline = time.monotonic() + END_SECONDS
        while owed:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(owed)} messages did not come out")
            time.sleep(0.2)
            ends = [(message, self.ended(message)) for message in owed]
            last = max([last, *(end for _, end in ends if end is not None)])
            owed = [message for message, end in ends if end is None]
        return last


def sampled(line: Line, at: float) -> list[Sample]:
    """What each process takes now; one that is just being restarted is left out."""
    samples = []
    for name in line.names:
        worker = line.worker(name)
        try:
            process = psutil.Process(worker.process.pid)
            with process.oneshot():
                taken = process.memory_info().rss / MEGABYTE, process.num_fds(), process.num_threads()
        except psutil.Error:
            continue
        service = name.partition("/")[0]
        records = worker.metric("copydesk_state_records") if service == "dedup" else 0.0
        samples.append(Sample(at, service, *taken, records))
    return samples


def quarters(values: Iterable[tuple[float, float]], seconds: float, of: Callable[[Sequence[float]], float]) -> object:
    """A figure of the second and of the last quarter of the time, and by how much the latter is larger."""
    parts: list[list[float]] = [[] for _ in range(QUARTERS)]
    for at, value in values:
        parts[min(int(at / seconds * QUARTERS), QUARTERS - 1)].append(value)
    if not parts[1] or not parts[-1]:
        return None
    early, late = of(parts[1]), of(parts[-1])
    return {"early": round(early, 2), "late": round(late, 2), "drift": round(late / early - 1, 3) if early else None}


def percentile(share: float) -> Callable[[Sequence[float]], float]:
    """The value under which so large a share of others lies."""
    return lambda values: sorted(values)[min(len(values) - 1, math.ceil(share * len(values)) - 1)]


def soak(cluster: Cluster, seconds: float, rate: float | None, restart_seconds: float) -> dict[str, object]:
    """One run; see the module."""
    line = Line(cluster, PROCESSES, {"DEDUP_WINDOW_DAYS": "1", "SNAPSHOT_SECONDS": "10"})
    with ExitStack() as running:
        running.enter_context(line.running())
        follower = running.enter_context(Follower(cluster))
        for name in line.names:
            line.worker(name).wait_ready()
        producer = KafkaProducer(bootstrap_servers=cluster.broker.address, acks="all", enable_idempotence=False)
        running.callback(producer.close)
        acknowledged: list[Sent] = []

        def send(message: Sent) -> None:
            sent = producer.send(cluster.prefix + "articles.raw", key=message.key.encode(), value=message.value)
            sent.add_callback(lambda _metadata: acknowledged.append(message))

        first = traffic(1, WARM_UP)
        began = time.monotonic()
        for message in first:
            send(message)
        capacity = WARM_UP / (follower.wait_for(first) - began)
        steady = rate or capacity / 2
        load = traffic(2, int(steady * seconds), seconds_apart=WINDOWS * DAY / (steady * seconds))
        sent_at: list[tuple[float, Sent]] = []
        samples: list[Sample] = []
        restarts = 0
        began = time.monotonic()
        next_sample, next_restart = 0.0, restart_seconds
        for number, message in enumerate(load):
            at = number / steady
            time.sleep(max(0.0, began + at - time.monotonic()))
            sent_at.append((time.monotonic(), message))
            send(message)
            if at >= next_sample:
                samples += sampled(line, at)
                next_sample = at + SAMPLE_SECONDS
            if at >= next_restart:
                how = (signal.SIGTERM, signal.SIGKILL)[restarts % 2]
                line.signal(line.names[restarts % len(line.names)], how)
                restarts += 1
                next_restart += restart_seconds
        producer.flush()
        follower.wait_for(load)
        verdict = judged(acknowledged, {name: cluster.read(name) for name in ENDS})
        latencies: dict[bytes, tuple[float, float]] = {}
        for at, message in sent_at:
            latencies.setdefault(message.value, (at - began, (follower.ended(message) or 0.0) - at))
        new = [(at, seconds) for at, seconds in latencies.values() if seconds > 0]
        return {
            "seconds": seconds,
            "articles": len(load) + WARM_UP,
            "capacity_a_second": round(capacity, 1),
            "rate_a_second": round(steady, 1),
            "restarts": restarts,
            "verdict": verdict.figures(),
            "out": {name: len(cluster.read(name)) for name in (ENRICHED, DUPLICATES)},
            "ended": dict(line.ended),
            "latency_p50_seconds": quarters(new, seconds, percentile(0.5)),
            "latency_p99_seconds": quarters(new, seconds, percentile(0.99)),
            "state_records": sorted({int(s.records) for s in samples if s.service == "dedup"})[-1],
            "services": {service: _taken(samples, service, seconds) for service in {s.service for s in samples}},
        }


def _taken(samples: Sequence[Sample], service: str, seconds: float) -> dict[str, object]:
    of_service = [sample for sample in samples if sample.service == service]
    return {
        name: quarters([(s.at, float(getattr(s, name))) for s in of_service], seconds, statistics.median)
        for name in ("megabytes", "descriptors", "threads", "records")
    }


def main() -> None:
    """Measure as the command line says and print JSON; ends with 1 where anything was lost or wrongly buried."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--rate", type=float, help="articles a second; default: half of what the line takes")
    parser.add_argument("--restart-seconds", type=float, default=60)
    parser.add_argument("--broker", choices=("kafka", "embedded"), default="kafka")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        folder = Path(name)
        broker = running.enter_context(kafka_broker() if options.broker == "kafka" else tansu_broker(folder))
        cluster = running.enter_context(cluster_on(broker, folder))
        found = soak(cluster, options.seconds, options.rate, options.restart_seconds)
    print(json.dumps(found, indent=2))
    verdict = found["verdict"]
    sys.exit(isinstance(verdict, dict) and any(verdict[kind] for kind in ("lost", "buried", "passed")))


if __name__ == "__main__":
    main()
