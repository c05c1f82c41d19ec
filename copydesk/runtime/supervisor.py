"""Keeps one process a service running on this machine: starts, restarts and stops them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import structlog

from copydesk.runtime.broker import free_port
from copydesk.runtime.child import end_with_parent

log = structlog.get_logger(__name__)

FIRST_BACKOFF_SECONDS = 1.0
LONGEST_BACKOFF_SECONDS = 30.0
STEADY_SECONDS = 60.0
"""A process that ran for so long is restarted at once; one that fails sooner waits longer each time."""

STOP_ROOM_SECONDS = 5.0
"""On top of the grace that a service gives its own work."""


@dataclass(slots=True)
class Child:
    """One service's process."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    started: float
    backoff: float = FIRST_BACKOFF_SECONDS
    restart_at: float | None = None
    restarts: int = 0


class Supervisor:
    """Runs `copydesk run NAME` once for each service."""

    def __init__(
        self, names: Sequence[str], environment: Mapping[str, str], first_port: int, output: BinaryIO | None
    ) -> None:
        self._environment = dict(environment)
        self._output = output
        self.children: list[Child] = []
        port = first_port
        for name in names:
            port = free_port(port)
            self.children.append(Child(name, port, self._start(name, port), time.monotonic()))
            port += 1

    def _start(self, name: str, port: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own program with our own arguments
            [sys.executable, "-m", "copydesk", "run", name],
            env={**os.environ, **self._environment, "COPYDESK_HEALTH_PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stderr=self._output,
            # A Ctrl-C at the terminal reaches the supervisor alone, which then stops its children in order.
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - it only asks the kernel for a signal, and takes no lock
        )

    def look(self) -> None:
        """Restart what has ended. Call it often; it never blocks."""
        now = time.monotonic()
        for child in self.children:
            if child.process.poll() is None:
                continue
            if child.restart_at is None:
                child.backoff = FIRST_BACKOFF_SECONDS if now - child.started > STEADY_SECONDS else child.backoff
                child.restart_at = now + child.backoff
                log.warning(
                    "service ended; it is restarted",
                    name=child.name,
                    status=child.process.returncode,
                    seconds=child.backoff,
                )
                child.backoff = min(child.backoff * 2, LONGEST_BACKOFF_SECONDS)
            elif now >= child.restart_at:
                child.process = self._start(child.name, child.port)
                child.started, child.restart_at = now, None
                child.restarts += 1

    def stop(self, grace_seconds: float) -> None:
        """Stop all services and wait for them; what they had not finished they read again at the next start."""
        for child in self.children:
            if child.process.poll() is None:
                child.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + grace_seconds + STOP_ROOM_SECONDS
        for child in self.children:
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.warning("service does not stop; it is killed", name=child.name)
                child.process.kill()
                child.process.wait()
