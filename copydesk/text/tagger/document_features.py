"""Document features: how a token's word is written elsewhere in the text, and what stands before the token."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger.word_types import CAPITALISED, CAPITALS, LOWER
from copydesk.text.tokens import BLANK, GAPS, PARAGRAPH_BREAK

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int64]

DOCUMENT_FEATURES: Final = GAPS + 5
"""Number of features of a token."""


def document_features(gaps: Integers, cases: Integers, groups: Integers) -> Floats:
    """Features of each token [token, DOCUMENT_FEATURES].

    The kind of the gap before it (one-hot); whether its word, whatever its case, also occurs in lower case, capitalised
    after a lower-case word (so not at the beginning of a sentence), and in capitals; the logarithm of how often it
    occurs; and a value that halves with every paragraph, which tells the first paragraphs from the rest.

    `groups` [token] numbers the words of the text from 0, with one number for words that differ in case only.
    """
    count = len(gaps)
    made = np.zeros((count, DOCUMENT_FEATURES), dtype=np.float32)
    if not count:
        return made
    made[np.arange(count), gaps] = 1.0
    after_lower = np.zeros(count, dtype=bool)
    after_lower[1:] = (cases[:-1] == LOWER) & (gaps[1:] <= BLANK)
    size = int(groups.max()) + 1
    kinds = ((cases == LOWER), (cases == CAPITALISED) & after_lower, (cases == CAPITALS))
    for column, kind in enumerate(kinds, start=GAPS):
        made[:, column] = np.bincount(groups[kind], minlength=size)[groups] > 0
    occurrences = np.bincount(groups, minlength=size)[groups]
    made[:, GAPS + 3] = np.log2(np.minimum(occurrences, 16)) / 4
    made[:, GAPS + 4] = np.exp2(-np.cumsum(gaps == PARAGRAPH_BREAK, dtype=np.float32))
    return made
