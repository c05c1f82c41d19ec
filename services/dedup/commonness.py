"""Commonness: words of passages that many stories share count less, since they say little about any of them.

It is learnt from the log itself. A key that several stories have marks the words around it as common: furniture of a
site, an agency's background paragraph, or a sentence out of a pool.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.dedup.resemblance import Weights

RARE_STORIES = 2
"""Earlier stories with a passage that is not yet common: one of them may have taken its background from the other."""

COMMON_STORIES = 4
"""Earlier stories from which a passage is common for certain."""

KEY_WORDS = 4
"""Words that the 24 letters of a key cover. In a text made of a pool's sentences a common key has no common neighbour,
since every second key spans the end of a sentence."""

WEIGHTS = np.array([1.0, 1.0, 1.0, 0.5, 0.1])
"""Factor on a word's weight by the number of earlier stories that have it; the last is for `COMMON_STORIES` and
more."""


@dataclass(frozen=True, slots=True)
class Commonness:
    """Factors on the weights of a text's words, None where no word is common; and the share of common words, 0 to 1."""

    factors: Weights | None
    share: float


_NOTHING = Commonness(None, 0.0)


def commonness(stories: NDArray[np.intp], positions: Sequence[int], words: int) -> Commonness:
    """How common each word is: by the keys that cover it, or by the nearest keys on either side if both are common.

    `stories`: the number of earlier stories that have each key. `positions`: the index of the word in which it begins.
    """
    if not len(stories) or stories.max() <= RARE_STORIES or not words:
        return _NOTHING
    starts = np.array(positions, np.intp)
    order = np.argsort(starts, kind="stable")
    known = np.minimum(stories[order], COMMON_STORIES)
    following = np.searchsorted(starts[order], np.arange(words), "right")
    last = len(known) - 1
    count = np.minimum(known[np.maximum(following - 1, 0)], known[np.minimum(following, last)])
    own = starts[:, None] + np.arange(KEY_WORDS)
    np.maximum.at(count, np.minimum(own, words - 1), np.minimum(stories, COMMON_STORIES)[:, None])
    return Commonness(WEIGHTS[count], float(np.count_nonzero(count >= COMMON_STORIES)) / words)
