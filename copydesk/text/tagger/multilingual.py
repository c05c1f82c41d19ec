"""The word vectors of the languages beyond English; see training/tagger/multilingual_vectors.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger.vectors import WordIndex
from copydesk.text.unspaced import is_unspaced

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int64]


class CharacterIndex(WordIndex):
    """The rows of words and, in scripts without blanks, of single characters."""

    def rows(self, words: Sequence[str]) -> Integers:
        """The row of each word, as it is spelt or in lower case, or of its first character if that is unspaced."""
        return super().rows([word[0] if is_unspaced(word[:1]) else word for word in words])


class QuantisedTable:
    """A table of vectors in a byte for each part of a vector: rows are decoded when they are asked for."""

    def __init__(self, codes: NDArray[np.uint8], centres: Sequence[Floats]) -> None:
        """`codes` [row, part]: the row of `centres` of that part, [256, dimensions of the part]."""
        self._codes, self._centres = codes, centres

    def __len__(self) -> int:
        return len(self._codes)

    def __getitem__(self, rows: Integers) -> Floats:
        codes = self._codes[rows]
        parts = [centres[codes[:, number]] for number, centres in enumerate(self._centres)]
        return np.concatenate(parts, axis=1) * (rows > 0)[:, None]


@dataclass(frozen=True, slots=True)
class MultilingualVectors:
    """A table of vectors [row, dimension], and the row of each word; row 0 is for unknown words."""

    index: CharacterIndex
    matrix: QuantisedTable


def multilingual_vectors() -> MultilingualVectors:
    """The vectors that are shipped, read anew: only a process that meets another language than English needs them."""
    with (
        as_file(files("copydesk.text.tagger") / "multilingual_vectors.npz") as path,
        np.load(path, allow_pickle=False) as stored,
    ):
        keys, codes = stored["keys"], stored["codes"]
        centres = [stored[f"centres{number}"].astype(np.float32) for number in range(codes.shape[1])]
    return MultilingualVectors(CharacterIndex(keys, np.arange(1, len(keys) + 1)), QuantisedTable(codes, centres))
