"""The networks' first layer: one row a word type, summed from what is known of the word, and remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger.vectors import VectorsOfWords
from copydesk.text.tagger.word_types import COLUMNS, features

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int64]

MAX_TYPES: Final = 32_768
"""Word types remembered: 16 MB for two networks. Then all are forgotten, so that a flood of new words cannot fill the
memory."""


class WordRows:
    """Rows of words. Not for several threads at once: it remembers the words it has seen."""

    def __init__(self, networks: Sequence[Mapping[str, Floats]], vectors: VectorsOfWords) -> None:
        """`networks`: weights of each, whose rows stand side by side.

        They hold a table for each of `COLUMNS` but the vectors, which `vector_in` brings to the width.
        """
        self._index = vectors.index
        self._vectors = vectors.matrix
        self._vector_in = np.hstack([each["vector_in"] for each in networks])
        self._tables: list[NDArray[np.float16]] = []
        for name in COLUMNS[1:]:
            # Half precision is more than the stored bytes have, and half the memory: 17 MB for two networks.
            tables = [each[f"table_{name}"] for each in networks]
            self._tables.append(np.hstack(tables).astype(np.float16))
        self._bias = np.hstack([each["word_bias"] for each in networks])
        self._indices: dict[str, int] = {}
        self._rows = np.zeros((0, len(self._bias)), dtype=np.float16)

    def rows(self, words: Sequence[str]) -> Floats:
        """Rows [word, width]; a new array."""
        new = [word for word in dict.fromkeys(words) if word not in self._indices]
        if new:
            if len(self._indices) + len(new) > MAX_TYPES:
                self._indices, new = {}, list(dict.fromkeys(words))
            self._remember(new)
        indices = np.fromiter(map(self._indices.__getitem__, words), dtype=np.int64, count=len(words))
        return self._rows[indices].astype(np.float32)

    def _remember(self, words: list[str]) -> None:
        start, end = len(self._indices), len(self._indices) + len(words)
        if end > len(self._rows):
            grown = np.zeros((max(2 * end, 1024), self._rows.shape[1]), dtype=np.float16)
            grown[:start] = self._rows[:start]
            self._rows = grown
        known = features(words, self._index)
        made = self._vectors[known[:, 0]] @ self._vector_in + self._bias
        for column, table in enumerate(self._tables, 1):
            made += table[known[:, column]]
        self._rows[start:end] = made
        self._indices.update(zip(words, range(start, end), strict=True))
