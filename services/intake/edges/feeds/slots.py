"""Divides the feeds among processes that share a data folder, as a consumer group divides partitions.

A feed belongs to a slot by the hash of its host, and a slot to the process that holds its file's lock. The kernel
gives a lock to one process only, and takes it back the moment that the process ends, however it ends; no clock and no
lease time is involved, so that no feed is ever polled by two.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

SLOTS = 64
"""Enough to divide evenly among more processes than any newsroom needs."""

MOST_PROCESSES = 64


def slot_of(host: str) -> int:
    """The slot of a host: all feeds of a host are in one, so that two processes never ask it at a time."""
    return int.from_bytes(blake2b(host.encode(), digest_size=4).digest()) % SLOTS


class Slots:
    """The slots that this process holds. Its calls do not block."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._held: dict[int, int] = {}
        self._member = self._join()

    @property
    def held(self) -> frozenset[int]:
        """Those whose feeds are this process's."""
        return frozenset(self._held)

    def balance(self, idle: Callable[[int], bool]) -> None:
        """Take free slots, or give some up, so that each process has its share.

        Only a slot that is `idle`, with no poll under way, is given up; the others' turn comes with a later call.
        """
        share = -(-SLOTS // self._members())
        for slot in sorted(self._held, reverse=True):
            if len(self._held) <= share:
                break
            if idle(slot):
                os.close(self._held.pop(slot))
        # Each begins elsewhere, so that those who start together do not all reach for the same.
        for number in range(SLOTS):
            slot = (number + self._member * share) % SLOTS
            if len(self._held) >= share:
                return
            if slot not in self._held and (descriptor := self._locked(f"slot-{slot}")) is not None:
                self._held[slot] = descriptor

    def close(self) -> None:
        """Give everything up."""
        for descriptor in self._held.values():
            os.close(descriptor)
        self._held = {}
        os.close(self._membership)

    def _join(self) -> int:
        for number in range(MOST_PROCESSES):
            descriptor = self._locked(f"process-{number}")
            if descriptor is not None:
                self._membership = descriptor
                return number
        raise OSError(f"{MOST_PROCESSES} processes share {self._folder} already")

    def _members(self) -> int:
        return 1 + sum(
            self._is_locked(f"process-{number}") for number in range(MOST_PROCESSES) if number != self._member
        )

    def _locked(self, name: str) -> int | None:
        """The file's descriptor with the lock; None where another process has it."""
        descriptor = os.open(self._folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return descriptor

    def _is_locked(self, name: str) -> bool:
        with contextlib.suppress(FileNotFoundError):
            descriptor = os.open(self._folder / name, os.O_RDONLY | os.O_CLOEXEC)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            finally:
                os.close(descriptor)
        return False
