"""From files to submissions: JSON Lines of RawArticle, or any other text file as one article. Opens no file.

A submission is the bytes of one article as they came, whether they are valid or not. Judging them is the loop's work:
what is not valid becomes a dead letter with exactly these bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from schemas.topics import MAX_MESSAGE_BYTES

JSON_LINES_SUFFIXES = frozenset({".jsonl", ".ndjson", ".json"})

MAX_LINE_BYTES = 2 * MAX_MESSAGE_BYTES
"""A longer line cannot be an article that fits a topic. It is cut here, so that it costs no more memory than this."""

PEEK_BYTES = 4096
"""Enough to see whether input without a telling name begins like JSON."""

BLANK = b"\xef\xbb\xbf \t\r\n"
"""A byte order mark and white space may stand before the first article."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One article as it came. `line` counts from 1; a text file is one article, on line 1."""

    file: str
    line: int
    value: bytes


def read_submissions(file: str, stream: BinaryIO, source: str) -> Iterator[Submission]:
    """All articles of a file or of standard input, in order.

    `file` is the name to report, and its suffix tells JSON Lines from text; without a suffix the first character does.
    `source` is put into articles that are made from text; JSON Lines say theirs themselves.
    """
    head = _beginning(stream)
    suffix = PurePath(file).suffix.lower()
    if suffix in JSON_LINES_SUFFIXES or (not suffix and head.lstrip(BLANK).startswith(b"{")):
        yield from _json_lines(file, head, stream)
        return
    body = head + stream.read(MAX_LINE_BYTES - len(head))
    yield Submission(file, 1, _text_article(body, source))


def _json_lines(file: str, head: bytes, stream: BinaryIO) -> Iterator[Submission]:
    for number, line in enumerate(_lines(head, stream), start=1):
        stripped = line.removeprefix(b"\xef\xbb\xbf").strip()
        if stripped:
            yield Submission(file, number, stripped)


def _beginning(stream: BinaryIO) -> bytes:
    """The first line that is not blank, and those before it; at most PEEK_BYTES.

    Read line by line, here and below: a pipe that stays open must give its articles as they come.
    """
    head = b""
    while not head.lstrip(BLANK) and (line := stream.readline(PEEK_BYTES - len(head))):
        head += line
    return head


def _lines(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """Lines of bounded length: of a line over MAX_LINE_BYTES only the beginning is kept."""
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


def _text_article(data: bytes, source: str) -> bytes:
    """A text file as the JSON of a RawArticle; as it is where it is no text, so that the refusal shows its bytes."""
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    return json.dumps({"body": _decoded(data), "source": source}, ensure_ascii=False).encode("utf-8", "replace")


def _decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or else Windows-1252, which older wire systems write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
