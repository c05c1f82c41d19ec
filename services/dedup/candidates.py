"""Which of the remembered articles are worth a comparison."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from services.dedup.key_table import MOST_ARTICLES, Look

MIN_SHARED = 2
"""Keys that two long texts must share: one alone is a quotation, or chance."""

FEW_WORDS = 40
"""In so short a text a change costs most of its keys: one shared key is enough to look."""

MAX_CANDIDATES = 3
"""Comparisons that an article costs at most."""


def candidates(look: Look, names: int, words: int) -> list[tuple[int, int]]:
    """Articles that share keys with a text and how many: those that share the rarest keys first.

    The first `names` rows of the look are no keys.
    """
    is_key = look.rows >= names
    rows, articles = look.rows[is_key], look.articles[is_key]
    if not len(rows):
        return []
    shares: NDArray[np.float64] = 1.0 / np.maximum(np.bincount(rows, minlength=len(look.keys)), 1)
    shared, rarity = Counter(articles.tolist()), Counter[int]()
    for row, article in zip(rows.tolist(), articles.tolist(), strict=True):
        rarity[article] += int(shares[row] * 2 * MOST_ARTICLES)
    least = 1 if words < FEW_WORDS else MIN_SHARED
    ranked = sorted((-rarity[article], article) for article, count in shared.items() if count >= least)
    return [(article, shared[article]) for _, article in ranked[:MAX_CANDIDATES]]
