"""The program that `helm test` runs, against processes that are ready and others that are not."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import ModuleType

import pytest

from tests.support.manifests import CHART


class Health(BaseHTTPRequestHandler):
    """A health port: ready, or not and why."""

    problem = ""

    def do_GET(self) -> None:
        self.send_response(503 if self.problem or self.path != "/readyz" else 200)
        self.end_headers()
        self.wfile.write(self.problem.encode())

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The program, which asks a server of this test."""
    found = importlib.util.spec_from_file_location("ready", CHART / "files" / "ready.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    monkeypatch.setattr(Health, "problem", "")
    with HTTPServer(("127.0.0.1", 0), Health) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setattr(module, "PORT", server.server_port)
        yield module
        server.shutdown()


def test_all_are_ready(ready: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert ready.main(["127.0.0.1", "127.0.0.1"]) == 0
    assert capsys.readouterr().out == "127.0.0.1 127.0.0.1: ready\n" * 2


def test_one_that_is_not_ready_says_why(
    ready: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Health, "problem", "joining the consumer group")
    assert ready.main(["127.0.0.1"]) == 1
    assert capsys.readouterr().out == "127.0.0.1 127.0.0.1: joining the consumer group\n"


def test_a_service_without_a_process_is_named_and_the_others_are_asked_all_the_same(
    ready: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ready.main(["nobody.invalid", "127.0.0.1"]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("nobody.invalid: no process:")
    assert second == "127.0.0.1 127.0.0.1: ready"


def test_one_that_does_not_listen_is_not_ready(ready: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert ready.main(["127.0.0.2"]) == 1
    assert "refused" in capsys.readouterr().out
