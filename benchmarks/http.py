"""What the HTTP edge takes, beside `copydesk push` in the same run, embedded broker: `python -m benchmarks.http`.

`rates`: articles a second confirmed, single posts on 32 connections and JSON Lines of 100, and what a single post takes
at half that load. `overload`: memory of the process while clients push twice what it takes. Prints JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import uvloop

from benchmarks.throughput import MEGABYTE, cpu_seconds, write_feed
from copydesk.operator.status import read_status
from copydesk.operator.topics import apply_topics
from copydesk.runtime.broker import EMBEDDED_ENVIRONMENT, embedded_broker, free_port
from copydesk.runtime.settings import Settings
from services.intake.edges.http.keys import add_key, new_key

CONNECTIONS = 32
LINES = 100
READY_SECONDS = 30


@dataclass(frozen=True)
class Edge:
    """A running HTTP edge and its key."""

    port: int
    key: str
    process: psutil.Popen
    environment: dict[str, str]


@contextmanager
def edge(folder: Path) -> Iterator[Edge]:
    """Broker, topics, key and process."""
    with embedded_broker(folder / "broker.log", free_port()) as address:
        port, health = free_port(), free_port()
        environment = {
            **os.environ,
            **EMBEDDED_ENVIRONMENT,
            "COPYDESK_BROKERS": address,
            "COPYDESK_DATA_DIR": str(folder),
            "COPYDESK_LOG_LEVEL": "WARNING",
            "COPYDESK_HTTP_PORT": str(port),
            "COPYDESK_HEALTH_PORT": str(health),
            "COPYDESK_HTTP_LAG_LIMIT": "0",  # nobody reads here
        }
        apply_topics(Settings(brokers=address), replication=1)
        key, secret = new_key("bench", ["bench"])
        add_key(folder / "keys.json", key)
        process = psutil.Popen([sys.executable, "-m", "copydesk", "run", "http"], env=environment)
        try:
            wait_until_ready(health)
            yield Edge(port, secret, process, environment)
        finally:
            process.terminate()
            process.wait()


def wait_until_ready(port: int) -> None:
    """Wait until the edge takes pushes."""
    deadline = time.monotonic() + READY_SECONDS
    while not read_status("http", port).ready:
        if time.monotonic() > deadline:
            raise TimeoutError("the edge is not ready")
        time.sleep(0.1)


@dataclass
class Tally:
    """What came back."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


class Client:
    """One connection, by hand: a client library would take more of the machine than the edge does."""

    def __init__(self, port: int, key: str) -> None:
        self._port = port
        self._head = (
            f"POST /v1/articles HTTP/1.1\r\nHost: localhost:{port}\r\nAuthorization: Bearer {key}\r\n"
            "Content-Type: application/x-ndjson\r\nContent-Length: "
        ).encode()
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def push(self, body: bytes, tally: Tally) -> None:
        """Push and wait for the answer; a connection that was closed is opened again."""
        if self._writer is None or self._writer.is_closing():
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        if self._reader is None:
            raise RuntimeError("no connection")
        started = time.perf_counter()
        self._writer.write(self._head + str(len(body)).encode() + b"\r\n\r\n" + body)
        try:
            head = await self._reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            await self._reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError):
            tally.statuses[0] += 1
            self._writer.close()
            return
        tally.seconds.append(time.perf_counter() - started)
        tally.statuses[int(head[9:12])] += 1
        if b"connection: close" in head:
            self._writer.close()


async def as_fast_as_possible(target: Edge, bodies: list[bytes], connections: int) -> tuple[float, Tally]:
    """Push all bodies over so many connections; seconds it took, and what came back."""
    tally = Tally()
    left = iter(bodies)

    async def work() -> None:
        client = Client(target.port, target.key)
        for body in left:
            await client.push(body, tally)

    started = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(connections)))
    return time.perf_counter() - started, tally


async def at_a_rate(target: Edge, bodies: list[bytes], a_second: float, connections: int) -> Tally:
    """Push at a steady rate. A push that has to wait for a connection counts from when it was due."""
    tally = Tally()
    free: asyncio.LifoQueue[Client] = asyncio.LifoQueue()
    for _ in range(connections):
        free.put_nowait(Client(target.port, target.key))

    async def one(body: bytes, due: float) -> None:
        client = await free.get()
        late = time.perf_counter() - due
        await client.push(body, tally)
        if tally.seconds:
            tally.seconds[-1] += late
        free.put_nowait(client)

    started = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for number, body in enumerate(bodies):
            due = started + number / a_second
            await asyncio.sleep(max(0, due - time.perf_counter()))
            tasks.create_task(one(body, due))
    return tally


def percentile(values: list[float], share: float) -> float:
    """The value below which this share lies, in milliseconds."""
    return round(sorted(values)[int(share * (len(values) - 1))] * 1000, 1)


def push_rate(target: Edge, feed: Path, articles: int) -> tuple[float, float]:
    """Articles a second that `copydesk push` publishes, the start of the process left out, and with it."""
    empty = feed.with_name("empty.jsonl")
    empty.write_text("")
    seconds = []
    for path in (empty, feed):
        started = time.perf_counter()
        with psutil.Popen([sys.executable, "-m", "copydesk", "push", str(path)], env=target.environment) as push:
            if push.wait():
                raise RuntimeError("copydesk push failed")
        seconds.append(time.perf_counter() - started)
    return articles / (seconds[1] - seconds[0]), articles / seconds[1]


def rates(articles: int, size: int, rounds: int, folder: Path) -> dict[str, object]:
    """Rounds of push, single posts and JSON Lines after each other, since the machine's speed drifts."""
    feed = folder / "feed.jsonl"
    write_feed(feed, articles, size)
    lines = feed.read_bytes().splitlines(keepends=True)
    batches = [b"".join(lines[start : start + LINES]) for start in range(0, len(lines), LINES)]
    found: list[dict[str, float]] = []
    with edge(folder) as target:
        asyncio.run(as_fast_as_possible(target, lines[:500], CONNECTIONS))
        for _ in range(rounds):
            push, _with_start = push_rate(target, feed, articles)
            before = cpu_seconds(target.process)
            single, tally = asyncio.run(as_fast_as_possible(target, lines, CONNECTIONS))
            cpu = cpu_seconds(target.process) - before
            batch, batch_tally = asyncio.run(as_fast_as_possible(target, batches, 4))
            if set(tally.statuses) | set(batch_tally.statuses) != {201}:
                raise RuntimeError(f"not all were accepted: {tally.statuses} {batch_tally.statuses}")
            half = articles / single / 2
            paced = asyncio.run(at_a_rate(target, lines[: int(half * 10)], half, CONNECTIONS))
            found.append(
                {
                    "push": round(push),
                    "single": round(articles / single),
                    "lines": round(articles / batch),
                    "single_share": round(articles / single / push, 2),
                    "lines_share": round(articles / batch / push, 2),
                    "single_cpu_ms": round(cpu * 1000 / articles, 3),
                    "p50_ms_at_half": percentile(paced.seconds, 0.5),
                    "p99_ms_at_half": percentile(paced.seconds, 0.99),
                }
            )
        memory = round(target.process.memory_info().rss / MEGABYTE)
    return {"articles": articles, "bytes": size, "rounds": found, "rss_megabytes": memory}


def overload(seconds: float, size: int, folder: Path) -> dict[str, object]:
    """Clients without any pause on many connections, a third of them with JSON Lines; memory every few seconds."""
    feed = folder / "feed.jsonl"
    write_feed(feed, 3_000, size)
    lines = feed.read_bytes().splitlines(keepends=True)
    batches = [b"".join(lines[start : start + LINES]) for start in range(0, len(lines), LINES)]
    memory: list[int] = []
    tally = Tally()

    async def run(target: Edge) -> None:
        end = time.monotonic() + seconds

        async def work(number: int) -> None:
            client = Client(target.port, target.key)
            bodies = batches if number % 3 == 0 else lines
            count = number
            while time.monotonic() < end:
                await client.push(bodies[count % len(bodies)], tally)
                count += 1

        async def measure() -> None:
            while time.monotonic() < end:
                await asyncio.sleep(max(1.0, seconds / 60))
                memory.append(round(target.process.memory_info().rss / MEGABYTE))

        await asyncio.gather(measure(), *(work(number) for number in range(300)))

    with edge(folder) as target:
        asyncio.run(run(target))
    return {
        "seconds": seconds,
        "answers": {str(status): count for status, count in sorted(tally.statuses.items())},
        "rss_megabytes": memory,
    }


def main() -> None:
    """Measure as the command line says and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["rates", "overload"], nargs="?", default="rates")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--bytes", type=int, default=3_000, help="text of an article")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=120, help="of overload")
    options = parser.parse_args()
    uvloop.install()
    with tempfile.TemporaryDirectory() as folder:
        if options.what == "rates":
            found = rates(options.articles, options.bytes, options.rounds, Path(folder))
        else:
            found = overload(options.seconds, options.bytes, Path(folder))
        print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
