"""Finds the feeds of a site from its address: those that its page names, and the news sitemaps of its robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit, urlunsplit

from services.intake.edges.feeds.fetch import Fetcher, FetchError
from services.intake.edges.feeds.reader import FeedReader
from services.intake.formats.format import FormatError

MOST_SITEMAPS = 5
"""Fetched to see whether they are of news; sites name the one of news among the first, or name it so."""


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed of a site."""

    url: str
    kind: str
    title: str


class Discovery:
    """Polls one site with one client."""

    def __init__(self, fetcher: Fetcher, reader: FeedReader) -> None:
        self._fetcher = fetcher
        self._reader = reader

    async def feeds(self, url: str) -> list[FoundFeed]:
        """The feed at this address itself, else those of the site whose page is there, each once.

        Raises:
            FetchError: the address cannot be fetched.
            FormatError: there is neither a feed nor a page.
        """
        async with self._fetcher.get(url) as answer:
            if answer.status != HTTPStatus.OK:
                raise FormatError(f"{url} answers {answer.status}")
            try:
                document = await self._reader.feed(answer.body)
            except FormatError:
                links = await self._reader.links(answer.body, answer.url)
            else:
                return [FoundFeed(url, document.format, document.channel.title or "")]
        named = [FoundFeed(str(link["url"]), str(link["type"]), str(link["title"])) for link in links]
        found = [*named, *await self._news_sitemaps(answer.url)]
        return list({feed.url: feed for feed in found}.values())

    async def _news_sitemaps(self, url: str) -> list[FoundFeed]:
        robots = urlunsplit(urlsplit(url)._replace(path="/robots.txt", query="", fragment=""))
        found: list[FoundFeed] = []
        for address in _news_first(await self._sitemaps(robots)):
            # An index leads to sitemaps, a sitemap to nothing further.
            for sitemap in _news_first(await self._sitemaps(address)) or [address]:
                if await self._has_news(sitemap):
                    found.append(FoundFeed(sitemap, "news sitemap", ""))
        return found

    async def _sitemaps(self, url: str) -> list[str]:
        try:
            async with self._fetcher.get(url) as answer:
                return await self._reader.sitemaps(answer.body) if answer.status == HTTPStatus.OK else []
        except (FetchError, FormatError):
            return []

    async def _has_news(self, url: str) -> bool:
        try:
            async with self._fetcher.get(url) as answer:
                document = await self._reader.feed(answer.body)
        except (FetchError, FormatError):
            return False
        return document.format == "news sitemap" and bool(document.items)


def _news_first(urls: Iterable[str]) -> list[str]:
    return sorted(urls, key=lambda url: "news" not in url.lower())[:MOST_SITEMAPS]
