"""Asks the child what was fetched: a feed with its items, an article's page, a page's feeds, a site's rules."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import cast

from services.intake.edges.feeds import reading
from services.intake.edges.feeds.robots import Permission
from services.intake.formats.format import Fields, Parsed, Refused
from services.intake.sandbox.sandbox import ParseResult, Sandbox
from services.intake.sandbox.worker import Limits

WORKER = "services.intake.edges.feeds.reading"


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself. Hours are of the day and days of the week, Monday 0, in GMT."""

    title: str | None = None
    language: str | None = None
    wait_seconds: float = 0.0
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    hubs: tuple[str, ...] = ()
    self_url: str | None = None

    def encoded(self) -> str:
        """As it is remembered."""
        return json.dumps(
            {
                "wait_seconds": self.wait_seconds,
                "skip_hours": sorted(self.skip_hours),
                "skip_days": sorted(self.skip_days),
                "hubs": self.hubs,
                "self": self.self_url,
            }
        )


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed that was read; its items in the order of the file."""

    format: str
    media_type: str
    channel: Channel
    items: tuple[Parsed | Refused, ...]


class FeedReader:
    """Reads in a thread, while the loop goes on. To be closed."""

    def __init__(self, limits: Limits) -> None:
        self._sandbox = Sandbox(limits, WORKER)
        # The child does one thing at a time, so one thread is enough to wait for it.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="feeds")

    def close(self) -> None:
        """End the child."""
        self._sandbox.close()
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def feed(self, data: bytes) -> FeedDocument:
        """The feed.

        Raises:
            FormatError: it is none, or none of it can be read.
        """
        found = await self._parsed(data, reading.FEED)
        head, *items = found.items
        return FeedDocument(found.format, found.media_type, _channel(_fields(head)), tuple(items))

    async def page(self, data: bytes) -> Fields:
        """The article of a page, as fields of RawArticle.

        Raises:
            FormatError: there is neither text nor title.
        """
        found = await self._parsed(data, reading.PAGE)
        return _fields(found.items[0])

    async def links(self, data: bytes, address: str) -> list[Fields]:
        """`url`, `type` and `title` of each feed that the page at this address names.

        Raises:
            FormatError: it is no page.
        """
        found = await self._parsed(reading.joined(address, data), reading.LINKS)
        return [_fields(item) for item in found.items]

    async def sitemaps(self, data: bytes) -> list[str]:
        """The sitemaps that an index of them, or a robots.txt, names.

        Raises:
            FormatError: it is neither.
        """
        found = await self._parsed(data, reading.SITEMAPS)
        return [str(_fields(item)["url"]) for item in found.items]

    async def permission(self, robots: bytes, url: str) -> Permission:
        """What a robots.txt says of a page.

        Raises:
            FormatError: it took too long.
        """
        found = await self._parsed(reading.joined(url, robots), reading.ROBOTS)
        fields = _fields(found.items[0])
        return Permission(allowed=bool(fields["allowed"]), delay=cast(float, fields["delay"]))

    async def _parsed(self, data: bytes, purpose: str) -> ParseResult:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._sandbox.parse, data, purpose)


def _fields(item: Parsed | Refused) -> Fields:
    if isinstance(item, Refused):
        raise item.error
    return item.fields


def remembered(encoded: str | None) -> Channel:
    """The channel of `Channel.encoded`; one that says nothing where there is none."""
    return _channel(json.loads(encoded)) if encoded else Channel()


def _channel(fields: Fields) -> Channel:
    return Channel(
        title=cast(str | None, fields.get("title")),
        language=cast(str | None, fields.get("language")),
        wait_seconds=cast(float, fields.get("wait_seconds") or 0.0),
        skip_hours=frozenset(cast(list[int], fields.get("skip_hours") or ())),
        skip_days=frozenset(cast(list[int], fields.get("skip_days") or ())),
        hubs=tuple(cast(list[str], fields.get("hubs") or ())),
        self_url=cast(str | None, fields.get("self")),
    )
