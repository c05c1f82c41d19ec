"""The feeds edge with 2,000 feeds on a local server, and its guard: `python -m benchmarks.feeds`.

One process of `copydesk run feeds` on the embedded broker. Each feed has a host of its own (127.0.0.0/8). Of ten, eight
answer conditional requests, one sends the whole feed at every poll, and one states the present time as the date of
every item. A poll in ten finds a new item, a poll in fifty a changed one. Reported, as JSON, after the first poll at
each feed: polls a minute as the server counts them, CPU of the process and its child, and articles that came twice with
one content.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from http.client import HTTPConnection
from ipaddress import ip_network
from pathlib import Path

import psutil
import uvloop
from aiohttp import web

from benchmarks.throughput import MEGABYTE, SENTENCE, cpu_seconds
from copydesk.operator.status import read_status
from copydesk.operator.tail import follow
from copydesk.operator.topics import apply_topics
from copydesk.runtime.broker import EMBEDDED_ENVIRONMENT, embedded_broker, free_port
from copydesk.runtime.settings import Settings
from services.intake.edges.feeds.fetch import Fetcher, FetchError, FetchLimits
from tests.services.intake.edges.feeds.attempts import REDIRECTS, URLS

ITEMS = 20
NEW_SHARE, CHANGED_SHARE = 0.1, 0.02
FIRST_SECONDS = 300


class Feed:
    """One feed of the server."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.version = 0
        self.items = [(item, 0) for item in range(ITEMS)]
        self.polls = 0

    def body(self) -> bytes:
        """The feed as it is now."""
        dated = time.strftime("%a, %d %b %Y %H:%M:%S GMT") if self.number % 10 == 1 else "Sun, 29 Nov 2026 09:00:00 GMT"
        items = "".join(
            f"<item><guid isPermaLink='false'>{item}</guid><title>Feed {self.number}, item {item}</title>"
            f"<link>http://n.example/{self.number}/{item}</link><pubDate>{dated}</pubDate>"
            f"<description>Revision {revision}. {SENTENCE * 4}</description></item>"
            for item, revision in reversed(self.items)
        )
        return f"<rss version='2.0'><channel><title>Feed {self.number}</title>{items}</channel></rss>".encode()

    def go_on(self, chance: random.Random) -> None:
        """What a newsroom does between two polls."""
        if chance.random() < NEW_SHARE:
            self.items = [*self.items[1:], (self.items[-1][0] + 1, 0)]
            self.version += 1
        if chance.random() < CHANGED_SHARE:
            item, revision = self.items[-1]
            self.items[-1] = (item, revision + 1)
            self.version += 1


class Server:
    """All feeds on one port; the host of the request tells which is meant."""

    def __init__(self) -> None:
        self.feeds: dict[str, Feed] = {}
        self.chance = random.Random(7)  # noqa: S311 - a repeatable load
        self.statuses: Counter[int] = Counter()
        self.published = 0

    async def feed(self, request: web.Request) -> web.Response:
        """One poll."""
        feed = self.feeds.setdefault(request.host, Feed(len(self.feeds)))
        before = (feed.items[-1], feed.version)
        if feed.polls:
            feed.go_on(self.chance)
        else:
            self.published += ITEMS
        self.published += feed.version - before[1]
        feed.polls += 1
        tag = f'"{feed.version}"'
        if feed.number % 10 > 1 and request.headers.get("If-None-Match") == tag:
            self.statuses[304] += 1
            return web.Response(status=304, headers={"ETag": tag})
        self.statuses[200] += 1
        headers = {"ETag": tag} if feed.number % 10 > 1 else {}
        return web.Response(body=feed.body(), content_type="application/rss+xml", headers=headers)

    async def counts(self, _request: web.Request) -> web.Response:
        """What was asked for so far."""
        facts = {"feeds": len(self.feeds), "published": self.published, **{str(k): v for k, v in self.statuses.items()}}
        return web.json_response(facts)


def serve(port: int) -> None:
    """Serve until the process is ended."""
    server = Server()
    app = web.Application()
    app.add_routes([web.get("/rss", server.feed), web.get("/counts", server.counts)])
    uvloop.install()
    web.run_app(app, host="0.0.0.0", port=port, print=None, access_log=None)  # noqa: S104 - on all of 127.0.0.0/8


def counts(port: int) -> dict[str, int]:
    """What the server has counted."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/counts")
        found: dict[str, int] = json.load(connection.getresponse())
    finally:
        connection.close()
    return found


def write_sources(path: Path, feeds: int, port: int) -> None:
    """A host for each feed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    hosts = (f"127.1.{number // 250}.{number % 250 + 1}" for number in range(feeds))
    path.write_text("sources:\n" + "".join(f"  - url: http://{host}:{port}/rss\n    text: feed\n" for host in hosts))


def measure(feeds: int, seconds: float, interval: float, folder: Path) -> dict[str, object]:
    """One run; see the module."""
    port, health = free_port(), free_port()
    write_sources(folder / "data" / "feeds.yml", feeds, port)
    with embedded_broker(folder / "broker.log", free_port()) as address:
        environment = {
            **os.environ,
            **EMBEDDED_ENVIRONMENT,
            "COPYDESK_BROKERS": address,
            "COPYDESK_DATA_DIR": str(folder / "data"),
            "COPYDESK_HEALTH_PORT": str(health),
            "COPYDESK_FEEDS_ALLOWED_NETWORKS": "127.1.0.0/16",
            "COPYDESK_FEEDS_SHORTEST_SECONDS": str(interval),
            "COPYDESK_FEEDS_LONGEST_SECONDS": str(interval),
        }
        settings = Settings(brokers=address, producer_idempotence=False)
        apply_topics(settings, 1)
        server = psutil.Popen([sys.executable, "-m", "benchmarks.feeds", "--serve", str(port)])
        wait_for_server(port)
        process = psutil.Popen(
            [sys.executable, "-m", "copydesk", "run", "feeds"],
            env=environment,
            stderr=(folder / "feeds.log").open("wb"),
        )
        try:
            first = wait_for_all(port, feeds, process, health)
            return {
                "feeds": feeds,
                **first,
                **observe(process, port, seconds),
                **judge(settings, port, process),
            }
        finally:
            for started in (process, server):
                if started.poll() is None:
                    started.terminate()
            for started in (process, server):
                started.wait()


def wait_for_server(port: int) -> None:
    """Until it answers."""
    for _ in range(100):
        try:
            counts(port)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the server does not answer")


def wait_for_all(port: int, feeds: int, process: psutil.Popen, health: int) -> dict[str, object]:
    """Until each feed was polled, and all that it had is confirmed."""
    started = time.monotonic()
    while time.monotonic() - started < FIRST_SECONDS:
        time.sleep(0.5)
        known = counts(port)
        if known["feeds"] >= feeds and read_status("feeds", health).ended >= feeds * ITEMS:
            seconds = time.monotonic() - started
            return {"first_poll_of_all_seconds": round(seconds, 1), "first_articles": feeds * ITEMS}
        if process.poll() is not None:
            raise RuntimeError("the process has ended")
    raise TimeoutError(f"not all feeds were polled: {counts(port)}")


def observe(process: psutil.Popen, port: int, seconds: float) -> dict[str, object]:
    """Polls and CPU over a while."""
    before, cpu, started = counts(port), family_seconds(process), time.monotonic()
    time.sleep(seconds)
    passed = time.monotonic() - started
    after, used = counts(port), family_seconds(process) - cpu
    polls = {status: after.get(status, 0) - before.get(status, 0) for status in ("200", "304")}
    family = [process, *process.children(recursive=True)]
    return {
        "seconds": round(passed, 1),
        "polls_a_minute": round(sum(polls.values()) / passed * 60),
        "of_these_304": round(polls["304"] / max(1, sum(polls.values())), 2),
        "articles_a_minute": round((after["published"] - before["published"]) / passed * 60),
        "cpu_share_of_a_core": round(used / passed, 3),
        "resident_mb": [round(one.memory_info().rss / MEGABYTE) for one in family],
    }


def family_seconds(process: psutil.Popen) -> float:
    """CPU of the process and its children so far."""
    return sum(cpu_seconds(one) for one in [process, *process.children(recursive=True)])


def judge(settings: Settings, port: int, process: psutil.Popen) -> dict[str, object]:
    """What came twice, by the topic itself. What was under way at the stop may be missing."""
    process.terminate()
    process.wait()
    contents: Counter[tuple[str, str]] = Counter()
    for message in follow(settings, "articles.raw", from_beginning=True, idle_seconds=5):
        article = json.loads(message.value)
        contents[article["id"], article["content_hash"]] += 1
    served = counts(port)["published"]
    return {
        "articles": contents.total(),
        "served_and_not_there": served - len(contents),
        "wrong_double_publications": contents.total() - len(contents),
    }


async def attempt_all() -> dict[str, int]:
    """Try to reach a server on this machine in every way of the table, directly and through a redirect."""
    reached: list[str] = []

    async def inside(request: web.Request) -> web.Response:
        reached.append(str(request.url))
        return web.Response(text="secret")

    target = ""

    async def outside(_request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": target})

    runners = [await _running(inside, "127.0.0.1"), await _running(outside, "127.9.9.9")]
    port, other = (runner.addresses[0][1] for runner in runners)
    tried = let_through = 0
    async with Fetcher(FetchLimits(seconds=5, allowed=(ip_network("127.9.9.9/32"),))) as fetcher:
        plain = [url.format(port=port) for url in URLS]
        redirected = [url.format(port=port) for url in REDIRECTS if url.isascii()]
        for url in [*plain, *redirected]:
            direct = tried < len(plain)
            target = url
            tried += 1
            try:
                async with fetcher.get(url if direct else f"http://127.9.9.9:{other}/"):
                    let_through += 1
            except FetchError as error:
                # A name that is not known here was not refused by us, but nothing was reached either.
                let_through += error.problem not in ("address", "url") and "localhost." not in url
    for runner in runners:
        await runner.cleanup()
    return {"attempts": tried, "let_through": let_through, "requests_that_arrived": len(reached)}


async def _running(handler: object, host: str) -> web.AppRunner:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)  # type: ignore[arg-type]
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, host, 0).start()
    return runner


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.feeds")
    parser.add_argument("--feeds", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=180, help="how long is measured")
    parser.add_argument("--interval", type=float, default=55, help="between two polls of a feed; the jitter is a tenth")
    parser.add_argument("--serve", type=int, help="be the server on this port")
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
        return
    print(json.dumps({"guard": asyncio.run(attempt_all())}))
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(options.feeds, options.seconds, options.interval, Path(folder)), indent=2))


if __name__ == "__main__":
    main()
