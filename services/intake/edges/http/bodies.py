"""Reading a request's body: bounded in bytes (as it comes, unpacked, and all at a time) and in time."""

from __future__ import annotations

import asyncio
import contextlib
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

from starlette.requests import Request

from services.intake.edges.http.problems import ProblemError, busy, too_large
from services.intake.unpacking import TooMuchError, Unpacking

RETRY_SECONDS = 1.0
"""A body takes well under a second where all is well."""

LINGER_BYTES = 1024 * 1024
LINGER_SECONDS = 0.5


class Memory:
    """Bytes of all bodies that are held now. One key may hold half, so that none locks the others out."""

    def __init__(self, limit: int, changed: Callable[[int], None] = lambda _held: None) -> None:
        self._limit = limit
        self._changed = changed
        self._held: Counter[str] = Counter()

    @property
    def held(self) -> int:
        """Bytes held now."""
        return self._held.total()

    @contextmanager
    def share(self, key: str) -> Iterator[Share]:
        """What one request holds, until the context ends."""
        share = Share(self, key)
        try:
            yield share
        finally:
            share.shrink(share.size)

    def add(self, key: str, size: int) -> None:
        """Hold more, or with a negative size less.

        Raises:
            ProblemError: 503, there is no room.
        """
        if size > 0 and (self._held[key] + size > self._limit // 2 or self.held + size > self._limit):
            raise busy("too much is being pushed at the moment", RETRY_SECONDS, close=True)
        self._held[key] += size
        if not self._held[key]:
            del self._held[key]
        self._changed(self.held)


@dataclass(slots=True)
class Share:
    """What one request holds of the memory."""

    memory: Memory
    key: str
    size: int = 0

    def grow(self, size: int) -> None:
        """Hold more.

        Raises:
            ProblemError: 503, there is no room.
        """
        self.memory.add(self.key, size)
        self.size += size

    def shrink(self, size: int) -> None:
        """Hold less."""
        self.memory.add(self.key, -size)
        self.size -= size


async def read_body(request: Request, share: Share, limit: int, seconds: float) -> bytes:
    """The body, unpacked.

    Raises:
        ProblemError: 413, 415 (its packing is not known), 400 (it is not what it says), 408, or 503 for want of memory.
    """
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding not in {"identity", "gzip", "x-gzip", ""}:
        raise ProblemError(
            "content-encoding",
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "Content-Encoding may be gzip or identity",
            headers={"accept-encoding": "gzip, identity"},
            close=True,
        )
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > limit:
        raise too_large(limit)
    try:
        async with asyncio.timeout(seconds):
            return await _read(request, share, limit, Unpacking(limit) if coding.endswith("gzip") else None)
    except TimeoutError:
        raise ProblemError(
            "slow-body",
            HTTPStatus.REQUEST_TIMEOUT,
            f"the body did not arrive within {seconds:g} s; send less at a time",
            close=True,
        ) from None
    except TooMuchError:
        raise too_large(limit) from None
    except zlib.error:
        raise ProblemError(
            "content-encoding", HTTPStatus.BAD_REQUEST, "the body is not gzip, as Content-Encoding says", close=True
        ) from None


async def let_end(request: Request) -> None:
    """Read a little of what is left of a body that is refused, and drop it.

    A connection that is closed with data unread is reset, and its client may never see the answer. Who sends much more
    than this gets no more patience.
    """
    size = 0
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LINGER_SECONDS):
            while size < LINGER_BYTES:
                message = await request.receive()
                size += len(message.get("body", b""))
                if not message.get("more_body", False):
                    return


async def _read(request: Request, share: Share, limit: int, unpacking: Unpacking | None) -> bytes:
    found: list[bytes] = []
    size, more = 0, True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ProblemError("cut-off", HTTPStatus.BAD_REQUEST, "the body ended before its length", close=True)
        piece: bytes = message.get("body", b"")
        more = message.get("more_body", False)
        size += len(piece)
        if size > limit:
            raise too_large(limit)
        for part in (piece,) if unpacking is None else unpacking.of(piece):
            share.grow(len(part))
            found.append(part)
    if unpacking is not None:
        unpacking.end()
    return found[0] if len(found) == 1 else b"".join(found)
