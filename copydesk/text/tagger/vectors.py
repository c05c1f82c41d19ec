"""Word vectors: embeddings of hundreds of thousands of words in a few megabytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Protocol, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int64]


class VectorTable(Protocol):
    """Vectors by their rows."""

    def __len__(self) -> int:
        """Number of rows."""

    def __getitem__(self, rows: Integers, /) -> Floats:
        """The vectors of some rows: [row, dimension]."""


class WordIndex:
    """The row that each known word has in the table of vectors.

    The keys are sorted CRC-32 checksums instead of the words themselves: six bytes for each word, at the price that one
    unknown word in six thousand gets the vector of another word.
    """

    def __init__(self, keys: NDArray[np.uint32], rows: NDArray[np.integer]) -> None:
        """`rows` has the row of the table for each key; row 0 is for unknown words."""
        self._keys = keys
        self._rows = rows

    def rows(self, words: Sequence[str]) -> Integers:
        """The row of each word as it is spelt, else that of its lower-case form, else 0."""
        rows = self._found([crc32(word.encode("utf-8", "replace")) for word in words])
        missing = np.flatnonzero(rows == 0)
        if len(missing):
            lower = [crc32(words[index].lower().encode("utf-8", "replace")) for index in missing.tolist()]
            rows[missing] = self._found(lower)
        return rows

    def _found(self, hashes: Sequence[int]) -> Integers:
        wanted = np.asarray(hashes, dtype=np.uint32)
        positions = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        return np.where(self._keys[positions] == wanted, self._rows[positions], 0).astype(np.int64)


class VectorsOfWords(Protocol):
    """Vectors by words."""

    @property
    def index(self) -> WordIndex:
        """The row of each word."""

    @property
    def matrix(self) -> VectorTable:
        """The vectors of the rows."""


@dataclass(frozen=True, slots=True)
class WordVectors:
    """A table of vectors [row, dimension], and the row of each word; row 0 is for unknown words."""

    index: WordIndex
    matrix: Floats


def word_vectors() -> WordVectors:
    """The vectors that are shipped, read anew in 30 ms: a network that needs the index alone lets go of the table."""
    with as_file(files("copydesk.text.tagger") / "vectors.npz") as path, np.load(path, allow_pickle=False) as stored:
        matrix = stored["matrix"].astype(np.float32) * stored["scale"]
        return WordVectors(WordIndex(stored["keys"], stored["rows"]), matrix)
