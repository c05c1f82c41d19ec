"""The drop folder: whatever is put into it is published, then moved to `done/` beside it.

A file is moved only after all that came out of it is confirmed by the broker, so a crash in the middle reads it again;
the event ids are the same, so a consumer can drop the repeats.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import structlog

from copydesk.runtime import tracing
from copydesk.runtime.in_flight import Arrival, Entry
from copydesk.runtime.settings import Settings
from services.intake.edges.arrivals import arrival
from services.intake.edges.background import in_background
from services.intake.files import read_submissions
from services.intake.sandbox.limits import parse_limits
from services.intake.sandbox.sandbox import Sandbox

log = structlog.get_logger(__name__)

LOOK_SECONDS = 1.0
SETTLED_SECONDS = 1.0
"""A file that changed within the last second may still be written to. Writers do best to rename into the folder."""

UNFINISHED_SUFFIXES = frozenset({".part", ".tmp", ".crdownload", ".filepart"})


class DroppedFile:
    """Counts what is still on its way of one file, and moves it when nothing is.

    Raises:
        OSError: the file is not there.
    """

    def __init__(self, path: Path, done: Path) -> None:
        self.finished = False
        self._path = path
        self._done = done
        self._state = _state(path)
        self._open = 1  # the reading itself
        self._refused = 0
        self._articles = 0
        self._could_not_leave = False
        self.span = tracing.begin("read file", "internal", attributes={"file.name": path.name})

    def note_taken(self) -> None:
        """One more article of the file is on its way."""
        self._open += 1
        self._articles += 1

    def note_ended(self, entry: Entry) -> None:
        """An article of the file is confirmed, as an article or as a dead letter."""
        self._refused += entry.error is not None
        self._close_one()

    def note_read(self) -> None:
        """The whole file is read."""
        self._close_one()

    def _close_one(self) -> None:
        self._open -= 1
        if self._open:
            return
        self.span.attributes |= {"copydesk.articles": self._articles, "copydesk.refused": self._refused}
        self._try_to_leave()
        self.span.end()

    def leave_at_last(self) -> None:
        """Move the file where that failed before: a disk may have room again."""
        if self._could_not_leave and not self.finished:
            self._try_to_leave()

    def _try_to_leave(self) -> None:
        try:
            self._leave_folder()
        except OSError as error:
            # It counts as under way until it is gone, so that it is not published over and over.
            if not self._could_not_leave:
                log.error("file is published but cannot be moved", file=self._path.name, error=str(error))  # noqa: TRY400 - the traceback says no more
            self._could_not_leave = True
            self.span.error = error
        else:
            self.finished = True

    def _leave_folder(self) -> None:
        name = self._path.name
        if _state(self._path) != self._state:
            # Its end was not read, so it must not be put away. The event ids tell consumers what is repeated.
            log.warning("file was written to while it was read; it is read again", file=name)
            return
        self._done.mkdir(parents=True, exist_ok=True)
        target = self._done / name
        if target.exists():
            target = self._done / f"{self._path.stem}.{time.time_ns()}{self._path.suffix}"
        self._path.rename(target)
        log.info("file published", file=name, articles=self._articles, refused=self._refused)


def _state(path: Path) -> tuple[int, int, int]:
    """What differs when a file is written to or replaced."""
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def watch_drop_folder(settings: Settings) -> AsyncIterator[Arrival]:
    """Everything that is put into the drop folder, for ever. The folder is there as soon as this is called.

    Raises:
        OSError: the folder cannot be made.
    """
    folder = settings.data_dir / "drop"
    folder.mkdir(parents=True, exist_ok=True)
    return _watched(folder, settings)


async def _watched(folder: Path, settings: Settings) -> AsyncIterator[Arrival]:
    log.info("watching the drop folder", folder=str(folder))
    under_way: dict[Path, DroppedFile] = {}
    rest = Rest()
    with Sandbox(parse_limits(settings)) as sandbox:
        while True:
            for path in _settled_files(folder, rest):
                if path in under_way and not under_way[path].finished:
                    continue
                try:
                    dropped = under_way[path] = DroppedFile(path, folder / "done")
                    async for item in _arrivals(path, dropped, sandbox):
                        yield item
                except OSError as error:
                    log.error("file cannot be read; it stays where it is", file=path.name, error=str(error))  # noqa: TRY400 - the traceback says no more
            for dropped in under_way.values():
                dropped.leave_at_last()
            under_way = {path: dropped for path, dropped in under_way.items() if not dropped.finished and path.exists()}
            await asyncio.sleep(LOOK_SECONDS)


async def _arrivals(path: Path, dropped: DroppedFile, sandbox: Sandbox) -> AsyncIterator[Arrival]:
    with path.open("rb") as stream:
        # In a thread: a parser may take its time, and what came before must be acknowledged meanwhile.
        async with aclosing(in_background(read_submissions(path.name, stream, "drop", sandbox))) as submissions:
            async for submission in submissions:
                dropped.note_taken()
                yield arrival(submission, dropped.note_ended, link=dropped.span.traceparent)
    dropped.note_read()


class Rest:
    """Tells files that nobody writes to any more."""

    def __init__(self) -> None:
        self._ahead: dict[Path, tuple[float, float]] = {}

    def settled(self, path: Path, changed: float) -> bool:
        """Whether a file that was changed at this time of the wall clock has rested.

        Where that is in the future, a clock was set back or the file keeps the time of another machine. Such a file is
        watched by the clock that only goes forward, or it would lie there until its time has come.
        """
        if changed <= time.time():
            self._ahead.pop(path, None)
            return time.time() - changed >= SETTLED_SECONDS
        seen, since = self._ahead.get(path, (None, 0.0))
        if seen != changed:
            seen, since = self._ahead[path] = changed, time.monotonic()
        return time.monotonic() - since >= SETTLED_SECONDS

    def forget_all_but(self, paths: set[Path]) -> None:
        """Forget the files that are gone."""
        self._ahead = {path: seen for path, seen in self._ahead.items() if path in paths}


def _settled_files(folder: Path, rest: Rest) -> list[Path]:
    """Files that nobody writes to any more, the oldest first; hidden and unfinished ones are left alone."""
    paths = set(folder.iterdir())
    rest.forget_all_but(paths)
    found: list[tuple[float, Path]] = []
    for path in paths:
        # A link could name any file of this machine: who may write here may not read that.
        if path.is_symlink() or path.name.startswith(".") or path.suffix.lower() in UNFINISHED_SUFFIXES:
            continue
        try:
            status = path.stat()
        except FileNotFoundError:  # moved away between the listing and now
            continue
        if path.is_file() and rest.settled(path, status.st_mtime):
            found.append((status.st_mtime, path))
    return [path for _, path in sorted(found)]
