"""What uvicorn leaves unbounded in a connection: size and time of a request's head, idle ones, and slow readers."""

from __future__ import annotations

import asyncio
import time
from typing import Any, ClassVar

import httptools
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from services.intake.edges.http.bodies import LINGER_SECONDS
from services.intake.edges.http.problems import MEDIA_TYPE, ProblemError

HEAD_BYTES = 32 * 1024
"""Four times what the usual servers take."""

HEAD_LINES = 100
"""Header fields of one request."""

HEAD_SECONDS = 10.0
"""From the connection, or from the head's first byte, to the empty line that ends it."""

STUCK_SECONDS = 30.0
"""A client that does not read its answer for so long gets no more of it."""

SWEEP_SECONDS = 1.0


class GuardedConnection(HttpToolsProtocol):
    """uvicorn's connection with limits. `most` and `open_now` are of the process, set by `limited`."""

    most: ClassVar[int] = 1
    open_now: ClassVar[dict[GuardedConnection, None]] = {}
    """In the order in which they were opened, or last ended a request."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._head_since: float | None = time.monotonic()
        self._head_bytes = 0
        self._stuck_since: float | None = None
        self._head_too_large = False
        self._refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take it in; where there are too many, the one that has been idle for longest goes."""
        super().connection_made(transport)
        if len(self.open_now) >= self.most:
            idle = next((other for other in self.open_now if other.is_idle), None)
            if idle is None:
                transport.abort()
                return
            idle.abort()
        self.open_now[self] = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self.open_now.pop(self, None)
        super().connection_lost(exc)

    @property
    def is_idle(self) -> bool:
        """Whether it waits for a request, or for the rest of a head."""
        return self._head_since is not None

    def abort(self) -> None:
        """End it at once."""
        self.open_now.pop(self, None)
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Count the head's bytes: httptools bounds neither a line nor their number."""
        if self._refused:
            return
        if self._head_since is not None:
            if not self._head_bytes:
                self._head_since = time.monotonic()
            self._head_bytes += len(data)
        super().data_received(data)
        if self._head_since is not None and self._head_bytes > HEAD_BYTES and not self._refused:
            self._refuse_head()

    def on_message_begin(self) -> None:
        """A head begins; it may come in one piece with what was before."""
        super().on_message_begin()
        if self._head_since is None:
            self._head_since = time.monotonic()
            self._head_bytes = 0

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count the fields: their limit holds also where all come in one piece."""
        super().on_header(name, value)
        if len(self.headers) > HEAD_LINES:
            self._head_too_large = True
            raise httptools.HttpParserError("too many header fields")

    def on_headers_complete(self) -> None:
        """The head is there; what follows is the body, which the application bounds."""
        self._head_since = None
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """It waits for the next request, or goes on with one that has come already."""
        super().on_response_complete()
        if not self.pipeline:
            self._head_since = time.monotonic()
            self._head_bytes = 0
            if self in self.open_now:
                self.open_now.pop(self)
                self.open_now[self] = None

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP with a problem, too."""
        if self._head_too_large:
            self._refuse_head()
            return
        self._answer(ProblemError("no-http", 400, "this is no HTTP request"))

    def _refuse_head(self) -> None:
        self._answer(
            ProblemError(
                "head-too-large", 431, f"a request may have {HEAD_LINES} header fields and {HEAD_BYTES:,} bytes of them"
            )
        )

    def _answer(self, error: ProblemError) -> None:
        body = error.problem().model_dump_json(exclude_none=True).encode()
        head = (
            f"HTTP/1.1 {error.status} {error.problem().title}\r\ncontent-type: {MEDIA_TYPE}\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        if self._refused or not self.transport.can_write_eof():
            self.transport.close()
            return
        # Closed with data unread, the connection would be reset, and the client might never see the answer.
        self._refused = True
        self.transport.write_eof()
        self.loop.call_later(LINGER_SECONDS, self.transport.close)

    def pause_writing(self) -> None:
        """The client does not read."""
        self._stuck_since = time.monotonic()
        super().pause_writing()

    def resume_writing(self) -> None:
        """It reads again."""
        self._stuck_since = None
        super().resume_writing()

    def overdue(self, now: float) -> bool:
        """Whether it has taken too long over a head, or over reading its answer."""
        if self._stuck_since is not None and now - self._stuck_since > STUCK_SECONDS:
            return True
        return self._head_since is not None and now - self._head_since > HEAD_SECONDS


def limited(most: int) -> type[GuardedConnection]:
    """The class of connections of one server, of which there may be so many at a time."""

    class Connection(GuardedConnection):
        pass

    Connection.most = most
    Connection.open_now = {}
    return Connection


async def sweep(kind: type[GuardedConnection]) -> None:
    """End what is overdue, for ever; ends only by cancellation."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        now = time.monotonic()
        for connection in [found for found in kind.open_now if found.overdue(now)]:
            connection.abort()
