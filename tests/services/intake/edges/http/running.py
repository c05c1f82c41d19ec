"""An HTTP edge on a port of its own, in the test's event loop; the test plays the broker."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import httpx

from copydesk.runtime.broker import free_port
from copydesk.runtime.edge import run_edge
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from schemas.document import Document
from services.intake.edges.http.keys import add_key, new_key, new_signing_key
from services.intake.edges.http.service import SERVICE
from tests.copydesk.runtime.bench import Answer, FakeSender, confirm, until

SOURCES = ("desk", "harbour-wire")
TOKEN = "a token that both sides know"  # noqa: S105 - it opens nothing


@dataclass
class Running:
    """The edge, its broker, and a client with a key."""

    port: int
    key: str
    settings: Settings
    sender: FakeSender
    health: ProcessHealth
    stopping: asyncio.Event
    process: asyncio.Task[int]
    client: httpx.AsyncClient

    @property
    def published(self) -> list[dict[str, object]]:
        """What was sent to the raw topic."""
        return [json.loads(message.value) for message in self.sender.sent if message.topic == "articles.raw"]

    @property
    def buried(self) -> list[bytes]:
        """What was sent to the dead letters."""
        return [message.value for message in self.sender.sent if message.topic == "intake.dead-letters"]

    async def push(self, body: bytes | str, media_type: str = "application/json", **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.post("/v1/articles", content=body, headers={"content-type": media_type, **named})

    async def raw(self, *pieces: bytes, pause: float = 0, seconds: float = 5) -> bytes:
        """All that comes back for these bytes, until the server closes or nothing comes any more."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        found = bytearray()

        async def read() -> None:
            while piece := await reader.read(65_536):
                found.extend(piece)

        reading = asyncio.create_task(read())
        with contextlib.suppress(ConnectionError):
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(pause)
        await asyncio.wait({reading}, timeout=seconds)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        writer.close()
        return bytes(found)


@asynccontextmanager
async def running(tmp_path: Path, answer: Answer | None = confirm, **given: object) -> AsyncIterator[Running]:
    """The edge with these settings; stopped at the end, when no test may leave it crashed."""
    settings = Settings(
        data_dir=tmp_path,
        http_port=free_port(),
        brokers="127.0.0.1:1",
        **{"http_lag_limit": 0, **given},  # type: ignore[arg-type]
    )
    key, secret = new_key("desk", SOURCES)
    add_key(settings.keys_file, key)
    add_key(settings.keys_file, new_signing_key("newsroom", ["newsroom"], token=TOKEN)[0])
    sender, health, stopping = FakeSender(answer), ProcessHealth(), asyncio.Event()
    process = asyncio.create_task(run_edge(cast(Service[Document], SERVICE), settings, sender, health, stopping))
    await until(lambda: health.unready_reason() is None or process.done())
    base = f"http://127.0.0.1:{settings.http_port}"
    async with httpx.AsyncClient(base_url=base, headers={"authorization": f"Bearer {secret}"}, timeout=20) as client:
        try:
            yield Running(settings.http_port, secret, settings, sender, health, stopping, process, client)
        finally:
            stopping.set()
            if sender.answer is None:
                sender.answer = confirm
                sender.confirm(*(number for number, one in enumerate(sender.confirmations) if not one.done()))
            assert await asyncio.wait_for(process, 20) == 0
