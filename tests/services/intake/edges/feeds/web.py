"""A web of one loopback server that answers what a test tells it, and remembers what it was asked."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Site:
    """One server. `pages` has what it answers by path; a function gets the request."""

    url: str = ""
    port: int = 0
    pages: dict[str, web.Response | Handler | str | bytes | int] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append((request.path_qs, dict(request.headers)))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            return await self._answer(request)
        finally:
            self.at_once -= 1

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        page = self.pages.get(request.path, 404)
        if isinstance(page, int):
            return web.Response(status=page)
        if isinstance(page, str):
            return web.Response(text=page, content_type="text/html" if "<html" in page else "application/xml")
        if isinstance(page, bytes):
            return web.Response(body=page)
        if isinstance(page, web.Response):
            return web.Response(status=page.status, headers=page.headers, body=page.body)
        return await page(request)


@asynccontextmanager
async def site(host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Site]:
    """A running server; port 0 is a free one."""
    made = Site()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", made.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    listening = web.TCPSite(runner, host, port)
    await listening.start()
    made.port = runner.addresses[0][1]
    made.url = f"http://{host}:{made.port}"
    try:
        yield made
    finally:
        await runner.cleanup()


@contextmanager
def site_in_thread(host: str = "127.0.0.1") -> Iterator[Site]:
    """A running server for tests whose own loop, or whose lack of one, must not matter to it."""
    ready, ended = threading.Event(), asyncio.Event()
    made: list[tuple[Site, asyncio.AbstractEventLoop]] = []

    async def serve() -> None:
        async with site(host) as running:
            made.append((running, asyncio.get_running_loop()))
            ready.set()
            await ended.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    if not ready.wait(10):
        raise TimeoutError("the site does not start")
    running, loop = made[0]
    try:
        yield running
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()
