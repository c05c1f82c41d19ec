"""The health port: /livez, /readyz and /metrics, in a thread of its own so that a busy loop does not silence it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import make_wsgi_app

from copydesk.runtime.process_health import ProcessHealth

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Check = Callable[[], str | None]
"""None where all is well, else what is wrong."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _QuietHandler(WSGIRequestHandler):
    timeout = 10
    """Seconds; a client that opens a connection and says nothing must not keep a thread for ever."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: a probe every few seconds is no news."""


def stalled(health: ProcessHealth, limit_seconds: float) -> Check:
    """The liveness check: fails when the process has stood still for too long."""

    def check() -> str | None:
        seconds = health.stalled_seconds()
        return f"no progress for {seconds:.0f} s" if seconds > limit_seconds else None

    return check


def health_app(live: Check, ready: Check) -> WSGIApplication:
    """The WSGI application of the health port."""
    metrics_app: WSGIApplication = make_wsgi_app()
    checks = {"/livez": live, "/readyz": ready}

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/metrics":
            return metrics_app(environ, start_response)
        check = checks.get(path)
        problem = check() if check else f"no such page; there are {', '.join([*checks, '/metrics'])}"
        status = HTTPStatus.OK if problem is None else HTTPStatus.SERVICE_UNAVAILABLE if check else HTTPStatus.NOT_FOUND
        start_response(f"{status.value} {status.phrase}", [("Content-Type", "text/plain; charset=utf-8")])
        return [f"{problem or 'ok'}\n".encode()]

    return answer


def serve_health(host: str, port: int, live: Check, ready: Check) -> int:
    """Serve the health port until the process ends; returns the port, which is a free one where 0 was asked for.

    Raises:
        OSError: the port is taken.
    """
    server = make_server(host, port, health_app(live, ready), server_class=_Server, handler_class=_QuietHandler)
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()
    return int(server.server_port)
