"""What an article costs each service: CPU, memory, and bytes on each topic: `python -m benchmarks.sizing`.

The real services, a process each and their models loaded, take made reports of about 450 words, each with a few people
and quotes and no copy of another. CPU is that of the processes, less what they take while idle, so it may be measured
beside other work; articles a second may not: `--processes 1 2` says how close two processes of each service come to
twice of one, on a quiet machine alone. Dedup stays one process, since it reads one partition.

Prints JSON; docs/sizing.md is made from it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import cramjam
import psutil
from kafka import TopicPartition

from benchmarks.dedup_templates import report
from benchmarks.throughput import MEGABYTE, cpu_seconds
from copydesk.operator.cluster import reader
from copydesk.operator.status import read_status
from copydesk.operator.topics import apply_topics
from copydesk.runtime.broker import EMBEDDED_ENVIRONMENT, embedded_broker, free_port
from copydesk.runtime.delivery import BATCH_BYTES
from copydesk.runtime.settings import Settings
from schemas.topics import ARTICLE_TOPICS

SERVICES = ("cleaner", "dedup", "entities", "quotes")
ONE_ONLY = "dedup"
SENTENCES = 30
WARM_UP = 40
"""Articles before the measured ones, in which models are loaded and caches filled."""

READY_SECONDS = 300
IDLE_CPU_SECONDS = 15.0
"""Over so long it is measured what a process takes for heartbeats and questions alone."""

IDLE_SECONDS = 3.0
POLL_MS = 500


@dataclass(frozen=True)
class Running:
    """One process of a service."""

    service: str
    port: int
    process: psutil.Popen


def write_reports(path: Path, first: int, count: int) -> None:
    """Reports of the numbers from `first` on, as JSON Lines; no two are equal."""
    with path.open("w", encoding="utf-8") as output:
        for number in range(first, first + count):
            title, body = report(number, SENTENCES)
            row = {"id": f"report-{number}", "source": f"source-{number % 50}", "title": title, "body": body}
            output.write(json.dumps(row) + "\n")


@contextmanager
def services(processes: int, environment: Mapping[str, str], folder: Path) -> Iterator[list[Running]]:
    """So many processes of each service, ready."""
    with ExitStack() as stack:
        running = []
        for service in SERVICES:
            for number in range(1 if service == ONE_ONLY else processes):
                port = free_port()
                process = psutil.Popen(
                    [sys.executable, "-m", "copydesk", "run", service],
                    env={**environment, "COPYDESK_HEALTH_PORT": str(port)},
                    stderr=stack.enter_context((folder / f"{service}-{number}.log").open("wb")),
                )
                stack.callback(_stop, process)
                running.append(Running(service, port, process))
        until(lambda: all(read_status(each.service, each.port).ready for each in running))
        yield running


def _stop(process: psutil.Popen) -> None:
    process.terminate()
    process.wait()


def until(done: Callable[[], bool]) -> None:
    """Wait until it is done.

    Raises:
        TimeoutError: it takes longer than READY_SECONDS.
    """
    deadline = time.monotonic() + READY_SECONDS
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not done within {READY_SECONDS} s")
        time.sleep(0.1)


def ended(running: Sequence[Running]) -> Counter[str]:
    """Articles that each service has ended."""
    counts: Counter[str] = Counter()
    for each in running:
        counts[each.service] += read_status(each.service, each.port).ended
    return counts


def push(feed: Path, environment: Mapping[str, str]) -> float:
    """Publish the file; returns the CPU seconds of the intake."""
    process = psutil.Popen([sys.executable, "-m", "copydesk", "push", str(feed)], env=environment)
    seconds = 0.0
    while process.poll() is None:
        seconds = cpu_seconds(process)
        time.sleep(0.05)
    return seconds


def through(running: Sequence[Running], articles: int) -> Callable[[], bool]:
    """Whether so many articles have come to their end in the last service, or as copies before it."""

    def done() -> bool:
        copies = sum(
            read_status(each.service, each.port).statuses["duplicate"] for each in running if each.service == ONE_ONLY
        )
        return ended(running)[SERVICES[-1]] + copies >= articles

    return done


def measure(articles: int, processes: int, folder: Path) -> dict[str, object]:
    """One run; see the module."""
    with embedded_broker(folder / "broker.log", free_port()) as address:
        environment = {
            **os.environ,
            **EMBEDDED_ENVIRONMENT,
            "COPYDESK_BROKERS": address,
            "COPYDESK_DATA_DIR": str(folder),
            "COPYDESK_LOG_LEVEL": "WARNING",
            # A core does one process's work: numpy's own threads would take another one's.
            "OMP_NUM_THREADS": "1",
        }
        settings = Settings(brokers=address)
        apply_topics(settings, replication=1)
        feed = folder / "feed.jsonl"
        with services(processes, environment, folder) as running:
            broker = next(p for p in psutil.Process().children() if "tansu" in p.name())
            write_reports(feed, 0, WARM_UP)
            push(feed, environment)
            until(through(running, WARM_UP))
            write_reports(feed, WARM_UP, articles)
            idle = _idle(running, broker)
            before, counted, started = _cpu(running, broker), ended(running), time.monotonic()
            intake = push(feed, environment)
            until(through(running, WARM_UP + articles))
            seconds = time.monotonic() - started
            after, counts = _cpu(running, broker), ended(running)
            counts.subtract(counted)
            memory = {
                service: round(max(e.process.memory_info().rss for e in running if e.service == service) / MEGABYTE)
                for service in SERVICES
            }
        spent = {name: max(0.0, after[name] - before[name] - idle[name] * seconds) for name in after}
        return {
            "articles": articles,
            "processes_of_each_service": processes,
            "articles_a_second": round(articles / seconds, 1),
            "cpu_ms_an_article": {
                "intake": round(intake * 1000 / articles, 2),
                **{service: round(spent[service] * 1000 / max(1, counts[service]), 2) for service in SERVICES},
                "broker": round(spent["broker"] * 1000 / articles, 2),
            },
            "articles_a_second_a_core": {
                service: round(counts[service] / spent[service]) for service in SERVICES if spent[service]
            },
            "idle_share_of_a_core": {name: round(share, 4) for name, share in idle.items()},
            "rss_megabytes": memory,
            "topics": topic_sizes(settings, WARM_UP + articles),
        }


def _cpu(running: Sequence[Running], broker: psutil.Process) -> dict[str, float]:
    """CPU seconds so far, by service, and of the broker."""
    seconds = dict.fromkeys(SERVICES, 0.0)
    for each in running:
        seconds[each.service] += cpu_seconds(each.process)
    return {**seconds, "broker": cpu_seconds(broker)}


def _idle(running: Sequence[Running], broker: psutil.Process) -> dict[str, float]:
    """CPU seconds a second, by service, and of the broker, while nothing comes."""
    before = _cpu(running, broker)
    time.sleep(IDLE_CPU_SECONDS)
    after = _cpu(running, broker)
    return {name: (after[name] - before[name]) / IDLE_CPU_SECONDS for name in after}


def topic_sizes(settings: Settings, articles: int) -> dict[str, dict[str, float]]:
    """Bytes an article on each topic: as they are, and as lz4 in batches of one message and in full ones."""
    sizes = {}
    with reader(settings) as consumer:
        for topic in ARTICLE_TOPICS:
            name = settings.topic(topic.name)
            partitions = [TopicPartition(name, number) for number in consumer.partitions_for_topic(name) or ()]
            consumer.assign(partitions)
            consumer.seek_to_beginning(*partitions)
            messages: list[bytes] = []
            heard = time.monotonic()
            while time.monotonic() - heard < IDLE_SECONDS:
                for records in consumer.poll(timeout_ms=POLL_MS).values():
                    messages += [_written(record.key, record.value, record.headers) for record in records]
                    heard = time.monotonic()
            sizes[topic.name] = {
                "messages": round(len(messages) / articles, 3),
                "bytes": round(sum(map(len, messages)) / articles),
                "lz4_single": round(sum(map(_compressed, messages)) / articles),
                "lz4_batches": round(sum(_compressed(batch) for batch in _batches(messages)) / articles),
            }
    return sizes


def _written(key: bytes | None, value: bytes | None, headers: Sequence[tuple[str, bytes]]) -> bytes:
    """What of a message lies in a log, but for some ten bytes around it."""
    return b"".join([key or b"", value or b"", *(name.encode() + content for name, content in headers)])


def _compressed(data: bytes) -> int:
    return len(cramjam.lz4.compress(data))


def _batches(messages: Sequence[bytes]) -> Iterator[bytes]:
    """Messages joined up to the size at which a producer sends them."""
    batch = b""
    for message in messages:
        if batch and len(batch) + len(message) > BATCH_BYTES:
            yield batch
            batch = b""
        batch += message
    if batch:
        yield batch


def main() -> None:
    """Measure as the command line says and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--processes", type=int, nargs="+", default=[1], help="of each service; a run for each number")
    options = parser.parse_args()
    runs = []
    for processes in options.processes:
        with tempfile.TemporaryDirectory() as folder:
            runs.append(measure(options.articles, processes, Path(folder)))
    print(json.dumps(runs, indent=2))


if __name__ == "__main__":
    main()
