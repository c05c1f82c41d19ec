"""A desk that polls the feeds of a loopback site; the test plays the broker."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path

from copydesk.runtime.in_flight import Arrival, Entry
from schemas.document import Status
from services.intake.edges.feeds.fetch import Fetcher, FetchLimits
from services.intake.edges.feeds.measures import FeedMeasures
from services.intake.edges.feeds.pages import Pages
from services.intake.edges.feeds.poller import FeedPoller, Tools
from services.intake.edges.feeds.reader import FeedReader
from services.intake.edges.feeds.schedule import Pace
from services.intake.edges.feeds.sources import FeedSource
from services.intake.edges.feeds.state import FeedStore
from services.intake.sandbox.worker import Limits
from tests.services.intake.edges.feeds.web import Site, site

NOON = 1_795_953_600.0


@dataclass
class Desk:
    """Polls feeds. Confirms at once, unless the test wants to do it itself."""

    site: Site
    store: FeedStore
    tools: Tools
    outcomes: list[str]
    arrived: list[Arrival] = field(default_factory=list)
    confirming: bool = True
    now: float = NOON

    def source(self, path: str = "/feed", **stated: object) -> FeedSource:
        return FeedSource.model_validate({"url": f"{self.site.url}{path}", "name": "harbour", **stated})

    def poller(self, path: str = "/feed", **stated: object) -> FeedPoller:
        return FeedPoller(self.source(path, **stated), self.tools)

    async def publish(self, arrival: Arrival) -> None:
        self.arrived.append(arrival)
        if self.confirming:
            self.confirm(len(self.arrived) - 1)

    def confirm(self, *numbers: int, error: Exception | None = None) -> None:
        for number in numbers:
            arrival = self.arrived[number]
            status: Status = "dead_letter" if error else "ok"
            arrival.acknowledge(Entry(arrival.origin, arrival.acknowledge, status, messages=[], size=0, error=error))

    @property
    def articles(self) -> list[dict[str, object]]:
        return [json.loads(arrival.origin.value or b"") for arrival in self.arrived]

    @property
    def titles(self) -> list[object]:
        return [article.get("title") for article in self.articles]


@asynccontextmanager
async def desk(folder: Path) -> AsyncIterator[Desk]:
    async with AsyncExitStack() as opened:
        served = await opened.enter_async_context(site())
        limits = FetchLimits(seconds=2.0, allowed=(ip_network("127.0.0.1/32"),))
        fetcher = await opened.enter_async_context(Fetcher(limits))
        reader = FeedReader(Limits())
        opened.callback(reader.close)
        store = FeedStore(folder / "feeds.sqlite3")
        opened.callback(store.close)
        outcomes: list[str] = []
        made: Desk

        async def publish(arrival: Arrival) -> None:
            await made.publish(arrival)

        pages = Pages(fetcher, reader, 0.0, outcomes.append)
        tools = Tools(fetcher, reader, pages, store, FeedMeasures(10), publish, Pace(60, 300, 3600), lambda: made.now)
        made = Desk(served, store, tools, outcomes)
        yield made


def rss(*items: tuple[str, str, str], head: str = "") -> bytes:
    """A feed of (guid, title, text); the first is the newest."""
    written = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title><description>{text}</description></item>"
        for guid, title, text in items
    )
    return f"<rss version='2.0'><channel><title>Harbour</title>{head}{written}</channel></rss>".encode()


async def settled(task: asyncio.Task[int]) -> None:
    """Let the task come as far as it can without a confirmation."""
    for _ in range(40):
        await asyncio.sleep(0.01)
        if task.done():
            return
