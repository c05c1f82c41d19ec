"""One poll at one feed: ask, read, publish what is new, and only then remember.

The order is what loses nothing: an item is marked as seen when the broker has confirmed it, and the validators of the
answer are kept when all its items are. Killed anywhere between, the next poll gets the same answer again and
publishes what is not marked.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from http import HTTPStatus

import structlog

from copydesk.explanation import explain
from copydesk.runtime import tracing
from copydesk.runtime.in_flight import Arrival, Entry
from schemas.identity import DIGEST_BYTES
from services.intake.edges.arrivals import arrival
from services.intake.edges.feeds.fetch import Answer, Fetcher, FetchError
from services.intake.edges.feeds.items import Item, items_of, new_items, wants_page
from services.intake.edges.feeds.measures import FeedMeasures
from services.intake.edges.feeds.pages import Pages, credentials_for
from services.intake.edges.feeds.reader import Channel, FeedDocument, FeedReader, remembered
from services.intake.edges.feeds.schedule import (
    Pace,
    adapted_interval,
    after_failure,
    asked_wait,
    first_interval,
    new_jitter,
    next_poll,
    retry_after,
)
from services.intake.edges.feeds.sources import FeedSource
from services.intake.edges.feeds.state import FeedState, FeedStore
from services.intake.edges.feeds.websub import with_links
from services.intake.formats.format import FormatError
from services.intake.submission import Submission, encoded

log = structlog.get_logger(__name__)

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)

POLLS_AT_NEW_ADDRESS = 3
"""Failures in a row at an address that a feed has moved to; then the address of the sources file gets its turn."""

FUTURE_SECONDS = 3600.0
"""A date that is further ahead is a mistake, and says nothing of how new an item is."""

MOST_ITEMS = 1000
"""Of one poll, the oldest first; the rest follows at the next. A news sitemap has a thousand. With a second for each
page a poll takes a quarter of an hour, and for so long the feed cannot become another process's."""

Publish = Callable[[Arrival], Awaitable[None]]
"""Hands an article on; returns when there is room for the next."""


class StatusError(Exception):
    """The server answered, but with no feed."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"status {answer.status}")
        self.status = answer.status
        self.headers = answer.headers

    @property
    def kind(self) -> str:
        """A word of few, for the metrics."""
        kinds = {401: "refused", 403: "refused", 404: "missing", 410: "gone", 429: "throttled", 503: "throttled"}
        return kinds.get(self.status, "server" if self.status >= HTTPStatus.INTERNAL_SERVER_ERROR else "status")


@dataclass(frozen=True, slots=True)
class Tools:
    """What polling feeds needs."""

    fetcher: Fetcher
    reader: FeedReader
    pages: Pages
    store: FeedStore
    measures: FeedMeasures
    publish: Publish
    pace: Pace
    clock: Callable[[], float] = time.time


@dataclass(frozen=True, slots=True)
class _Found:
    """An answer with its feed; None where nothing has changed since the last one."""

    answer: Answer
    document: FeedDocument | None
    digest: str | None


class FeedPoller:
    """Polls one feed, again and again; one poll at a time."""

    def __init__(self, source: FeedSource, tools: Tools) -> None:
        self.source = source
        self._tools = tools
        self._turn = asyncio.Lock()
        self.state = tools.store.feed(source.url)

    @property
    def busy(self) -> bool:
        """Whether a poll is under way."""
        return self._turn.locked()

    async def poll(self, *, notified: bool = False) -> int:
        """Fetch the feed and publish what is new; returns how many items were. A failure is kept in the state.

        `notified` is true where a hub tells of news, so that the next poll need not come soon.
        """
        async with self._turn:
            with tracing.span("poll feed", "client", attributes={"url.full": self.source.url}) as span:
                published = await self._poll(span, notified=notified)
                span.attributes["copydesk.articles"] = published
                return published

    async def _poll(self, span: tracing.OpenSpan, *, notified: bool) -> int:
        try:
            found = await self._fetch()
            span.attributes["http.response.status_code"] = found.answer.status
            self._unseen_problem()
            return await self._take(found, notified=notified)
        except (FetchError, FormatError, StatusError) as error:
            span.error = error
            self._failed(error)
        except sqlite3.Error:
            raise  # what cannot be remembered must not be published over and over
        except Exception as error:
            # A fault of ours, brought out by one feed, must not take the others down.
            log.exception("polling a feed failed", feed=self.source.url)
            span.error = error
            self._failed(error)
        return 0

    async def take_pushed(self, body: bytes) -> int:
        """Publish what is new in a feed that a hub has sent; returns how many items were.

        Raises:
            FormatError: it is no feed.
        """
        async with self._turn:
            with tracing.span("receive feed", "server", attributes={"url.full": self.source.url}):
                return await self._take_pushed(body)

    async def _take_pushed(self, body: bytes) -> int:
        document = await self._tools.reader.feed(body)
        now = self._tools.clock()
        items = items_of(document, self.source)
        published = await self._publish(new_items(items, self._tools.store.seen(self.source.url)))
        self.state = replace(self.state, newest=_newest(self.state.newest, items, published, now))
        self._tools.store.finish(self.state, [(item.key, item.digest) for item in items], now)
        return published

    async def _fetch(self) -> _Found:
        state, source = self.state, self.source
        address = state.address or source.url
        # Without items there is nothing that validators could be true of.
        conditional = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
        sent = {name: value for name, value in conditional.items() if value}
        async with self._tools.fetcher.get(
            address, {"Accept": ACCEPT}, credentials_for(source, address), conditional=sent
        ) as answer:
            if answer.status == HTTPStatus.NOT_MODIFIED:
                return _Found(answer, None, state.digest)
            if answer.status != HTTPStatus.OK:
                raise StatusError(answer)
            digest = blake2b(answer.body, digest_size=DIGEST_BYTES).hexdigest()
            if digest == state.digest:
                return _Found(answer, None, digest)
            return _Found(answer, await self._tools.reader.feed(answer.body), digest)

    async def _take(self, found: _Found, *, notified: bool) -> int:
        now = self._tools.clock()
        state = self._moved(found.answer)
        if found.document is None:
            self._tools.measures.polled("unchanged")
            self.state = self._scheduled(state, found.answer, remembered(state.channel), 0, now, notified=notified)
            self._tools.store.keep(self.state)
            return 0
        items = items_of(found.document, self.source)
        new = new_items(items, self._tools.store.seen(self.source.url))
        published = await self._publish(new[:MOST_ITEMS])
        channel = with_links(found.document.channel, found.answer.links, found.answer.url)
        first = state.succeeded is None
        if first:
            moments = [moment for item in items if (moment := item.moment) is not None]
            state = replace(state, interval=first_interval(moments, self._tools.pace))
        # A feed with a broken item may have been cut short: then it is fetched as a whole the next time, too.
        whole = all(item.refused is None for item in items) and published == len(new)
        state = replace(
            _validated(state, found.answer) if whole else replace(state, etag=None, modified=None),
            digest=found.digest if published == len(new) else None,
            channel=channel.encoded(),
            newest=_newest(state.newest, items, published, now),
        )
        self._tools.measures.polled("new" if published else "unchanged")
        # What was there before the first poll says nothing of the rate.
        counted = None if first else len(new)
        self.state = self._scheduled(state, found.answer, channel, counted, self._tools.clock(), notified=notified)
        self._tools.store.finish(self.state, [(item.key, item.digest) for item in items], now)
        return published

    async def _publish(self, items: Sequence[Item]) -> int:
        """Publish the items in order; returns when the broker has confirmed the last of them."""
        confirmations: list[asyncio.Future[None]] = []
        for number, item in enumerate(items, start=1):
            confirmed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            confirmations.append(confirmed)
            submission = await self._submission(item, number)
            cause = tracing.current_traceparent()
            await self._tools.publish(arrival(submission, self._acknowledge(item, confirmed), link=cause))
        if confirmations:
            await asyncio.wait(confirmations)
        return len(confirmations)

    async def _submission(self, item: Item, number: int) -> Submission:
        name = self.source.url
        if item.refused is not None:
            return Submission(name, number, item.refused.value, item.refused.error)
        wanted = wants_page(item, self.source)
        fields = await self._tools.pages.completed(item, self.source) if wanted else item.fields
        return Submission(name, number, encoded(fields))

    def _acknowledge(self, item: Item, confirmed: asyncio.Future[None]) -> Callable[[Entry], None]:
        def acknowledge(entry: Entry) -> None:
            # The broker has it, as an article or as a dead letter: now it may be remembered, and no sooner.
            self._tools.store.mark(self.source.url, item.key, item.digest, self._tools.clock())
            if entry.error is None:
                self._tools.measures.published(self.source)
            else:
                self._tools.measures.failed(self.source, "item")
            if not confirmed.done():
                confirmed.set_result(None)

        return acknowledge

    def _moved(self, answer: Answer) -> FeedState:
        """The state with the address that the feed has moved to for good; a feed was there, so it is no login page."""
        if answer.moved_to is None or answer.moved_to == self.state.address:
            return self.state
        log.info("feed has moved", feed=self.source.url, to=answer.moved_to)
        return replace(self.state, address=answer.moved_to)

    def _scheduled(
        self, state: FeedState, answer: Answer, channel: Channel, new: int | None, now: float, *, notified: bool
    ) -> FeedState:
        pace = self._tools.pace
        interval = state.interval or pace.first
        if new is not None:
            interval = adapted_interval(interval, new, pace)
        waited = self.source.interval or (pace.longest if notified else interval)
        wait = asked_wait(answer.headers, channel, now, pace)
        due = next_poll(now, waited, wait, channel, new_jitter())
        return replace(state, interval=interval, due=due, failures=0, gone=False, problem=None, succeeded=now)

    def _unseen_problem(self) -> None:
        if self.state.problem:
            log.info("feed answers again", feed=self.source.url)

    def _failed(self, error: Exception) -> None:
        now = self._tools.clock()
        state, asked = self.state, _asked_wait(error, now)
        if isinstance(error, FetchError) and error.problem == "resting":
            # Nothing was asked, so nothing failed.
            self.state = replace(
                state, due=now + (error.retry_after or 0.0) + self._tools.pace.shortest * abs(new_jitter())
            )
            self._tools.store.keep(self.state)
            return
        gone = isinstance(error, StatusError) and error.status == HTTPStatus.GONE
        failures = state.failures + 1
        problem = explain(error)
        if problem != state.problem:
            log.warning("feed cannot be read", feed=self.source.url, reason=problem, kind=_kind(error), gone=gone)
        if asked and isinstance(error, StatusError) and error.kind == "throttled":
            self._tools.fetcher.rest(state.address or state.url, asked)
        self._tools.measures.polled("failed")
        self._tools.measures.failed(self.source, _kind(error))
        if state.address is not None and failures >= POLLS_AT_NEW_ADDRESS:
            # Validators are true of one address only.
            state = replace(state, address=None, etag=None, modified=None)
        self.state = replace(
            state,
            failures=failures,
            gone=gone,
            problem=problem,
            due=after_failure(now, failures, asked, self._tools.pace, new_jitter()),
        )
        self._tools.store.keep(self.state)


def _validated(state: FeedState, answer: Answer) -> FeedState:
    return replace(state, etag=answer.headers.get("etag"), modified=answer.headers.get("last-modified"))


def _kind(error: Exception) -> str:
    if isinstance(error, FetchError):
        return error.problem
    if isinstance(error, StatusError):
        return error.kind
    return "format" if isinstance(error, FormatError) else "internal"


def _asked_wait(error: Exception, now: float) -> float | None:
    headers: Mapping[str, str] = error.headers if isinstance(error, StatusError) else {}
    return retry_after(headers, now)


def _newest(known: float | None, items: Sequence[Item], published: int, now: float) -> float | None:
    """The date of the newest item; where no item has one, the time at which one was last published."""
    dated = [moment.timestamp() for item in items if (moment := item.moment) is not None]
    plausible = [moment for moment in dated if moment <= now + FUTURE_SECONDS]
    if not dated and published:
        plausible = [now]
    return max([*plausible, *([known] if known else [])], default=None)
