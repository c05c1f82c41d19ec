"""What would come in from a feed, without a broker and without remembering anything."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from pydantic import ValidationError

from copydesk.explanation import explain
from schemas.article import RawArticle
from services.intake.edges.feeds.fetch import Fetcher
from services.intake.edges.feeds.items import Item, items_of, wants_page
from services.intake.edges.feeds.pages import Pages
from services.intake.edges.feeds.reader import Channel, FeedReader
from services.intake.edges.feeds.schedule import Pace, first_interval
from services.intake.edges.feeds.sources import FeedSource
from services.intake.edges.feeds.websub import with_links
from services.intake.formats.format import Fields, FormatError


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """An item as it would come in; with a `problem` it would be a dead letter."""

    fields: Fields
    page: bool
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class CheckedFeed:
    """A feed as it would be taken. `interval` is what it would begin with, in seconds."""

    format: str
    moved_to: str | None
    channel: Channel
    interval: float
    items: tuple[CheckedItem, ...]


async def check_feed(
    source: FeedSource, fetcher: Fetcher, reader: FeedReader, pages: Pages | None, pace: Pace
) -> CheckedFeed:
    """Fetch the feed and, where `pages` are given, the pages that would be fetched.

    Raises:
        FetchError: it cannot be fetched.
        FormatError: it is no feed.
    """
    async with fetcher.get(source.url, credentials=source.credentials) as answer:
        if answer.status != HTTPStatus.OK:
            raise FormatError(f"{source.url} answers {answer.status}")
        document = await reader.feed(answer.body)
    items = items_of(document, source)
    checked = [await _checked(item, source, pages) for item in items]
    moments = [moment for item in items if (moment := item.moment) is not None]
    return CheckedFeed(
        document.format,
        answer.moved_to,
        with_links(document.channel, answer.links, answer.url),
        source.interval or first_interval(moments, pace),
        tuple(checked),
    )


async def _checked(item: Item, source: FeedSource, pages: Pages | None) -> CheckedItem:
    if item.refused is not None:
        return CheckedItem({}, page=False, problem=str(item.refused.error))
    wanted = wants_page(item, source)
    fields = await pages.completed(item, source) if wanted and pages is not None else item.fields
    try:
        RawArticle.model_validate(fields)
    except ValidationError as error:
        return CheckedItem(fields, wanted, explain(error))
    return CheckedItem(fields, wanted)
