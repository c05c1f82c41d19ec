from __future__ import annotations

from collections.abc import Iterator

import pytest

from copydesk.operator.running import Running, RunningProcess
from copydesk.operator.top.metrics_source import PROMETHEUS_PORT_VARIABLE, MetricsSource, found_source, named_source
from copydesk.operator.top.scraping import Endpoint, ScrapeError
from copydesk.runtime.broker import free_port
from tests.copydesk.operator.top.pages import Page
from tests.copydesk.operator.top.web import Serve, servers

NAMES = ("cleaner", "dedup")
PAGE = (200, Page("cleaner").text().encode())
FEDERATED = (200, b'copydesk_line_blocked{service="dedup",instance="a:8080",job="dedup"} 0 1700000000000\n')


@pytest.fixture
def serve() -> Iterator[Serve]:
    with servers() as serving:
        yield serving


@pytest.fixture(autouse=True)
def no_prometheus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROMETHEUS_PORT_VARIABLE, str(free_port()))


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2])


def pair_of_free_ports() -> int:
    """The first of two free ports beside each other."""
    return next(port for port in iter(free_port, None) if free_port(port + 1) == port + 1)


def test_what_is_named_is_asked() -> None:
    one, two = "http://a:8080/metrics", "http://b:8080/metrics"
    assert named_source([one, two], None, NAMES) == MetricsSource("2 endpoints", (Endpoint(one), Endpoint(two)))
    assert named_source([one], None, NAMES) == MetricsSource(one, (Endpoint(one),))
    assert named_source([], "http://p:9090", NAMES) == MetricsSource(
        "http://p:9090", prometheus="http://p:9090", services=NAMES
    )
    assert named_source([], None, NAMES) is None


def test_the_processes_of_up_are_found(serve: Serve) -> None:
    port = port_of(serve({"/metrics": PAGE}))
    running = Running(pid=7, brokers="b", processes=(RunningProcess(service="cleaner", port=port),))
    source = found_source(running, 0, NAMES)
    assert source.name == "copydesk up (process 7)"
    assert [scrape.name for scrape in source.read()] == ["cleaner"]


def test_the_prometheus_of_the_compose_file_is_found(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROMETHEUS_PORT_VARIABLE, str(port_of(serve({"/federate": FEDERATED}))))
    assert [scrape.name for scrape in found_source(None, 0, NAMES).read()] == ["dedup"]


def test_processes_on_the_ports_of_this_machine_are_found_and_others_left_out(serve: Serve) -> None:
    port = pair_of_free_ports()
    serve({"/metrics": (200, b"other_metric 1\n")}, port)
    serve({"/metrics": PAGE}, port + 1)
    assert found_source(None, port, NAMES).endpoints == (Endpoint(f"http://localhost:{port + 1}/metrics"),)


def test_a_prometheus_of_somebody_else_is_passed_over(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROMETHEUS_PORT_VARIABLE, str(port_of(serve({"/federate": (200, b"")}))))
    port = port_of(serve({"/metrics": PAGE}))
    assert found_source(None, port, NAMES[:1]).name == "processes of this machine"


def test_where_nothing_runs_it_says_where_it_looked() -> None:
    port = free_port()
    with pytest.raises(ScrapeError, match=f"nothing on the ports from {port} on; name them by --metrics"):
        found_source(None, port, NAMES[:1])


def test_where_nobody_answers_any_more_it_is_an_error(serve: Serve) -> None:
    dead = Endpoint(f"http://127.0.0.1:{free_port()}/metrics")
    with pytest.raises(ScrapeError, match="none of the processes answers"):
        MetricsSource("x", (dead,)).read()
    with pytest.raises(ScrapeError, match="knows no process of Copydesk"):
        MetricsSource("x", prometheus=serve({"/federate": (200, b"")})).read()
    half = MetricsSource("x", (dead, Endpoint(f"{serve({'/metrics': PAGE})}/metrics")))
    assert [scrape.answers for scrape in half.read()] == [False, True]
