"""Word groups: the places of a text at which the same word stands."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[np.int64]


class WordGroups(NamedTuple):
    """Tokens by their word.

    `numbers` [token]: its word, numbered from 0. `order` [token]: the tokens, those of one word behind one another;
    `firsts` and `counts` [word]: where the word's tokens begin in `order`, and how many they are.
    """

    numbers: Integers
    order: Integers
    firsts: Integers
    counts: Integers


def group_words(words: NDArray[np.integer]) -> WordGroups:
    """The groups of tokens with equal `words`. Fast for 16-bit integers, which numpy sorts by counting."""
    order = np.argsort(words, kind="stable")
    ordered = words[order]
    begins = np.ones(len(words), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
    firsts = np.flatnonzero(begins)
    numbers = np.empty(len(words), dtype=np.int64)
    numbers[order] = np.cumsum(begins) - 1
    return WordGroups(numbers, order, firsts, np.diff(firsts, append=len(words)))
