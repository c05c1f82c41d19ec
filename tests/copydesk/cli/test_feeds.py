from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from services.intake.edges.feeds.sources import FeedSource
from services.intake.edges.feeds.sources_file import read_sources
from services.intake.edges.feeds.state import FeedState, FeedStore
from tests.copydesk.cli.command import copydesk
from tests.services.intake.edges.feeds.desk import rss
from tests.services.intake.edges.feeds.web import Site, site_in_thread


@pytest.fixture
def served() -> Iterator[Site]:
    with site_in_thread() as made:
        yield made


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COPYDESK_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COPYDESK_FEEDS_ALLOWED_NETWORKS", "127.0.0.1/32")
    monkeypatch.setenv("COPYDESK_FEEDS_PAGE_PAUSE_SECONDS", "0")
    return tmp_path / "feeds.yml"


PAGE = """<html><head><link rel="alternate" type="application/rss+xml" title="All" href="/feed"></head></html>"""
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>http://n.example/a</loc><news:news>
<news:title>Ferry</news:title></news:news></url></urlset>"""


def test_adding_a_feed(served: Site, settings: Path) -> None:
    served.pages["/feed"] = rss(("1", "One", "Text."))
    result = copydesk("feeds", "add", f"{served.url}/feed", "--name", "harbour", "--interval", "120", "--text", "page")
    assert result.exit_code == 0
    expected = FeedSource(url=f"{served.url}/feed", name="harbour", interval=120, text="page")
    assert read_sources(settings) == (expected,)
    assert "already in" in copydesk("feeds", "add", f"{served.url}/feed").stderr
    assert len(read_sources(settings)) == 1


def test_adding_a_site_adds_its_one_feed(served: Site, settings: Path) -> None:
    served.pages |= {"/": PAGE, "/feed": rss(("1", "One", "Text."))}
    assert copydesk("feeds", "add", f"{served.url}/", "--name", "harbour").exit_code == 0
    assert read_sources(settings) == (FeedSource(url=f"{served.url}/feed", name="harbour"),)


def test_of_several_feeds_the_desk_must_choose(served: Site, settings: Path) -> None:
    served.pages["/"] = PAGE.replace("</head>", "<link rel=alternate type=application/atom+xml href=/atom></head>")
    result = copydesk("feeds", "add", f"{served.url}/")
    assert result.exit_code == 1
    assert f"{served.url}/feed" in result.stderr
    assert f"{served.url}/atom" in result.stderr
    assert not settings.exists()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("file:///etc/passwd",), "only http and https"),
        (("http://10.0.0.1/rss",), "not connected to"),
        (("https://n.example/rss", "--interval", "1", "--no-check"), "interval"),
    ],
)
def test_what_cannot_be_a_source_is_told(arguments: tuple[str, ...], reason: str, settings: Path) -> None:
    result = copydesk("feeds", "add", *arguments)
    assert result.exit_code in (1, 2)
    assert reason in result.stderr
    assert not settings.exists()


def test_checking_a_feed_shows_what_would_come_in(served: Site, settings: Path) -> None:
    body = rss(("2", "Two", "Text two."), ("1", "One", "Text one.")).replace(b"</channel>", b"<item/></channel>")
    served.pages["/feed"] = body
    result = copydesk("feeds", "check", f"{served.url}/feed")
    assert result.exit_code == 1
    first, *items = result.stdout.splitlines()
    assert first == "RSS: Harbour, every 300 s at first"
    assert items[0].startswith("refused: item 3")
    assert [" One " in line for line in items[1:]] == [True, False]
    assert "9 characters" in items[1]
    lines = [
        json.loads(line) for line in copydesk("feeds", "check", f"{served.url}/feed", "--json").stdout.splitlines()
    ]
    assert [line.get("title") for line in lines] == [None, "One", "Two"]
    assert not settings.parent.joinpath("feeds").exists()


def test_checking_a_site_shows_its_feeds_and_news_sitemaps(served: Site) -> None:
    maps = "".join(f"<sitemap><loc>{served.url}/{name}.xml</loc></sitemap>" for name in ("all", "news"))
    index = f"<sitemapindex>{maps}</sitemapindex>"
    served.pages |= {
        "/": PAGE,
        "/robots.txt": f"Sitemap: {served.url}/index.xml".encode(),
        "/index.xml": index.encode(),
        "/news.xml": SITEMAP,
        "/all.xml": b"<urlset><url><loc>http://n.example/</loc></url></urlset>",
    }
    lines = [json.loads(line) for line in copydesk("feeds", "check", f"{served.url}/", "--json").stdout.splitlines()]
    assert [line["url"] for line in lines] == [f"{served.url}/feed", f"{served.url}/news.xml"]
    assert lines[1]["kind"] == "news sitemap"


def test_opml_goes_in_and_out(tmp_path: Path, settings: Path) -> None:
    opml = tmp_path / "in.opml"
    opml.write_text(
        '<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/rss"/>'
        '<outline text="B" xmlUrl="file:///etc/passwd"/></body></opml>'
    )
    result = copydesk("feeds", "import", opml)
    assert result.exit_code == 1
    assert "1 added" in result.stderr
    assert "only http and https" in result.stderr
    exported = copydesk("feeds", "export").stdout
    again = copydesk("feeds", "import", "-", stdin=exported)
    assert "0 added" in again.stderr
    assert len(read_sources(settings)) == 1


def test_the_list_says_how_each_feed_stands(tmp_path: Path, settings: Path) -> None:
    sources: list[dict[str, object]] = [{"url": f"https://n.example/{number}"} for number in range(4)]
    sources[3]["paused"] = True
    settings.write_text(yaml.safe_dump({"sources": sources}))
    store = FeedStore(tmp_path / "feeds" / "feeds.sqlite3")
    store.keep(FeedState("https://n.example/0", interval=60, succeeded=1_795_953_600.0))
    store.keep(FeedState("https://n.example/1", failures=4, problem="status 500"))
    store.keep(FeedState("https://n.example/2", gone=True))
    store.close()
    lines = copydesk("feeds", "list").stdout.splitlines()
    for line, condition in zip(
        lines, ("good, 2026-11-29", "failing 4 times: status 500", "gone", "paused"), strict=True
    ):
        assert line.startswith(condition)
    facts = [json.loads(line) for line in copydesk("feeds", "list", "--json").stdout.splitlines()]
    assert [fact["problem"] for fact in facts] == [None, "status 500", None, None]


def test_a_mistake_in_the_file_ends_the_command_with_its_line(settings: Path) -> None:
    settings.write_text("sources:\n  - url: https://n.example/\n    interval: soon\n")
    result = copydesk("feeds", "list")
    assert result.exit_code == 2
    assert f"{settings}:3: interval: " in result.stderr


def test_subscribing_marks_the_feed_and_says_what_is_missing(
    served: Site, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.pages["/feed"] = rss(("1", "One", "Text."))
    assert "names no hub" in copydesk("feeds", "subscribe", f"{served.url}/feed").stderr
    hub = "<a:link xmlns:a='http://www.w3.org/2005/Atom' rel='hub' href='https://hub.example/'/>"
    served.pages["/feed"] = rss(("1", "One", "Text."), head=hub)
    result = copydesk("feeds", "subscribe", f"{served.url}/feed")
    assert result.exit_code == 2
    assert "COPYDESK_FEEDS_CALLBACK_URL" in result.stderr
    monkeypatch.setenv("COPYDESK_FEEDS_CALLBACK_URL", "https://desk.example")
    result = copydesk("feeds", "subscribe", f"{served.url}/feed")
    assert result.exit_code == 0
    assert "hub https://hub.example/" in result.stderr
    assert read_sources(settings)[0].websub


def test_resuming_leaves_word_for_the_running_process(tmp_path: Path, settings: Path) -> None:
    settings.write_text("sources:\n  - url: https://n.example/\n")
    assert copydesk("feeds", "resume", "https://n.example/").exit_code == 0
    assert copydesk("feeds", "resume", "https://other.example/").exit_code == 2
    store = FeedStore(tmp_path / "feeds" / "feeds.sqlite3")
    assert store.take_notified(["https://n.example/"]) == ["https://n.example/"]
    store.close()
