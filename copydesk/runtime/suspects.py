"""Finds the article that kills the process which works on it, so that it is set aside and nobody else is blamed.

A crash of the interpreter or a kill for want of memory leaves no exception. What was in work then stands in a small
file; whoever starts next tries that one article in a process of its own before it takes it. A process that others
killed leaves the same mark: its article passes the trial and is processed like any other.
"""

from __future__ import annotations

import asyncio
import contextlib
import faulthandler
import fcntl
import multiprocessing
import os
import re
import resource
import signal
import struct
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from zlib import crc32

import structlog

from copydesk.document_error import DocumentError
from copydesk.runtime.child import end_with_parent
from copydesk.runtime.envelope import Origin
from copydesk.runtime.service import Service
from copydesk.runtime.snapshots import MOST_PROCESSES

log = structlog.get_logger(__name__)

MOST_DEATHS = 3
"""So many processes that ended at one article set it aside without another trial: it may kill only beside others."""

START_SECONDS = 60.0
"""Importing a service and loading its model take a second or two, and a machine may be busy."""

_MARK = struct.Struct("<BIiq")
"""Deaths so far and this attempt, 0 where nothing is in work; checksum of the topic; partition; offset."""

_FRAME = re.compile(r'File "(?P<file>[^"]+)", line (?P<line>\d+) in (?P<function>\S+)')


class KillingError(DocumentError):
    """An article ends the process that works on it. `place` is where, as far as that is known."""

    def __init__(self, message: str, place: str) -> None:
        super().__init__(message)
        self.place = place


class Suspects:
    """The mark of one process: what it works on, and what the one before it worked on when it ended."""

    def __init__(self, folder: Path) -> None:
        """Take the first mark in `folder` that no living process has.

        Raises:
            OSError: it cannot be written, or other processes have all of them.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._file, self._crash = _free_mark(folder)
        left = os.pread(self._file, _MARK.size, 0)
        self._deaths, *suspect = _MARK.unpack(left) if len(left) == _MARK.size else (0, 0, 0, 0)
        self._suspect = tuple(suspect) if self._deaths else None
        self.end()
        if self._suspect is not None:
            log.warning("a process ended in the middle of an article", partition=suspect[1], offset=suspect[2])

    def begin(self, origin: Origin) -> None:
        """Take note of what is worked on now."""
        name = _name(origin)
        deaths = self._deaths if name == self._suspect else 0
        # To the page cache: it outlives the process, and where the machine goes down nobody is to blame.
        os.pwrite(self._file, _MARK.pack(deaths + 1, *name), 0)

    def end(self) -> None:
        """Nothing is worked on now."""
        os.pwrite(self._file, b"\0", 0)

    async def problem(self, service: Service[Any], origin: Origin, cpu_seconds: float) -> KillingError | None:
        """Why a message must not be worked on here, found out in a process of its own; None for all but suspects.

        `cpu_seconds`: what an article may take; one that takes twice as much and cannot be interrupted is ended.
        """
        if _name(origin) != self._suspect:
            return None
        if self._deaths >= MOST_DEATHS:
            return KillingError(f"{self._deaths} processes ended while they worked on it", "unknown")
        log.warning("it is tried in a process of its own", topic=origin.topic, offset=origin.offset)
        return await asyncio.to_thread(self._tried, service, origin.original_value(), cpu_seconds)

    def _tried(self, service: Service[Any], value: bytes, cpu_seconds: float) -> KillingError | None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        limit = int(2 * cpu_seconds) + 1
        child = context.Process(target=_try, args=(theirs, service, str(self._crash), limit), daemon=True)
        child.start()
        theirs.close()
        try:
            return self._verdict(child, ours, value, limit)
        finally:
            ours.close()
            child.kill()
            child.join()

    def _verdict(
        self, child: multiprocessing.process.BaseProcess, ours: Connection, value: bytes, limit: int
    ) -> KillingError | None:
        try:
            if not ours.poll(START_SECONDS) or ours.recv() != "ready":
                return None
        except EOFError:  # it does not even start, so it proves nothing
            return None
        with contextlib.suppress(OSError):
            ours.send_bytes(value)
        with contextlib.suppress(EOFError, OSError):
            # Beside a busy machine's other processes it may take many times as long as on the CPU.
            if ours.poll(10 * limit) and ours.recv() == "done":
                return None
        child.join(1)
        how = "does not end" if child.exitcode is None else _how(child.exitcode)
        return KillingError(f"the process that works on it {how}", _place(self._crash))

    def close(self) -> None:
        """Leave the mark to others; nothing is in work."""
        self.end()
        os.close(self._file)


def _name(origin: Origin) -> tuple[int, int, int]:
    return crc32(origin.topic.encode("utf-8", "surrogatepass")), origin.partition, origin.offset


def _free_mark(folder: Path) -> tuple[int, Path]:
    for number in range(MOST_PROCESSES):
        file = os.open(folder / str(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
        else:
            return file, folder / f"{number}.crash"
    raise OSError(f"{folder}: {MOST_PROCESSES} processes use it already")


def _try(connection: Connection, service: Service[Any], crash: str, cpu_seconds: int) -> None:
    """The trial, in its own process: whatever the article raises is no crime, only not to come back is."""
    end_with_parent()
    with contextlib.suppress(OSError):
        # Where memory is short, the kernel is to end this process, not the one that waits for it.
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    with Path(crash).open("w", encoding="utf-8") as report:
        faulthandler.enable(report)
        handler = service.ready_handler()
        connection.send("ready")
        value = connection.recv_bytes()
        resource.setrlimit(resource.RLIMIT_CPU, (_cpu_spent() + cpu_seconds, _cpu_spent() + cpu_seconds))
        with contextlib.suppress(Exception):
            handler(service.source.model_validate_json(value))
        connection.send("done")


def _cpu_spent() -> int:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return int(usage.ru_utime + usage.ru_stime) + 1


def _how(status: int) -> str:
    return f"is killed ({signal.Signals(-status).name})" if status < 0 else f"ends with status {status}"


def _place(crash: Path) -> str:
    """File, line and function of the innermost frame in the report of a crash."""
    with contextlib.suppress(OSError):
        if found := _FRAME.search(crash.read_text(encoding="utf-8", errors="replace")):
            file = Path(found["file"])
            return f"{file.parent.name}/{file.name}:{found['line']} {found['function']}"
    return "unknown"
