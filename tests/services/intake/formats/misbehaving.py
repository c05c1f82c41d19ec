"""A sandbox's child whose one format does what the file says: for tests of the sandbox, and run by it."""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from services.intake.formats.format import Format, FormatError, Parsed, Refused
from services.intake.sandbox import worker

kept: list[bytes] = []


def parse(data: bytes) -> Iterator[Parsed | Refused]:  # noqa: C901, PLR0911, PLR0912 - one order a case
    """Do what the first word says."""
    order, _, rest = data.decode().partition(" ")
    match order:
        case "hang":
            time.sleep(600)
        case "spin":
            while True:
                pass
        case "crash":
            ctypes.string_at(0)
        case "exit":
            os._exit(3)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "eat":
            kept.append(bytes(int(rest)))
        case "raise":
            raise KeyError(rest)
        case "nest":
            sys.setrecursionlimit(100)
            parse_deeper(data)
        case "refuse":
            raise FormatError(f"line 1: {rest}")
        case "mixed":
            yield Parsed({"body": "one"})
            yield Refused(b"\xff two", FormatError("item 2: broken"))
            yield Parsed({"body": "three"})
            return
        case "long":
            yield Parsed({"body": "x" * int(rest)})
            return
        case "environment":
            yield Parsed({"body": "\n".join(sorted(os.environ))})
            return
        case "connect":
            yield Parsed({"body": refused(lambda: socket.create_connection(("127.0.0.1", int(rest)), 2))})
            return
        case "listen":
            yield Parsed({"body": refused(lambda: socket.create_server(("127.0.0.1", 0)))})
            return
        case "program":
            yield Parsed({"body": refused(lambda: os.execv("/bin/true", ["true"]))})  # noqa: S606 - it is refused
            return
        case "write":
            yield Parsed({"body": refused(lambda: Path(rest).write_text("x"))})
            return
        case "limits":
            kinds = (resource.RLIMIT_AS, resource.RLIMIT_CORE, resource.RLIMIT_FSIZE)
            yield Parsed({"body": " ".join(str(resource.getrlimit(kind)[1]) for kind in kinds)})
            return
        case "process":
            yield Parsed({"body": str(os.getpid())})
            return
    yield Parsed({"body": rest})


def refused(attempt: Callable[[], object]) -> str:
    """The error that the system answers with; nothing where it lets it happen."""
    try:
        attempt()
    except OSError as error:
        return type(error).__name__ if error.errno != errno.EFBIG else "EFBIG"
    return ""


def parse_deeper(data: bytes) -> None:
    """Never end."""
    parse_deeper(data)


FORMAT = Format("misbehaving", ("text/plain",), (), lambda _head: True, parse)


def choose(_data: bytes, _name: str, _media_type: str) -> Format:
    """Always the one."""
    return FORMAT


if __name__ == "__main__":
    worker.main(choose)
