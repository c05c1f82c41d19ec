"""The sandbox's child: reads files that come over a socket and answers with their articles, until the socket closes.

It knows the formats and nothing else of Copydesk, has no settings or secrets in its environment, can open no connection
and start no program, and answers in JSON: what a hostile file makes of it cannot reach its parent.
"""

from __future__ import annotations

import base64
import contextlib
import json
import resource
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePath

from services.intake.formats.format import Format, FormatError, Parsed, Refused
from services.intake.formats.registry import all_formats, choose, stated_and_recognised
from services.intake.sandbox.socket_protocol import receive, send
from services.intake.sandbox.system_calls import refuse_system_calls

Choice = Callable[[bytes, str, str], Format]
"""The format of some bytes, by their file's name and their media type."""

READY = b"ready"
"""What the child says first."""

ALARM_ROOM_SECONDS = 5
"""The parent ends a parser that takes too long; where it is gone itself, the kernel does a little later."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What parsing one file may take."""

    seconds: float = 20.0
    memory_bytes: int = 1 << 30
    file_bytes: int = 64 << 20
    result_bytes: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Request:
    """What the bytes that follow are said to be.

    `may_be_read_already` is for a body that may be text by now: it is parsed only where it looks like its media type.
    """

    name: str
    media_type: str
    may_be_read_already: bool

    def encoded(self) -> bytes:
        """As it goes over the socket."""
        return json.dumps(asdict(self)).encode()


def main(choice: Choice = choose) -> None:
    """Serve the socket whose file descriptor the first argument names, under the limits of the second."""
    descriptor, encoded = sys.argv[1:]
    limits = Limits(**json.loads(encoded))
    _confine(limits)
    if choice is choose:
        # All imports now, so that none of them takes of a file's time.
        for _ in all_formats():
            pass
    with socket.socket(fileno=int(descriptor)) as connection, contextlib.suppress(BrokenPipeError, ConnectionError):
        send(connection, READY)
        while (request := receive(connection, limits.file_bytes)) is not None:
            data = receive(connection, limits.file_bytes)
            if data is None:
                return
            signal.alarm(int(limits.seconds) + ALARM_ROOM_SECONDS)
            answer = read(Request(**json.loads(request)), data, limits.result_bytes, choice)
            signal.alarm(0)
            send(connection, answer)


def _confine(limits: Limits) -> None:
    # Ctrl-C goes to the whole group; the parent decides when this process ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Python's own handler would wait for C code to return; the default ends the process whatever it does.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for kind, limit in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        # Not every system knows every limit; the parent's deadline holds anyway.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))
    refuse_system_calls()


def read(request: Request, data: bytes, result_bytes: int, choice: Choice = choose) -> bytes:
    """The answer to a request, as JSON: `format`, `media_type` and `items`, or `error`. Never raises.

    It is null where the body is text already. `spent` is true where another file should go to another process.
    """
    try:
        found = _format(request, data, choice)
        if found is None:
            return b"null"
        return _items(found, data, result_bytes)
    except FormatError as error:
        return _error(str(error))
    except RecursionError:
        return _error("it is nested too deep")
    except MemoryError:
        return _error("reading it takes more memory than is allowed", spent=True)
    except Exception as error:  # a fault of the parser must cost this file alone
        return _error(f"the parser failed at {_place(error)}: {type(error).__name__}: {error}")


def _format(request: Request, data: bytes, choice: Choice) -> Format | None:
    if request.may_be_read_already:
        return stated_and_recognised(data, request.media_type)
    return choice(data, request.name, request.media_type)


def _items(found: Format, data: bytes, result_bytes: int) -> bytes:
    items: list[str] = []
    size = 0
    for item in found.parse(data):
        encoded = encoded_item(item)
        size += len(encoded)
        if size > result_bytes:
            raise FormatError(f"item {len(items) + 1}: the articles so far take over {result_bytes} bytes")
        items.append(encoded)
    head = json.dumps({"format": found.name, "media_type": found.media_types[0]})
    return f'{head[:-1]}, "items": [{", ".join(items)}]}}'.encode()


def encoded_item(item: Parsed | Refused) -> str:
    """The item as JSON; a moment as ISO 8601.

    Raises:
        FormatError: a field is of a type that JSON has not.
    """
    if isinstance(item, Refused):
        return json.dumps({"value": base64.b64encode(item.value).decode(), "error": str(item.error)})
    return json.dumps({"fields": item.fields}, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    raise FormatError(f"a field is of type {type(value).__name__}")


def _error(message: str, *, spent: bool = False) -> bytes:
    return json.dumps({"error": message, "spent": spent}).encode()


def _place(error: Exception) -> str:
    innermost = traceback.extract_tb(error.__traceback__)[-1]
    return f"{PurePath(innermost.filename).name}:{innermost.lineno}"


if __name__ == "__main__":
    main()
