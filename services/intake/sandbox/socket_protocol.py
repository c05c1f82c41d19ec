"""The protocol between the sandbox and its child: byte strings over a stream socket, each after its length."""

from __future__ import annotations

import socket
import struct
import time

LENGTH = struct.Struct("!Q")

CHUNK_BYTES = 1 << 20


class TooLongError(ValueError):
    """The other side wants to send more than is taken."""


def send(connection: socket.socket, data: bytes) -> None:
    """Send one byte string.

    Raises:
        OSError: the other side is gone, or the socket's timeout is over.
    """
    connection.sendall(LENGTH.pack(len(data)))
    connection.sendall(data)


def receive(connection: socket.socket, limit: int, deadline: float | None = None) -> bytes | None:
    """The next byte string; None where the other side has closed. `deadline` is a moment of `time.monotonic`.

    Raises:
        TimeoutError: the deadline is over.
        TooLongError: it is longer than `limit` bytes.
        OSError: the connection broke.
    """
    head = _exactly(connection, LENGTH.size, deadline)
    if head is None:
        return None
    (length,) = LENGTH.unpack(head)
    if length > limit:
        raise TooLongError(f"{length} bytes, over {limit}")
    return _exactly(connection, length, deadline)


def _exactly(connection: socket.socket, length: int, deadline: float | None) -> bytes | None:
    parts: list[bytes] = []
    missing = length
    while missing:
        if deadline is not None:
            connection.settimeout(_left(deadline))
        part = connection.recv(min(missing, CHUNK_BYTES))
        if not part:
            return None
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
