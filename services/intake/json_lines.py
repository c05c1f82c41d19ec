"""Lines of bounded length from a stream that may be a pipe: each is given as soon as it is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from schemas.topics import MAX_MESSAGE_BYTES

MAX_LINE_BYTES = 2 * MAX_MESSAGE_BYTES
"""A longer line cannot be an article that fits a topic. It is cut here, so that it costs no more memory than this."""

PEEK_BYTES = 4096
"""Enough to see whether input without a telling name begins like JSON."""

MARK = b"\xef\xbb\xbf"

BLANK = MARK + b" \t\r\n"
"""A byte order mark and white space may stand before the first article."""


def beginning(stream: BinaryIO) -> bytes:
    """The first line that is not blank, and those before it; at most PEEK_BYTES.

    Read line by line, here and below: a pipe that stays open must give its articles as they come.
    """
    head = b""
    while not head.lstrip(BLANK) and (line := stream.readline(PEEK_BYTES - len(head))):
        head += line
    return head


def stripped_lines(head: bytes, stream: BinaryIO, first: int = 1) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers, without the white space around them.

    `head` is what is read of the stream already, and `first` the number of its first line. Of a line over
    MAX_LINE_BYTES only the beginning is kept.
    """
    for number, line in enumerate(_lines(head, stream), start=first):
        if stripped := line.removeprefix(MARK).strip():
            yield number, stripped


def _lines(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    *whole, begun = head.split(b"\n")
    yield from whole
    while line := begun + (more := stream.readline(MAX_LINE_BYTES - len(begun) + 1)):
        if len(line) > MAX_LINE_BYTES:
            _skip_line(stream, more)
        yield line[:MAX_LINE_BYTES].removesuffix(b"\n")
        begun = b""


def _skip_line(stream: BinaryIO, more: bytes) -> None:
    while more and not more.endswith(b"\n"):
        more = stream.readline(MAX_LINE_BYTES)
