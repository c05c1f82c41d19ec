"""The line under test: processes of all services, each with a disk and a clock of its own, restarted when they end."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.cluster import Cluster, Worker
from tests.support.jumping_clock import Setting

LOOK_SECONDS = 0.2
DISK_BYTES = 48 * 1024 * 1024
"""Room for a small state and its snapshots, and quickly filled."""

SETTINGS = {
    "SNAPSHOT_SECONDS": "2",
    # The embedded broker sometimes lets nobody join a group for minutes.
    "STALL_SECONDS": "30",
    "REQUEST_TIMEOUT_SECONDS": "15",
}


class Line:
    """Processes named `service/number`."""

    def __init__(
        self, cluster: Cluster, names: Sequence[str], settings: dict[str, str] | None = None, module: str | None = None
    ) -> None:
        """`settings` on top of `SETTINGS`; `module` is run in place of the services, without arguments."""
        self.names = tuple(names)
        self.cluster = cluster
        self.ended: Counter[str] = Counter()
        """How often a process ended by itself, by name and exit status."""

        self._module = module
        self._settings = {**SETTINGS, **(settings or {})}
        self._workers: dict[str, Worker] = {}
        self._held: set[str] = set()
        self._lock = threading.Lock()
        self._done = threading.Event()

    def folder(self, name: str) -> Path:
        """The data folder of a process."""
        return self.cluster.folder / name.replace("/", "-")

    def worker(self, name: str) -> Worker:
        """The process of that name that was started last."""
        return self._workers[name]

    @contextmanager
    def running(self) -> Iterator[Line]:
        """Start what runs not yet, and start again whatever ends, as any supervisor does."""
        for name in self.names:
            self.start(name)
        thread = threading.Thread(target=self._supervise)
        thread.start()
        try:
            yield self
        finally:
            self._done.set()
            thread.join()
            for worker in self._workers.values():
                # A process that is stopped can be killed, and waits for nobody.
                worker.process.kill()
                worker.process.wait()

    def start(self, name: str) -> Worker:
        """Start a process of that name."""
        service = name.partition("/")[0]
        self.folder(name).mkdir(exist_ok=True)
        worker = self.cluster.start(
            "tests.support.jumping_clock",
            str(self._clock(name)),
            *([self._module] if self._module else ["copydesk", "run", service]),
            **{**self._settings, "DATA_DIR": str(self.folder(name))},
        )
        self._workers[name] = worker
        return worker

    def signal(self, name: str, number: signal.Signals) -> None:
        """Send a signal; to a process that has ended there is nothing to say."""
        with contextlib.suppress(ProcessLookupError):
            self._workers[name].process.send_signal(number)

    def hold(self, name: str) -> None:
        """Do not start it again until it is released."""
        with self._lock:
            self._held.add(name)

    def release(self, name: str) -> None:
        """Start it again when it has ended, or once it ends."""
        with self._lock:
            self._held.discard(name)

    def join(self, name: str) -> None:
        """Start a further process, which nobody starts again."""
        self.hold(name)
        self.start(name)

    def set_clock(self, name: str, setting: Setting) -> None:
        """Set the wall clock of a process."""
        setting.write(self._clock(name))

    def _clock(self, name: str) -> Path:
        return self.cluster.folder / f"{name.replace('/', '-')}.clock"

    def _supervise(self) -> None:
        while not self._done.wait(LOOK_SECONDS):
            with self._lock:
                due = [name for name in self._workers if name not in self._held]
                for name in due:
                    status = self._workers[name].process.poll()
                    if status is not None:
                        self.ended[f"{name.partition('/')[0]} {status}"] += 1
                        self.start(name)


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A file system of `DISK_BYTES` at a folder.

    Raises:
        OSError: this user may not mount.
    """
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(folder)]
    if os.geteuid() != 0:
        command = ["sudo", "-n", *command[:4], f"size={DISK_BYTES},mode=0777", *command[5:]]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise OSError(str(error)) from error
    if done.returncode:
        raise OSError(f"{' '.join(command)}: {done.stderr.strip()}")
    try:
        yield
    finally:
        # Lazily: a process that was killed a moment ago may still be leaving.
        subprocess.run([*command[: command.index("mount")], "umount", "--lazy", str(folder)], check=True)
