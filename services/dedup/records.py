"""Records of articles: an append-only log in segment files.

A database would add an index and a write-ahead log of its own, and records need neither: they are found by number,
never change, and are deleted in the order in which they came, one segment at a time.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from pathlib import Path

SEGMENT = 65_536
"""Records of a segment: about 60 MB, and 150 files for ten million articles."""

WRITTEN_AT_ONCE = 1 << 18
"""Bytes buffered before a write. They are lost with the process, as are all records that no snapshot covers."""


class _Segment:
    """The records of one file, or of the process's memory where there is no file."""

    def __init__(self, path: Path | None, ends: array[int] | None = None) -> None:
        self.path = path
        self.ends = ends if ends is not None else array("Q")
        self._unwritten = bytearray()
        self._file = -1
        if path is not None:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            os.ftruncate(self._file, self.ends[-1] if self.ends else 0)

    @property
    def nbytes(self) -> int:
        return len(self.ends) * self.ends.itemsize + len(self._unwritten)

    def append(self, record: bytes) -> None:
        self._unwritten += record
        self.ends.append((self.ends[-1] if self.ends else 0) + len(record))
        if len(self._unwritten) >= WRITTEN_AT_ONCE and self._file >= 0:
            self._write()

    def _write(self) -> None:
        """Write the buffered records.

        Raises:
            OSError: it cannot be written, or only a part of it.
        """
        end = self.ends[-1] if self.ends else 0
        start = end - len(self._unwritten)
        if os.pwrite(self._file, self._unwritten, start) != len(self._unwritten):
            raise OSError(f"{self.path}: the disk took only a part of the records")
        self._unwritten.clear()

    def read(self, index: int) -> bytes:
        start, end = self.ends[index - 1] if index else 0, self.ends[index]
        written = self.ends[-1] - len(self._unwritten)
        if start >= written:
            return bytes(self._unwritten[start - written : end - written])
        return os.pread(self._file, end - start, start)

    def sync(self) -> None:
        if self._file >= 0:
            self._write()
            os.fsync(self._file)

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


class Records:
    """Records by number, from 0; in files of `folder`, or in memory where there is none."""

    def __init__(self, folder: Path | None = None) -> None:
        """Start without records. Segments in `folder` are overwritten, unless `load` takes them over."""
        self._folder = folder
        self._segments: dict[int, _Segment] = {}
        self._count = 0
        self._given_up: list[Path] = []
        self._unneeded: list[Path] = []

    def __len__(self) -> int:
        """The number that the next record gets."""
        return self._count

    @property
    def nbytes(self) -> int:
        """Memory that it takes: where each record ends, and what was not yet written to files."""
        return sum(segment.nbytes for segment in self._segments.values())

    def append(self, record: bytes) -> int:
        """Keep a record; returns its number. It is written together with others, by `save` at the latest.

        Raises:
            OSError: records cannot be written; which of them are lost is not known then.
        """
        number = self._count
        self._newest_segment().append(record)
        self._count += 1
        return number

    def _newest_segment(self) -> _Segment:
        """The segment of the next record."""
        number = self._count // SEGMENT
        if number not in self._segments:
            self._segments[number] = _Segment(self._path(number))
        return self._segments[number]

    def read(self, number: int) -> bytes:
        """The record of a number that was not forgotten.

        Raises:
            KeyError: it was forgotten, or was never there.
        """
        return self._segments[number // SEGMENT].read(number % SEGMENT)

    def forget_before(self, number: int) -> None:
        """Give up segments whose records all have smaller numbers; files are deleted when no snapshot needs them."""
        for segment in [each for each in self._segments if (each + 1) * SEGMENT <= number]:
            gone = self._segments.pop(segment)
            gone.close()
            if gone.path is not None:
                self._given_up.append(gone.path)

    def save(self, path: Path) -> None:
        """Write and sync all records, and write the offsets at which each of them ends to `path`."""
        for gone in self._unneeded:
            gone.unlink(missing_ok=True)
        # The snapshot before this one is valid until this one is complete, and may still need the others.
        self._unneeded, self._given_up = self._given_up, []
        # The last segment holds the next number, even where all records were forgotten.
        self._newest_segment()
        with path.open("wb") as file:
            for number, segment in sorted(self._segments.items()):
                segment.sync()
                array("Q", (number, len(segment.ends), *segment.ends)).tofile(file)

    def load(self, path: Path) -> None:
        """Take over the records that were there when `path` was saved; later ones are cut off.

        Raises:
            ValueError: a file is missing or too short.
        """
        for number, ends in _tables(array("Q", path.read_bytes())):
            file = self._path(number)
            if file is None or not file.exists() or file.stat().st_size < (ends[-1] if ends else 0):
                raise ValueError(f"records {file} are missing or cut off")
            self._segments[number] = _Segment(file, ends)
            self._count = number * SEGMENT + len(ends)
        self._clear(keep={segment.path for segment in self._segments.values()})

    def _clear(self, keep: set[Path | None]) -> None:
        for path in self._folder.glob("*.records") if self._folder else ():
            if path not in keep:
                path.unlink()

    def close(self) -> None:
        """Close the files."""
        for segment in self._segments.values():
            segment.close()

    def _path(self, segment: int) -> Path | None:
        return None if self._folder is None else self._folder / f"{segment:08d}.records"


def _tables(values: array[int]) -> Iterator[tuple[int, array[int]]]:
    """The number and the ends of each segment that `save` wrote."""
    start = 0
    while start < len(values):
        number, size = values[start], values[start + 1]
        yield number, values[start + 2 : start + 2 + size]
        start += 2 + size
