"""Document features: what the rest of the text says about a word, and what stands before it."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger.word_types import CAPITALISED, CAPITALS, LOWER
from copydesk.text.tokens import BLANK, GAPS, PARAGRAPH_BREAK

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int64]

DOCUMENT_FEATURES: Final = GAPS + 5
"""How many features a token gets here."""


def document_features(gaps: Integers, cases: Integers, groups: Integers) -> Floats:
    """Features of each token [token, DOCUMENT_FEATURES].

    The gap before it; whether its word, whatever its case, also stands in the text in lower case, capitalised behind a
    lower-case word (where no sentence begins), in capitals; how often; and the place in the text.

    `groups` numbers the words of the text from 0, equal for words that differ in case only.
    """
    count = len(gaps)
    made = np.zeros((count, DOCUMENT_FEATURES), dtype=np.float32)
    if not count:
        return made
    made[np.arange(count), gaps] = 1.0
    behind_word = np.zeros(count, dtype=bool)
    behind_word[1:] = (cases[:-1] == LOWER) & (gaps[1:] <= BLANK)
    size = int(groups.max()) + 1
    kinds = ((cases == LOWER), (cases == CAPITALISED) & behind_word, (cases == CAPITALS))
    for column, kind in enumerate(kinds, start=GAPS):
        made[:, column] = np.bincount(groups[kind], minlength=size)[groups] > 0
    occurrences = np.bincount(groups, minlength=size)[groups]
    made[:, GAPS + 3] = np.log2(np.minimum(occurrences, 16)) / 4
    made[:, GAPS + 4] = np.exp2(-np.cumsum(gaps == PARAGRAPH_BREAK, dtype=np.float32))
    return made
