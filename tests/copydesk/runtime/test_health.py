from __future__ import annotations

import socket
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from copydesk.runtime import metrics
from copydesk.runtime.health import serve_health, stalled
from copydesk.runtime.process_health import ProcessHealth

LOOPBACK = "127.0.0.1"


@dataclass
class Page:
    status: int
    text: str
    content_type: str


@dataclass
class Port:
    number: int
    health: ProcessHealth

    def get(self, path: str, accept: str | None = None) -> Page:
        headers = {"Accept": accept} if accept else {}
        request = urllib.request.Request(f"http://{LOOPBACK}:{self.number}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
                return Page(answer.status, answer.read().decode(), answer.headers["Content-Type"])
        except urllib.error.HTTPError as error:
            return Page(error.code, error.read().decode(), error.headers["Content-Type"])


@pytest.fixture
def port() -> Port:
    now = 0.0
    health = ProcessHealth(lambda: now)
    return Port(serve_health(LOOPBACK, 0, stalled(health, 120), health.unready_reason), health)


def test_readiness_follows_the_line(port: Port) -> None:
    assert (port.get("/readyz").status, port.get("/readyz").text) == (503, "starting\n")
    port.health.opened()
    assert (port.get("/readyz").status, port.get("/readyz").text) == (200, "ok\n")
    port.health.block("delivery", "cannot write to articles.clean")
    assert (port.get("/readyz").status, port.get("/readyz").text) == (503, "cannot write to articles.clean\n")


def test_a_blocked_line_is_alive() -> None:
    now = [0.0]
    health = ProcessHealth(lambda: now[0])
    health.opened()
    health.note_backlog(5)
    port = Port(serve_health(LOOPBACK, 0, stalled(health, 120), health.unready_reason), health)
    now[0] = 1000.0
    health.heartbeat()
    assert (port.get("/livez").status, port.get("/livez").text) == (503, "no progress for 1000 s\n")
    assert port.get("/readyz").status == 200
    health.block("delivery", "cannot write")
    assert port.get("/livez").status == 200
    assert port.get("/readyz").status == 503


def test_metrics_come_in_the_text_format(port: Port) -> None:
    metrics.CONSUMED.labels("health-test", "articles.raw").inc(3)
    page = port.get("/metrics")
    assert page.status == 200
    assert page.content_type.startswith("text/plain")
    assert 'copydesk_messages_consumed_total{service="health-test",topic="articles.raw"} 3.0' in page.text
    assert not page.text.endswith("# EOF\n")


def test_metrics_come_in_openmetrics_where_it_is_asked_for(port: Port) -> None:
    page = port.get("/metrics", "application/openmetrics-text; version=1.0.0")
    assert page.status == 200
    assert page.content_type.startswith("application/openmetrics-text")
    assert page.text.endswith("# EOF\n")


def test_exemplars_come_in_openmetrics_only(port: Port) -> None:
    metrics.LATENCY.labels("health-test").observe(0.2, {"trace_id": "0af7651916cd43dd8448eb211c80319c"})
    labelled = 'copydesk_end_to_end_latency_seconds_bucket{le="0.25",service="health-test"} 1.0'
    assert f"{labelled}\n" in port.get("/metrics").text
    page = port.get("/metrics", "application/openmetrics-text; version=1.0.0")
    assert f'{labelled} # {{trace_id="0af7651916cd43dd8448eb211c80319c"}} 0.2' in page.text


@pytest.mark.parametrize("path", ["/", "/healthz", "/metrics/x", "/livez/", "/../etc/passwd"])
def test_another_page_is_not_found_and_the_answer_names_those_that_are(port: Port, path: str) -> None:
    page = port.get(path)
    assert page.status == 404
    for known in ("/livez", "/readyz", "/metrics"):
        assert known in page.text


def test_a_query_does_not_hide_the_page(port: Port) -> None:
    port.health.opened()
    assert port.get("/readyz?verbose").status == 200


def test_a_client_that_says_nothing_keeps_nobody_waiting(port: Port) -> None:
    with socket.create_connection((LOOPBACK, port.number), timeout=5):
        assert port.get("/livez").status == 200


def test_a_port_that_is_taken_is_an_error(port: Port) -> None:
    def well() -> None:
        return None

    check: Callable[[], str | None] = well
    with pytest.raises(OSError, match="in use"):
        serve_health(LOOPBACK, port.number, check, check)
