"""The event loop of every process: libuv's, which does not wait for long until the other side of TLS takes its leave.

aiokafka gives no time for that, and closes a connection only when it is over: seen with uvloop 0.22 and Apache Kafka
4.3.1, one stop in six waited for half a minute, longer than a service may take to stop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import uvloop

GOODBYE_SECONDS = 1.0
"""Everything is confirmed by then; an alert that is missing at the end of a connection costs nothing."""


class Loop(uvloop.Loop):
    """libuv's loop with this limit."""

    async def create_connection(  # type: ignore[override]  # asyncio names all the options, which are only handed on here
        self, protocol_factory: Callable[[], asyncio.BaseProtocol], *place: object, **options: object
    ) -> tuple[asyncio.BaseTransport, asyncio.BaseProtocol]:
        """As asyncio's, with another default."""
        if options.get("ssl"):
            options.setdefault("ssl_shutdown_timeout", GOODBYE_SECONDS)
        made: tuple[asyncio.BaseTransport, asyncio.BaseProtocol]
        made = await super().create_connection(protocol_factory, *place, **options)  # type: ignore[call-overload]
        return made


class _Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        return Loop()


def install_event_loop() -> None:
    """Make it the loop of this process and of all its threads; Faust's take it, too."""
    asyncio.set_event_loop_policy(_Policy())
