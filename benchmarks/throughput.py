"""End-to-end throughput of the streaming alone, on the embedded broker: `python -m benchmarks.throughput`.

Five hops (intake and four services), each in a process of its own, with the language work left out. Reports articles a
second, CPU time an article and hop, and memory a process, as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import pstats
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.pass_through import HANDLERS
from copydesk.operator.status import read_status
from copydesk.operator.topics import apply_topics
from copydesk.runtime.broker import EMBEDDED_ENVIRONMENT, embedded_broker, free_port
from copydesk.runtime.settings import Settings

SENTENCE = "The council met on Monday and put the question of the harbour off until the autumn session. "
READY_SECONDS = 60
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Hop:
    """One process of the chain."""

    name: str
    port: int
    process: psutil.Popen


def write_feed(path: Path, articles: int, size: int) -> None:
    """Articles of `size` bytes of text; no two are equal."""
    body = (SENTENCE * (size // len(SENTENCE) + 1))[:size]
    with path.open("w", encoding="utf-8") as output:
        for number in range(articles):
            title = f"Item {number}"
            output.write(json.dumps({"id": f"bench-{number}", "title": title, "source": "bench", "body": body}) + "\n")


def start_hops(folder: Path, environment: dict[str, str], profiled: str | None) -> list[Hop]:
    """The four services, ready."""
    hops = []
    for name in HANDLERS:
        port = free_port()
        arguments = [name, str(folder / f"{name}.prof")] if name == profiled else [name]
        process = psutil.Popen(
            [sys.executable, "-m", "benchmarks.pass_through", *arguments],
            env={**environment, "COPYDESK_HEALTH_PORT": str(port)},
            stderr=(folder / f"{name}.log").open("wb"),
        )
        hops.append(Hop(name, port, process))
    deadline = time.monotonic() + READY_SECONDS
    while not all(read_status(hop.name, hop.port).ready for hop in hops):
        if time.monotonic() > deadline:
            raise TimeoutError(f"services are not ready; see {folder}")
        time.sleep(0.2)
    return hops


def cpu_seconds(process: psutil.Process) -> float:
    """User and system time of a process so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def measure(articles: int, size: int, profiled: str | None, folder: Path) -> dict[str, object]:
    """One run; see the module."""
    with embedded_broker(folder / "broker.log", free_port()) as address:
        environment = {
            **os.environ,
            **EMBEDDED_ENVIRONMENT,
            "COPYDESK_BROKERS": address,
            "COPYDESK_DATA_DIR": str(folder),
            "COPYDESK_LOG_LEVEL": "WARNING",
        }
        apply_topics(Settings(brokers=address), replication=1)
        feed = folder / "feed.jsonl"
        write_feed(feed, articles, size)
        hops = start_hops(folder, environment, profiled)
        broker = next(p for p in psutil.Process().children() if "tansu" in p.name())
        before = {hop.name: cpu_seconds(hop.process) for hop in hops} | {"broker": cpu_seconds(broker)}
        started = time.monotonic()
        push = psutil.Popen([sys.executable, "-m", "copydesk", "push", str(feed)], env=environment)
        rates = follow(push, hops, articles)
        seconds = time.monotonic() - started
        after = {hop.name: cpu_seconds(hop.process) for hop in hops} | {"broker": cpu_seconds(broker)}
        memory = {hop.name: round(hop.process.memory_info().rss / MEGABYTE) for hop in hops}
        for hop in hops:
            hop.process.terminate()
            hop.process.wait()
    return {
        "articles": articles,
        "bytes": size,
        "seconds": round(seconds, 1),
        "articles_a_second": round(articles / seconds),
        "cpu_ms_an_article": {name: round((after[name] - before[name]) * 1000 / articles, 2) for name in after}
        | {"intake": round(rates * 1000 / articles, 2)},
        "rss_megabytes": memory,
    }


def follow(push: psutil.Popen, hops: list[Hop], articles: int) -> float:
    """Wait until the last hop has ended all articles; returns the CPU seconds of the intake."""
    intake = 0.0
    last = hops[-1]
    while read_status(last.name, last.port).ended < articles:
        if push.poll() is None:
            intake = cpu_seconds(push)
        time.sleep(0.2)
    push.wait()
    return intake


def main() -> None:
    """Measure as the command line says and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--bytes", type=int, default=3_000, help="text of an article")
    parser.add_argument("--profile", choices=list(HANDLERS), help="profile this service; it gets slower by that")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(options.articles, options.bytes, options.profile, Path(folder)), indent=2))
        if options.profile:
            stats = pstats.Stats(str(Path(folder) / f"{options.profile}.prof"))
            stats.sort_stats("tottime").print_stats(30)


if __name__ == "__main__":
    main()
