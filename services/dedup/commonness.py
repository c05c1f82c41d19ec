"""What everybody writes: passages that many stories have in common say little about any of them.

Learnt from the log itself: a key that several stories have marks the words around it as common, be they a site's
furniture, an agency's background paragraph or a sentence out of a pool.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.dedup.resemblance import Weights

RARE_STORIES = 2
"""A passage that this many earlier stories have can be background that one of them took from the other."""

COMMON_STORIES = 4
"""So many have what no copy put there."""

KEY_WORDS = 4
"""Words that the 24 letters of a key belong to. In a text made of a pool's sentences no two keys beside each other are
common, since every second one reaches over the end of a sentence."""

WEIGHTS = np.array([1.0, 1.0, 1.0, 0.5, 0.1])
"""What a word counts by the number of earlier stories that have it, the last for `COMMON_STORIES` and more."""


@dataclass(frozen=True, slots=True)
class Commonness:
    """Factors for the weights of a text's words, None where nothing is common; and the share that is, from 0 to 1."""

    factors: Weights | None
    share: float


_NOTHING = Commonness(None, 0.0)


def commonness(stories: NDArray[np.intp], places: Sequence[int], words: int) -> Commonness:
    """Judge each word by the keys that it belongs to, and by those before and behind it, of which both must be common.

    `stories` is the number of earlier stories that have each key, `places` the word in which each key begins.
    """
    if not len(stories) or stories.max() <= RARE_STORIES or not words:
        return _NOTHING
    starts = np.array(places, np.intp)
    order = np.argsort(starts, kind="stable")
    known = np.minimum(stories[order], COMMON_STORIES)
    following = np.searchsorted(starts[order], np.arange(words), "right")
    last = len(known) - 1
    count = np.minimum(known[np.maximum(following - 1, 0)], known[np.minimum(following, last)])
    own = starts[:, None] + np.arange(KEY_WORDS)
    np.maximum.at(count, np.minimum(own, words - 1), np.minimum(stories, COMMON_STORIES)[:, None])
    return Commonness(WEIGHTS[count], float(np.count_nonzero(count >= COMMON_STORIES)) / words)
