"""The callback that hubs call: answers their verification, and takes what they push if it is signed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from http import HTTPStatus

import structlog
from aiohttp import web

from copydesk.runtime import metrics
from copydesk.runtime.settings import Settings
from services.intake.edges.feeds.measures import OTHER
from services.intake.edges.feeds.state import FeedStore, Subscription
from services.intake.edges.feeds.websub import is_signed, verified
from services.intake.formats.format import FormatError

log = structlog.get_logger(__name__)

CALLBACK_PATH = "/websub/"

MOST_PUSHES = 4
"""Bodies in memory at a time; a hub that is told to come back does."""

BODY_SECONDS = 10.0

CONFIRM_SECONDS = 8.0
"""Hubs give up after ten seconds; what takes longer they push again, and it is published once."""

RETRY_SECONDS = "30"

Pushed = Callable[[str, bytes], Awaitable[bool]]
"""Publishes what a hub has sent of a feed; False where another process will fetch it."""


async def serve_callback(
    settings: Settings, store: FeedStore, pushed: Pushed, opened: AsyncExitStack, clock: Callable[[], float]
) -> int:
    """Listen until the stack is closed; returns the port.

    Raises:
        OSError: the port is taken.
    """
    app = web.Application(client_max_size=settings.feeds_fetch_bytes)
    callback = Callback(store, pushed, clock)
    # A proxy may put a path before ours.
    path = f"/{{prefix:.*}}{CALLBACK_PATH.removeprefix('/')}{{token}}"
    app.add_routes([web.get(path, callback.verify, allow_head=False), web.post(path, callback.take)])
    runner = web.AppRunner(app, access_log=None, keepalive_timeout=15)
    await runner.setup()
    opened.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, settings.feeds_callback_host, settings.feeds_callback_port).start()
    port = int(runner.addresses[0][1])
    log.info("listening for hubs", host=settings.feeds_callback_host, port=port, outside=settings.feeds_callback_url)
    return port


class Callback:
    """Answers hubs. A token that nobody could guess says which subscription is meant."""

    def __init__(self, store: FeedStore, pushed: Pushed, clock: Callable[[], float]) -> None:
        self._store = store
        self._pushed = pushed
        self._clock = clock
        self._pushes = 0
        self._publishing: set[asyncio.Task[bool]] = set()

    async def verify(self, request: web.Request) -> web.Response:
        """Echo the challenge where it is for a subscription that was asked for."""
        subscription = self._store.subscription_by_token(request.match_info["token"])
        answer = verified(subscription, request.query, self._clock()) if subscription is not None else None
        if answer is None:
            return _response(HTTPStatus.NOT_FOUND, "no such subscription was asked for")
        self._store.subscribe(answer)
        if answer.problem:
            log.warning("hub denies; the feed is polled", feed=answer.feed, hub=answer.hub, reason=answer.problem)
            return _response(HTTPStatus.OK, "noted")
        log.info("subscribed", feed=answer.feed, hub=answer.hub, until=answer.ends)
        return _response(HTTPStatus.OK, request.query["hub.challenge"])

    async def take(self, request: web.Request) -> web.Response:
        """Publish what is pushed; the answer comes after the broker's confirmation."""
        subscription = self._store.subscription_by_token(request.match_info["token"])
        if subscription is None:
            return _response(HTTPStatus.GONE, "no such subscription")
        if self._pushes >= MOST_PUSHES:
            return _response(HTTPStatus.SERVICE_UNAVAILABLE, "too many pushes at a time")
        self._pushes += 1
        try:
            return await self._take(request, subscription)
        finally:
            self._pushes -= 1

    async def _take(self, request: web.Request, subscription: Subscription) -> web.Response:
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await request.read()
        except TimeoutError:
            return _response(HTTPStatus.REQUEST_TIMEOUT, "the body took too long")
        signature = request.headers.get("X-Hub-Signature", "")
        if not is_signed(subscription.secret, body, signature):
            metrics.FEED_ERRORS.labels(OTHER, "signature").inc()
            log.warning("push without a valid signature is ignored", feed=subscription.feed)
            return _response(HTTPStatus.FORBIDDEN, "the signature is not that of the body")
        self._store.subscribe(replace(subscription, heard=self._clock(), silent=False))
        return await self._published(subscription.feed, body)

    async def _published(self, feed: str, body: bytes) -> web.Response:
        publishing = asyncio.ensure_future(self._pushed(feed, body))
        self._publishing.add(publishing)
        publishing.add_done_callback(self._publishing.discard)
        try:
            async with asyncio.timeout(CONFIRM_SECONDS):
                here = await asyncio.shield(publishing)
        except TimeoutError:
            publishing.add_done_callback(lambda done: done.cancelled() or done.exception())
            return _response(HTTPStatus.SERVICE_UNAVAILABLE, "not confirmed yet")
        except FormatError as error:
            return _response(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)[:200])
        return _response(HTTPStatus.OK if here else HTTPStatus.ACCEPTED, "taken" if here else "it will be fetched")


def _response(status: HTTPStatus, text: str) -> web.Response:
    headers = {"Retry-After": RETRY_SECONDS} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    return web.Response(status=status, text=text, headers=headers)
