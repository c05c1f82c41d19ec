"""Small HTTP servers on this machine that answer as they are told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answers = Mapping[str, tuple[int, bytes]]
"""Status and body by path, without the query."""

Serve = Callable[..., str]
"""Serves the answers, on a port where one is given, and gives the address, http://HOST:PORT."""


@contextmanager
def servers() -> Iterator[Serve]:
    running: list[ThreadingHTTPServer] = []

    def serve(answers: Answers, port: int = 0) -> str:
        class Pages(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                code, body = answers.get(self.path.partition("?")[0], (404, b"no such page"))
                self.send_response(code)
                if code in (301, 302):
                    self.send_header("Location", body.decode())
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", port), Pages)
        running.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in running:
        server.shutdown()
        server.server_close()
