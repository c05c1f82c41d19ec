"""Polls all feeds of the sources file whose slots this process holds, each when it is due, for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import structlog

from copydesk.runtime.in_flight import Arrival
from copydesk.runtime.settings import Settings
from services.intake.edges.feeds.addresses import allowed_networks
from services.intake.edges.feeds.fetch import Fetcher, FetchLimits
from services.intake.edges.feeds.measures import FeedMeasures
from services.intake.edges.feeds.pages import Pages
from services.intake.edges.feeds.poller import FeedPoller, Tools
from services.intake.edges.feeds.reader import FeedReader
from services.intake.edges.feeds.schedule import Pace
from services.intake.edges.feeds.slots import Slots, slot_of
from services.intake.edges.feeds.sources import FeedSource
from services.intake.edges.feeds.sources_file import SourcesError, read_sources
from services.intake.edges.feeds.state import FeedStore
from services.intake.edges.feeds.subscriptions import Subscriptions
from services.intake.sandbox.limits import parse_limits

log = structlog.get_logger(__name__)

ROUND_SECONDS = 1.0
"""How often the sources file, the slots and what other processes have noted are attended to."""

READ_AHEAD = 64
"""Articles ready before the loop takes them; the loop has a window of its own."""

ROOM_SECONDS = 0.1

LONGEST_SLEEP_SECONDS = 3600.0
"""A clock that is set back must not keep a feed waiting for longer."""


async def watch_feeds(settings: Settings) -> AsyncIterator[Arrival]:
    """Every new or changed item of every feed, for ever."""
    ready: asyncio.Queue[Arrival] = asyncio.Queue(READ_AHEAD)
    async with AsyncExitStack() as opened:
        watch = await FeedWatch.open(settings, ready, opened)
        running = asyncio.create_task(watch.run())
        opened.callback(running.cancel)
        while True:
            getting = asyncio.create_task(ready.get())
            await asyncio.wait({getting, running}, return_when=asyncio.FIRST_COMPLETED)
            if not getting.done():
                getting.cancel()
                running.result()  # it ends by a failure only
                raise RuntimeError("the watch ended")
            yield getting.result()


def fetch_limits(settings: Settings) -> FetchLimits:
    """What a fetch may take, by the settings."""
    return FetchLimits(
        settings.feeds_fetch_seconds,
        settings.feeds_fetch_bytes,
        settings.feeds_concurrency,
        allowed_networks(settings.feeds_allowed_networks),
    )


def store_path(settings: Settings) -> Path:
    """Where the processes that share a data folder remember."""
    return settings.data_dir / "feeds" / "feeds.sqlite3"


class FeedWatch:
    """The feeds of this process, a task each."""

    def __init__(self, settings: Settings, tools: Tools, slots: Slots, subscriptions: Subscriptions) -> None:
        self._settings = settings
        self._tools = tools
        self._slots = slots
        self._subscriptions = subscriptions
        self._sources: dict[str, FeedSource] = {}
        self._read_at: tuple[int, int] | None = None
        self._reason = ""
        self._feeds: dict[str, _Followed] = {}

    @classmethod
    async def open(cls, settings: Settings, ready: asyncio.Queue[Arrival], opened: AsyncExitStack) -> FeedWatch:
        """A watch; what it needs is closed with the stack."""
        store = FeedStore(store_path(settings))
        opened.callback(store.close)
        slots = Slots(settings.data_dir / "feeds" / "slots")
        opened.callback(slots.close)
        reader = FeedReader(parse_limits(settings))
        opened.callback(reader.close)
        fetcher = Fetcher(fetch_limits(settings), settings.feeds_contact, partial(_room, ready))
        await opened.enter_async_context(fetcher)
        measures = FeedMeasures(settings.feeds_metric_sources)
        pages = Pages(fetcher, reader, settings.feeds_page_pause_seconds, measures.page)
        pace = Pace(settings.feeds_shortest_seconds, settings.feeds_first_seconds, settings.feeds_longest_seconds)
        tools = Tools(fetcher, reader, pages, store, measures, ready.put, pace)
        subscriptions = Subscriptions(settings, fetcher, store)
        watch = cls(settings, tools, slots, subscriptions)
        await subscriptions.listen(watch.pushed, opened)
        opened.callback(watch.cancel)
        if not settings.feeds_contact:
            log.warning("no contact in the user agent; set COPYDESK_FEEDS_CONTACT, so that sites can find you")
        return watch

    async def run(self) -> None:
        """Keep the feeds going; ends by cancellation only."""
        while True:
            await self._read_sources()
            self._slots.balance(self._idle)
            self._follow()
            for url in self._tools.store.take_notified(self._feeds):
                self._feeds[url].hasten(notified=True)
            await self._subscriptions.renew([feed.poller for feed in self._feeds.values()])
            held = [(feed.source, feed.poller.state) for feed in self._feeds.values()]
            self._tools.measures.show(held, self._subscriptions.active(self._subscribing()))
            for feed in self._feeds.values():
                if feed.task.done():
                    feed.task.result()  # a poll lets no failure of a feed out, so this is one of ours
            await asyncio.sleep(ROUND_SECONDS)

    def cancel(self) -> None:
        """End all tasks."""
        for feed in self._feeds.values():
            feed.task.cancel()

    async def pushed(self, url: str, body: bytes) -> bool:
        """Publish what a hub has sent of a feed. False where another process holds it, for which it is noted then.

        Raises:
            FormatError: it is no feed.
        """
        feed = self._feeds.get(url)
        if feed is None:
            self._tools.store.notify(url)
            return False
        await feed.poller.take_pushed(body)
        return True

    def _subscribing(self) -> list[str]:
        return [url for url, feed in self._feeds.items() if feed.source.websub]

    def _idle(self, slot: int) -> bool:
        return not any(feed.poller.busy for feed in self._feeds.values() if slot_of(feed.source.host) == slot)

    async def _read_sources(self) -> None:
        """Take up the sources file where it has changed; with a mistake in it, go on with what it said before."""
        path = self._settings.sources_file
        try:
            status = path.stat()
            read_at = (status.st_mtime_ns, status.st_size)
            if read_at == self._read_at:
                return
            self._read_at = read_at
            # In a thread: thousands of sources take a second or two.
            sources = await asyncio.to_thread(read_sources, path)
        except (OSError, SourcesError) as error:
            self._read_at = self._read_at if isinstance(error, SourcesError) else None
            if str(error) != self._reason:
                self._reason = str(error)
                log.warning("sources file cannot be used; what it said before holds", reason=self._reason)
            return
        self._reason = ""
        self._sources = {source.url: source for source in sources if not source.paused}
        self._tools.measures.know(sources)
        log.info("sources", file=str(path), feeds=len(self._sources), paused=len(sources) - len(self._sources))

    def _follow(self) -> None:
        """Begin with feeds that are new here, and leave those that are another process's or nobody's now."""
        mine = {url: source for url, source in self._sources.items() if slot_of(source.host) in self._slots.held}
        for url, feed in list(self._feeds.items()):
            if mine.get(url) != feed.source and not feed.poller.busy:
                feed.task.cancel()
                del self._feeds[url]
        for url, source in mine.items():
            if url not in self._feeds:
                self._feeds[url] = _Followed(source, self._tools, self._subscriptions)


async def _room(ready: asyncio.Queue[Arrival]) -> None:
    """Wait until articles go through: while the broker is away, nothing is fetched that would only lie in memory."""
    while ready.full():  # noqa: ASYNC110 - a queue does not tell when it has room, but to who puts into it
        await asyncio.sleep(ROOM_SECONDS)


class _Followed:
    """A feed and the task that polls it."""

    def __init__(self, source: FeedSource, tools: Tools, subscriptions: Subscriptions) -> None:
        self.source = source
        self.poller = FeedPoller(source, tools)
        self._clock = tools.clock
        self._subscriptions = subscriptions
        self._early = asyncio.Event()
        self.task = asyncio.create_task(self._keep_polling())

    def hasten(self, *, notified: bool) -> None:
        """Poll now."""
        if notified or not self.poller.state.gone:
            self._early.set()

    async def _keep_polling(self) -> None:
        while True:
            await self._wait()
            notified = self._subscriptions.is_notified(self.source.url)
            new = await self.poller.poll(notified=notified)
            self._subscriptions.polled(self.source.url, new)

    async def _wait(self) -> None:
        """Until the feed is due, or somebody says that it is; one that is gone is never due."""
        while not self._early.is_set():
            left = self.poller.state.due - self._clock()
            if left <= 0 and not self.poller.state.gone:
                return
            seconds = LONGEST_SLEEP_SECONDS if self.poller.state.gone else min(left, LONGEST_SLEEP_SECONDS)
            try:
                await asyncio.wait_for(self._early.wait(), seconds)
            except TimeoutError:
                continue
        self._early.clear()
