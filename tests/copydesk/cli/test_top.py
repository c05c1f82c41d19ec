from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from copydesk.operator import cluster
from copydesk.operator.running import Running, RunningProcess, announced
from copydesk.operator.top.metrics_source import PROMETHEUS_PORT_VARIABLE
from copydesk.runtime.broker import free_port
from copydesk.runtime.settings import Settings
from tests.copydesk.cli.command import copydesk
from tests.copydesk.operator.top.pages import Page
from tests.copydesk.operator.top.web import Serve, servers

PAGE = Page("cleaner", statuses={"ok": 7}, lags={0: 3}, sources={"h\u00e4fen": 7}).text().encode()


@pytest.fixture
def serve() -> Iterator[Serve]:
    with servers() as serving:
        yield serving


@pytest.fixture(autouse=True)
def nothing_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither a broker nor a pipeline of this machine, and no waiting for them."""
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.1)
    monkeypatch.setenv("COPYDESK_BROKERS", f"127.0.0.1:{free_port()}")
    monkeypatch.setenv("COPYDESK_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COPYDESK_HEALTH_PORT", str(free_port()))
    monkeypatch.setenv(PROMETHEUS_PORT_VARIABLE, str(free_port()))


@pytest.mark.parametrize("option", ["--metrics", "--prometheus"])
@pytest.mark.parametrize("url", ["localhost:8080", "file:///etc/passwd", "http://", "ftp://a/b"])
def test_an_address_that_is_none_is_wrong_usage(option: str, url: str) -> None:
    result = copydesk("top", "--once", option, url)
    assert result.exit_code == 2
    assert f"{url}: expected http://HOST:PORT" in result.stderr


def test_one_picture_for_a_script_without_a_broker(serve: Serve) -> None:
    result = copydesk(
        "top", "--once", "--json", "--interval", "0.5", "--metrics", f"{serve({'/metrics': (200, PAGE)})}/metrics"
    )
    assert result.exit_code == 0
    assert result.stdout.isascii(), "what a terminal would obey is escaped"
    (line,) = result.stdout.splitlines()
    picture = json.loads(line)
    (cleaner,) = [service for service in picture["services"] if service["name"] == "cleaner"]
    assert (cleaner["lag"], cleaner["out_rate"], cleaner["statuses"][0]["total"]) == (3, 0.0, 7)
    assert picture["metrics"]["problem"] is None
    assert "no broker at" in picture["broker"]["problem"]
    assert [source["name"] for source in picture["sources"]] == ["h\u00e4fen"]


def test_one_picture_as_text_where_there_is_no_terminal(serve: Serve) -> None:
    port = int(serve({"/metrics": (200, PAGE)}).rpartition(":")[2])
    running = Running(pid=1, brokers="elsewhere:9092", processes=(RunningProcess(service="cleaner", port=port),))
    with announced(Settings().data_dir, running):
        result = copydesk("top", "--interval", "0.5")
    assert result.exit_code == 0
    assert "metrics \u25cf copydesk up (process 1)" in result.stdout
    assert "elsewhere" not in result.stdout, "a broker that is named counts more than one that is found"
    assert "\x1b" not in result.stdout


def test_the_broker_of_what_runs_is_found(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COPYDESK_BROKERS")
    brokers = f"127.0.0.1:{free_port()}"
    with announced(Settings().data_dir, Running(pid=1, brokers=brokers, processes=())):
        result = copydesk(
            "top", "--once", "--interval", "0.5", "--metrics", f"{serve({'/metrics': (200, PAGE)})}/metrics"
        )
    assert f"broker  \u25cb {brokers}: no broker at" in result.stdout


def test_where_nobody_answers_the_exit_code_says_so() -> None:
    result = copydesk("top", "--once", "--json", "--interval", "0.5")
    assert result.exit_code == 3
    assert "nobody answers: found none" in result.stderr
    assert json.loads(result.stdout)["services"][0]["state"] == "no metrics"
