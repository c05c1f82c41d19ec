from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
import time
from collections.abc import Iterator

import pytest
import trustme

from copydesk.runtime.event_loop import GOODBYE_SECONDS, Loop, install_event_loop


@pytest.fixture
def _policy() -> Iterator[None]:
    before = asyncio.get_event_loop_policy()
    install_event_loop()
    yield
    asyncio.set_event_loop_policy(before)


@pytest.mark.usefixtures("_policy")
def test_every_thread_of_the_process_has_it() -> None:
    found: list[type] = []

    async def look() -> None:
        found.append(type(asyncio.get_running_loop()))

    asyncio.run(look())
    thread = threading.Thread(target=lambda: asyncio.run(look()))
    thread.start()
    thread.join()
    assert found == [Loop, Loop]


@pytest.mark.slow
@pytest.mark.usefixtures("_policy")
def test_the_other_side_is_not_waited_for_when_it_says_no_goodbye() -> None:
    """A server that reads nothing any more: by asyncio's own default the end of the connection takes 30 s."""
    authority = trustme.CA()
    server_side = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(server_side)
    client_side = ssl.create_default_context()
    authority.configure_trust(client_side)

    async def close_a_connection() -> float:
        async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.transport.pause_reading()  # type: ignore[attr-defined]  # a transport that reads, too
            await asyncio.sleep(3600)

        server = await asyncio.start_server(serve, "localhost", 0, ssl=server_side)
        port = server.sockets[0].getsockname()[1]
        _, writer = await asyncio.open_connection("localhost", port, ssl=client_side)
        await asyncio.sleep(0.1)
        started = time.monotonic()
        writer.close()
        with contextlib.suppress(TimeoutError):
            await writer.wait_closed()
        return time.monotonic() - started

    async def main() -> float:
        return await asyncio.wait_for(close_a_connection(), 20)

    assert asyncio.run(main()) < GOODBYE_SECONDS + 5
