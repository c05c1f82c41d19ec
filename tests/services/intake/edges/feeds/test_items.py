from __future__ import annotations

from datetime import UTC, datetime

import pytest

from schemas.article import RawArticle
from services.intake.edges.feeds.items import SUMMARY_CHARACTERS, items_of, new_items, wants_page, with_page
from services.intake.edges.feeds.reader import Channel, FeedDocument
from services.intake.edges.feeds.sources import FeedSource, Text
from services.intake.formats.format import Fields, FormatError, Parsed, Refused

SOURCE = FeedSource(url="https://n.example/rss", name="harbour")
FIELDS: Fields = {
    "uri": "1",
    "url": "https://n.example/1",
    "source": "The feed's own name",
    "title": "Ferry stays",
    "body": "It stays.",
    "pub_status": "usable",
    "published_at": "2026-11-29T09:00:00+00:00",
}


def document(*items: Fields | Refused) -> FeedDocument:
    parsed = tuple(item if isinstance(item, Refused) else Parsed(item) for item in items)
    return FeedDocument("RSS", "application/rss+xml", Channel(), parsed)


def digest(**changes: object) -> str:
    [item] = items_of(document({**FIELDS, **changes}), SOURCE)
    return item.digest


def test_an_item_is_the_article_that_it_becomes() -> None:
    [item] = items_of(document(FIELDS), SOURCE)
    article = RawArticle.model_validate(item.fields)
    assert article.id == item.key
    assert article.source == "harbour"
    assert article.media_type == "application/rss+xml"
    assert item.moment == datetime(2026, 11, 29, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Ferry goes"},
        {"body": "It goes."},
        {"bylines": ["Ada Berg"]},
        {"pub_status": "canceled"},
        {"embargoed_until": "2026-11-30T09:00:00+00:00"},
    ],
)
def test_what_is_a_change(change: dict[str, object]) -> None:
    assert digest(**change) != digest()


@pytest.mark.parametrize(
    "change",
    [
        {"published_at": "2026-11-29T10:00:00+00:00"},
        {"updated_at": "2026-11-29T10:00:00+00:00"},
        {"url": "https://n.example/1?s=1"},
    ],
)
def test_what_is_none(change: dict[str, object]) -> None:
    assert digest(**change) == digest()


def test_new_is_what_was_not_published_with_this_content() -> None:
    refused = Refused(b"<item/>", FormatError("item 2"))
    items = items_of(document({**FIELDS, "uri": "2"}, refused, FIELDS, FIELDS), SOURCE)
    assert [item.fields.get("uri") for item in items] == ["1", "1", None, "2"]
    first, _, broken, second = items
    assert new_items(items, {}) == [first, broken, second]
    assert new_items(items, {first.key: {first.digest}, second.key: {"old"}}) == [broken, second]


@pytest.mark.parametrize(
    ("text", "change", "wanted"),
    [
        ("auto", {}, True),
        ("auto", {"body": "x" * SUMMARY_CHARACTERS}, False),
        ("page", {"body": "x" * SUMMARY_CHARACTERS}, True),
        ("feed", {}, False),
        ("page", {"url": None}, False),
        ("page", {"pub_status": "canceled"}, False),
        ("page", {"pub_status": "withheld"}, False),
    ],
)
def test_when_a_page_is_wanted(text: Text, change: dict[str, object], wanted: bool) -> None:
    [item] = items_of(document({**FIELDS, **change}), SOURCE)
    assert wants_page(item, SOURCE.model_copy(update={"text": text})) is wanted


def test_the_page_adds_its_text_and_what_the_feed_does_not_say() -> None:
    regions = [{"start": 0, "end": 5, "role": "caption"}]
    page: Fields = {"title": "Other", "body": "A longer text of the page.", "regions": regions, "bylines": ["Ada Berg"]}
    page |= {"source": "Site", "url": "https://n.example/canonical", "media_type": "text/html"}
    whole = with_page({**FIELDS, "source": "harbour"}, page, SOURCE)
    assert whole is not None
    assert whole["title"] == "Ferry stays"
    assert whole["url"] == "https://n.example/1"
    assert (whole["body"], whole["regions"], whole["media_type"]) == (page["body"], regions, "text/html")
    assert (whole["bylines"], whole["source"]) == (["Ada Berg"], "harbour")
    assert with_page(FIELDS, {"body": "Short."}, SOURCE) is None
    assert with_page(FIELDS, {"body": " "}, SOURCE.model_copy(update={"text": "page"})) is None
