"""Where each thread and each task of this process stands: what a log needs of a process that hangs."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

INNERMOST = 4
"""Frames that are named of each stack: where it waits, and for whom."""

MOST_STACKS = 60
"""A process of a service has some thirty threads and tasks; one that has run wild must not fill the log."""


def stacks() -> list[str]:
    """A line for each thread and each task that has not ended: its name, and its innermost frames, innermost first."""
    found = [*_of_threads(), *_of_tasks()]
    return found[:MOST_STACKS]


def _of_threads() -> Iterator[str]:
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    for ident, frame in sys._current_frames().items():  # noqa: SLF001 - documented, in spite of its name
        yield _line(f"thread {names.get(ident, ident)}", _callers(frame))


def _of_tasks() -> Iterator[str]:
    # asyncio tells of one loop only, to whoever knows it; Faust's consumer has a loop and a thread of its own.
    for task in [each for each in gc.get_objects() if isinstance(each, asyncio.Task)]:
        if not task.done():
            yield _line(f"task {task.get_name()}", reversed([*_awaited(task.get_coro())]))


def _callers(frame: FrameType | None) -> Iterator[FrameType]:
    """A frame, then who called it, and so on."""
    while frame is not None:
        yield frame
        frame = frame.f_back


def _awaited(waiting: object) -> Iterator[FrameType]:
    """The frame of a coroutine or generator, then of what it waits for, and so on."""
    while waiting is not None:
        frame = getattr(waiting, "cr_frame", None) or getattr(waiting, "gi_frame", None)
        if frame is None:
            return
        yield frame
        waiting = getattr(waiting, "cr_await", None) or getattr(waiting, "gi_yieldfrom", None)


def _line(name: str, frames: Iterator[FrameType]) -> str:
    named = [_named(frame) for frame, _ in zip(frames, range(INNERMOST), strict=False)]
    return f"{name}: {' < '.join(named) or 'no Python frame'}"


def _named(frame: FrameType) -> str:
    file = Path(frame.f_code.co_filename)
    return f"{file.parent.name}/{file.name}:{frame.f_lineno} {frame.f_code.co_name}"
