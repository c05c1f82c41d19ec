"""The key table: what a dictionary of lists would answer, whatever its size, and in little memory."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from services.dedup.key_table import MOST_ARTICLES, KeyTable

# Few keys, some of which want the same buckets of a small table, so that buckets fill and the table grows.
KEYS = st.sampled_from([0, 1, 2, 3, 2**31, 2**31 + 1, 2**32 - 1, 2**32 - 2])
ARTICLES = st.lists(st.lists(KEYS, min_size=1, max_size=6, unique=True), max_size=60)


def add(table: KeyTable, keys: list[int], article: int) -> None:
    look = table.look(np.array(keys, np.uint64))
    table.add(look, np.arange(len(keys)), article)


def found(table: KeyTable, key: int) -> list[int]:
    return sorted(table.look(np.array([key], np.uint64)).articles.tolist())


@settings(deadline=None)
@given(ARTICLES, st.integers(0, 80))
def test_it_answers_like_a_dictionary_of_the_newest(articles: list[list[int]], horizon: int) -> None:
    small, large, expected = KeyTable(4), KeyTable(512), defaultdict[int, list[int]](list)
    for number, keys in enumerate(articles):
        for table in (small, large):
            table.horizon = max(0, number - horizon)
            add(table, keys, number)
        for key in keys:
            expected[key].append(number)
    for key, numbers in expected.items():
        live = [number for number in numbers[-MOST_ARTICLES:] if number >= small.horizon]
        assert found(small, key) == found(large, key) == live


def test_nothing_is_lost_while_it_grows() -> None:
    table = KeyTable(4)
    chance = np.random.default_rng(1)
    articles = [np.unique(chance.integers(0, 2**32, 37, dtype=np.uint64)) for _ in range(2000)]
    for number, keys in enumerate(articles):
        table.add(table.look(keys), np.arange(len(keys)), number)
    for number, keys in enumerate(articles):
        look = table.look(keys)
        assert sorted(set(look.rows[look.articles == number].tolist())) == list(range(len(keys)))
    assert table.nbytes / len(articles) < 600


def test_forgotten_articles_leave_their_places_to_others() -> None:
    table = KeyTable(64)
    chance = np.random.default_rng(2)
    for number in range(1000):
        table.horizon = max(0, number - 5)
        keys = chance.integers(0, 2**32, 37, dtype=np.uint64)
        table.add(table.look(keys), np.arange(len(keys)), number)
    assert table.nbytes == 64 * 64


def test_keys_made_to_meet_do_not_fill_the_memory() -> None:
    table = KeyTable(4096)
    keys = np.arange(2000, dtype=np.uint64)  # the lowest keys all begin in the first bucket
    for number in range(200):
        table.add(table.look(keys[number * 10 : number * 10 + 10]), np.arange(10), number)
    assert table.nbytes <= 4096 * 64


def test_it_comes_back_from_a_file(tmp_path: Path) -> None:
    table, again = KeyTable(4), KeyTable()
    for number in range(50):
        add(table, [number, number + 1], number)
    table.save(tmp_path / "keys")
    again.load(tmp_path / "keys")
    assert all(found(again, key) == found(table, key) for key in range(52))
