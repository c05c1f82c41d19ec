"""A day in the life, in short: `python -m benchmarks.soak --seconds 600`.

A whole line (two processes of each service) at a steady load of half of what it was seen to take. Each minute one
process is restarted, by SIGTERM and SIGKILL in turn; the second process of each service is left alone, since a leak
shows only in one that lives long. The articles' own time, which is the time that deduplication goes by, runs so fast
that its window passes several times: its state grows, and is forgotten again.

Reported, as JSON: what was lost or wrongly buried; latency from sending to the end, and memory, file descriptors and
threads of the processes that were left alone, each as the median of the second quarter of the time and of the last
one; `failures` says what is over its bound, and the command then ends with 1. A line a minute on standard error tells
how it goes.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
from kafka import KafkaProducer

from benchmarks.throughput import MEGABYTE
from tests.chaos.line import Line
from tests.chaos.traffic import FIRST_ARRIVAL, SECONDS_APART, Sent, endless, traffic
from tests.chaos.verdict import ENDS, end_ids, judged
from tests.support.brokers import kafka_broker, tansu_broker
from tests.support.cluster import Cluster, cluster_on

SERVICES = ("cleaner", "dedup", "entities", "quotes")
RESTARTED = tuple(f"{service}/0" for service in SERVICES)
LEFT_ALONE = tuple(f"{service}/1" for service in SERVICES)
WARM_UP = 600
"""Articles that are sent first, to load models."""

CAPACITY = 3000
"""Articles that are sent at once after that, to see what the line takes, where no rate is given."""

WINDOWS = 4
DAY = 24 * 3600.0
SAMPLE_SECONDS = 2.0
TELL_SECONDS = 60.0
END_SECONDS = 300.0
QUARTERS = 4
MOST_DRIFT = 0.05
"""By so much memory and latency may grow from the second quarter to the last one."""

LATENCY_JUDGED_SECONDS = 3600.0
"""In a shorter time a quarter has so few restarts that one more or less moves its slowest articles."""


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
        self._seen: dict[str, float] = {}
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
                    self._seen.setdefault(found.decode(), now)
                if self._done.is_set():
                    return

    @property
    def count(self) -> int:
        """How many different messages have come out."""
        return len(self._seen)

    def ended(self, message: Sent) -> float | None:
        """When a message had come out; None while it has not."""
        article = message.article
        names = {message.key} if article is None else end_ids(article)
        return min((self._seen[name] for name in names if name in self._seen), default=None)

    def wait_for(self, messages: Iterable[Sent]) -> float:
        """Wait until all have come out; returns when the last one had.

        Raises:
            TimeoutError: none of them came out for END_SECONDS.
        """
        owed, last = list(messages), 0.0
        progressed = time.monotonic()
        while owed:
            if time.monotonic() > progressed + END_SECONDS:
                raise TimeoutError(f"{len(owed)} messages did not come out")
            time.sleep(0.2)
            ends = [(message, self.ended(message)) for message in owed]
            last = max([last, *(end for _, end in ends if end is not None)])
            still = [message for message, end in ends if end is None]
            if len(still) < len(owed):
                progressed = time.monotonic()
            owed = still
        return last


def sampled(line: Line, at: float) -> list[Sample]:
    """What each process that is left alone takes now; one that has ended all the same is left out."""
    samples = []
    for name in LEFT_ALONE:
        worker = line.worker(name)
        try:
            process = psutil.Process(worker.process.pid)
            with process.oneshot():
                taken = process.memory_info().rss / MEGABYTE, process.num_fds(), process.num_threads()
        except psutil.Error:
            continue
        samples.append(Sample(at, name.partition("/")[0], *taken, worker.metric("copydesk_state_records")))
    return samples


def quarters(
    values: Iterable[tuple[float, float]], seconds: float, of: Callable[[Sequence[float]], float]
) -> dict[str, float] | None:
    """A figure of the second and of the last quarter of the time, and by what share the latter is larger."""
    parts: list[list[float]] = [[] for _ in range(QUARTERS)]
    for at, value in values:
        parts[min(int(at / seconds * QUARTERS), QUARTERS - 1)].append(value)
    if not parts[1] or not parts[-1]:
        return None
    early, late = of(parts[1]), of(parts[-1])
    return {"early": round(early, 2), "late": round(late, 2), "drift": round(late / early - 1, 3) if early else 0.0}


def percentile(share: float) -> Callable[[Sequence[float]], float]:
    """The value under which so large a share of others lies."""
    return lambda values: sorted(values)[min(len(values) - 1, math.ceil(share * len(values)) - 1)]


class Load:
    """Sends articles, and knows which were acknowledged and when each was sent."""

    def __init__(self, cluster: Cluster) -> None:
        self._producer = KafkaProducer(
            bootstrap_servers=cluster.broker.address, acks="all", enable_idempotence=False, max_block_ms=60_000
        )
        self._topic = cluster.prefix + "articles.raw"
        self.acknowledged: list[Sent] = []
        self.sent: list[tuple[float, Sent]] = []

    def send(self, message: Sent) -> None:
        """Send one message."""
        self.sent.append((time.monotonic(), message))
        sent = self._producer.send(self._topic, key=message.key.encode(), value=message.value)
        sent.add_callback(lambda _metadata: self.acknowledged.append(message))

    def close(self) -> None:
        """Wait until all are acknowledged, and close the connection."""
        self._producer.flush()
        self._producer.close()


class Soak:
    """One run on a cluster; see the module."""

    def __init__(self, cluster: Cluster, seconds: float, restart_seconds: float) -> None:
        self._cluster = cluster
        self._seconds = seconds
        self._restart_seconds = restart_seconds
        self._line = Line(cluster, (*RESTARTED, *LEFT_ALONE), {"DEDUP_WINDOW_DAYS": "1", "SNAPSHOT_SECONDS": "10"})
        self._samples: list[Sample] = []
        self._restarts = 0

    def run(self, rate: float | None) -> dict[str, object]:
        """Run at so many articles a second, or at half of what the line takes."""
        with ExitStack() as running:
            running.enter_context(self._line.running())
            follower = running.enter_context(Follower(self._cluster))
            for name in self._line.names:
                self._line.worker(name).wait_ready()
            load = Load(self._cluster)
            self._seconds_for(WARM_UP, 1, load, follower)
            capacity = None if rate else CAPACITY / self._seconds_for(CAPACITY, 3, load, follower)
            steady = rate or (capacity or 0.0) / 2
            began = time.monotonic()
            first = len(load.sent)
            self._keep_on(load, follower, steady)
            load.close()
            follower.wait_for(message for _, message in load.sent)
            verdict = judged(load.acknowledged, {name: self._cluster.reading(name) for name in ENDS})
            ends: dict[bytes, tuple[float, float]] = {}
            for at, message in load.sent[first:]:
                ends.setdefault(message.value, (at - began, (follower.ended(message) or 0.0) - at))
            latencies = [(at, seconds) for at, seconds in ends.values() if seconds > 0]
        found: dict[str, object] = {
            "seconds": self._seconds,
            "articles": len(load.sent),
            "capacity_a_second": capacity and round(capacity, 1),
            "rate_a_second": round(steady, 1),
            "restarts": self._restarts,
            "verdict": verdict.figures(),
            "ended": dict(self._line.ended),
            "latency_p50_seconds": quarters(latencies, self._seconds, percentile(0.5)),
            "latency_p99_seconds": quarters(latencies, self._seconds, percentile(0.99)),
            "most_state_records": max(int(sample.records) for sample in self._samples),
            "services": {service: self._taken(service) for service in SERVICES},
        }
        return {**found, "failures": failures(found)}

    def _seconds_for(self, count: int, seed: int, load: Load, follower: Follower) -> float:
        """Send so many articles at once; returns how long it took until all had come out."""
        began = time.monotonic()
        burst = traffic(seed, count)
        for message in burst:
            load.send(message)
        return follower.wait_for(burst) - began

    def _keep_on(self, load: Load, follower: Follower, rate: float) -> None:
        """Send at a steady rate, and restart one process after the other."""
        apart = WINDOWS * DAY / (rate * self._seconds)
        # After the articles that are there already, or deduplication would take them for late ones.
        start = FIRST_ARRIVAL + timedelta(seconds=CAPACITY * SECONDS_APART)
        messages = itertools.islice(endless(2, start, apart), int(rate * self._seconds))
        began = time.monotonic()
        next_sample, next_restart, next_told = 0.0, self._restart_seconds, TELL_SECONDS
        for number, message in enumerate(messages):
            at = number / rate
            time.sleep(max(0.0, began + at - time.monotonic()))
            load.send(message)
            if at >= next_sample:
                self._samples += sampled(self._line, at)
                next_sample = at + SAMPLE_SECONDS
            if at >= next_restart:
                self._restart()
                next_restart += self._restart_seconds
            if at >= next_told:
                self._tell(at, len(load.sent), follower.count)
                next_told += TELL_SECONDS

    def _restart(self) -> None:
        """End the next process; the line starts it again."""
        how = (signal.SIGTERM, signal.SIGKILL)[self._restarts // len(RESTARTED) % 2]
        self._line.signal(RESTARTED[self._restarts % len(RESTARTED)], how)
        self._restarts += 1

    def _tell(self, at: float, sent: int, ended: int) -> None:
        latest = {sample.service: f"{sample.megabytes:.0f} MB" for sample in self._samples[-len(LEFT_ALONE) :]}
        ends = ", ".join(f"{name}: {count}" for name, count in sorted(self._line.ended.items()))
        print(
            f"{at:.0f} s: {sent} sent, {ended} ended, {self._restarts} restarts ({ends}), {latest}",
            file=sys.stderr,
            flush=True,
        )

    def _taken(self, service: str) -> dict[str, dict[str, float] | None]:
        of_service = [sample for sample in self._samples if sample.service == service]
        return {
            name: quarters([(s.at, float(getattr(s, name))) for s in of_service], self._seconds, statistics.median)
            for name in ("megabytes", "descriptors", "threads", "records")
        }


def failures(found: Mapping[str, Any]) -> list[str]:
    """What of a report is over its bound, in words; nothing where all is well."""
    told = [f"{found['verdict'][kind]} {kind}" for kind in ("lost", "buried", "passed") if found["verdict"][kind]]
    for service, taken in found["services"].items():
        for name, most in (("megabytes", MOST_DRIFT), ("descriptors", 0.0), ("threads", 0.0)):
            told += _grown(f"{name} of {service}", taken[name], most)
    if found["seconds"] >= LATENCY_JUDGED_SECONDS:
        told += _grown("latency, p99", found["latency_p99_seconds"], MOST_DRIFT)
    return told


def _grown(name: str, figure: Mapping[str, float] | None, most: float) -> list[str]:
    if figure is None:
        return [f"{name}: not measured"]
    if figure["drift"] <= most:
        return []
    return [f"{name}: from {figure['early']:g} to {figure['late']:g}"]


def main() -> None:
    """Measure as the command line says and print JSON; ends with 1 where anything is over its bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--rate", type=float, help="articles a second; default: half of what the line takes")
    parser.add_argument("--restart-seconds", type=float, default=60)
    parser.add_argument("--broker", choices=("kafka", "embedded"), default="kafka")
    parser.add_argument("--logs", type=Path, help="a folder that keeps what the processes log; default: none is kept")
    options = parser.parse_args()
    with ExitStack() as running:
        folder = options.logs or Path(running.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        broker = running.enter_context(kafka_broker() if options.broker == "kafka" else tansu_broker(folder))
        cluster = running.enter_context(cluster_on(broker, folder))
        found = Soak(cluster, options.seconds, options.restart_seconds).run(options.rate)
    print(json.dumps(found, indent=2))
    sys.exit(bool(found["failures"]))


if __name__ == "__main__":
    main()
