"""What one article may cost in one service: the work on one that costs more is ended, and its neighbours go on."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path, PurePath
from types import FrameType
from typing import TypeVar

from copydesk.document_error import DocumentError

TICK_SECONDS = 0.05
"""CPU time between two looks at what an article has cost by now. Most take less as a whole, and are never looked at."""

_STATM = Path("/proc/self/statm")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")

Made = TypeVar("Made")


class OverBudgetError(DocumentError):
    """An article costs too much. `place` is the file, line and function that was at work when that was seen."""

    def __init__(self, message: str, place: str) -> None:
        super().__init__(message)
        self.place = place


class _Interruption(BaseException):
    """Ends the work on an article, from wherever it is. No `except Exception` of a core may keep it."""

    def __init__(self, message: str, frame: FrameType | None) -> None:
        self.message = f"{message}{_stage(frame)}"
        self.place = _place(frame)


class Budget:
    """CPU time and memory for one article.

    A timer of the kernel interrupts the main thread, where the work is done, and Python raises from there. It reaches
    into the matching of regular expressions, which no other thread could interrupt since it holds the interpreter's
    lock. Only work that changes nothing but what it returns may be ended like this.
    """

    def __init__(self, cpu_seconds: float, memory_bytes: int) -> None:
        """`memory_bytes`: by how much the process may grow meanwhile, where the system tells (Linux)."""
        self._cpu_seconds = cpu_seconds
        self._memory_bytes = memory_bytes
        self._is_running = False
        self._cpu_end = 0.0
        self._memory_end: int | None = None

    def spent_on(self, work: Callable[[], Made]) -> Made:
        """Do some work; beside the main thread, where nothing can be interrupted, without a limit.

        Raises:
            OverBudgetError: it costs too much.
            Exception: whatever the work raises.
        """
        if threading.current_thread() is not threading.main_thread():
            return work()
        self._cpu_end = time.thread_time() + self._cpu_seconds
        self._memory_end = None
        # Set for good, never back to the default: a signal that is still under way would end the process.
        signal.signal(signal.SIGPROF, self._look)
        try:
            try:
                self._is_running = True
                signal.setitimer(signal.ITIMER_PROF, TICK_SECONDS, TICK_SECONDS)
                return work()
            finally:
                self._is_running = False
                signal.setitimer(signal.ITIMER_PROF, 0)
        except _Interruption as interruption:
            # It may have come within the lines above, too.
            self._is_running = False
            signal.setitimer(signal.ITIMER_PROF, 0)
            raise OverBudgetError(interruption.message, interruption.place) from None

    def _look(self, _number: int, frame: FrameType | None) -> None:
        """Look at what the work has cost. Called again and again: a finaliser keeps what is raised in it to itself."""
        if not self._is_running:
            return
        if time.thread_time() > self._cpu_end:
            raise _Interruption(f"it took over {self._cpu_seconds:g} s of CPU", frame)
        if self._memory_end is None:
            # Only now, since most articles are done before: in so little time hardly any memory is taken.
            self._memory_end = _resident() + self._memory_bytes
        elif _resident() > self._memory_end:
            raise _Interruption(f"it took over {self._memory_bytes >> 20} MB of memory", frame)


def _resident() -> int:
    """Bytes of memory that the process has; 0 where the system does not tell."""
    try:
        return int(_STATM.read_bytes().split()[1]) * _PAGE_BYTES
    except OSError:
        return 0


def _stage(frame: FrameType | None) -> str:
    """The part of the core that was at work, as its function is called."""
    while frame is not None and PurePath(frame.f_code.co_filename).name != "core.py":
        frame = frame.f_back
    return "" if frame is None else f", in {frame.f_code.co_name}"


def _place(frame: FrameType | None) -> str:
    if frame is None:
        return "unknown"
    file = PurePath(frame.f_code.co_filename)
    return f"{file.parent.name}/{file.name}:{frame.f_lineno} {frame.f_code.co_name}"
