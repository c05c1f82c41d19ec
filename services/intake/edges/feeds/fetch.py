"""Fetches from strangers: within limits, from public addresses only, one request at a time a host."""

from __future__ import annotations

import asyncio
import contextlib
import os
import ssl
import time
import zlib
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self
from urllib.parse import urljoin
from weakref import WeakValueDictionary

import aiohttp
from yarl import URL

from copydesk.explanation import explain
from copydesk.runtime.service import SERVICE_VERSION
from services.intake.edges.feeds.addresses import AddressError, Network, guarded_socket
from services.intake.edges.feeds.names import NameResolver
from services.intake.edges.feeds.sources import Credentials, CredentialsError
from services.intake.edges.feeds.urls import UrlError, checked_url, host_of, origin_of
from services.intake.unpacking import TooMuchError, Unpacking

MAX_REDIRECTS = 5
"""A feed that has moved twice and changed to https on the way has three."""

MAX_HEADERS = 100
MAX_HEADER_BYTES = 8190
"""One header with its name; what nginx and Apache take of a client, so no honest server needs more."""

GZIP = b"\x1f\x8b"

CHUNK_BYTES = 64 * 1024

CONNECT_SECONDS = 10.0

PERMANENT = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})

MAX_RESTING_HOSTS = 10_000

Problem = Literal[
    "address",
    "url",
    "redirects",
    "too_large",
    "timeout",
    "connection",
    "tls",
    "protocol",
    "encoding",
    "resting",
    "credentials",
]
"""Why nothing could be fetched; a label of the metrics, so there are only these."""


class FetchError(Exception):
    """Nothing was fetched; `problem` is the kind, the message the reason."""

    def __init__(self, problem: Problem, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.problem = problem
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, after redirects. Names of headers are in lower case.

    `moved_to` is where the permanent redirects at the beginning of the way led, if there were any.
    """

    status: int
    url: str
    moved_to: str | None
    headers: Mapping[str, str]
    links: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may take, and how many run at a time."""

    seconds: float = 30.0
    size: int = 8 << 20
    concurrency: int = 32
    allowed: tuple[Network, ...] = ()


class Fetcher:
    """A client of the web. Used as an asynchronous context manager."""

    def __init__(
        self, limits: FetchLimits, contact: str = "", room: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        """`contact` is a mail address or a URL, at which a site can find whoever fetches from it.

        `room` returns when what is fetched next can be worked on.
        """
        self._room = room
        self._limits = limits
        self._agent = user_agent(contact)
        self._permits = asyncio.Semaphore(limits.concurrency)
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._asked: dict[str, float] = {}
        self._resting: dict[str, float] = {}
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            socket_factory=guarded_socket(self._limits.allowed),
            resolver=NameResolver(self._limits.concurrency),
            limit=0,
            ttl_dns_cache=60,
            keepalive_timeout=5,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS),
            # What one site sets is for no other, and nobody has agreed to be followed.
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._agent, "Accept-Encoding": "gzip"},
            # Unpacked here, within the limit.
            auto_decompress=False,
            # A proxy of the environment would connect to whatever it is told to.
            trust_env=False,
            max_line_size=MAX_HEADER_BYTES,
            max_field_size=MAX_HEADER_BYTES,
            max_headers=MAX_HEADERS,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    @contextlib.asynccontextmanager
    async def get(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        credentials: Credentials | None = None,
        *,
        pause: float = 0.0,
        conditional: Mapping[str, str] | None = None,
    ) -> AsyncIterator[Answer]:
        """The answer to GET. One of the few that run at a time is this one until the context ends: work with it there.

        `pause` is how many seconds the host is left alone between two requests. `conditional` and `credentials` are
        sent to the origin of `url` and to no other.

        Raises:
            FetchError: nothing could be fetched.
        """
        origin = origin_of(self._checked(url))
        private = {**(conditional or {}), **self._authorization(credentials)}
        moved_to, permanent = None, True
        for _ in range(MAX_REDIRECTS + 1):
            url = self._checked(url)
            sent = {**(headers or {}), **(private if origin_of(url) == origin else {})}
            async with self._turn(url, pause) as held:
                answer = await self._ask(url, sent)
                if answer.status not in REDIRECTS or "location" not in answer.headers:
                    # The host is free again while the caller works, but the permit is not.
                    held.release()
                    yield Answer(answer.status, url, moved_to, answer.headers, answer.links, answer.body)
                    return
            permanent = permanent and answer.status in PERMANENT
            url = self._next(url, answer.headers["location"])
            moved_to = url if permanent else moved_to
        raise FetchError("redirects", f"over {MAX_REDIRECTS} redirects")

    async def post(self, url: str, form: Mapping[str, str]) -> Answer:
        """The answer to a form; a redirect is an answer, too.

        Raises:
            FetchError: the host could not be asked.
        """
        url = self._checked(url)
        async with self._turn(url, 0.0):
            return await self._ask(url, {}, form)

    def rest(self, url: str, seconds: float) -> None:
        """Leave the host alone for so long: it has asked for that."""
        now = time.monotonic()
        if len(self._resting) >= MAX_RESTING_HOSTS:
            self._resting = {host: until for host, until in self._resting.items() if until > now}
        self._resting[host_of(url)] = now + seconds

    @contextlib.asynccontextmanager
    async def _turn(self, url: str, pause: float) -> AsyncIterator[_Held]:
        """The host's turn, then one of the permits: who holds a permit waits for nobody."""
        host = host_of(url)
        turn = self._turns.setdefault(host, asyncio.Lock())
        await turn.acquire()
        held = _Held(turn)
        try:
            await self._wait_for_host(host, pause)
            async with self._permits:
                if self._room is not None:
                    await self._room()
                yield held
        finally:
            held.release()

    async def _wait_for_host(self, host: str, pause: float) -> None:
        now = time.monotonic()
        rests = self._resting.get(host, 0.0) - now
        if rests > 0:
            raise FetchError("resting", f"{host} has asked to be left alone for {rests:.0f} s more", rests)
        self._resting.pop(host, None)
        if pause:
            wait = self._asked.get(host, -pause) + pause - now
            if wait > 0:
                await asyncio.sleep(wait)
            if len(self._asked) >= MAX_RESTING_HOSTS:
                self._asked.clear()
            self._asked[host] = time.monotonic()

    async def _ask(self, url: str, headers: Mapping[str, str], form: Mapping[str, str] | None = None) -> Answer:
        if self._session is None:
            raise RuntimeError("the fetcher is not open")
        method = "GET" if form is None else "POST"
        try:
            async with (
                asyncio.timeout(self._limits.seconds),
                self._session.request(
                    method,
                    # As it is: another spelling of the same address would be another one to some servers.
                    URL(url, encoded=True),
                    headers=headers,
                    data=form,
                    allow_redirects=False,
                ) as response,
            ):
                redirected = response.status in REDIRECTS
                body = b"" if redirected else await self._body(response)
                known = {name.lower(): value for name, value in response.headers.items()}
                links = tuple(response.headers.getall("Link", ()))
                return Answer(response.status, url, None, known, links, body)
        except FetchError:
            raise
        except Exception as error:
            raise _fetch_error(error, self._limits.seconds) from error

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        limit = self._limits.size
        if (response.content_length or 0) > limit:
            raise FetchError("too_large", f"it has {response.content_length} bytes, over the limit of {limit}")
        unpacker = Unpacker(response.headers.get("Content-Encoding", ""), limit)
        async for chunk in response.content.iter_chunked(CHUNK_BYTES):
            unpacker.feed(chunk)
        body = unpacker.whole()
        if not body.startswith(GZIP):
            return body
        # A file that is packed itself, as sitemaps often are.
        unpacker = Unpacker("gzip", limit)
        unpacker.feed(body)
        return unpacker.whole()

    def _authorization(self, credentials: Credentials | None) -> dict[str, str]:
        if credentials is None:
            return {}
        try:
            return {"Authorization": authorization(credentials)}
        except CredentialsError as error:
            raise FetchError("credentials", str(error)) from error

    def _checked(self, url: str) -> str:
        try:
            return checked_url(url)
        except UrlError as error:
            raise FetchError("url", str(error)) from error

    def _next(self, url: str, location: str) -> str:
        try:
            return urljoin(url, location.strip())
        except ValueError as error:
            raise FetchError("url", f"the redirect leads to no URL: {error}") from error


class _Held:
    """A host's turn that may be given back early."""

    def __init__(self, turn: asyncio.Lock) -> None:
        self._turn: asyncio.Lock | None = turn

    def release(self) -> None:
        if self._turn is not None:
            self._turn.release()
            self._turn = None


class Unpacker:
    """Puts a body together and unpacks it, and never holds more than the limit."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0
        name = encoding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip"):
            raise FetchError("encoding", f"the server packs by {name[:40]}, which it was not asked to")
        self._gzip = Unpacking(limit) if "gzip" in name else None

    def feed(self, data: bytes) -> None:
        """Take the next bytes as they came.

        Raises:
            FetchError: it gets too large, or is not packed as it should be.
        """
        try:
            for part in (data,) if self._gzip is None else self._gzip.of(data):
                self._add(part)
        except TooMuchError:
            raise self._too_large() from None
        except zlib.error as error:
            raise FetchError("encoding", f"the body is no gzip: {error}") from error

    def whole(self) -> bytes:
        """Everything."""
        return b"".join(self._parts)

    def _add(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._limit:
            raise self._too_large()
        self._parts.append(data)

    def _too_large(self) -> FetchError:
        return FetchError("too_large", f"it is over the limit of {self._limit} bytes")


def user_agent(contact: str) -> str:
    """Who fetches, and where to complain."""
    return f"Copydesk/{SERVICE_VERSION}" + (f" (+{contact})" if contact else "")


def authorization(credentials: Credentials) -> str:
    """The value of the header `Authorization`.

    Raises:
        CredentialsError: the secret is not where it should be, or no header can carry it.
    """
    secret = credentials.password or credentials.token
    value = secret.value() if secret else ""
    if any(ord(character) < ord(" ") for character in value):
        raise CredentialsError("the secret has line breaks or control characters")
    if credentials.username is None:
        return f"Bearer {value}"
    return "Basic " + b64encode(f"{credentials.username}:{value}".encode()).decode()


def _fetch_error(error: Exception, seconds: float) -> FetchError:
    if isinstance(error, TimeoutError):
        return FetchError("timeout", f"no whole answer within {seconds:g} s")
    if _is_address_error(error):
        return FetchError("address", explain(error))
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError | ssl.SSLError):
        return FetchError("tls", explain(error))
    if isinstance(error, aiohttp.InvalidURL | UnicodeError):
        return FetchError("url", explain(error))
    if isinstance(error, aiohttp.ClientConnectionError | OSError):
        return FetchError("connection", _connection_reason(error))
    if isinstance(error, aiohttp.ClientError | ValueError):
        return FetchError("protocol", explain(error))
    raise error


def _connection_reason(error: Exception) -> str:
    """What the system says; the client's own words leave that out."""
    number = error.errno if isinstance(error, OSError) else None
    return os.strerror(number) if number else explain(error)


def _is_address_error(error: BaseException) -> bool:
    """Whether our own guard refused. Of several addresses that fail alike the client reports the common number."""
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    return isinstance(cause, AddressError | PermissionError)
