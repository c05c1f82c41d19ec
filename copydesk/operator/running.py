"""What `copydesk up` leaves in its data folder while it runs: where others find its broker and its processes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field, ValidationError

from schemas.document import Contract

FILE_NAME = "running.json"


class RunningProcess(Contract):
    """A process, and the port of its health pages on this machine."""

    service: str
    port: int


class Running(Contract):
    """One `copydesk up`: its process id, its broker, and the processes that it keeps running.

    `producer_idempotence` is the setting of that name, which the embedded broker does without.
    """

    pid: int = Field(gt=0)
    brokers: str
    producer_idempotence: bool = True
    processes: tuple[RunningProcess, ...]


@contextlib.contextmanager
def announced(data_dir: Path, running: Running) -> Iterator[None]:
    """Leave the file there for as long as it is true."""
    path = data_dir / FILE_NAME
    draft = path.with_suffix(".new")
    draft.write_text(running.model_dump_json(), encoding="utf-8")
    draft.replace(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def find_running(data_dir: Path) -> Running | None:
    """What runs with this data folder; None where nothing does. A file whose process has ended counts for nothing."""
    try:
        found = Running.model_validate_json((data_dir / FILE_NAME).read_bytes())
    except (OSError, ValidationError):
        return None
    return found if _runs(found.pid) else None


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True  # somebody else's
    return True
