"""Fetches the page of an item, as far as its site allows, and says what became of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from services.intake.edges.feeds.fetch import Answer, Fetcher, FetchError
from services.intake.edges.feeds.items import Item, with_page
from services.intake.edges.feeds.reader import FeedReader
from services.intake.edges.feeds.robots import MAX_BYTES, Permission
from services.intake.edges.feeds.sources import Credentials, FeedSource
from services.intake.edges.feeds.urls import origin_of
from services.intake.formats.format import Fields, FormatError
from services.intake.formats.registry import essence

Outcome = Literal["read", "robots", "status", "no_page", "unreadable", "unreachable", "shorter"]
"""What became of a page; all but the first leave the feed's own text."""

ROBOTS_SECONDS = 86400.0
"""For how long a robots.txt may be remembered (RFC 9309, section 2.4)."""

UNREACHABLE_SECONDS = 600.0
"""One that could not be fetched is asked for again after so long."""

MAX_SITES = 2000

RETRY_SECONDS = 2.0

HTML = frozenset({"text/html", "application/xhtml+xml"})

PASSING = frozenset({"timeout", "connection"})
"""Problems that may be over in a moment."""

FORBID_ALL = b"User-agent: *\nDisallow: /"
"""What a site that fails to answer for its robots.txt is taken to say (RFC 9309, section 2.3.1.4)."""


@dataclass(frozen=True, slots=True)
class _Rules:
    robots: bytes
    until: float


class Pages:
    """Fetches pages with one client; remembers the rules of their sites."""

    def __init__(
        self,
        fetcher: Fetcher,
        reader: FeedReader,
        pause: float,
        counted: Callable[[Outcome], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`pause` is the seconds between two pages of a host; `counted` is told what became of each."""
        self._fetcher = fetcher
        self._reader = reader
        self._pause = pause
        self._counted = counted
        self._clock = clock
        self._rules: dict[tuple[str, str, int], _Rules] = {}

    async def completed(self, item: Item, source: FeedSource) -> Fields:
        """The fields of the item with the text of its page, or as they are where the page refuses."""
        outcome, fields = await self._completed(item, source)
        self._counted(outcome)
        return fields

    async def _completed(self, item: Item, source: FeedSource) -> tuple[Outcome, Fields]:
        url = item.url or ""
        try:
            permission = await self._permission(url)
            if not permission.allowed:
                return "robots", item.fields
            outcome, page = await self._page(url, source, max(self._pause, permission.delay))
        except FetchError:
            return "unreachable", item.fields
        except FormatError:
            return "unreadable", item.fields
        if page is None:
            return outcome, item.fields
        whole = with_page(item.fields, page, source)
        return ("read", whole) if whole is not None else ("shorter", item.fields)

    async def _page(self, url: str, source: FeedSource, pause: float) -> tuple[Outcome, Fields | None]:
        """The article of the page; a failure that may pass is tried once more."""
        try:
            outcome, page, passing = await self._fetched(url, source, pause)
        except FetchError as error:
            if error.problem not in PASSING:
                raise
            passing = True
        if not passing:
            return outcome, page
        await asyncio.sleep(RETRY_SECONDS)
        outcome, page, _ = await self._fetched(url, source, pause)
        return outcome, page

    async def _fetched(self, url: str, source: FeedSource, pause: float) -> tuple[Outcome, Fields | None, bool]:
        credentials = credentials_for(source, url)
        headers = {"Accept": "text/html,application/xhtml+xml;q=0.9"}
        async with self._fetcher.get(url, headers, credentials, pause=pause) as answer:
            if answer.status != HTTPStatus.OK:
                return "status", None, answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
            if essence(answer.headers.get("content-type", "")) not in HTML:
                return "no_page", None, False
            return "read", await self._reader.page(answer.body), False

    async def _permission(self, url: str) -> Permission:
        robots = await self._robots(url)
        return await self._reader.permission(robots, url) if robots else Permission(allowed=True)

    async def _robots(self, url: str) -> bytes:
        origin = origin_of(url)
        known = self._rules.get(origin)
        if known is not None and known.until > self._clock():
            return known.robots
        robots, seconds = await self._fetched_robots(url)
        if len(self._rules) >= MAX_SITES:
            self._rules.clear()
        self._rules[origin] = _Rules(robots, self._clock() + seconds)
        return robots

    async def _fetched_robots(self, url: str) -> tuple[bytes, float]:
        address = urlunsplit(urlsplit(url)._replace(path="/robots.txt", query="", fragment=""))
        try:
            async with self._fetcher.get(address, pause=self._pause) as answer:
                return _rules_of(answer)
        except FetchError:
            return FORBID_ALL, UNREACHABLE_SECONDS


def _rules_of(answer: Answer) -> tuple[bytes, float]:
    """The rules that an answer stands for, and for how long (RFC 9309, section 2.3.1)."""
    if answer.status == HTTPStatus.OK:
        return answer.body[:MAX_BYTES], ROBOTS_SECONDS
    if HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR and (
        answer.status != HTTPStatus.TOO_MANY_REQUESTS
    ):
        return b"", ROBOTS_SECONDS
    return FORBID_ALL, UNREACHABLE_SECONDS


def credentials_for(source: FeedSource, url: str) -> Credentials | None:
    """The source's credentials, where the URL is of the origin that they are for."""
    return source.credentials if origin_of(url) == origin_of(source.url) else None
