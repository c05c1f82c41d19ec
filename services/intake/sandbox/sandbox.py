"""Foreign bytes are parsed in a process of their own: what hangs is ended, what crashes costs one file.

The process is started when the first such file comes and serves all that follow. A file costs it a round trip over a
socket, well under a millisecond.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypedDict

from services.intake.formats.format import Fields, FormatError, Parsed, Refused
from services.intake.sandbox.socket_protocol import TooLongError, receive, send
from services.intake.sandbox.worker import READY, Limits, Request

ROOT = Path(__file__).parents[3]
"""Where the child finds this very package, installed or not."""

WORKER = "services.intake.sandbox.worker"

ANSWER_ROOM_BYTES = 1 << 16
"""On top of the items: the head of the answer."""

START_SECONDS = 60.0
"""Importing the formats takes half a second, and a machine may be busy with a hundred other things."""

EXIT_SECONDS = 1.0
"""A child whose socket has closed is about to end, and then tells by its status how."""


@dataclass(frozen=True, slots=True)
class ParseResult:
    """What became of a file: its format, the media type that it stands for, and its articles in order."""

    format: str
    media_type: str
    items: tuple[Parsed | Refused, ...]


class _Item(TypedDict, total=False):
    fields: Fields
    value: str
    error: str


class _Answer(TypedDict, total=False):
    format: str
    media_type: str
    items: list[_Item]
    error: str
    spent: bool


class _LostError(Exception):
    """The child ended, or must not go on; the message says how. Another child may fare better."""


class Sandbox:
    """Parses files of any format. May be used from several threads; they take turns."""

    def __init__(self, limits: Limits | None = None, worker: str = WORKER) -> None:
        """`worker` is the module that the child runs."""
        self.limits = limits or Limits()
        self._worker = worker
        self._child: _Child | None = None
        self._closed = False
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child, whatever it does; who waits for its answer gets a FormatError. Nothing is parsed any more."""
        self._closed = True
        child = self._child
        if child is not None:
            child.end()

    def parse(self, data: bytes, name: str = "", media_type: str = "") -> ParseResult:
        """All articles of a file.

        Raises:
            FormatError: no format reads it, its parser refused it, hung or crashed, or a limit is reached.
        """
        parsed = self._read(Request(name, media_type, may_be_read_already=False), data)
        if parsed is None:
            raise FormatError("no format is known that reads this")
        return parsed

    def parse_body(self, body: str, media_type: str) -> ParseResult | None:
        """All articles of a body that is still in its original format; None where it is text already.

        Raises:
            FormatError: as `parse`.
        """
        return self._read(Request("", media_type, may_be_read_already=True), body.encode("utf-8", "replace"))

    def _read(self, request: Request, data: bytes) -> ParseResult | None:
        if len(data) > self.limits.file_bytes:
            raise FormatError(f"it is longer than {self.limits.file_bytes} bytes")
        with self._lock:
            answer = self._answer(request, data)
        if answer is None:
            return None
        if "error" in answer:
            raise FormatError(answer["error"])
        return ParseResult(answer["format"], answer["media_type"], tuple(_item(item) for item in answer["items"]))

    def _answer(self, request: Request, data: bytes) -> _Answer | None:
        """What the child says. Where it dies with others' leftovers in its memory, a fresh one gets a try."""
        child = self._ready_child()
        try:
            return self._asked(child, request, data)
        except _LostError as error:
            if not child.served or self._closed:
                raise FormatError(str(error)) from None
        try:
            return self._asked(self._ready_child(), request, data)
        except _LostError as error:
            raise FormatError(str(error)) from None

    def _asked(self, child: _Child, request: Request, data: bytes) -> _Answer | None:
        try:
            return child.ask(request, data)
        except BaseException:
            child.end()
            self._child = None
            raise

    def _ready_child(self) -> _Child:
        if self._closed:
            raise FormatError("the parser is shut down")
        if self._child is None or not self._child.alive():
            if self._child is not None:
                self._child.end()
            self._child = _Child(self.limits, self._worker)
            if self._closed:  # closed by another thread just now, before it could see the child
                self._child.end()
            self._child.wait_until_ready()
        return self._child


class _Child:
    def __init__(self, limits: Limits, worker: str) -> None:
        self.served = 0
        self._limits = limits
        self._socket, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-P", "-m", worker, str(theirs.fileno()), json.dumps(asdict(limits))]
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                # Settings hold secrets, which a parser of foreign bytes must not be able to give away.
                env={"PYTHONPATH": str(ROOT), "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            )

    def wait_until_ready(self) -> None:
        """Return when it waits for work.

        Raises:
            FormatError: it does not start.
        """
        try:
            hello = receive(self._socket, len(READY), time.monotonic() + START_SECONDS)
        except (OSError, TooLongError):
            hello = None
        if hello != READY:
            self.end()
            raise FormatError("the process that parses files does not start")

    def alive(self) -> bool:
        """Whether it waits for work."""
        return self._process.poll() is None

    def ask(self, request: Request, data: bytes) -> _Answer | None:
        """The child's answer.

        Raises:
            FormatError: it took too long, or its answer is too long; it must be ended now.
            _LostError: it ended, or has no memory left.
        """
        deadline = time.monotonic() + self._limits.seconds
        limit = self._limits.result_bytes + ANSWER_ROOM_BYTES
        try:
            self._socket.settimeout(self._limits.seconds)
            send(self._socket, request.encoded())
            send(self._socket, data)
            encoded = receive(self._socket, limit, deadline)
        except TimeoutError:
            raise FormatError(f"parsing it took longer than {self._limits.seconds:g} s") from None
        except TooLongError:
            raise FormatError(f"its articles take over {limit} bytes") from None
        except OSError:
            encoded = None
        if encoded is None:
            raise _LostError(f"the parser {self._how_it_ended()}")
        answer: _Answer | None = json.loads(encoded)
        if answer is not None and answer.get("spent"):
            raise _LostError(answer["error"])
        self.served += 1
        return answer

    def end(self) -> None:
        """End the process and let the system forget it. May be called again, and while another thread asks."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._process.kill()
        self._process.wait()

    def _how_it_ended(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = self._process.wait(EXIT_SECONDS)
            return f"crashed ({signal.Signals(-status).name})" if status < 0 else f"ended with status {status}"
        return "does not answer any more"


def _item(item: _Item) -> Parsed | Refused:
    if "error" in item:
        return Refused(base64.b64decode(item["value"]), FormatError(item["error"]))
    return Parsed(item["fields"])
