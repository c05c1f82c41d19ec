"""Word types: the features of a word without its context, computed once for each different word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger.vectors import WordIndex

Integers: TypeAlias = NDArray[np.int64]

FORM_BUCKETS: Final = 16384
PREFIX_BUCKETS: Final = 8192
SUFFIX_BUCKETS: Final = 8192
SHAPE_BUCKETS: Final = 1024
"""Rows of the embedding tables for words, prefixes, suffixes and shapes; training copes with hash collisions."""

COLUMNS: Final = ("vector", "form", "prefix", "suffix", "shape")
"""The features of a word: each is a row of one of the embedding tables."""

AFFIX = 3
"""Characters of a prefix or suffix."""

LOWER: Final = 0
CAPITALISED: Final = 1
CAPITALS: Final = 2
NO_LETTER: Final = 3
"""The case of a word; a single capital letter counts as CAPITALISED."""


def features(words: Sequence[str], index: WordIndex) -> Integers:
    """The columns named in `COLUMNS` for each word: [word, column]."""
    made = np.empty((len(words), len(COLUMNS)), dtype=np.int64)
    made[:, 0] = index.rows(words)
    for row, word in enumerate(words):
        lower = word.lower()
        made[row, 1] = _hash(lower) % FORM_BUCKETS
        made[row, 2] = _hash(word[:AFFIX]) % PREFIX_BUCKETS
        made[row, 3] = _hash(lower[-AFFIX:]) % SUFFIX_BUCKETS
        made[row, 4] = _hash(shape(word)) % SHAPE_BUCKETS
    return made


def _hash(part: str) -> int:
    return crc32(part.encode("utf-8", "replace"))


MAX_SHAPED = 32
"""Characters of a word that its shape is made from: a longer word is a link or noise."""


def shape(word: str) -> str:
    """The kinds of its characters without repetitions, and its length, 8 at most: `Xx4` for Bonn, `X.X.4` for U.S."""
    kinds = [
        "X" if char.isupper() else "x" if char.islower() else "d" if char.isdigit() else char
        for char in word[:MAX_SHAPED]
    ]
    return "".join(kind for kind, _ in groupby(kinds)) + str(min(len(word), 8))


def case(word: str) -> int:
    """LOWER, CAPITALISED, CAPITALS or NO_LETTER."""
    if not word[:1].isalpha():
        return NO_LETTER
    if word[0].islower():
        return LOWER
    if not word[0].isupper():
        return NO_LETTER
    return CAPITALS if len(word) > 1 and word.isupper() else CAPITALISED
