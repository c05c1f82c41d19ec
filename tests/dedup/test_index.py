"""The key index: finds what shares keys, in bounded space."""

from __future__ import annotations

from services.dedup.index import MAX_CANDIDATES, WAYS, KeyIndex


def test_articles_that_share_keys_are_found_best_first() -> None:
    index = KeyIndex(100)
    index.add([1, 2, 3, 4], 0)
    index.add([3, 4, 5], 1)
    index.add([11, 12, 13], 2)
    assert index.candidates([1, 2, 3, 4, 5]) == [0, 1]


def test_one_shared_key_is_chance() -> None:
    index = KeyIndex(100)
    index.add([1, 2, 3], 0)
    assert index.candidates([3, 4, 5]) == []


def test_a_key_of_every_article_keeps_the_newest() -> None:
    index = KeyIndex(100)
    for slot in range(50):
        index.add([1, 2], slot)
    found = index.candidates([1, 2])
    assert set(found) == set(range(50 - WAYS, 50))
    assert len(found) <= MAX_CANDIDATES
