"""The items of a feed as articles: who each is, whether it is new, and what its page adds. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from schemas.identity import DIGEST_BYTES, article_id, content_hash
from services.intake.edges.feeds.reader import FeedDocument
from services.intake.edges.feeds.sources import FeedSource
from services.intake.formats.format import Fields, Refused

SUMMARY_CHARACTERS = 1000
"""A text that is shorter is taken for a summary: articles of agencies have 2,000 and more, teasers some 300."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a feed. `key` says which it is, `digest` what is in it.

    It has the fields of a RawArticle, or the bytes that came and why they could not be read.
    """

    key: str
    digest: str
    fields: Fields
    refused: Refused | None = None

    @property
    def url(self) -> str | None:
        """Where its page is."""
        return _text(self.fields, "url")

    @property
    def moment(self) -> datetime | None:
        """When it was published or changed, whichever is later."""
        stated = (_moment(self.fields.get(name)) for name in ("published_at", "updated_at"))
        return max((moment for moment in stated if moment is not None), default=None)


def items_of(document: FeedDocument, source: FeedSource) -> list[Item]:
    """The items, the oldest first: feeds have their news at the top, and readers want an article before its copy."""
    return [
        _refused(item) if isinstance(item, Refused) else _item(item.fields, document.media_type, source)
        for item in reversed(document.items)
    ]


def new_items(items: Iterable[Item], seen: Mapping[str, Set[str]]) -> list[Item]:
    """Those that were not published with this content, each once."""
    found: dict[tuple[str, str], Item] = {}
    for item in items:
        if item.digest not in seen.get(item.key, ()):
            found.setdefault((item.key, item.digest), item)
    return list(found.values())


def wants_page(item: Item, source: FeedSource) -> bool:
    """Whether the text of its page is to be fetched. What is taken back or held back has no page to read."""
    if item.refused or not item.url or source.text == "feed" or item.fields.get("pub_status") != "usable":
        return False
    return source.text == "page" or len(_text(item.fields, "body") or "") < SUMMARY_CHARACTERS


def with_page(fields: Fields, page: Fields, source: FeedSource) -> Fields | None:
    """The article with the text of its page; None where the page has less of it than the feed.

    What the feed states goes before what the page states; the text and what it is made of come from the page.
    """
    text, feed_text = _text(page, "body") or "", _text(fields, "body") or ""
    if not text.strip() or (source.text != "page" and len(text) <= len(feed_text)):
        return None
    of_text: Fields = {name: page[name] for name in ("body", "regions", "media_type") if name in page}
    without = {name: value for name, value in fields.items() if name not in ("body", "regions", "media_type")}
    kept = {name: value for name, value in page.items() if name not in ("source", "url")}
    return {**kept, **without, **of_text}


def _item(fields: Fields, media_type: str, source: FeedSource) -> Item:
    known = {name: value for name, value in fields.items() if value is not None}
    if source.language:
        known["language"] = source.language  # the desk knows better than a feed's default
    known = {"media_type": media_type, **known, "source": source.source}
    digest = _digest(known)
    key = article_id(source.source, _text(known, "uri"), _text(known, "url"), digest)
    return Item(key, digest, known)


def _digest(fields: Fields) -> str:
    """What an article says, without dates: some feeds state the present time as that of every item."""
    content = content_hash(_text(fields, "title"), _text(fields, "body") or "", _text(fields, "pub_status") or "usable")
    names = fields.get("bylines") or ()
    rest = repr((list(names) if isinstance(names, list | tuple) else names, str(fields.get("embargoed_until") or "")))
    return _short(f"{content}\n{rest}".encode("utf-8", "replace"))


def _refused(item: Refused) -> Item:
    digest = _short(item.value)
    return Item(digest, digest, {}, item)


def _short(data: bytes) -> str:
    return blake2b(data, digest_size=DIGEST_BYTES).hexdigest()


def _text(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    return value if isinstance(value, str) else None


def _moment(value: object) -> datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, datetime) and value.tzinfo else None
