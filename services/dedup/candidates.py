"""Candidates: the remembered articles that an article is compared with."""

from __future__ import annotations

from services.dedup.key_index import MOST_ARTICLES

MIN_SHARED = 2
"""Keys that two long texts must share: a single one comes from a quotation or from chance."""

FEW_WORDS = 40
"""Words: in a shorter text one change alters most of the keys, so one shared key makes a candidate."""

MAX_CANDIDATES = 3
"""Candidates of an article at most, since each costs a comparison."""


def candidates(by_key: dict[int, list[int]], words: int) -> list[tuple[int, int]]:
    """The articles that share most keys with a text of `words` words, rare keys counting more, and how many they share.

    `by_key`: the articles that have each of the text's keys.
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
