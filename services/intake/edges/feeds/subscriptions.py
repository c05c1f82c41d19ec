"""Subscriptions at hubs: asks for them, renews them, and knows whether a hub does tell."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import replace

import structlog

from copydesk.explanation import explain
from copydesk.runtime.settings import Settings
from services.intake.edges.feeds.callback import CALLBACK_PATH, Pushed, serve_callback
from services.intake.edges.feeds.fetch import Fetcher, FetchError
from services.intake.edges.feeds.poller import FeedPoller
from services.intake.edges.feeds.reader import remembered
from services.intake.edges.feeds.state import FeedStore, Subscription
from services.intake.edges.feeds.websub import is_active, is_to_be_asked, request_form

log = structlog.get_logger(__name__)

ACCEPTED = 202
OK = 200


class Subscriptions:
    """The subscriptions of this process's feeds. Without a callback's address there are none."""

    def __init__(
        self, settings: Settings, fetcher: Fetcher, store: FeedStore, clock: Callable[[], float] = time.time
    ) -> None:
        self._settings = settings
        self._fetcher = fetcher
        self._store = store
        self._clock = clock
        self._asking: dict[str, asyncio.Task[None]] = {}

    @property
    def possible(self) -> bool:
        """Whether hubs can reach this process."""
        return bool(self._settings.feeds_callback_url)

    async def listen(self, pushed: Pushed, opened: AsyncExitStack) -> int | None:
        """Listen for hubs until the stack is closed; returns the port, None where no hub can reach it anyway.

        Raises:
            OSError: the port is taken.
        """
        if not self.possible:
            return None
        opened.callback(self._cancel)
        return await serve_callback(self._settings, self._store, pushed, opened, self._clock)

    async def renew(self, pollers: Iterable[FeedPoller]) -> None:
        """Ask hubs for what is not subscribed to, or not for much longer. Does not wait for their answers."""
        self._asking = {feed: task for feed, task in self._asking.items() if not task.done()}
        for poller in pollers:
            url = poller.source.url
            if url in self._asking or not (poller.source.websub and self.possible):
                continue
            wanted = self._wanted(poller)
            if wanted is not None and is_to_be_asked(wanted, self._clock()):
                self._asking[url] = asyncio.create_task(self._ask(wanted))

    def is_notified(self, url: str) -> bool:
        """Whether a hub tells of the feed's news, so that polling it is a precaution only."""
        subscription = self._store.subscription(url) if self.possible else None
        return subscription is not None and is_active(subscription, self._clock()) and not subscription.silent

    def polled(self, url: str, new: int) -> None:
        """Take note of a poll: news that the hub had not pushed mean that it is silent."""
        subscription = self._store.subscription(url) if self.possible and new else None
        if subscription is not None and is_active(subscription, self._clock()) and not subscription.silent:
            log.warning("hub is silent; the feed is polled", feed=url, hub=subscription.hub)
            self._store.subscribe(replace(subscription, silent=True))

    def active(self, urls: Iterable[str]) -> int:
        """How many of the feeds a hub tells of."""
        return sum(self.is_notified(url) for url in urls) if self.possible else 0

    def _wanted(self, poller: FeedPoller) -> Subscription | None:
        """The subscription that there is, or that there is to be, at the hub that the feed names now."""
        channel = remembered(poller.state.channel)
        if not channel.hubs:
            return None
        topic = channel.self_url or poller.state.address or poller.source.url
        known = self._store.subscription(poller.source.url)
        if known is not None and (known.hub, known.topic) == (channel.hubs[0], topic):
            return known
        token, secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        return Subscription(poller.source.url, channel.hubs[0], topic, token, secret, asked=0.0)

    async def _ask(self, subscription: Subscription) -> None:
        # Kept first: the hub may verify before it has answered.
        asked = replace(subscription, asked=self._clock())
        self._store.subscribe(asked)
        callback = self._settings.feeds_callback_url.rstrip("/") + CALLBACK_PATH + asked.token
        try:
            answer = await self._fetcher.post(asked.hub, request_form(asked, callback))
            problem = None if answer.status in (OK, ACCEPTED, 204) else f"the hub answers {answer.status}"
        except FetchError as error:
            problem = explain(error)
        if problem is None:
            log.info("subscription asked for", feed=asked.feed, hub=asked.hub)
            return
        log.warning("hub takes no subscription; the feed is polled", feed=asked.feed, hub=asked.hub, reason=problem)
        known = self._store.subscription(asked.feed)
        if known is not None:
            self._store.subscribe(replace(known, problem=problem))

    def _cancel(self) -> None:
        for task in self._asking.values():
            task.cancel()
