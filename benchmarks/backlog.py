"""Memory of each service before a backlog: `python -m benchmarks.backlog [SERVICE ...]`.

The topic that a service reads is filled before it starts, with articles of 20 KB, of 900 KB, or with one of the largest
size that is taken (a million characters of four bytes). The service, a process with its model, then works for at most
`--seconds`; what it has fetched ahead is there within the first of them, so it need not reach the end. Reported is the
most resident memory that it ever had (VmHWM), as JSON. The embedded broker keeps the backlog in memory.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

from benchmarks.dedup_templates import report
from benchmarks.hostile import chain
from benchmarks.throughput import MEGABYTE
from copydesk.operator.status import read_status
from copydesk.operator.topics import apply_topics
from copydesk.runtime.broker import EMBEDDED_ENVIRONMENT, embedded_broker, free_port
from copydesk.runtime.delivery import Delivery, confirmed
from copydesk.runtime.envelope import Outgoing
from copydesk.runtime.settings import Settings
from copydesk.runtime.step import process
from schemas.article import DuplicateArticle, RawArticle, UniqueArticle
from schemas.document import Document
from schemas.topics import topic_of

SERVICES = ("cleaner", "dedup", "entities", "quotes")
DIFFERENT_BYTES = 2_000_000
MOST_DIFFERENT = 20
"""Texts that are made, in bytes and at most; the backlog has each of them many times, under ids of their own."""

SENTENCES_A_REPORT = 30
LARGEST_CHARACTERS = 1_000_000
LOOK_SECONDS = 0.2
READY_SECONDS = 120
UNSENT_BYTES = 32_000_000


def texts(size: int) -> Iterator[tuple[str, str]]:
    """Titles and bodies of about `size` bytes."""
    different = min(MOST_DIFFERENT, DIFFERENT_BYTES // size)
    for number in range(different):
        title, body = report(number, SENTENCES_A_REPORT)
        paragraphs, length, other = [body], len(body.encode()), 1
        while length < size:
            paragraphs.append(report(number + other * different, SENTENCES_A_REPORT)[1])
            length += len(paragraphs[-1].encode())
            other += 1
        yield title, "\n\n".join(paragraphs).encode()[:size].decode(errors="ignore")


def largest() -> Iterator[tuple[str, str]]:
    """The largest article that is taken."""
    word = "".join(chr(0x20000 + number) for number in range(9))
    yield "The largest", (f"{word} " * (LARGEST_CHARACTERS // 10))[:LARGEST_CHARACTERS]


def documents(service: str, articles: Iterator[tuple[str, str]]) -> list[Document]:
    """The documents that a service reads, made of articles by the services before it."""
    made = []
    for number, (title, body) in enumerate(articles):
        document: Document = RawArticle.model_validate({"id": f"{number}", "title": title, "body": body})
        for step, handler in chain():
            if step.name == service:
                break
            document = process(step, handler, document).documents[0]
            if isinstance(document, DuplicateArticle):
                document = document.extended(UniqueArticle)
        made.append(document)
    return made


async def fill(settings: Settings, different: list[Document], count: int) -> None:
    """Publish so many of them, each under an id of its own; by aiokafka, since kafka-python takes 1 s for each MB."""
    delivery = Delivery(settings, "backlog")
    await delivery.start()
    topic = topic_of(type(different[0])).name
    values = [document.model_dump_json().encode() for document in different]
    at_once = max(1, UNSENT_BYTES // len(values[0]))
    for first in range(0, count, at_once):
        messages = [
            Outgoing(topic, b"%d" % n, values[n % len(values)].replace(b'"id":"', b'"id":"%d-' % n, 1), {}, slot=0)
            for n in range(first, min(first + at_once, count))
        ]
        await confirmed(await delivery.send(messages))
    await delivery.stop()


def peak_megabytes(running: psutil.Process) -> float:
    """The most resident memory that a process ever had."""
    lines = Path(f"/proc/{running.pid}/status").read_text(encoding="ascii").splitlines()
    (peak,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return round(int(peak) * 1024 / MEGABYTE, 1)


def measure(service: str, different: list[Document], count: int, seconds: float, folder: Path) -> dict[str, object]:
    """One service before one backlog."""
    with embedded_broker(folder / "broker.log", free_port()) as address:
        settings = Settings(brokers=address, producer_idempotence=False)
        apply_topics(settings, replication=1)
        asyncio.run(fill(settings, different, count))
        port = free_port()
        environment = {
            **os.environ,
            **EMBEDDED_ENVIRONMENT,
            "COPYDESK_BROKERS": address,
            "COPYDESK_DATA_DIR": str(folder / service),
            "COPYDESK_HEALTH_PORT": str(port),
            "COPYDESK_LOG_LEVEL": "WARNING",
        }
        with (folder / f"{service}.log").open("wb") as log:
            running = psutil.Popen([sys.executable, "-m", "copydesk", "run", service], env=environment, stderr=log)
        try:
            deadline = time.monotonic() + READY_SECONDS
            while not read_status(service, port).ready and time.monotonic() < deadline:
                time.sleep(LOOK_SECONDS)
            idle = peak_megabytes(running)
            deadline = time.monotonic() + seconds
            while read_status(service, port).ended < count and time.monotonic() < deadline:
                time.sleep(LOOK_SECONDS)
            ended = read_status(service, port).ended
            return {"ready_mb": idle, "peak_mb": peak_megabytes(running), "articles": count, "ended": ended}
        finally:
            running.kill()
            running.wait()


def main() -> None:
    """Measure what the command line names and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("services", nargs="*", default=SERVICES, metavar="SERVICE")
    parser.add_argument("--short", type=int, default=20_000, help="articles of 20 KB")
    parser.add_argument("--long", type=int, default=500, help="articles of 900 KB")
    parser.add_argument("--seconds", type=float, default=60, help="how long a service works at most")
    options = parser.parse_args()
    backlogs: dict[str, tuple[int, Callable[[], Iterator[tuple[str, str]]]]] = {
        "20 KB": (options.short, lambda: texts(20_000)),
        "900 KB": (options.long, lambda: texts(900_000)),
        "largest": (1, largest),
    }
    found: dict[str, dict[str, object]] = {}
    for service in options.services:
        for name, (count, articles) in backlogs.items():
            different = documents(service, articles())
            with tempfile.TemporaryDirectory() as folder:
                found.setdefault(service, {})[name] = measure(service, different, count, options.seconds, Path(folder))
            print(service, name, found[service][name], file=sys.stderr)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
