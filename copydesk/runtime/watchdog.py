"""Ends a process that has stood still for so long that only a restart helps.

Known hangs of the consumer (faust-streaming issues 532 and 175) leave a process that is alive and does nothing.
Kubernetes restarts it by `/livez`; where nobody probes, the process ends itself. Nothing is lost: what was not
acknowledged is read again.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

import structlog

from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.stacks import stacks

log = structlog.get_logger(__name__)

EXIT_STALLED = 70
"""EX_SOFTWARE of sysexits.h."""

LOOKS_PER_LIMIT = 10


def _end_process() -> None:
    # Not sys.exit: the thread that would have to unwind is the one that hangs.
    os._exit(EXIT_STALLED)


def watch(health: ProcessHealth, limit_seconds: float, end: Callable[[], None] = _end_process) -> threading.Event:
    """Call `end` once when the process has stood still for `limit_seconds`. Set the event returned to stop watching."""
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(limit_seconds / LOOKS_PER_LIMIT):
            seconds = health.stalled_seconds()
            if seconds > limit_seconds:
                log.critical(
                    "line stalled; ending the process so that it is restarted", seconds=round(seconds), stacks=stacks()
                )
                end()
                return

    threading.Thread(target=look, name="watchdog", daemon=True).start()
    return stop
