"""JSON Feed, versions 1 and 1.1, see https://www.jsonfeed.org/version/1.1/ for the names of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.intake.formats.format import Fields, Format, FormatError, Parsed, Refused
from services.intake.formats.shared import editorial
from services.intake.formats.shared.feed_identity import identified
from services.intake.formats.shared.fragments import html_prose, one_line, plain_prose, without_title
from services.intake.formats.shared.json_reader import (
    JSON_PEEK_BYTES,
    JsonObject,
    checked_object,
    field,
    kind,
    objects,
    optional_text,
    read_json,
    source_of,
    text_field,
)
from services.intake.formats.shared.metadata import article, bylines, identifier, language, link, source
from services.intake.formats.shared.moments import moment_or_none
from services.intake.formats.shared.prose import Prose

MEDIA_TYPE = "application/feed+json"

MAX_ITEMS = 10_000
"""Of one feed; feeds have some tens."""

_BLANK = b"\xef\xbb\xbf \t\r\n\x00\xfe\xff"
_VERSION = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')
_ITEMS = re.compile(rb'"items"\s*:\s*\[')
_CONTENT = re.compile(rb'"content_(?:html|text)"\s*:')


def can_parse(head: bytes) -> bool:
    """Whether this is an object that names its version, or begins with items that have a content."""
    bare = head.replace(b"\x00", b"").lstrip(_BLANK)
    return bare.startswith(b"{") and bool(_VERSION.search(bare) or (_ITEMS.search(bare) and _CONTENT.search(bare)))


def parse(data: bytes) -> Iterator[Parsed | Refused]:
    """The items of the feed, in order.

    Raises:
        FormatError: it is no JSON Feed, or has too many items.
    """
    feed = read_json(data)
    if not isinstance(feed, JsonObject):
        raise FormatError(f"the feed is no object but {kind(feed)}")
    items = field(feed, "items")
    if not isinstance(items, list):
        raise FormatError(f"items: no array but {kind(items)}")
    if len(items) > MAX_ITEMS:
        raise FormatError(f"items: over {MAX_ITEMS}")
    addresses = (link(optional_text(feed, "home_page_url")), link(optional_text(feed, "feed_url")))
    yield from identified(_items(items, feed), *addresses)


def _items(items: list[object], feed: JsonObject) -> Iterator[Parsed | Refused]:
    for number, item in enumerate(items, start=1):
        try:
            yield Parsed(_article(item, feed))
        except FormatError as error:
            yield Refused(source_of(item), FormatError(f"item {number}, {error}"))


def _article(value: object, feed: JsonObject) -> Fields:
    item = checked_object(value)
    title = one_line(text_field(item, "title") or "")
    base = optional_text(feed, "home_page_url", "feed_url") or ""
    return article(
        {
            "uri": _id(item),
            "url": link(optional_text(item, "url"), base) or link(optional_text(item, "external_url"), base),
            "source": source(optional_text(feed, "title")),
            "title": title,
            "bylines": bylines(_authors(item) or _authors(feed)),
            "language": language(optional_text(item, "language")) or language(optional_text(feed, "language")),
            "published_at": moment_or_none(optional_text(item, "date_published")),
            "updated_at": moment_or_none(optional_text(item, "date_modified")),
            "keywords": editorial.keywords(_texts(item.get("tags"))),
            "images": editorial.images(
                ((optional_text(item, name), None, None) for name in ("image", "banner_image")), base
            ),
            "related": editorial.related([(None, optional_text(item, "external_url"), None, "external")], base),
        },
        without_title(_body(item), title),
        MEDIA_TYPE,
    )


def _texts(value: object) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _id(item: JsonObject) -> str:
    """The specification asks for text, and to take a number as text where there is one."""
    value = field(item, "id")
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise FormatError("id: missing" if value is None else f"id: no text but {kind(value)}")
    found = identifier(value)
    if found is None:
        raise FormatError("id: empty")
    return found


def _body(item: JsonObject) -> Prose:
    html, text = text_field(item, "content_html"), text_field(item, "content_text")
    if html is not None and (prose := html_prose(html)).body:
        return prose
    return plain_prose(text or optional_text(item, "summary") or "")


def _authors(holder: JsonObject) -> list[str]:
    found = objects(holder, "authors")
    single = holder.get("author")  # version 1
    if not found and isinstance(single, JsonObject):
        found = [single]
    return [name for author in found if (name := optional_text(author, "name"))]


FORMAT = Format(
    "JSON Feed", (MEDIA_TYPE, "application/json"), (".jsonfeed", ".json"), can_parse, parse, peek_bytes=JSON_PEEK_BYTES
)
