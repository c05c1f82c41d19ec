from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from copydesk.runtime import supervisor as supervisor_module
from copydesk.runtime.supervisor import FIRST_BACKOFF_SECONDS, LONGEST_BACKOFF_SECONDS, STEADY_SECONDS, Supervisor

FOR_EVER = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)",
]


class Clock:
    """Stands for the `time` of the supervisor."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


class FakeProcess:
    """Ends when the test says so."""

    def __init__(self) -> None:
        self.returncode: int | None = None

    def poll(self) -> int | None:
        return self.returncode


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(supervisor_module, "time", clock)
    return clock


@pytest.fixture
def supervised(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Supervisor:
    monkeypatch.setattr(Supervisor, "_start", lambda *_arguments: FakeProcess())
    return Supervisor(["cleaner", "dedup"], {}, 0, None)


def end(supervisor: Supervisor, status: int = 1) -> None:
    process = supervisor.children[0].process
    assert isinstance(process, FakeProcess)
    process.returncode = status


def test_each_service_has_a_port_of_its_own(supervised: Supervisor) -> None:
    ports = [child.port for child in supervised.children]
    assert len(set(ports)) == 2
    assert all(port > 0 for port in ports)


def test_what_has_ended_is_restarted_and_its_neighbours_are_left_alone(clock: Clock, supervised: Supervisor) -> None:
    child, other = supervised.children
    first, neighbour, port = child.process, other.process, child.port
    end(supervised)
    supervised.look()
    assert child.process is first, "not before the wait is over"
    clock.now += FIRST_BACKOFF_SECONDS
    supervised.look()
    assert child.process is not first
    assert (child.restarts, child.port) == (1, port)
    assert (other.process, other.restarts) == (neighbour, 0)


def waits(clock: Clock, supervised: Supervisor, number: int) -> list[float]:
    child = supervised.children[0]
    found = []
    for _ in range(number):
        end(supervised)
        supervised.look()
        assert child.restart_at is not None
        found.append(child.restart_at - clock.now)
        clock.now = child.restart_at
        supervised.look()
    return found


def test_what_fails_over_and_over_waits_longer_up_to_a_limit(clock: Clock, supervised: Supervisor) -> None:
    assert waits(clock, supervised, 7) == [1, 2, 4, 8, 16, LONGEST_BACKOFF_SECONDS, LONGEST_BACKOFF_SECONDS]


def test_what_ran_for_a_while_is_restarted_soon(clock: Clock, supervised: Supervisor) -> None:
    waits(clock, supervised, 5)
    clock.now += STEADY_SECONDS + 1
    assert waits(clock, supervised, 2) == [1, 2]


def test_stop_ends_all_and_kills_what_does_not_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor_module, "STOP_ROOM_SECONDS", 0.2)
    commands = {"cleaner": FOR_EVER, "dedup": DEAF}

    def start(_supervisor: Supervisor, name: str, _port: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(commands[name], stdout=subprocess.PIPE)

    monkeypatch.setattr(Supervisor, "_start", start)
    supervisor = Supervisor(["cleaner", "dedup"], {}, 0, None)
    deaf = supervisor.children[1].process
    assert deaf.stdout
    deaf.stdout.readline()
    supervisor.stop(0)
    assert [child.process.returncode for child in supervisor.children] == [-signal.SIGTERM, -signal.SIGKILL]


def test_a_service_is_told_its_settings_and_its_port(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []

    def popen(command: list[str], *, env: dict[str, str], **_options: object) -> FakeProcess:
        started.append((command, env))
        return FakeProcess()

    monkeypatch.setattr(subprocess, "Popen", popen)
    monkeypatch.setenv("COPYDESK_BROKERS", "elsewhere:1")
    supervisor = Supervisor(["cleaner"], {"COPYDESK_BROKERS": "here:9092"}, 0, None)
    ((command, environment),) = started
    assert command[-2:] == ["run", "cleaner"]
    assert environment["COPYDESK_BROKERS"] == "here:9092"
    assert environment["COPYDESK_HEALTH_PORT"] == str(supervisor.children[0].port)
    assert "PATH" in environment
