from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from copydesk.registry import find_service
from copydesk.runtime.in_flight import Arrival, Entry
from copydesk.runtime.settings import Settings
from services.intake.edges.feeds import watch
from services.intake.edges.feeds.sources import FeedSource
from services.intake.edges.feeds.sources_file import add_sources
from services.intake.edges.feeds.state import FeedStore
from services.intake.edges.feeds.watch import watch_feeds
from tests.copydesk.runtime.bench import until
from tests.services.intake.edges.feeds.desk import rss
from tests.services.intake.edges.feeds.web import Site, site

SECONDS = 30.0
"""Far more than any of it takes; machines that run tests are busy."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "ROUND_SECONDS", 0.02)


@pytest.fixture
async def served() -> AsyncIterator[Site]:
    async with site() as made:
        yield made


def settings(folder: Path) -> Settings:
    return Settings(
        data_dir=folder,
        feeds_allowed_networks="127.0.0.0/8",
        feeds_shortest_seconds=1,
        feeds_first_seconds=1,
        feeds_page_pause_seconds=0,
    )


class Process:
    """One process's watch; confirms all that comes."""

    def __init__(self, folder: Path) -> None:
        self.arrived: list[Arrival] = []
        self.task = asyncio.create_task(self._run(settings(folder)))

    async def _run(self, made: Settings) -> None:
        async with aclosing(watch_feeds(made)) as arrivals:  # type: ignore[type-var]
            async for arrival in arrivals:
                self.arrived.append(arrival)
                arrival.acknowledge(Entry(arrival.origin, arrival.acknowledge, "ok", messages=[], size=0))

    async def end(self) -> None:
        self.task.cancel()
        await asyncio.wait([self.task])


def feeds(served: Site, folder: Path, number: int = 1) -> None:
    sources = []
    for host in range(1, number + 1):
        url = f"http://127.0.0.{host}:{served.port}/feed"
        sources.append(FeedSource(url=url, name=f"n{host}"))
    add_sources(folder / "feeds.yml", sources)


async def test_feeds_are_looked_at_and_a_restart_fetches_nothing_at_once(served: Site, tmp_path: Path) -> None:
    served.pages["/feed"] = rss(("1", "One", "Text."))
    feeds(served, tmp_path)
    one = Process(tmp_path)
    await until(lambda: len(one.arrived) == 1, SECONDS)
    await until(lambda: FeedStore(tmp_path / "feeds" / "feeds.sqlite3").feeds() != [], SECONDS)
    await one.end()
    asked = len(served.requests)
    again = Process(tmp_path)
    await asyncio.sleep(0.3)
    assert len(served.requests) == asked
    await again.end()
    assert again.arrived == []


async def test_a_change_of_the_file_is_taken_up_and_a_mistake_in_it_is_not(served: Site, tmp_path: Path) -> None:
    served.pages |= {"/feed": rss(("1", "One", "Text.")), "/other": rss(("2", "Two", "Text."))}
    with capture_logs() as logs:
        process = Process(tmp_path)
        await until(lambda: any("sources file" in str(entry["event"]) for entry in logs), SECONDS)
        feeds(served, tmp_path)
        await until(lambda: len(process.arrived) == 1, SECONDS)
        path = tmp_path / "feeds.yml"
        good = path.read_text()
        path.write_text(good + "  - url: file:///etc/passwd\n")
        await until(lambda: any("feeds.yml:5: url" in str(entry.get("reason")) for entry in logs), SECONDS)
        path.write_text(good + f"  - url: {served.url}/other\n")
        await until(lambda: len(process.arrived) == 2, SECONDS)
        path.write_text(good.replace("name: n1", "name: n1\n    paused: true"))
        await until(lambda: any(entry.get("paused") == 1 for entry in logs), SECONDS)
        await asyncio.sleep(0.1)
        asked = len(served.requests)
        await asyncio.sleep(1.2)
        assert len(served.requests) == asked
        await process.end()


async def test_two_processes_share_the_feeds_and_neither_asks_what_the_other_asks(served: Site, tmp_path: Path) -> None:
    # 127.0.0.x is one server with many hosts.
    async with site("0.0.0.0") as everywhere:  # noqa: S104 - on every loopback address
        everywhere.pages["/feed"] = rss(("1", "One", "Text."))
        feeds(everywhere, tmp_path, 40)
        processes = [Process(tmp_path), Process(tmp_path)]
        await until(lambda: sum(len(process.arrived) for process in processes) == 40, SECONDS)
        await asyncio.sleep(0.3)  # long enough to divide them evenly
        everywhere.pages["/feed"] = rss(("2", "Two", "Text."), ("1", "One", "Text."))
        await until(lambda: sum(len(process.arrived) for process in processes) == 80, SECONDS)
        await asyncio.sleep(1.5)
        came = [(arrival.origin.topic, arrival.origin.value) for process in processes for arrival in process.arrived]
        assert len(came) == len(set(came)) == 80
        assert min(len(process.arrived) for process in processes) >= 10
        before = len(everywhere.requests)
        await processes[0].end()
        await asyncio.sleep(2.0)
        hosts = {headers["Host"] for _, headers in everywhere.requests[before:]}
        assert len(hosts) == 40  # the other has taken them over
        await processes[1].end()


async def test_a_feed_that_fails_does_not_hold_up_another(served: Site, tmp_path: Path) -> None:
    served.pages |= {"/feed": 500, "/other": rss(("2", "Two", "Text."))}
    feeds(served, tmp_path)
    add_sources(tmp_path / "feeds.yml", [FeedSource(url=f"{served.url}/other")])
    process = Process(tmp_path)
    await until(lambda: len(process.arrived) == 1, SECONDS)
    await process.end()


def test_it_is_an_edge_of_the_intake() -> None:
    service = find_service("feeds")
    assert (service.name, service.process_name, service.is_edge) == ("intake", "feeds", True)
