"""The word vectors of the languages beyond English; see training/tagger/multilingual_vectors.py."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import as_file, files
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger.vectors import WordIndex, WordVectors
from copydesk.text.unspaced import is_unspaced

Integers: TypeAlias = NDArray[np.int64]


class CharacterIndex(WordIndex):
    """The rows of words and, in scripts without blanks, of single characters."""

    def rows(self, words: Sequence[str]) -> Integers:
        """The row of each word, as it is spelt or in lower case, or of its first character if that is unspaced."""
        return super().rows([word[0] if is_unspaced(word[:1]) else word for word in words])


def multilingual_vectors() -> WordVectors:
    """The vectors that are shipped, read anew: only a process that meets another language than English needs them."""
    with (
        as_file(files("copydesk.text.tagger") / "multilingual_vectors.npz") as path,
        np.load(path, allow_pickle=False) as stored,
    ):
        matrix = stored["matrix"].astype(np.float32) * stored["scale"]
        return WordVectors(CharacterIndex(stored["keys"], stored["rows"]), matrix)
