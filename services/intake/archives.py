"""Files that hold files: gzip (RFC 1952) and zip archives, opened within limits. Nothing is written to disk.

zlib decompresses as a stream, so an archive costs memory for what is read of it and no more; what it says of sizes is
not believed.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from services.intake.formats.format import FormatError

GZIP = b"\x1f\x8b\x08"
ZIP = b"PK\x03\x04"

MAX_MEMBERS = 1_000
"""Files of one zip archive; a day of a wire has some hundreds."""

MAX_GROWTH = 16
"""What comes out of an archive may be so many times as large as a file may be: news texts shrink to a quarter."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})
"""Whoever has one of these is no archive of files but a document (OOXML, ODF, EPUB) or a program."""

_BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError)
"""What gzip and zipfile raise on damaged, encrypted and unusual archives."""


def is_archive(head: bytes) -> bool:
    """Whether an archive begins like this."""
    return head.startswith((GZIP, ZIP))


def members(name: str, head: bytes, stream: BinaryIO, file_bytes: int) -> Iterator[tuple[str, BinaryIO]]:
    """The files of an archive, each with its name, to be read before the next is asked for.

    `head` is what is read of the stream already. The name of a gzip file's content is its own without `.gz`.
    `file_bytes` limits the archive, and MAX_GROWTH times as much all that comes out of it.

    Raises:
        FormatError: it is no archive that can be read, or over a limit; also while a member is read.
    """
    budget = _Budget(file_bytes * MAX_GROWTH)
    if head.startswith(GZIP):
        path = PurePosixPath(name)
        inner = path.stem if path.suffix.lower() in (".gz", ".gzip") else path.name
        yield inner, _Member(gzip.GzipFile(fileobj=_Joined(head, stream)), budget)
        return
    data = head + stream.read(max(0, file_bytes + 1 - len(head)))
    if len(data) > file_bytes:
        raise FormatError(f"the archive is longer than {file_bytes} bytes")
    yield from _of_zip(data, budget)


def _of_zip(data: bytes, budget: _Budget) -> Iterator[tuple[str, BinaryIO]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise FormatError(f"the archive cannot be read: {error}") from error
    names = archive.namelist()
    if _DOCUMENTS.intersection(names):
        raise FormatError("it is no archive of files but a document or a program of another kind")
    if len(names) > MAX_MEMBERS:
        raise FormatError(f"the archive holds over {MAX_MEMBERS} files")
    for member in archive.infolist():
        path = PurePosixPath(member.filename)
        if member.is_dir() or path.name.startswith(".") or "__MACOSX" in path.parts:
            continue
        if member.compress_type not in _METHODS:
            raise FormatError(f"{path.name[:100]}: it is compressed in a way that is not read")
        try:
            opened = archive.open(member)
        except _BROKEN as error:
            raise FormatError(f"{path.name[:100]}: {error}") from error
        yield str(path), _Member(opened, budget)


class _Budget:
    """How many bytes may still come out of an archive."""

    def __init__(self, left: int) -> None:
        self._left = left

    def take(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise FormatError("more comes out of the archive than is allowed")


class _Member(io.BufferedReader):
    """A member of an archive; every error of reading it is a FormatError."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, budget: _Budget) -> None:
        super().__init__(_Decompressed(stream, budget), 1 << 16)


class _Decompressed(io.RawIOBase):
    def __init__(self, stream: IO[bytes] | gzip.GzipFile, budget: _Budget) -> None:
        super().__init__()
        self._stream = stream
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # as RawIOBase documents it
        try:
            data = self._stream.read(len(buffer))
        except FormatError:
            raise
        except _BROKEN as error:
            raise FormatError(f"the archive is damaged: {error}") from error
        self._budget.take(len(data))
        buffer[: len(data)] = data
        return len(data)


class _Joined(io.RawIOBase):
    """What was read of a stream already, and the rest of it."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self._head:
            return self._stream.read(size)
        data, self._head = (self._head, b"") if size < 0 else (self._head[:size], self._head[size:])
        return data
