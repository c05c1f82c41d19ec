"""Runs the HTTP edge: socket, uvicorn, and its end without cutting anybody off."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from http import HTTPStatus

import structlog
import uvicorn
from fastapi import FastAPI
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from copydesk.runtime import metrics, tracing
from copydesk.runtime.loop import Loop
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.settings import Settings
from schemas.article import RawArticle
from services.intake.edges.http.app import PUSH_PATH, answer_push, create_app
from services.intake.edges.http.connections import SWEEP_SECONDS, GuardedConnection, limited, sweep
from services.intake.edges.http.desk import Desk

log = structlog.get_logger(__name__)

KEEP_ALIVE_SECONDS = 30
"""A newsroom that pushes every few seconds keeps its connection."""

TRACEPARENT = tracing.TRACEPARENT.encode()

BACKLOG_CONNECTIONS = 512
"""That may wait to be accepted."""


async def serve_http(
    loop: Loop[RawArticle], settings: Settings, health: ProcessHealth, stopping: asyncio.Event
) -> None:
    """Take what is pushed until the event is set, then answer what was taken.

    Raises:
        OSError: the port is taken, or a certificate cannot be read.
        KeysError: the file of keys cannot be read.
    """
    desk = Desk(loop, settings, health)
    app = create_app()
    app.state.desk = desk
    kind = limited(settings.http_connections)
    with contextlib.closing(listening_socket(settings)) as listener, contextlib.closing(desk.parsers):
        server = _Server(_configuration(app, settings, kind))
        _tell(settings, listener, desk)
        serving = asyncio.create_task(server.serve([listener]))
        beside = [asyncio.create_task(work) for work in (sweep(kind), desk.watch_backlog(), _count_connections(kind))]
        stop_wanted = asyncio.create_task(stopping.wait())
        health.opened()  # the socket listens: who connects now is answered in a moment
        try:
            await asyncio.wait({serving, stop_wanted, *beside}, return_when=asyncio.FIRST_COMPLETED)
            for ended in filter(asyncio.Task.done, beside):
                ended.result()  # it ends by a failure only
            server.should_exit = True
            await serving
        finally:
            for task in (*beside, stop_wanted, serving):
                task.cancel()
            await asyncio.wait(beside)


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the process, which stops everything in order."""
        yield


def listening_socket(settings: Settings) -> socket.socket:
    """The socket, bound.

    Raises:
        OSError: the address is not this machine's, or the port is taken.
    """
    family = socket.AF_INET6 if ":" in settings.http_host else socket.AF_INET
    return socket.create_server(
        (settings.http_host, settings.http_port), family=family, backlog=BACKLOG_CONNECTIONS, reuse_port=False
    )


def _configuration(app: FastAPI, settings: Settings, kind: type[GuardedConnection]) -> uvicorn.Config:
    proxies = [part.strip() for part in settings.http_trusted_proxies.split(",") if part.strip()]
    return uvicorn.Config(
        Entrance(app),
        http=kind,
        ws="none",
        lifespan="off",
        loop="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        ssl_certfile=settings.http_tls_cert_file,
        ssl_keyfile=str(settings.http_tls_key_file) if settings.http_tls_key_file else None,
        ssl_version=ssl.PROTOCOL_TLS_SERVER,
    )


def _tell(settings: Settings, listener: socket.socket, desk: Desk) -> None:
    host, port = listener.getsockname()[:2]
    scheme = "https" if settings.http_tls_cert_file else "http"
    log.info("taking articles over HTTP", address=f"{scheme}://{host}:{port}", keys=len(desk.keyring))
    if not len(desk.keyring):
        log.warning("there is no key, so nobody can push; `copydesk keys add NAME --source SOURCE` makes one")
    if scheme == "http" and not ipaddress.ip_address(host).is_loopback:
        log.warning("open to other machines without TLS: keys can be read on the way, unless a proxy stands before it")


async def _count_connections(kind: type[GuardedConnection]) -> None:
    while True:
        metrics.HTTP_CONNECTIONS.set(len(kind.open_now))
        await asyncio.sleep(SWEEP_SECONDS)


class Entrance:
    """Counts and times the answers of the application, and takes pushes past the framework's layers.

    Those cost a third of a millisecond, and a push needs none of them (docs/benchmarks.md). Counted is by path
    template: a path itself could be anything.
    """

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as ASGI asks."""
        started = time.perf_counter()
        status = 0

        async def counting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        direct = scope["type"] == "http" and scope["path"] == PUSH_PATH and scope["method"] == "POST"
        with tracing.span(scope["method"], "server", _traceparent(scope)) as span:
            try:
                if direct:
                    scope["app"] = self._app
                    await (await answer_push(Request(scope, receive)))(scope, receive, counting)
                else:
                    await self._app(scope, receive, counting)
            finally:
                endpoint = PUSH_PATH if direct else getattr(scope.get("route"), "path", "other")
                metrics.HTTP_REQUESTS.labels(endpoint, str(status)).inc()
                metrics.HTTP_SECONDS.labels(endpoint).observe(time.perf_counter() - started)
                _describe(span, scope, endpoint, status)


def _traceparent(scope: Scope) -> bytes | None:
    """The trace that the client has begun, where it says so."""
    return next((value for name, value in scope["headers"] if name == TRACEPARENT), None)


def _describe(span: tracing.OpenSpan, scope: Scope, endpoint: str, status: int) -> None:
    """Name and attributes of OpenTelemetry's semantic conventions for HTTP servers."""
    span.name = f"{scope['method']} {endpoint}"
    span.attributes |= {
        "http.request.method": scope["method"],
        "http.route": endpoint,
        "http.response.status_code": status,
        "url.scheme": scope["scheme"],
    }
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        span.attributes["error.type"] = str(status)
