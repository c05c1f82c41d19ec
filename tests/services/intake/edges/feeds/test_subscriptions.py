from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from copydesk.runtime.settings import Settings
from services.intake.edges.feeds import callback
from services.intake.edges.feeds.poller import FeedPoller
from services.intake.edges.feeds.subscriptions import Subscriptions
from tests.copydesk.runtime.bench import until
from tests.services.intake.edges.feeds.desk import Desk, desk, rss

SECONDS = 30.0
"""Far more than any of it takes; machines that run tests are busy."""


class Hub:
    """A hub on the desk's site: verifies what it is asked, and pushes what the test gives it."""

    def __init__(self, at: Desk) -> None:
        self.asked: list[dict[str, str]] = []
        self.verifies = True
        self.lease = "3600"
        self.status = 202
        self.answers: list[tuple[int, str]] = []
        at.site.pages["/hub"] = self._subscribe
        self._verifying: list[asyncio.Task[None]] = []

    async def _subscribe(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(form)
        if self.verifies and self.status == 202:
            self._verifying.append(asyncio.create_task(self.verify(form)))
        return web.Response(status=self.status)

    async def verify(self, form: dict[str, str], **changes: str) -> None:
        query = {
            "hub.mode": "subscribe",
            "hub.topic": form["hub.topic"],
            "hub.challenge": "prove-it",
            "hub.lease_seconds": self.lease,
            **{name.replace("_", ".", 1): value for name, value in changes.items()},
        }
        async with aiohttp.ClientSession() as session, session.get(form["hub.callback"], params=query) as answer:
            self.answers.append((answer.status, await answer.text()))

    async def push(self, body: bytes, method: str = "sha256", secret: str | None = None) -> int:
        form = self.asked[-1]
        key = (secret if secret is not None else form["hub.secret"]).encode()
        headers = {"X-Hub-Signature": f"{method}={hmac.new(key, body, getattr(hashlib, method)).hexdigest()}"}
        url = form["hub.callback"]
        async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as answer:
            return answer.status


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as made:
        yield made


class Office:
    """A feed with a hub, and the subscriptions of the process that polls it."""

    def __init__(self, at: Desk) -> None:
        self.at = at
        self.hub = Hub(at)
        at.site.pages["/feed"] = self.feed(("1", "One", "Text."))
        self.poller = at.poller(websub=True)
        self.mine = True
        self.subscriptions: Subscriptions

    def feed(self, *items: tuple[str, str, str]) -> bytes:
        link = "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='{}' href='{}'/>"
        head = link.format("hub", f"{self.at.site.url}/hub") + link.format("self", f"{self.at.site.url}/feed")
        return rss(*items, head=head)

    async def open(self, opened: AsyncExitStack) -> None:
        settings = Settings(feeds_callback_url="http://127.0.0.1:1", feeds_callback_port=0)
        listening = Subscriptions(settings, self.at.tools.fetcher, self.at.store, lambda: self.at.now)
        port = await listening.listen(self.pushed, opened)
        settings = settings.model_copy(update={"feeds_callback_url": f"http://127.0.0.1:{port}"})
        self.subscriptions = Subscriptions(settings, self.at.tools.fetcher, self.at.store, lambda: self.at.now)

    async def pushed(self, url: str, body: bytes) -> bool:
        if not self.mine:
            self.at.store.notify(url)
            return False
        await self.poller.take_pushed(body)
        return True

    async def subscribe(self) -> None:
        await self.poller.poll()
        await self.subscriptions.renew([self.poller])
        await until(lambda: bool(self.hub.answers), SECONDS)


@pytest.fixture
async def office(at: Desk) -> AsyncIterator[Office]:
    async with AsyncExitStack() as opened:
        made = Office(at)
        await made.open(opened)
        yield made


async def test_a_feed_is_subscribed_to_and_what_the_hub_pushes_is_published(office: Office) -> None:
    await office.subscribe()
    assert office.hub.answers == [(200, "prove-it")]
    url = office.poller.source.url
    assert office.subscriptions.is_notified(url)
    for number, method in enumerate(("sha1", "sha256", "sha384", "sha512"), start=2):
        assert await office.hub.push(office.feed((str(number), f"Title {number}", "Text.")), method) == 200
    assert office.at.titles == ["One", "Title 2", "Title 3", "Title 4", "Title 5"]
    assert await office.poller.poll() == 0  # the feed as it stands has nothing that is new
    assert len(office.hub.asked) == 1


async def test_a_push_without_the_right_signature_publishes_nothing(office: Office) -> None:
    await office.subscribe()
    body = office.feed(("2", "Forged", "Text."))
    assert await office.hub.push(body, secret="guess")  # noqa: S106 - it is none == 403
    assert await office.hub.push(body, method="md5") == 403
    form = office.hub.asked[-1]
    async with aiohttp.ClientSession() as session:
        async with session.post(form["hub.callback"], data=body) as answer:
            assert answer.status == 403
        async with session.post(form["hub.callback"] + "x", data=body) as answer:
            assert answer.status == 410
    assert office.at.titles == ["One"]


async def test_nobody_subscribes_us_to_what_we_did_not_ask_for(office: Office) -> None:
    office.hub.verifies = False
    await office.poller.poll()
    await office.subscriptions.renew([office.poller])
    await until(lambda: bool(office.hub.asked), SECONDS)
    form = office.hub.asked[0]
    await office.hub.verify(form, hub_topic="https://other.example/")
    await office.hub.verify(form, hub_mode="unsubscribe")
    await office.hub.verify({**form, "hub.callback": form["hub.callback"] + "x"})
    assert [status for status, _ in office.hub.answers] == [404, 404, 404]
    assert not office.subscriptions.is_notified(office.poller.source.url)


async def test_a_lease_is_renewed_before_it_ends_with_the_same_callback(office: Office) -> None:
    await office.subscribe()
    office.at.now += 1000
    await office.subscriptions.renew([office.poller])
    office.at.now += 2000
    await office.subscriptions.renew([office.poller])
    await until(lambda: len(office.hub.answers) == 2, SECONDS)
    first, second = office.hub.asked
    assert first == second
    known = office.at.store.subscription(office.poller.source.url)
    assert known is not None
    assert known.ends == office.at.now + 3600


async def test_a_silent_hub_is_found_out_and_the_feed_is_polled(office: Office) -> None:
    await office.subscribe()
    url = office.poller.source.url
    await office.poller.poll(notified=True)
    assert office.poller.state.due >= office.at.now + 3000
    office.at.site.pages["/feed"] = office.feed(("2", "Two", "Text."))
    office.subscriptions.polled(url, await office.poller.poll(notified=True))
    assert not office.subscriptions.is_notified(url)
    await office.hub.push(office.feed(("3", "Three", "Text.")))
    assert office.subscriptions.is_notified(url)  # it tells again


async def test_a_hub_that_refuses_or_is_away_leaves_polling(office: Office) -> None:
    office.hub.status = 500
    await office.poller.poll()
    await office.subscriptions.renew([office.poller])
    url = office.poller.source.url

    def problem() -> bool:
        known = office.at.store.subscription(url)
        return known is not None and known.problem == "the hub answers 500"

    await until(problem, SECONDS)
    assert not office.subscriptions.is_notified(url)
    await office.subscriptions.renew([office.poller])
    await asyncio.sleep(0.05)
    assert len(office.hub.asked) == 1  # and it is not asked over and over
    office.at.now += 700
    office.hub.status = 202
    await office.subscriptions.renew([office.poller])
    await until(lambda: office.subscriptions.is_notified(url), SECONDS)


async def test_a_hub_on_the_inside_is_not_asked(office: Office) -> None:
    office.at.site.pages["/feed"] = rss(
        ("1", "One", "Text."),
        head="<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='hub' href='http://10.0.0.1/'/>",
    )
    await office.poller.poll()
    await office.subscriptions.renew([office.poller])
    await until(
        lambda: (known := office.at.store.subscription(office.poller.source.url)) is not None and bool(known.problem)
    )


async def test_a_push_for_a_feed_of_another_process_is_left_word_of(office: Office) -> None:
    await office.subscribe()
    office.mine = False
    assert await office.hub.push(office.feed(("2", "Two", "Text."))) == 202
    assert office.at.store.take_notified([office.poller.source.url]) == [office.poller.source.url]
    assert office.at.titles == ["One"]


async def test_a_push_is_acknowledged_after_the_broker_s_confirmation(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.subscribe()
    monkeypatch.setattr(callback, "CONFIRM_SECONDS", 0.1)
    office.at.confirming = False
    body = office.feed(("2", "Two", "Text."))
    assert await office.hub.push(body) == 503
    office.at.confirm(1)
    await asyncio.sleep(0.05)
    office.at.confirming = True
    monkeypatch.setattr(callback, "CONFIRM_SECONDS", 10.0)  # a busy machine needs more than a tenth of a second
    assert await office.hub.push(body) == 200
    assert office.at.titles == ["One", "Two"]


async def test_a_push_that_is_no_feed_is_refused(office: Office) -> None:
    await office.subscribe()
    assert await office.hub.push(b"<html>no feed</html>") == 422


async def test_without_websub_or_without_a_callback_nobody_is_asked(office: Office) -> None:
    plain = FeedPoller(office.poller.source.model_copy(update={"websub": False}), office.at.tools)
    await plain.poll()
    await office.subscriptions.renew([plain])
    alone = Subscriptions(Settings(), office.at.tools.fetcher, office.at.store)
    await alone.renew([office.poller])
    await asyncio.sleep(0.05)
    assert office.hub.asked == []


async def test_another_hub_is_another_subscription(office: Office) -> None:
    await office.subscribe()
    known = office.at.store.subscription(office.poller.source.url)
    assert known is not None
    office.at.store.subscribe(replace(known, hub="https://old.example/"))
    await office.subscriptions.renew([office.poller])
    await until(lambda: len(office.hub.asked) == 2, SECONDS)
    assert office.hub.asked[0]["hub.callback"] != office.hub.asked[1]["hub.callback"]
