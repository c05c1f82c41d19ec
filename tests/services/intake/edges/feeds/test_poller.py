from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from copydesk.runtime.tracing import read_traceparent
from services.intake.edges.feeds import poller as poller_module
from services.intake.edges.feeds.fetch import Fetcher
from services.intake.edges.feeds.poller import FeedPoller
from tests.copydesk.runtime.bench import recorded_spans, until
from tests.services.intake.edges.feeds.desk import Desk, desk, rss
from tests.services.intake.edges.feeds.test_fetch import redirect

SECONDS = 30.0
"""Far more than any of it takes; machines that run tests are busy."""

ONE, TWO, THREE = ("1", "One", "Text one."), ("2", "Two", "Text two."), ("3", "Three", "Text three.")


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as made:
        yield made


def conditional(body: bytes, etag: str) -> object:
    async def answer(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=body, headers={"ETag": etag, "Last-Modified": "Sun, 29 Nov 2026 10:00:00 GMT"})

    return answer


async def test_items_are_published_once_the_oldest_first(at: Desk) -> None:
    at.site.pages["/feed"] = rss(TWO, ONE)
    poller = at.poller()
    assert await poller.poll() == 2
    assert at.titles == ["One", "Two"]
    assert [article["source"] for article in at.articles] == ["harbour", "harbour"]
    at.site.pages["/feed"] = rss(THREE, TWO, ONE)
    assert await poller.poll() == 1
    assert await poller.poll() == 0
    assert at.titles == ["One", "Two", "Three"]


async def test_only_a_change_of_content_is_published_again(at: Desk) -> None:
    poller = at.poller()
    texts = ["Text.", "Text, corrected.", "Text."]
    for text in texts:
        at.site.pages["/feed"] = rss(("1", "One", text))
        assert await poller.poll() == 1
    assert [article["body"] for article in at.articles] == texts
    moved = b"<pubDate>Sun, 29 Nov 2026 11:00:00 GMT</pubDate></item>"
    at.site.pages["/feed"] = rss(("1", "One", "Text.")).replace(b"</item>", moved)
    assert await poller.poll() == 0


async def test_an_item_that_stands_twice_with_two_contents_does_not_come_over_and_over(at: Desk) -> None:
    poller = at.poller()
    for number in range(3):
        at.site.pages["/feed"] = rss(("1", "One", "Text."), ("1", "One", "Other text."), (f"x{number}", "X", "X."))
        await poller.poll()
    assert len(at.arrived) == 5


async def test_validators_are_sent_after_a_good_parse_and_none_after_a_bad_one(at: Desk) -> None:
    poller = at.poller()
    at.site.pages["/feed"] = conditional(b"<rss><channel>", '"bad"')  # type: ignore[assignment]
    assert await poller.poll() == 0
    assert poller.state.failures == 1
    at.site.pages["/feed"] = conditional(rss(ONE), '"good"')  # type: ignore[assignment]
    assert await poller.poll() == 1
    assert await poller.poll() == 0
    sent = [headers.get("If-None-Match") for _, headers in at.site.requests]
    assert sent == [None, None, '"good"']
    assert at.site.requests[2][1]["If-Modified-Since"] == "Sun, 29 Nov 2026 10:00:00 GMT"
    assert poller.state.failures == 0


async def test_a_feed_that_was_cut_short_is_fetched_as_a_whole_again(at: Desk) -> None:
    at.site.pages["/feed"] = conditional(rss(TWO, ONE)[:-60], '"cut"')  # type: ignore[assignment]
    poller = at.poller()
    await poller.poll()
    at.site.pages["/feed"] = conditional(rss(TWO, ONE), '"cut"')  # type: ignore[assignment]
    assert await poller.poll() == 1
    assert b'"One"' in (at.arrived[-1].origin.value or b"")


async def test_a_backlog_comes_in_parts_and_whole(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poller_module, "MOST_ITEMS", 2)
    five = [(str(number), f"Item {number}", "Text.") for number in range(5)]
    at.site.pages["/feed"] = conditional(rss(*five), '"e"')  # type: ignore[assignment]
    poller = at.poller()
    assert [await poller.poll() for _ in range(4)] == [2, 2, 1, 0]
    assert at.titles == [f"Item {number}" for number in reversed(range(5))]
    assert [headers.get("If-None-Match") for _, headers in at.site.requests] == [None, None, None, '"e"']


async def test_nothing_is_remembered_before_the_broker_has_confirmed(at: Desk) -> None:
    at.site.pages["/feed"] = conditional(rss(THREE, TWO, ONE), '"e"')  # type: ignore[assignment]
    at.confirming = False
    poller = at.poller()
    polling = asyncio.create_task(poller.poll())
    await until(lambda: len(at.arrived) == 3, SECONDS)
    assert at.store.seen(poller.source.url) == {}
    at.confirm(0)
    assert len(at.store.seen(poller.source.url)) == 1
    polling.cancel()  # killed
    await asyncio.wait([polling])

    again = FeedPoller(poller.source, at.tools)
    assert again.state.etag is None
    at.confirming = True
    assert await again.poll() == 2
    assert at.titles[3:] == ["Two", "Three"]
    assert at.store.feed(poller.source.url).etag == '"e"'
    assert await FeedPoller(poller.source, at.tools).poll() == 0


async def test_a_confirmation_that_comes_after_a_stop_is_still_taken_note_of(at: Desk) -> None:
    at.site.pages["/feed"] = rss(ONE)
    at.confirming = False
    polling = asyncio.create_task(at.poller().poll())
    await until(lambda: len(at.arrived) == 1, SECONDS)
    polling.cancel()
    await asyncio.wait([polling])
    at.confirm(0)
    assert await at.poller().poll() == 0


async def test_a_broken_item_is_a_dead_letter_once_and_its_neighbours_are_unharmed(at: Desk) -> None:
    at.site.pages["/feed"] = rss(ONE).replace(b"</channel>", b"<item><guid>x</guid></item></channel>")
    poller = at.poller()
    assert await poller.poll() == 2
    problems = [arrival.origin.problem for arrival in at.arrived]
    assert [problem is None for problem in problems] == [False, True]
    assert at.arrived[0].origin.value == b"<item><guid>x</guid></item>"
    at.site.pages["/feed"] = rss(TWO, ONE).replace(b"</channel>", b"<item><guid>x</guid></item></channel>")
    assert await poller.poll() == 1


async def test_a_login_page_is_no_article_and_moves_no_feed(at: Desk) -> None:
    at.site.pages |= {"/feed": redirect("/login", 301), "/login": "<html><body><p>Please log in.</p></body></html>"}
    poller = at.poller()
    assert await poller.poll() == 0
    assert at.arrived == []
    assert poller.state.address is None
    assert poller.state.failures == 1


async def test_a_feed_that_has_moved_is_asked_at_its_new_address(at: Desk) -> None:
    at.site.pages |= {"/feed": redirect("/new", 308), "/new": rss(ONE)}
    await at.poller().poll()
    at.site.pages["/new"] = rss(TWO, ONE)
    again = at.poller()
    assert await again.poll() == 1
    assert at.site.paths() == ["/feed", "/new", "/new"]
    at.site.pages |= {"/new": 404, "/feed": rss(THREE, TWO)}
    for _ in range(3):
        assert await again.poll() == 0
    assert await again.poll() == 1
    assert at.site.paths()[-1] == "/feed"


async def test_a_feed_that_is_gone_is_left_alone(at: Desk) -> None:
    at.site.pages["/feed"] = 410
    poller = at.poller()
    await poller.poll()
    assert poller.state.gone
    assert at.poller().state.gone


async def test_failures_put_the_next_look_off_and_a_success_ends_that(at: Desk) -> None:
    at.site.pages["/feed"] = 500
    poller = at.poller()
    waits = []
    for _ in range(8):
        await poller.poll()
        waits.append(poller.state.due - at.now)
    assert waits[0] >= 60
    assert waits[5] > 1500
    assert max(waits) <= 3600
    at.site.pages["/feed"] = rss(ONE)
    await poller.poll()
    assert poller.state.failures == 0
    assert poller.state.due - at.now <= 330


async def test_a_host_that_is_overloaded_rests_with_all_its_feeds(at: Desk) -> None:
    at.site.pages |= {"/feed": web.Response(status=429, headers={"Retry-After": "1800"}), "/other": rss(ONE)}
    poller, other = at.poller(), at.poller("/other")
    await poller.poll()
    assert poller.state.due >= at.now + 1800
    assert await other.poll() == 0
    assert other.state.failures == 0
    assert other.state.due > at.now + 1700
    assert at.site.paths() == ["/feed"]


@pytest.mark.parametrize(
    ("head", "headers", "seconds"),
    [
        ("<ttl>30</ttl>", {}, 1800),
        ("", {"Cache-Control": "max-age=1200"}, 1200),
        ("<sy:updatePeriod xmlns:sy='x'>hourly</sy:updatePeriod>", {}, 3600),
        ("<ttl>9999999</ttl>", {}, 3600),
    ],
)
async def test_what_feed_and_server_ask_for_is_heeded(
    at: Desk, head: str, headers: dict[str, str], seconds: float
) -> None:
    at.site.pages["/feed"] = web.Response(body=rss(ONE, head=head), headers=headers)
    poller = at.poller(interval=60)
    await poller.poll()
    assert at.now + seconds <= poller.state.due <= at.now + seconds * 1.11
    again = at.poller(interval=60)
    await again.poll()  # unchanged, and remembered over the restart
    assert again.state.due >= at.now + seconds


async def test_the_language_and_the_interval_of_the_desk_go_first(at: Desk) -> None:
    at.site.pages["/feed"] = rss(ONE, head="<language>en-us</language>")
    poller = at.poller(language="de", interval=900)
    await poller.poll()
    assert at.articles[0]["language"] == "de"
    assert 810 <= poller.state.due - at.now <= 990


async def test_credentials_stay_at_their_origin_when_a_feed_moves(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEED_TOKEN", "t0k3n")
    at.site.pages |= {"/feed": redirect(f"http://localhost:{at.site.port}/new", 301), "/new": rss(ONE)}
    poller = at.poller(credentials={"token": {"env": "FEED_TOKEN"}})
    await poller.poll()
    await poller.poll()
    assert [path for path, headers in at.site.requests if "Authorization" in headers] == ["/feed"]
    assert at.site.paths() == ["/feed", "/new", "/new"]


async def test_our_own_fault_with_one_feed_does_not_get_out(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("ours")

    monkeypatch.setattr(Fetcher, "get", fail)
    poller = at.poller()
    assert await poller.poll() == 0
    assert poller.state.failures == 1


async def test_what_a_hub_sends_is_published_once_and_the_next_look_adds_the_rest(at: Desk) -> None:
    poller = at.poller()
    assert await poller.take_pushed(rss(ONE)) == 1
    assert await poller.take_pushed(rss(ONE)) == 0
    at.site.pages["/feed"] = rss(TWO, ONE)
    assert await poller.poll() == 1
    assert at.titles == ["One", "Two"]


async def test_without_dates_the_newest_item_is_as_old_as_it_is_known(at: Desk) -> None:
    at.site.pages["/feed"] = rss(ONE)
    poller = at.poller()
    await poller.poll()
    assert poller.state.newest == at.now
    at.now += 1000
    await poller.poll()
    assert poller.state.newest == at.now - 1000
    at.site.pages["/feed"] = rss(TWO, ONE)
    await poller.poll()
    assert poller.state.newest == at.now


async def test_the_newest_item_is_known_and_a_date_ahead_is_no_news(at: Desk) -> None:
    dated = b"<pubDate>Sun, 29 Nov 2026 11:00:00 GMT</pubDate></item>"
    ahead = b"<pubDate>Sun, 29 Nov 2036 11:00:00 GMT</pubDate></item>"
    at.site.pages["/feed"] = rss(ONE).replace(b"</item>", dated)
    poller = at.poller()
    await poller.poll()
    known = poller.state.newest
    assert known is not None
    at.site.pages["/feed"] = rss(TWO).replace(b"</item>", ahead)
    await poller.poll()
    assert poller.state.newest == known


async def test_a_poll_is_a_span_that_its_articles_name(at: Desk) -> None:
    at.site.pages["/feed"] = rss(TWO, ONE)
    poller = at.poller()
    with recorded_spans() as recorder:
        await poller.poll()
    (span,) = recorder.spans
    assert (span.name, span.kind, span.error) == ("poll feed", "client", None)
    assert span.attributes == {"url.full": poller.source.url, "http.response.status_code": 200, "copydesk.articles": 2}
    assert [read_traceparent(arrival.origin.link) for arrival in at.arrived] == [span.context] * 2


async def test_a_poll_that_fails_says_why_in_its_span(at: Desk) -> None:
    at.site.pages["/feed"] = b"no feed"
    with recorded_spans() as recorder:
        assert await at.poller().poll() == 0
    assert type(recorder.spans[0].error).__name__ == "FormatError"


async def test_what_a_hub_sends_is_a_span(at: Desk) -> None:
    with recorded_spans() as recorder:
        assert await at.poller().take_pushed(rss(ONE)) == 1
    (span,) = recorder.spans
    assert (span.name, span.kind) == ("receive feed", "server")
    assert read_traceparent(at.arrived[0].origin.link) == span.context
