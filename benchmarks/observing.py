"""What metrics and traces cost in CPU an article, with the real services: `python -m benchmarks.observing`.

The services run once, each in a process of its own. Rounds with metrics and spans alternate with rounds without, in
the same processes, since the machine's speed drifts more than what is measured: a signal turns both off and on. Prints
JSON. `python -m benchmarks.observing NAME` is one of those processes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path

import psutil
from prometheus_client import Counter, Gauge, Histogram

from benchmarks.throughput import Hop, cpu_seconds
from copydesk.operator.status import read_status
from copydesk.operator.topics import apply_topics
from copydesk.registry import find_service
from copydesk.runtime import tracing
from copydesk.runtime.broker import EMBEDDED_ENVIRONMENT, embedded_broker, free_port
from copydesk.runtime.logs import configure_logs
from copydesk.runtime.process import run_service
from copydesk.runtime.settings import Settings
from schemas.topics import SERVICE_NAMES

SERVICES = SERVICE_NAMES[1:]
READY_SECONDS = 60
STEADY_SECONDS = 3.0
"""Without anything ended for so long a round is over."""

SENTENCES = 30
WORDS = 14
CHANGED = ((Counter, "inc"), (Gauge, "set"), (Gauge, "inc"), (Gauge, "dec"), (Histogram, "observe"))


def serve(name: str) -> int:
    """Run a service that SIGUSR1 makes blind and SIGUSR2 makes see again."""
    settings = Settings()
    configure_logs(settings, name)
    kept = [(kind, method, getattr(kind, method)) for kind, method in CHANGED]
    recorders: list[tracing.Recorder | None] = []

    def blind(*_: object) -> None:
        recorders.append(tracing.recorder())
        tracing.record_to(None)
        for kind, method, _original in kept:
            setattr(kind, method, lambda *_arguments, **_named: None)

    def see(*_: object) -> None:
        if recorders:
            tracing.record_to(recorders.pop())
        for kind, method, original in kept:
            setattr(kind, method, original)

    signal.signal(signal.SIGUSR1, blind)
    signal.signal(signal.SIGUSR2, see)
    return run_service(find_service(name), settings)


@contextmanager
def receiver() -> Iterator[str]:
    """The address of a receiver of traces that takes all and looks at nothing."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def write_articles(path: Path, start: int, articles: int) -> None:
    """Articles of some 400 words, with people and quotes, none like another."""
    text = files("samples").joinpath("feed.jsonl").read_text(encoding="utf-8")
    words = sorted(set(re.findall(r"\b[a-z]{3,12}\b", text)))
    names = sorted(set(re.findall(r"\b[A-Z][a-z]{3,9}\b", text)))
    with path.open("w", encoding="utf-8") as output:
        for number in range(start, start + articles):
            chance = random.Random(number)  # noqa: S311 - text for a benchmark
            sentences = []
            for place in range(SENTENCES):
                sentence = " ".join(chance.choices(words, k=WORDS)).capitalize()
                speaker = " ".join(chance.choices(names, k=2))
                sentences.append(f"{sentence}." if place % 3 else f"“{sentence},” said {speaker}.")
            fields = {"id": f"observed-{number}", "title": " ".join(chance.choices(words, k=8)), "source": "bench"}
            output.write(json.dumps({**fields, "body": "\n\n".join(sentences)}) + "\n")


def start(name: str, environment: dict[str, str], log: Path) -> Hop:
    """One service, on its way to be ready."""
    port = free_port()
    process = psutil.Popen(
        [sys.executable, "-m", "benchmarks.observing", name],
        env={**environment, "COPYDESK_HEALTH_PORT": str(port)},
        stderr=log.open("wb"),
    )
    return Hop(name, port, process)


def one_round(hops: list[Hop], feed: Path, environment: dict[str, str]) -> dict[str, float]:
    """CPU seconds of each service from the push until nothing ends any more."""
    before = {hop.name: cpu_seconds(hop.process) for hop in hops}
    push = psutil.Popen([sys.executable, "-m", "copydesk", "push", str(feed)], env=environment)
    if push.wait():
        raise RuntimeError("copydesk push failed")
    ended, since = [0.0], time.monotonic()
    while time.monotonic() - since < STEADY_SECONDS:
        time.sleep(0.25)
        used = [round(cpu_seconds(hop.process), 1) for hop in hops]
        # Idle processes take some hundredths of a second in each: what works takes more.
        if any(now - then > 0.1 for now, then in zip(used, ended, strict=False)) or len(ended) < len(used):
            ended, since = used, time.monotonic()
    return {hop.name: cpu_seconds(hop.process) - before[hop.name] for hop in hops}


def measure(articles: int, rounds: int, folder: Path) -> dict[str, object]:
    """Rounds without and with, and their difference."""
    with ExitStack() as opened:
        address = opened.enter_context(embedded_broker(folder / "broker.log", free_port()))
        environment = {
            **os.environ,
            **EMBEDDED_ENVIRONMENT,
            "COPYDESK_BROKERS": address,
            "COPYDESK_DATA_DIR": str(folder),
            "COPYDESK_LOG_LEVEL": "WARNING",
        }
        apply_topics(Settings(brokers=address), replication=1)
        traced = {**environment, "COPYDESK_OTLP_ENDPOINT": opened.enter_context(receiver())}
        hops = [start(name, traced, folder / f"{name}.log") for name in SERVICES]
        for hop in hops:
            opened.callback(hop.process.kill)
        deadline = time.monotonic() + READY_SECONDS
        while not all(read_status(hop.name, hop.port).ready for hop in hops):
            if time.monotonic() > deadline:
                raise TimeoutError("services are not ready")
            time.sleep(0.2)
        feed = folder / "feed.jsonl"
        taken: dict[str, list[dict[str, float]]] = {"off": [], "on": []}
        for number in range(2 * rounds + 1):
            mode = "on" if number % 2 else "off"
            for hop in hops:
                hop.process.send_signal(signal.SIGUSR2 if mode == "on" else signal.SIGUSR1)
            write_articles(feed, number * articles, articles)
            used = one_round(hops, feed, environment)
            if number:  # the first one warms up
                taken[mode].append(used)
    milliseconds = {
        mode: {name: round(statistics.median(one[name] for one in found) * 1000 / articles, 3) for name in SERVICES}
        for mode, found in taken.items()
    }
    totals = {mode: [round(sum(one.values()) * 1000 / articles, 3) for one in found] for mode, found in taken.items()}
    share = statistics.median(on / off - 1 for on, off in zip(totals["on"], totals["off"], strict=True))
    return {
        "articles_a_round": articles,
        "cpu_ms_an_article": totals,
        "median_by_service": milliseconds,
        "share_of_observing": round(share, 4),
    }


def main() -> None:
    """Measure as the command line says and print JSON, or be one of the services."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="?", choices=SERVICES, help="be this service")
    parser.add_argument("--articles", type=int, default=400, help="of a round")
    parser.add_argument("--rounds", type=int, default=4, help="of each kind")
    options = parser.parse_args()
    if options.name:
        sys.exit(serve(options.name))
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(options.articles, options.rounds, Path(folder)), indent=2))


if __name__ == "__main__":
    main()
