from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from services.intake.edges.feeds.reader import FeedReader
from services.intake.edges.feeds.robots import LONGEST_DELAY_SECONDS
from services.intake.formats.format import FormatError, Parsed, Refused
from services.intake.sandbox.worker import Limits

RSS = b"""<?xml version="1.0"?>
<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Harbour News</title><language>en-gb</language><ttl>15</ttl>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
<skipHours><hour>3</hour><hour>24</hour><hour>99</hour></skipHours><skipDays><day>Sunday</day><day>Caturday</day></skipDays>
<atom:link rel="hub" href="https://hub.example/"/><atom:link rel="self" href="https://news.example/rss"/>
<item><guid>1</guid><title>Ferry stays</title><description>It stays.</description></item>
<item><guid>2</guid></item>
</channel></rss>"""

RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel rdf:about="https://n.example"><title>R</title>
<sy:updatePeriod>daily</sy:updatePeriod><items><rdf:Seq/></items></channel>
<item rdf:about="https://n.example/1"><title>One</title></item></rdf:RDF>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafen</title>
<link rel="hub" href="https://hub.example/"/><link rel="self" href="https://n.example/atom"/>
<entry><id>tag:1</id><title>Eins</title><content>Text</content></entry></feed>"""

JSON = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "J", "feed_url": "https://n.example/feed.json",
"hubs": [{"type": "WebSub", "url": "https://hub.example/"}], "items": [{"id": "1", "content_text": "Text"}]}"""

SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://n.example/a</loc><lastmod>2026-11-29T10:00:00Z</lastmod><n:news><n:publication><n:name>News</n:name>
<n:language>en</n:language></n:publication><n:publication_date>2026-11-29T09:00:00Z</n:publication_date>
<n:title>Ferry &amp; fares</n:title></n:news></url>
<url><loc>https://n.example/about</loc></url>
<url><loc>https://n.example/untitled</loc><n:news/></url></urlset>"""


@pytest.fixture(scope="module")
def reader() -> Iterator[FeedReader]:
    made = FeedReader(Limits())
    yield made
    made.close()


async def test_a_feed_with_what_it_says_of_itself(reader: FeedReader) -> None:
    found = await reader.feed(RSS)
    assert (found.format, found.media_type) == ("RSS", "application/rss+xml")
    assert found.channel.title == "Harbour News"
    assert found.channel.wait_seconds == 1800.0  # twice an hour is longer than fifteen minutes
    assert found.channel.skip_hours == {3, 0}
    assert found.channel.skip_days == {6}
    assert found.channel.hubs == ("https://hub.example/",)
    assert found.channel.self_url == "https://news.example/rss"
    first, second = found.items
    assert isinstance(first, Parsed)
    assert first.fields["title"] == "Ferry stays"
    assert isinstance(second, Refused)


async def test_every_kind_of_feed_has_its_channel(reader: FeedReader) -> None:
    rdf, atom, json = [await reader.feed(data) for data in (RDF, ATOM, JSON)]
    assert (rdf.channel.title, rdf.channel.wait_seconds) == ("R", 86400.0)
    assert (atom.channel.title, atom.channel.language, atom.channel.self_url) == (
        "Hafen",
        "de",
        "https://n.example/atom",
    )
    assert json.channel.hubs == atom.channel.hubs == ("https://hub.example/",)
    assert [len(found.items) for found in (rdf, atom, json)] == [1, 1, 1]


async def test_a_news_sitemap_is_a_list_of_pages(reader: FeedReader) -> None:
    found = await reader.feed(SITEMAP)
    article, broken = found.items
    assert isinstance(article, Parsed)
    assert article.fields == {
        "url": "https://n.example/a",
        "title": "Ferry & fares",
        "source": "News",
        "language": "en",
        "published_at": "2026-11-29T09:00:00+00:00",
        "updated_at": "2026-11-29T10:00:00+00:00",
        "pub_status": "usable",
        "media_type": "application/xml",
        "body": "",
    }
    assert isinstance(broken, Refused)
    assert "url 3" in str(broken.error)


@pytest.mark.parametrize(
    "data",
    [
        b"<!doctype html><html><head><title>Please log in</title></head><body><p>Your session is over.</body>",
        b"Service unavailable",
        b"",
        b"%PDF-1.7",
        b"From: a@b.c\nSubject: x\n\ntext",
        b'{"error": "quota"}',
    ],
)
async def test_what_is_no_feed_is_no_article_either(reader: FeedReader, data: bytes) -> None:
    with pytest.raises(FormatError):
        await reader.feed(data)


async def test_a_broken_head_costs_no_item(reader: FeedReader) -> None:
    found = await reader.feed(RSS.replace(b"<ttl>15</ttl>", b"<ttl>15</tt>"))
    assert any(isinstance(item, Parsed) and item.fields.get("uri") == "1" for item in found.items)


async def test_a_page_is_read_as_a_page_whatever_it_looks_like(reader: FeedReader) -> None:
    page = (
        "<html><body><article><h1>Ferry</h1>"
        + "<p>The night ferry stays for another year, the council decided on Friday, and fares will rise a little.</p>"
        * 5
        + "</article></body></html>"
    )
    assert "night ferry" in str((await reader.page(page.encode()))["body"])


async def test_links_of_a_page(reader: FeedReader) -> None:
    page = b"""<html><head><base href="https://n.example/x/"><link rel="alternate" type="application/rss+xml" href="rss"
    title="All  news"><link rel="ALTERNATE stylesheet" type="application/atom+xml" href="//other.example/atom">
    <link rel="alternate" hreflang="de" href="/de"><link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">
    </head></html>"""
    assert await reader.links(page, "https://start.example/") == [
        {"url": "https://n.example/x/rss", "type": "application/rss+xml", "title": "All news"},
        {"url": "https://other.example/atom", "type": "application/atom+xml", "title": ""},
    ]


async def test_robots(reader: FeedReader) -> None:
    everybody = b"User-agent: *\nDisallow: /private/\nDisallow: /*.pdf$\nCrawl-delay: 5\n"
    rules = everybody + b"\nUser-agent: copydesk\nDisallow: /paid\nCrawl-delay: 900"
    paid = await reader.permission(rules, "https://n.example/paid/1")
    free = await reader.permission(rules, "https://n.example/private/1")
    assert (paid.allowed, free.allowed, free.delay) == (False, True, LONGEST_DELAY_SECONDS)
    assert not (await reader.permission(everybody, "https://n.example/a.pdf")).allowed
    assert (await reader.permission(everybody, "https://n.example/a.html")).delay == 5.0
    assert (await reader.permission(b"\xff\xfe nonsense", "https://n.example/")).allowed


async def test_a_robots_file_full_of_wildcards_is_read_in_no_time(reader: FeedReader) -> None:
    hostile = b"User-agent: *\n" + (b"Disallow: /" + b"*a" * 40 + b"b\n") * 500
    assert (await asyncio.wait_for(reader.permission(hostile, "https://n.example/" + "a" * 3000), 5.0)).allowed
