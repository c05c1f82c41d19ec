from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from schemas.article import RawArticle
from services.intake.edges.feeds import pages
from services.intake.edges.feeds.sources import Text
from tests.services.intake.edges.feeds.desk import Desk, desk

PARAGRAPH = "The night ferry will run for another year, the council decided on Friday after a long debate about fares. "
PARAGRAPHS = "".join(f"<p>Part {number}. {PARAGRAPH * 3}" for number in range(5))
PAGE = (
    "<html lang='en'><head><title>Ferry stays</title><meta name='author' content='Ada Berg'></head><body>"
    f"<nav><a href='/'>Home</a></nav><article><h1>Ferry stays</h1>{PARAGRAPHS}</article></body>"
)


@pytest.fixture
async def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    monkeypatch.setattr(pages, "RETRY_SECONDS", 0.01)
    async with desk(tmp_path) as made:
        yield made


def linked(path: str = "/1", text: str = "The ferry stays.") -> str:
    return (
        "<rss version='2.0'><channel><title>H</title><item><guid isPermaLink='false'>1</guid><title>Ferry stays</title>"
        f"<link>{{base}}{path}</link><description>{text}</description>"
        "<pubDate>Sun, 29 Nov 2026 09:00:00 GMT</pubDate></item></channel></rss>"
    )


async def first_article(at: Desk, text: Text = "auto", feed: str = linked()) -> dict[str, object]:
    at.site.pages["/feed"] = feed.format(base=at.site.url).encode()
    assert await at.poller(text=text).poll() == 1
    RawArticle.model_validate(at.articles[0])
    return at.articles[0]


async def test_a_summary_is_completed_by_its_page(at: Desk) -> None:
    at.site.pages["/1"] = PAGE
    article = await first_article(at)
    assert str(article["body"]).count("night ferry") == 15
    assert "Home" not in str(article["body"])
    assert article["uri"] == "1"
    assert article["title"] == "Ferry stays"
    assert article["url"] == f"{at.site.url}/1"
    assert article["published_at"] == "2026-11-29T09:00:00+00:00"
    assert article["bylines"] == ["Ada Berg"]
    assert article["source"] == "harbour"
    assert article["media_type"] == "text/html"
    assert at.outcomes == ["read"]
    assert at.site.paths() == ["/feed", "/robots.txt", "/1"]


async def test_a_whole_text_needs_no_page_unless_that_is_asked_for(at: Desk) -> None:
    at.site.pages["/1"] = PAGE
    whole = linked(text="Whole text. " * 200)
    assert str((await first_article(at, feed=whole))["body"]).startswith("Whole text.")
    assert at.site.paths() == ["/feed"]


async def test_the_page_can_be_asked_for_or_refused_by_the_desk(at: Desk) -> None:
    at.site.pages["/1"] = PAGE
    assert (await first_article(at, "feed"))["body"] == "The ferry stays."
    assert at.site.paths() == ["/feed"]


async def test_always_the_page(at: Desk) -> None:
    at.site.pages["/1"] = PAGE
    assert "night ferry" in str((await first_article(at, "page", linked(text="Whole text. " * 2000)))["body"])


@pytest.mark.parametrize(
    ("answer", "robots", "outcome"),
    [
        (PAGE, "User-agent: *\nDisallow: /1", "robots"),
        (PAGE, 503, "robots"),
        (403, 404, "status"),
        (503, 404, "status"),
        (web.Response(body=b"%PDF-1.7", content_type="application/pdf"), 404, "no_page"),
        ("<html><body><p>Subscribe</p></body></html>", 404, "shorter"),
        ("<html><body></body></html>", 404, "unreadable"),
        (web.Response(status=302, headers={"Location": "http://10.0.0.1/"}), 404, "unreachable"),
        (web.Response(status=302, headers={"Location": "file:///etc/passwd"}), 404, "unreachable"),
    ],
)
async def test_what_the_page_refuses_leaves_the_summary_and_is_counted(
    at: Desk, answer: object, robots: object, outcome: str
) -> None:
    at.site.pages["/1"] = answer  # type: ignore[assignment]
    at.site.pages["/robots.txt"] = robots.encode() if isinstance(robots, str) else robots  # type: ignore[assignment]
    article = await first_article(at)
    assert article["body"] == "The ferry stays."
    assert article["media_type"] == "application/rss+xml"
    assert at.outcomes == [outcome]


async def test_a_failure_that_passes_is_tried_once_more(at: Desk) -> None:
    answers = [web.Response(status=502), web.Response(text=PAGE, content_type="text/html")]

    async def answer(_request: web.Request) -> web.Response:
        return answers.pop(0)

    at.site.pages["/1"] = answer
    assert "night ferry" in str((await first_article(at))["body"])


async def test_a_link_to_the_inside_is_not_followed(at: Desk) -> None:
    article = await first_article(at, feed=linked().replace("{base}/1", "http://169.254.169.254/latest/meta-data/"))
    assert article["body"] == "The ferry stays."
    assert at.outcomes == ["robots"]  # its robots.txt could not be asked for, and so nothing is allowed


async def test_robots_is_asked_for_once(at: Desk) -> None:
    at.site.pages |= {"/1": PAGE, "/2": PAGE}
    two = linked().replace("</channel>", "<item><guid>2</guid><title>Two</title><link>{base}/2</link></item></channel>")
    at.site.pages["/feed"] = two.format(base=at.site.url).encode()
    assert await at.poller().poll() == 2
    assert at.site.paths().count("/robots.txt") == 1


async def test_credentials_go_to_pages_of_the_same_origin_only(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEED_TOKEN", "t0k3n")
    at.site.pages |= {"/1": PAGE, "/2": PAGE}
    other = f"http://localhost:{at.site.port}"
    two = linked().replace(
        "</channel>", f"<item><guid>2</guid><title>Two</title><link>{other}/2</link></item></channel>"
    )
    at.site.pages["/feed"] = two.format(base=at.site.url).encode()
    await at.poller(credentials={"token": {"env": "FEED_TOKEN"}}).poll()
    authorised = {path for path, headers in at.site.requests if "Authorization" in headers}
    assert authorised == {"/feed", "/1"}


async def test_a_news_sitemap_is_completed_by_its_pages(at: Desk) -> None:
    at.site.pages["/1"] = PAGE
    sitemap = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{base}/1</loc><news:news><news:publication>
    <news:name>H</news:name><news:language>en</news:language></news:publication>
    <news:publication_date>2026-11-29T09:00:00Z</news:publication_date><news:title>Ferry stays</news:title></news:news>
    </url></urlset>"""
    article = await first_article(at, feed=sitemap)
    assert "night ferry" in str(article["body"])
    assert article["published_at"] == "2026-11-29T09:00:00+00:00"
