"""Which of the remembered articles are worth a comparison."""

from __future__ import annotations

from services.dedup.key_index import MOST_ARTICLES

MIN_SHARED = 2
"""Keys that two long texts must share: one alone is a quotation, or chance."""

FEW_WORDS = 40
"""In so short a text a change costs most of its keys: one shared key is enough to look."""

MAX_CANDIDATES = 3
"""Comparisons that an article costs at most."""


def candidates(by_key: dict[int, list[int]], words: int) -> list[tuple[int, int]]:
    """Articles that share keys with a text of so many words, and how many: those that share the rarest keys first.

    `by_key` has the articles that have each of the text's keys.
    """
    shared: dict[int, int] = {}
    rarity: dict[int, int] = {}
    for articles in by_key.values():
        rare = 2 * MOST_ARTICLES // len(articles)
        for article in articles:
            shared[article] = shared.get(article, 0) + 1
            rarity[article] = rarity.get(article, 0) + rare
    least = 1 if words < FEW_WORDS else MIN_SHARED
    ranked = sorted((-rarity[article], article) for article, count in shared.items() if count >= least)
    return [(article, shared[article]) for _, article in ranked[:MAX_CANDIDATES]]
