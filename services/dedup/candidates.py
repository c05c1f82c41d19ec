"""Which of the remembered articles are worth a comparison."""

from __future__ import annotations

import numpy as np

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
    first = int(look.counts[:names].sum())
    if first == len(look.rows):
        return []
    rarities = ((2 * MOST_ARTICLES) // np.maximum(look.counts, 1))[look.rows[first:]].tolist()
    shared: dict[int, int] = {}
    rarity: dict[int, int] = {}
    for article, rare in zip(look.articles[first:].tolist(), rarities, strict=True):
        shared[article] = shared.get(article, 0) + 1
        rarity[article] = rarity.get(article, 0) + rare
    least = 1 if words < FEW_WORDS else MIN_SHARED
    ranked = sorted((-rarity[article], article) for article, count in shared.items() if count >= least)
    return [(article, shared[article]) for _, article in ranked[:MAX_CANDIDATES]]
