"""Word groups: all occurrences of each word of a text."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[np.int64]


class WordGroups(NamedTuple):
    """The tokens of a text, grouped by their word.

    `numbers` [token]: the number of its word, from 0. `order` [token]: token indices, those of one word next to each
    other. `starts` and `counts` [word]: where the word's tokens start in `order`, and how many there are.
    """

    numbers: Integers
    order: Integers
    starts: Integers
    counts: Integers


def group_words(words: NDArray[np.integer]) -> WordGroups:
    """Group the tokens with equal `words`. Fast for 16-bit integers, for which numpy uses a radix sort."""
    order = np.argsort(words, kind="stable")
    ordered = words[order]
    begins = np.ones(len(words), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
    starts = np.flatnonzero(begins)
    numbers = np.empty(len(words), dtype=np.int64)
    numbers[order] = np.cumsum(begins) - 1
    return WordGroups(numbers, order, starts, np.diff(starts, append=len(words)))
