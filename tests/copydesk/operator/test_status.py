from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from socket import socket

import pytest

from copydesk.operator.status import ServiceStatus, read_page, read_status, status_line
from copydesk.runtime.broker import free_port

METRICS = """\
# HELP copydesk_messages_processed_total Messages that ended
# TYPE copydesk_messages_processed_total counter
copydesk_messages_processed_total{service="cleaner",status="ok"} 180.0
copydesk_messages_processed_total{service="cleaner",status="dead_letter"} 20.0
copydesk_messages_processed_total{service="elsewhere",status="ok"} 7.0
# HELP copydesk_messages_processed_created Messages that ended
# TYPE copydesk_messages_processed_created gauge
copydesk_messages_processed_created{service="cleaner",status="ok"} 1.7e+09
# HELP copydesk_consumer_lag_messages Messages in the topic not yet ended
# TYPE copydesk_consumer_lag_messages gauge
copydesk_consumer_lag_messages{partition="0",service="cleaner",topic="articles.raw"} 3.0
copydesk_consumer_lag_messages{partition="1",service="cleaner",topic="articles.raw"} 4.0
"""

Serve = Callable[[str, int, str], int]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves a metrics page and an answer to /readyz; gives the port."""
    servers: list[HTTPServer] = []

    def start(metrics: str, status: int, reason: str) -> int:
        class Pages(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                code, text = (200, metrics) if self.path == "/metrics" else (status, reason)
                self.send_response(code)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        server = HTTPServer(("127.0.0.1", 0), Pages)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return server.server_port

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_ready_service_tells_what_ended_and_its_lag(serve: Serve) -> None:
    status = read_status("cleaner", serve(METRICS, 200, "ok\n"))
    assert status.ready
    assert status.statuses == Counter(ok=180, dead_letter=20)
    assert (status.ended, status.lag) == (200, 7)
    assert status_line([status]) == "cleaner: 20 dead_letter, 180 ok, lag 7"


def test_a_service_that_is_not_ready_tells_why_and_what_ended_all_the_same(serve: Serve) -> None:
    status = read_status("cleaner", serve(METRICS, 503, "cannot write to articles.clean\n"))
    assert not status.ready
    assert status.problem == "cannot write to articles.clean"
    assert status.ended == 200
    assert status_line([status]) == "cleaner (cannot write to articles.clean)"


def test_a_service_that_does_not_answer_is_no_error() -> None:
    status = read_status("cleaner", free_port())
    assert not status.ready
    assert status.ended == 0
    assert status_line([status]) == f"cleaner ({status.problem})"


def test_a_page_that_is_none_of_ours_is_no_error(serve: Serve) -> None:
    status = read_status("cleaner", serve("<html>\ncopydesk_messages_processed_total{{{\n", 200, "ok"))
    assert not status.ready
    assert status.ended == 0


def test_a_port_where_something_else_answers_is_no_error() -> None:
    with socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        def answer() -> None:
            connection, _ = listener.accept()
            connection.recv(1000)
            connection.sendall(b"SSH-2.0-OpenSSH\r\n")
            connection.close()

        threading.Thread(target=answer, daemon=True).start()
        assert not read_status("cleaner", listener.getsockname()[1]).ready


def test_a_page_comes_with_its_status_whatever_that_is(serve: Serve) -> None:
    address = f"127.0.0.1:{serve(METRICS, 503, 'starting')}"
    assert read_page(address, "/readyz") == (503, "starting")
    assert read_page(address, "/metrics") == (200, METRICS)
    with pytest.raises(OSError, match="refused"):
        read_page(f"127.0.0.1:{free_port()}", "/readyz")


def test_all_services_stand_in_one_line() -> None:
    idle = ServiceStatus("intake", ready=True)
    busy = ServiceStatus("cleaner", ready=True, statuses=Counter(ok=3))
    assert status_line([idle, busy]) == "intake: idle  cleaner: 3 ok"
    assert status_line([]) == ""
