"""State on the disk: whole or not there, never in between; and whose log it belongs to."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from zlib import crc32

import structlog

log = structlog.get_logger(__name__)

MANIFEST = "manifest.json"
MOST_PROCESSES = 16
"""Processes that may share a data folder, each with a state of its own."""

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Position:
    """Where in its log a state stands: the next offset, and the message before it, by which the log is known again."""

    offset: int
    timestamp_ms: int = 0
    checksum: int = 0

    @classmethod
    def behind(cls, offset: int, timestamp_ms: int, value: bytes | None) -> Position:
        """The position behind a message."""
        return cls(offset + 1, timestamp_ms, crc32(value or b""))


class Snapshots:
    """The snapshots of one partition's state, in a folder that no other process uses at the time."""

    def __init__(self, folder: Path) -> None:
        """Take the first folder in `folder` that no other process has.

        Raises:
            OSError: the folder cannot be written, or other processes have all of them.
        """
        self.folder, self._lock = _free_folder(folder)

    def latest(self) -> tuple[Path, Position] | None:
        """The newest snapshot that is whole; None where there is none."""
        for folder in sorted(self.folder.glob("snapshot-*"), key=lambda path: path.name, reverse=True):
            try:
                manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
                if all(_checksum(folder / name) == value for name, value in manifest["files"].items()):
                    return folder, Position(**manifest["position"])
            except (OSError, ValueError, KeyError, TypeError) as error:
                log.warning("a snapshot cannot be read", snapshot=str(folder), error=str(error))
                continue
            log.warning("a snapshot is damaged", snapshot=str(folder))
        return None

    def fill(self, save: Callable[[Path], None]) -> Path:
        """Let `save` write to an empty folder, which is no snapshot before it was published.

        Raises:
            OSError: it cannot be written; the earlier snapshot stays.
        """
        unfinished = self.folder / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        save(unfinished)
        return unfinished

    def publish(self, unfinished: Path, position: Position) -> None:
        """Make a folder that was filled the only snapshot, once all of it is on the disk.

        Raises:
            OSError: it cannot be written; the earlier snapshot stays.
        """
        target = self.folder / f"snapshot-{position.offset:020d}"
        files = {path.name: _checksum(path) for path in unfinished.iterdir()}
        manifest = {"position": asdict(position), "files": files}
        (unfinished / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
        for path in [*unfinished.iterdir(), unfinished]:
            _sync(path)
        shutil.rmtree(target, ignore_errors=True)
        unfinished.rename(target)
        _sync(self.folder)
        for old in self.folder.glob("snapshot-*"):
            if old != target:
                shutil.rmtree(old, ignore_errors=True)

    def clear(self) -> None:
        """Remove everything: the log that it belonged to is another's, or gone."""
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)

    def close(self) -> None:
        """Leave the folder to others."""
        os.close(self._lock)


def _free_folder(folder: Path) -> tuple[Path, int]:
    for number in range(MOST_PROCESSES):
        path = folder / str(number)
        path.mkdir(parents=True, exist_ok=True)
        lock = os.open(path / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
        else:
            return path, lock
    raise OSError(f"{folder}: {MOST_PROCESSES} processes use it already")


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            value = crc32(chunk, value)
    return value


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
